"""What is kept of proposals and matches that are over, and for how long.

That two people are never proposed to each other again is a promise that outlives the reasons for
it. So of a proposal that was declined or has expired, and of a match that has ended, a bare mark
stays while both are here: that these two don't fit; not since when, nor why, nor whether they met.
"""

from bot.storage import database

# Never a reason against the two: "not now", and what happened to one of them.
FORGET_PROPOSALS = """
    delete from match where state in ('postponed', 'taken_back') and ended_at < :before
"""
MARK_PROPOSALS = """
    update match set state = 'declined', request = null, proposed_by = null, proposed_at = 0,
        asked_at = 0, ended_at = null, ended_by = null, reason = null, words = null,
        version = version + 1
    where state in ('declined', 'expired') and ended_at < :before
"""
# Without one of the two, a mark is about nobody.
FORGET_MARKS = (
    "delete from match where newcomer is null and buddy is not null "
    "and state = 'declined' and ended_at is null",
    "delete from match where buddy is null and state = 'declined' and ended_at is null",
)


async def forget_proposals(work: database.Work, before: int) -> None:
    """Leave of proposals that came to nothing before this moment a mark at most."""
    await work.run(FORGET_PROPOSALS, before=before)
    await work.run(MARK_PROPOSALS, before=before)
    for forget in FORGET_MARKS:
        await work.run(forget)


MARK_PAIRS = """
    insert into match (newcomer, buddy, place, state, proposed_at, asked_at)
    select newcomer, buddy, 1, 'declined', 0, 0 from match
    where state = 'ended' and ended_at < :before and newcomer is not null and buddy is not null
"""
COUNT_ON = """
    insert into match (place, state, proposed_at, asked_at, active_at, ended_at, ended_by)
    select place, state, proposed_at, asked_at, active_at, ended_at, ended_by from match
    where state = 'ended' and ended_at < :before and (newcomer is not null or buddy is not null)
"""
FORGET_REQUESTS = """
    delete from request where state = 'ended' and ended_at < :before and id in (
        select request from match where state = 'ended' and match.ended_at < :before)
"""
FORGET_MATCHES = """
    delete from match
    where state = 'ended' and ended_at < :before and (newcomer is not null or buddy is not null)
"""


async def anonymise(work: database.Work, before: int) -> None:
    """Leave of matches that ended before this moment what counts for how the programme goes: when
    they began and ended. Their request, agreement and thread go with the names."""
    await work.run(MARK_PAIRS, before=before)
    await work.run(COUNT_ON, before=before)
    await work.run(FORGET_REQUESTS, before=before)
    await work.run(FORGET_MATCHES, before=before)
