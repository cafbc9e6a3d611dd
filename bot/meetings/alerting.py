"""Coordinators hear at once of a newcomer whose appointment begins, without the buddy, before the
next digest would tell them; with a sound, at any hour. The others wait for the digest.
"""

import sqlite3
from datetime import datetime, time

from bot import clock, workdays
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.matches import asked
from bot.meetings import card, looking
from bot.meetings.occasions import Where
from bot.storage import database, outbox
from bot.town import Town

CANT_COME = text("meetings.alert_alone", "A buddy can't come to an appointment:\n<b>{when}</b>")

ALONE = """
    select meeting.id, begins_at, flagged_at, office, newcomer, buddy
    from meeting join match on match.id = meeting.match
    where flag = 'no_company' and begins_at > :now and newcomer is not null
"""
# A cross join keeps the order: the few of the staff, and for each the person.
NOT_TOLD = """
    select person.id, :told || ':' || person.id as key
    from staff cross join person on person.id = staff.person
    where is_coordinator and person.id is not :newcomer and person.id is not :buddy
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = :told || ':' || person.id)
"""


STILL = """
    select 1 from meeting
    where id = :meeting and flag = 'no_company' and flagged_at = :flagged_at
"""


async def alert(base: database.Database, now: datetime, town: Town, digest_at: time) -> None:
    """Tell who hasn't been told. It looks beside the writer, which is needed only then."""
    for row in await base.read(ALONE, now=clock.stamp(now)):
        digest = next_digest(clock.moment(row["flagged_at"]), town, digest_at)
        if clock.moment(row["begins_at"]) <= digest and await base.read(NOT_TOLD, **_about(row)):
            async with base.work() as work:
                await _tell(work, row, town)


def _about(row: sqlite3.Row) -> dict[str, str | int | None]:
    told = f"alone:{row['id']}:{row['flagged_at']}"
    return {"told": told, "newcomer": row["newcomer"], "buddy": row["buddy"]}


def next_digest(moment: datetime, town: Town, digest_at: time) -> datetime:
    """The first digest after a moment."""
    day = moment.astimezone(town.zone).date()
    if workdays.is_workday(day, town):
        today = datetime.combine(day, digest_at, town.zone)
        if today > moment:
            return today
    return datetime.combine(workdays.after(day, 1, town), digest_at, town.zone)


async def _tell(work: database.Work, row: sqlite3.Row, town: Town) -> None:
    meeting, begins_at = row["id"], row["begins_at"]
    if not await work.one(STILL, meeting=meeting, flagged_at=row["flagged_at"]):
        return  # The buddy can come after all.
    what, about = cards.pack(_card(row, town)), f"meeting:{meeting}"
    for member, key in await work.all(NOT_TOLD, **_about(row)):
        await outbox.say(work, member, what, once=key, about=about, until=begins_at)


def _card(row: sqlite3.Row, town: Town) -> Card:
    """When and at which office; who it is stands behind a button, where looking is recorded."""
    place = Where(row["office"]).shown(town)
    where = (say(card.WHERE, place=place),) if place is not None else ()
    step_in = Button(Said(looking.STEP_IN), cards.action("step_in", row["id"]), style="primary")
    look = Button(Said(asked.LOOK), cards.action("meeting_staff", row["id"]))
    words = say(CANT_COME, when=When(clock.moment(row["begins_at"])))
    return cards.card(words, *where, rows=cards.column(step_in, look))
