"""What becomes of a confirmed meeting, as rows: a buddy who can't come, how it ended, and why a
coordinator looks at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.matches import store as matches
from bot.meetings import store
from bot.meetings.outcome_rules import Outcome
from bot.meetings.store import Changed, Flag, Meeting, State
from bot.storage import database

# Without the buddy

LEAVE = """
    update meeting set alone_since = :now, goes_alone = 0, version = version + 1,
        flag = 'no_company', flagged_at = :now
    where id = :meeting and state = 'confirmed'
"""
GO_ALONE = "update meeting set goes_alone = 1 where id = :meeting and alone_since is not null"
RETURN = """
    update meeting set alone_since = null, goes_alone = 0, version = version + 1,
        flag = iif(flag = 'no_company', null, flag),
        flagged_at = iif(flag = 'no_company', null, flagged_at)
    where id = :meeting and state = 'confirmed'
"""


KEEP = """
    update meeting set state = 'cancelled', version = version + 1, sequence = sequence + 1,
        ended_at = :now, ended_by = :by, alone_since = coalesce(alone_since, :now),
        flag = iif(alone_since is null, 'no_company', flag),
        flagged_at = iif(alone_since is null, :now, flagged_at)
    where id = :meeting and state = 'confirmed'
"""
RESTORE = """
    update meeting set state = 'confirmed', version = version + 1, sequence = sequence + 1,
        ended_at = null, ended_by = null
    where id = :meeting and state = 'cancelled' and begins_at is not null
"""


async def leave(work: database.Work, meeting: int) -> None:
    """The buddy can't come to what stays for the newcomer; coordinators see it."""
    await work.run(LEAVE, meeting=meeting, now=work.stamp)
    work.happened(Changed(meeting))


async def go_alone(work: database.Work, meeting: int) -> None:
    """The newcomer goes all the same."""
    await work.run(GO_ALONE, meeting=meeting)
    work.happened(Changed(meeting))


async def come_back(work: database.Work, meeting: int) -> None:
    """The buddy can come after all."""
    await work.run(RETURN, meeting=meeting)
    work.happened(Changed(meeting))


async def keep_for_newcomer(work: database.Work, meeting: int, by: str | None) -> None:
    """The match is over, and the newcomer's appointment stays; coordinators see it, unless they
    have seen already that the buddy can't come."""
    await work.run(KEEP, meeting=meeting, by=by, now=work.stamp)
    await work.run(store.DROP_OFFER, meeting=meeting)
    work.happened(store.Cancelled(meeting))


async def restore(work: database.Work, meeting: int) -> None:
    """What was cancelled takes place after all, at the same time."""
    await work.run(RESTORE, meeting=meeting)
    work.happened(Changed(meeting))


# Afterwards

CONCLUDE = """
    update meeting set state = :state, version = version + 1, ended_at = :now, ended_by = null,
        flag = iif(flag = 'no_company', flag, null),
        flagged_at = iif(flag = 'no_company', flagged_at, null)
    where id = :meeting
"""
BEFORE = """
    select state from meeting
    where match = :match and begins_at < :begins and state in ('held', 'missed')
      and alone_since is null
    order by begins_at desc limit 1
"""
AFTER = """
    select id from meeting
    where match = :match and begins_at > :begins and state in ('held', 'missed')
      and alone_since is null
    order by begins_at limit 1
"""


async def conclude(work: database.Work, meeting: int, outcome: Outcome) -> None:
    """A meeting came to this, as its two say; what was flagged about it is over, but for a newcomer
    who was left alone, and nobody is asked for another time of it. Ended, or Cancelled where they
    called it off."""
    await work.run(CONCLUDE, meeting=meeting, state=outcome.value, now=work.stamp)
    await work.run(store.DROP_OFFER, meeting=meeting)
    if outcome is Outcome.CANCELLED:
        work.happened(store.Cancelled(meeting))
    else:
        work.happened(store.Ended(meeting))


async def is_missed_before(work: database.Work, meeting: Meeting) -> bool:
    """Whether the last one of the two before this, of those that were to be, wasn't held."""
    row = await work.one(BEFORE, match=meeting.match, begins=_begins(meeting))
    return row is not None and row["state"] == State.MISSED


async def following(work: database.Work, meeting: Meeting) -> Meeting | None:
    """The next one of the two after this of which it is known how it went."""
    row = await work.one(AFTER, match=meeting.match, begins=_begins(meeting))
    return await store.get(work, row["id"]) if row else None


def _begins(meeting: Meeting) -> int:
    if meeting.slot is None:
        raise LookupError(f"meeting {meeting.id} has no time")
    return clock.stamp(meeting.slot.begins_at)


# What coordinators look at

RAISE = """
    update meeting set flag = :flag, flagged_at = :now, version = version + 1 where id = :meeting
"""
LOWER = "update meeting set flag = null, flagged_at = null where id = :meeting"
SETTLE = """
    update meeting set flag = null, flagged_at = null where id = :meeting and flag <> 'no_company'
"""
LOWER_ALL = """
    update meeting set flag = null, flagged_at = null where match = :match and flag <> 'no_company'
"""


async def raise_flag(work: database.Work, meeting: int, flag: Flag) -> None:
    """There is something to look at, which older buttons can't have dealt with."""
    await work.run(RAISE, meeting=meeting, flag=flag.value, now=work.stamp)


async def lower_flag(work: database.Work, meeting: int) -> None:
    """A coordinator has seen to it."""
    await work.run(LOWER, meeting=meeting)


async def settle(work: database.Work, meeting: int) -> None:
    """What the two say of it is settled; that a newcomer was left alone is for coordinators."""
    await work.run(SETTLE, meeting=meeting)


async def lower_all(work: database.Work, event: matches.Ended) -> None:
    """A match is over: nobody needs to look at its meetings any more, but at appointments without
    a buddy."""
    await work.run(LOWER_ALL, match=event.match)


# A newcomer without the buddy is worth a look until somebody has seen to it, while there is a
# newcomer.
FLAGGED = """
    select meeting.id, flag, begins_at, ends_at <= :now as is_over, goes_alone,
           newcomer.name as newcomer, buddy.name as buddy
    from meeting join match on match.id = meeting.match
    left join newcomer on newcomer.person = match.newcomer
    left join buddy on buddy.person = match.buddy
    where flag is not null and (flag <> 'no_company' or match.newcomer is not null)
      and match.newcomer is not :but_for and match.buddy is not :but_for
    order by flag <> 'no_company', is_over, iif(flag = 'no_company', begins_at, flag), begins_at,
             meeting.id
    limit :most offset :skip
"""
COUNT = """
    select flag = 'no_company' as is_alone, flag = 'no_company' and ends_at <= :now as is_over,
           count(*) as count, min(begins_at) as first
    from meeting join match on match.id = meeting.match
    where flag is not null and (flag <> 'no_company' or match.newcomer is not null)
      and match.newcomer is not :but_for and match.buddy is not :but_for
    group by is_alone, is_over
"""


@dataclass(frozen=True)
class Flagged:
    """A meeting that a coordinator should look at; names as far as they are known."""

    meeting: int
    flag: Flag
    begins_at: datetime
    is_over: bool
    goes_alone: bool
    newcomer: str | None
    buddy: str | None


async def flagged(work: database.Work, member: int, most: int, skip: int = 0) -> Sequence[Flagged]:
    """So many, after so many others: first who goes without the buddy, the soonest in front, then
    who was left alone. Not those of the member of the staff who looks."""
    rows = await work.all(FLAGGED, now=work.stamp, but_for=member, most=most, skip=skip)
    return [
        Flagged(
            row["id"],
            Flag(row["flag"]),
            clock.moment(row["begins_at"]),
            bool(row["is_over"]),
            bool(row["goes_alone"]),
            row["newcomer"],
            row["buddy"],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Several:
    """How many meetings, and when the first of them began or begins."""

    count: int
    first: datetime


@dataclass(frozen=True)
class Waiting:
    """What is to be looked at: newcomers who go without the buddy, those who did, and how many
    other meetings."""

    alone: Several | None
    were_alone: Several | None
    others: int


async def count(work: database.Work, member: int) -> Waiting:
    found = {
        (bool(row["is_alone"]), bool(row["is_over"])): Several(
            row["count"], clock.moment(row["first"])
        )
        for row in await work.all(COUNT, now=work.stamp, but_for=member)
    }
    others = found.get((False, False))
    return Waiting(found.get((True, False)), found.get((True, True)), others.count if others else 0)
