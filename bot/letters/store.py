"""Letters as rows: how many pages were passed on, and the card that the two fill together.

Of a page itself nothing is kept. `version` rises with every change of the card, so that old buttons
are known as old.
"""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import clock
from bot.letters.kinds import Kind
from bot.matches.store import Side
from bot.people.personal import Personal
from bot.storage import database


class Part(enum.StrEnum):
    """What the card has room for."""

    KIND = "kind"
    SENDER = "sender"
    DEADLINE = "deadline"
    NEXT_STEP = "next_step"


@dataclass(frozen=True)
class Told:
    """The message by which the other side heard last what this side had noted, as an outbox row,
    and when it was first said."""

    row: int
    side: Side
    at: datetime


@dataclass(frozen=True)
class Letter:
    """A letter that the newcomer of a match has shown the buddy; None for what nobody has filled in
    yet. Nobody is reminded of one that is done."""

    id: int
    match: int
    version: int
    pages: int
    kind: Kind | None
    sender: str | None
    deadline: date | None
    next_step: str | None
    sent_at: datetime
    done_at: datetime | None
    told: Told | None = None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def answer(self, part: Part) -> str | None:
        """A part of the card as a form asks for it."""
        match part:
            case Part.KIND:
                return self.kind.value if self.kind else None
            case Part.SENDER:
                return self.sender
            case Part.DEADLINE:
                return self.deadline.isoformat() if self.deadline else None
            case Part.NEXT_STEP:
                return self.next_step


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Changed:
    """The card of a letter says something else, or the letter isn't done after all."""

    letter: int


@dataclass(frozen=True)
class Done:
    """Nothing is left to do about a letter."""

    letter: int


ADD = """
    insert into letter (match, pages, sent_at, changed_at) values (:match, :pages, :now, :now)
"""


async def add(work: database.Work, match: int, pages: int) -> int:
    """A letter that is passed on now; its card is empty."""
    return await work.add(ADD, match=match, pages=pages, now=work.stamp)


ADD_PAGES = """
    update letter set version = version + 1, changed_at = :now, pages = min(pages + :pages, :most)
    where id = :letter
"""
MOST_PAGES = 99


async def add_pages(work: database.Work, letter: int, pages: int) -> None:
    """Pages that had been forgotten are passed on now."""
    await work.run(ADD_PAGES, letter=letter, pages=pages, most=MOST_PAGES, now=work.stamp)
    work.happened(Changed(letter))


FIND = "select * from letter where id = :letter"


async def get(work: database.Work, letter: int) -> Letter:
    """Raises LookupError when there is no such letter."""
    row = await work.one(FIND, letter=letter)
    if row is None:
        raise LookupError(f"letter {letter}")
    return _letter(row)


async def find(work: database.Work, letter: str) -> Letter | None:
    """The letter of this number, which may come from a button and be anything."""
    is_number = letter.isascii() and letter.isdigit() and len(letter) < 16
    row = await work.one(FIND, letter=int(letter)) if is_number else None
    return _letter(row) if row else None


OF_MATCH = """
    select * from letter where match = :match
    order by done_at is not null, deadline is null, deadline, id desc limit :most
"""


async def of_match(work: database.Work, match: int, most: int) -> Sequence[Letter]:
    """The letters of a match: those that are not done first, the next day first."""
    return [_letter(row) for row in await work.all(OF_MATCH, match=match, most=most)]


ALL_OF_MATCH = "select id from letter where match = :match"


async def all_of_match(work: database.Work, match: int) -> Sequence[int]:
    """The numbers of all letters of a match."""
    return [row["id"] for row in await work.all(ALL_OF_MATCH, match=match)]


def _letter(row: sqlite3.Row) -> Letter:
    done_at = row["done_at"]
    return Letter(
        row["id"],
        row["match"],
        row["version"],
        row["pages"],
        Kind.of(row["kind"]) if row["kind"] else None,
        row["sender"],
        date.fromisoformat(row["deadline"]) if row["deadline"] else None,
        row["next_step"],
        clock.moment(row["sent_at"]),
        None if done_at is None else clock.moment(done_at),
        _told(row),
    )


def _told(row: sqlite3.Row) -> Told | None:
    number, side, at = row["told_row"], row["told_side"], row["told_at"]
    return None if number is None else Told(number, Side(side), clock.moment(at))


CHANGE = """
    update letter set version = version + 1, changed_at = :now,
        kind = iif(:part = 'kind', :answer, kind),
        sender = iif(:part = 'sender', :answer, sender),
        deadline = iif(:part = 'deadline', :answer, deadline),
        next_step = iif(:part = 'next_step', :answer, next_step)
    where id = :letter
"""


async def change(work: database.Work, letter: int, part: Part, answer: str | None) -> None:
    """Note one part of the card, or empty it; the others stay as they are, whoever has just changed
    them."""
    await work.run(CHANGE, letter=letter, part=part.value, answer=answer, now=work.stamp)
    work.happened(Changed(letter))


NOTE_TOLD = """
    update letter set told_row = :row, told_side = :side, told_at = :now where id = :letter
"""


async def note_told(work: database.Work, letter: int, row: int, side: Side) -> None:
    """Remember which message says what this side has noted."""
    await work.run(NOTE_TOLD, letter=letter, row=row, side=side.value, now=work.stamp)


END = """
    update letter set version = version + 1, changed_at = :now, done_at = :now where id = :letter
"""
REOPEN = """
    update letter set version = version + 1, changed_at = :now, done_at = null where id = :letter
"""


async def end(work: database.Work, letter: int) -> None:
    """Nothing is left to do about it."""
    await work.run(END, letter=letter, now=work.stamp)
    work.happened(Done(letter))


async def reopen(work: database.Work, letter: int) -> None:
    """It isn't done after all."""
    await work.run(REOPEN, letter=letter, now=work.stamp)
    work.happened(Changed(letter))


FORGET = """
    delete from letter where match in (select id from match where newcomer = :person) returning id
"""


async def forget(work: database.Work, newcomer: int) -> Sequence[int]:
    """Nothing remains of the letters of a newcomer who goes; returns which they were."""
    gone = [row["id"] for row in await work.all(FORGET, person=newcomer)]
    for letter in gone:
        work.happened(Done(letter))
    return gone


# The second condition follows from the first; SQLite needs it to choose the index.
PURGE_DONE = "delete from letter where done_at < :before and done_at is not null"
PURGE_SILENT = """
    delete from letter where changed_at < :before and (deadline is null or deadline < :day)
"""


async def purge(work: database.Work, days: int) -> None:
    """Delete letters so many days after they were done; or, where nobody says so, after the last
    change and the deadline."""
    since = work.now - timedelta(days=days)
    await work.run(PURGE_DONE, before=clock.stamp(since))
    await work.run(PURGE_SILENT, before=clock.stamp(since), day=since.date().isoformat())


PERSONAL = (
    Personal(
        "letter",
        "select letter.match, pages, kind, sender, deadline, next_step, sent_at, changed_at, "
        "done_at from match join letter on letter.match = match.id "
        "where newcomer = :person or buddy = :person",
        "update letter set sender = null, next_step = null where match in "
        "(select id from match where newcomer = :person or buddy = :person)",
    ),
)
