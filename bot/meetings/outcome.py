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


# Afterwards

CONCLUDE = """
    update meeting set state = :state, version = version + 1, ended_at = :now, ended_by = null,
        flag = null, flagged_at = null
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
    """A meeting came to this, as its two say; what was flagged about it is over. Ended, or
    Cancelled where they called it off."""
    await work.run(CONCLUDE, meeting=meeting, state=outcome.value, now=work.stamp)
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

RAISE = "update meeting set flag = :flag, flagged_at = :now where id = :meeting"
LOWER = "update meeting set flag = null, flagged_at = null where id = :meeting"
LOWER_ALL = """
    update meeting set flag = null, flagged_at = null where match = :match and flag is not null
"""


async def raise_flag(work: database.Work, meeting: int, flag: Flag) -> None:
    await work.run(RAISE, meeting=meeting, flag=flag.value, now=work.stamp)


async def lower_flag(work: database.Work, meeting: int) -> None:
    await work.run(LOWER, meeting=meeting)


async def lower_all(work: database.Work, event: matches.Ended) -> None:
    """A match is over: nobody needs to look at its meetings any more."""
    await work.run(LOWER_ALL, match=event.match)


# One that nobody went to with the newcomer is worth a look while it lasts, the others until
# somebody has seen to them.
FLAGGED = """
    select meeting.id, flag, begins_at, goes_alone, newcomer.name as newcomer, buddy.name as buddy
    from meeting join match on match.id = meeting.match
    left join newcomer on newcomer.person = match.newcomer
    left join buddy on buddy.person = match.buddy
    where flag is not null and (flag <> 'no_company' or ends_at > :now)
      and match.newcomer is not :but_for and match.buddy is not :but_for
    order by flag <> 'no_company', iif(flag = 'no_company', begins_at, flag), begins_at, meeting.id
    limit :most offset :skip
"""
COUNT = """
    select flag = 'no_company' as is_alone, count(*) as count, min(begins_at) as first
    from meeting join match on match.id = meeting.match
    where flag is not null and (flag <> 'no_company' or ends_at > :now)
      and match.newcomer is not :but_for and match.buddy is not :but_for
    group by is_alone
"""


@dataclass(frozen=True)
class Flagged:
    """A meeting that a coordinator should look at; names as far as they are known."""

    meeting: int
    flag: Flag
    begins_at: datetime
    goes_alone: bool
    newcomer: str | None
    buddy: str | None


async def flagged(work: database.Work, member: int, most: int, skip: int = 0) -> Sequence[Flagged]:
    """So many, after so many others: first who goes without the buddy, the soonest in front. Not
    those of the member of the staff who looks."""
    rows = await work.all(FLAGGED, now=work.stamp, but_for=member, most=most, skip=skip)
    return [
        Flagged(
            row["id"],
            Flag(row["flag"]),
            clock.moment(row["begins_at"]),
            bool(row["goes_alone"]),
            row["newcomer"],
            row["buddy"],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Waiting:
    """How many newcomers go without the buddy, when the first of them; and how many other meetings
    are to be looked at."""

    alone: int
    first: datetime | None
    others: int


async def count(work: database.Work, member: int) -> Waiting:
    rows = {
        bool(row["is_alone"]): row for row in await work.all(COUNT, now=work.stamp, but_for=member)
    }
    alone, others = rows.get(True), rows.get(False)
    return Waiting(
        alone["count"] if alone else 0,
        clock.moment(alone["first"]) if alone else None,
        others["count"] if others else 0,
    )
