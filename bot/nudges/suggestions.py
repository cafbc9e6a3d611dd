"""Suggestions to meet, or to move a meeting, that wait for an answer: whoever is asked is reminded,
and once more a day before the first of the times; whoever suggested them hears that there is no
answer yet.

The first line is safe on a lock screen. While messages between the two are paused, nothing is said;
nor within an hour of a reminder of the day that a meeting may be for (`dates`).
"""

import sqlite3
from datetime import datetime, timedelta

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.matches import asked
from bot.nudges import partner, rules
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.storage import database

OFFERED = text(
    "nudges.offer_waits", "A day to meet was suggested to you. Please say whether it suits you."
)
STILL_OFFERED = text(
    "nudges.offer_still_waits",
    "May I ask once more: a meeting was suggested to you. Does it suit you?\n<b>{when}</b>",
)
NO_ANSWER = text(
    "nudges.offer_unanswered", "There is no answer yet to your suggestion to meet:\n<b>{when}</b>"
)
REMINDED = text("nudges.reminded_the_other", "I have reminded the other side.")

APART = timedelta(hours=1)
"""At least so long lies between two messages about what may be the same day."""

# The key of the first reminder tells whether and when the asked side got it.
OFFERS = """
    select meeting.id, match.id as match, offer.made_at, lasts_until, person.id as person,
           (select min(begins_at) from offered_time
            where offered_time.meeting = offer.meeting) as first,
           iif(person.id = match.buddy,
               (select name from newcomer where newcomer.person = match.newcomer),
               (select name from buddy where buddy.person = match.buddy)) as partner,
           (select coalesce(ended_at, :now) from outbox
            where once = 'offer:' || meeting.id || ':' || offer.made_at || ':'
                         || iif(offer.side = 'buddy', match.newcomer, match.buddy)
              and outbox.state in ('waiting', 'sent')) as reminded_at,
           :kind || ':' || meeting.id || ':' || offer.made_at || ':' || person.id as key
    from offer cross join meeting on meeting.id = offer.meeting
    join match on match.id = meeting.match
    join person on person.id = iif((offer.side = 'buddy') = :is_asked, match.newcomer, match.buddy)
    where lasts_until > :now and meeting.state in ('proposed', 'confirmed')
      and match.state = 'active' and paused_at is null and unreachable_since is null
      and not exists (select 1 from thread
                      where thread.match = match.id and closed_at is not null)
      and not exists (select 1 from outbox where once = key)
      and not exists (
          select 1 from outbox where made_at > :lately and once in (
              'date:' || match.request || ':' || :tomorrow || ':1:' || person.id,
              'date:' || match.request || ':' || :in_three_days || ':3:' || person.id))
"""


async def unanswered(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Whoever is asked and hasn't answered for a day."""
    after = setting.config.nudges.unanswered_proposal_hours
    found = []
    for row in await _offers(base, setting, now, "offer", is_asked=True):
        due = rules.unanswered_offer(*_made(row), row["id"], after, now)
        if due is not None:
            card = cards.card(Said(OFFERED), *partner.lines(row), rows=cards.column(_look(row)))
            found.append(Found(row["person"], row["key"], due, card))
    return found


async def still_unanswered(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Whoever is asked, was reminded, and still hasn't answered a day before."""
    found = []
    for row in await _offers(base, setting, now, "offer:again", is_asked=True):
        if row["reminded_at"] is None:
            continue
        first, reminded_at = (clock.moment(row[key]) for key in ("first", "reminded_at"))
        due = rules.still_unanswered_offer(first, row["id"], reminded_at, now)
        if due is not None:
            asks = say(STILL_OFFERED, when=When(first))
            card = cards.card(asks, *partner.lines(row), rows=cards.column(_look(row)))
            found.append(Found(row["person"], row["key"], due, card))
    return found


async def in_vain(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Whoever suggested it and waits for an answer."""
    after = setting.config.nudges.unanswered_proposal_hours
    found = []
    for row in await _offers(base, setting, now, "offer:waits", is_asked=False):
        made_at, slots = _made(row)
        due = rules.offer_in_vain(made_at, slots, row["id"], after, now)
        if due is not None:
            ahead = next(begins for begins in slots if begins > now)
            found.append(Found(row["person"], row["key"], due, _no_answer(row, ahead)))
    return found


def _no_answer(row: sqlite3.Row, begins_at: datetime) -> Card:
    reminded = () if row["reminded_at"] is None else (Said(REMINDED),)
    waits = say(NO_ANSWER, when=When(begins_at))
    return cards.card(waits, *reminded, rows=cards.column(_look(row), partner.write_to(row)))


async def _offers(
    base: database.Database, setting: Setting, now: datetime, kind: str, *, is_asked: bool
) -> list[sqlite3.Row]:
    """Open suggestions of which the asked side, or the other, hasn't heard in this way."""
    today = now.astimezone(setting.town.zone).date()
    return await base.read(
        OFFERS,
        now=clock.stamp(now),
        kind=kind,
        is_asked=is_asked,
        lately=clock.stamp(now - APART),
        tomorrow=(today + timedelta(days=1)).isoformat(),
        in_three_days=(today + timedelta(days=3)).isoformat(),
    )


def _made(row: sqlite3.Row) -> tuple[datetime, tuple[datetime, datetime]]:
    """When it was suggested; the first beginning and the last."""
    made_at, first, last = (clock.moment(row[key]) for key in ("made_at", "first", "lasts_until"))
    return made_at, (first, last)


def _look(row: sqlite3.Row) -> Button:
    return Button(Said(asked.LOOK), cards.action("meeting", row["id"]), style="primary")
