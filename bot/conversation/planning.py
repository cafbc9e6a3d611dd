"""Questions about when and where: Grid (times of the week), Day (a calendar), Time, Place."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from bot import i18n
from bot.conversation import cards, questions, reading, values
from bot.conversation.cards import Button, Row
from bot.conversation.questions import FINISH, Again, Answer, Answers, Context, Draft, Heard
from bot.conversation.values import Day as DayValue
from bot.conversation.values import Hour, Month, Said, Series, Value, Words, say
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
# Translators: a weekday and parts of it, as in "Tue morning and evening".
ON_DAY = text("conversation.on_day", "{weekday} {parts}")
# Translators: a weekday, from morning to evening.
ALL_DAY = text("conversation.all_day", "{weekday} all day")
ANY_TIME = text("conversation.any_time", "Any time")
WHICH_TIMES = text(
    "conversation.which_times",
    "I did not understand which times you mean. Please press the times that suit you.",
)
NO_DAY = text(
    "conversation.no_day",
    "I did not understand that as a date. Please press a day, or type it like this: {example}",
)
PASSED = text("conversation.passed", "{day} has passed. Which day do you mean?")
WHICH_DAY = text("conversation.which_day", "Which day do you mean?")
TOO_FAR = text(
    "conversation.too_far", "That is too far away for me. Please choose a day up to {day}."
)
NO_TIME = text(
    "conversation.no_time",
    "I did not understand that as a time. Please type it like this: {example}",
)

EARLIER, LATER = "‹", "›"
"""Unicode mirrors these by itself where a line runs from right to left."""
BLANK = "·"


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
class Grid(questions.Question):
    """Times of the week: weekday by part of the day, each a toggle. Answer: slots such as "1m"."""

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        picked = draft.get("picked", [])
        head = Row(tuple(Button(Said(name)) for name in PARTS.values()), is_grid=True)
        week = order_of_week(context.reader.language)
        days = tuple(self._day(number, picked, context) for number in week)
        ends = (
            Button(Said(ANY_TIME), "+any"),
            Button(Said(questions.DONE), FINISH, style="primary"),
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
            return questions.finished(sorted(picked))
        if value == "+any":
            return Answer(sorted(SLOTS))
        if value[:1] in ("+", "-") and value[1:] in SLOTS:
            is_in = value[0] == "+"
            return Draft({**draft, "picked": questions.changed(picked, value[1:], is_in=is_in)})
        return None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        ends = {FINISH: questions.DONE, "+any": ANY_TIME}
        labels = {press: questions.texts_of(Said(label), context) for press, label in ends.items()}
        pressed = reading.choice(words, labels)
        heard = self.pressed(pressed, draft, context) if pressed else None
        if heard is not None:
            return heard
        found = self._found(words, context)
        if not found:
            return Again(say(WHICH_TIMES))
        return Draft({**draft, "picked": sorted({*draft.get("picked", []), *found})})

    def _found(self, words: str, context: Context) -> list[str]:
        """Slots named by whole words: "Tuesday morning" is one, "Tuesday" three, "evening" 7."""
        heard = f" {' '.join(_without_and(word) for word in reading.fold(words).split())} "
        language = context.reader.language
        days = [n for n in range(7) if _is_named(heard, _names_of(n, language))]
        parts = [part for part in PARTS if _is_named(heard, _names_of_part(part, context))]
        if not days and not parts:
            return []
        return [f"{day}{part}" for day in days or range(7) for part in parts or PARTS]

    def shown(self, answer: Any, context: Context) -> Value:
        if set(answer) == SLOTS:
            return Said(ANY_TIME)
        week = order_of_week(context.reader.language)
        parts = {day: [part for part in PARTS if f"{day}{part}" in answer] for day in week}
        return Series(tuple(self._on(day, parts[day], context) for day in week if parts[day]))

    def _on(self, day: int, parts: Sequence[str], context: Context) -> Value:
        name = Words(weekday(day, context.reader.language, is_short=True))
        if len(parts) == len(PARTS):
            return say(ALL_DAY, weekday=name)
        return say(ON_DAY, weekday=name, parts=Series(tuple(Said(DURING[part]) for part in parts)))


def _without_and(word: str) -> str:
    """Arabic writes "and" as a first letter of the word that follows."""
    return word.removeprefix("و")


def _is_named(heard: str, names: set[str]) -> bool:
    return any(f" {' '.join(map(_without_and, name.split()))} " in heard for name in names)


def _names_of(day: int, language: str) -> set[str]:
    """A weekday as it is typed: long, short, and with the s of "dienstags"."""
    long, short = (weekday(day, language, is_short=is_short) for is_short in (False, True))
    return {reading.fold(name) for name in (long, short, f"{long}s")}


def _names_of_part(part: str, context: Context) -> set[str]:
    labels = (Said(PARTS[part]), Said(DURING[part]), Said(HEARD_AS[part]))
    names = "|".join(name for label in labels for name in questions.texts_of(label, context))
    return {reading.fold(name) for name in names.split("|")}


SLOTS = frozenset(f"{day}{part}" for day in range(7) for part in PARTS)


@dataclass(frozen=True)
class Day(questions.Question):
    """A day from today to `furthest` days ahead, by a calendar or typed as people write dates."""

    furthest: int = 730

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        today = context.reader.today
        month = _month(draft.get("month"), today)
        week = order_of_week(context.reader.language)
        names = (column_head(n, context.reader.language) for n in week)
        head = Row(tuple(Button(Words(name)) for name in names), is_grid=True)
        weeks = calendar.Calendar(week[0]).monthdatescalendar(month.year, month.month)
        days = (
            Row(tuple(self._day(day, month, today) for day in days), is_grid=True) for days in weeks
        )
        return (self._head(month, today), head, *days)

    def _head(self, month: date, today: date) -> Row:
        before = (month - timedelta(days=1)).replace(day=1)
        after = (month + timedelta(days=31)).replace(day=1)
        return Row(
            (
                self._arrow(EARLIER, before, today),
                Button(Month(month)),
                self._arrow(LATER, after, today),
            ),
            is_grid=True,
        )

    def _arrow(self, sign: str, month: date, today: date) -> Button:
        if not self._has(month, today):
            return Button(Words(BLANK))
        return Button(Words(sign), f"{TURN_TO}{month.isoformat()[:7]}")

    def _has(self, month: date, today: date) -> bool:
        """Whether a day that can be chosen lies in the month, given by its first day."""
        return today.replace(day=1) <= month <= today + timedelta(days=self.furthest)

    def _day(self, day: date, month: date, today: date) -> Button:
        if day.month != month.month or not today <= day <= today + timedelta(days=self.furthest):
            return Button(Words(BLANK))
        return Button(values.Count(day.day), day.isoformat())

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(TURN_TO):
            month = _iso(f"{value.removeprefix(TURN_TO)}-01")
            if month is None or not self._has(month, context.reader.today):
                return None
            return Draft({**draft, "month": month.isoformat()[:7]})
        day = _iso(value)
        return self._checked(day, context) if day else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        match reading.day(words, context.reader.language, context.reader.today):
            case reading.On(day):
                return self._checked(day, context)
            case reading.Passed(day, instead):
                return Again(say(PASSED, day=DayValue(day)), _days(instead))
            case reading.Unsure(choices):
                return Again(say(WHICH_DAY), _days(choices))
        example = context.reader.today + timedelta(days=9)
        return Again(say(NO_DAY, example=Words(f"{example.day}.{example.month}.")))

    def _checked(self, day: date, context: Context) -> Heard:
        today = context.reader.today
        if day < today:
            return Again(say(PASSED, day=DayValue(day)))
        last = today + timedelta(days=self.furthest)
        return Answer(day.isoformat()) if day <= last else Again(say(TOO_FAR, day=DayValue(last)))

    def shown(self, answer: Any, context: Context) -> Value:
        return DayValue(date.fromisoformat(answer))


TURN_TO = ".m"


def _month(kept: str | None, today: date) -> date:
    """The month to show: the one that was turned to, unless it has passed since."""
    this = today.replace(day=1)
    return max(this, date.fromisoformat(f"{kept}-01")) if kept else this


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _days(days: Sequence[date]) -> tuple[tuple[str, Value], ...]:
    return tuple((day.isoformat(), DayValue(day)) for day in days)


@dataclass(frozen=True)
class Time(questions.Question):
    """A time of the day, every `step` minutes from `first` to `last` as buttons, any when typed."""

    first: time = time(8)
    last: time = time(19)
    step: int = 30

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        minutes = range(_minutes(self.first), _minutes(self.last) + 1, self.step)
        times = [time(minute // 60, minute % 60) for minute in minutes]
        buttons = [Button(Hour(at), at.strftime("%H%M")) for at in times]
        return questions.in_columns(buttons, columns=4)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        try:
            return Answer(time(int(value[:2]), int(value[2:])).isoformat("minutes"))
        except ValueError:
            return None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        at = reading.time(words)
        if at is None:
            return Again(say(NO_TIME, example=Hour(time(14, 30))))
        return Answer(at.isoformat("minutes"))

    def shown(self, answer: Any, context: Context) -> Value:
        return Hour(time.fromisoformat(answer))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@dataclass(frozen=True)
class Place(questions.Question):
    """An office of the town, or a place in own words. Answer: {"office": key} or {"words": …}."""

    offices: Callable[[Context], Sequence[questions.Option]]
    longest: int = 200

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        shown, more = questions.page(tuple(self.offices(context)), draft.get("page", 0))
        return (*cards.column(*(Button(o.label, f"o{o.code}") for o in shown)), *more)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(questions.NEXT_PAGE):
            return questions.turn_page(value, draft)
        known = {f"o{office.code}" for office in self.offices(context)}
        return Answer({"office": value[1:]}) if value in known else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = questions.labels_of(tuple(self.offices(context)), context)
        office = reading.choice(words, labels)
        cleaned = questions.clean(words)
        if office:
            return Answer({"office": office})
        if not any(letter.isalnum() for letter in cleaned):
            return Again(say(questions.EMPTY))
        surplus = len(cleaned) - self.longest
        if surplus > 0:
            return Again(say(questions.TOO_LONG, count=values.Count(surplus)))
        return Answer({"words": cleaned})

    def shown(self, answer: Any, context: Context) -> Value:
        if "office" in answer:
            return questions.label_of(answer["office"], self.offices, context)
        return Words(answer["words"])
