"""Agreements as rows: one version after the other, at most one proposed and one valid for a match.

A version that was replaced before it was valid keeps its number, which is never given again, but
none of the words that somebody wrote.
"""

import enum
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from bot import clock
from bot.agreements.terms import Duration, Place, Rhythm, Terms
from bot.buddies.application import Help
from bot.matches.store import Side
from bot.people.personal import Personal
from bot.storage import database


class State(enum.StrEnum):
    """proposed (the other side is asked) → valid → replaced by what was agreed later; or replaced
    at once, by another proposal or because it was taken back."""

    PROPOSED = "proposed"
    VALID = "valid"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Agreement:
    """One version of what the two of a match decide; `side` proposed it. `ends_on` is the last day
    of one that is or was valid, None where it has none."""

    match: int
    version: int
    side: Side
    terms: Terms
    proposed_at: datetime
    valid_at: datetime | None
    ends_on: date | None


@dataclass(frozen=True)
class Standing:
    """Where the two of a match stand: what is valid, and what is proposed."""

    valid: Agreement | None
    proposed: Agreement | None

    @property
    def latest(self) -> Agreement | None:
        return self.proposed or self.valid


@dataclass(frozen=True)
class Changed:
    """Something else is agreed on in a match, proposed, or no longer proposed."""

    match: int


FIND = """
    select id, match, version, side, duration, until_day, rhythm, words, proposed_at, valid_at,
           ends_on
    from agreement where match = :match and state = :state
"""
NEEDS = "select kind from agreement_need where agreement = :agreement"
PLACES = "select place from agreement_place where agreement = :agreement"


async def standing(work: database.Work, match: int) -> Standing:
    return Standing(
        await _find(work, match, State.VALID),
        await _find(work, match, State.PROPOSED),
    )


async def _find(work: database.Work, match: int, state: State) -> Agreement | None:
    row = await work.one(FIND, match=match, state=state.value)
    if row is None:
        return None
    return Agreement(
        row["match"],
        row["version"],
        Side(row["side"]),
        await _terms(work, row),
        clock.moment(row["proposed_at"]),
        clock.moment(row["valid_at"]) if row["valid_at"] is not None else None,
        date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
    )


async def _terms(work: database.Work, row: sqlite3.Row) -> Terms:
    needs = {each[0] for each in await work.all(NEEDS, agreement=row["id"])}
    places = {each[0] for each in await work.all(PLACES, agreement=row["id"])}
    return Terms(
        tuple(kind for kind in Help if kind.value in needs),
        Duration.of(row["duration"]),
        date.fromisoformat(row["until_day"]) if row["until_day"] else None,
        Rhythm.of(row["rhythm"]),
        tuple(place for place in Place if place.value in places),
        row["words"],
    )


PROPOSE = """
    insert into agreement (match, version, state, side, duration, until_day, rhythm, words,
                           proposed_at)
    select :match, coalesce(max(version), 0) + 1, 'proposed', :side, :duration, :until, :rhythm,
           :words, :now
    from agreement where match = :match
"""
ADD_NEED = "insert into agreement_need (agreement, kind) values (:agreement, :kind)"
ADD_PLACE = "insert into agreement_place (agreement, place) values (:agreement, :place)"


async def propose(work: database.Work, match: int, side: Side, terms: Terms) -> None:
    """Keep a new version as proposed, in place of one that is."""
    await work.run(TAKE_BACK, match=match)
    agreement = await work.add(
        PROPOSE,
        match=match,
        side=side.value,
        duration=terms.duration.value,
        until=terms.until.isoformat() if terms.until else None,
        rhythm=terms.rhythm.value,
        words=terms.words,
        now=work.stamp,
    )
    await work.each(ADD_NEED, ({"agreement": agreement, "kind": k.value} for k in terms.needs))
    await work.each(ADD_PLACE, ({"agreement": agreement, "place": p.value} for p in terms.places))
    work.happened(Changed(match))


TAKE_BACK = """
    update agreement set state = 'replaced', words = null
    where match = :match and state = 'proposed'
"""


async def take_back(work: database.Work, match: int) -> None:
    """Nobody is asked about the proposed version any more."""
    await work.run(TAKE_BACK, match=match)
    work.happened(Changed(match))


REPLACE = "update agreement set state = 'replaced' where match = :match and state = 'valid'"
ACCEPT = """
    update agreement set state = 'valid', valid_at = :now, ends_on = :ends_on
    where match = :match and state = 'proposed'
"""


async def accept(work: database.Work, match: int, ends_on: date | None) -> None:
    """The proposed version is valid from now on, in place of the one before, until the end of a
    day or without an end."""
    await work.run(REPLACE, match=match)
    last_day = ends_on.isoformat() if ends_on else None
    await work.run(ACCEPT, match=match, now=work.stamp, ends_on=last_day)
    work.happened(Changed(match))


DROP = "delete from agreement where match = :match and state = 'proposed'"


async def drop_proposed(work: database.Work, match: int) -> None:
    """Forget what nobody can say yes to any more. What was valid stays as long as the match."""
    await work.run(DROP, match=match)


PERSONAL = (
    Personal(
        "agreement",
        "select agreement.match, agreement.version, agreement.state, "
        "iif(side = iif(newcomer = :person, 'newcomer', 'buddy'), 'you', 'the other side') "
        "as proposed_by, duration, until_day, rhythm, agreement.words, agreement.proposed_at, "
        "valid_at, ends_on from match join agreement on agreement.match = match.id "
        "where newcomer = :person or buddy = :person",
        "update agreement set words = null where match in "
        "(select id from match where newcomer = :person or buddy = :person)",
    ),
    Personal(
        "agreement_need",
        "select agreement.match, agreement.version, kind from match "
        "join agreement on agreement.match = match.id "
        "join agreement_need on agreement_need.agreement = agreement.id "
        "where newcomer = :person or buddy = :person",
    ),
    Personal(
        "agreement_place",
        "select agreement.match, agreement.version, agreement_place.place from match "
        "join agreement on agreement.match = match.id "
        "join agreement_place on agreement_place.agreement = agreement.id "
        "where newcomer = :person or buddy = :person",
    ),
)
