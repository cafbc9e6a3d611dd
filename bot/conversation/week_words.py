"""Times of the week, as they are called and as people say them: "Tuesday and Thursday morning",
"Mon–Fri evenings", "Dienstagabend". What says that something is not meant is not guessed at.
"""

import itertools
import re
from collections.abc import Iterator
from typing import TypeAlias

from bot import i18n
from bot.conversation import asking, reading
from bot.conversation.asking import Context
from bot.i18n import text

PARTS = {
    "m": text("conversation.morning", "Morning"),
    "a": text("conversation.afternoon", "Afternoon"),
    "e": text("conversation.evening", "Evening"),
}
DURING = {
    "m": text("conversation.in_the_morning", "morning"),
    "a": text("conversation.in_the_afternoon", "afternoon"),
    "e": text("conversation.in_the_evening", "evening"),
}
HEARD_AS = {
    # Translators: words for the morning as people type them, separated by |. Not a translation.
    "m": text("conversation.morning_words", "morning | mornings | forenoon"),
    # Translators: words for the afternoon as people type them, separated by |.
    "a": text("conversation.afternoon_words", "afternoon | afternoons"),
    # Translators: words for the evening as people type them, separated by |.
    "e": text("conversation.evening_words", "evening | evenings | after work"),
}
WEEKEND_WORDS = text(
    # Translators: words for Saturday and Sunday together as people type them, separated by |.
    "conversation.weekend_words",
    "weekend | weekends",
)
ANY_TIME_WORDS = text(
    # Translators: what people type who are always free, separated by |.
    "conversation.any_time_words",
    "always | whenever | every day | it doesn't matter",
)
SPAN_WORDS = text(
    # Translators: words between two days, as in "Monday to Friday", separated by |.
    "conversation.span_words",
    "to | till | until | through",
)
NOT_WORDS = text(
    # Translators: words that say that a day or time is not meant, separated by |.
    "conversation.not_words",
    "not | except | never | without | apart from",
)
SLOTS = frozenset(f"{day}{part}" for day in range(7) for part in PARTS)
DASH = re.compile(r"\s*[-–—]\s*")
SPAN, NOT = "-", "!"


def order_of_week(language: str) -> list[int]:
    """Weekdays (Monday is 0) in the order of the reader's week."""
    first = i18n.locale(language).first_week_day
    return [(first + n) % 7 for n in range(7)]


def weekday(number: int, language: str, *, is_short: bool) -> str:
    width = "abbreviated" if is_short else "wide"
    return str(i18n.locale(language).days["stand-alone"][width][number])


def column_head(number: int, language: str) -> str:
    """A weekday as short as it can be told from the others: seven stand side by side on a phone."""
    return str(i18n.locale(language).days["stand-alone"]["short"][number]).rstrip(".")


def is_any(words: str, context: Context) -> bool:
    """Whether somebody says to be free at any time."""
    return reading.fold(words) in _list_of(ANY_TIME_WORDS, context)


def slots(words: str, context: Context) -> set[str]:
    """The slots that are said; none where it can't be told. A day without a part is the whole day,
    a part without a day is every day's."""
    names = list(_named(DASH.sub(" to ", words), context))
    if NOT in names:
        return set()
    return {
        f"{day}{part}"
        for days, parts in _together(_spanned(names))
        if days or parts
        for day in days or range(7)
        for part in parts or PARTS
    }


def _spanned(names: list[str]) -> Iterator[str]:
    """The names with what lies between two of a kind, as in "Monday to Friday"."""
    last = ""
    for before, name in zip(["", *names], names, strict=False):
        if name == SPAN:
            continue
        if before == SPAN and last:
            yield from _between(last, name)
        yield name
        last = name


def _between(first: str, last: str) -> str:
    """The days, or parts of the day, after one and before another."""
    week = "0123456" * 2 if first.isdigit() else "".join(PARTS)
    begins = week.find(first) + 1
    ends = week.find(last, begins)
    return week[begins:ends] if ends >= begins else ""


Spoken: TypeAlias = tuple[set[int], set[str]]
"""Days and parts of the day that were said together."""


def _together(names: Iterator[str]) -> Iterator[Spoken]:
    """A day that follows parts which had days of their own begins anew."""
    days: set[int] = set()
    parts: set[str] = set()
    for name in names:
        if name in PARTS:
            parts.add(name)
            continue
        if days and parts:
            yield days, parts
            days, parts = set(), set()
        days.add(int(name))
    yield days, parts


def _named(words: str, context: Context) -> Iterator[str]:
    """The days ("0" to "6"), parts ("m", "a", "e"), spans and negations that the words name, in
    order; the longest name that fits counts. German writes a day and its part in one word."""
    names = _names(context)
    heard = reading.fold(words).split()
    while heard:
        length = next((n for n in (3, 2, 1) if " ".join(heard[:n]) in names), 0)
        if length:
            yield from names[" ".join(heard[:length])]
        elif (rest := heard[0].removeprefix("و")) != heard[0]:
            heard[0] = rest  # Arabic writes "and" as the first letter of the word that follows.
            continue
        heard = heard[max(length, 1) :]


def _names(context: Context) -> dict[str, str]:
    """What each is called, folded; weekend and compounds name several at once."""
    days: dict[str, str] = {}
    for day, language in itertools.product(range(7), (i18n.SOURCE, context.reader.language)):
        days |= dict.fromkeys(_names_of(day, language), str(day))
    parts = {name: part for part in PARTS for name in _names_of_part(part, context)}
    both = {f"{d}{p}": days[d] + parts[p] for d in days for p in parts if len(d) > 3}
    return {
        **dict.fromkeys(_list_of(SPAN_WORDS, context), SPAN),
        **dict.fromkeys(_list_of(NOT_WORDS, context), NOT),
        **both,
        **days,
        **parts,
        **dict.fromkeys(_list_of(WEEKEND_WORDS, context), "56"),
    }


def _names_of(day: int, language: str) -> set[str]:
    """A weekday as it is typed: long, short, and with the s of "dienstags"."""
    long, short = (weekday(day, language, is_short=is_short) for is_short in (False, True))
    return {reading.fold(name) for name in (long, short, f"{long}s")}


def _names_of_part(part: str, context: Context) -> set[str]:
    labels = (PARTS[part], DURING[part], HEARD_AS[part])
    return {name for label in labels for name in _list_of(label, context)}


def _list_of(words: i18n.Text, context: Context) -> set[str]:
    return {reading.fold(name) for name in asking.listed(words, context)}
