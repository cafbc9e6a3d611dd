"""What all messages of the bot share: how their words and files are read, and how they are put into
the chat.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any

from bot.sandbox import calls, chats, errors, keyboards, model, texts, wire, world

KEPT = ("disable_notification", "protect_content")


def read_text(call: calls.Call) -> texts.Formatted:
    """The text of a message, as it will stand there."""
    source = call.text("text")
    if not source:
        raise errors.bad("message text is empty")
    return texts.formatted(
        source, call.text("parse_mode"), call.structures("entities"), limit=texts.MESSAGE_LIMIT
    )


def read_caption(call: calls.Call) -> texts.Formatted:
    return texts.formatted(
        call.text("caption"),
        call.text("parse_mode"),
        call.structures("caption_entities"),
        limit=texts.CAPTION_LIMIT,
    )


def file_content(kind: str, file: model.File) -> Mapping[str, object]:
    """What the wire says of a file of this kind."""
    about = {**file.as_json(), **file.about}
    match kind:
        case "photo":
            return {"photo": [{"width": 800, "height": 600, **about}]}
        case "voice":
            return {"voice": {"duration": 1, "mime_type": "audio/ogg", **about}}
        case "sticker":
            size = {"width": 512, "height": 512, "type": "regular"}
            return {"sticker": {**size, "is_animated": False, "is_video": False, **about}}
    named = {"file_name": file.name, "mime_type": file.mime_type}
    return {kind: {**about, **{key: value for key, value in named.items() if value}}}


def send(
    box: world.World, call: calls.Call, chat: chats.Chat, markup: keyboards.Markup, **what: Any
) -> wire.Json:
    """Puts a message into the chat, its keyboard where it belongs, and gives it as JSON.

    `what` are the fields of `model.Message` that differ from method to method.
    """
    kept = {name: True for name in KEPT if call.flag(name)} | what.pop("kept", {})
    file = what.get("file")
    if file:
        what["content"] = file_content(what["kind"], file)
    message = model.Message(
        reply_to=_reply_to(chat, call.structure("reply_parameters")),
        id=box.next_message_id(),
        chat_id=chat.id,
        from_bot=True,
        sent_at=box.now(),
        kept=kept,
        **what,
    )
    match markup:
        case tuple() as rows:
            message = dataclasses.replace(message, keyboard=rows)
        case model.ReplyKeyboard():
            chat.reply_keyboard = markup
            message = dataclasses.replace(message, reply_keyboard=markup, is_editable=False)
        case "remove":
            chat.reply_keyboard = None
            message = dataclasses.replace(message, is_editable=False)
        case "force_reply":
            message = dataclasses.replace(message, is_editable=False)
    chat.put(message)
    return box.written(message)


def _reply_to(chat: chats.Chat, given: wire.Json | None) -> int | None:
    if given is None:
        return None
    if not isinstance(given.get("message_id"), int):
        raise errors.bad('can\'t find field "message_id"')
    if given["message_id"] in chat.messages:
        return int(given["message_id"])
    if given.get("allow_sending_without_reply"):
        return None
    raise errors.bad("message to be replied not found")


def find_file(
    box: world.World,
    call: calls.Call,
    kind: str,
    given: str | None,
    about: Mapping[str, object] = model.NOTHING,
) -> model.File:
    upload = call.upload(kind, given)
    if upload:
        return box.files.upload(kind, upload.content, upload.name, about)
    reference = call.text(kind) if given is None else given
    if not reference:
        raise errors.bad(f"there is no {kind} in the request")
    file = box.files.known(reference)
    if file is None:
        raise errors.bad("wrong file identifier/HTTP URL specified")
    if not file.id.startswith(f"sandbox-{kind}-"):
        raise errors.bad(
            f"can't use file of type {file.id.split('-')[1].title()} as {kind.title()}"
        )
    return file
