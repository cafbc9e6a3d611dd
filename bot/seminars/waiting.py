"""The waiting list moves up by itself: whoever is first gets the seat that is free, and is told."""

from bot.conversation import cards
from bot.conversation.cards import Card
from bot.conversation.values import Said
from bot.i18n import text
from bot.people import menu, telling
from bot.people import store as people
from bot.seminars import card, seats, store
from bot.seminars.store import Seminar
from bot.storage import database, outbox

SEAT_FOR_YOU = text(
    "seminars.seat_for_you", "You have a seat now: you were the next on the waiting list."
)


SEAT_GIVEN_ON = text(
    "seminars.seat_given_on", "You had a seat here. You said that you can't come, so it is free."
)


async def move_up(work: database.Work, seminar: int) -> None:
    """Fill the free seats from the waiting list, as long as it hasn't begun."""
    found = await store.find(work.all, seminar)
    if found is None or not found.is_open(work.now):
        return
    while (person := await seats.first_in_line(work, seminar)) is not None:
        if not await seats.take(work, found, person):
            return
        row = await telling.tell(work, person, await _news(work, found, person))
        await seats.note_notice(work, seminar, person, row)


async def _news(work: database.Work, seminar: Seminar, person: int) -> Card:
    language = (await people.get(work, person)).language
    rows = cards.column(
        card.i_come(seminar),
        card.not_after_all(seminar),
        card.calendar_file(seminar),
        menu.BACK_TO_MENU,
    )
    return Card((Said(SEAT_FOR_YOU), *card.named(seminar, language)), rows)


async def give_on(work: database.Work, seminar: Seminar, person: int, notice: int) -> None:
    """The message that says "you have a seat" says no more than what is true."""
    language = (await people.get(work, person)).language
    lines = (Said(SEAT_GIVEN_ON), *card.named(seminar, language))
    bare = Card(lines, cards.column(card.TO_ALL, menu.BACK_TO_MENU))
    await outbox.edit(work, person, cards.pack(bare), row=notice)
