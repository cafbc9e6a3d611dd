"""Requests and their needs, as rows."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import clock
from bot.conversation.options import Choice
from bot.i18n import text
from bot.newcomers import links
from bot.people.personal import Personal
from bot.storage import database


class Kind(Choice):
    """One thing to be helped with."""

    OFFICE = "office", text("needs.office", "Someone to come with me to an office")
    LETTERS = "letters", text("needs.letters", "Reading letters and papers")
    GERMAN = "german", text("needs.german", "Practising German")
    WORK = "work", text("needs.work", "Finding work, applying")
    ARRIVING = "arriving", text("needs.arriving", "Settling in, someone to talk to")
    UNSURE = "unsure", text("needs.unsure", "I don't know yet")


@dataclass(frozen=True)
class Need:
    """`by` is the day by which it matters, if there is one."""

    kind: Kind
    by: date | None = None


@dataclass(frozen=True)
class Request:
    """What a newcomer asks for; open from sending until taken back (or, later, until it ends)."""

    id: int
    version: int
    sent_at: datetime
    after_advice: bool
    words: str | None
    needs: tuple[Need, ...]


SEND = """
    insert into request (person, state, words, after_advice, sent_at, changed_at)
    values (:person, 'sent', :words, :after_advice, :now, :now)
"""
CHANGE = """
    update request set words = :words, version = version + 1, changed_at = :now
    where person = :person and state = 'sent' returning id
"""
CLEAR = "delete from need where request = :request"
ADD = "insert into need (request, kind, by_day) values (:request, :kind, :by)"


async def put(
    work: database.Work,
    person: int,
    needs: Sequence[Need],
    words: str | None,
    *,
    after_advice: bool,
) -> int:
    """Send a request, or change the open one; a person has one at a time. Returns its id."""
    row = await work.one(CHANGE, person=person, words=words, now=work.stamp)
    request = (
        row["id"]
        if row
        else await work.add(
            SEND, person=person, words=words, after_advice=after_advice, now=work.stamp
        )
    )
    await work.run(CLEAR, request=request)
    await work.each(
        ADD,
        (
            {"request": request, "kind": n.kind.value, "by": n.by.isoformat() if n.by else None}
            for n in needs
        ),
    )
    return int(request)


OPEN = """
    select id, version, sent_at, after_advice, words from request
    where person = :person and state = 'sent'
"""
NEEDS = "select kind, by_day from need where request = :request"


async def find_open(work: database.Work, person: int) -> Request | None:
    """The request a person is waiting with."""
    return await _found(work, await work.one(OPEN, person=person))


LATEST = """
    select id, version, sent_at, after_advice, words from request
    where person = :person order by id desc limit 1
"""


async def find_latest(work: database.Work, person: int) -> Request | None:
    """The open request, or the one that was taken back last and is still kept."""
    return await _found(work, await work.one(LATEST, person=person))


async def _found(work: database.Work, row: sqlite3.Row | None) -> Request | None:
    if row is None:
        return None
    rows = await work.all(NEEDS, request=row["id"])
    found = {need.kind: need for need in map(_need, rows)}
    return Request(
        row["id"],
        row["version"],
        clock.moment(row["sent_at"]),
        bool(row["after_advice"]),
        row["words"],
        tuple(found[kind] for kind in Kind if kind in found),
    )


def _need(row: sqlite3.Row) -> Need:
    return Need(Kind.of(row["kind"]), date.fromisoformat(row["by_day"]) if row["by_day"] else None)


WITHDRAW = """
    update request set state = 'withdrawn', ended_at = :now, changed_at = :now
    where id = :request and person = :person and state = 'sent'
"""


async def withdraw(work: database.Work, person: int, request: int) -> None:
    """Take a person's own open request back."""
    await work.run(WITHDRAW, person=person, request=request, now=work.stamp)


ADVISED = "update request set after_advice = 1 where person = :person and state = 'sent'"


async def mark_advised(work: database.Work, event: links.CaseTaken) -> None:
    """The person of an open request turned out to come from an advisor."""
    await work.run(ADVISED, person=event.person)


FORGET_WITHDRAWN = "delete from request where state = 'withdrawn' and ended_at < :before"


async def forget_withdrawn(work: database.Work, before: int) -> None:
    await work.run(FORGET_WITHDRAWN, before=before)


PERSONAL = (
    Personal(
        "request",
        "select request.id, state, words, after_advice, sent_at, changed_at, ended_at "
        "from request where person = :person",
    ),
    Personal(
        "need",
        "select need.request, kind, by_day from need join request on request.id = need.request "
        "where request.person = :person",
    ),
)
