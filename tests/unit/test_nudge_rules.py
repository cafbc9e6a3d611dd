"""What is due: each nudge at its time, once, and never later than it makes sense."""

from datetime import UTC, date, datetime, time, timedelta
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


@pytest.mark.parametrize(
    ("now", "days"),
    [
        pytest.param("2026-11-24 09:59", [], id="not before ten"),
        pytest.param("2026-11-24 10:00", ["2026-11-27", "2026-11-25"], id="from ten on"),
        pytest.param("2026-11-24 19:59", ["2026-11-27", "2026-11-25"], id="until eight"),
        pytest.param("2026-11-24 20:00", [], id="and no longer"),
        pytest.param("2026-12-25 12:00", ["2026-12-28", "2026-12-26"], id="also on a holiday"),
        pytest.param("2026-03-28 12:00", ["2026-03-31", "2026-03-29"], id="before a short night"),
    ],
)
def test_a_day_is_spoken_of_three_days_and_one_day_before(now: str, days: list[str]) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    ahead = rules.days_ahead(moment.astimezone(UTC), BERLIN)
    assert [each.day.isoformat() for each in ahead] == days
    assert [each.days for each in ahead] == ([3, 1] if days else [])
    assert {each.until for each in ahead} <= {moment.replace(hour=20, minute=0)}


@pytest.mark.parametrize(
    ("today", "is_regretted"),
    [
        pytest.param(date(2026, 11, 26), False, id="before the promised day"),
        pytest.param(date(2026, 11, 27), False, id="on the promised day"),
        pytest.param(date(2026, 11, 28), True, id="from the day after on"),
        pytest.param(date(2026, 12, 4), True, id="for a week"),
        pytest.param(date(2026, 12, 5), False, id="and no longer"),
    ],
)
def test_a_promise_that_was_not_kept_is_regretted(today: date, is_regretted: bool) -> None:
    assert rules.is_regretted(date(2026, 11, 27), today) is is_regretted


@pytest.mark.parametrize(
    ("hours_for_it", "waited", "is_reminded"),
    [
        pytest.param(72, 23.9, False, id="not before a day"),
        pytest.param(72, 24, True, id="after a day"),
        pytest.param(10, 4.9, False, id="not before half of a shorter time"),
        pytest.param(10, 5, True, id="after half of it"),
        pytest.param(24, 12, True, id="where the whole time is a day"),
    ],
)
def test_who_has_not_answered_is_reminded_while_there_is_time(
    hours_for_it: float, waited: float, is_reminded: bool
) -> None:
    asked = datetime(2026, 11, 24, 11, tzinfo=UTC)
    until = asked + timedelta(hours=hours_for_it)
    now = asked + timedelta(hours=waited)
    due = rules.unanswered_proposal(asked, until, 17, 24, now)
    assert due == (rules.Due(until, "match:17") if is_reminded else None)
