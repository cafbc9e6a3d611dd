"""Who was there, as rows: ticked by a coordinator once it has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.seminars.seats import Answer
from bot.storage import database

# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Attended:
    """A person was there, as a coordinator noted."""

    seminar: int
    person: int


@dataclass(frozen=True)
class Present:
    """Of those who had a seat: how many were there, and of how many nobody has said it yet."""

    came: int
    open: int


COUNT = """
    select coalesce(sum(attended), 0) as came, count(*) - count(attended) as open
    from rsvp where seminar = :seminar and state = 'coming'
"""


async def count(work: database.Work, seminar: int) -> Present:
    row = await work.one(COUNT, seminar=seminar)
    return Present(row["came"], row["open"]) if row else Present(0, 0)


TICK = """
    update rsvp set attended = :attended
    where id = :rsvp and seminar = :seminar and state = 'coming' and attended is not :attended
    returning person
"""


async def tick(work: database.Work, seminar: int, rsvp: int, *, attended: bool) -> int | None:
    """Note whether somebody who has a seat was there; returns who, or None if it is noted
    already."""
    row = await work.one(TICK, rsvp=rsvp, seminar=seminar, attended=attended)
    if row is None:
        return None
    if attended:
        work.happened(Attended(seminar, row["person"]))
    return int(row["person"])


WAS_INTRODUCED = """
    select 1 from rsvp cross join seminar on seminar.id = rsvp.seminar
    where rsvp.person = :person and rsvp.attended = 1 and seminar.kind = 'introduction' limit 1
"""


async def was_introduced(work: database.Work, person: int) -> bool:
    """Whether somebody has been at an introduction."""
    return await work.one(WAS_INTRODUCED, person=person) is not None


@dataclass(frozen=True)
class Listed:
    """Somebody on the list of a seminar, with a name if one is known, and what is noted."""

    rsvp: int
    person: int
    name: str | None
    answer: Answer
    attended: bool | None
    answered_at: datetime


LIST = """
    select rsvp.id, rsvp.person, rsvp.state, rsvp.attended, rsvp.answered_at,
           coalesce(buddy.name, newcomer.name, staff.name) as name
    from rsvp
    left join buddy on buddy.person = rsvp.person
    left join newcomer on newcomer.person = rsvp.person
    left join staff on staff.person = rsvp.person
    where rsvp.seminar = :seminar
    order by rsvp.state = 'not_coming', rsvp.state = 'waiting', rsvp.id
"""


async def listed(work: database.Work, seminar: int) -> Sequence[Listed]:
    """Those who come, then those who wait, then those who can't; each in the order of answering."""
    return [
        Listed(
            row["id"],
            row["person"],
            row["name"],
            Answer(row["state"]),
            None if row["attended"] is None else bool(row["attended"]),
            clock.moment(row["answered_at"]),
        )
        for row in await work.all(LIST, seminar=seminar)
    ]


async def seated(work: database.Work, seminar: int) -> Sequence[Listed]:
    """Those who have a seat."""
    return [each for each in await listed(work, seminar) if each.answer is Answer.COMING]
