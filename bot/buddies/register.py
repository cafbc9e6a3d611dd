"""The register of all buddies, as coordinators go through it: who is next, who is how far.

A coordinator who is a buddy too doesn't find themselves in it: nobody decides on themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.buddies.store import State
from bot.storage import database

FIRST = """
    select person from buddy
    where state in ('applied', 'interviewed', 'prepared') and person <> :member
    order by applied_at, person limit 1
"""
FOLLOWING = """
    select person from buddy
    where state in ('applied', 'interviewed', 'prepared') and person <> :member
      and (applied_at, person) > (select applied_at, person from buddy where person = :person)
    order by applied_at, person limit 1
"""


async def next_applicant(work: database.Work, member: int, after: int | None = None) -> int | None:
    """Who applied first of all on the path, or next after this buddy; None after the last."""
    query = FIRST if after is None else FOLLOWING
    row = await work.one(query, member=member, person=after)
    return int(row["person"]) if row else None


WAITING = """
    select count(*) as number, min(applied_at) as oldest,
           coalesce(sum(state = 'applied' and applied_at < :late_before), 0) as late from buddy
    where state in ('applied', 'interviewed', 'prepared') and person <> :member
"""


@dataclass(frozen=True)
class Applicants:
    """How many are on the path, since when the first of them, and to how many nobody has talked by
    the day that was promised."""

    count: int
    oldest: datetime | None = None
    late: int = 0


async def count_applicants(work: database.Work, member: int, late_before: datetime) -> Applicants:
    """Who waits for the coordinators. Who applied before `late_before` should have been heard."""
    row = await work.one(WAITING, member=member, late_before=clock.stamp(late_before))
    if row is None or row["oldest"] is None:
        return Applicants(0)
    return Applicants(row["number"], clock.moment(row["oldest"]), row["late"])


BY_STATE = """
    select state, count(*) as number from buddy where person <> :member group by state
"""


async def count_by_state(work: database.Work, member: int) -> Mapping[State, int]:
    """How many buddies there are in every state that somebody is in."""
    return {State(row["state"]): row["number"] for row in await work.all(BY_STATE, member=member)}


PAGE = """
    select person, name from buddy where state = :state and person <> :member
    order by applied_at, person limit :most offset :first
"""


async def names(
    work: database.Work, member: int, state: State, first: int, most: int
) -> Sequence[tuple[int, str]]:
    """The persons in a state with their names, in the order in which they applied."""
    rows = await work.all(PAGE, member=member, state=state.value, first=first, most=most)
    return [(row["person"], row["name"]) for row in rows]
