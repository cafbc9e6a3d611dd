"""Days that a newcomer told us about: three days before and on the day before, both sides are
reminded of them, so that nobody goes alone without knowing it.

What such a day is for isn't said: these words may be read on a lock screen. Needs of one day are
one reminder. Public holidays don't hold it back.
"""

import sqlite3
from datetime import datetime

from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, Words, say
from bot.i18n import text
from bot.matches import standing as pairs
from bot.matches import store as matches
from bot.needs import standing
from bot.nudges import rules
from bot.nudges.rules import Ahead, Due, Found
from bot.nudges.setting import Setting
from bot.people import menu
from bot.relay import center
from bot.storage import database, outbox

COMES = text("nudges.day_comes", "Something you told us about is on <b>{day}</b>.")
NO_BUDDY = text(
    "nudges.no_buddy_for_the_day",
    "We have no buddy for that day yet. The Welcome Center knows about it.",
)
WHO_COMES = text("nudges.who_comes_along", "Have you two agreed who comes along?")
TALKED = text("nudges.talked_about_it", "Have you two talked about it?")
NEED_SOMEBODY = text(
    "nudges.need_somebody", "If you need somebody for it, please write to the Welcome Center."
)
COMES_TO_BUDDY = text(
    "nudges.day_comes_to_buddy",
    "Somebody you accompany told us about something on <b>{day}</b>.",
)
BUDDY_HEARS = max(rules.DAYS_BEFORE)
"""Days before: a buddy is reminded once."""

# A cross join keeps the order: the few whose day it is. Where messages between the two are paused,
# nobody is sent to the other.
NEWCOMERS = """
    select request.id, request.person, match.id as match, buddy.name,
           'date:' || request.id || ':' || :day || ':' || :before || ':' || request.person as key,
           max(need.kind = 'office') as has_office, thread.closed_at is not null as is_closed
    from need cross join request on request.id = need.request
    join person on person.id = request.person
    left join match on match.newcomer = request.person and match.state = 'active'
    left join buddy on buddy.person = match.buddy
    left join thread on thread.match = match.id
    where need.by_day = :day and request.state in ('sent', 'ready', 'matched')
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
    group by request.id
"""


async def for_newcomers(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Newcomers whose day comes: whether they have a buddy for it, or have agreed with theirs."""
    found = []
    for ahead in rules.days_ahead(now, setting.town.zone):
        for row in await base.read(NEWCOMERS, day=ahead.day.isoformat(), before=ahead.days):
            found.append(_found(row, ahead, _newcomers_card(row, ahead)))
    return found


def _newcomers_card(row: sqlite3.Row, ahead: Ahead) -> Card:
    comes = say(COMES, day=Day(ahead.day))
    if row["match"] is not None and not row["is_closed"]:
        asks = Said(WHO_COMES if row["has_office"] else TALKED)
        return cards.card(comes, asks, rows=_to_partner(row))
    my_request = Button(Said(standing.MY_REQUEST), cards.action("request"))
    tells = Said(NO_BUDDY if row["match"] is None else NEED_SOMEBODY)
    return cards.card(comes, tells, rows=cards.column(center.TO_CENTER, my_request))


BUDDIES = """
    select request.id, match.buddy as person, match.id as match, newcomer.name,
           'date:' || request.id || ':' || :day || ':' || :before || ':' || match.buddy as key
    from need cross join request on request.id = need.request
    join match on match.newcomer = request.person and match.state = 'active'
    join newcomer on newcomer.person = request.person
    join person on person.id = match.buddy
    left join thread on thread.match = match.id
    where need.by_day = :day and request.state = 'matched' and thread.closed_at is null
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
    group by request.id
"""


async def for_buddies(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Buddies of whom a newcomer may think that they come along."""
    found = []
    for ahead in rules.days_ahead(now, setting.town.zone):
        if ahead.days != BUDDY_HEARS:
            continue
        for row in await base.read(BUDDIES, day=ahead.day.isoformat(), before=ahead.days):
            comes = say(COMES_TO_BUDDY, day=Day(ahead.day))
            card = cards.card(comes, Said(TALKED), rows=_to_partner(row))
            found.append(_found(row, ahead, card))
    return found


def _found(row: sqlite3.Row, ahead: Ahead, card: Card) -> Found:
    due = Due(ahead.until, f"request:{row['id']}")
    return Found(row["person"], row["key"], due, card)


def _to_partner(row: sqlite3.Row) -> tuple[cards.Row, ...]:
    label = say(pairs.WRITE_TO, name=cards.short(Words(row["name"])))
    write = Button(label, cards.action("write_pair", row["match"]), style="primary")
    return cards.column(write, menu.BACK_TO_MENU)


async def forget_of_match(work: database.Work, event: matches.Accepted | matches.Ended) -> None:
    """Whether there is a buddy for a day has changed: what is decided and unsent isn't said."""
    match = await matches.find(work, event.match)
    if match is not None and match.request is not None:
        await outbox.take_back(work, f"request:{match.request}")
