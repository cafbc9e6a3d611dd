"""The facts that speak for and against each buddy, read for one newcomer at a time."""

import functools
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import clock, town
from bot.buddies import rules as certificates
from bot.matches import rules
from bot.matches.rules import Candidate, Past, Ranking, Seeker, Veto, Waiting
from bot.needs import store as needs
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import Household, Newcomer
from bot.sections import Matching
from bot.storage import database

WITH_CHILDREN = (Household.CHILDREN, Household.FAMILY)


@dataclass(frozen=True)
class Asking:
    """A request that waits, and who asks."""

    request: needs.Request
    newcomer: Newcomer

    @property
    def seeker(self) -> Seeker:
        return seeker(self.request, self.newcomer)


async def asking(work: database.Work, request: int) -> Asking | None:
    """None when the request or the introduction is gone."""
    try:
        found = await needs.get(work, request)
    except LookupError:
        return None
    newcomer = await newcomers.find(work, found.person)
    return Asking(found, newcomer) if newcomer else None


def seeker(request: needs.Request, newcomer: Newcomer) -> Seeker:
    is_outside = newcomer.district == town.SURROUNDINGS.key
    return Seeker(
        request.person,
        rules.helped_in(newcomer.languages, newcomer.german.value),
        "" if is_outside else newcomer.district,
        newcomer.household in WITH_CHILDREN,
        newcomer.wish.value if newcomer.wish else None,
        frozenset(newcomer.free),
        tuple(need.kind.value for need in request.needs),
    )


CANDIDATES = """
    select buddy.person, district, places, gender, state,
           unreachable_since is null and paused_at is null as is_reachable,
           coalesce(certificate_has_entry = 0 and certificate_issued_on >= :issued_from, 0)
               as is_certified,
           (select group_concat(language, ' ') from buddy_spoken
            where buddy_spoken.person = buddy.person) as languages,
           (select group_concat(kind, ' ') from buddy_helps
            where buddy_helps.person = buddy.person) as helps,
           (select group_concat(slot, ' ') from buddy_free
            where buddy_free.person = buddy.person) as free,
           (select count(*) from match where match.buddy = buddy.person
            and match.state in ('proposed', 'accepted', 'active')) as taken,
           max(coalesce(buddy.active_at, applied_at), coalesce(
               (select max(max(match.active_at, coalesce(match.ended_at, 0))) from match
                where match.buddy = buddy.person and match.active_at is not null), 0)
           ) as waiting_since
    from buddy join person on person.id = buddy.person
    where state in ('applied', 'interviewed', 'prepared', 'active', 'paused')
      and (:only is null or buddy.person = :only)
"""
PASTS = """
    select buddy, state = 'postponed' from match
    where newcomer = :newcomer and buddy is not null
      and (state in ('declined', 'expired', 'ended')
           or state = 'postponed' and ended_at > :not_now_after)
    order by state = 'postponed' desc
"""


async def candidates(
    work: database.Work, newcomer: int, not_now_days: int, today: date, only: int | None = None
) -> Sequence[Candidate]:
    """All who are or may become active buddies, or the one that is named, with what was between
    them and the newcomer."""
    after = clock.stamp(work.now - timedelta(days=not_now_days))
    pasts = {
        buddy: Past.NOT_NOW if is_postponed else Past.OVER
        for buddy, is_postponed in await work.all(PASTS, newcomer=newcomer, not_now_after=after)
    }
    issued_from = certificates.months_before(today, 12 * certificates.VALID_YEARS).isoformat()
    rows = await work.all(CANDIDATES, issued_from=issued_from, only=only)
    return [_candidate(row, pasts.get(row["person"], Past.NOTHING)) for row in rows]


def _candidate(row: sqlite3.Row, past: Past) -> Candidate:
    (person, district, places, gender, state, is_reachable, is_certified, *rest) = row
    languages, helps, free, taken, waiting_since = rest
    return Candidate(
        person,
        _codes(languages),
        district,
        _codes(helps),
        _codes(free),
        places,
        taken,
        gender,
        bool(is_certified),
        state == "active",
        bool(is_reachable),
        clock.moment(waiting_since),
        past,
    )


@functools.lru_cache(maxsize=5000)
def _codes(words: str | None) -> frozenset[str]:
    """The codes that a column lists. Many buddies share the same few combinations."""
    return frozenset((words or "").split())


async def ranking(work: database.Work, asked: Asking, weights: Matching, today: date) -> Ranking:
    """Who could be the newcomer's buddy, and what rules out the others."""
    found = await candidates(work, asked.request.person, weights.not_now_days, today)
    return rules.rank(asked.seeker, found, weights, work.now)


async def veto(
    work: database.Work, asked: Asking, buddy: int, weights: Matching, today: date
) -> Veto | None:
    """What rules out this buddy at this moment. Somebody who isn't one any more isn't active."""
    days = weights.not_now_days
    for candidate in await candidates(work, asked.request.person, days, today, buddy):
        return rules.veto(asked.seeker, candidate)
    return Veto.NOT_ACTIVE


# The first condition on the state follows from the second; SQLite needs it to choose the index.
WAITING = """
    select id, ready_at, (select min(by_day) from need
                          where need.request = request.id and by_day >= :today) as first_day
    from request
    where state in ('sent', 'ready') and state = 'ready' and person <> :but_for
      and not exists (select 1 from match where newcomer = request.person
                      and state in ('proposed', 'accepted', 'active'))
"""


async def waiting(work: database.Work, today: date, but_for: int) -> Sequence[Waiting]:
    """All who wait for a buddy and have no proposal under way, the most urgent first; without the
    request of the one who looks."""
    found = (
        Waiting(
            row["id"],
            clock.moment(row["ready_at"]),
            date.fromisoformat(row["first_day"]) if row["first_day"] else None,
        )
        for row in await work.all(WAITING, today=today.isoformat(), but_for=but_for)
    )
    return rules.by_urgency(found, today)


UNREACHABLE = """
    select 1 from person
    where id = :person and (unreachable_since is not null or paused_at is not null)
"""


async def is_unreachable(work: database.Work, person: int) -> bool:
    """Whether somebody has stopped the bot: it may not write to them by itself, or can't."""
    return await work.one(UNREACHABLE, person=person) is not None
