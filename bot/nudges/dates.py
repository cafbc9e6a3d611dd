"""Days that a newcomer told us about: three days before and on the day before, both sides are
reminded of them, so that nobody goes alone without knowing it. Two who have agreed to meet on that
day are reminded of that (`meetings`), and hear nothing here.

What such a day is for isn't said: these words may be read on a lock screen. Needs of one day are
one reminder. Public holidays don't hold it back.
"""

import sqlite3
from datetime import datetime

from bot import clock
from bot.conversation import cards, moments
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, say
from bot.i18n import Text, text
from bot.matches import asked
from bot.matches import standing as pairs
from bot.matches import store as matches
from bot.needs import standing
from bot.nudges import partner, rules, suggestions
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
IS_ASKED = text("nudges.day_is_suggested", "A meeting on that day waits for your answer.")
HAS_ASKED = text(
    "nudges.day_you_suggested", "You suggested to meet then. There is no answer to it yet."
)
BUDDY_CANT = text(
    "nudges.no_company_that_day",
    "Your buddy can't come. If you need somebody, please write to the Welcome Center.",
)
BUDDY_HEARS = max(rules.DAYS_BEFORE)
"""Days before: a buddy is reminded once."""

# A cross join keeps the order: the few whose day it is. Where messages between the two are paused,
# nobody is sent to the other. An offer is one with a time on that day, of which the person hasn't
# been reminded a moment ago. The meeting's own reminder of the day before says who goes alone.
NEWCOMERS = """
    select request.id, request.person, match.id as match, offer.meeting as offer,
           offer.side = 'newcomer' as is_own,
           (select name from buddy where buddy.person = match.buddy) as partner,
           'date:' || request.id || ':' || :day || ':' || :before || ':' || request.person as key,
           max(need.kind = 'office') as has_office, thread.closed_at is not null as is_closed,
           meeting.alone_since is not null as is_alone
    from need cross join request on request.id = need.request
    join person on person.id = request.person
    left join match on match.newcomer = request.person and match.state = 'active'
    left join thread on thread.match = match.id
    left join meeting on meeting.match = match.id and meeting.state = 'confirmed'
      and meeting.begins_at >= :begins and meeting.begins_at < :ends
      and meeting.alone_since is not null
    left join offer on offer.meeting = (
        select offered_time.meeting from meeting as suggested
        join offered_time on offered_time.meeting = suggested.id
        where suggested.match = match.id and suggested.state in ('proposed', 'confirmed')
          and offered_time.begins_at >= :begins and offered_time.begins_at < :ends limit 1)
    where need.by_day = :day and request.state in ('sent', 'ready', 'matched')
      and paused_at is null and unreachable_since is null
      and (meeting.id is null or :before > 1)
      and not exists (select 1 from meeting as together
                      where together.match = match.id and together.state = 'confirmed'
                        and together.begins_at >= :begins and together.begins_at < :ends
                        and together.alone_since is null)
      and not exists (select 1 from outbox where once = key)
      and not exists (
          select 1 from outbox where made_at > :lately and once in (
              'offer:' || offer.meeting || ':' || offer.made_at || ':' || request.person,
              'offer:again:' || offer.meeting || ':' || offer.made_at || ':' || request.person,
              'offer:waits:' || offer.meeting || ':' || offer.made_at || ':' || request.person))
    group by request.id
"""


async def for_newcomers(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Newcomers whose day comes: whether they have a buddy for it, or have agreed with theirs."""
    found = []
    for ahead in rules.days_ahead(now, setting.town.zone):
        for row in await base.read(NEWCOMERS, **_of(ahead, setting, now)):
            found.append(_found(row, ahead, _newcomers_card(row, ahead)))
    return found


def _newcomers_card(row: sqlite3.Row, ahead: Ahead) -> Card:
    comes = say(COMES, day=Day(ahead.day))
    if row["match"] is not None and not row["is_alone"] and not row["is_closed"]:
        return _pairs_card(row, comes, WHO_COMES if row["has_office"] else TALKED)
    my_request = Button(Said(standing.MY_REQUEST), cards.action("request"))
    why = BUDDY_CANT if row["is_alone"] else NEED_SOMEBODY
    tells = Said(NO_BUDDY if row["match"] is None else why)
    return cards.card(comes, tells, rows=cards.column(center.TO_CENTER, my_request))


BUDDIES = """
    select request.id, match.buddy as person, match.id as match, offer.meeting as offer,
           offer.side = 'buddy' as is_own,
           (select name from newcomer where newcomer.person = match.newcomer) as partner,
           'date:' || request.id || ':' || :day || ':' || :before || ':' || match.buddy as key
    from need cross join request on request.id = need.request
    join match on match.newcomer = request.person and match.state = 'active'
    join person on person.id = match.buddy
    left join thread on thread.match = match.id
    left join offer on offer.meeting = (
        select offered_time.meeting from meeting as suggested
        join offered_time on offered_time.meeting = suggested.id
        where suggested.match = match.id and suggested.state in ('proposed', 'confirmed')
          and offered_time.begins_at >= :begins and offered_time.begins_at < :ends limit 1)
    where need.by_day = :day and request.state = 'matched' and thread.closed_at is null
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from meeting
                      where meeting.match = match.id and meeting.state = 'confirmed'
                        and meeting.begins_at >= :begins and meeting.begins_at < :ends)
      and not exists (select 1 from outbox where once = key)
      and not exists (
          select 1 from outbox where made_at > :lately and once in (
              'offer:' || offer.meeting || ':' || offer.made_at || ':' || match.buddy,
              'offer:again:' || offer.meeting || ':' || offer.made_at || ':' || match.buddy,
              'offer:waits:' || offer.meeting || ':' || offer.made_at || ':' || match.buddy))
    group by request.id
"""


async def for_buddies(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Buddies of whom a newcomer may think that they come along."""
    found = []
    for ahead in rules.days_ahead(now, setting.town.zone):
        if ahead.days != BUDDY_HEARS:
            continue
        for row in await base.read(BUDDIES, **_of(ahead, setting, now)):
            comes = say(COMES_TO_BUDDY, day=Day(ahead.day))
            found.append(_found(row, ahead, _pairs_card(row, comes, TALKED)))
    return found


def _of(ahead: Ahead, setting: Setting, now: datetime) -> dict[str, str | int]:
    """A day that is ahead, as a statement asks for it."""
    begins, ends = moments.ends_of(ahead.day, setting.town.zone)
    return {
        "day": ahead.day.isoformat(),
        "before": ahead.days,
        "begins": clock.stamp(begins),
        "ends": clock.stamp(ends),
        "lately": clock.stamp(now - suggestions.APART),
    }


def _found(row: sqlite3.Row, ahead: Ahead, card: Card) -> Found:
    due = Due(ahead.until, f"request:{row['id']}")
    return Found(row["person"], row["key"], due, card)


def _pairs_card(row: sqlite3.Row, comes: Said, asks: Text) -> Card:
    """For one of two who have no meeting on that day: what is suggested, or that they may."""
    if row["offer"] is None:
        write = partner.write_to(row, style="primary")
        buttons = (write, pairs.to_meet(row["match"]), menu.BACK_TO_MENU)
        return cards.card(comes, Said(asks), rows=cards.column(*buttons))
    look = Button(Said(asked.LOOK), cards.action("meeting", row["offer"]), style="primary")
    suggested = Said(HAS_ASKED if row["is_own"] else IS_ASKED)
    return cards.card(comes, suggested, rows=cards.column(look, partner.write_to(row)))


async def forget_of_match(work: database.Work, event: matches.Accepted | matches.Ended) -> None:
    """Whether there is a buddy for a day has changed: what is decided and unsent isn't said."""
    match = await matches.find(work, event.match)
    if match is not None and match.request is not None:
        await outbox.take_back(work, f"request:{match.request}")
