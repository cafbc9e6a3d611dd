"""Meetings by what is looked for: what two have before them, and what is at a certain time."""

from collections.abc import Sequence

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
