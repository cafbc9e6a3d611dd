"""When people hear of what has a beginning and an end: on the evening before, two hours before, and
afterwards. Pure.

Each rule gives spans of beginnings, or of ends, of which is spoken now; so a round reads by index,
and nothing is decided before its time.
"""

import enum
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.nudges import rules
from bot.nudges.rules import Due

EVENING = time(18)
SOON = timedelta(hours=2)
FRESH = timedelta(hours=3)
"""Of what was agreed on so lately nobody needs to be reminded."""

ASKED = timedelta(hours=1)
ASKED_AGAIN = timedelta(hours=25)
ASKED_UNTIL = timedelta(days=4)
"""How long after its end people are asked how it went, once more, and no longer."""
BETWEEN = timedelta(hours=24)
"""At least so long lies between being asked and being asked once more, however late the first was.
"""
A_SECOND = timedelta(seconds=1)
"""Moments in the database are whole seconds."""


class Before(enum.StrEnum):
    """Which of the two reminders."""

    DAY = "day"
    SOON = "soon"


@dataclass(frozen=True)
class Ahead:
    """People are reminded now of what begins later than `after` and at `upto` at the latest, if it
    was agreed on at `agreed` or earlier."""

    before: Before
    after: datetime
    upto: datetime
    agreed: datetime


def ahead(now: datetime, zone: ZoneInfo) -> tuple[Ahead, ...]:
    """What begins within two hours; from the evening of the town on, what begins tomorrow."""
    agreed, soon = now - FRESH, now + SOON
    spans = (Ahead(Before.SOON, now, soon, agreed),)
    local = now.astimezone(zone)
    if local.time() < EVENING:
        return spans
    tomorrow, day_after = (
        datetime.combine(local.date() + timedelta(days=days), time(), zone) for days in (1, 2)
    )
    after = max(tomorrow - A_SECOND, soon)
    return (*spans, Ahead(Before.DAY, after, day_after - A_SECOND, agreed))


def reminder(before: Before, begins_at: datetime, now: datetime, zone: ZoneInfo, about: str) -> Due:
    """ "Tomorrow" is true until midnight, and of use until the next reminder; that one until it
    begins."""
    until = begins_at
    if before is Before.DAY:
        midnight = datetime.combine(begins_at.astimezone(zone).date(), time(), zone)
        until = min(midnight, begins_at - SOON)
    return Due(until, about, breaks_quiet=begins_at - now <= rules.QUIET_YIELDS)


@dataclass(frozen=True)
class Over:
    """People are asked now for the first or second `time` how it was that ended later than `after`
    and at `upto` at the latest; what is asked at `time` 2 must not follow too closely on the first:
    that was said at `said_by` or earlier."""

    time: int
    after: datetime
    upto: datetime
    said_by: datetime


def over(now: datetime) -> tuple[Over, ...]:
    """An hour after the end; a day later once more; and no longer than a few days."""
    said_by = now - BETWEEN
    return (
        Over(1, now - ASKED_AGAIN, now - ASKED, said_by),
        Over(2, now - ASKED_UNTIL, now - ASKED_AGAIN, said_by),
    )


def question(time: int, ended_at: datetime, about: str) -> Due:
    """Asking once is overtaken by asking once more."""
    return Due(ended_at + (ASKED_AGAIN if time == 1 else ASKED_UNTIL), about)
