"""What can be promised about a request."""

from datetime import date

from bot import workdays
from bot.town import Town

WORKING_DAYS = 3


def read_by(sent: date, town: Town) -> date:
    """The day by which an advisor has read a request: three of the town's working days later."""
    return workdays.after(sent, WORKING_DAYS, town)
