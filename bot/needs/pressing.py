"""Requests whose day is near, or passed without a buddy, as rows: what presses on the staff.

Who has a buddy doesn't press, as long as the two have agreed to meet on that day and the buddy
comes. Meetings are read here as they stand in the table: they know needs, not the reverse.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot import clock
from bot.conversation import moments
from bot.needs import cases
from bot.needs.cases import Case, Why
from bot.storage import database

WEEK = 7
"""A need that matters within these days needs somebody today; so long, one that passed is shown."""


@dataclass(frozen=True)
class Viewer:
    """The member of the staff who looks, on which day of the town; coordinators see all cases."""

    staff: int
    today: date
    zone: ZoneInfo
    sees_all: bool

    def days(self, first: int, last: int) -> str:
        """The days from so many ahead on, each with the moments it lies between, as JSON."""
        found = []
        for number in range(first, last + 1):
            day = self.today + timedelta(days=number)
            begins, ends = map(clock.stamp, moments.ends_of(day, self.zone))
            found.append({"day": day.isoformat(), "begins": begins, "ends": ends})
        return json.dumps(found)


# A colleague's cases are for coordinators; so are those with a buddy. Of several days of a request,
# what is read stands in the row of the first.
PRESSED = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match, null as kind,
           min(need.by_day || need.kind) as first,
           (select name from buddy where buddy.person = match.buddy) as buddy,
           exists (select 1 from meeting where meeting.match = match.id
                   and meeting.state = 'confirmed'
                   and meeting.begins_at >= json_each.value ->> 'begins'
                   and meeting.begins_at < json_each.value ->> 'ends') as is_alone
    from json_each(:days) cross join need on need.by_day = json_each.value ->> 'day'
    cross join request on request.id = need.request
    join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.person <> :staff
      and (request.state in ('sent', 'ready')
           and (:sees_all or request.advisor is null or request.advisor = :staff)
           or request.state = 'matched' and :sees_all
           and not exists (select 1 from meeting where meeting.match = match.id
                           and meeting.state = 'confirmed' and alone_since is null
                           and meeting.begins_at >= json_each.value ->> 'begins'
                           and meeting.begins_at < json_each.value ->> 'ends'))
    group by request.id
    order by first, request.sent_at, request.id limit :most offset :skip
"""


async def pressed(work: database.Work, viewer: Viewer, most: int, skip: int) -> Sequence[Case]:
    """Cases with a day within a week, untaken and own ones; all for those who see all, and also
    those with a buddy with whom no meeting is agreed on for that day, or who can't come."""
    rows = await work.all(
        PRESSED,
        staff=viewer.staff,
        sees_all=viewer.sees_all,
        days=viewer.days(0, WEEK),
        most=most,
        skip=skip,
    )
    return [_case(row, Why.BUDDY_CANT) for row in rows]


def _case(row: sqlite3.Row, alone: Why) -> Case:
    """A case from its columns; one with a buddy says who that is, and why it is here."""
    case = cases.read(row)
    if case.standing is not cases.Standing.MATCHED:
        return case
    return replace(case, buddy=row["buddy"] or "", why=alone if row["is_alone"] else Why.NO_MEETING)


COUNT = """
    select count(distinct request.id) as count, min(need.by_day) as first
    from json_each(:days) cross join need on need.by_day = json_each.value ->> 'day'
    cross join request on request.id = need.request
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.person <> :staff
      and (request.state in ('sent', 'ready')
           and (:sees_all or request.advisor is null or request.advisor = :staff)
           or request.state = 'matched' and :sees_all
           and not exists (select 1 from meeting where meeting.match = match.id
                           and meeting.state = 'confirmed' and alone_since is null
                           and meeting.begins_at >= json_each.value ->> 'begins'
                           and meeting.begins_at < json_each.value ->> 'ends'))
"""


@dataclass(frozen=True)
class Counted:
    """How many cases there are, and the first of their days."""

    count: int
    first: date | None = None


async def count(work: database.Work, viewer: Viewer) -> Counted:
    """How many cases press."""
    days = viewer.days(0, WEEK)
    row = await work.one(COUNT, staff=viewer.staff, sees_all=viewer.sees_all, days=days)
    if row is None or row["first"] is None:
        return Counted(0)
    return Counted(row["count"], first=date.fromisoformat(row["first"]))


# Whoever found a buddy only after their day isn't shown: it is with that buddy now.
PASSED = """
    select request.id, newcomer.name, newcomer.district, person.language, request.sent_at,
           request.state, request.advisor, match.state as match, null as kind,
           max(need.by_day || need.kind) as first,
           (select name from buddy where buddy.person = match.buddy) as buddy,
           exists (select 1 from meeting where meeting.match = match.id
                   and meeting.state in ('confirmed', 'held')
                   and meeting.begins_at >= json_each.value ->> 'begins'
                   and meeting.begins_at < json_each.value ->> 'ends') as is_alone
    from json_each(:days) cross join need on need.by_day = json_each.value ->> 'day'
    cross join request on request.id = need.request
    join person on person.id = request.person
    left join newcomer on newcomer.person = request.person
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.person <> :staff
      and (request.state in ('sent', 'ready') and (:sees_all or request.advisor = :staff)
           or request.state = 'matched' and :sees_all
           and match.active_at < json_each.value ->> 'ends'
           and not exists (select 1 from meeting where meeting.match = match.id
                           and meeting.state in ('confirmed', 'held') and alone_since is null
                           and meeting.begins_at >= json_each.value ->> 'begins'
                           and meeting.begins_at < json_each.value ->> 'ends'))
    group by request.id
    order by first desc, request.sent_at, request.id limit :most offset :skip
"""


async def passed(work: database.Work, viewer: Viewer, most: int, skip: int) -> Sequence[Case]:
    """Cases with a day in the past week to which no buddy came along, as far as is known, the
    latest first: own ones, and all for those who see all."""
    rows = await work.all(
        PASSED,
        staff=viewer.staff,
        sees_all=viewer.sees_all,
        days=viewer.days(-WEEK, -1),
        most=most,
        skip=skip,
    )
    return [_case(row, Why.WAS_ALONE) for row in rows]


COUNT_PASSED = """
    select count(distinct request.id)
    from json_each(:days) cross join need on need.by_day = json_each.value ->> 'day'
    cross join request on request.id = need.request
    left join match on match.newcomer = request.person
        and match.state in ('proposed', 'accepted', 'active')
    where request.person <> :staff
      and (request.state in ('sent', 'ready') and (:sees_all or request.advisor = :staff)
           or request.state = 'matched' and :sees_all
           and match.active_at < json_each.value ->> 'ends'
           and not exists (select 1 from meeting where meeting.match = match.id
                           and meeting.state in ('confirmed', 'held') and alone_since is null
                           and meeting.begins_at >= json_each.value ->> 'begins'
                           and meeting.begins_at < json_each.value ->> 'ends'))
"""


async def count_passed(work: database.Work, viewer: Viewer) -> int:
    """Of how many cases a day passed without a buddy."""
    days = viewer.days(-WEEK, -1)
    row = await work.one(COUNT_PASSED, staff=viewer.staff, sees_all=viewer.sees_all, days=days)
    return int(row[0]) if row else 0
