"""What is promised about a request, and how its waiting is put into words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import town
from bot.conversation.values import Count, Day, Reader, Said
from bot.needs import flow as needs
from bot.needs import standing
from bot.needs.store import Kind, Need, Request, State

MONDAY = date(2026, 11, 23)
TOWN = town.load("musterstadt")
BERLIN = ZoneInfo("Europe/Berlin")
SENT = Request(
    id=7,
    person=1,
    state=State.SENT,
    version=1,
    sent_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    ready_at=None,
    after_advice=False,
    words=None,
    voice=None,
    advisor=None,
    note=None,
    needs=(Need(Kind.GERMAN),),
)

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
    assert standing.read_by(MONDAY + timedelta(days=sent), TOWN) == MONDAY + timedelta(days=read)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        pytest.param(date(2026, 12, 22), date(2026, 12, 28), id="over Christmas"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 7), id="over New Year and Epiphany"),
        pytest.param(date(2026, 4, 1), date(2026, 4, 8), id="over Easter"),
    ],
)
def test_an_advisor_does_not_read_on_public_holidays(sent: date, read: date) -> None:
    assert standing.read_by(sent, TOWN) == read


def progress(request: Request, *, days: float) -> list[str]:
    reader = Reader("en", BERLIN, request.sent_at + timedelta(days=days))
    return [line.text.key for line in told(request, reader)]


def told(request: Request, reader: Reader) -> tuple[Said, ...]:
    is_taken = request.advisor is not None
    return standing.progress(request.sent_at, reader, TOWN, state=request.state, is_taken=is_taken)


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


def test_what_is_ready_for_a_buddy_has_not_to_be_read_first() -> None:
    advised = replace(SENT, state=State.READY, after_advice=True)
    assert progress(advised, days=30) == ["needs.waiting", "needs.searching"]


def test_once_an_advisor_has_it_no_day_is_promised() -> None:
    taken = replace(SENT, advisor=2)
    assert progress(taken, days=30) == ["needs.waiting", "needs.looked_at"]


def test_with_a_buddy_nobody_waits() -> None:
    matched = replace(SENT, state=State.MATCHED, advisor=2)
    assert progress(matched, days=30) == ["needs.found"]


def test_the_days_of_waiting_are_counted_in_days_of_the_town() -> None:
    reader = Reader("en", BERLIN, SENT.sent_at + timedelta(days=14))
    waits, _ = told(SENT, reader)
    assert waits.values == {"day": Day(date(2026, 11, 24)), "count": Count(14)}


ANSWERS = {
    "needs": ["work", "office"],
    "office_by": "2026-12-03",
    "work_by": None,
    "words": "Please call me",
}


def test_needs_are_read_in_the_order_of_their_kinds_with_their_days() -> None:
    wanted = needs.read_wanted(ANSWERS)
    assert wanted.needs == (Need(Kind.OFFICE, date(2026, 12, 3)), Need(Kind.WORK))


def test_a_day_without_its_need_is_not_read() -> None:
    assert needs.read_wanted({**ANSWERS, "needs": ["work"]}).needs == (Need(Kind.WORK),)


@pytest.mark.parametrize(
    ("answer", "words", "voice"),
    [
        pytest.param("Please call me", "Please call me", None, id="typed"),
        pytest.param({"voice": "AwAC"}, None, "AwAC", id="spoken"),
        pytest.param(None, None, None, id="skipped"),
    ],
)
def test_own_words_are_typed_or_spoken(answer: Any, words: str | None, voice: str | None) -> None:
    wanted = needs.read_wanted({**ANSWERS, "words": answer})
    assert (wanted.words, wanted.voice) == (words, voice)


@pytest.mark.parametrize("answers", [{}, {"needs": None}, {"needs": ["german"]}], ids=repr)
def test_a_day_is_asked_for_only_with_its_need(answers: dict[str, list[str] | None]) -> None:
    assert not OFFICE.when(answers)
    assert OFFICE.when({"needs": ["german", "office"]})
