"""Meetings by what is looked for: what two have before them, and what is at a certain time."""

from collections.abc import Sequence
from datetime import timedelta

from bot import clock
from bot.meetings import store
from bot.meetings.store import Meeting, Slot
from bot.storage import database

OPEN_OF_MATCH = """
    select id from meeting
    where meeting.match = :match and state in ('proposed', 'confirmed')
    order by begins_at is null, begins_at, id
"""


async def open_of_match(work: database.Work, match: int) -> Sequence[Meeting]:
    """What the two have before them: confirmed ones first, by time, also those whose time is over
    and of which nobody has said how they went."""
    rows = await work.all(OPEN_OF_MATCH, match=match)
    return [await store.get(work, row["id"]) for row in rows]


CURRENT_OF_MATCH = """
    select id from meeting
    where meeting.match = :match and state in ('proposed', 'confirmed')
      and (ends_at is null or ends_at > :since
           or exists (select 1 from offer where offer.meeting = meeting.id))
    order by begins_at is null, begins_at, id
"""
LOOKS_BACK = timedelta(days=14)
"""What was over for longer nobody has said anything about: it isn't looked for."""


async def current_of_match(work: database.Work, match: int) -> Sequence[Meeting]:
    """The same without what is long over, unless another time is suggested."""
    since = clock.stamp(work.now - LOOKS_BACK)
    rows = await work.all(CURRENT_OF_MATCH, match=match, since=since)
    return [await store.get(work, row["id"]) for row in rows]


OVERLAPPING = """
    select meeting.id from match cross join meeting on meeting.match = match.id
    where (match.newcomer = :person or match.buddy = :person) and match.state = 'active'
      and meeting.state = 'confirmed' and meeting.id <> :but_for
      and meeting.begins_at < :ends_at and meeting.ends_at > :begins_at
      and (meeting.alone_since is null or match.newcomer = :person) limit 1
"""


async def overlapping(
    work: database.Work, person: int, slot: Slot, but_for: int = 0
) -> Meeting | None:
    """A confirmed meeting of this person at that time, other than `but_for` and those to which
    they said "I can't"."""
    row = await work.one(OVERLAPPING, person=person, but_for=but_for, **slot.stamps)
    return await store.get(work, row["id"]) if row else None


SUGGESTED_THEN = """
    select distinct meeting.id from match cross join meeting on meeting.match = match.id
    join offer on offer.meeting = meeting.id
    join offered_time on offered_time.meeting = offer.meeting
    where (match.newcomer = :person or match.buddy = :person) and match.state = 'active'
      and meeting.state in ('proposed', 'confirmed') and meeting.id <> :but_for
      and offer.side = iif(match.newcomer = :person, 'newcomer', 'buddy')
      and offered_time.begins_at < :ends_at and offered_time.ends_at > :begins_at
    order by meeting.id
"""


async def suggested_then(
    work: database.Work, person: int, slot: Slot, but_for: int
) -> Sequence[Meeting]:
    """Meetings for which this person suggests a time that overlaps, and waits for an answer."""
    rows = await work.all(SUGGESTED_THEN, person=person, but_for=but_for, **slot.stamps)
    return [await store.get(work, row["id"]) for row in rows]


STAYS = """
    select meeting.id from match cross join meeting on meeting.match = match.id
    where match.newcomer = :person and match.state = 'ended'
      and meeting.state = 'cancelled' and alone_since is not null and ends_at > :now
    order by begins_at, meeting.id
"""


async def staying(work: database.Work, person: int) -> Sequence[Meeting]:
    """Appointments of a newcomer to come that have stayed when a match was over."""
    rows = await work.all(STAYS, person=person, now=work.stamp)
    return [await store.get(work, row["id"]) for row in rows]
