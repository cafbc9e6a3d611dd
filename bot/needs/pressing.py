"""Requests whose day is near, or passed without a buddy, as rows: what presses on the staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.needs import cases
from bot.needs.cases import Case
from bot.storage import database

WEEK = timedelta(days=7)
"""A need that matters within these days needs somebody today; so long, one that passed is shown."""
A_DAY = timedelta(days=1)

# A colleague's cases are for coordinators; so are those with a buddy, as long as the two haven't
# agreed on anything.
PRESSED = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match, null as kind,
           min(need.by_day || need.kind) as first
    from need join request on request.id = need.request
    join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where need.by_day between :today and :soon and request.person <> :staff
      and (request.state in ('sent', 'ready')
           and (:sees_all or request.advisor is null or request.advisor = :staff)
           or request.state = 'matched' and :sees_all
           and not exists (select 1 from agreement where agreement.match = match.id
                           and agreement.state = 'valid'))
    group by request.id
    order by first, request.sent_at, request.id limit :most offset :skip
"""


async def pressed(
    work: database.Work, staff: int, today: date, most: int, skip: int, *, sees_all: bool
) -> Sequence[Case]:
    """Cases with a day within a week, untaken and own ones; all for those who see all, and also
    those with a buddy with whom nothing is agreed on."""
    rows = await work.all(
        PRESSED,
        staff=staff,
        today=today.isoformat(),
        soon=(today + WEEK).isoformat(),
        most=most,
        skip=skip,
        sees_all=sees_all,
    )
    return [cases.read(row) for row in rows]


COUNT = """
    select count(distinct request.id) as count, min(need.by_day) as first
    from need join request on request.id = need.request
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where need.by_day between :today and :soon and request.person <> :staff
      and (request.state in ('sent', 'ready')
           and (:sees_all or request.advisor is null or request.advisor = :staff)
           or request.state = 'matched' and :sees_all
           and not exists (select 1 from agreement where agreement.match = match.id
                           and agreement.state = 'valid'))
"""


@dataclass(frozen=True)
class Counted:
    """How many cases there are, and the first of their days."""

    count: int
    first: date | None = None


async def count(work: database.Work, staff: int, today: date, *, sees_all: bool) -> Counted:
    """How many cases press."""
    row = await work.one(
        COUNT,
        staff=staff,
        today=today.isoformat(),
        soon=(today + WEEK).isoformat(),
        sees_all=sees_all,
    )
    if row is None or row["first"] is None:
        return Counted(0)
    return Counted(row["count"], first=date.fromisoformat(row["first"]))


# A cross join keeps the order: the few whose day was in the week.
PASSED = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match, null as kind,
           max(need.by_day || need.kind) as first
    from need cross join request on request.id = need.request
    join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where need.by_day between :since and :yesterday and request.state in ('sent', 'ready')
      and request.person <> :staff and (:sees_all or request.advisor = :staff)
    group by request.id
    order by first desc, request.sent_at, request.id limit :most offset :skip
"""


async def passed(
    work: database.Work, staff: int, today: date, most: int, skip: int, *, sees_all: bool
) -> Sequence[Case]:
    """Cases with a day in the past week that came without a buddy, the latest first: own ones, and
    all for those who see all."""
    rows = await work.all(
        PASSED,
        staff=staff,
        since=(today - WEEK).isoformat(),
        yesterday=(today - A_DAY).isoformat(),
        most=most,
        skip=skip,
        sees_all=sees_all,
    )
    return [cases.read(row) for row in rows]


COUNT_PASSED = """
    select count(distinct request.id)
    from need cross join request on request.id = need.request
    where need.by_day between :since and :yesterday and request.state in ('sent', 'ready')
      and request.person <> :staff and (:sees_all or request.advisor = :staff)
"""


async def count_passed(work: database.Work, staff: int, today: date, *, sees_all: bool) -> int:
    """Of how many cases a day passed without a buddy."""
    row = await work.one(
        COUNT_PASSED,
        staff=staff,
        since=(today - WEEK).isoformat(),
        yesterday=(today - A_DAY).isoformat(),
        sees_all=sees_all,
    )
    return int(row[0]) if row else 0
