"""A seminar as one person may see it: the gate every screen of theirs goes through."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation import turn
from bot.conversation.values import Said
from bot.seminars import rules, seats, store
from bot.seminars.kinds import Audience
from bot.seminars.seats import SIGNED_UP, Answer
from bot.seminars.store import Read, Seminar
from bot.staff import rights


@dataclass(frozen=True)
class Seen:
    """A seminar, and how it stands for one person: their answer; how many seats are free, None
    without a limit; their place in the line of those who wait, 0 if they don't."""

    seminar: Seminar
    answer: Answer | None
    free: int | None
    place_in_line: int

    def is_open(self, now: datetime) -> bool:
        return self.seminar.is_open(now)


STATE = "select state from buddy where person = :person"


async def audiences(read: Read, person: int) -> tuple[Audience, ...]:
    """The audiences to which a person belongs now."""
    rows = await read(STATE, person=person)
    return rules.audiences_of(rows[0]["state"] if rows else None)


async def find(read: Read, seminar: int, person: int) -> Seen | None:
    """The seminar, if it is for this person, or they have signed up for it."""
    found = await store.find(read, seminar)
    if found is None:
        return None
    rsvp = await seats.find(read, seminar, person)
    has_signed_up = rsvp is not None and rsvp.answer in SIGNED_UP
    if not has_signed_up and found.plan.audience not in await audiences(read, person):
        return None
    is_waiting = rsvp is not None and rsvp.answer is Answer.WAITING
    place = await seats.place_in_line(read, seminar, rsvp) if rsvp and is_waiting else 0
    return Seen(found, rsvp.answer if rsvp else None, await _free(read, found), place)


async def _free(read: Read, seminar: Seminar) -> int | None:
    if seminar.plan.seats is None:
        return None
    numbers = await seats.count(read, seminar.id)
    return max(0, seminar.plan.seats - numbers[Answer.COMING])


async def visible(this: turn.Turn, about: str | None = None) -> Seen:
    """The seminar that a button is about, or another part of what it carries, for those it is for.
    Raises `NotYours`."""
    number = rights.row_of(this.about if about is None else about)
    seen = await find(this.work.all, number, this.person)
    if seen is None:
        raise turn.NotYours(Said(turn.GONE))
    return seen
