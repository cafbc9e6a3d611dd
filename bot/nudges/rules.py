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
    """A nudge to decide now. It is worthless from `until` on, and taken back when the object it is
    `about` changes."""

    until: datetime
    about: str | None = None


def is_quiet(now: datetime, zone: ZoneInfo, start: time, until: time) -> bool:
    """Whether people are left alone at this hour of the town; the span may cross midnight."""
    hour = now.astimezone(zone).time()
    if start <= until:
        return start <= hour < until
    return hour >= start or hour < until


def unfinished_form(touched_at: datetime, day: int, days: Sequence[int], forgotten: int) -> Due:
    """The reminder for the `day`-th day of an untouched form: until the next one's day, or until
    the form is forgotten."""
    later = [other for other in days if other > day]
    return Due(touched_at + timedelta(days=min([*later, forgotten])))


def waiting_newcomer(sent_at: datetime, request: int, period: int, every: int) -> Due:
    """How it stands, after so many periods of waiting: until the next one has passed."""
    return Due(sent_at + timedelta(days=every * (period + 1)), f"request:{request}")


def unanswered_proposal(asked_at: datetime, match: int, answer_hours: int) -> Due:
    """That somebody waits for an answer: until the proposal expires."""
    return Due(asked_at + timedelta(hours=answer_hours), f"match:{match}")


def idle_person(now: datetime, days: int) -> Due:
    """Whether somebody who has long been silent wants to stay: so many days are left to answer,
    whenever it was asked."""
    return Due(now + timedelta(days=days))
