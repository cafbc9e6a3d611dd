"""Suggestions whose last time has come without an answer: nobody is blamed, and everybody knows how
it stands.
"""

from datetime import datetime

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Value, When, say
from bot.i18n import text
from bot.matches import partners
from bot.matches import store as matches
from bot.matches.store import Match
from bot.meetings import card, presence, store
from bot.meetings.store import Meeting, Offer
from bot.people import menu, telling
from bot.storage import database

NO_ANSWER = text(
    "meetings.no_answer",
    "The time that you suggested to {name} has come, and there was no answer. Would you like to "
    "suggest another time?",
)
OLD_TIME_STAYS = text(
    "meetings.old_time_stays",
    "There was no answer about another time for your meeting with {name}. So the old time stays: "
    "<b>{when}</b>",
)

DUE = "select meeting from offer where lasts_until <= :now"


async def expire(base: database.Database, now: datetime) -> None:
    """Drop what nobody has answered, at any hour; what is said about it makes no sound at night.
    It looks beside the writer, which is needed only when something is due."""
    for row in await base.read(DUE, now=clock.stamp(now)):
        async with base.work() as work:
            await _expire(work, row["meeting"])


async def _expire(work: database.Work, number: int) -> None:
    meeting = await store.find(work, number)
    offer = meeting.offer if meeting else None
    if meeting is None or offer is None or offer.lasts_until > work.now:
        return  # Answered in between.
    match = await matches.get(work, meeting.match)
    if meeting.slot is None:
        await store.cancel(work, meeting.id, None)
        await _tell_in_vain(work, match, meeting, offer)
        return
    await store.drop_offer(work, meeting.id)
    if meeting.slot.begins_at > work.now:
        await _tell_both(work, match, meeting, When(meeting.slot.begins_at))


async def _tell_in_vain(work: database.Work, match: Match, meeting: Meeting, offer: Offer) -> None:
    person = match.person_of(offer.side)
    if person is None:
        return
    name = await partners.name(work, match, offer.side.other)
    rows = cards.column(card.again(meeting.id), card.TO_MEETINGS, menu.BACK_TO_MENU)
    await telling.tell(work, person, cards.card(say(NO_ANSWER, name=name), rows=rows))


async def _tell_both(work: database.Work, match: Match, meeting: Meeting, when: When) -> None:
    for side in matches.Side:
        person = match.person_of(side)
        if person is not None:
            name = await partners.name(work, match, side.other)
            await telling.tell(work, person, _stays(meeting, name, when))


def _stays(meeting: Meeting, name: Value, when: When) -> Card:
    details = Button(Said(presence.DETAILS), cards.action("meeting", meeting.id), style="primary")
    return cards.card(
        say(OLD_TIME_STAYS, name=name, when=when), rows=cards.column(details, card.TO_MEETINGS)
    )
