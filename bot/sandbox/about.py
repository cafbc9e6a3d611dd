"""The methods about the bot itself and about chats: who am I, commands, names, files."""

from typing import Any

from bot.sandbox import calls, errors, profile, registry, wire, world

COMMANDS = "scope language_code"


@registry.method("getMe")
def get_me(box: world.World, _call: calls.Call) -> wire.Json:
    return {
        **box.bot.as_json(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@registry.method("getChat", "chat_id")
def get_chat(box: world.World, call: calls.Call) -> wire.Json:
    chat = box.chat(call.text("chat_id"))
    about = {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.pinned and chat.pinned[-1] in chat.messages:
        about["pinned_message"] = box.written(chat.messages[chat.pinned[-1]])
    return about


_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


@registry.method("getFile", "file_id")
def get_file(box: world.World, call: calls.Call) -> wire.Json:
    if not call.text("file_id"):
        raise errors.bad("file_id not specified")
    file = box.files.to_download(call.text("file_id"))
    return {**file.as_json(), "file_path": file.path}


@registry.method("setMyCommands", f"{COMMANDS} commands")
def set_my_commands(box: world.World, call: calls.Call) -> bool:
    commands = profile.command_list(call.structures("commands"))
    box.profile.set_commands(*_audience(box, call), commands)
    return True


@registry.method("getMyCommands", COMMANDS)
def get_my_commands(box: world.World, call: calls.Call) -> list[wire.Json]:
    return box.profile.commands(*_audience(box, call))


@registry.method("deleteMyCommands", COMMANDS)
def delete_my_commands(box: world.World, call: calls.Call) -> bool:
    box.profile.set_commands(*_audience(box, call), [])
    return True


@registry.method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(box: world.World, call: calls.Call) -> bool:
    button = call.structure("menu_button") or {"type": "default"}
    match button:
        case {"type": "commands" | "default"}:
            pass
        case {"type": "web_app", "text": str(), "web_app": {"url": str(url)}}:
            if not url.startswith("https://"):
                raise errors.bad(
                    f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                )
        case _:
            raise errors.bad("can't parse menu button: Unsupported type specified")
    if not call.text("chat_id"):
        box.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
        return True
    box.chat(call.text("chat_id")).menu_button = None if button["type"] == "default" else button
    return True


@registry.method("getChatMenuButton", "chat_id")
def get_chat_menu_button(box: world.World, call: calls.Call) -> wire.Json:
    if not call.text("chat_id"):
        return box.profile.menu_button
    return box.chat(call.text("chat_id")).menu_button or {"type": "default"}


def _audience(box: world.World, call: calls.Call) -> tuple[profile.Scope, str]:
    scope = profile.scope(call.structure("scope"))
    if scope.startswith("chat:"):
        box.chat(scope.removeprefix("chat:"))
    return scope, profile.language(call.text("language_code"))


def _set_text(what: str) -> registry.Run:
    def run(box: world.World, call: calls.Call) -> bool:
        box.profile.set_text(what, profile.language(call.text("language_code")), call.text(what))
        return True

    return run


def _get_text(what: str) -> registry.Run:
    def run(box: world.World, call: calls.Call) -> dict[str, Any]:
        return {what: box.profile.text(what, profile.language(call.text("language_code")))}

    return run


for _what, _suffix in (
    ("name", "Name"),
    ("description", "Description"),
    ("short_description", "ShortDescription"),
):
    registry.method(f"setMy{_suffix}", f"{_what} language_code")(_set_text(_what))
    registry.method(f"getMy{_suffix}", "language_code")(_get_text(_what))
