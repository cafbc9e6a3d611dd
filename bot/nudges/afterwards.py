"""Meetings that are over: both sides are asked how it went, and once more on the next day whoever
hasn't answered. A newcomer who went to an office alone is asked alone.
"""

import sqlite3
from datetime import datetime

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Card
from bot.conversation.values import When, say
from bot.i18n import text
from bot.meetings import afterwards
from bot.nudges import appointment_rules, partner
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.storage import database

HOW = text("nudges.how_was_it", "How did it go?\n<b>{when}</b>")
HOW_ALONE = text("nudges.how_was_it_alone", "How did your appointment go?\n<b>{when}</b>")
HOW_ONCE_MORE = text(
    "nudges.how_was_it_again",
    "May I ask once more, in case you did not see it: how did it go?\n<b>{when}</b>",
)

# Who was asked for the first time a moment ago isn't asked for the second.
OVER = """
    select meeting.id, begins_at, ends_at, alone_since is not null as is_alone, person.id as person,
           iif(person.id = match.buddy,
               (select name from newcomer where newcomer.person = match.newcomer),
               (select name from buddy where buddy.person = match.buddy)) as partner,
           'after:' || :time || ':' || meeting.id || ':' || sequence || ':' || person.id as key
    from meeting cross join match on match.id = meeting.match
    join person on person.id in (match.newcomer, match.buddy)
    left join meeting_side on meeting_side.meeting = meeting.id
      and side = iif(person.id = match.buddy, 'buddy', 'newcomer')
    where meeting.state in ('confirmed', 'held', 'missed')
      and ends_at > :after and ends_at <= :upto and answered_at is null
      and match.state = 'active' and (alone_since is null or person.id = match.newcomer)
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
      and not exists (
          select 1 from outbox
          where once = 'after:1:' || meeting.id || ':' || sequence || ':' || person.id
            and state = 'sent' and ended_at > :said_by
    )
"""


async def questions(base: database.Database, _setting: Setting, now: datetime) -> list[Found]:
    """Whoever hasn't said how it went."""
    found = []
    for over in appointment_rules.over(now):
        rows = await base.read(
            OVER,
            time=over.time,
            after=clock.stamp(over.after),
            upto=clock.stamp(over.upto),
            said_by=clock.stamp(over.said_by),
        )
        for row in rows:
            ended_at, about = clock.moment(row["ends_at"]), f"meeting:{row['id']}"
            due = appointment_rules.question(over.time, ended_at, about)
            found.append(Found(row["person"], row["key"], due, _card(row, over.time)))
    return found


def _card(row: sqlite3.Row, time: int) -> Card:
    is_alone = bool(row["is_alone"])
    asks = HOW_ONCE_MORE if time > 1 else HOW_ALONE if is_alone else HOW
    asked = say(asks, when=When(clock.moment(row["begins_at"])))
    buttons = afterwards.answers(row["id"], is_alone=is_alone)
    whom = () if is_alone else partner.lines(row)
    return cards.card(asked, *whom, rows=cards.column(*buttons))
