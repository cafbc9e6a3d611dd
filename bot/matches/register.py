"""All open matches and proposals as rows for the coordinators, what is stalled first; then what
ended lately.
"""

import enum
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import clock
from bot.buddies import rules as certificates
from bot.matches import silence
from bot.matches.store import State
from bot.storage import database

LATELY = timedelta(days=14)


class Trouble(enum.Enum):
    """What keeps a match from going well, the gravest first."""

    CERTIFICATE = "certificate"
    WISH = "wish"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    NO_AGREEMENT = "no agreement"


@dataclass(frozen=True)
class Entry:
    """A match or proposal, with the names as far as both are still here; `troubles` of an open one,
    the gravest first."""

    match: int
    state: State
    newcomer: str | None
    buddy: str | None
    troubles: tuple[Trouble, ...]


# Trouble first, then proposals, then matches without an agreement, then all others; the oldest of
# each in front. The newcomer doesn't see their own.
LIST = """
    select match.id, match.state, newcomer.name as newcomer, buddy.name as buddy,
           household in ('children', 'family')
               and not coalesce(certificate_has_entry = 0
                                and certificate_issued_on >= :issued_from, 0) as certificate,
           wish is not null and wish <> coalesce(gender, '') as wish,
           seeker.unreachable_since is not null or helper.unreachable_since is not null
               as unreachable,
           match.state = 'active' and max(
               match.active_at, coalesce(quiet_until, 0) - :patience, coalesce((
                   select max(ends_at) from meeting
                   where meeting.match = match.id and meeting.state in ('confirmed', 'held')), 0)
           ) <= :met_before and not exists (
               select 1 from meeting join offer on offer.meeting = meeting.id
               where meeting.match = match.id and meeting.state in ('proposed', 'confirmed')
           ) as silent,
           match.state = 'active' and not exists (
               select 1 from agreement where agreement.match = match.id
               and agreement.state = 'valid') as no_agreement
    from match
    join newcomer on newcomer.person = match.newcomer join buddy on buddy.person = match.buddy
    join person as seeker on seeker.id = match.newcomer
    join person as helper on helper.id = match.buddy
    where match.state in ('proposed', 'accepted', 'active') and match.newcomer <> :but_for
      and (:only is null or match.id = :only)
    order by certificate or wish or unreachable or silent desc, match.state = 'active',
             no_agreement desc, asked_at, match.id
    limit :most offset :skip
"""


async def page(
    work: database.Work, member: int, today: date, most: int, skip: int
) -> Sequence[Entry]:
    """So many entries, after so many others, for a member of the staff."""
    found = await _entries(work, member, today, most, skip, None)
    if len(found) == most:
        return found
    row = await work.one(COUNT_OPEN, but_for=member)
    before = max(skip - (int(row[0]) if row else 0), 0)
    return [*found, *await _over(work, member, most - len(found), before)]


# As long as the list of what is open: whoever has no name there isn't counted here.
COUNT_OPEN = """
    select count(*) from match
    join newcomer on newcomer.person = match.newcomer join buddy on buddy.person = match.buddy
    where match.state in ('proposed', 'accepted', 'active') and match.newcomer <> :but_for
"""
OVER = """
    select match.id, match.state, newcomer.name as newcomer, buddy.name as buddy
    from match left join newcomer on newcomer.person = match.newcomer
    left join buddy on buddy.person = match.buddy
    where match.ended_at > :since and match.newcomer is not :but_for
    order by match.ended_at desc, match.id desc limit :most offset :skip
"""


async def _over(work: database.Work, member: int, most: int, skip: int) -> Sequence[Entry]:
    """What ended lately, the newest first."""
    since = clock.stamp(work.now - LATELY)
    rows = await work.all(OVER, since=since, but_for=member, most=most, skip=skip)
    return [
        Entry(row["id"], State(row["state"]), row["newcomer"], row["buddy"], ()) for row in rows
    ]


async def troubles(
    work: database.Work, member: int, today: date, match: int
) -> tuple[Trouble, ...]:
    """What keeps one open match from going well."""
    found = await _entries(work, member, today, 1, 0, match)
    return found[0].troubles if found else ()


async def _entries(
    work: database.Work, member: int, today: date, most: int, skip: int, only: int | None
) -> Sequence[Entry]:
    rows = await work.all(
        LIST, but_for=member, only=only, most=most, skip=skip, **_limits(work, today)
    )
    return [_entry(row) for row in rows]


def _entry(row: sqlite3.Row) -> Entry:
    troubles = zip(Trouble, (row[4], row[5], row[6], row[7], row[8]), strict=True)
    return Entry(
        row["id"],
        State(row["state"]),
        row["newcomer"],
        row["buddy"],
        tuple(trouble for trouble, is_there in troubles if is_there),
    )


# As in the list, but for a missing agreement: that is for the two to decide. The first condition
# on the state follows from the second; SQLite needs it to choose the index.
COUNT = """
    select count(*) from match
    join newcomer on newcomer.person = match.newcomer join buddy on buddy.person = match.buddy
    join person as seeker on seeker.id = match.newcomer
    join person as helper on helper.id = match.buddy
    where match.state in ('proposed', 'accepted', 'active') and match.state = 'active'
      and match.newcomer <> :but_for
      and (household in ('children', 'family')
           and not coalesce(certificate_has_entry = 0
                            and certificate_issued_on >= :issued_from, 0)
           or wish is not null and wish <> coalesce(gender, '')
           or seeker.unreachable_since is not null or helper.unreachable_since is not null
           or max(match.active_at, coalesce(quiet_until, 0) - :patience, coalesce((
                  select max(ends_at) from meeting
                  where meeting.match = match.id and meeting.state in ('confirmed', 'held')), 0)
              ) <= :met_before and not exists (
                  select 1 from meeting join offer on offer.meeting = meeting.id
                  where meeting.match = match.id and meeting.state in ('proposed', 'confirmed')))
"""


async def in_trouble(work: database.Work, member: int, today: date) -> int:
    """How many matches need the coordinators."""
    row = await work.one(COUNT, but_for=member, **_limits(work, today))
    return int(row[0]) if row else 0


def _limits(work: database.Work, today: date) -> dict[str, str | int]:
    """From when on a certificate counts, and when two must have met last to be silent."""
    issued_from = certificates.months_before(today, 12 * certificates.VALID_YEARS)
    return {
        "issued_from": issued_from.isoformat(),
        "patience": int(silence.ASKED_AFTER.total_seconds()),
        "met_before": clock.stamp(work.now - silence.SEEN_AFTER),
    }


# Here too the first condition on the state follows from the second.
WAITING = """
    select count(*), min(ready_at) from request
    where state in ('sent', 'ready') and state = 'ready' and person <> :but_for
      and not exists (select 1 from match where newcomer = request.person
                      and state in ('proposed', 'accepted', 'active'))
"""


@dataclass(frozen=True)
class Queue:
    """How many wait for a buddy without a proposal, and since when the first of them (a stamp)."""

    count: int
    since: int


async def waiting(work: database.Work, member: int) -> Queue:
    row = await work.one(WAITING, but_for=member)
    return Queue(row[0], row[1] or work.stamp) if row else Queue(0, work.stamp)
