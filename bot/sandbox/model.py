"""The things that exist in a chat. All are frozen: an edit puts a new message in the old one's
place, so what a test holds is what the phone showed at that moment.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.sandbox import texts, wire

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_json(self) -> wire.Json:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{key: value for key, value in optional.items() if value},
        }


@dataclass(frozen=True, slots=True)
class File:
    """Bytes as they were sent. `about` is what the wire says of the kind (duration, width, …)."""

    id: str
    unique_id: str
    path: str
    content: bytes = field(repr=False)
    name: str = ""
    mime_type: str = ""
    about: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> wire.Json:
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `sent` is the whole of it as the bot sent it."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    style: str | None = None
    sent: Mapping[str, object] = field(default_factory=dict)


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """The keyboard below the chat. `requests` says of a label what else than text it sends."""

    rows: tuple[tuple[str, ...], ...]
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    placeholder: str = ""
    requests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What the phone shows. For files and places `kind` names it and `text` is the caption.

    Not editable: a message of the bot that brought or removed the keyboard below.
    """

    id: int
    chat_id: int
    from_bot: bool
    sent_at: int
    kind: str = "text"
    body: texts.Formatted = texts.EMPTY
    file: File | None = None
    content: Mapping[str, object] = field(default_factory=dict)
    keyboard: Rows = ()
    reply_keyboard: ReplyKeyboard | None = None
    is_editable: bool = True
    reply_to: int | None = None
    edited_at: int | None = None
    origin: Mapping[str, object] = field(default_factory=dict)
    kept: Mapping[str, object] = field(default_factory=dict)
    reactions: tuple[wire.Json, ...] = ()
    deleted: bool = False

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def entities(self) -> tuple[wire.Json, ...]:
        return self.body.entities

    @property
    def html(self) -> str:
        """The text as the sender gave it, markup included."""
        return self.body.source

    @property
    def date(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.sent_at, datetime.UTC)

    @property
    def edited(self) -> datetime.datetime | None:
        at = self.edited_at
        return None if at is None else datetime.datetime.fromtimestamp(at, datetime.UTC)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.keyboard for button in row)

    @property
    def document(self) -> File | None:
        return self.file if self.kind == "document" else None

    @property
    def photo(self) -> File | None:
        return self.file if self.kind == "photo" else None

    @property
    def voice(self) -> File | None:
        return self.file if self.kind == "voice" else None

    @property
    def location(self) -> Mapping[str, object] | None:
        """Latitude and longitude of a location or a venue."""
        match self.content:
            case {"location": dict() as location}:
                return location
        return None

    @property
    def venue(self) -> str:
        """What stands below the pin of a venue: its title and address; empty for all else."""
        match self.content:
            case {"venue": {"title": str() as title, "address": str() as address}}:
                return f"{title}, {address}"
        return ""


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press, as it pops up."""

    text: str
    show_alert: bool = False
    url: str = ""
    press: str = ""


def keyboard_wire(rows: Rows) -> wire.Json:
    return {"inline_keyboard": [[dict(button.sent) for button in row] for row in rows]}
