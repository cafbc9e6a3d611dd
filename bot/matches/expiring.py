"""Proposals whose time for an answer is over: nobody is blamed, and everybody knows."""

from datetime import datetime, timedelta

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Said
from bot.i18n import text
from bot.matches import answering, asked, standing, store
from bot.matches.store import Side, State
from bot.people import menu, telling
from bot.storage import database

BUDDY_LATE = text(
    "matches.expired_buddy",
    "There was no answer from you in time. No harm done: we ask somebody else. "
    "If you have little time at the moment, you can pause.",
)
NEWCOMER_LATE = text(
    "matches.expired_newcomer",
    "We had found somebody for you, but there was no answer from you in time. No harm done: your "
    "request stays, and we go on looking.",
)
IN_VAIN = text(
    "matches.expired_in_vain",
    "The other side has not answered in time. I am sorry that you waited. "
    "Thank you for your yes. I ask you again when somebody fits.",
)

DUE = """
    select id from match where state in ('proposed', 'accepted') and asked_at <= :before
"""


async def expire(base: database.Database, now: datetime, hours: int) -> None:
    """Let expire what nobody has answered, at any hour; what is said about it makes no sound at
    night. It looks beside the writer, which is needed only when something is due."""
    before = clock.stamp(now - timedelta(hours=hours))
    for row in await base.read(DUE, before=before):
        async with base.work() as work:
            await _expire(work, row["id"], before)


async def _expire(work: database.Work, number: int, before: int) -> None:
    match = await store.find(work, number)
    side = asked.asks(match) if match else None
    if match is None or side is None or clock.stamp(match.asked_at) > before:
        return  # Answered in between.
    await store.change(work, match.id, State.EXPIRED)
    late = match.person_of(side)
    if late is not None:
        way = standing.TO_PAUSE if side is Side.BUDDY else _to_request()
        words = BUDDY_LATE if side is Side.BUDDY else NEWCOMER_LATE
        card = cards.card(Said(words), rows=cards.column(way, menu.BACK_TO_MENU))
        await telling.tell(work, late, card)
    if side is Side.NEWCOMER:
        await answering.tell_in_vain(work, match, IN_VAIN)


def _to_request() -> Button:
    return Button(Said(standing.MY_REQUEST), cards.action("request"))
