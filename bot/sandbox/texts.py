"""From what a sender gave (text, markup or entities) to what Telegram keeps: cleaned, trimmed, with
the entities that Telegram finds by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox import entities, errors, links, markup, wire

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
LATER_ADDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
GIVEN = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
FOUND_BY_TELEGRAM = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)
# As TDLib's clean_input_string: carriage returns, line and paragraph separators and the embedding
# controls (U+202A to U+202E) go, other controls become spaces; isolates (U+2066 to U+2069) stay.
DROPPED = re.compile("[\r\u2028-\u202e]")
BLANKED = re.compile("[\0-\t\v\f\x0e-\x1f]")
# As its replace_offending_characters: of direction marks in a row only the last is left.
MARKS_IN_A_ROW = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
WHITE = " \n"
FOUND = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}\b)"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?<![\w/])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[a-zA-Z0-9_]{3,32})(?!\w)"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)",
)
MAY_CONTAIN = re.compile(r"[@/#]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it stands in a chat. `source` is what was sent, markup included."""

    text: str
    entities: tuple[wire.Json, ...] = ()
    source: str = ""


EMPTY = Formatted("")


def formatted(
    source: str, parse_mode: str, explicit: Sequence[wire.Json] | None, *, limit: int
) -> Formatted:
    """Refuses in Telegram's words; an empty result is left to the caller to judge."""
    match parse_mode.lower():
        case "html":
            text, given = markup.parse_html(source)
        case "" | "none":
            wire.utf8(source)
            text, given = source, _checked(source, explicit or ())
        case "markdown" | "markdownv2":
            raise errors.bad("the sandbox has no Markdown; use HTML or entities")
        case _:
            raise errors.bad("unsupported parse_mode")
    text, given = _trimmed(*_cleaned(text, given))
    if wire.length(text) > limit:
        what = "message" if limit == MESSAGE_LIMIT else "message caption"
        raise errors.bad(f"{what} is too long")
    found = _found(text, given) if MAY_CONTAIN.search(text) else []
    return Formatted(text, tuple(entities.in_order(given + found)), source)


def typed(text: str) -> Formatted:
    """What arrives when a person types; apps trim as the server does."""
    wire.utf8(text)
    clean = plain(text)
    return Formatted(clean, tuple(_found(clean, [])), text)


def plain(text: str) -> str:
    """A label: cleaned and trimmed, without entities."""
    return _trimmed(*_cleaned(text, []))[0]


def _checked(text: str, explicit: Sequence[wire.Json]) -> list[wire.Json]:
    kept: list[wire.Json] = []
    end = wire.length(text)
    for entity in explicit:
        kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in GIVEN:
            raise errors.bad("can't parse MessageEntity: Unsupported type specified")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise errors.bad("can't parse MessageEntity: Field must be of type Number")
        if offset < 0:
            raise errors.bad(f"receive an entity with incorrect offset {offset}")
        if length < 0:
            raise errors.bad(f"receive an entity with incorrect length {length}")
        if offset >= end and length:
            raise errors.bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if offset + length > end:
            raise errors.bad(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + length}"
            )
        if kind not in FOUND_BY_TELEGRAM and length:
            kept.append(_completed(entity))
    return kept


def _completed(entity: wire.Json) -> wire.Json:
    needed = LATER_ADDED.get(entity["type"])
    if needed and needed not in entity:
        raise errors.bad(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if needed == "url":
        try:
            return {**entity, "url": links.checked(str(entity["url"]))}
        except links.BadLink as reason:
            raise errors.bad(f"entity URL '{entity['url']}' is invalid: {reason}") from reason
    return dict(entity)


def _cleaned(text: str, given: list[wire.Json]) -> tuple[str, list[wire.Json]]:
    text = BLANKED.sub(" ", text)
    text = MARKS_IN_A_ROW.sub(lambda marks: "\u200c" * len(marks[0]), text)
    if not DROPPED.search(text):
        return text, given
    dropped = [wire.length(text[: found.start()]) for found in DROPPED.finditer(text)]
    moved = []
    for entity in given:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        before = sum(at < begin for at in dropped)
        inside = sum(begin <= at < end for at in dropped)
        moved.append({**entity, "offset": begin - before, "length": entity["length"] - inside})
    return DROPPED.sub("", text), [entity for entity in moved if entity["length"]]


def _trimmed(text: str, given: list[wire.Json]) -> tuple[str, list[wire.Json]]:
    """Whitespace goes at the end, and at the beginning as far as the first entity."""
    stripped = text.rstrip(WHITE)
    leading = len(stripped) - len(stripped.lstrip(WHITE))
    leading = min([leading, *(entity["offset"] for entity in given)])
    text = stripped[leading:]
    end = wire.length(text)
    kept = []
    for entity in given:
        offset = entity["offset"] - leading
        length = min(entity["length"], end - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    return text, kept


def _found(text: str, given: list[wire.Json]) -> list[wire.Json]:
    """Links and the like that stand in the text, except inside code and links."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    found = []
    for match in FOUND.finditer(text):
        kind = match.lastgroup or ""
        offset = wire.length(text[: match.start(kind)])
        length = wire.length(match[kind])
        if not any(offset < end and begin < offset + length for begin, end in taken):
            found.append({"type": kind, "offset": offset, "length": length})
    return found
