"""A date as a calendar file (RFC 5545), which every phone can read: published, not an invitation.

An entry keeps its UID; each change has a higher SEQUENCE, so that calendars which know the entry
replace it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//Welcome Buddies//calendar//EN"
ALARM_BEFORE = timedelta(hours=2)
AROUND = timedelta(days=366)
"""For so long before and after, the rules of the time zone are written down."""


@dataclass(frozen=True)
class Entry:
    """`uid` is the same for the same date for ever, `sequence` rises with each change. Times are
    aware; `zone` is the one in which they are written down."""

    uid: str
    sequence: int
    begins_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    changed_at: datetime
    summary: str
    place: str = ""
    description: str = ""
    is_cancelled: bool = False
    alarm: timedelta = ALARM_BEFORE


def written(entry: Entry) -> bytes:
    """The file of one entry, with its time zone's rules, and an alarm unless it is cancelled."""
    import icalendar  # here: it costs 9 MB, and few need it at once

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.begins_at.astimezone(entry.zone))
    event.add("dtend", entry.ends_at.astimezone(entry.zone))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    if entry.description:
        event.add("description", entry.description)
    if not entry.is_cancelled:
        event.add_component(_alarm(entry))
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    first = entry.begins_at.astimezone(entry.zone).date()
    calendar.add_missing_timezones(first - AROUND, first + AROUND)
    return bytes(calendar.to_ical())


def _alarm(entry: Entry) -> "icalendar.Alarm":
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -entry.alarm)
    return alarm
