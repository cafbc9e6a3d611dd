"""Values as JSON can keep them."""

from datetime import date, datetime, time
from typing import Any, assert_never

from bot import i18n
from bot.conversation.values import (
    Count,
    Day,
    Hour,
    InLanguage,
    Listed,
    Month,
    Named,
    Said,
    Series,
    ShortDay,
    StartLink,
    Tongue,
    Value,
    When,
    Words,
)


def pack(value: Value) -> list[Any]:
    """The value as JSON can keep it."""
    match value:
        case Words(words) | Tongue(words) | StartLink(words):
            return [type(value).__name__, words]
        case Count(number):
            return ["Count", number]
        case Day(day) | ShortDay(day) | Month(day):
            return [type(value).__name__, day.isoformat()]
        case Hour(at):
            return ["Hour", at.isoformat("minutes")]
        case When(at):
            return ["When", at.isoformat()]
        case Series(items) | Listed(items):
            return [type(value).__name__, [pack(item) for item in items]]
        case Named(gloss, name, most):
            return ["Named", gloss.key, name, most]
        case InLanguage(said, language):
            return ["InLanguage", pack(said), language]
        case Said(what, values):
            return ["Said", what.key, {name: pack(v) for name, v in values.items()}]
        case _:
            assert_never(value)


class Unknown(Exception):
    """Kept by another version of this program: a text or kind of value that isn't there now."""


def unpack(packed: list[Any]) -> Value:
    """The opposite of `pack`. Raises `Unknown`."""
    try:
        match packed:
            case ["Words", words]:
                return Words(words)
            case ["Tongue", code]:
                return Tongue(code)
            case ["StartLink", payload]:
                return StartLink(payload)
            case ["Count", number]:
                return Count(number)
            case ["Day", day]:
                return Day(date.fromisoformat(day))
            case ["ShortDay", day]:
                return ShortDay(date.fromisoformat(day))
            case ["Month", day]:
                return Month(date.fromisoformat(day))
            case ["Hour", at]:
                return Hour(time.fromisoformat(at))
            case ["When", at]:
                return When(datetime.fromisoformat(at))
            case ["Series", items]:
                return Series(tuple(unpack(item) for item in items))
            case ["Listed", items]:
                return Listed(tuple(unpack(item) for item in items))
            case ["Named", key, name, *most]:
                return Named(i18n.TEXTS[key], name, *most)
            case ["InLanguage", packed_text, language] if isinstance(
                said := unpack(packed_text), Said
            ):
                return InLanguage(said, language)
            case ["Said", key, values]:
                return Said(i18n.TEXTS[key], {name: unpack(v) for name, v in values.items()})
    except KeyError as error:
        raise Unknown(str(error)) from error
    raise Unknown(str(packed[0]))
