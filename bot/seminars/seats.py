"""Who comes, who waits for a seat, who can't come, as rows; and who was there.

Every seat has a number of its own, so that none is ever given twice, whatever the timing. The line
of those who wait is in the order in which they joined it.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import clock
from bot.seminars import store
from bot.seminars.store import Read, Seminar
from bot.storage import database


class Answer(enum.StrEnum):
    COMING = "coming"
    WAITING = "waiting"
    NOT_COMING = "not_coming"


SIGNED_UP = (Answer.COMING, Answer.WAITING)


@dataclass(frozen=True)
class Rsvp:
    """What somebody answered; `attended` is None while nobody has said whether they were there.
    `notice` is the message, as an outbox row, by which they heard that a seat is theirs."""

    id: int
    answer: Answer
    attended: bool | None
    notice: int | None = None


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Answered:
    """A person's answer is another one now: they said so, got a seat, or are gone."""

    seminar: int
    person: int


FIND = "select id, state, attended, notice from rsvp where seminar = :seminar and person = :person"


async def find(read: Read, seminar: int, person: int) -> Rsvp | None:
    for row in await read(FIND, seminar=seminar, person=person):
        attended = row["attended"]
        was_there = None if attended is None else bool(attended)
        return Rsvp(row["id"], Answer(row["state"]), was_there, row["notice"])
    return None


COUNT = "select state, count(*) as number from rsvp where seminar = :seminar group by state"


async def count(read: Read, seminar: int) -> Mapping[Answer, int]:
    """How many gave each answer."""
    rows = await read(COUNT, seminar=seminar)
    return dict.fromkeys(Answer, 0) | {Answer(row["state"]): row["number"] for row in rows}


PLACE_IN_LINE = """
    select count(*) as number from rsvp
    where seminar = :seminar and state = 'waiting' and id <= :rsvp
"""


async def place_in_line(read: Read, seminar: int, rsvp: Rsvp) -> int:
    """1 for whoever gets the next seat."""
    rows = await read(PLACE_IN_LINE, seminar=seminar, rsvp=rsvp.id)
    return int(rows[0]["number"])


FREE = """
    select min(free) as seat from (
        select 1 as free
        union select seat + 1 from rsvp where seminar = :seminar and seat is not null
    )
    where free <= coalesce(:seats, free) and free not in (
        select seat from rsvp where seminar = :seminar and seat is not null
    )
"""


async def _free(work: database.Work, seminar: Seminar) -> int | None:
    row = await work.one(FREE, seminar=seminar.id, seats=seminar.plan.seats)
    return row["seat"] if row else None


FORGET = "delete from rsvp where seminar = :seminar and person = :person"
PUT = """
    insert into rsvp (seminar, person, state, seat, answered_at)
    values (:seminar, :person, :answer, :seat, :now)
"""


async def _put(
    work: database.Work, seminar: int, person: int, answer: Answer, seat: int | None = None
) -> None:
    """Keep an answer as a new row: whoever joins the line is at its end."""
    await work.run(FORGET, seminar=seminar, person=person)
    await work.run(
        PUT, seminar=seminar, person=person, answer=answer.value, seat=seat, now=work.stamp
    )
    work.happened(Answered(seminar, person))


async def take(work: database.Work, seminar: Seminar, person: int) -> bool:
    """Give somebody a seat; False where none is free."""
    seat = await _free(work, seminar)
    if seat is not None:
        await _put(work, seminar.id, person, Answer.COMING, seat)
    return seat is not None


async def wait(work: database.Work, seminar: int, person: int) -> None:
    """Put somebody at the end of the line."""
    await _put(work, seminar, person, Answer.WAITING)


async def decline(work: database.Work, seminar: int, person: int) -> None:
    """Somebody can't come; their seat is free."""
    await _put(work, seminar, person, Answer.NOT_COMING)


CONFIRM = "update rsvp set answered_at = :now where seminar = :seminar and person = :person"


async def confirm(work: database.Work, seminar: int, person: int) -> None:
    """Somebody who has a seat says once more that they come."""
    await work.run(CONFIRM, seminar=seminar, person=person, now=work.stamp)


NOTE_NOTICE = "update rsvp set notice = :row where seminar = :seminar and person = :person"


async def note_notice(work: database.Work, seminar: int, person: int, row: int) -> None:
    """Remember by which message somebody heard of their seat."""
    await work.run(NOTE_NOTICE, seminar=seminar, person=person, row=row)


async def forget(work: database.Work, seminar: int, person: int) -> None:
    """Forget what somebody answered; their seat is free."""
    await work.run(FORGET, seminar=seminar, person=person)
    work.happened(Answered(seminar, person))


FIRST_IN_LINE = """
    select person from rsvp where seminar = :seminar and state = 'waiting' order by id limit 1
"""


async def first_in_line(work: database.Work, seminar: int) -> int | None:
    row = await work.one(FIRST_IN_LINE, seminar=seminar)
    return row["person"] if row else None


SEATED_HIGHER = "select person from rsvp where seminar = :seminar and seat > :seats order by seat"
RESEAT = "update rsvp set seat = :seat where seminar = :seminar and person = :person"


async def close_ranks(work: database.Work, seminar: Seminar, seats: int) -> None:
    """Give lower seats to those who sit beyond so many; there must be as many free ones."""
    for row in await work.all(SEATED_HIGHER, seminar=seminar.id, seats=seats):
        seat = await _free(work, seminar)
        await work.run(RESEAT, seminar=seminar.id, person=row["person"], seat=seat)


@dataclass(frozen=True)
class Guest:
    """Somebody who answered, and the language they read."""

    person: int
    language: str
    answer: Answer


GUESTS = """
    select rsvp.person, person.language, rsvp.state from rsvp
    join person on person.id = rsvp.person
    where rsvp.seminar = :seminar and rsvp.state in ('coming', 'waiting') order by rsvp.id
"""


async def guests(work: database.Work, seminar: int) -> Sequence[Guest]:
    """Who comes or waits for a seat."""
    rows = await work.all(GUESTS, seminar=seminar)
    return [Guest(row["person"], row["language"], Answer(row["state"])) for row in rows]


DECLINED = """
    select rsvp.person, person.language, rsvp.state from rsvp
    join person on person.id = rsvp.person
    where rsvp.seminar = :seminar and rsvp.state = 'not_coming'
      and paused_at is null and unreachable_since is null order by rsvp.id
"""


async def declined(work: database.Work, seminar: int) -> Sequence[Guest]:
    """Who said that they can't come, and may be written to."""
    rows = await work.all(DECLINED, seminar=seminar)
    return [Guest(row["person"], row["language"], Answer(row["state"])) for row in rows]


TO_COME = """
    select rsvp.seminar from rsvp cross join seminar on seminar.id = rsvp.seminar
    where rsvp.person = :person and rsvp.state in ('coming', 'waiting')
      and seminar.state = 'planned' and seminar.begins_at > :now
"""


async def to_come(work: database.Work, person: int) -> list[Seminar]:
    """Seminars that are still to come, for which somebody has signed up."""
    rows = await work.all(TO_COME, person=person, now=clock.stamp(work.now))
    return [await store.get(work, row["seminar"]) for row in rows]
