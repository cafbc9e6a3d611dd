"""When a call for help that nobody takes care of is told again. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST = timedelta(hours=1)
"""How long after a call it is told again, also at night."""
FIRST_TIME = "first"
MORNING = time(8)
"""Of the town: when it is told again on each day that follows, be it a working day or not."""


def told_again(raised_at: datetime, now: datetime, zone: ZoneInfo) -> str | None:
    """The latest time at which the staff had to be told again, as a word that is another one for
    each of these times: `FIRST_TIME`, then the days. None before the first."""
    first = raised_at + FIRST
    if now < first:
        return None
    local = now.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, zone)
    if morning > local:
        morning = datetime.combine(local.date() - timedelta(days=1), MORNING, zone)
    return morning.date().isoformat() if morning > first else FIRST_TIME
