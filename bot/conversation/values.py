"""Typed values in what the bot says, and how a reader sees them: formatted, escaped, isolated.

A value is kept as data (`pack`) and becomes words only when its reader is known (`shown`).
"""

import html
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias, assert_never
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list

from bot import i18n, town
from bot.i18n import text

# Translators: a CLDR date pattern with weekday, as dates are written in your language.
DAY = text("values.day", "EEEE, d MMMM")
# Translators: the same with the year, for dates of another year.
DAY_AND_YEAR = text("values.day_and_year", "EEEE, d MMMM y")
# Translators: a CLDR date pattern for the head of a calendar month.
MONTH = text("values.month", "LLLL y")
# Translators: a short CLDR date pattern with weekday, for buttons.
SHORT_DAY = text("values.short_day", "EEE d MMM")
WHEN = text("values.when", "{day}, {time}")


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""For readers of texts in which no date occurs."""


@dataclass(frozen=True)
class Reader:
    """Who reads: language, the town's zone, the moment of reading (aware UTC), and what Telegram
    calls the bot, without @."""

    language: str
    zone: ZoneInfo
    now: datetime
    bot: str = ""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True)
class Words:
    """What somebody wrote, or a proper name: never translated, always escaped."""

    words: str


@dataclass(frozen=True)
class Count:
    number: int


@dataclass(frozen=True)
class Day:
    day: date


@dataclass(frozen=True)
class ShortDay:
    """A day of these months, where there is little room."""

    day: date


@dataclass(frozen=True)
class Month:
    first: date


@dataclass(frozen=True)
class Hour:
    time: time


@dataclass(frozen=True)
class When:
    """A moment, shown in the town's zone."""

    at: datetime


@dataclass(frozen=True)
class Tongue:
    """A language, named in the reader's language."""

    code: str


@dataclass(frozen=True)
class StartLink:
    """The address that starts this bot with what stands behind `?start=`."""

    payload: str


@dataclass(frozen=True)
class Said:
    """A text with its values; texts that count take their plural from the value `count`."""

    text: i18n.Text
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True)
class Series:
    """Several values, joined as the reader's language joins a list."""

    items: tuple["Value", ...]


@dataclass(frozen=True)
class Listed:
    """Several values, each on a line of its own below what stands before them."""

    items: tuple["Value", ...]


Value: TypeAlias = (
    Listed
    | Words
    | Count
    | Day
    | ShortDay
    | Month
    | Hour
    | When
    | Tongue
    | StartLink
    | Said
    | Series
)


def say(what: i18n.Text, **values: Value) -> Said:
    return Said(what, values)


def shown(value: Value, reader: Reader, *, is_html: bool = True) -> str:
    """The value in the reader's language; `is_html` false for places that know no markup."""
    match value:
        case Words(words):
            return _isolated(html.escape(words, quote=False) if is_html else words, reader)
        case Count(number):
            return _isolated(str(number), reader)
        case Day(day):
            pattern = DAY if day.year == reader.today.year else DAY_AND_YEAR
            return _day(day, pattern, reader)
        case ShortDay(day):
            return _day(day, SHORT_DAY, reader)
        case Month(first):
            return _day(first, MONTH, reader)
        case Hour(at):
            return _isolated(format_time(at, "H:mm", locale="en_GB"), reader)
        case When(at):
            local = at.astimezone(reader.zone)
            parts: dict[str, Value] = {"day": Day(local.date()), "time": Hour(local.time())}
            return shown(Said(WHEN, parts), reader, is_html=is_html)
        case Tongue(code):
            name = tongue(code, reader.language)
            is_foreign = is_right_to_left(name) != i18n.is_right_to_left(reader.language)
            return i18n.isolated(name) if is_foreign else name
        case StartLink(payload):
            return _isolated(start_link(reader.bot, payload), reader)
        case Series(items):
            each = [shown(item, reader, is_html=is_html) for item in items]
            return format_list(each, locale=i18n.locale(reader.language)) if each else ""
        case Listed(items):
            return "".join(f"\n– {shown(item, reader, is_html=is_html)}" for item in items)
        case Said(what, values):
            ready = {name: shown(v, reader, is_html=is_html) for name, v in values.items()}
            count = values.get("count")
            how_many = count.number if isinstance(count, Count) else None
            return i18n.fill(what, reader.language, ready, how_many)
        case _:
            assert_never(value)


def shortened(said: Said, most: int) -> Said:
    """The text with no more than so many letters of anything that somebody wrote."""
    return Said(said.text, {name: _shortened(each, most) for name, each in said.values.items()})


def _shortened(value: Value, most: int) -> Value:
    match value:
        case Words(words) if len(words) > most:
            return Words(f"{words[:most].rstrip()}…")
        case Said():
            return shortened(value, most)
        case Series(items):
            return Series(tuple(_shortened(item, most) for item in items))
        case Listed(items):
            return Listed(tuple(_shortened(item, most) for item in items))
        case _:
            return value


def start_link(bot: str, payload: str) -> str:
    return f"https://t.me/{bot}?start={payload}"


def _day(day: date, what: i18n.Text, reader: Reader) -> str:
    locale = i18n.locale(reader.language)
    return format_date(day, i18n.pattern(what, reader.language), locale=locale)


def _isolated(words: str, reader: Reader) -> str:
    if i18n.is_right_to_left(reader.language) or is_right_to_left(words):
        return i18n.isolated(words)
    return words


def is_right_to_left(words: str) -> bool:
    """Whether any letter of the words is written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)


def tongue(code: str, language: str) -> str:
    """A language's name in another, in English when that one has no name for it."""
    if code in town.UNCATALOGUED:
        return i18n.fill(town.UNCATALOGUED[code], language, {})
    known = code.replace("-", "_")
    locales = (i18n.locale(language), i18n.locale(i18n.SOURCE))
    return next((str(name) for locale in locales if (name := locale.languages.get(known))), code)


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
            case ["Said", key, values]:
                return Said(i18n.TEXTS[key], {name: unpack(v) for name, v in values.items()})
    except KeyError as error:
        raise Unknown(str(error)) from error
    raise Unknown(str(packed[0]))
