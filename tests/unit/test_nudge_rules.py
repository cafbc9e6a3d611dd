"""What is due: each nudge at its time, once, and never later than it makes sense."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.nudges import rules
from bot.nudges.rules import Due

BERLIN = ZoneInfo("Europe/Berlin")
BEGAN = datetime(2026, 11, 1, 12, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


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


def form(now: datetime) -> Due | None:
    return rules.unfinished_form(BEGAN, "ask_for_a_buddy", 4, (3, 7), 30, now)


@pytest.mark.parametrize(
    ("now", "reminder", "until"),
    [
        pytest.param(after(3) - A_SECOND, None, None, id="not before the third day"),
        pytest.param(after(3), "3", after(7), id="from the third day on"),
        pytest.param(after(7) - A_SECOND, "3", after(7), id="until the seventh"),
        pytest.param(after(7), "7", after(30), id="then the second one only"),
        pytest.param(after(30) - A_SECOND, "7", after(30), id="until it is forgotten"),
        pytest.param(after(30), None, None, id="and no longer"),
    ],
)
def test_an_unfinished_form_is_mentioned_twice(
    now: datetime, reminder: str | None, until: datetime | None
) -> None:
    due = form(now)
    assert (due and due.key.rpartition(":")[2], due and due.until) == (reminder, until)


def test_a_form_touched_again_is_mentioned_anew() -> None:
    touched_later = rules.unfinished_form(BEGAN + A_SECOND, "a", 4, (3, 7), 30, after(4))
    first = rules.unfinished_form(BEGAN, "a", 4, (3, 7), 30, after(4))
    assert first is not None
    assert touched_later is not None
    assert touched_later.key != first.key


def test_without_days_no_form_is_mentioned() -> None:
    assert rules.unfinished_form(BEGAN, "a", 4, (), 30, after(20)) is None


def test_a_form_that_is_forgotten_before_its_reminder_is_not_mentioned() -> None:
    assert rules.unfinished_form(BEGAN, "a", 4, (3, 7), 5, after(6)) is None


def waiting(now: datetime) -> Due | None:
    return rules.waiting_newcomer(BEGAN, 17, 4, 14, now)


@pytest.mark.parametrize(
    ("now", "period"),
    [
        pytest.param(after(14) - A_SECOND, None, id="not before two weeks"),
        pytest.param(after(14), "1", id="after two weeks"),
        pytest.param(after(28) - A_SECOND, "1", id="not again before four"),
        pytest.param(after(28), "2", id="after four weeks"),
        pytest.param(after(14 * 6 + 5), "6", id="after a downtime only the newest"),
    ],
)
def test_a_waiting_newcomer_hears_every_two_weeks(now: datetime, period: str | None) -> None:
    due = waiting(now)
    assert (due and due.key.rpartition(":")[2]) == period


def test_news_of_waiting_is_worth_nothing_when_the_next_is_due() -> None:
    due = waiting(after(20))
    assert due == Due("waiting:17:4:1", after(28), "request:17")


@pytest.mark.parametrize("until", [after(13), after(14), after(27.9), after(28), after(1000)])
def test_what_is_due_is_never_past_its_end(until: datetime) -> None:
    due = waiting(until)
    assert due is None or due.until > until


@pytest.mark.parametrize(
    ("days", "is_asked"),
    [(329, False), (330, True), (364, True), (365, False)],
)
def test_an_idle_person_is_asked_once_before_being_erased(days: int, is_asked: bool) -> None:
    due = rules.idle_person(BEGAN, 4, 330, 365, after(days))
    assert (due is not None) is is_asked
    assert due is None or due.until == after(365)


def test_an_idle_person_is_asked_once_only() -> None:
    keys = {rules.idle_person(BEGAN, 4, 330, 365, after(days)) for days in range(330, 365)}
    assert len(keys) == 1
