"""When an agreement ends. Pure."""

import calendar
from datetime import date


def ends_on(valid_on: date, months: int | None, until: date | None) -> date | None:
    """The last day of an agreement that both said yes to on `valid_on`; None where it has none,
    being open or on trial."""
    return until if months is None else months_later(valid_on, months)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
