"""What a meeting can't be planned for, and when an office is open long enough."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot import town
from bot.conversation import moments
from bot.conversation.asking import Again, Context
from bot.conversation.values import Reader
from bot.facts import Span
from bot.i18n import Text
from bot.matches.store import Side
from bot.meetings import doubts, other_times, plan, rules
from bot.meetings.occasions import Where
from bot.meetings.store import Offer, Slot

MUSTERSTADT = town.load("musterstadt")
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
CONTEXT = Context(Reader("en", MUSTERSTADT.zone, NOON), MUSTERSTADT)


def why(again: Again | None) -> Text | None:
    return again.why.text if again else None


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        pytest.param({"day": "2026-12-03"}, None, id="no time yet"),
        pytest.param({"day": "2026-12-03", "time": "09:30"}, None, id="next week"),
        pytest.param({"day": "2026-11-24", "time": "09:30"}, moments.IS_OVER, id="this morning"),
        pytest.param({"day": "2026-11-24", "time": "12:05"}, moments.TOO_SOON, id="in 5 minutes"),
        pytest.param({"time": "09:30", "day": "2026-11-24"}, moments.IS_OVER, id="the day later"),
        pytest.param({"day": "2027-03-28", "time": "02:30"}, moments.NO_SUCH_TIME, id="spring gap"),
        pytest.param(
            {"day": "2026-12-03", "time": "09:30", "length": {"until": "08:00"}},
            plan.ENDS_BEFORE,
            id="an end before the beginning",
        ),
        pytest.param(
            {"day": "2026-12-03", "length": {"until": "08:00"}, "time": "09:30"},
            plan.ENDS_BEFORE,
            id="a beginning after the end",
        ),
        pytest.param(
            {"day": "2026-11-24", "time": "09:30", "length": 60, "where": {"words": "here"}},
            None,
            id="a time that passed while something else is asked",
        ),
        pytest.param(
            {"day": "2026-11-24", "time": "09:30", "length": 60, "review": True},
            moments.IS_OVER,
            id="a time that passed before it is sent",
        ),
    ],
)
def test_a_time_that_can_not_be_is_refused(answers: dict[str, Any], text: Text | None) -> None:
    assert why(plan.check(answers, CONTEXT)) is text


FIRST = {"day": "2026-12-03", "time": "09:30"}


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        pytest.param({**FIRST}, None, id="one"),
        pytest.param(
            {**FIRST, "more": "yes", "day2": "2026-12-03", "time2": "09:30"},
            other_times.SAME_TIME,
            id="the same twice",
        ),
        pytest.param(
            {**FIRST, "more": "yes", "day2": "2026-12-03", "time2": "10:30"}, None, id="two"
        ),
        pytest.param(
            {**FIRST, "more": "yes", "day2": "2026-11-24", "time2": "11:00"},
            moments.IS_OVER,
            id="the second over",
        ),
        pytest.param(
            {**FIRST, "more": "no", "day2": "2026-11-24", "time2": "11:00", "review": True},
            None,
            id="a second that was left out again",
        ),
        pytest.param(
            {"day": "2026-11-24", "time": "11:00", "more": "yes", "day2": "2026-12-03"},
            None,
            id="the first over, while the second is asked for",
        ),
    ],
)
def test_other_times_are_refused_one_by_one(answers: dict[str, Any], text: Text | None) -> None:
    assert why(other_times.check(answers, CONTEXT)) is text


HOURS = (Span(time(8, 30), time(12)), Span(time(14), time(17)))


@pytest.mark.parametrize(
    ("begins", "ends", "is_covered"),
    [
        ("09:30", "10:30", True),
        ("08:30", "12:00", True),
        ("08:15", "09:00", False),
        ("11:30", "12:30", False),
        ("12:30", "13:30", False),
        ("11:00", "15:00", False),
        ("16:00", "17:00", True),
    ],
)
def test_an_office_is_open_from_the_beginning_to_the_end(
    begins: str, ends: str, is_covered: bool
) -> None:
    first, last = (datetime.fromisoformat(f"2026-12-03T{at}") for at in (begins, ends))
    assert rules.covers(HOURS, first, last) is is_covered
    assert not rules.covers((), first, last)


def test_nothing_is_open_until_the_next_day() -> None:
    first, last = datetime(2026, 12, 3, 9), datetime(2026, 12, 4, 10)  # noqa: DTZ001  (of a town)
    assert not rules.covers(HOURS, first, last)


def offer(begins: str, ends: str, where: Where) -> Offer:
    """Given in the time of the town."""
    local = (datetime.fromisoformat(at).replace(tzinfo=MUSTERSTADT.zone) for at in (begins, ends))
    return Offer(Side.BUDDY, (Slot(*local),), where, None, NOON)


FOREIGNERS = Where("foreigners_office")


@pytest.mark.parametrize(
    ("its", "text"),
    [
        (offer("2026-12-03T09:30", "2026-12-03T10:30", FOREIGNERS), None),
        (offer("2026-12-03T13:00", "2026-12-03T14:00", FOREIGNERS), doubts.OPEN_ONLY),
        (offer("2026-12-02T09:30", "2026-12-02T10:30", FOREIGNERS), doubts.CLOSED_THAT_DAY),
        (offer("2026-12-06T09:30", "2026-12-06T10:30", Where(None, "café")), None),
        (offer("2026-12-06T09:30", "2026-12-06T10:30", Where("gone")), None),
        (offer("2026-12-06T09:30", "2026-12-06T10:30", Where()), None),
    ],
    ids=["open", "at noon", "closed that day", "own words", "not in the town file", "no place"],
)
def test_only_known_hours_are_doubted(its: Offer, text: Text | None) -> None:
    assert [said.text for said in doubts.closed(its, CONTEXT)] == ([text] if text else [])


def test_an_office_without_hours_is_not_doubted() -> None:
    offices = tuple(office.model_copy(update={"hours": None}) for office in MUSTERSTADT.offices)
    silent = replace(CONTEXT, town=MUSTERSTADT.model_copy(update={"offices": offices}))
    its = offer("2026-12-02T09:30", "2026-12-02T10:30", FOREIGNERS)
    assert doubts.closed(its, silent) == []


def test_the_same_doubt_is_said_once() -> None:
    one = offer("2026-12-02T09:30", "2026-12-02T10:30", FOREIGNERS)
    other = offer("2026-12-02T10:30", "2026-12-02T11:30", FOREIGNERS)
    both = replace(one, slots=(*one.slots, *other.slots))
    assert len(doubts.closed(both, CONTEXT)) == 1
