"""What somebody said, stripped to what is used: from Telegram's updates, and as the inbox keeps it.

Updates from groups, channels and bots say nothing here.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import telegram
from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Update

from bot.conversation.asking import Message

GONE = (ChatMember.BANNED, ChatMember.LEFT)


@dataclass(frozen=True)
class Typed:
    """A text. `message` is Telegram's id of it, `answers` that of the message it replies to."""

    words: str
    message: int = 0
    answers: int | None = None
    is_forwarded: bool = False

    @property
    def as_message(self) -> Message:
        return Message(
            self.message,
            "text",
            self.words,
            answers=self.answers,
            is_forwarded=self.is_forwarded,
        )


@dataclass(frozen=True)
class Command:
    """`/name rest`."""

    name: str
    rest: str


@dataclass(frozen=True)
class Pressed:
    """An inline button: `callback` must be answered, `message` is the one it hung under."""

    callback: str
    message: int | None
    data: str


@dataclass(frozen=True)
class Sent:
    """Something that isn't text: a voice message, a photo, a sticker …; the rest as in
    `asking.Message`."""

    kind: str
    message: int = 0
    words: str = ""
    file: str = ""
    album: str = ""
    answers: int | None = None
    is_forwarded: bool = False

    @property
    def as_message(self) -> Message:
        return Message(
            self.message,
            self.kind,
            self.words,
            self.file,
            self.album,
            self.answers,
            self.is_forwarded,
        )


@dataclass(frozen=True)
class Edited:
    """What somebody sent earlier reads differently now: a text, or the caption of something."""

    message: int
    words: str
    is_caption: bool


@dataclass(frozen=True)
class Blocked:
    """The person stopped the bot."""


@dataclass(frozen=True)
class Unblocked:
    """The person let the bot write again."""


What: TypeAlias = Typed | Command | Pressed | Sent | Edited | Blocked | Unblocked
KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Typed, Command, Pressed, Sent, Edited, Blocked, Unblocked)
}


@dataclass(frozen=True)
class Heard:
    """Who said what. `name` and `language` are what Telegram says of the person, a first guess."""

    chat: int
    name: str
    language: str
    what: What


def pack(heard: Heard) -> str:
    return json.dumps(
        [heard.chat, heard.name, heard.language, type(heard.what).__name__, asdict(heard.what)],
        ensure_ascii=False,
    )


def unpack(content: str) -> Heard:
    chat, name, language, kind, what = json.loads(content)
    return Heard(chat, name, language, KINDS[kind](**what))


def heard(update: Update) -> Heard | None:
    """What an update says; None for those we don't use."""
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.callback_query:
        return _press(update.callback_query)
    if update.message:
        return _message(update.message)
    if update.edited_message:
        return _message(update.edited_message, is_edit=True)
    return None


def _membership(change: ChatMemberUpdated) -> Heard | None:
    if change.chat.type != "private":
        return None
    what: What = Blocked() if change.new_chat_member.status in GONE else Unblocked()
    who = change.from_user
    return Heard(change.chat.id, who.first_name, who.language_code or "", what)


def _press(query: CallbackQuery) -> Heard | None:
    who = query.from_user
    if who.is_bot or query.data is None:
        return None
    message = query.message.message_id if query.message else None
    pressed = Pressed(query.id, message, query.data)
    return Heard(who.id, who.first_name, who.language_code or "", pressed)


def _message(message: telegram.Message, *, is_edit: bool = False) -> Heard | None:
    who = message.from_user
    if who is None or who.is_bot or message.chat.type != "private":
        return None
    said = _edited(message) if is_edit else _said(message)
    return Heard(message.chat.id, who.first_name, who.language_code or "", said)


def _said(message: telegram.Message) -> What:
    words = message.text
    if words is None:
        return _sent(message)
    if words.startswith("/"):
        name, _, rest = words[1:].partition(" ")
        return Command(name.partition("@")[0].lower(), rest.strip())
    is_forwarded = message.forward_origin is not None
    return Typed(words, message.message_id, _answers(message), is_forwarded)


def _sent(message: telegram.Message) -> Sent:
    return Sent(
        _kind(message),
        message.message_id,
        message.caption or "",
        message.voice.file_id if message.voice else "",
        message.media_group_id or "",
        _answers(message),
        message.forward_origin is not None,
    )


def _edited(message: telegram.Message) -> Edited:
    is_caption = message.text is None
    words = message.caption if is_caption else message.text
    return Edited(message.message_id, words or "", is_caption)


def _answers(message: telegram.Message) -> int | None:
    return message.reply_to_message.message_id if message.reply_to_message else None


KINDS_SENT = (
    "voice", "audio", "photo", "video", "video_note", "document", "sticker", "animation",
    "location", "contact",
)  # fmt: skip


def _kind(message: telegram.Message) -> str:
    if message.animation:
        return "animation"  # Telegram calls it a document as well.
    if message.venue:
        return "venue"  # … and a location.
    return next((kind for kind in KINDS_SENT if getattr(message, kind)), "other")
