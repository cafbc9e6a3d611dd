"""What can be promised about a request."""

from datetime import date, timedelta

WORKING_DAYS = 3
SATURDAY = 5


def read_by(sent: date) -> date:
    """The day by which an advisor has read a request: three working days (Mon–Fri) later."""
    day, left = sent, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day
