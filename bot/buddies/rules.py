"""What a certificate of conduct is worth. Pure."""

import calendar
from dataclasses import dataclass
from datetime import date

FRESH_MONTHS = 3
"""How old a certificate may be when it is shown. Usual practice of German volunteer agencies."""
VALID_YEARS = 5
"""After how many years a new one is asked for. Usual practice; the law names no term."""


@dataclass(frozen=True)
class Certificate:
    """What was noted of a certificate of conduct, which itself is kept nowhere: seen when, issued
    when, and whether it has an entry that matters."""

    seen_on: date
    issued_on: date
    has_entry: bool


def is_fresh(certificate: Certificate) -> bool:
    """Whether it was issued at most three months before it was shown."""
    seen_on = certificate.seen_on
    return months_before(seen_on, FRESH_MONTHS) <= certificate.issued_on <= seen_on


def is_certified(certificate: Certificate | None, today: date) -> bool:
    """Whether a buddy may accompany a household with children."""
    if certificate is None or certificate.has_entry:
        return False
    return months_before(today, 12 * VALID_YEARS) <= certificate.issued_on <= today


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
