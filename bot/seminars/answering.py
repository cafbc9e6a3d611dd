"""Dates for people: the list of those one may come to, a date, and the answer to it in one tap.

An answer counts for the date that was read: whoever answers one that has moved since is shown the
new one and asked again.
"""

import json

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.options import MORE
from bot.conversation.values import Reader, Said, ShortDay, say
from bot.i18n import Text, text
from bot.people import menu
from bot.seminars import card, gate, seats, store, waiting
from bot.seminars.gate import Seen
from bot.seminars.seats import Answer
from bot.seminars.store import Seminar
from bot.staff import rights

PAGE = 8
LONGEST_TITLE = 20

# Translators: menu button for buddies: info evenings, seminars and meetings to come. Short.
DATES = text("seminars.dates", "Dates for buddies")
# Translators: menu button for those who are no buddies: dates that everyone may come to. Short.
OPEN_DATES = text("seminars.open_dates", "Dates for everyone")
HEAD = text("seminars.list_head", "These dates are to come. Press one to see more.")
NOTHING = text("seminars.list_empty", "No date is planned right now. New ones are announced here.")
# Translators: a button in a list: the day, and the title of a seminar.
ROW = text("seminars.list_row", "{day}: {title}")

THANKS = text("seminars.thanks", "Thank you. It is good that you come.")
NO_SEAT = text("seminars.no_seat", "All seats are taken by now.")
CANNOT = text("seminars.cannot", "Thank you for telling me.")
OFF_THE_LIST = text("seminars.is_off_the_list", "You are off the waiting list.")
DATE_CHANGED = text(
    "seminars.date_changed",
    "It has changed since you got that. This is how it is now. Can you come?",
)
CLOSED = text("seminars.answers_closed", "That was from before. This is how it stands now.")

COMING = """
    select id from seminar
    where begins_at > :since and ends_at > :now and state = 'planned'
      and (audience in (select value from json_each(:audiences)) or exists (
        select 1 from rsvp where rsvp.seminar = seminar.id and rsvp.person = :person
          and rsvp.state in ('coming', 'waiting')
      ))
    order by begins_at limit :most offset :skip
"""
LONGEST = 24 * 60 * 60
"""Seconds; nothing takes longer, so what began earlier is over."""


async def coming(this: turn.Turn, most: int, skip: int = 0) -> list[Seminar]:
    """What is to come for this person, or is just now, in the order of its beginning."""
    audiences = await gate.audiences(this.work.all, this.person)
    rows = await this.work.all(
        COMING,
        since=this.work.stamp - LONGEST,
        now=this.work.stamp,
        audiences=json.dumps([audience.value for audience in audiences]),
        person=this.person,
        most=most,
        skip=skip,
    )
    return [await store.get(this.work, row["id"]) for row in rows]


async def show_all(this: turn.Turn) -> turn.Reply:
    """The list, in pages."""
    is_number = this.about.isascii() and this.about.isdigit() and len(this.about) < 6
    page = int(this.about) if is_number else 0
    found = await coming(this, PAGE + 1, page * PAGE)
    if not found:
        return turn.reply(Said(NOTHING), rows=cards.column(menu.BACK_TO_MENU))
    buttons = [in_list(seminar, this.context.reader, "seminar") for seminar in found[:PAGE]]
    if len(found) > PAGE:
        buttons.append(Button(Said(MORE), cards.action("seminars", page + 1)))
    rows = cards.column(*buttons, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(HEAD), rows=rows),), in_place=is_number)


def in_list(seminar: Seminar, reader: Reader, action: str) -> Button:
    """A date as one button of a list."""
    day = ShortDay(seminar.plan.begins_at.astimezone(reader.zone).date())
    title = cards.short(seminar.title(reader.language), LONGEST_TITLE)
    return Button(say(ROW, day=day, title=title), cards.action(action, seminar.id))


async def show(this: turn.Turn) -> turn.Reply:
    """One date."""
    return turn.Reply((card.of(await gate.visible(this), this.context.reader),))


async def say_yes(this: turn.Turn) -> turn.Reply:
    """A seat, or where none is free a place in the line. Pressed twice it changes nothing."""
    seen = await gate.visible(this)
    outdated = _outdated(this, seen)
    if outdated is not None:
        return outdated
    if seen.answer is Answer.COMING and this.version:
        await seats.confirm(this.work, seen.seminar.id, this.person)
        return await _answered(this, THANKS)
    if seen.answer is not Answer.COMING and await seats.take(this.work, seen.seminar, this.person):
        return await _answered(this, THANKS)
    if seen.answer in seats.SIGNED_UP:
        return await _answered(this)
    await seats.wait(this.work, seen.seminar.id, this.person)
    return await _answered(this, NO_SEAT)


async def say_no(this: turn.Turn) -> turn.Reply:
    """Whoever had a seat leaves it to the first of those who wait."""
    seen = await gate.visible(this)
    outdated = _outdated(this, seen)
    if outdated is not None:
        return outdated
    if seen.answer is Answer.NOT_COMING:
        return await _answered(this)
    rsvp = await seats.find(this.work.all, seen.seminar.id, this.person)
    await seats.decline(this.work, seen.seminar.id, this.person)
    if rsvp is not None and rsvp.notice is not None:
        await waiting.give_on(this.work, seen.seminar, this.person, rsvp.notice)
    await waiting.move_up(this.work, seen.seminar.id)
    return await _answered(this, OFF_THE_LIST if seen.answer is Answer.WAITING else CANNOT)


def _outdated(this: turn.Turn, seen: Seen) -> turn.Reply | None:
    """How it stands instead of an answer, where there is none to give any more, or where it was
    given to another date."""
    seminar, reader = seen.seminar, this.context.reader
    if not seminar.is_open(reader.now):
        return turn.Reply((card.of(seen, reader, Said(CLOSED)),), in_place=True)
    if this.version not in (0, seminar.dated):
        shown = card.of(seen, reader, Said(DATE_CHANGED), asks=True)
        return turn.Reply((shown,), in_place=True)
    return None


async def _answered(this: turn.Turn, said: Text | None = None) -> turn.Reply:
    seen = await gate.find(this.work.all, rights.row_of(this.about), this.person)
    if seen is None:
        # It is no longer for whoever has just given their seat away.
        return turn.reply(Said(said or CANNOT), rows=cards.column(menu.BACK_TO_MENU))
    intro = (Said(said),) if said else ()
    return turn.Reply((card.of(seen, this.context.reader, *intro),), in_place=True)


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: the dates that are to come for this person, if there are any."""
    if not await coming(this, most=1):
        return menu.Part()
    is_buddy = len(await gate.audiences(this.work.all, this.person)) > 1
    label = DATES if is_buddy else OPEN_DATES
    return menu.Part((Button(Said(label), cards.action("seminars")),))


async def standing(this: turn.Turn) -> Card | None:
    """The next date for which this person has signed up, for "where do I stand"."""
    signed_up = await seats.to_come(this.work, this.person)
    if not signed_up:
        return None
    first = min(signed_up, key=lambda seminar: seminar.plan.begins_at)
    seen = await gate.find(this.work.all, first.id, this.person)
    return card.of(seen, this.context.reader) if seen else None
