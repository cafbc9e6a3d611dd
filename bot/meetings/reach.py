"""Whether the other side hears it: whoever changes something is told, and doesn't count on it."""

from bot.agreements.pairs import Pair
from bot.conversation import turn
from bot.conversation.cards import Card
from bot.conversation.values import say
from bot.i18n import text
from bot.relay import passing

NOT_REACHED = text(
    "meetings.not_reached",
    "{name} can't be reached through Telegram at the moment, so this may not arrive. If it is "
    "urgent, please ask the Welcome Center.",
)


async def told(this: turn.Turn, pair: Pair, shown: Card) -> Card:
    """The card, which says it too if the other side can't be reached now."""
    if not await passing.is_unreachable(this.work, pair.partner):
        return shown
    return Card((*shown.lines, None, say(NOT_REACHED, name=pair.name)), shown.rows)
