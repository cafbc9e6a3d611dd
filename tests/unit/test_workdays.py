"""On which days an office works, by the public holidays of the town's own state."""

from datetime import date, timedelta

import pytest

from bot import town, workdays

TOWN = town.load("musterstadt")
BERLIN = TOWN.model_copy(update={"subdivision": "BE"})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 11, 24), True, id="a Tuesday"),
        pytest.param(date(2026, 11, 28), False, id="a Saturday"),
        pytest.param(date(2026, 11, 29), False, id="a Sunday"),
        pytest.param(date(2026, 12, 24), True, id="Christmas Eve"),
        pytest.param(date(2026, 12, 25), False, id="Christmas Day"),
        pytest.param(date(2027, 3, 26), False, id="Good Friday"),
        pytest.param(date(2027, 3, 29), False, id="Easter Monday"),
        pytest.param(date(2027, 5, 27), False, id="Corpus Christi"),
    ],
)
def test_an_office_works_from_monday_to_friday_but_on_holidays(day: date, works: bool) -> None:
    assert workdays.is_workday(day, TOWN) is works


def test_holidays_are_those_of_the_towns_own_state() -> None:
    epiphany, womens_day = date(2027, 1, 6), date(2027, 3, 8)
    assert workdays.is_holiday(epiphany, TOWN)
    assert not workdays.is_holiday(womens_day, TOWN)
    assert workdays.is_holiday(womens_day, BERLIN)
    assert not workdays.is_holiday(epiphany, BERLIN)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 12, 22), 3, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
    ids=str,
)
def test_working_days_are_counted_from_the_day_after(day: date, count: int, later: date) -> None:
    assert workdays.after(day, count, TOWN) == later


@pytest.mark.parametrize(
    ("today", "first"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 11, 24), id="a Friday"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 25), id="a Saturday: Monday is in time"),
        pytest.param(date(2026, 11, 30), date(2026, 11, 25), id="a Monday"),
        pytest.param(date(2026, 12, 28), date(2026, 12, 22), id="after Christmas"),
    ],
)
def test_a_promise_of_three_working_days_still_holds_today(today: date, first: date) -> None:
    assert workdays.kept_since(today, 3, TOWN) == first
    assert (
        workdays.after(first, 3, TOWN) >= today > workdays.after(first - timedelta(days=1), 3, TOWN)
    )


def test_where_holidays_cannot_be_known_every_weekday_counts() -> None:
    nowhere = TOWN.model_copy(update={"subdivision": "BX"})
    assert workdays.after(date(2026, 12, 24), 1, nowhere) == date(2026, 12, 25)


def test_every_town_has_holidays_that_are_known() -> None:
    for name in town.names():
        assert workdays.is_holiday(date(2026, 12, 25), town.load(name))
