"""Which day is meant by what was said of it: "the 5th", "next Tuesday", "3 November".

What can be meant in two ways is never guessed: a wrong date costs an appointment, a question costs
one tap. Pure: today arrives as an argument, and weekdays are numbered as in `datetime` (Monday 0).
"""

import calendar
import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class On:
    """Read without doubt: today or later."""

    day: datetime.date


@dataclass(frozen=True)
class Passed:
    """A day that has passed, and the coming ones that may be meant instead, the likeliest first.

    There are none for what was said in relation to today ("yesterday").
    """

    day: datetime.date
    instead: tuple[datetime.date, ...]


@dataclass(frozen=True)
class Unsure:
    """One to three days that may be meant, none of them passed, the likeliest first."""

    choices: tuple[datetime.date, ...]


DayRead = On | Passed | Unsure

# A date without a year that has passed is next year's, unless that is farther away than this: then
# the month is more likely the slip ("3 November" on 24 November).
_FAR = datetime.timedelta(days=300)
_YEARS = range(1900, 2200)  # other numbers are those of another calendar, or no years
_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(days=7)


def date(
    day: int,
    month: int,
    year: int | None = None,
    weekday: int | None = None,
    *,
    today: datetime.date,
) -> DayRead | None:
    """A day of a month, in the year that was said or else the next one that has it to come.

    Years of two digits are of this century. A day that the month doesn't have (31 February) is one
    of the two around its end. With a weekday that isn't the date's, either may be meant. None when
    it is no date of any year.
    """
    if year is not None and year < 100:
        year += 2000
    if not (1 <= day <= 31 and 1 <= month <= 12 and (year is None or year in _YEARS)):
        return None
    read = _of_year(day, month, year, today)
    if weekday is None or not isinstance(read, On) or read.day.weekday() == weekday:
        return read
    near = (read.day + _DAY * away for away in range(-3, 4))
    that_weekday = (day for day in near if day.weekday() == weekday and day >= today)
    return Unsure((read.day, *that_weekday))


def _of_year(day: int, month: int, year: int | None, today: datetime.date) -> DayRead:
    meant = year or today.year + ((month, day) < (today.month, today.day))
    length = calendar.monthrange(meant, month)[1]
    found = datetime.date(meant, month, min(day, length))
    if found < today:
        return Passed(found, _instead(day, month, today, year_said=True))
    last = _existing(day, month, found.year - 1)
    if year is None and found.year > today.year and found - today > _FAR and last:
        return Passed(last, _instead(day, month, today, year_said=False))
    if day > length:
        return Unsure((found, found + _DAY))
    return On(found)


def day_number(day: int, today: datetime.date) -> Unsure | None:
    """Only "the 5th": the next two of them, today included. None for what no month has."""
    if not 1 <= day <= 31:
        return None
    return Unsure(tuple(itertools.islice(_numbered(day, today), 2)))


def weekday(weekday: int, today: datetime.date) -> DayRead:
    """Only "Tuesday": the next one; on a Tuesday today or in a week."""
    if today.weekday() == weekday:
        return Unsure((today, today + _WEEK))
    return coming_weekday(weekday, today)


def coming_weekday(weekday: int, today: datetime.date) -> On:
    """The first one after today."""
    return On(today + _DAY * ((weekday - today.weekday() - 1) % 7 + 1))


def next_weekday(weekday: int, today: datetime.date) -> DayRead:
    """Said on a Tuesday, "next Thursday" is this week's for some, for others the week after's.

    There is no doubt when the first one lies in the coming week anyway and isn't tomorrow; so on a
    Tuesday "next Tuesday" is in seven days.
    """
    first = coming_weekday(weekday, today).day
    if weekday > today.weekday() or first == today + _DAY:
        return Unsure((first, first + _WEEK))
    return On(first)


def weekday_of_next_week(weekday: int, today: datetime.date) -> On:
    """Said as "Tuesday of next week", where weeks begin on Monday."""
    return On(today + _DAY * (7 - today.weekday() + weekday))


def after(unit: int, today: datetime.date, count: int = 1) -> On:
    """In so many days (unit 1), weeks (7) or months (30); of a short month the last day."""
    if unit != 30:
        return On(today + _DAY * (count * unit))
    years, month = divmod(today.month - 1 + count, 12)
    year, month = today.year + years, month + 1
    return On(datetime.date(year, month, min(today.day, calendar.monthrange(year, month)[1])))


def perhaps_after(unit: int, today: datetime.date, count: int) -> Unsure:
    """Only "two weeks": perhaps from today."""
    return Unsure((after(unit, today, count).day,))


def from_today(days: int, today: datetime.date) -> On | Passed:
    """Said as "tomorrow" (1) or "yesterday" (-1)."""
    day = today + _DAY * days
    return On(day) if days >= 0 else Passed(day, ())


def agreed(outcomes: Iterable[DayRead]) -> DayRead | None:
    """One outcome of several readings; one that has passed is dropped when another hasn't."""
    different = tuple(dict.fromkeys(outcomes))
    coming = [read for read in different if not isinstance(read, Passed)]
    if len(different) <= 1 or not coming:
        return different[0] if different else None
    days = (read.choices if isinstance(read, Unsure) else (read.day,) for read in coming)
    return Unsure(tuple(dict.fromkeys(itertools.chain.from_iterable(days)))[:3])


def _instead(
    day: int, month: int, today: datetime.date, *, year_said: bool
) -> tuple[datetime.date, ...]:
    """The same number in a coming month; the same date in a coming year.

    With a year the slip is likelier in the year ("3 January 2026" in the autumn of 2026).
    """
    same_number = next(_numbered(day, today + _DAY))
    same_date = _existing(day, month, today.year + ((month, day) <= (today.month, today.day)))
    if same_date is None:
        return (same_number,)
    if not year_said:
        return tuple(dict.fromkeys((same_number, same_date)))
    if same_date - today > _FAR:
        return (same_number,)
    return tuple(dict.fromkeys((same_date, same_number)))


def _numbered(day: int, first: datetime.date) -> Iterator[datetime.date]:
    """The days with that number from the first one on, through a year."""
    for month in range(first.month - 1, first.month + 12):
        found = _existing(day, month % 12 + 1, first.year + month // 12)
        if found and found >= first:
            yield found


def _existing(day: int, month: int, year: int) -> datetime.date | None:
    return datetime.date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None
