"""What is made for one person at the moment of sending: a file, a place on the map, a card."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.conversation.cards import Card
from bot.conversation.values import Reader, Said
from bot.storage import database


@dataclass(frozen=True)
class Document:
    """A file, or a picture that is shown in the chat."""

    name: str
    content: bytes
    caption: Said
    is_picture: bool = False


@dataclass(frozen=True)
class Pin:
    """A place on the map, in degrees; `name` and `address` stand below it."""

    name: str
    address: str
    lat: float
    lon: float


Maker: TypeAlias = Callable[
    [database.Database, int, Reader, Mapping[str, Any]], Awaitable[Document | Pin | Card | None]
]
"""Makes a document for a person (by id) who reads it now, from what was decided about it; None when
it is of no use any more."""

Told: TypeAlias = Callable[[database.Database, int, int, Reader], Awaitable[Card | None]]
"""What a broadcast (by id) says to a person (by id) who reads it now; None if nothing any more."""
