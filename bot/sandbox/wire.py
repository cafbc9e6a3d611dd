"""What is counted and written on the wire: JSON, UTF-8 and UTF-16 units."""

import json
from typing import Any

from bot.sandbox import errors

Json = dict[str, Any]


def dumps(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def length(text: str) -> int:
    """In UTF-16 code units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8(text: str) -> bytes:
    """Refuses what is no text (half a surrogate pair)."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise errors.bad("strings must be encoded in UTF-8") from error
