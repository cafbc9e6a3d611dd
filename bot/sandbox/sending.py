"""The methods that put something new into a chat."""

from collections.abc import Mapping

from bot.sandbox import (
    calls,
    errors,
    keyboards,
    messages,
    model,
    registry,
    texts,
    wire,
    world,
)

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10
CAPTION = "caption parse_mode caption_entities"


@registry.method("sendMessage", f"{registry.SENDING} text parse_mode entities link_preview_options")
def send_message(box: world.World, call: calls.Call) -> wire.Json:
    body = messages.read_text(call)
    markup = keyboards.read(call.structure("reply_markup"))
    preview = call.structure("link_preview_options")
    chat = box.open_chat(call.text("chat_id"))
    if not body.text:
        raise errors.bad("text must be non-empty")
    kept = {"link_preview_options": preview} if preview else {}
    return messages.send(box, call, chat, markup, body=body, kept=kept)


@registry.method(
    "sendDocument",
    f"{registry.SENDING} document thumbnail {CAPTION} disable_content_type_detection",
)
def send_document(box: world.World, call: calls.Call) -> wire.Json:
    return _send_file(box, call, "document")


@registry.method(
    "sendPhoto", f"{registry.SENDING} photo {CAPTION} has_spoiler show_caption_above_media"
)
def send_photo(box: world.World, call: calls.Call) -> wire.Json:
    return _send_file(box, call, "photo")


@registry.method("sendVoice", f"{registry.SENDING} voice {CAPTION} duration")
def send_voice(box: world.World, call: calls.Call) -> wire.Json:
    return _send_file(box, call, "voice", {"duration": call.integer("duration")})


@registry.method("sendLocation", f"{registry.SENDING} latitude longitude horizontal_accuracy")
def send_location(box: world.World, call: calls.Call) -> wire.Json:
    return _send_content(box, call, "location", {"location": _place(call)})


@registry.method(
    "sendVenue",
    f"{registry.SENDING} latitude longitude title address "
    "foursquare_id foursquare_type google_place_id google_place_type",
)
def send_venue(box: world.World, call: calls.Call) -> wire.Json:
    place = _place(call)
    venue = {"location": place, "title": call.text("title"), "address": call.text("address")}
    for name in ("title", "address"):
        if not venue[name]:
            raise errors.bad(f"{name} is empty")
    return _send_content(box, call, "venue", {"location": place, "venue": venue})


@registry.method("sendContact", f"{registry.SENDING} phone_number first_name last_name vcard")
def send_contact(box: world.World, call: calls.Call) -> wire.Json:
    contact = {
        name: call.text(name)
        for name in ("phone_number", "first_name", "last_name", "vcard")
        if call.text(name)
    }
    for name in ("phone_number", "first_name"):
        if name not in contact:
            raise errors.bad(f"{name.replace('_', ' ')} is empty")
    return _send_content(box, call, "contact", {"contact": contact})


@registry.method(
    "sendMediaGroup", "chat_id media reply_parameters disable_notification protect_content"
)
def send_media_group(box: world.World, call: calls.Call) -> list[wire.Json]:
    items = call.structures("media")
    if not SMALLEST_ALBUM <= len(items) <= LARGEST_ALBUM:
        raise errors.bad(f"album must contain from {SMALLEST_ALBUM} to {LARGEST_ALBUM} items")
    chat = box.open_chat(call.text("chat_id"))
    album = {"media_group_id": box.next_album_id()}
    read = [_album_item(box, call, item) for item in items]
    return [
        messages.send(box, call, chat, None, kind=kind, file=file, body=body, origin=album)
        for kind, file, body in read
    ]


@registry.method(
    "copyMessage", f"{registry.SENDING} from_chat_id message_id {CAPTION} show_caption_above_media"
)
def copy_message(box: world.World, call: calls.Call) -> wire.Json:
    """The copy comes without the keyboard of the original, unless the call brings one. A caption is
    for files: with a text or a place Telegram takes no notice of it."""
    original = _original(box, call, "copy")
    markup = keyboards.read(call.structure("reply_markup"))
    chat = box.open_chat(call.text("chat_id"))
    body = original.body
    if original.file is not None and "caption" in call.parameters:
        body = messages.read_caption(call)
    copy = messages.send(
        box,
        call,
        chat,
        markup,
        kind=original.kind,
        body=body,
        file=original.file,
        content=original.content,
    )
    return {"message_id": copy["message_id"]}


@registry.method(
    "forwardMessage", "chat_id from_chat_id message_id disable_notification protect_content"
)
def forward_message(box: world.World, call: calls.Call) -> wire.Json:
    original = _original(box, call, "forward")
    chat = box.open_chat(call.text("chat_id"))
    author = box.bot if original.from_bot else box.chats[original.chat_id].user
    origin = original.origin or {
        "forward_origin": {
            "type": "user",
            "sender_user": author.as_json(),
            "date": original.sent_at,
        }
    }
    return messages.send(
        box,
        call,
        chat,
        None,
        kind=original.kind,
        body=original.body,
        file=original.file,
        content=original.content,
        origin=origin,
    )


@registry.method("sendChatAction", "chat_id action")
def send_chat_action(box: world.World, call: calls.Call) -> bool:
    chat = box.open_chat(call.text("chat_id"))
    if call.text("action") not in ACTIONS:
        raise errors.bad("wrong parameter action in request")
    chat.actions.append(call.text("action"))
    return True


def _send_file(
    box: world.World, call: calls.Call, kind: str, about: Mapping[str, object] = model.NOTHING
) -> wire.Json:
    body = messages.read_caption(call)
    markup = keyboards.read(call.structure("reply_markup"))
    chat = box.open_chat(call.text("chat_id"))
    file = messages.find_file(box, call, kind, None, about)
    return messages.send(box, call, chat, markup, kind=kind, body=body, file=file)


def _send_content(
    box: world.World, call: calls.Call, kind: str, content: Mapping[str, object]
) -> wire.Json:
    markup = keyboards.read(call.structure("reply_markup"))
    chat = box.open_chat(call.text("chat_id"))
    return messages.send(box, call, chat, markup, kind=kind, content=content)


def _original(box: world.World, call: calls.Call, what: str) -> model.Message:
    source = box.chat(call.text("from_chat_id"))
    original = source.messages.get(call.integer("message_id"))
    if original is None:
        raise errors.bad(f"message to {what} not found")
    if original.kept.get("protect_content"):
        raise errors.bad(f"message can't be {'copied' if what == 'copy' else 'forwarded'}")
    return original


def _album_item(
    box: world.World, call: calls.Call, item: wire.Json
) -> tuple[str, model.File, texts.Formatted]:
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise errors.bad("can't parse InputMedia: the sandbox has photos and documents only")
    body = texts.formatted(
        item.get("caption", ""),
        item.get("parse_mode", ""),
        item.get("caption_entities"),
        limit=texts.CAPTION_LIMIT,
    )
    return kind, messages.find_file(box, call, kind, item.get("media", "")), body


def _place(call: calls.Call) -> wire.Json:
    latitude, longitude = call.number("latitude"), call.number("longitude")
    for name, number, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if number is None:
            raise errors.bad(f"{name} is empty")
        if abs(number) > limit:
            raise errors.bad("wrong latitude or longitude specified")
    return {"latitude": latitude, "longitude": longitude}
