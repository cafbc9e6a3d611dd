"""What coordinators see of the meetings of a match: the next one, the last one and how it stands,
and a way to those that somebody should look at. Never the place or the note.

Meetings know matches, not the reverse: they are read here as they stand in the table.
"""

import sqlite3
from collections.abc import AsyncIterator
from datetime import date

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Day, Reader, Said, ShortDay, Value, When, say
from bot.i18n import text
from bot.storage import database

NEXT = text("matches.next_meeting", "Next meeting: <b>{when}</b>")
NEXT_AT_OFFICE = text("matches.next_at_office", "Next meeting: <b>{when}</b>, at an office")
BUDDY_CANT = text("matches.next_buddy_cant", "{name} can't come.")
GOES_ALONE = text("matches.next_goes_alone", "{name} goes alone.")
SUGGESTED = text("matches.meeting_suggested", "A meeting is suggested and not answered yet.")
NONE_AHEAD = text("matches.no_meeting_ahead", "No meeting is ahead.")
LAST = {
    "confirmed": text("matches.last_open", "Last meeting: {day}. Nobody has said how it went."),
    "held": text("matches.last_held", "Last meeting: {day}. It took place."),
    "missed": text("matches.last_missed", "Last meeting: {day}. It did not take place."),
}
# Translators: staff button that leads to a meeting somebody should look at. Short.
LOOK_AT = text("matches.look_at_meeting", "Look at the meeting of {day}")
MOST_FLAGGED = 3

AHEAD = """
    select begins_at, alone_since, goes_alone,
           office is not null or occasion = 'office' as at_office
    from meeting where match = :match and state = 'confirmed' and ends_at > :now
    order by begins_at limit 1
"""
IS_SUGGESTED = """
    select 1 from meeting join offer on offer.meeting = meeting.id
    where match = :match and state = 'proposed' limit 1
"""
BEFORE = """
    select begins_at, state from meeting
    where match = :match and state in ('confirmed', 'held', 'missed') and ends_at <= :now
    order by begins_at desc limit 1
"""


async def lines(
    work: database.Work, match: int, reader: Reader, newcomer: Value, buddy: Value
) -> AsyncIterator[Said]:
    """What is ahead, and what was last."""
    ahead = await work.one(AHEAD, match=match, now=work.stamp)
    if ahead is not None:
        for line in _next(ahead, newcomer, buddy):
            yield line
    else:
        is_suggested = await work.one(IS_SUGGESTED, match=match) is not None
        yield Said(SUGGESTED if is_suggested else NONE_AHEAD)
    last = await work.one(BEFORE, match=match, now=work.stamp)
    if last is not None:
        yield say(LAST[last["state"]], day=Day(_day(last, reader)))


def _next(row: sqlite3.Row, newcomer: Value, buddy: Value) -> tuple[Said, ...]:
    when = When(clock.moment(row["begins_at"]))
    comes = say(NEXT_AT_OFFICE if row["at_office"] else NEXT, when=when)
    if row["alone_since"] is None:
        return (comes,)
    alone = (say(GOES_ALONE, name=newcomer),) if row["goes_alone"] else ()
    return (comes, say(BUDDY_CANT, name=buddy), *alone)


FLAGGED = """
    select id, begins_at from meeting
    where match = :match and flag is not null and begins_at is not null
    order by flagged_at limit :most
"""


async def flagged(work: database.Work, match: int, reader: Reader) -> list[Button]:
    """To those that somebody should look at."""
    rows = await work.all(FLAGGED, match=match, most=MOST_FLAGGED)
    return [
        Button(
            say(LOOK_AT, day=ShortDay(_day(row, reader))),
            cards.action("meeting_staff", row["id"]),
            style="primary",
        )
        for row in rows
    ]


def _day(row: sqlite3.Row, reader: Reader) -> date:
    return clock.moment(row["begins_at"]).astimezone(reader.zone).date()
