"""On which days an office works: Monday to Friday without the town's public holidays."""

import functools
from datetime import date, timedelta

import holidays

from bot.town import Town

SATURDAY = 5


def is_holiday(day: date, town: Town) -> bool:
    return day in _holidays(town.country, town.subdivision, day.year)


def is_workday(day: date, town: Town) -> bool:
    return day.weekday() < SATURDAY and not is_holiday(day, town)


def after(day: date, count: int, town: Town) -> date:
    """The day that is so many working days later."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, town)
    return day


@functools.cache
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    found = holidays.country_holidays(country, subdiv=subdivision, years=year)
    return frozenset(found)
