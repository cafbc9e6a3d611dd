"""Requests and their needs, as rows."""

import enum
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


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Sent:
    """A newcomer sent a request."""

    request: int
    person: int


@dataclass(frozen=True)
class Changed:
    """A newcomer changed the request."""

    request: int
    person: int


@dataclass(frozen=True)
class Withdrawn:
    """A newcomer took the request back."""

    request: int
    person: int


@dataclass(frozen=True)
class Ready:
    """A request waits for a buddy: an advisor found it ready, or the buddy it had has gone."""

    request: int


@dataclass(frozen=True)
class Referred:
    """An advisor referred a newcomer on, and the request is closed."""

    request: int


class State(enum.StrEnum):
    """sent (waits for an advisor) → ready (waits for a buddy) → matched → ended; or taken back by
    the newcomer, or referred on by an advisor."""

    SENT = "sent"
    READY = "ready"
    MATCHED = "matched"
    ENDED = "ended"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Request:
    """What a newcomer asks for, most important needs first. `words` are own words typed, `voice`
    Telegram's reference to own words spoken; `advisor` is whose case it is, `note` what the staff
    wrote about it."""

    id: int
    person: int
    state: State
    version: int
    sent_at: datetime
    ready_at: datetime | None
    after_advice: bool
    words: str | None
    voice: str | None
    advisor: int | None
    note: str | None
    needs: tuple[Need, ...]

    @property
    def is_waiting(self) -> bool:
        return self.state in (State.SENT, State.READY)

    @property
    def is_open(self) -> bool:
        return self.is_waiting or self.state is State.MATCHED


@dataclass(frozen=True)
class Wanted:
    """What a newcomer asks for, as the form says it."""

    needs: tuple[Need, ...]
    words: str | None
    voice: str | None


SEND = """
    insert into request (person, state, words, voice, after_advice, advisor, sent_at, changed_at,
                         ready_at)
    values (:person, iif(:after_advice, 'ready', 'sent'), :words, :voice, :after_advice, :advisor,
            :now, :now, iif(:after_advice, :now, null))
"""
CHANGE = """
    update request set words = :words, voice = :voice, version = version + 1, changed_at = :now
    where person = :person and state in ('sent', 'ready', 'matched') returning id
"""


async def put(
    work: database.Work,
    person: int,
    wanted: Wanted,
    *,
    after_advice: bool = False,
    advisor: int | None = None,
) -> int:
    """Send a request, or change the open one; a person has one at a time. One that comes from an
    advisor's consultation waits for a buddy at once. Returns its id."""
    words, voice = wanted.words, wanted.voice
    row = await work.one(CHANGE, person=person, words=words, voice=voice, now=work.stamp)
    if row is None:
        request = await work.add(
            SEND,
            person=person,
            words=words,
            voice=voice,
            after_advice=after_advice,
            advisor=advisor,
            now=work.stamp,
        )
        await put_needs(work, request, wanted.needs)
        return request
    request = int(row["id"])
    ranks = {need.kind: rank for rank, need in enumerate(await _needs(work, request))}
    last = len(ranks)
    ranked = sorted(wanted.needs, key=lambda need: ranks.get(need.kind, last))
    await put_needs(work, request, ranked)
    return request


CLEAR = "delete from need where request = :request"
ADD = "insert into need (request, kind, by_day, rank) values (:request, :kind, :by, :rank)"


async def put_needs(work: database.Work, request: int, needs: Sequence[Need]) -> None:
    """Keep the needs of a request, most important first, in place of what was known."""
    await work.run(CLEAR, request=request)
    await work.each(
        ADD,
        (
            {
                "request": request,
                "kind": need.kind.value,
                "by": need.by.isoformat() if need.by else None,
                "rank": rank,
            }
            for rank, need in enumerate(needs)
        ),
    )


GET = "select * from request where id = :request"
NEEDS = "select kind, by_day from need where request = :request order by rank, kind"


async def get(work: database.Work, request: int) -> Request:
    """Raises LookupError when there is no such request."""
    found = await _found(work, await work.one(GET, request=request))
    if found is None:
        raise LookupError(f"request {request}")
    return found


OPEN = "select * from request where person = :person and state in ('sent', 'ready', 'matched')"


async def find_open(work: database.Work, person: int) -> Request | None:
    """The request a person is waiting with, or has a buddy for."""
    return await _found(work, await work.one(OPEN, person=person))


LATEST = "select * from request where person = :person order by id desc limit 1"


async def find_latest(work: database.Work, person: int) -> Request | None:
    """The open request, or the last one that is over and still kept."""
    return await _found(work, await work.one(LATEST, person=person))


async def _found(work: database.Work, row: sqlite3.Row | None) -> Request | None:
    if row is None:
        return None
    return Request(
        row["id"],
        row["person"],
        State(row["state"]),
        row["version"],
        clock.moment(row["sent_at"]),
        clock.moment(row["ready_at"]) if row["ready_at"] is not None else None,
        bool(row["after_advice"]),
        row["words"],
        row["voice"],
        row["advisor"],
        row["note"],
        await _needs(work, row["id"]),
    )


async def _needs(work: database.Work, request: int) -> tuple[Need, ...]:
    return tuple(map(_need, await work.all(NEEDS, request=request)))


def _need(row: sqlite3.Row) -> Need:
    return Need(Kind.of(row["kind"]), date.fromisoformat(row["by_day"]) if row["by_day"] else None)


MOVE = """
    update request set state = :state, version = version + 1, changed_at = :now,
        ready_at = iif(:state = 'ready', :now, ready_at),
        sent_at = iif(:state = 'ready' and state in ('matched', 'ended'), :now, sent_at),
        ended_at = iif(:state in ('sent', 'ready', 'matched'), null, :now)
    where id = :request
"""


async def change_state(work: database.Work, request: int, state: State) -> None:
    """Move a request on; whoever calls has seen to it that the step is allowed. One that had a
    buddy waits anew, from now on."""
    await work.run(MOVE, request=request, state=state.value, now=work.stamp)


ADVISED = """
    update request set after_advice = 1, advisor = coalesce(:advisor, advisor),
        state = iif(state = 'sent', 'ready', state), ready_at = coalesce(ready_at, :now)
    where person = :person and state in ('sent', 'ready', 'matched')
"""


async def mark_advised(work: database.Work, event: links.CaseTaken) -> None:
    """The person of an open request turned out to come from an advisor."""
    await work.run(ADVISED, person=event.person, advisor=event.advisor, now=work.stamp)


FORGET_ENDED = "delete from request where state in ('withdrawn', 'referred') and ended_at < :before"


async def forget_ended(work: database.Work, before: int) -> None:
    """Forget what was taken back or referred on. A request that had a buddy goes with its match."""
    await work.run(FORGET_ENDED, before=before)


PERSONAL = (
    Personal(
        "request",
        "select request.id, state, words, voice, after_advice, note, sent_at, changed_at, "
        "ready_at, ended_at from request where person = :person",
    ),
    Personal(
        "need",
        "select need.request, kind, by_day, rank from need "
        "join request on request.id = need.request where request.person = :person",
    ),
)
