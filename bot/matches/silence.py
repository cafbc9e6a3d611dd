"""Two who have not met for a while, as far as the bot knows: when they are asked, when coordinators
see it, and the answer that they meet without the bot.
"""

from datetime import timedelta

from bot import clock
from bot.conversation import cards, turn
from bot.conversation.values import Said
from bot.i18n import text
from bot.matches import partners, standing
from bot.matches.store import State
from bot.people import menu
from bot.storage import database, outbox

ASKED_AFTER = timedelta(days=14)
"""So long after they last met, or began, both are asked, if nothing is ahead of them."""
SEEN_AFTER = timedelta(days=21)
"""So long after it stands in the coordinators' list."""
LEFT_ALONE = timedelta(days=56)
"""Whoever says that they meet without the bot isn't asked for so long."""

WITHOUT_BOT = text("matches.meet_without_bot", "We meet without the bot")
GOOD_TO_KNOW = text(
    "matches.good_to_know", "Good to know, thank you. I do not ask about it for two months."
)

LEAVE_ALONE = "update match set quiet_until = :until where id = :match"


async def meet_without_bot(this: turn.Turn) -> turn.Reply:
    """A sign of life from one of the two: neither is asked for a while."""
    match, side = await partners.side_of(this, this.about)
    if match.state is not State.ACTIVE:
        return turn.Reply((await standing.current(this, match),))
    until = this.work.now + LEFT_ALONE
    await this.work.run(LEAVE_ALONE, match=match.id, until=clock.stamp(until))
    await outbox.take_back(this.work, f"match:{match.id}")
    write = standing.write_to(match, await partners.name(this.work, match, side.other))
    said = cards.card(Said(GOOD_TO_KNOW), rows=cards.column(write, menu.BACK_TO_MENU))
    return turn.Reply((said,), in_place=True)


LAST_MET = """
    select max(active_at, coalesce((
        select max(ends_at) from meeting
        where meeting.match = match.id and state in ('confirmed', 'held')
    ), 0)) as at from match where id = :match
"""


async def days(work: database.Work, match: int) -> int:
    """For how many days the two of an active match have not met."""
    row = await work.one(LAST_MET, match=match)
    return (work.stamp - row["at"]) // 86400 if row else 0
