"""Threads between people, as rows.

A pair's thread is between the newcomer (`person`) and the buddy (`partner`) of a match; a center's
is between anyone (`person`) and the staff member who answers (`partner`, None while nobody does).
"""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot import clock
from bot.people.personal import Personal
from bot.storage import database, forms

WRITE_PAIR = "write_pair"
"""The form, and the action that opens it, by which the two of a match write to each other."""


class Kind(enum.StrEnum):
    PAIR = "pair"
    CENTER = "center"


@dataclass(frozen=True)
class Thread:
    id: int
    kind: Kind
    person: int
    partner: int | None
    match: int | None
    opened_at: datetime
    is_open: bool

    def other(self, person: int) -> int | None:
        """Who is at the other end."""
        return self.partner if person == self.person else self.person


class OfMatch(Protocol):
    """An event of a match."""

    @property
    def match(self) -> int: ...


OPEN = """
    insert into thread (kind, person, partner, match, opened_at)
    select 'pair', newcomer, buddy, id, :now from match
    where id = :match and state = 'active' and newcomer is not null and buddy is not null
    on conflict (match) do nothing
"""


async def open(work: database.Work, event: OfMatch) -> None:
    """Both said yes: from now on the two can write to each other."""
    await work.run(OPEN, match=event.match, now=work.stamp)


async def close(work: database.Work, event: OfMatch) -> None:
    """A match has ended, and with it what the two write to each other."""
    await close_pair(work, event.match)


CLOSE = "update thread set closed_at = coalesce(closed_at, :now) where match = :match"


async def close_pair(work: database.Work, match: int) -> None:
    """Nothing more is passed on between the two, and who is about to write is stopped."""
    await work.run(CLOSE, match=match, now=work.stamp)
    await forms.drop_about(work, WRITE_PAIR, str(match))


REOPEN = """
    update thread set closed_at = null where thread.match = :match
    and exists (select 1 from match where match.id = :match and state = 'active')
    returning id
"""


async def reopen_pair(work: database.Work, match: int) -> bool:
    """Let the two write to each other again; false where their match is over."""
    return await work.one(REOPEN, match=match) is not None


FIND = "select * from thread where id = :thread"
OF_MATCH = "select * from thread where match = :match and :person in (person, partner)"
PAIRS = """
    select * from thread where (person = :person or partner = :person)
      and kind = 'pair' and closed_at is null order by id
"""
PAUSED = """
    select thread.* from thread join match on match.id = thread.match
    where (thread.person = :person or thread.partner = :person) and thread.closed_at is not null
      and match.state = 'active' order by thread.id
"""
IS_OVER = "select 1 from match where id = :match and state = 'active'"


async def find(work: database.Work, thread: int) -> Thread | None:
    row = await work.one(FIND, thread=thread)
    return _thread(row) if row else None


async def of_match(work: database.Work, match: int, person: int) -> Thread | None:
    """The thread of a match, if the person is one of its two."""
    row = await work.one(OF_MATCH, match=match, person=person)
    return _thread(row) if row else None


async def pairs_of(work: database.Work, person: int) -> Sequence[Thread]:
    """The open threads with buddies or newcomers."""
    return [_thread(row) for row in await work.all(PAIRS, person=person)]


async def paused_of(work: database.Work, person: int) -> Sequence[Thread]:
    """The threads of matches that go on, but in which nothing is passed on at the moment."""
    return [_thread(row) for row in await work.all(PAUSED, person=person)]


async def is_over(work: database.Work, thread: Thread) -> bool:
    """Whether the match of a pair's thread has ended; else a closed thread is only paused."""
    return await work.one(IS_OVER, match=thread.match) is None


def _thread(row: sqlite3.Row) -> Thread:
    return Thread(
        row["id"],
        Kind(row["kind"]),
        row["person"],
        row["partner"],
        row["match"],
        clock.moment(row["opened_at"]),
        row["closed_at"] is None,
    )


CENTER = "select * from thread where person = :person and kind = 'center'"
ADD_CENTER = """
    insert into thread (kind, person, opened_at) values ('center', :person, :now)
    on conflict (person) where kind = 'center' do nothing
"""
CONVERSATIONS = "select * from thread where partner = :staff and kind = 'center' order by id"
HOLD = "update thread set partner = :partner, opened_at = :now where id = :thread"


async def center(work: database.Work, person: int) -> Thread:
    """A person's thread with the Welcome Center; made when it is first needed."""
    await work.run(ADD_CENTER, person=person, now=work.stamp)
    row = await work.one(CENTER, person=person)
    if row is None:
        raise LookupError(f"person {person}")
    return _thread(row)


async def center_of(work: database.Work, person: int) -> Sequence[Thread]:
    """A person's thread with the Welcome Center, if there is one."""
    return [_thread(row) for row in await work.all(CENTER, person=person)]


async def conversations_of(work: database.Work, staff: int) -> Sequence[Thread]:
    """The center's threads in which a staff member answers."""
    return [_thread(row) for row in await work.all(CONVERSATIONS, staff=staff)]


async def change_partner(work: database.Work, thread: int, partner: int | None) -> None:
    """Who of the staff answers from now on; None for nobody."""
    await work.run(HOLD, thread=thread, partner=partner, now=work.stamp)


PERSONAL = (
    Personal(
        "thread",
        "select kind, opened_at, closed_at from thread where person = :person or partner = :person",
    ),
)
