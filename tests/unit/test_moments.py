"""What people say as a day and a time, and the moments at which nothing can begin."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import moments
from bot.conversation.values import Reader

STUTTGART = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
READER = Reader("en", STUTTGART, NOON)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
"""When the clocks go forward from 2:00 to 3:00, and back from 3:00 to 2:00."""


@pytest.mark.parametrize(
    ("day", "at", "hour"),
    [
        pytest.param(date(2026, 12, 3), time(9, 30), "2026-12-03T08:30", id="winter"),
        pytest.param(date(2027, 7, 1), time(9, 30), "2027-07-01T07:30", id="summer"),
        pytest.param(SPRING, time(1, 59), "2027-03-28T00:59", id="before the gap"),
        pytest.param(SPRING, time(3, 0), "2027-03-28T01:00", id="after the gap"),
        pytest.param(AUTUMN, time(2, 30), "2027-10-31T00:30", id="the earlier of two"),
    ],
)
def test_a_day_and_a_time_are_a_moment(day: date, at: time, hour: str) -> None:
    wanted = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    assert moments.moment(day, at, STUTTGART) == wanted


@pytest.mark.parametrize("at", [time(2), time(2, 30), time(2, 59)], ids=str)
def test_a_time_that_the_clocks_skip_is_no_moment(at: time) -> None:
    assert moments.moment(SPRING, at, STUTTGART) is None


def test_what_the_clocks_skip_is_refused_and_said_why() -> None:
    why = moments.why_not(SPRING, time(2, 30), READER)
    assert why is not None
    assert why.text is moments.NO_SUCH_TIME


@pytest.mark.parametrize(
    ("later", "why"),
    [
        pytest.param(timedelta(minutes=-5), moments.IS_OVER, id="five minutes ago"),
        pytest.param(timedelta(), moments.IS_OVER, id="now"),
        pytest.param(timedelta(minutes=5), moments.TOO_SOON, id="in five minutes"),
        pytest.param(timedelta(minutes=14), moments.TOO_SOON, id="in fourteen minutes"),
        pytest.param(timedelta(minutes=15), None, id="in fifteen minutes"),
        pytest.param(timedelta(days=800), None, id="in two years"),
    ],
)
def test_what_begins_too_soon_is_refused(later: timedelta, why: object) -> None:
    local = (NOON + later).astimezone(STUTTGART)
    found = moments.why_not(local.date(), local.time(), READER)
    assert (found and found.text) is why
