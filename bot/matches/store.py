"""Matches as rows. That a place is never filled twice is kept by the database itself."""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.conversation import turn
from bot.conversation.values import Said
from bot.people.personal import Personal
from bot.storage import database


class State(enum.StrEnum):
    """proposed (the buddy is asked) → accepted (the newcomer is asked) → active → ended. On the
    way a proposal is declined, postponed (not now), expired, or taken back by what else happened.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ENDED = "ended"
    DECLINED = "declined"
    POSTPONED = "postponed"
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"


OPEN = (State.PROPOSED, State.ACCEPTED, State.ACTIVE)
"""Holds a place of the buddy, and the newcomer."""


class Side(enum.StrEnum):
    NEWCOMER = "newcomer"
    BUDDY = "buddy"

    @property
    def other(self) -> "Side":
        return Side.BUDDY if self is Side.NEWCOMER else Side.NEWCOMER


@dataclass(frozen=True)
class Match:
    """One newcomer and one buddy, by their persons' ids; None for one who was erased. `asked_at`
    is when the side was asked whose answer is open, `answer_by` until when it has time. `ended_by`
    is the side that ended a match or said no to a proposal."""

    id: int
    request: int | None
    newcomer: int | None
    buddy: int | None
    state: State
    version: int
    proposed_by: int | None
    proposed_at: datetime
    asked_at: datetime
    answer_by: datetime | None
    active_at: datetime | None
    ended_by: Side | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def side_of(self, person: int) -> Side | None:
        if person == self.newcomer:
            return Side.NEWCOMER
        return Side.BUDDY if person == self.buddy else None

    def person_of(self, side: Side) -> int | None:
        return self.newcomer if side is Side.NEWCOMER else self.buddy


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Proposed:
    """A coordinator proposed a match; the buddy is to be asked."""

    match: int


@dataclass(frozen=True)
class AcceptedByBuddy:
    """The buddy said yes; the newcomer is to be asked."""

    match: int


@dataclass(frozen=True)
class Accepted:
    """Both said yes: the match is active."""

    match: int


@dataclass(frozen=True)
class ProposalEnded:
    """A proposal came to nothing: declined, postponed, expired or taken back."""

    match: int


@dataclass(frozen=True)
class Ended:
    """A match that was active is over."""

    match: int


GET = """
    select id, request, newcomer, buddy, state, version, proposed_by, proposed_at, asked_at,
           answer_by, active_at, ended_by from match where id = :match
"""


async def get(work: database.Work, match: int) -> Match:
    """Raises LookupError when there is no such match."""
    row = await work.one(GET, match=match)
    if row is None:
        raise LookupError(f"match {match}")
    return _match(row)


async def find(work: database.Work, match: str | int) -> Match | None:
    """The match of this number, which may come from a button and be anything."""
    number = str(match)
    is_number = number.isascii() and number.isdigit() and len(number) < 16
    row = await work.one(GET, match=int(number)) if is_number else None
    return _match(row) if row else None


async def visible_to(this: turn.Turn, match: str | int) -> Match:
    """The match, if the person whose turn it is, is one of its two. Raises `NotYours`."""
    found = await find(this.work, match)
    if found is None or found.side_of(this.person) is None:
        raise turn.NotYours(Said(turn.GONE))
    return found


OF_NEWCOMER = """
    select id from match where newcomer = :person and state in ('proposed', 'accepted', 'active')
"""
OF_BUDDY = """
    select id from match where buddy = :person and state in ('proposed', 'accepted', 'active')
    order by id
"""


async def of_newcomer(work: database.Work, person: int) -> Match | None:
    """The open match of a newcomer; there is at most one."""
    row = await work.one(OF_NEWCOMER, person=person)
    return await get(work, row["id"]) if row else None


async def of_buddy(work: database.Work, person: int) -> Sequence[Match]:
    """The open matches of a buddy, the oldest first."""
    return [await get(work, row["id"]) for row in await work.all(OF_BUDDY, person=person)]


async def of_person(work: database.Work, person: int) -> Sequence[Match]:
    """All open matches of a person, on either side."""
    own = await of_newcomer(work, person)
    return [*([own] if own else []), *await of_buddy(work, person)]


AGREED = "select 1 from agreement where match = :match and state = 'valid'"


async def is_agreed(work: database.Work, match: int) -> bool:
    """Whether the two have an agreement."""
    return await work.one(AGREED, match=match) is not None


def _match(row: sqlite3.Row) -> Match:
    return Match(
        row["id"],
        row["request"],
        row["newcomer"],
        row["buddy"],
        State(row["state"]),
        row["version"],
        row["proposed_by"],
        clock.moment(row["proposed_at"]),
        clock.moment(row["asked_at"]),
        _moment(row["answer_by"]),
        _moment(row["active_at"]),
        Side(row["ended_by"]) if row["ended_by"] in [*Side] else None,
    )


def _moment(stamp: int | None) -> datetime | None:
    return None if stamp is None else clock.moment(stamp)


# A place is one of the numbers up to what the buddy offers; the first that nobody holds is taken.
PROPOSE = """
    insert into match (request, newcomer, buddy, place, state, proposed_by, proposed_at, asked_at,
                       answer_by)
    select :request, :newcomer, buddy.person, value, 'proposed', :by, :now, :now, :answer_by
    from buddy join json_each('[1, 2, 3]')
    where buddy.person = :buddy and buddy.state = 'active' and value <= buddy.places
      and (select count(*) from match where match.buddy = :buddy
           and state in ('proposed', 'accepted', 'active')) < buddy.places
      and not exists (select 1 from match where match.buddy = :buddy and place = value
                      and state in ('proposed', 'accepted', 'active'))
      and not exists (select 1 from match where newcomer = :newcomer
                      and state in ('proposed', 'accepted', 'active'))
    order by value limit 1
    returning id
"""


async def propose(
    work: database.Work,
    request: int,
    newcomer: int,
    buddy: int,
    *,
    by: int,
    answer_by: datetime,
) -> int | None:
    """Propose a match in a free place of an active buddy; None where there is none, or where the
    newcomer has an open match already."""
    row = await work.one(
        PROPOSE,
        request=request,
        newcomer=newcomer,
        buddy=buddy,
        by=by,
        answer_by=clock.stamp(answer_by),
        now=work.stamp,
    )
    if row is None:
        return None
    work.happened(Proposed(row["id"]))
    return int(row["id"])


CHANGE = """
    update match set state = :state, version = version + 1,
        asked_at = iif(:state = 'accepted', :now, asked_at), answer_by = :answer_by,
        active_at = iif(:state = 'active', :now, active_at),
        ended_at = iif(:state in ('proposed', 'accepted', 'active'), null, :now),
        ended_by = :by, reason = :reason, words = :words
    where id = :match
"""


async def change(
    work: database.Work,
    match: int,
    state: State,
    *,
    by: str | None = None,
    reason: str | None = None,
    words: str | None = None,
    answer_by: datetime | None = None,
) -> None:
    """Move a match on, and state the fact; whoever calls has seen to it that the step is allowed.
    `by` is "newcomer", "buddy" or "staff" where a match or proposal ends, `answer_by` until when
    the newcomer who is asked now has time."""
    await work.run(
        CHANGE,
        match=match,
        state=state.value,
        by=by,
        reason=reason,
        words=words,
        answer_by=None if answer_by is None else clock.stamp(answer_by),
        now=work.stamp,
    )
    match state:
        case State.ACCEPTED:
            work.happened(AcceptedByBuddy(match))
        case State.ACTIVE:
            work.happened(Accepted(match))
        case State.ENDED:
            work.happened(Ended(match))
        case _:
            work.happened(ProposalEnded(match))


PERSONAL = (
    Personal(
        "match",
        "select iif(newcomer = :person, 'newcomer', 'buddy') as side, state, "
        "nullif(proposed_at, 0) as proposed_at, "
        "active_at, ended_at, iif(ended_by = iif(newcomer = :person, 'newcomer', 'buddy'), reason, "
        "null) as reason, iif(ended_by = iif(newcomer = :person, 'newcomer', 'buddy'), words, null)"
        " as words from match where newcomer = :person or buddy = :person",
        "update match set words = null where newcomer = :person or buddy = :person",
    ),
)
"""The row stays without the person, since it is the other one's as well; own words don't."""
