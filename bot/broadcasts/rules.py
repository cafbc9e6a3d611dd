"""What becomes of a broadcast now, when the next morning is, who reads which language. Pure."""

import enum
import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9)
BACKLOG = 150
"""More rows than this never wait for long: what is decided early is known late to be unwanted."""
AT_ONCE = 200
"""Readers whose rows are written in one transaction."""
TWENTIETHS = 20
SETTLES_WITHIN = 60
"""Seconds after the end in which what was on its way may still arrive."""


@dataclass(frozen=True)
class Rhythm:
    """How many messages leave in a second; the quiet hours, in which none does."""

    per_second: int
    quiet_until: time
    is_quiet: Callable[[datetime, ZoneInfo], bool]


@dataclass(frozen=True)
class Tally:
    """What became of the readers so far: rows that were sent, that reached nobody, that their
    reader doesn't want, that Telegram refused; and those that wait."""

    sent: int = 0
    unreachable: int = 0
    unwanted: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def ended(self) -> int:
        return self.sent + self.unreachable + self.unwanted + self.failed


class Step(enum.Enum):
    """What is done in a beat."""

    BEGIN = enum.auto()
    FEED = enum.auto()
    FINISH = enum.auto()
    WATCH = enum.auto()


def step(
    *, is_planned: bool, is_running: bool, is_fed: bool, waiting: int, is_due: bool, is_quiet: bool
) -> Step:
    """What comes next for a broadcast that isn't over. In quiet hours nothing begins, and nobody
    is added to those who wait."""
    if is_planned:
        return Step.BEGIN if is_due and not is_quiet else Step.WATCH
    if not is_running:
        return Step.WATCH
    if is_fed:
        return Step.WATCH if waiting else Step.FINISH
    return Step.FEED if waiting < BACKLOG and not is_quiet else Step.WATCH


def minutes_left(readers: int, tally: Tally, per_second: int) -> int:
    """About how long it takes, rounded up; nought when nobody is left."""
    left = max(readers - tally.ended, tally.waiting)
    return math.ceil(left / per_second / 60)


def share(readers: int, tally: Tally) -> int:
    """How many twentieths of it are done: as often it is told how it goes on. More would be more
    than a chat takes, while many are written to for minutes."""
    return tally.ended * TWENTIETHS // max(readers, 1)


def next_morning(now: datetime, zone: ZoneInfo, is_workday: Callable[[date], bool]) -> datetime:
    """The next time it is nine on a working day."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, zone)


def read_in(language: str, written: Collection[str], written_in: str, second: str) -> str:
    """The language in which somebody reads a text: their own, else the second, else the one it was
    written in."""
    return next((code for code in (language, second) if code in written), written_in)
