"""What is due, given the facts and the moment. Pure.

Nudges are derived when they are due, never stored ahead; each has a key by which it is decided
once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Due:
    """A nudge to decide now: `key` names it for good, it is worthless from `until` on, and taken
    back when the object it is `about` changes."""

    key: str
    until: datetime
    about: str | None = None


def is_quiet(now: datetime, zone: ZoneInfo, start: time, until: time) -> bool:
    """Whether people are left alone at this hour of the town; the span may cross midnight."""
    hour = now.astimezone(zone).time()
    if start <= until:
        return start <= hour < until
    return hour >= start or hour < until


def unfinished_form(
    touched_at: datetime, flow: str, person: int, days: Sequence[int], forgotten: int, now: datetime
) -> Due | None:
    """The newest reminder that an untouched form calls for: the days it is for have passed, the
    next ones haven't, and it is not about to be forgotten."""
    passed = [day for day in days if touched_at + timedelta(days=day) <= now]
    if not passed:
        return None
    later = [day for day in days if day not in passed]
    until = touched_at + timedelta(days=min([*later, forgotten]))
    stamp = int(touched_at.timestamp())
    return Due(f"form:{flow}:{stamp}:{person}:{passed[-1]}", until) if now < until else None


def waiting_newcomer(
    sent_at: datetime, request: int, person: int, every: int, now: datetime
) -> Due | None:
    """How it stands, every so many days of waiting; only the newest after a downtime."""
    period = (now - sent_at) // timedelta(days=every)
    if period < 1:
        return None
    until = sent_at + timedelta(days=every * (period + 1))
    return Due(f"waiting:{request}:{person}:{period}", until, f"request:{request}")


def idle_person(
    seen_at: datetime, person: int, asked: int, erased: int, now: datetime
) -> Due | None:
    """Whether somebody who has long been silent wants to stay, asked once before being erased."""
    begins, ends = seen_at + timedelta(days=asked), seen_at + timedelta(days=erased)
    if not begins <= now < ends:
        return None
    return Due(f"idle:{int(seen_at.timestamp())}:{person}", ends)
