"""Files that go out with a message: made for one person at the moment of sending."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.values import Reader, Said
from bot.storage import database


@dataclass(frozen=True)
class Document:
    name: str
    content: bytes
    caption: Said


Maker: TypeAlias = Callable[[database.Database, int, Reader], Awaitable[Document]]
"""Makes a document for a person (by id) who reads it now."""
