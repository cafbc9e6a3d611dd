"""What was reported, who called for help, and what failed, as rows."""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import clock
from bot.conversation.options import Choice
from bot.i18n import text
from bot.people.personal import Personal
from bot.staff.store import Member, Role
from bot.storage import database

AFTER_THE_END = timedelta(days=30)
"""How long after a match something can be reported."""


class Kind(enum.StrEnum):
    CONCERN = "concern"
    CRISIS = "crisis"
    FAILURE = "failure"


class Reason(Choice):
    UNRELIABLE = "unreliable", text("concerns.unreliable", "Often doesn't come, or doesn't answer")
    UNCOMFORTABLE = "uncomfortable", text("concerns.uncomfortable", "I feel uncomfortable")
    MONEY = "money", text("concerns.money", "Asked for money or gifts")
    THREATS = "threats", text("concerns.threats", "Insults or threats")
    BOUNDARIES = "boundaries", text("concerns.boundaries", "Came too close, or touched me")
    OTHER = "other", text("concerns.other", "Something else")


@dataclass(frozen=True)
class Concern:
    """`person` reported or called; `about` is whom it is about; `reason` is a `Reason`'s code, or
    the number of what failed; `taken_by` takes care of it."""

    id: int
    kind: Kind
    person: int | None
    about: int | None
    match: int | None
    reason: str | None
    words: str | None
    raised_at: datetime
    taken_by: int | None
    is_open: bool


CAN_REPORT = """
    select 1 from match where id = :match
    and (state = 'active' or (state = 'ended' and ended_at > :since))
"""


async def can_report(work: database.Work, match: int) -> bool:
    """Whether the two have, or had until a short while ago, anything to do with each other."""
    since = clock.stamp(work.now - AFTER_THE_END)
    return await work.one(CAN_REPORT, match=match, since=since) is not None


ADD = """
    insert into concern (kind, person, about, match, reason, words, raised_at)
    values (:kind, :person, :about, :match, :reason, :words, :now)
"""


async def add(
    work: database.Work,
    kind: Kind,
    *,
    person: int | None = None,
    about: int | None = None,
    match: int | None = None,
    reason: str | None = None,
    words: str | None = None,
) -> int:
    return await work.add(
        ADD,
        kind=kind.value,
        person=person,
        about=about,
        match=match,
        reason=reason,
        words=words,
        now=work.stamp,
    )


FAILED = "select 1 from concern where closed_at is null and kind = 'failure' limit 1"


async def has_failure(work: database.Work) -> bool:
    """Whether a failure is open that nobody has seen to."""
    return await work.one(FAILED) is not None


CALLS = """
    select 1 from concern where person = :person and kind = 'crisis' and closed_at is null
"""


async def has_called(work: database.Work, person: int) -> bool:
    """Whether a person's call for help is open."""
    return await work.one(CALLS, person=person) is not None


UNTAKEN = "select 1 from concern where id = :concern and closed_at is null and taken_by is null"


async def is_untaken(work: database.Work, concern: int) -> bool:
    """Whether something is open that nobody takes care of."""
    return await work.one(UNTAKEN, concern=concern) is not None


# Nobody reads what is said about themselves, even a coordinator who is a buddy as well.
VISIBLE = """
    select * from concern where id = :concern and about is not :me
      and (:sees_all or kind = 'crisis')
"""
ALL_OPEN = """
    select * from concern where closed_at is null and about is not :me
      and (:sees_all or kind = 'crisis') order by raised_at, id
"""
COUNT = """
    select kind, taken_by is not null as is_taken, count(*) as count, min(raised_at) as since
    from concern where closed_at is null and about is not :me and (:sees_all or kind = 'crisis')
    group by kind, is_taken
"""


async def visible_to(work: database.Work, member: Member, concern: int) -> Concern | None:
    """Calls for help are everybody's of the staff, all else is the coordinators'."""
    row = await work.one(VISIBLE, concern=concern, **_whose(member))
    return _concern(row) if row else None


async def open_for(work: database.Work, member: Member) -> Sequence[Concern]:
    """What this staff member may take care of, the oldest first."""
    return [_concern(row) for row in await work.all(ALL_OPEN, **_whose(member))]


@dataclass(frozen=True)
class Waiting:
    """How many of a kind are open, with or without somebody who takes care, and since when."""

    kind: Kind
    is_taken: bool
    count: int
    since: datetime


async def count_for(work: database.Work, member: Member) -> Sequence[Waiting]:
    """The same, counted."""
    rows = await work.all(COUNT, **_whose(member))
    return [Waiting(Kind(row[0]), bool(row[1]), row[2], clock.moment(row[3])) for row in rows]


OWN_OPEN = """
    select * from concern where person = :person and closed_at is null order by raised_at, id
"""


async def open_of(work: database.Work, person: int) -> Sequence[Concern]:
    """What a person has reported, and called for, and isn't done."""
    return [_concern(row) for row in await work.all(OWN_OPEN, person=person)]


def _whose(member: Member) -> dict[str, int]:
    return {"me": member.person, "sees_all": Role.COORDINATOR in member.roles}


def _concern(row: sqlite3.Row) -> Concern:
    return Concern(
        row["id"],
        Kind(row["kind"]),
        row["person"],
        row["about"],
        row["match"],
        row["reason"],
        row["words"],
        clock.moment(row["raised_at"]),
        row["taken_by"],
        row["closed_at"] is None,
    )


ANOTHER = """
    select 1 from concern where match = :match and id <> :concern and closed_at is null
"""


async def has_another(work: database.Work, match: int, concern: int) -> bool:
    """Whether something else is reported about the two and isn't done."""
    return await work.one(ANOTHER, match=match, concern=concern) is not None


TAKE = "update concern set taken_by = :staff where id = :concern"
TAKE_CALL = """
    update concern set taken_by = :staff
    where person = :person and kind = 'crisis' and closed_at is null and taken_by is null
"""
RELEASE = "update concern set taken_by = null where taken_by = :staff and closed_at is null"
CLOSE = "update concern set closed_at = :now where id = :concern and closed_at is null"
PURGE = "delete from concern where closed_at < :before"


async def take(work: database.Work, concern: int, staff: int) -> None:
    await work.run(TAKE, concern=concern, staff=staff)


async def take_call(work: database.Work, person: int, staff: int) -> None:
    """Take care of a person's call for help, if nobody does."""
    await work.run(TAKE_CALL, person=person, staff=staff)


async def release(work: database.Work, staff: int) -> None:
    """Nobody takes care any more of what this staff member took care of."""
    await work.run(RELEASE, staff=staff)


async def close(work: database.Work, concern: int) -> None:
    await work.run(CLOSE, concern=concern, now=work.stamp)


async def purge(work: database.Work, before: int) -> None:
    """Forget what was done with long ago."""
    await work.run(PURGE, before=before)


NAME = """
    select coalesce((select name from newcomer where person = :person),
                    (select name from buddy where person = :person))
"""


async def name_of(work: database.Work, person: int | None) -> str | None:
    """What a person wants to be called, if they have said it."""
    row = await work.one(NAME, person=person)
    return row[0] if row else None


NAMELESS = """
    update concern set person = null, words = null
    where person = :person and kind = 'concern' and closed_at is null
"""


async def before_erasure(work: database.Work, person: int) -> None:
    """What somebody reported, and nobody has dealt with, stays without their name and words: whom
    it is about may be a danger to others."""
    await work.run(NAMELESS, person=person)


PERSONAL = (
    Personal(
        "concern",
        "select kind, reason, words, raised_at, closed_at from concern where person = :person",
    ),
)
"""Whom it is about isn't told: it is the reporter's, and the coordinators'."""
