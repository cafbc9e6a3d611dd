"""Buddies as rows: what they offer, and how far they are on the path to being active."""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import clock
from bot.buddies.application import Gender, Help, Offer
from bot.buddies.rules import Certificate
from bot.people.personal import Personal
from bot.storage import database


class State(enum.StrEnum):
    """applied → interviewed → prepared → active ⇄ paused → left; declined before."""

    APPLIED = "applied"
    INTERVIEWED = "interviewed"
    PREPARED = "prepared"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    DECLINED = "declined"


ON_THE_PATH = (State.APPLIED, State.INTERVIEWED, State.PREPARED)
TAKING_PART = (State.ACTIVE, State.PAUSED)
ENDED = (State.LEFT, State.DECLINED)


@dataclass(frozen=True)
class Buddy:
    """Somebody who offers to help. `changed_at` is when state, offer or certificate last changed,
    `declined_for` the reason that staff noted for themselves. `was_introduced` may come first."""

    person: int
    offer: Offer
    state: State
    version: int
    applied_at: datetime
    changed_at: datetime
    paused_until: date | None
    certificate: Certificate | None
    declined_for: str | None
    was_introduced: bool

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Applied:
    """Somebody applied as a buddy."""

    person: int


@dataclass(frozen=True)
class Changed:
    """A buddy, or somebody on the way to being one, changed what they offer."""

    person: int


@dataclass(frozen=True)
class Certified:
    """A coordinator noted a certificate of conduct, which may have an entry that matters."""

    person: int


@dataclass(frozen=True)
class Activated:
    """A coordinator made a buddy active for the first time, or again."""

    person: int


@dataclass(frozen=True)
class Paused:
    """A buddy takes no new newcomers until a day."""

    person: int


@dataclass(frozen=True)
class Resumed:
    """A buddy who paused is active again."""

    person: int


@dataclass(frozen=True)
class Left:
    """A buddy left, or somebody took the application back."""

    person: int


@dataclass(frozen=True)
class Declined:
    """A coordinator declined an application."""

    person: int


GET = """
    select person, name, district, places, gender, about, state, version, applied_at, changed_at,
           paused_until, certificate_seen_on, certificate_issued_on, certificate_has_entry,
           declined_for, prepared_at
    from buddy where person = :person
"""
SPOKEN = "select language from buddy_spoken where person = :person order by language"
FREE = "select slot from buddy_free where person = :person order by slot"
HELPS = "select kind from buddy_helps where person = :person"


async def find(work: database.Work, person: int) -> Buddy | None:
    """The buddy that a person is, in whatever state."""
    row = await work.one(GET, person=person)
    if row is None:
        return None
    helps = {each[0] for each in await work.all(HELPS, person=person)}
    offer = Offer(
        row["name"],
        tuple(each[0] for each in await work.all(SPOKEN, person=person)),
        row["district"],
        tuple(each for each in Help if each.value in helps),
        tuple(each[0] for each in await work.all(FREE, person=person)),
        row["places"],
        Gender.of(row["gender"]) if row["gender"] else None,
        row["about"],
    )
    return Buddy(
        person,
        offer,
        State(row["state"]),
        row["version"],
        clock.moment(row["applied_at"]),
        clock.moment(row["changed_at"]),
        date.fromisoformat(row["paused_until"]) if row["paused_until"] else None,
        _certificate(row),
        row["declined_for"],
        row["prepared_at"] is not None,
    )


async def get(work: database.Work, person: int) -> Buddy:
    """Raises LookupError when the person is no buddy in any state."""
    buddy = await find(work, person)
    if buddy is None:
        raise LookupError(f"buddy {person}")
    return buddy


def _certificate(row: sqlite3.Row) -> Certificate | None:
    if row["certificate_seen_on"] is None:
        return None
    seen_on, issued_on = row["certificate_seen_on"], row["certificate_issued_on"]
    return Certificate(
        date.fromisoformat(seen_on),
        date.fromisoformat(issued_on),
        bool(row["certificate_has_entry"]),
    )


APPLY = """
    insert into buddy (person, name, district, places, gender, about, state, applied_at, changed_at)
    values (:person, :name, :district, :places, :gender, :about, 'applied', :now, :now)
    on conflict (person) do update set name = excluded.name, district = excluded.district,
        places = excluded.places, gender = excluded.gender, about = excluded.about,
        version = version + 1, changed_at = excluded.changed_at,
        state = iif(state in ('left', 'declined'), 'applied', state),
        applied_at = iif(state in ('left', 'declined'), excluded.applied_at, applied_at),
        interviewed_at = iif(state in ('left', 'declined'), null, interviewed_at),
        prepared_at = iif(state in ('left', 'declined'), null, prepared_at),
        ended_at = null, declined_for = null
"""
CLEAR = (
    "delete from buddy_spoken where person = :person",
    "delete from buddy_free where person = :person",
    "delete from buddy_helps where person = :person",
)
ADD_SPOKEN = "insert into buddy_spoken (person, language) values (:person, :language)"
ADD_FREE = "insert into buddy_free (person, slot) values (:person, :slot)"
ADD_HELPS = "insert into buddy_helps (person, kind) values (:person, :kind)"


async def put(work: database.Work, person: int, offer: Offer) -> None:
    """Keep what a buddy offers, in place of what was known. Whoever is new, has left or was
    declined is an applicant from now on; for all others the state stays."""
    await work.run(
        APPLY,
        person=person,
        name=offer.name,
        district=offer.district,
        places=offer.places,
        gender=offer.gender.value if offer.gender else None,
        about=offer.about,
        now=work.stamp,
    )
    for clear in CLEAR:
        await work.run(clear, person=person)
    await work.each(ADD_SPOKEN, ({"person": person, "language": c} for c in offer.languages))
    await work.each(ADD_FREE, ({"person": person, "slot": slot} for slot in offer.free))
    await work.each(ADD_HELPS, ({"person": person, "kind": k.value} for k in offer.helps))


STEP = """
    update buddy set state = :state, version = version + 1, changed_at = :now,
        paused_until = :paused_until,
        interviewed_at = iif(:state = 'interviewed', :now, interviewed_at),
        prepared_at = iif(:state = 'prepared', :now, prepared_at),
        active_at = iif(:state = 'active', coalesce(active_at, :now), active_at),
        ended_at = iif(:state in ('left', 'declined'), :now, null),
        declined_for = :declined_for
    where person = :person
"""


async def change_state(
    work: database.Work,
    person: int,
    state: State,
    *,
    paused_until: date | None = None,
    declined_for: str | None = None,
) -> None:
    """Move a buddy on; whoever calls has seen to it that the step is allowed."""
    await work.run(
        STEP,
        person=person,
        state=state.value,
        paused_until=paused_until.isoformat() if paused_until else None,
        declined_for=declined_for,
        now=work.stamp,
    )


CERTIFY = """
    update buddy set version = version + 1, changed_at = :now, certificate_seen_on = :seen_on,
        certificate_issued_on = :issued_on, certificate_has_entry = :has_entry
    where person = :person
"""


async def certify(work: database.Work, person: int, certificate: Certificate) -> None:
    """Note that a certificate was seen. Nothing else of it is kept."""
    await work.run(
        CERTIFY,
        person=person,
        seen_on=certificate.seen_on.isoformat(),
        issued_on=certificate.issued_on.isoformat(),
        has_entry=certificate.has_entry,
        now=work.stamp,
    )


DUE = "select person from buddy where state = 'paused' and paused_until <= :today"


async def paused_until(base: database.Database, today: date) -> Sequence[int]:
    """Whose pause ends on this day, or has ended; looked up beside the writer."""
    return [row["person"] for row in await base.read(DUE, today=today.isoformat())]


FORGET_LEFT = "delete from buddy where state in ('left', 'declined') and ended_at < :before"
FORGET_CERTIFICATES = """
    update buddy set certificate_seen_on = null, certificate_issued_on = null,
        certificate_has_entry = null
    where state in ('left', 'declined') and ended_at < :before
      and certificate_seen_on is not null
"""


async def forget_left(work: database.Work, before: int, certificates_before: int) -> None:
    """Forget who left or was declined, and sooner what was noted of their certificates."""
    await work.run(FORGET_LEFT, before=before)
    await work.run(FORGET_CERTIFICATES, before=certificates_before)


PERSONAL = (
    Personal(
        "buddy",
        "select name, district, places, gender, about, state, applied_at, changed_at, "
        "interviewed_at, prepared_at, active_at, ended_at, paused_until, certificate_seen_on, "
        "certificate_issued_on, certificate_has_entry from buddy where person = :person",
    ),
    Personal("buddy_spoken", SPOKEN),
    Personal("buddy_free", FREE),
    Personal("buddy_helps", HELPS),
)
