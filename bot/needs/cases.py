"""Requests as the staff's cases, in rows: which wait, whose they are, and what is noted of them."""

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
PRESSING = timedelta(days=7)
"""… and one within these needs somebody today."""


@dataclass(frozen=True)
class Case:
    """A request in a list. `language` is the one its newcomer reads and writes; `soon` the need
    that matters first within the next two weeks."""

    request: int
    name: str
    language: str
    sent_at: datetime
    soon: Need | None


# The need that comes first is found as one value, its day before its kind. That a request waits
# follows from its being sent; SQLite needs both to choose the index.
UNTAKEN = """
    select request.id, newcomer.name, person.language, request.sent_at,
           (select min(by_day || kind) from need
            where need.request = request.id and by_day between :today and :soon) as first
    from request join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
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
    select request.id, newcomer.name, person.language, request.sent_at,
           (select min(by_day || kind) from need
            where need.request = request.id and by_day between :today and :soon) as first
    from request join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    where request.advisor = :staff and request.state in ('sent', 'ready', 'matched')
      and request.person <> :staff
    order by first is null, first, request.sent_at, request.id limit :most offset :skip
"""


async def own(work: database.Work, staff: int, today: date, most: int, skip: int) -> Sequence[Case]:
    """The open cases of an advisor."""
    return await _cases(work, OWN, staff=staff, today=today, most=most, skip=skip)


WAITING = """
    select request.id, newcomer.name, person.language, request.sent_at,
           (select min(by_day || kind) from need
            where need.request = request.id and by_day between :today and :soon) as first
    from request join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    where request.state in ('sent', 'ready') and request.person <> :staff
    order by first is null, first, request.sent_at, request.id limit :most offset :skip
"""


async def waiting(
    work: database.Work, staff: int, today: date, most: int, skip: int
) -> Sequence[Case]:
    """Everybody's cases that wait for an advisor or a buddy."""
    return await _cases(work, WAITING, staff=staff, today=today, most=most, skip=skip)


PRESSED = """
    select request.id, newcomer.name, person.language, request.sent_at,
           min(need.by_day || need.kind) as first
    from need join request on request.id = need.request
    join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    where need.by_day between :today and :soon and request.state in ('sent', 'ready')
      and request.person <> :staff
      and (:sees_all or request.advisor is null or request.advisor = :staff)
    group by request.id
    order by first, request.sent_at, request.id limit :most offset :skip
"""


async def pressed(
    work: database.Work, staff: int, today: date, most: int, skip: int, *, sees_all: bool
) -> Sequence[Case]:
    """Cases with a day within a week, untaken and own ones; all for those who see all."""
    rows = await work.all(
        PRESSED,
        staff=staff,
        today=today.isoformat(),
        soon=(today + PRESSING).isoformat(),
        most=most,
        skip=skip,
        sees_all=sees_all,
    )
    return [_case(row) for row in rows]


async def _cases(
    work: database.Work, sql: str, *, staff: int, today: date, most: int, skip: int
) -> Sequence[Case]:
    soon = (today + SOON).isoformat()
    rows = await work.all(
        sql, staff=staff, today=today.isoformat(), soon=soon, most=most, skip=skip
    )
    return [_case(row) for row in rows]


DAY_LETTERS = len("2026-12-03")


def _case(row: sqlite3.Row) -> Case:
    first = row["first"]
    return Case(
        row["id"],
        row["name"] or "",
        row["language"],
        clock.moment(row["sent_at"]),
        _need(first) if first else None,
    )


def _need(first: str) -> Need:
    return Need(Kind.of(first[DAY_LETTERS:]), date.fromisoformat(first[:DAY_LETTERS]))


COUNT_UNTAKEN = """
    select count(*) as count, min(sent_at) as oldest from request
    where state in ('sent', 'ready') and state = 'sent' and advisor is null and person <> :staff
"""
COUNT_PRESSED = """
    select count(distinct request.id) as count, min(need.by_day) as first
    from need join request on request.id = need.request
    where need.by_day between :today and :soon and request.state in ('sent', 'ready')
      and request.person <> :staff
      and (:sees_all or request.advisor is null or request.advisor = :staff)
"""


@dataclass(frozen=True)
class Counted:
    """How many cases of a kind there are, and of which moment or day the first is."""

    count: int
    oldest: datetime | None = None
    first: date | None = None


async def count_untaken(work: database.Work, staff: int) -> Counted:
    row = await work.one(COUNT_UNTAKEN, staff=staff)
    if row is None or row["oldest"] is None:
        return Counted(0)
    return Counted(row["count"], oldest=clock.moment(row["oldest"]))


async def count_pressed(work: database.Work, staff: int, today: date, *, sees_all: bool) -> Counted:
    row = await work.one(
        COUNT_PRESSED,
        staff=staff,
        today=today.isoformat(),
        soon=(today + PRESSING).isoformat(),
        sees_all=sees_all,
    )
    if row is None or row["first"] is None:
        return Counted(0)
    return Counted(row["count"], first=date.fromisoformat(row["first"]))


TAKE = """
    update request set advisor = :advisor
    where id = :request and advisor is null and state in ('sent', 'ready', 'matched')
"""


async def take(work: database.Work, request: int, advisor: int) -> None:
    """Make a request an advisor's case; nothing happens to one that is somebody's or is over."""
    await work.run(TAKE, request=request, advisor=advisor)


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
