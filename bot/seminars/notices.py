"""What those who signed up hear when a coordinator changes something, each in their language."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, Words, say
from bot.i18n import text
from bot.people import menu, telling
from bot.seminars import card, gate, seats
from bot.seminars.seats import Answer, Guest
from bot.seminars.store import Seminar
from bot.storage import database

MOVED = text(
    "seminars.told_moved",
    "The date you signed up for <b>has changed</b>.\nBefore: {before}\nNow:",
)
KEEP_SEAT = text("seminars.keep_seat", "Your seat is kept. Can you come then?")
KEEP_PLACE = text(
    "seminars.keep_place", "You stay on the waiting list. Take your name off if you can't come."
)
NEW_PLACE = text(
    "seminars.told_new_place", "For a date you signed up for, the <b>place has changed</b>."
)
REMOVE_ENTRY = text(
    "seminars.remove_entry",
    "If it is in your calendar: remove the old entry, or open the new calendar file.",
)
CANCELLED = text(
    "seminars.told_cancelled",
    "A date you signed up for is <b>cancelled</b> and does not take place. We are sorry.",
)
IN_THEIR_WORDS = text("seminars.told_why", "The coordinators write: {words}")
ANOTHER_DAY = text(
    "seminars.told_another_day",
    "You said that you can't come. It is on another day now. Can you come then?",
)
CANNOT_THEN = text("seminars.cannot_then", "I can't then")

Written: TypeAlias = Callable[[Guest], Card]


async def moved(work: database.Work, seminar: Seminar, before: datetime) -> int:
    """The old and the new date; returns how many of those who signed up are told. Whoever could not
    come before is asked too."""
    head = say(MOVED, before=When(before))
    told = await _tell(work, seminar, lambda guest: _again(seminar, guest, head))
    for guest in await seats.declined(work, seminar.id):
        if seminar.plan.audience in await gate.audiences(work.all, guest.person):
            await telling.tell(work, guest.person, _perhaps_then(seminar, guest))
    return told


def _perhaps_then(seminar: Seminar, guest: Guest) -> Card:
    """For whoever couldn't come before."""
    buttons = (card.i_come(seminar), _cannot_then(seminar), menu.BACK_TO_MENU)
    lines = (Said(ANOTHER_DAY), None, *card.named(seminar, guest.language))
    return Card(lines, cards.column(*buttons))


async def new_place(work: database.Work, seminar: Seminar) -> int:
    head = Said(NEW_PLACE)
    return await _tell(work, seminar, lambda guest: _again(seminar, guest, head))


async def cancelled(work: database.Work, seminar: Seminar, words: str | None = None) -> int:
    """That it does not take place, with what the coordinator says about it; returns how many are
    told."""
    why = (None, say(IN_THEIR_WORDS, words=Words(words))) if words else ()

    def written(guest: Guest) -> Card:
        entry = (card.calendar_file(seminar),) if guest.answer is Answer.COMING else ()
        more = (card.TO_ALL, menu.BACK_TO_MENU)
        lines = (Said(CANCELLED), None, *card.named(seminar, guest.language), *why)
        return Card(lines, cards.column(*entry, *more))

    return await _tell(work, seminar, written)


def _again(seminar: Seminar, guest: Guest, head: Said) -> Card:
    """How it is now, and whether they still come."""
    has_seat = guest.answer is Answer.COMING
    asks = (Said(KEEP_SEAT), Said(REMOVE_ENTRY)) if has_seat else (Said(KEEP_PLACE),)
    lines = (head, *card.named(seminar, guest.language), None, *asks)
    return Card(lines, cards.column(*_buttons(seminar, has_seat=has_seat), menu.BACK_TO_MENU))


def _buttons(seminar: Seminar, *, has_seat: bool) -> Sequence[Button]:
    if not has_seat:
        no = cards.action("rsvp_no", seminar.id, seminar.dated)
        return (Button(Said(card.OFF_THE_LIST), no),)
    return (card.i_come(seminar), _cannot_then(seminar), card.calendar_file(seminar))


def _cannot_then(seminar: Seminar) -> Button:
    return Button(Said(CANNOT_THEN), cards.action("rsvp_no", seminar.id, seminar.dated))


async def _tell(work: database.Work, seminar: Seminar, written: Written) -> int:
    guests = await seats.guests(work, seminar.id)
    for guest in guests:
        await telling.tell(work, guest.person, written(guest))
    return len(guests)
