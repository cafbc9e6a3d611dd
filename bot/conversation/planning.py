"""Questions about when and where: Day (a calendar), Time, Place."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from bot.conversation import asking, cards, options, reading, values, week_words
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard
from bot.conversation.cards import INERT, Button, Row
from bot.conversation.values import Day as DayValue
from bot.conversation.values import Hour, Month, Value, Words, say
from bot.i18n import text

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


@dataclass(frozen=True)
class Day(asking.Question):
    """A day from today to `furthest` days ahead, by a calendar or typed as people write dates.
    Weeks without a day to choose are left out: the keyboard is long enough on a phone."""

    furthest: int = 730

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        today = context.reader.today
        month = _month(draft.get("month"), today)
        order = week_words.order_of_week(context.reader.language)
        names = (week_words.column_head(n, context.reader.language) for n in order)
        head = Row(tuple(Button(Words(name)) for name in names), is_grid=True)
        weeks = calendar.Calendar(order[0]).monthdatescalendar(month.year, month.month)
        days = (tuple(self._day(day, month, today) for day in days) for days in weeks)
        left = (Row(row, is_grid=True) for row in days if any(b.press != INERT for b in row))
        return (self._head(month, today), head, *left)

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

    def outdated(self, answer: Any, context: Context) -> Again | None:
        day = date.fromisoformat(answer)
        return Again(say(PASSED, day=DayValue(day))) if day < context.reader.today else None

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
class Time(asking.Question):
    """A time of the day, every `step` minutes from `first` to `last` as buttons, any when typed."""

    first: time = time(8)
    last: time = time(19)
    step: int = 30

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        minutes = range(_minutes(self.first), _minutes(self.last) + 1, self.step)
        times = [time(minute // 60, minute % 60) for minute in minutes]
        buttons = [Button(Hour(at), at.strftime("%H%M")) for at in times]
        return options.in_columns(buttons, columns=4)

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
class Place(asking.Question):
    """An office of the town, or a place in own words. Answer: {"office": key} or {"words": …}."""

    offices: Callable[[Context], Sequence[options.Option]]
    longest: int = 200

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        shown, more = options.page(tuple(self.offices(context)), draft.get("page", 0))
        return (*cards.column(*(Button(o.label, f"o{o.code}") for o in shown)), *more)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(options.NEXT_PAGE):
            return options.turn_page(value, draft)
        known = {f"o{office.code}" for office in self.offices(context)}
        return Answer({"office": value[1:]}) if value in known else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = options.labels_of(tuple(self.offices(context)), context)
        office = reading.choice(words, labels)
        if office:
            return Answer({"office": office})
        written = asking.written(words, self.longest)
        return Answer({"words": written}) if isinstance(written, str) else written

    def shown(self, answer: Any, context: Context) -> Value:
        if "office" in answer:
            return options.label_of(answer["office"], self.offices, context)
        return Words(answer["words"])
