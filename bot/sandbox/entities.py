"""From a closed tag to an entity, and the order in which Telegram lists entities."""

import re
from dataclasses import dataclass

from bot.sandbox import errors, links, wire

KINDS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
# Entities of the same place are listed in this order.
PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
PLAIN = 50
DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def in_order(entities: list[wire.Json]) -> list[wire.Json]:
    return sorted(
        entities, key=lambda e: (e["offset"], -e["length"], PRIORITY.get(e["type"], PLAIN))
    )


@dataclass(slots=True)
class Opened:
    """A tag that waits for its end: where it began, in UTF-16 units and in pieces written."""

    tag: str
    argument: str
    format: str
    offset: int
    written: int


def closed(opened: Opened, end: int, inside: str, before: list[wire.Json]) -> wire.Json | None:
    """The entity of a tag that ends at `end`; None where there is none, or where it melts into
    the one before (code in pre).
    """
    entity: wire.Json = {
        "type": KINDS[opened.tag],
        "offset": opened.offset,
        "length": end - opened.offset,
    }
    last = before[-1] if before else {}
    same = all(last.get(key) == entity[key] for key in ("offset", "length"))
    match opened.tag:
        case "a":
            return _link(entity, opened.argument or inside)
        case "tg-emoji":
            return {**entity, "custom_emoji_id": _emoji(opened.argument)}
        case "tg-time":
            return _moment(entity, opened)
        case "blockquote" if opened.argument:
            entity["type"] = "expandable_blockquote"
        case "pre" if same and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return None
        case "code" if same and last["type"] == "pre" and opened.argument:
            last["language"] = opened.argument
            return None
        case "code" if opened.argument:
            entity["language"] = opened.argument
    return entity


def keep(opened: Opened, name: str, value: str) -> None:
    """What an attribute says, of those that matter."""
    match opened.tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
            opened.argument = value
        case ("tg-time", "format"):
            opened.format = value
        case ("code", "class") if value.startswith("language-"):
            opened.argument = value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            opened.argument = value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            opened.argument = "1"


def _link(entity: wire.Json, url: str) -> wire.Json | None:
    """Links that Telegram can't use leave their text without an entity."""
    user = links.mentioned_user(url)
    if user:
        return {**entity, "type": "text_mention", "user": {"id": user}}
    try:
        return {**entity, "url": links.checked(url)}
    except links.BadLink:
        return None


def _emoji(argument: str) -> str:
    number = int(argument) if re.fullmatch(r"-?[0-9]{1,19}", argument) else 0
    if not number or abs(number) >= 2**63:
        raise cannot("Invalid custom emoji identifier specified")
    return str(number)


def _moment(entity: wire.Json, opened: Opened) -> wire.Json | None:
    if not DATE_FORMAT.fullmatch(opened.format):
        raise cannot("Invalid date format used")
    moment = int(opened.argument) if re.fullmatch(r"[0-9]{1,10}", opened.argument) else 0
    if not 0 < moment < 2**31:
        return None
    return {**entity, "unix_time": moment, "date_time_format": opened.format}


def cannot(reason: str) -> errors.Refused:
    return errors.bad(f"can't parse entities: {reason}")
