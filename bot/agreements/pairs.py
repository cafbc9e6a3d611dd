"""The two of an active match as one of them sees it: the gate everything here goes through."""

from dataclasses import dataclass

from bot.conversation import cards, turn
from bot.conversation.values import Said, Value, say
from bot.i18n import text
from bot.matches import partners
from bot.matches import store as matches
from bot.matches.store import Match, Side, State
from bot.relay import store as threads
from bot.storage import database

OVER = text(
    "agreements.over", "Your time together is over here, so there is nothing left to agree on."
)
PAUSED = text(
    "agreements.paused",
    "Messages between you and {name} are paused at the moment, and suggestions too. If you have a "
    "question, you can ask the Welcome Center.",
)


@dataclass(frozen=True)
class Pair:
    """A match as one side sees it: `partner` is the person on the other side, called `name`;
    `own_name` is what this side is called there."""

    match: int
    side: Side
    partner: int
    name: Value
    own_name: Value

    def seen_from_there(self) -> "Pair":
        """The same as it reads for the other side; `partner` stays whom to tell."""
        return Pair(self.match, self.side.other, self.partner, self.own_name, self.name)

    @property
    def short_name(self) -> Value:
        return cards.short(self.name)


async def active(this: turn.Turn, match: str | int) -> Pair:
    """The pair, if it is one now and the person whose turn it is belongs to it. Raises `NotYours`
    for what was never theirs to decide on, and `Refusal` where it is over."""
    found = await matches.visible_to(this, match)
    if found.state is State.ENDED:
        raise turn.Refusal(Said(OVER))
    if found.state is not State.ACTIVE:
        raise turn.NotYours(Said(turn.GONE))
    return await _pair(this.work, found, this.person)


async def is_paused(this: turn.Turn, pair: Pair) -> bool:
    """Whether nothing that one of the two writes goes to the other at the moment."""
    thread = await threads.of_match(this.work, pair.match, this.person)
    return thread is not None and not thread.is_open


async def must_be_open(this: turn.Turn, pair: Pair) -> None:
    """For suggestions, which hold own words. Raises `Refusal` while messages are paused."""
    if await is_paused(this, pair):
        raise turn.Refusal(say(PAUSED, name=pair.name))


async def all_active(this: turn.Turn) -> list[Pair]:
    """Every pair that the person belongs to now."""
    found = await matches.of_person(this.work, this.person)
    is_active = (match for match in found if match.state is State.ACTIVE)
    return [await _pair(this.work, match, this.person) for match in is_active]


async def _pair(work: database.Work, match: Match, person: int) -> Pair:
    side = match.side_of(person)
    partner = match.person_of(side.other) if side else None
    if side is None or partner is None:
        raise LookupError(f"match {match.id} is active and lacks a side")
    name = await partners.name(work, match, side.other)
    return Pair(match.id, side, partner, name, await partners.name(work, match, side))
