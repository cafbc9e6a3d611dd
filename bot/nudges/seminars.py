"""Seminars and other dates of the programme: on the evening before and two hours before, those who
come are reminded, on holidays too.
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
from bot.nudges import appointment_rules, meetings
from bot.nudges.appointment_rules import Before
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.seminars import card, following
from bot.storage import database

BEGINS = {
    Before.DAY: text(
        "nudges.seminar_tomorrow", "Tomorrow at <b>{time}</b> is the event that you said yes to."
    ),
    Before.SOON: text(
        "nudges.seminar_soon", "Soon, at <b>{time}</b>, the event begins that you said yes to."
    ),
}
# A cross join keeps the order: the few that begin then. Who comes has agreed to the time by
# answering, or was told of it when it was moved; what else changes is told, and no new time.
REMINDERS = """
    select seminar.id, sequence + 1 as dated, begins_at, person.id as person,
           'seminar:' || :before || ':' || seminar.id || ':' || begins_at || ':' || person.id as key
    from seminar cross join rsvp on rsvp.seminar = seminar.id
    join person on person.id = rsvp.person
    where seminar.state = 'planned' and begins_at > :after and begins_at <= :upto
      and rsvp.state = 'coming' and max(answered_at, coalesce(moved_at, 0)) <= :agreed
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
"""


async def reminders(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Who comes to what begins tomorrow, or soon."""
    zone = setting.town.zone
    found = []
    for ahead in appointment_rules.ahead(now, zone):
        for row in await base.read(REMINDERS, **meetings.spans(ahead)):
            begins_at = clock.moment(row["begins_at"])
            about = following.about(row["id"], row["person"])
            due = appointment_rules.reminder(ahead.before, begins_at, now, zone, about)
            said = _card(row, ahead.before, begins_at, zone)
            found.append(Found(row["person"], row["key"], due, said))
    return found


def _card(row: sqlite3.Row, before: Before, begins_at: datetime, zone: ZoneInfo) -> Card:
    seminar, dated = row["id"], row["dated"]
    buttons = (
        Button(Said(card.I_COME), cards.action("rsvp_yes", seminar, dated), style="success"),
        Button(Said(card.NOT_AFTER_ALL), cards.action("rsvp_no", seminar, dated)),
        Button(Said(presence.DETAILS), cards.action("seminar", seminar)),
    )
    begins = say(BEGINS[before], time=Hour(begins_at.astimezone(zone).time()))
    return cards.card(begins, rows=cards.column(*buttons))
