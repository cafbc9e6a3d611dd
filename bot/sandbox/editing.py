"""The methods that change, remove or mark what stands in a chat, and that answer a press."""

import dataclasses
from typing import Any

from bot.sandbox import (
    calls,
    chats,
    errors,
    keyboards,
    messages,
    model,
    registry,
    sending,
    wire,
    world,
)

DELETABLE_FOR = 48 * 3600
LONGEST_TOAST = 200
MOST_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
WHICH = "chat_id message_id inline_message_id"


@registry.method(
    "editMessageText", f"{WHICH} text parse_mode entities link_preview_options reply_markup"
)
def edit_message_text(box: world.World, call: calls.Call) -> wire.Json:
    body = messages.read_text(call)
    rows = keyboards.read_inline(call.structure("reply_markup"))
    chat, message = _to_edit(box, call)
    if message.kind != "text":
        raise errors.bad("there is no text in the message to edit")
    if not body.text:
        raise errors.bad("text must be non-empty")
    preview = call.structure("link_preview_options")
    kept = {k: v for k, v in message.kept.items() if k != "link_preview_options"}
    if preview:
        kept["link_preview_options"] = preview
    return _edit(box, chat, message, body=body, keyboard=rows, kept=kept)


@registry.method(
    "editMessageCaption", f"{WHICH} {sending.CAPTION} reply_markup show_caption_above_media"
)
def edit_message_caption(box: world.World, call: calls.Call) -> wire.Json:
    body = messages.read_caption(call)
    rows = keyboards.read_inline(call.structure("reply_markup"))
    chat, message = _to_edit(box, call)
    if message.file is None:
        raise errors.bad("there is no caption in the message to edit")
    return _edit(box, chat, message, body=body, keyboard=rows)


@registry.method("editMessageReplyMarkup", f"{WHICH} reply_markup")
def edit_message_reply_markup(box: world.World, call: calls.Call) -> wire.Json:
    rows = keyboards.read_inline(call.structure("reply_markup"))
    chat, message = _to_edit(box, call)
    return _edit(box, chat, message, keyboard=rows)


@registry.method("deleteMessage", "chat_id message_id")
def delete_message(box: world.World, call: calls.Call) -> bool:
    chat = box.open_chat(call.text("chat_id"))
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise errors.bad("message to delete not found")
    if box.now() - message.sent_at >= DELETABLE_FOR:
        raise errors.bad("message can't be deleted for everyone")
    box.delete(chat, message)
    return True


@registry.method("deleteMessages", "chat_id message_ids")
def delete_messages(box: world.World, call: calls.Call) -> bool:
    """Skips those that are not there or too old."""
    ids = call.value("message_ids")
    if not isinstance(ids, list) or not ids:
        raise errors.bad("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise errors.bad("too many message identifiers specified")
    chat = box.open_chat(call.text("chat_id"))
    for message_id in ids:
        message = chat.messages.get(message_id)
        if message and box.now() - message.sent_at < DELETABLE_FOR:
            box.delete(chat, message)
    return True


@registry.method("pinChatMessage", "chat_id message_id disable_notification")
def pin_chat_message(box: world.World, call: calls.Call) -> bool:
    chat = box.open_chat(call.text("chat_id"))
    message_id = call.integer("message_id")
    if message_id not in chat.messages:
        raise errors.bad("message to pin not found")
    chat.pinned = [*(pinned for pinned in chat.pinned if pinned != message_id), message_id]
    chat.changes.tell()
    return True


@registry.method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(box: world.World, call: calls.Call) -> bool:
    chat = box.open_chat(call.text("chat_id"))
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise errors.bad("message to react not found")
    reactions = call.structures("reaction")
    if len(reactions) > 1:
        raise errors.bad("REACTIONS_TOO_MANY")
    if any(reaction.get("type") != "emoji" for reaction in reactions):
        raise errors.bad("REACTION_INVALID")
    chat.put(dataclasses.replace(message, reactions=tuple(reactions)))
    return True


@registry.method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(box: world.World, call: calls.Call) -> bool:
    press = call.text("callback_query_id")
    if wire.length(call.text("text")) > LONGEST_TOAST:
        raise errors.bad("MESSAGE_TOO_LONG")
    box.answer(
        press, model.Toast(call.text("text"), call.flag("show_alert"), call.text("url"), press)
    )
    return True


def _to_edit(box: world.World, call: calls.Call) -> tuple[chats.Chat, model.Message]:
    if not call.text("chat_id") and not call.text("inline_message_id"):
        raise errors.bad("message identifier is not specified")
    chat = box.open_chat(call.text("chat_id"))
    if not call.integer("message_id"):
        raise errors.bad("message identifier is not specified")
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise errors.bad("message to edit not found")
    if not message.from_bot or not message.is_editable:
        raise errors.bad("message can't be edited")
    return chat, message


def _edit(box: world.World, chat: chats.Chat, message: model.Message, **changed: Any) -> wire.Json:
    edited = dataclasses.replace(message, **changed)
    if (edited.text, edited.entities, edited.kept) == (
        message.text,
        message.entities,
        message.kept,
    ) and model.keyboard_wire(edited.keyboard) == model.keyboard_wire(message.keyboard):
        raise errors.bad(NOT_MODIFIED)
    edited = dataclasses.replace(edited, edited_at=box.now())
    chat.put(edited)
    return box.written(edited)
