"""One-time links with which an advisor hands a case to a newcomer after a consultation.

Only a hash of the secret is kept. A link works for the first person who follows it, and for as long
as the configuration says.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot import clock
from bot.conversation import turn
from bot.conversation.values import Said
from bot.i18n import text
from bot.storage import database

KIND = "case"
OPENED = text(
    "newcomers.case_opened",
    "An advisor of the Welcome Center has opened a request for you. "
    "A few short questions, and we look for a buddy.",
)
USED = text(
    "newcomers.link_used",
    "This link has been used before; each works only once. "
    "You can ask for a buddy here without it, or ask the Welcome Center for a new one.",
)
EXPIRED = text(
    "newcomers.link_expired",
    "This link has expired. You can ask for a buddy here without it, or ask the Welcome Center "
    "for a new one.",
)
UNKNOWN = text(
    "newcomers.link_unknown",
    "I don't know this link. Perhaps a part of it is missing. You can ask for a buddy without it.",
)

ADD = "insert into opened_case (secret, opened_at, expires_at) values (:hash, :now, :expires)"


async def open_case(work: database.Work, hours: int) -> str:
    """Open a case and return what stands behind `?start=` in its link."""
    secret = secrets.token_urlsafe(24)
    expires = clock.stamp(work.now + timedelta(hours=hours))
    await work.run(ADD, hash=_hashed(secret), now=work.stamp, expires=expires)
    return f"{KIND}_{secret}"


FIND = "select id, person, used_at, expires_at from opened_case where secret = :hash"
TAKE = "update opened_case set person = :person, used_at = :now where id = :id"
KEPT_DAYS = 30
"""How long a link that has expired is still known, so that it can be told from a broken one."""


@dataclass(frozen=True)
class CaseTaken:
    """A person followed an advisor's link."""

    person: int


async def arrive(this: turn.Turn, secret: str) -> Said:
    """Somebody follows a link: the case becomes theirs if it is still free."""
    row = await this.work.one(FIND, hash=_hashed(secret))
    if row is None:
        return Said(UNKNOWN)
    if row["person"] == this.person:
        return Said(OPENED)
    if row["used_at"] is not None:
        return Said(USED)
    if row["expires_at"] <= this.work.stamp:
        return Said(EXPIRED)
    await this.work.run(TAKE, id=row["id"], person=this.person, now=this.work.stamp)
    this.work.happened(CaseTaken(this.person))
    return Said(OPENED)


HAS = "select 1 from opened_case where person = :person limit 1"


async def has_case(work: database.Work, person: int) -> bool:
    """Whether an advisor has opened a case for this person."""
    return await work.one(HAS, person=person) is not None


PURGE = "delete from opened_case where person is null and expires_at < :before"


async def purge(work: database.Work) -> None:
    """Forget links that nobody used."""
    before = clock.stamp(work.now - timedelta(days=KEPT_DAYS))
    await work.run(PURGE, before=before)


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
