"""What two have agreed on, as coordinators see it."""

from bot.agreements import card, store
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.matches import partners
from bot.matches.store import Side
from bot.people import menu
from bot.staff import record
from bot.staff.record import Deed

AGREED = text("agreements.staff_agreed", "This is what {newcomer} and {buddy} agreed on:")
BACK = text("agreements.staff_back", "The match")


async def show(this: turn.Turn) -> turn.Reply:
    """The agreement that holds in a match, or held until it ended; that somebody looked is
    recorded."""
    match = await partners.staff_sees(this, this.about)
    valid = (await store.standing(this.work, match.id)).valid
    if valid is None:
        raise turn.NotYours(Said(turn.GONE))
    for side in Side:
        await record.add(this.work, this.person, Deed.SAW_MATCH, match.person_of(side))
    head = say(
        AGREED,
        newcomer=await partners.name(this.work, match, Side.NEWCOMER),
        buddy=await partners.name(this.work, match, Side.BUDDY),
    )
    back = Button(Said(BACK), cards.action("match_staff", match.id))
    lines = (head, *card.terms_of(valid, this.context))
    return turn.Reply((Card(lines, cards.column(back, menu.BACK_TO_MENU)),))
