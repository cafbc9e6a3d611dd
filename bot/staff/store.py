"""Staff as rows."""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.people.personal import Personal
from bot.storage import database


class Role(enum.StrEnum):
    ADVISOR = "advisor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Member:
    """Someone of the staff; `name` is what people may call them, empty until they have said it."""

    person: int
    name: str
    roles: frozenset[Role]
    since_at: datetime

    @property
    def since(self) -> int:
        """The version of a button about a member: one who left and came back is another one."""
        return clock.stamp(self.since_at)


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Joined:
    """A person joined the staff, or got another role."""

    person: int
    role: Role


@dataclass(frozen=True)
class Left:
    """A person is no longer of the staff: left, was removed, or is about to be erased."""

    person: int


FIND = """
    select person, name, is_advisor, is_coordinator, since_at from staff where person = :person
"""


async def find(work: database.Work, person: int) -> Member | None:
    row = await work.one(FIND, person=person)
    return _member(row) if row else None


ALL = """
    select person, name, is_advisor, is_coordinator, since_at from staff order by since_at, person
"""


async def everyone(work: database.Work, *roles: Role) -> Sequence[Member]:
    """All who have one of these roles; the whole staff if none is named."""
    members = [_member(row) for row in await work.all(ALL)]
    return [m for m in members if not roles or m.roles & {*roles}]


def _member(row: sqlite3.Row) -> Member:
    has = {Role.ADVISOR: row["is_advisor"], Role.COORDINATOR: row["is_coordinator"]}
    roles = frozenset(role for role in Role if has[role])
    return Member(row["person"], row["name"] or "", roles, clock.moment(row["since_at"]))


OTHER_COORDINATOR = """
    select 1 from staff where is_coordinator and person <> :person limit 1
"""


async def is_last_coordinator(work: database.Work, person: int) -> bool:
    """Whether this person is a coordinator, and nobody else is."""
    member = await find(work, person)
    if member is None or Role.COORDINATOR not in member.roles:
        return False
    return await work.one(OTHER_COORDINATOR, person=person) is None


ANY_ADVISOR = "select 1 from staff where is_advisor limit 1"


async def has_advisor(work: database.Work) -> bool:
    return await work.one(ANY_ADVISOR) is not None


ADD = """
    insert into staff (person, is_advisor, is_coordinator, since_at)
    values (:person, :is_advisor, :is_coordinator, :now)
    on conflict (person) do update set
        is_advisor = max(is_advisor, excluded.is_advisor),
        is_coordinator = max(is_coordinator, excluded.is_coordinator)
"""


async def add(work: database.Work, person: int, role: Role) -> None:
    """Give a person a role, besides those they have."""
    await work.run(
        ADD,
        person=person,
        is_advisor=role is Role.ADVISOR,
        is_coordinator=role is Role.COORDINATOR,
        now=work.stamp,
    )
    work.happened(Joined(person, role))


NAME = "update staff set name = :name where person = :person"


async def change_name(work: database.Work, person: int, name: str) -> None:
    await work.run(NAME, person=person, name=name)


END = "delete from staff where person = :person"


async def end(work: database.Work, person: int) -> None:
    """Take all roles from a person."""
    await work.run(END, person=person)
    work.happened(Left(person))


PERSONAL = (
    Personal(
        "staff",
        "select name, is_advisor, is_coordinator, since_at from staff where person = :person",
    ),
)
