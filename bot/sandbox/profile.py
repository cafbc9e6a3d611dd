"""The bot's own profile, per scope and language: commands, name, descriptions, menu button.

Falls back as Telegram's apps do.
"""

from collections.abc import Iterable

from bot.sandbox import chats, errors, wire

Scope = str
DEFAULT: Scope = "default"
PRIVATE: Scope = "all_private_chats"
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    def __init__(self, name: str) -> None:
        self._commands: dict[tuple[Scope, str], list[wire.Json]] = {}
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._name = name
        self.menu_button: wire.Json = {"type": "commands"}

    def set_commands(self, scope: Scope, language: str, commands: list[wire.Json]) -> None:
        """No commands: as if they had never been set."""
        if commands:
            self._commands[scope, language] = commands
        else:
            self._commands.pop((scope, language), None)

    def commands(self, scope: Scope, language: str) -> list[wire.Json]:
        """Exactly what was set for this scope and language."""
        return self._commands.get((scope, language), [])

    def commands_for(self, chat: chats.Chat) -> list[wire.Json]:
        """What the menu shows this person: narrowest scope, then language."""
        for scope in (f"chat:{chat.id}", PRIVATE, DEFAULT):
            for language in (chat.user.language_code, ""):
                if (scope, language) in self._commands:
                    return self._commands[scope, language]
        return []

    def set_text(self, what: str, language: str, text: str) -> None:
        if wire.length(text) > LONGEST[what]:
            raise errors.bad(_TOO_LONG[what])
        if text:
            self._texts[what, language] = text
        elif what == "name" and not language:
            self._texts[what, ""] = self._name
        else:
            self._texts.pop((what, language), None)

    def text(self, what: str, language: str) -> str:
        """For the language, or else the one without a language."""
        return self._texts.get((what, language)) or self._texts.get((what, ""), "")


_TOO_LONG = {
    "name": "BOT_TITLE_INVALID",
    "description": "BOT_DESCRIPTION_INVALID",
    "short_description": "BOT_SHORT_DESCRIPTION_INVALID",
}


def language(code: str) -> str:
    """A two-letter language code, or none."""
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
        raise errors.bad("invalid language code specified")
    return code


def scope(given: wire.Json | None) -> Scope:
    match given:
        case None:
            return DEFAULT
        case {"type": "chat", "chat_id": int(chat_id)}:
            return f"chat:{chat_id}"
        case {"type": "chat", "chat_id": str(chat_id)} if chat_id.lstrip("-").isdigit():
            return f"chat:{chat_id}"
        case {"type": str(kind)} if kind in SCOPES:
            return kind
        case {"type": "chat" | "chat_administrators" | "chat_member"}:
            raise errors.bad("chat not found")
    raise errors.bad("can't parse BotCommandScope: Unsupported type specified")


def command(given: object) -> wire.Json:
    """One command as Telegram keeps it: without its slash, in lower case."""
    match given:
        case {"command": str(name), "description": str(description)}:
            name, description = name.removeprefix("/").lower(), description.strip()
        case _:
            raise errors.bad("can't parse BotCommand: expected an Object with two Strings")
    if not name:
        raise errors.bad("command must be non-empty")
    if len(name) > LONGEST_COMMAND:
        raise errors.bad(f"command length must not exceed {LONGEST_COMMAND}")
    if not all(c.isascii() and (c.isalnum() or c == "_") for c in name):
        raise errors.bad("BOT_COMMAND_INVALID")
    if not description:
        raise errors.bad("command description must be non-empty")
    if wire.length(description) > LONGEST_COMMAND_DESCRIPTION:
        raise errors.bad(
            f"command description length must not exceed {LONGEST_COMMAND_DESCRIPTION}"
        )
    return {"command": name, "description": description}


def command_list(given: Iterable[object]) -> list[wire.Json]:
    commands = [command(one) for one in given]
    if len(commands) > MOST_COMMANDS:
        raise errors.bad("BOT_COMMANDS_TOO_MUCH")
    return commands
