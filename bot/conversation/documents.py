"""Files that go out with a message: made for one person at the moment of sending."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.conversation.values import Reader, Said
from bot.storage import database


@dataclass(frozen=True)
class Document:
    """A file, or a picture that is shown in the chat."""

    name: str
    content: bytes
    caption: Said
    is_picture: bool = False


Maker: TypeAlias = Callable[
    [database.Database, int, Reader, Mapping[str, Any]], Awaitable[Document]
]
"""Makes a document for a person (by id) who reads it now, from what was decided about it."""
