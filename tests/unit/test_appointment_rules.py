"""When people hear of what begins and ends: each reminder at its time, no longer than it helps."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudges import appointment_rules, rules
from bot.nudges.appointment_rules import Before
from bot.nudges.rules import Due

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def berlin(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=BERLIN).astimezone(UTC)


def spoken_of(now: str, begins: str, agreed: str = "2026-11-01 12:00") -> list[str]:
    """Which reminders of such a meeting are due."""
    at, begins_at, agreed_at = berlin(now), berlin(begins), berlin(agreed)
    return [
        ahead.before.value
        for ahead in appointment_rules.ahead(at, BERLIN)
        if ahead.after < begins_at <= ahead.upto and agreed_at <= ahead.agreed
    ]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        pytest.param("2026-12-02 17:59", [], id="not before the evening"),
        pytest.param("2026-12-02 18:00", ["day"], id="from six o'clock on"),
        pytest.param("2026-12-02 23:59", ["day"], id="until midnight"),
        pytest.param("2026-12-03 00:00", [], id="then it isn't tomorrow any more"),
        pytest.param("2026-12-03 07:29", [], id="not earlier than two hours before"),
        pytest.param("2026-12-03 07:30", ["soon"], id="two hours before"),
        pytest.param("2026-12-03 09:29", ["soon"], id="until it begins"),
        pytest.param("2026-12-03 09:30", [], id="not when it has begun"),
        pytest.param("2026-12-01 18:00", [], id="not two days before"),
    ],
)
def test_a_meeting_is_spoken_of_twice(now: str, due: list[str]) -> None:
    assert spoken_of(now, "2026-12-03 09:30") == due


@pytest.mark.parametrize(
    ("agreed", "now", "due"),
    [
        pytest.param("2026-12-02 15:00", "2026-12-02 18:00", ["day"], id="three hours ago"),
        pytest.param("2026-12-02 15:01", "2026-12-02 18:00", [], id="less than that"),
        pytest.param("2026-12-02 15:01", "2026-12-02 18:01", ["day"], id="when they are over"),
        pytest.param("2026-12-03 06:00", "2026-12-03 08:59", [], id="in the morning, too early"),
        pytest.param("2026-12-03 06:00", "2026-12-03 09:00", ["soon"], id="what remains useful"),
        pytest.param("2026-12-03 06:45", "2026-12-03 09:29", [], id="nothing remains"),
    ],
)
def test_nobody_is_reminded_of_what_was_just_agreed_on(
    agreed: str, now: str, due: list[str]
) -> None:
    assert spoken_of(now, "2026-12-03 09:30", agreed) == due


@pytest.mark.parametrize(
    ("begins", "before", "until"),
    [
        ("2026-12-03 09:30", Before.DAY, "2026-12-03 00:00"),
        ("2026-12-03 01:00", Before.DAY, "2026-12-02 23:00"),
        ("2026-12-03 00:00", Before.DAY, "2026-12-02 22:00"),
        ("2026-12-03 09:30", Before.SOON, "2026-12-03 09:30"),
    ],
)
def test_a_reminder_is_of_use_until_the_next_one(begins: str, before: Before, until: str) -> None:
    now = berlin(begins) - timedelta(hours=4)
    due = appointment_rules.reminder(before, berlin(begins), now, BERLIN, "meeting:17")
    assert due == Due(berlin(until), "meeting:17")


@pytest.mark.parametrize(("left", "breaks"), [(3 * HOUR, True), (3.01 * HOUR, False)])
def test_quiet_hours_yield_to_what_begins_within_three_hours(left: timedelta, breaks: bool) -> None:
    begins_at = berlin("2026-12-03 07:00")
    due = appointment_rules.reminder(Before.DAY, begins_at, begins_at - left, BERLIN, "")
    assert due.breaks_quiet is breaks


@pytest.mark.parametrize(
    ("hours", "time"),
    [(0.99, None), (1, 1), (24.99, 1), (25, 2), (95.99, 2), (96, None)],
)
def test_how_it_went_is_asked_twice_within_four_days(hours: float, time: int | None) -> None:
    ended_at = berlin("2026-12-03 11:00")
    now = ended_at + timedelta(hours=hours)
    asked = [
        over.time for over in appointment_rules.over(now) if over.after < ended_at <= over.upto
    ]
    assert asked == ([] if time is None else [time])
    assert all(now < appointment_rules.question(each, ended_at, "").until for each in asked)


@pytest.mark.parametrize(
    ("days", "waited", "is_reminded"),
    [
        pytest.param((3, 5), 23.9, False, id="not before a day"),
        pytest.param((3, 5), 24, True, id="after a day"),
        pytest.param((5, 0.5), 5.9, False, id="not before half of the time until the first"),
        pytest.param((5, 0.5), 6, True, id="after half of it"),
    ],
)
def test_whoever_has_not_answered_a_suggestion_is_reminded_once(
    days: tuple[float, float], waited: float, is_reminded: bool
) -> None:
    made = berlin("2026-11-24 12:00")
    slots = [made + timedelta(days=day) for day in days]
    due = rules.unanswered_offer(made, slots, 17, 24, made + timedelta(hours=waited))
    assert due == (Due(max(slots), "offer:17") if is_reminded else None)
