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
from bot.staff import store as staff
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
FOR_A_NEWCOMER = text(
    "newcomers.link_for_a_newcomer",
    "This link is for a newcomer. You have not used it up: please hand it over, as a link or as a "
    "picture.",
)
UNKNOWN = text(
    "newcomers.link_unknown",
    "I don't know this link. Perhaps a part of it is missing. You can ask for a buddy without it.",
)

ADD = """
    insert into opened_case (secret, advisor, opened_at, expires_at)
    values (:hash, :advisor, :now, :expires)
"""


async def open_case(work: database.Work, hours: int, advisor: int | None = None) -> str:
    """Open a case and return what stands behind `?start=` in its link."""
    secret = secrets.token_urlsafe(24)
    expires = clock.stamp(work.now + timedelta(hours=hours))
    await work.run(ADD, hash=_hashed(secret), advisor=advisor, now=work.stamp, expires=expires)
    return f"{KIND}_{secret}"


FIND = "select id, person, advisor, used_at, expires_at from opened_case where secret = :hash"
TAKE = "update opened_case set person = :person, used_at = :now where id = :id"
KEPT_DAYS = 30
"""How long a link that has expired is still known, so that it can be told from a broken one."""


@dataclass(frozen=True)
class CaseTaken:
    """A person followed an advisor's link."""

    person: int
    advisor: int | None


async def arrive(this: turn.Turn, secret: str) -> Said:
    """Somebody follows a link: the case becomes theirs if it is still free, and they are not of
    the staff: whoever made a link may try it."""
    row = await this.work.one(FIND, hash=_hashed(secret))
    if row is None:
        return Said(UNKNOWN)
    if row["person"] == this.person:
        return Said(OPENED)
    if row["used_at"] is not None:
        return Said(USED)
    if row["expires_at"] <= this.work.stamp:
        return Said(EXPIRED)
    if await staff.find(this.work, this.person) is not None:
        return Said(FOR_A_NEWCOMER)
    await this.work.run(TAKE, id=row["id"], person=this.person, now=this.work.stamp)
    this.work.happened(CaseTaken(this.person, row["advisor"]))
    return Said(OPENED)


CASE = """
    select advisor from opened_case where person = :person and not exists (
        select 1 from request where request.person = :person and sent_at >= used_at
          and state in ('ended', 'referred', 'withdrawn')
    )
    order by used_at desc limit 1
"""


async def has_case(work: database.Work, person: int) -> bool:
    """Whether an advisor has opened a case for this person, and no request has come of it that is
    over: then one begins anew."""
    return await work.one(CASE, person=person) is not None


async def advisor_of(work: database.Work, person: int) -> int | None:
    """Who opened the case of this person, if somebody did and is still known."""
    row = await work.one(CASE, person=person)
    return row["advisor"] if row else None


FORGET_ADVISOR = "update opened_case set advisor = null where advisor = :advisor"


async def forget_advisor(work: database.Work, event: staff.Left) -> None:
    """A link goes on working when the advisor who made it is no longer there."""
    await work.run(FORGET_ADVISOR, advisor=event.person)


PURGE = "delete from opened_case where person is null and expires_at < :before"


async def purge(work: database.Work) -> None:
    """Forget links that nobody used."""
    before = clock.stamp(work.now - timedelta(days=KEPT_DAYS))
    await work.run(PURGE, before=before)


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
