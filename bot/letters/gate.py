"""The two of a match and their letters, as one of them sees it: the gate everything here goes
through. Nobody of the staff passes it.
"""

from bot.agreements import pairs
from bot.agreements.pairs import Pair
from bot.conversation import cards, turn
from bot.conversation.cards import Card
from bot.conversation.values import Said, say
from bot.i18n import Text, text
from bot.letters import store
from bot.letters.store import Letter
from bot.matches import store as matches
from bot.matches.store import Side, State
from bot.people import menu
from bot.relay import center, passing
from bot.relay import store as threads
from bot.relay.store import Thread

OVER = text("letters.over", "Your time together is over here, so letters are not shown any more.")
PAUSED = text(
    "letters.paused",
    "Messages between you and {name} are paused at the moment, and letters too. "
    "If it is urgent, you can ask the Welcome Center.",
)
CANNOT_REACH = text(
    "letters.cannot_reach",
    "{name} can't be reached at the moment, so I can't pass on a letter now. "
    "If it is urgent, you can ask the Welcome Center.",
)


async def pair(this: turn.Turn, match: str | int) -> Pair:
    """The pair, if the person whose turn it is belongs to it now. Raises `NotYours` for what never
    was theirs, and `Refusal` where it is over."""
    found = await matches.visible_to(this, match)
    if found.state is State.ENDED:
        raise turn.Refusal(Said(OVER))
    return await pairs.active(this, match)


async def newcomers(this: turn.Turn, match: str | int) -> Pair:
    """The same for the newcomer, whose letters they are."""
    found = await pair(this, match)
    if found.side is not Side.NEWCOMER:
        raise turn.NotYours(Said(turn.GONE))
    return found


async def letter(this: turn.Turn, number: str) -> tuple[Pair, Letter]:
    """A letter, for the two of its match while it goes on. Raises as `pair` does."""
    found = await store.find(this.work, number)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    return await pair(this, found.match), found


async def newcomers_letter(this: turn.Turn, number: str) -> tuple[Pair, Letter]:
    """The same for the newcomer, whose letter it is."""
    its, found = await letter(this, number)
    if its.side is not Side.NEWCOMER:
        raise turn.NotYours(Said(turn.GONE))
    return its, found


async def thread(this: turn.Turn, its: Pair) -> Thread | None:
    """Where the two write to each other; None while nothing is passed on between them."""
    found = await threads.of_match(this.work, its.match, this.person)
    return found if found and found.is_open else None


async def hindered(this: turn.Turn, its: Pair) -> Card | None:
    """Why no letter can be passed on to the other one now, if so."""
    if await thread(this, its) is None:
        return paused(its)
    if await passing.is_unreachable(this.work, its.partner):
        return _waits(CANNOT_REACH, its)
    return None


def paused(its: Pair) -> Card:
    """That nothing goes from one to the other."""
    return _waits(PAUSED, its)


def _waits(why: Text, its: Pair) -> Card:
    rows = cards.column(center.TO_CENTER, menu.BACK_TO_MENU)
    return cards.card(say(why, name=its.name), rows=rows)
