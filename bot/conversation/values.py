"""Typed values in what the bot says, and how a reader sees them: formatted, escaped, isolated.

A value is kept as data (`packing`) and becomes words only when its reader is known (`shown`).
"""

import html
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import TypeAlias, assert_never
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
# Translators: an office: what it is, and what stands on the door.
ON_THE_DOOR = text("values.on_the_door", "{gloss} ({name})")


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
class Named:
    """What something is, and the German name that stands on the door; once where they say the
    same to the reader. Where both have more letters than `most`, the name is left out."""

    gloss: i18n.Text
    name: str
    most: int | None = None


@dataclass(frozen=True)
class InLanguage:
    """A text in a language of its own, whoever reads it: to be shown to somebody else."""

    said: Said
    language: str


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
    | Named
    | InLanguage
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
        case Named(gloss, name, most):
            return shown(_named(gloss, name, most, reader), reader, is_html=is_html)
        case InLanguage(said, language):
            its_reader = replace(reader, language=language)
            return _isolated(shown(said, its_reader, is_html=is_html), reader)
        case Said(what, values):
            ready = {name: shown(v, reader, is_html=is_html) for name, v in values.items()}
            count = values.get("count")
            how_many = count.number if isinstance(count, Count) else None
            return i18n.fill(what, reader.language, ready, how_many)
        case _:
            assert_never(value)


def _named(gloss: i18n.Text, name: str, most: int | None, reader: Reader) -> Value:
    what = i18n.pattern(gloss, reader.language)
    if what in name:
        return Words(name)
    both = say(ON_THE_DOOR, gloss=Said(gloss), name=Words(name))
    length = len(i18n.fill(ON_THE_DOOR, reader.language, {"gloss": what, "name": name}))
    return Said(gloss) if most is not None and length > most else both


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
