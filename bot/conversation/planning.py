"""Questions about when: Day (a calendar), Time."""

import calendar
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from bot.conversation import asking, options, reading, values, week_words
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
TOO_EARLY = text(
    "conversation.too_early", "That is too early for me. Please choose a day from {day} on."
)
TO_COME = text("conversation.to_come", "{day} is still to come. Which day do you mean?")
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
    """A day by a calendar or typed as people write dates: from `earliest` to `furthest` days ahead,
    or back where these are negative. Weeks without a day to choose are left out: the keyboard is
    long enough on a phone."""

    furthest: int = 730
    earliest: int = 0

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        reach = self._reach(context)
        month = reach.month(draft.get("month"), context.reader.today)
        order = week_words.order_of_week(context.reader.language)
        names = (week_words.column_head(n, context.reader.language) for n in order)
        head = Row(tuple(Button(Words(name)) for name in names), is_grid=True)
        weeks = calendar.Calendar(order[0]).monthdatescalendar(month.year, month.month)
        days = (tuple(_day(day, month, reach) for day in days) for days in weeks)
        left = (Row(row, is_grid=True) for row in days if any(b.press != INERT for b in row))
        return (_head(month, reach), head, *left)

    def _reach(self, context: Context) -> "Reach":
        today = context.reader.today
        ends = (today + timedelta(days=days) for days in (self.earliest, self.furthest))
        return Reach(*ends)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(TURN_TO):
            month = _iso(f"{value.removeprefix(TURN_TO)}-01")
            if month is None or not self._reach(context).has(month):
                return None
            return Draft({**draft, "month": month.isoformat()[:7]})
        day = _iso(value)
        return self._checked(day, context) if day else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        read = reading.day(words, context.reader.language, context.reader.today)
        match read:
            case reading.On(day):
                return self._meant_before(words, day, context) or self._checked(day, context)
            case reading.Passed(day) if self.earliest < 0:
                return self._checked(day, context)
            case reading.Passed(day, instead):
                return Again(say(PASSED, day=DayValue(day)), _days(instead))
            case reading.Unsure(choices):
                return Again(say(WHICH_DAY), _days(choices))
        example = context.reader.today + timedelta(days=9)
        return Again(say(NO_DAY, example=Words(f"{example.day}.{example.month}.")))

    def _meant_before(self, words: str, day: date, context: Context) -> Again | None:
        """Days are read as coming ones. Where one is too far ahead, the same date of the year
        before may be meant, or the same weekday of the week before; but not if it was said in
        relation to today, or with its year."""
        reach, today = self._reach(context), context.reader.today
        if self.earliest >= 0 or day <= reach.last:
            return None
        read = functools.partial(reading.day, words, context.reader.language)
        if read(today - timedelta(days=1)) != reading.On(day):
            return None
        match read(_a_year_before(today)):
            case reading.On(before) if before == day:
                return None
            case reading.On(before) if (before.month, before.day) == (day.month, day.day):
                choice = before
            case _:
                choice = day - timedelta(days=7)
        is_there = reach.first <= choice <= reach.last
        return Again(say(WHICH_DAY), _days((choice,))) if is_there else None

    def _checked(self, day: date, context: Context) -> Answer | Again:
        reach = self._reach(context)
        if day < context.reader.today and self.earliest >= 0:
            return Again(say(PASSED, day=DayValue(day)))
        if day < reach.first:
            return Again(say(TOO_EARLY, day=DayValue(reach.first)))
        if day > context.reader.today and self.furthest <= 0:
            return Again(say(TO_COME, day=DayValue(day)))
        if day > reach.last:
            return Again(say(TOO_FAR, day=DayValue(reach.last)))
        return Answer(day.isoformat())

    def outdated(self, answer: Any, context: Context) -> Again | None:
        heard = self._checked(date.fromisoformat(answer), context)
        return heard if isinstance(heard, Again) else None

    def shown(self, answer: Any, context: Context) -> Value:
        return DayValue(date.fromisoformat(answer))


@dataclass(frozen=True)
class Reach:
    """The days that can be chosen."""

    first: date
    last: date

    def has(self, month: date) -> bool:
        """Whether a day that can be chosen lies in the month, given by its first day."""
        return self.first.replace(day=1) <= month <= self.last

    def month(self, kept: str | None, today: date) -> date:
        """The month to show: the one that was turned to, or this one; the nearest in reach."""
        wanted = date.fromisoformat(f"{kept}-01") if kept else today.replace(day=1)
        return max(self.first.replace(day=1), min(wanted, self.last.replace(day=1)))


TURN_TO = ".m"


def _head(month: date, reach: Reach) -> Row:
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=31)).replace(day=1)
    ends = (_arrow(EARLIER, before, reach), Button(Month(month)), _arrow(LATER, after, reach))
    return Row(ends, is_grid=True)


def _arrow(sign: str, month: date, reach: Reach) -> Button:
    if not reach.has(month):
        return Button(Words(BLANK))
    return Button(Words(sign), f"{TURN_TO}{month.isoformat()[:7]}")


def _day(day: date, month: date, reach: Reach) -> Button:
    if day.month != month.month or not reach.first <= day <= reach.last:
        return Button(Words(BLANK))
    return Button(values.Count(day.day), day.isoformat())


def _a_year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


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
