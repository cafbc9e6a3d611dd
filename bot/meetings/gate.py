"""A meeting as one of its two sees it: the gate everything here goes through."""

from dataclasses import dataclass

from bot.agreements import pairs
from bot.agreements.pairs import Pair
from bot.conversation import turn
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.meetings import store
from bot.meetings.store import Meeting, Offer

PAUSED = text(
    "meetings.paused",
    "Messages between you and {name} are paused at the moment, and new suggestions too. You can "
    "still cancel a meeting. If you have a question, you can ask the Welcome Center.",
)


@dataclass(frozen=True)
class Seen:
    """A meeting, and the pair as the side sees it that looks."""

    meeting: Meeting
    pair: Pair

    @property
    def asked(self) -> Offer | None:
        """The offer that waits for this side's answer."""
        offer = self.meeting.offer
        return offer if offer and offer.side is not self.pair.side else None

    @property
    def suggested(self) -> Offer | None:
        """The offer of this side that waits for the other's answer."""
        offer = self.meeting.offer
        return offer if offer and offer.side is self.pair.side else None

    def seen_from_there(self) -> "Seen":
        """The same as it is for the other side; `pair.partner` stays whom to tell."""
        return Seen(self.meeting, self.pair.seen_from_there())


async def active(this: turn.Turn, meeting: str | int) -> Seen:
    """The meeting, if the person whose turn it is belongs to its match, and the match goes on.
    Raises `NotYours` for what never was theirs, and `Refusal` where the match is over."""
    found = await store.find(this.work, meeting)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    return Seen(found, await pairs.active(this, found.match))


async def must_be_open(this: turn.Turn, pair: Pair) -> None:
    """For suggestions, which hold own words. Raises `Refusal` while messages are paused."""
    if await pairs.is_paused(this, pair):
        raise turn.Refusal(say(PAUSED, name=pair.name))


async def again(this: turn.Turn, seen: Seen) -> Seen:
    """The same meeting as it is now, after something was written."""
    return Seen(await store.get(this.work, seen.meeting.id), seen.pair)
