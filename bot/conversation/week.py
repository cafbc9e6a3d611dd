"""Times of the week as a grid of toggles: weekday by part of the day."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot import i18n
from bot.conversation import asking, cards, options, reading
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.options import FINISH
from bot.conversation.values import Listed, Said, Series, Value, Words, say
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
# Translators: a weekday and parts of it, as in "Tue morning and evening".
ON_DAY = text("conversation.on_day", "{weekday} {parts}")
# Translators: a weekday, from morning to evening.
ALL_DAY = text("conversation.all_day", "{weekday} all day")
ANY_TIME = text("conversation.any_time", "Any time")
WHICH_TIMES = text(
    "conversation.which_times",
    "I did not understand which times you mean. Please press the times that suit you.",
)

SLOTS = frozenset(f"{day}{part}" for day in range(7) for part in PARTS)


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


@dataclass(frozen=True)
class Grid(asking.Question):
    """Times of the week: weekday by part of the day, each a toggle. Answer: slots such as "1m"."""

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        picked = draft.get("picked", [])
        head = Row(tuple(Button(Said(name)) for name in PARTS.values()), is_grid=True)
        week = order_of_week(context.reader.language)
        days = tuple(self._day(number, picked, context) for number in week)
        ends = (
            Button(Said(ANY_TIME), "+any"),
            Button(Said(options.DONE), FINISH, style="primary"),
        )
        return (head, *days, *cards.column(*ends))

    def _day(self, number: int, picked: Sequence[str], context: Context) -> Row:
        name = Words(weekday(number, context.reader.language, is_short=True))
        slots = [f"{number}{part}" for part in PARTS]
        return Row(
            tuple(
                Button(name, ("-" if slot in picked else "+") + slot, is_ticked=slot in picked)
                for slot in slots
            ),
            is_grid=True,
        )

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        picked = list(draft.get("picked", []))
        if value == FINISH:
            return options.finished(sorted(picked))
        if value == "+any":
            return Answer(sorted(SLOTS))
        if value[:1] in ("+", "-") and value[1:] in SLOTS:
            is_in = value[0] == "+"
            return Draft({**draft, "picked": options.changed(picked, value[1:], is_in=is_in)})
        return None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels: dict[str, tuple[str, ...]] = {
            FINISH: asking.texts_of(Said(options.DONE), context),
            "+any": (*asking.texts_of(Said(ANY_TIME), context), *_list_of(ANY_TIME_WORDS, context)),
        }
        pressed = reading.choice(words, labels)
        heard = self.pressed(pressed, draft, context) if pressed else None
        if heard is not None:
            return heard
        found = self._found(words, context)
        if not found:
            return Again(say(WHICH_TIMES))
        return Draft({**draft, "picked": sorted({*draft.get("picked", []), *found})})

    def _found(self, words: str, context: Context) -> set[str]:
        """Slots as they are said: "Tuesday and Thursday morning, Friday evening". A day without a
        part is the whole day; a part without a day is every day's."""
        return {
            f"{day}{part}"
            for days, parts in _said(words, context)
            if days or parts
            for day in days or range(7)
            for part in parts or PARTS
        }

    def shown(self, answer: Any, context: Context) -> Value:
        if set(answer) == SLOTS:
            return Said(ANY_TIME)
        parts = {
            day: "".join(part for part in PARTS if f"{day}{part}" in answer) for day in range(7)
        }
        week = [day for day in order_of_week(context.reader.language) if parts[day]]
        alike = itertools.groupby(sorted(week, key=lambda d: parts[d]), key=lambda d: parts[d])
        groups = sorted(([*days] for _, days in alike), key=lambda days: week.index(days[0]))
        said = tuple(self._on(days, parts[days[0]], context) for days in groups)
        return Listed(said) if len(said) > 1 else Series(said)

    def _on(self, days: Sequence[int], parts: str, context: Context) -> Value:
        names = (weekday(day, context.reader.language, is_short=True) for day in days)
        on = Series(tuple(Words(name) for name in names))
        if len(parts) == len(PARTS):
            return say(ALL_DAY, weekday=on)
        return say(ON_DAY, weekday=on, parts=Series(tuple(Said(DURING[part]) for part in parts)))


Spoken: TypeAlias = tuple[set[int], set[str]]
"""Days and parts of the day that were said together."""


def _said(words: str, context: Context) -> Iterator[Spoken]:
    """A day that follows parts which had days of their own begins anew."""
    days: set[int] = set()
    parts: set[str] = set()
    for name in _named(words, context):
        if name in PARTS:
            parts.add(name)
            continue
        if days and parts:
            yield days, parts
            days, parts = set(), set()
        days.add(int(name))
    yield days, parts


def _named(words: str, context: Context) -> Iterator[str]:
    """The days ("0" to "6") and parts ("m", "a", "e") that the words name, in order; the longest
    name that fits counts. German writes both in one word ("Dienstagabend")."""
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
    """What each day and part is called, folded; weekend and compounds name several at once."""
    days: dict[str, str] = {}
    for day, language in itertools.product(range(7), (i18n.SOURCE, context.reader.language)):
        days |= dict.fromkeys(_names_of(day, language), str(day))
    parts = {name: part for part in PARTS for name in _names_of_part(part, context)}
    weekend = dict.fromkeys(_list_of(WEEKEND_WORDS, context), "56")
    both = {f"{d}{p}": days[d] + parts[p] for d in days for p in parts if len(d) > 3}
    return {**both, **days, **parts, **weekend}


def _names_of(day: int, language: str) -> set[str]:
    """A weekday as it is typed: long, short, and with the s of "dienstags"."""
    long, short = (weekday(day, language, is_short=is_short) for is_short in (False, True))
    return {reading.fold(name) for name in (long, short, f"{long}s")}


def _names_of_part(part: str, context: Context) -> set[str]:
    labels = (PARTS[part], DURING[part], HEARD_AS[part])
    return {name for label in labels for name in _list_of(label, context)}


def _list_of(words: i18n.Text, context: Context) -> set[str]:
    """The names a text lists, in the reader's language and in English."""
    listed = "|".join(asking.texts_of(Said(words), context))
    return {reading.fold(name) for name in listed.split("|")}
