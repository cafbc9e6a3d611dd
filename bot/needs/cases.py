"""Requests as the staff's cases, in rows: which wait, whose they are, and what is noted of them."""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import clock
from bot.needs import store
from bot.needs.store import Kind, Need
from bot.storage import database

SOON = timedelta(days=14)
"""A need that matters within so many days comes first in every list."""


class Standing(enum.Enum):
    """What a case waits for, or has."""

    NEW = "new"
    TAKEN = "taken"
    READY = "ready"
    BUDDY_ASKED = "buddy asked"
    NEWCOMER_ASKED = "newcomer asked"
    MATCHED = "matched"


class Why(enum.Enum):
    """Why the day of somebody with a buddy presses, or passed without the buddy."""

    NO_MEETING = "no meeting"
    BUDDY_CANT = "buddy can't"
    WAS_ALONE = "was alone"


@dataclass(frozen=True)
class Case:
    """A request in a list. `language` is the one its newcomer reads and writes; `soon` the need
    that matters first in the days that the list looks at; `district` the town's key of one; `kind`
    the most important need, where the list has no names; `buddy` and `why` only where the list is
    of days that somebody with a buddy has before them, or had, without a meeting."""

    request: int
    name: str
    language: str
    sent_at: datetime
    soon: Need | None
    standing: Standing = Standing.NEW
    district: str = ""
    kind: Kind | None = None
    buddy: str = ""
    why: Why | None = None


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Taken:
    """An advisor made a request their case."""

    request: int


# The need that comes first is found as one value, its day before its kind. That a request waits
# follows from its being sent; SQLite needs both to choose the index.
UNTAKEN = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match,
           (select kind from need where need.request = request.id order by rank, kind limit 1)
               as kind,
           (select min(by_day || kind) from need
            where need.request = request.id and by_day between :today and :soon) as first
    from request join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.state in ('sent', 'ready') and request.state = 'sent'
      and request.advisor is null and request.person <> :staff
    order by first is null, first, request.sent_at, request.id limit :most offset :skip
"""


async def untaken(
    work: database.Work, staff: int, today: date, most: int, skip: int
) -> Sequence[Case]:
    """New requests that are nobody's case, pressing dates first, then the oldest; never the own."""
    return await _cases(work, UNTAKEN, staff=staff, today=today, most=most, skip=skip)


OWN = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match, null as kind,
           (select min(by_day || kind) from need
            where need.request = request.id and by_day between :today and :soon) as first
    from request join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.advisor = :staff and request.state in ('sent', 'ready', 'matched')
      and request.person <> :staff
    order by first is null, first, request.sent_at, request.id limit :most offset :skip
"""


async def own(work: database.Work, staff: int, today: date, most: int, skip: int) -> Sequence[Case]:
    """The open cases of an advisor."""
    return await _cases(work, OWN, staff=staff, today=today, most=most, skip=skip)


WAITING = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match, null as kind,
           (select min(by_day || kind) from need
            where need.request = request.id and by_day between :today and :soon) as first
    from request join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.state in ('sent', 'ready') and request.person <> :staff
    order by first is null, first, request.sent_at, request.id limit :most offset :skip
"""


async def waiting(
    work: database.Work, staff: int, today: date, most: int, skip: int
) -> Sequence[Case]:
    """Everybody's cases that wait for an advisor or a buddy."""
    return await _cases(work, WAITING, staff=staff, today=today, most=most, skip=skip)


async def _cases(
    work: database.Work, sql: str, *, staff: int, today: date, most: int, skip: int
) -> Sequence[Case]:
    soon = (today + SOON).isoformat()
    rows = await work.all(
        sql, staff=staff, today=today.isoformat(), soon=soon, most=most, skip=skip
    )
    return [read(row) for row in rows]


DAY_LETTERS = len("2026-12-03")


def read(row: sqlite3.Row) -> Case:
    """A case from the columns of these lists."""
    first = row["first"]
    return Case(
        row["id"],
        row["name"] or "",
        row["language"],
        clock.moment(row["sent_at"]),
        _need(first) if first else None,
        _standing(row),
        row["district"] or "",
        Kind.of(row["kind"]) if row["kind"] else None,
    )


def _standing(row: sqlite3.Row) -> Standing:
    match (row["state"], row["match"]):
        case ("matched", _):
            return Standing.MATCHED
        case (_, "proposed"):
            return Standing.BUDDY_ASKED
        case (_, "accepted"):
            return Standing.NEWCOMER_ASKED
        case ("ready", _):
            return Standing.READY
        case _:
            return Standing.TAKEN if row["advisor"] is not None else Standing.NEW


def _need(first: str) -> Need:
    return Need(Kind.of(first[DAY_LETTERS:]), date.fromisoformat(first[:DAY_LETTERS]))


COUNT_UNTAKEN = """
    select count(*) as count, min(sent_at) as oldest,
           coalesce(sum(sent_at < :late_before), 0) as late from request
    where state in ('sent', 'ready') and state = 'sent' and advisor is null and person <> :staff
"""


@dataclass(frozen=True)
class Counted:
    """How many new requests there are, since when the oldest of them, and how many have waited
    longer than was promised."""

    count: int
    oldest: datetime | None = None
    late: int = 0


async def count_untaken(work: database.Work, staff: int, late_before: datetime) -> Counted:
    """New requests; those sent before `late_before` are late."""
    row = await work.one(COUNT_UNTAKEN, staff=staff, late_before=clock.stamp(late_before))
    if row is None or row["oldest"] is None:
        return Counted(0)
    return Counted(row["count"], oldest=clock.moment(row["oldest"]), late=row["late"])


TAKE = """
    update request set advisor = :advisor
    where id = :request and advisor is null and state in ('sent', 'ready', 'matched')
    returning id
"""


async def take(work: database.Work, request: int, advisor: int) -> None:
    """Make a request an advisor's case; nothing happens to one that is somebody's or is over."""
    if await work.one(TAKE, request=request, advisor=advisor):
        work.happened(Taken(request))


GIVE_BACK = "update request set advisor = null where id = :request"


async def give_back(work: database.Work, request: int) -> None:
    await work.run(GIVE_BACK, request=request)


GIVE_BACK_ALL = """
    update request set advisor = null
    where advisor = :advisor and state in ('sent', 'ready', 'matched')
"""


async def give_back_all(work: database.Work, advisor: int) -> None:
    """Make an advisor's open cases untaken, each in the state it is in."""
    await work.run(GIVE_BACK_ALL, advisor=advisor)


NOTE = "update request set note = :note where id = :request"


async def write_note(work: database.Work, request: int, note: str | None) -> None:
    await work.run(NOTE, request=request, note=note)


CHANGED = "update request set version = version + 1, changed_at = :now where id = :request"


async def set_needs(work: database.Work, request: int, needs: Sequence[Need]) -> None:
    """Keep the needs as an advisor found them, most important first; older buttons are stale."""
    await store.put_needs(work, request, needs)
    await work.run(CHANGED, request=request, now=work.stamp)
