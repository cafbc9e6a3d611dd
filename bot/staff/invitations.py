"""One-time invitations to the staff, as rows. Only a hash of the secret is kept; an invitation
works for one person, and for as long as the configuration says."""

import hashlib
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import clock
from bot.people.personal import Personal
from bot.staff.store import Left, Role
from bot.storage import database

KIND = "staff"
KEPT_DAYS = 30
"""How long an invitation that has expired is still known, so that it can be told from a broken one.
"""


@dataclass(frozen=True)
class Invitation:
    """`made_by` is the coordinator who made it, None if it was made on the command line. `used_by`
    is None also when the person who used it has been erased."""

    id: int
    role: Role
    made_by: int | None
    made_at: datetime
    expires_at: datetime
    used_by: int | None
    is_used: bool


ADD = """
    insert into invitation (secret, role, made_by, made_at, expires_at)
    values (:hash, :role, :made_by, :now, :expires)
"""


async def make(work: database.Work, role: Role, hours: int, made_by: int | None = None) -> str:
    """Make an invitation and return what stands behind `?start=` in its link."""
    secret = secrets.token_urlsafe(24)
    await work.run(
        ADD,
        hash=_hashed(secret),
        role=role.value,
        made_by=made_by,
        now=work.stamp,
        expires=clock.stamp(work.now + timedelta(hours=hours)),
    )
    return f"{KIND}_{secret}"


FIND = """
    select id, role, made_by, made_at, expires_at, person, used_at
    from invitation where secret = :hash
"""


async def find(work: database.Work, secret: str) -> Invitation | None:
    """The invitation with this secret, whether it still works or not."""
    row = await work.one(FIND, hash=_hashed(secret))
    return _invitation(row) if row else None


def _invitation(row: sqlite3.Row) -> Invitation:
    return Invitation(
        row["id"],
        Role(row["role"]),
        row["made_by"],
        clock.moment(row["made_at"]),
        clock.moment(row["expires_at"]),
        row["person"],
        row["used_at"] is not None,
    )


async def get(work: database.Work, payload: str) -> Invitation:
    """What was made just now, by what stands in its link. Raises LookupError."""
    found = await find(work, payload.removeprefix(f"{KIND}_"))
    if found is None:
        raise LookupError("no such invitation")
    return found


USE = "update invitation set person = :person, used_at = :now where id = :id"


async def use(work: database.Work, invitation: int, person: int) -> None:
    await work.run(USE, id=invitation, person=person, now=work.stamp)


OPEN = """
    select id, role, made_by, made_at, expires_at, person, used_at from invitation
    where expires_at > :now and used_at is null order by expires_at, id
"""


async def still_open(work: database.Work) -> Sequence[Invitation]:
    """The invitations that somebody could still use, those that end first in front."""
    return [_invitation(row) for row in await work.all(OPEN, now=work.stamp)]


WITHDRAW = """
    update invitation set expires_at = :now
    where id = :id and used_at is null and expires_at > :now returning id
"""


async def withdraw(work: database.Work, invitation: int) -> bool:
    """Take back an invitation, whoever made it; false if there is nothing to take back."""
    row = await work.one(WITHDRAW, id=invitation, now=work.stamp)
    return row is not None


REVOKE = """
    update invitation set expires_at = min(expires_at, :now)
    where made_by = :person and used_at is null
"""


async def revoke(work: database.Work, event: Left) -> None:
    """Whoever leaves the staff leaves no door open behind them."""
    await work.run(REVOKE, person=event.person, now=work.stamp)


PURGE = "delete from invitation where expires_at < :before"


async def purge(work: database.Work) -> None:
    """Forget invitations that are long over, used or not."""
    await work.run(PURGE, before=clock.stamp(work.now - timedelta(days=KEPT_DAYS)))


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


PERSONAL = (
    Personal(
        "invitation",
        "select role, made_at, used_at, iif(person = :person, 'used by you', 'made by you') as what"
        " from invitation where person = :person or made_by = :person",
        "delete from invitation where person = :person or (made_by = :person and used_at is null)",
    ),
)
