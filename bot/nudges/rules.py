"""What is due, given the facts and the moment. Pure.

Nudges are derived when they are due, never stored ahead; each has a key by which it is decided
once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.cards import Card


@dataclass(frozen=True)
class Due:
    """A nudge to decide now. It is worthless from `until` on, and taken back when the object it is
    `about` changes. What `breaks_quiet` is said in quiet hours too."""

    until: datetime
    about: str | None = None
    breaks_quiet: bool = False


@dataclass(frozen=True)
class Found:
    """A nudge for a person; its key is decided once for good."""

    person: int
    key: str
    due: Due
    card: Card


@dataclass(frozen=True)
class Ahead:
    """A day of which people are reminded now, so many days before; worthless from `until` on."""

    day: date
    days: int
    until: datetime


DAYS_BEFORE = (3, 1)
DAYTIME = (time(10), time(20))
"""When in the town it is said that a day comes, or that a promise wasn't kept."""
MORNING = time(8)
"""From when in the town it is said that a last day is today."""
A_DAY = timedelta(days=1)
IN_VAIN = timedelta(days=2)
"""After so long, or so long before the time, whoever suggested it hears that nobody answered."""
DAYS_OF_REGRET = 7
"""How long after a promised day it is still said that the promise wasn't kept."""
QUIET_YIELDS = timedelta(hours=3)
"""Quiet hours yield to what begins within so long."""


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


def unanswered_proposal(
    asked_at: datetime, answer_by: datetime, match: int, after: int, now: datetime
) -> Due | None:
    """That somebody waits for an answer, after so many hours, or half-way where there are fewer for
    the answer: until the proposal expires. None while it is too early."""
    is_time = _reminded_at(asked_at, answer_by, after) <= now
    return Due(answer_by, f"match:{match}") if is_time else None


def unanswered_offer(
    made_at: datetime, slots: Sequence[datetime], meeting: int, after: int, now: datetime
) -> Due | None:
    """The same for times that were suggested for a meeting, by their beginnings: it must come
    before the first, and makes sense until the last. None while it is too early."""
    is_time = _reminded_at(made_at, min(slots), after) <= now
    return Due(max(slots), f"offer:{meeting}") if is_time else None


def still_unanswered_offer(
    first: datetime, meeting: int, reminded_at: datetime, now: datetime
) -> Due | None:
    """The same once more: a day before the first of the times, and a day after the first reminder.
    None when it isn't time."""
    is_time = max(first - A_DAY, reminded_at + A_DAY) <= now < first
    return Due(first, f"offer:{meeting}") if is_time else None


def offer_in_vain(
    made_at: datetime, slots: Sequence[datetime], meeting: int, after: int, now: datetime
) -> Due | None:
    """That there is no answer yet, for whoever suggested the times: after two days, or two days
    before the first, but not before the asked side is reminded. None while it is too early."""
    first = min(slots)
    at = max(_reminded_at(made_at, first, after), min(made_at + IN_VAIN, first - IN_VAIN))
    return Due(max(slots), f"offer:{meeting}") if at <= now else None


def _reminded_at(asked_at: datetime, ends_at: datetime, after: int) -> datetime:
    remind_at = asked_at + timedelta(hours=after)
    return remind_at if remind_at < ends_at else asked_at + (ends_at - asked_at) / 2


def end_of_daytime(now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the day of the town is over in which one may be reminded; None before and after."""
    local = now.astimezone(zone)
    begins, ends = (datetime.combine(local.date(), hour, zone) for hour in DAYTIME)
    return ends if begins <= local < ends else None


def days_ahead(now: datetime, zone: ZoneInfo) -> tuple[Ahead, ...]:
    """The days of which people are reminded now, be it a holiday or not."""
    until = end_of_daytime(now, zone)
    if until is None:
        return ()
    today = now.astimezone(zone).date()
    return tuple(Ahead(today + timedelta(days=days), days, until) for days in DAYS_BEFORE)


def last_days(now: datetime, zone: ZoneInfo) -> tuple[Ahead, ...]:
    """The last days of letters of which people are reminded now: those that come, today's from the
    morning on, and yesterday's, which is -1 day ahead."""
    local = now.astimezone(zone)
    today, until = local.date(), datetime.combine(local.date(), DAYTIME[1], zone)
    itself = (Ahead(today, 0, until),) if MORNING <= local.time() < DAYTIME[1] else ()
    is_daytime = end_of_daytime(now, zone) is not None
    passed = (Ahead(today - A_DAY, -1, until),) if is_daytime else ()
    return (*days_ahead(now, zone), *itself, *passed)


def is_regretted(promised: date, today: date) -> bool:
    """Whether it is said today that nobody has read a request by the day that was promised."""
    return promised < today <= promised + timedelta(days=DAYS_OF_REGRET)


def idle_person(now: datetime, days: int) -> Due:
    """Whether somebody who has long been silent wants to stay: so many days are left to answer,
    whenever it was asked."""
    return Due(now + timedelta(days=days))
