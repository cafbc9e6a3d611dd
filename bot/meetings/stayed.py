"""An appointment that stays when the match has ended: nobody comes along any more, and the newcomer
still finds it here, with the card for the counter.
"""

from dataclasses import dataclass

from bot.conversation import cards, turn
from bot.conversation.asking import Context
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Value, When, say
from bot.i18n import text
from bot.matches import partners
from bot.matches import store as matches
from bot.matches.store import Match, Side
from bot.meetings import card, finding, presence, store
from bot.meetings.store import Meeting
from bot.people import menu
from bot.storage import database

STAYS = text(
    "meetings.stays", "<b>Your appointment stays:</b>\n{when}\n{name} does not come with you."
)
COORDINATORS_SEE = text(
    "meetings.stays_seen",
    "The coordinators of the Welcome Buddies see that. If you go alone, a card in German helps you "
    "at the counter.",
)


@dataclass(frozen=True)
class Stayed:
    """The meeting, and what the buddy was called."""

    meeting: Meeting
    name: Value


async def find(this: turn.Turn) -> Stayed | None:
    """The appointment that a button is about, if it has stayed for the one whose turn it is."""
    meeting = await store.find(this.work, this.about)
    match = await matches.get(this.work, meeting.match) if meeting else None
    if meeting is None or match is None or match.newcomer != this.person:
        return None
    is_over = match.state is matches.State.ENDED
    if not (is_over and presence.is_alone(meeting, this.context)):
        return None
    return await _stayed(this.work, meeting, match)


async def _stayed(work: database.Work, meeting: Meeting, match: Match) -> Stayed:
    return Stayed(meeting, await partners.name(work, match, Side.BUDDY))


async def all_of(this: turn.Turn) -> list[Stayed]:
    """Everything that has stayed for the one whose turn it is."""
    found = await finding.staying(this.work, this.person)
    return [
        await _stayed(this.work, meeting, await matches.get(this.work, meeting.match))
        for meeting in found
    ]


def line(stayed: Stayed) -> Said:
    """When it is, and that nobody comes along."""
    if stayed.meeting.slot is None:
        raise LookupError(f"meeting {stayed.meeting.id} has no time")
    return say(STAYS, when=When(stayed.meeting.slot.begins_at), name=stayed.name)


def told(stayed: Stayed) -> Card:
    """As the newcomer hears of it when the match ends."""
    details = Button(Said(presence.DETAILS), cards.action("meeting", stayed.meeting.id))
    return _card(stayed, Said(COORDINATORS_SEE), buttons=(details,))


def card_of(stayed: Stayed, context: Context) -> Card:
    """As they find it afterwards, with the place."""
    meeting = stayed.meeting
    place = meeting.where.shown(context.town)
    lines = (say(card.WHAT, occasion=Said(meeting.occasion.label)),)
    where = (say(card.WHERE, place=place),) if place is not None else ()
    return _card(stayed, *lines, *where)


def _card(stayed: Stayed, *lines: Said, buttons: tuple[Button, ...] = ()) -> Card:
    rows = cards.column(
        presence.card_for_counter(stayed.meeting),
        *buttons,
        presence.write_center(),
        menu.BACK_TO_MENU,
    )
    return cards.card(line(stayed), *lines, rows=rows)
