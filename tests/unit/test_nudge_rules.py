"""What is due: each nudge at its time, once, and never later than it makes sense."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudges import rules
from bot.nudges.rules import Due

BERLIN = ZoneInfo("Europe/Berlin")
BEGAN = datetime(2026, 11, 1, 12, tzinfo=UTC)


def after(days: float) -> datetime:
    return BEGAN + timedelta(days=days)


@pytest.mark.parametrize(
    ("hour", "is_quiet"),
    [
        ("20:59", False),
        ("21:00", True),
        ("23:59", True),
        ("00:00", True),
        ("07:59", True),
        ("08:00", False),
        ("12:00", False),
    ],
)
def test_the_night_is_quiet_from_its_first_minute_to_its_last(hour: str, is_quiet: bool) -> None:
    now = datetime.fromisoformat(f"2026-11-24 {hour}").replace(tzinfo=BERLIN)
    assert rules.is_quiet(now.astimezone(UTC), BERLIN, time(21), time(8)) is is_quiet


@pytest.mark.parametrize(("hour", "is_quiet"), [(12, False), (13, True), (14, True), (15, False)])
def test_quiet_hours_may_lie_within_a_day(hour: int, is_quiet: bool) -> None:
    now = datetime(2026, 11, 24, hour, tzinfo=BERLIN)
    assert rules.is_quiet(now, BERLIN, time(13), time(15)) is is_quiet


def test_quiet_hours_without_length_are_none() -> None:
    hours = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in range(24))
    assert not any(rules.is_quiet(now, BERLIN, time(9), time(9)) for now in hours)


@pytest.mark.parametrize(
    ("now", "is_quiet"), [("2026-07-01 06:30", False), ("2026-12-01 06:30", True)]
)
def test_quiet_hours_follow_the_towns_summer_time(now: str, is_quiet: bool) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert rules.is_quiet(moment, BERLIN, time(21), time(8)) is is_quiet


@pytest.mark.parametrize(
    ("day", "until"),
    [pytest.param(3, 7, id="until the next"), pytest.param(7, 30, id="until it is forgotten")],
)
def test_a_forms_reminder_is_worth_something_until_the_next(day: int, until: int) -> None:
    assert rules.unfinished_form(BEGAN, day, (3, 7), 30) == Due(after(until))


def test_news_of_waiting_is_worth_nothing_when_the_next_is_due() -> None:
    assert rules.waiting_newcomer(BEGAN, 17, 1, 14) == Due(after(28), "request:17")


def test_who_is_asked_to_stay_has_time_to_answer_whenever_that_was() -> None:
    assert rules.idle_person(after(400), 30) == Due(after(430))
