"""What a certificate of conduct is worth, and when an applicant hears of the talk."""

from datetime import date

import pytest

from bot.buddies import rules
from bot.buddies.rules import Certificate

TODAY = date(2026, 11, 24)


def issued(on: date, *, seen_on: date = TODAY, has_entry: bool = False) -> Certificate:
    return Certificate(seen_on, on, has_entry)


@pytest.mark.parametrize(
    ("on", "is_fresh"),
    [
        pytest.param(TODAY, True, id="on the same day"),
        pytest.param(date(2026, 8, 24), True, id="three months before"),
        pytest.param(date(2026, 8, 23), False, id="a day more"),
        pytest.param(date(2026, 11, 25), False, id="later than it was seen"),
    ],
)
def test_a_certificate_is_at_most_three_months_old_when_it_is_shown(
    on: date, is_fresh: bool
) -> None:
    assert rules.is_fresh(issued(on)) is is_fresh


@pytest.mark.parametrize(
    ("on", "is_certified"),
    [
        pytest.param(date(2021, 11, 24), True, id="five years ago"),
        pytest.param(date(2021, 11, 23), False, id="a day more"),
        pytest.param(TODAY, True, id="today"),
        pytest.param(date(2026, 11, 25), False, id="in the future"),
    ],
)
def test_a_certificate_counts_for_five_years(on: date, is_certified: bool) -> None:
    assert rules.is_certified(issued(on, seen_on=on), TODAY) is is_certified


def test_none_and_one_with_a_relevant_entry_do_not_count() -> None:
    assert not rules.is_certified(None, TODAY)
    assert not rules.is_certified(issued(TODAY, has_entry=True), TODAY)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        pytest.param(date(2026, 5, 31), 3, date(2026, 2, 28), id="a shorter month"),
        pytest.param(date(2028, 2, 29), 60, date(2023, 2, 28), id="a leap day"),
        pytest.param(date(2026, 1, 15), 1, date(2025, 12, 15), id="across the year"),
        pytest.param(date(2026, 12, 15), 12, date(2025, 12, 15), id="a whole year"),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, before: date) -> None:
    assert rules.months_before(day, months) == before
