"""Two people with a meeting on a real database, as any story may need them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.buddies.application import Offer as BuddyOffer
from bot.matches.store import Side
from bot.meetings import store
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Meeting, Offer, Slot
from bot.newcomers.introduction import Newcomer
from tests.store.matchmaking import AMAL, TOM, Played

THURSDAY = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
"""9:30 in the town, two days after everything begins."""
OFFICE = Where(office="foreigners_office")
CAFE = Where(words="The café at the station")


@dataclass(frozen=True)
class Two:
    """A newcomer and a buddy, by their persons' ids, and their match."""

    newcomer: int
    buddy: int
    match: int

    def of(self, side: Side) -> int:
        return self.newcomer if side is Side.NEWCOMER else self.buddy


async def two(here: Played, newcomer: Newcomer = AMAL, buddy: BuddyOffer = TOM) -> Two:
    """Two of whom both said yes."""
    asks, helps = await here.newcomer(newcomer), await here.buddy(buddy)
    await here.proposes(await here.coordinator(), asks, helps)
    match = await here.match_of(asks)
    assert match is not None
    await here.both_say_yes(match)
    return Two(asks, helps, match.id)


async def meet(
    here: Played,
    those: Two,
    begins_at: datetime = THURSDAY,
    occasion: Occasion = Occasion.GERMAN,
    where: Where = CAFE,
    minutes: int = 60,
) -> int:
    """A meeting to which both said yes."""
    slot = Slot(begins_at, begins_at + timedelta(minutes=minutes))
    async with here.base.work() as work:
        offer = Offer(Side.BUDDY, (slot,), where, None, work.now)
        number = await store.propose(work, those.match, occasion, offer)
        await store.confirm(work, number, offer, slot)
    return number


async def appointment(here: Played, those: Two, begins_at: datetime = THURSDAY) -> int:
    """At the foreigners' office."""
    return await meet(here, those, begins_at, Occasion.OFFICE, OFFICE)


async def suggests(here: Played, number: int, side: Side, begins_at: datetime) -> None:
    """A side suggests another time for a meeting."""
    offer = Offer(side, (Slot(begins_at, begins_at + timedelta(hours=1)),), CAFE, None, begins_at)
    async with here.base.work() as work:
        await store.offer(work, number, offer)


async def now(here: Played, number: int) -> Meeting:
    async with here.base.work() as work:
        return await store.get(work, number)


async def presses(here: Played, person: int, name: str, number: int) -> str:
    """A button of a meeting that is up to date."""
    return await here.presses(person, name, number, (await now(here, number)).version)


async def move_to(here: Played, moment: datetime) -> None:
    await here.passes(seconds=(moment - here.clock.now()).total_seconds() + 1)
