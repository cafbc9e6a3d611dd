"""Telling somebody who hasn't just written: what happened to them because of somebody else."""

from bot.conversation import cards
from bot.storage import database, outbox

QUIETLY = "quietly"
"""Marks what makes no sound in quiet hours."""
AT_ANY_HOUR = "at_any_hour"
"""Marks a nudge that is sent in quiet hours too: what it speaks of begins soon."""


async def tell(
    work: database.Work, person: int, card: cards.Card, *, once: str | None = None
) -> int:
    """Say a card to a person other than the one whose turn it is; without a sound in quiet hours.
    Returns its outbox row, 0 if it was said before (`once`)."""
    what = cards.pack(card) | {QUIETLY: True}
    return await outbox.say(work, person, what, once=once)


async def alert(
    work: database.Work, person: int, card: cards.Card, *, once: str | None = None
) -> int:
    """The same for what can't wait: with a sound at any hour."""
    return await outbox.say(work, person, cards.pack(card), once=once)
