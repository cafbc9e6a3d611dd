"""What is promised about a request, and how its waiting is put into words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.values import Count, Day, Reader
from bot.needs import flow as needs
from bot.needs import rules, standing
from bot.needs.store import Kind, Need, Request

MONDAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")
SENT = Request(7, 1, datetime(2026, 11, 24, 9, tzinfo=UTC), False, None, (Need(Kind.GERMAN),))

OFFICE = needs.date_of(Kind.OFFICE, needs.REVIEW, needs.REVIEW)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        pytest.param(0, 3, id="Monday, Thursday"),
        pytest.param(1, 4, id="Tuesday, Friday"),
        pytest.param(2, 7, id="Wednesday, Monday"),
        pytest.param(3, 8, id="Thursday, Tuesday"),
        pytest.param(4, 9, id="Friday, Wednesday"),
        pytest.param(5, 9, id="Saturday, Wednesday"),
        pytest.param(6, 9, id="Sunday, Wednesday"),
    ],
)
def test_a_request_is_read_within_three_working_days(sent: int, read: int) -> None:
    assert rules.read_by(MONDAY + timedelta(days=sent)) == MONDAY + timedelta(days=read)


def test_working_days_are_counted_across_the_end_of_the_year() -> None:
    assert rules.read_by(date(2026, 12, 31)) == date(2027, 1, 5)


def progress(request: Request, *, days: float) -> list[str]:
    reader = Reader("en", BERLIN, request.sent_at + timedelta(days=days))
    return [
        line.text.key
        for line in standing.progress(request.sent_at, reader, after_advice=request.after_advice)
    ]


def test_on_the_day_itself_no_days_are_counted() -> None:
    assert progress(SENT, days=0) == ["needs.sent_today", "needs.read_by"]


def test_a_day_begins_at_the_towns_midnight() -> None:
    late = replace(SENT, sent_at=datetime(2026, 11, 24, 22, 59, tzinfo=UTC))
    assert progress(late, days=0)[0] == "needs.sent_today"
    assert progress(late, days=2 / 24 / 60)[0] == "needs.waiting"


def test_until_the_promised_day_the_promise_is_repeated() -> None:
    assert progress(SENT, days=3) == ["needs.waiting", "needs.read_by"]


def test_a_broken_promise_is_admitted() -> None:
    assert progress(SENT, days=4) == ["needs.waiting", "needs.takes_longer"]


def test_after_advice_nobody_has_to_read_it_first() -> None:
    advised = replace(SENT, after_advice=True)
    assert progress(advised, days=30) == ["needs.waiting", "needs.searching"]


def test_the_days_of_waiting_are_counted_in_days_of_the_town() -> None:
    reader = Reader("en", BERLIN, SENT.sent_at + timedelta(days=14))
    waits, _ = standing.progress(SENT.sent_at, reader, after_advice=SENT.after_advice)
    assert waits.values == {"day": Day(date(2026, 11, 24)), "count": Count(14)}


ANSWERS = {"needs": ["work", "office"], "office_by": "2026-12-03", "work_by": None}


def test_needs_are_read_in_the_order_of_their_kinds_with_their_days() -> None:
    assert needs.read_needs(ANSWERS) == (Need(Kind.OFFICE, date(2026, 12, 3)), Need(Kind.WORK))


def test_a_day_without_its_need_is_not_read() -> None:
    assert needs.read_needs({**ANSWERS, "needs": ["work"]}) == (Need(Kind.WORK),)


@pytest.mark.parametrize("answers", [{}, {"needs": None}, {"needs": ["german"]}], ids=repr)
def test_a_day_is_asked_for_only_with_its_need(answers: dict[str, list[str] | None]) -> None:
    assert not OFFICE.when(answers)
    assert OFFICE.when({"needs": ["german", "office"]})
