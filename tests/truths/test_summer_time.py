"""Every weekend of the next ten years on which the clocks change: "the day before at 18:00" is what
the clock on the wall shows, "two hours before" is two hours.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudges import appointment_rules
from bot.nudges.appointment_rules import Before

BERLIN = ZoneInfo("Europe/Berlin")
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)


def sundays() -> Iterator[date]:
    """The days on which the clocks change, of the years 2026 to 2036."""
    day = date(2026, 11, 24)
    while day < date(2037, 1, 1):
        noons = (datetime.combine(day + DAY * n, time(12), BERLIN) for n in (0, 1))
        before, after = (noon.utcoffset() for noon in noons)
        if before != after:
            yield day + DAY
        day += DAY


SUNDAYS = tuple(sundays())


def beginnings(sunday: date) -> Iterator[datetime]:
    """Every half hour of Saturday, Sunday and Monday that there is, the repeated ones twice."""
    moment = datetime.combine(sunday - DAY, time(), BERLIN).astimezone(UTC)
    while moment.astimezone(BERLIN).date() <= sunday + DAY:
        yield moment
        moment += HOUR / 2


def is_due(before: Before, begins_at: datetime, now: datetime) -> bool:
    """Whether people are reminded at this moment of what was agreed on long ago."""
    return any(
        ahead.before is before and ahead.after < begins_at <= ahead.upto
        for ahead in appointment_rules.ahead(now, BERLIN)
    )


def test_the_clocks_change_twice_a_year() -> None:
    assert len(SUNDAYS) == 20
    assert {day.weekday() for day in SUNDAYS} == {6}


@pytest.mark.parametrize("sunday", SUNDAYS, ids=str)
def test_the_evening_before_is_what_the_clock_on_the_wall_shows(sunday: date) -> None:
    for begins_at in beginnings(sunday):
        day_before = begins_at.astimezone(BERLIN).date() - DAY
        evening = datetime.combine(day_before, time(18), BERLIN).astimezone(UTC)
        assert evening.astimezone(BERLIN).replace(tzinfo=None) == datetime.combine(
            day_before, time(18)
        )
        assert not is_due(Before.DAY, begins_at, evening - SECOND)
        assert is_due(Before.DAY, begins_at, evening)
        due = appointment_rules.reminder(Before.DAY, begins_at, evening, BERLIN, "meeting:17")
        assert is_due(Before.DAY, begins_at, due.until - SECOND)
        assert not is_due(Before.DAY, begins_at, due.until)
        assert (due.until - SECOND).astimezone(BERLIN).date() == day_before
        assert due.until <= begins_at - 2 * HOUR


@pytest.mark.parametrize("sunday", SUNDAYS, ids=str)
def test_two_hours_before_are_two_hours(sunday: date) -> None:
    for begins_at in beginnings(sunday):
        assert not is_due(Before.SOON, begins_at, begins_at - 2 * HOUR - SECOND)
        assert is_due(Before.SOON, begins_at, begins_at - 2 * HOUR)
        assert is_due(Before.SOON, begins_at, begins_at - SECOND)
        assert not is_due(Before.SOON, begins_at, begins_at)
        due = appointment_rules.reminder(Before.SOON, begins_at, begins_at - HOUR, BERLIN, "")
        assert (due.until, due.breaks_quiet) == (begins_at, True)


@pytest.mark.parametrize("sunday", SUNDAYS, ids=str)
def test_the_two_reminders_of_a_beginning_are_never_due_together(sunday: date) -> None:
    for begins_at in beginnings(sunday):
        for minutes in range(0, 36 * 60, 30):
            now = begins_at - timedelta(minutes=minutes)
            assert not all(is_due(before, begins_at, now) for before in Before)
