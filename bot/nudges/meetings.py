"""Meetings that come: on the evening before and two hours before, both sides are reminded.

The first line is safe on a lock screen. Whoever said that they can't come hears nothing; a newcomer
who goes to an office alone is reminded of it in other words.
"""

import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Hour, Said, say
from bot.i18n import text
from bot.meetings import presence
from bot.nudges import appointment_rules, partner
from bot.nudges.appointment_rules import Ahead, Before
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.storage import database

BEGINS = {
    Before.DAY: text("nudges.meeting_tomorrow", "Tomorrow at <b>{time}</b> you have a meeting."),
    Before.SOON: text("nudges.meeting_soon", "Soon, at <b>{time}</b>, you have a meeting."),
}
MAY_MOVE = text(
    "nudges.meeting_may_move",
    "Another time has been suggested. Until you have both agreed to it, this one holds.",
)
GOES_ALONE = text(
    "nudges.goes_alone",
    "You go by yourself. The card in German explains it at the counter.",
)
NO_COMPANY = text(
    "nudges.no_company",
    "Your buddy can't come. If you go by yourself, the card in German explains it at the counter.",
)

# A cross join keeps the order: the few that begin then.
REMINDERS = """
    select meeting.id, meeting.version, begins_at, goes_alone, alone_since is not null as is_alone,
           coming is sequence as is_coming, person.id as person,
           exists (select 1 from offer where offer.meeting = meeting.id) as may_move,
           iif(person.id = match.buddy,
               (select name from newcomer where newcomer.person = match.newcomer),
               (select name from buddy where buddy.person = match.buddy)) as partner,
           'meeting:' || :before || ':' || meeting.id || ':' || sequence || ':' || person.id as key
    from meeting cross join match on match.id = meeting.match
    join person on person.id in (match.newcomer, match.buddy)
    left join meeting_side on meeting_side.meeting = meeting.id
      and side = iif(person.id = match.buddy, 'buddy', 'newcomer')
    where meeting.state = 'confirmed' and begins_at > :after and begins_at <= :upto
      and confirmed_at <= :agreed and match.state = 'active'
      and (alone_since is null or person.id = match.newcomer)
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
"""


async def reminders(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Both sides of what begins tomorrow, or soon."""
    zone = setting.town.zone
    found = []
    for ahead in appointment_rules.ahead(now, zone):
        for row in await base.read(REMINDERS, **spans(ahead)):
            begins_at = clock.moment(row["begins_at"])
            about = f"meeting:{row['id']}"
            due = appointment_rules.reminder(ahead.before, begins_at, now, zone, about)
            card = _card(row, ahead.before, begins_at, zone)
            found.append(Found(row["person"], row["key"], due, card))
    return found


def spans(ahead: Ahead) -> dict[str, str | int]:
    """What is ahead, as a statement asks for it."""
    return {
        "before": ahead.before.value,
        "after": clock.stamp(ahead.after),
        "upto": clock.stamp(ahead.upto),
        "agreed": clock.stamp(ahead.agreed),
    }


def _card(row: sqlite3.Row, before: Before, begins_at: datetime, zone: ZoneInfo) -> Card:
    begins = say(BEGINS[before], time=Hour(begins_at.astimezone(zone).time()))
    more = (Said(MAY_MOVE),) if row["may_move"] else ()
    meeting, version = row["id"], row["version"]
    details = Button(Said(presence.DETAILS), cards.action("meeting", meeting))
    if row["is_alone"]:
        alone = Said(GOES_ALONE if row["goes_alone"] else NO_COMPANY)
        press = cards.action("card_for_counter", meeting)
        shows = Button(Said(presence.SHOW_THE_CARD), press, style="primary")
        return cards.card(begins, alone, *more, rows=cards.column(shows, details))
    press = cards.action("coming", meeting, version)
    comes = Button(Said(presence.ILL_BE_THERE), press, style="success")
    cant = Button(Said(presence.I_CANT), cards.action("cannot_come", meeting, version))
    buttons = (cant, details) if row["is_coming"] else (comes, cant, details)
    return cards.card(begins, *partner.lines(row), *more, rows=cards.column(*buttons))
