"""When an agreement ends, and that its terms survive the form."""

from datetime import date

import pytest

from bot.agreements import card, rules, terms
from bot.agreements.terms import Duration, Place, Rhythm, Terms
from bot.buddies.application import Help

TERMS = Terms(
    needs=(Help.OFFICE, Help.GERMAN),
    duration=Duration.UNTIL,
    until=date(2027, 3, 1),
    rhythm=Rhythm.WEEKLY,
    places=(Place.LIBRARY, Place.OUTDOORS),
    words="at the fountain",
)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 12, 24), 1, date(2027, 1, 24)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 3, 31), 3, date(2026, 6, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
    ],
    ids=str,
)
def test_months_are_counted_by_the_calendar(day: date, months: int, later: date) -> None:
    assert rules.months_later(day, months) == later


@pytest.mark.parametrize(
    ("duration", "until", "ends"),
    [
        (Duration.TRIAL, None, None),
        (Duration.OPEN, None, None),
        (Duration.UNTIL, date(2027, 1, 9), date(2027, 1, 9)),
        (Duration.MONTH, None, date(2026, 12, 24)),
        (Duration.THREE, None, date(2027, 2, 24)),
        (Duration.SIX, None, date(2027, 5, 24)),
    ],
    ids=str,
)
def test_an_agreement_ends_when_its_duration_says_so(
    duration: Duration, until: date | None, ends: date | None
) -> None:
    assert rules.ends_on(date(2026, 11, 24), duration.months, until) == ends


@pytest.mark.parametrize(
    "its", [TERMS, Terms((Help.WORK,), Duration.TRIAL, None, Rhythm.NEEDED, (Place.CAFE,), None)]
)
def test_terms_are_the_same_after_the_form(its: Terms) -> None:
    assert terms.read(terms.answers(its)) == its


def test_a_day_counts_only_where_the_duration_asks_for_it() -> None:
    """The form drops the answers of questions that its other answers hide."""
    assert terms.UNTIL.when({"duration": "until"})
    assert not terms.UNTIL.when({"duration": "3"})
    assert not terms.UNTIL.when({})


def test_every_question_belongs_to_one_part_that_can_be_changed() -> None:
    parts = [key for keys in terms.PARTS.values() for key in keys]
    assert sorted(parts) == sorted(question.key for question in terms.QUESTIONS)
    assert list(card.LABELS) == list(terms.PARTS)
