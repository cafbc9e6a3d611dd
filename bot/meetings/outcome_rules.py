"""What became of a meeting, from what the two of it say afterwards. Pure.

It was held if one of them says so and the other doesn't say otherwise. Who contradict each other
are left to the coordinators; until then it stays as the first of them said.
"""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

CORRECTED_FOR = timedelta(days=4)
"""After the end of a meeting: so long can be corrected how it went."""


class Absent(enum.StrEnum):
    """Who could not make it; both, where they called it off together."""

    NEWCOMER = "newcomer"
    BUDDY = "buddy"
    BOTH = "both"


class Outcome(enum.StrEnum):
    """What a meeting came to; nobody is to blame for one that was called off."""

    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Account:
    """What one side says: that they met, or who could not make it."""

    absent: Absent | None

    @property
    def is_held(self) -> bool:
        return self.absent is None


MET = Account(None)


@dataclass(frozen=True)
class Verdict:
    """What a meeting came to, and whether the two contradict each other."""

    outcome: Outcome
    is_disputed: bool = False


def verdict(newcomer: Account | None, buddy: Account | None, before: Outcome | None) -> Verdict:
    """What follows from the accounts, of which there is at least one; `before` is what followed
    from those that were there until now."""
    if newcomer is None or buddy is None:
        return Verdict(_alone(newcomer or buddy or MET))
    if newcomer.is_held and buddy.is_held:
        return Verdict(Outcome.HELD)
    accusing = newcomer.absent is Absent.BUDDY, buddy.absent is Absent.NEWCOMER
    if newcomer.is_held or buddy.is_held:
        return Verdict(before or Outcome.MISSED, is_disputed=True)
    if all(accusing):
        return Verdict(Outcome.MISSED, is_disputed=True)
    called_off = Absent.BOTH in (newcomer.absent, buddy.absent)
    return Verdict(Outcome.CANCELLED if called_off and not any(accusing) else Outcome.MISSED)


def _alone(account: Account) -> Outcome:
    match account.absent:
        case None:
            return Outcome.HELD
        case Absent.BOTH:
            return Outcome.CANCELLED
        case _:
            return Outcome.MISSED


class Moment(enum.Enum):
    """How it stands with somebody's answer."""

    TOO_EARLY = enum.auto()
    """The meeting hasn't begun."""
    OPEN = enum.auto()
    SETTLED = enum.auto()
    """It was answered, and the time for corrections is over."""


def moment(begins_at: datetime, ends_at: datetime, now: datetime, *, has_answered: bool) -> Moment:
    """Whether it may be said now how a meeting went. A first answer is never too late."""
    if now < begins_at:
        return Moment.TOO_EARLY
    if has_answered and now > ends_at + CORRECTED_FOR:
        return Moment.SETTLED
    return Moment.OPEN
