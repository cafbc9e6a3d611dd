"""What the other side hears of a letter's card. Notes that follow each other quickly are one
message, which changes."""

from datetime import timedelta

from bot.agreements.pairs import Pair
from bot.conversation import cards, turn
from bot.conversation.cards import Card
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.letters import card, store
from bot.letters.store import Letter
from bot.people import telling
from bot.storage import outbox

HAS_NOTED = text("letters.has_noted", "News from {name} about this letter:")
TOGETHER = timedelta(minutes=5)
"""Notes of one side within this time after the first are told together."""


async def of(this: turn.Turn, its: Pair, letter: Letter, what: Said) -> None:
    """The other side sees the card as it is now, without haste."""
    row = await telling.tell(this.work, its.partner, _there(this, its, letter, what))
    await store.note_told(this.work, letter.id, row, its.side)


async def of_note(this: turn.Turn, its: Pair, letter: Letter) -> None:
    """The same for something that was noted: the message by which the other side has just heard
    of another note becomes this one."""
    what, last = say(HAS_NOTED, name=its.own_name), letter.told
    is_more = last is not None and last.side is its.side and this.work.now - last.at < TOGETHER
    if last is None or not is_more:
        await of(this, its, letter, what)
        return
    there = cards.pack(_there(this, its, letter, what))
    await outbox.edit(this.work, its.partner, there, row=last.row)


def _there(this: turn.Turn, its: Pair, letter: Letter, what: Said) -> Card:
    return card.of(its.seen_from_there(), letter, this.context.reader, what)
