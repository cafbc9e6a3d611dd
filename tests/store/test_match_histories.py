"""Whatever happens to newcomers and buddies, in whatever order: no place is filled twice, nobody
has two matches, and a pair that came to nothing is never proposed again.
"""

import asyncio
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matches.store import State
from bot.newcomers.introduction import Household
from tests.store import matchmaking
from tests.store.matchmaking import AMAL, TOM, Played

NEWCOMERS, BUDDIES, STEPS = 4, 4, 80

TWICE = """
    select newcomer from match where state in ('proposed', 'accepted', 'active') group by newcomer
    having count(*) > 1
"""
AGAIN = """
    select later.id from match as later join match as earlier
      on earlier.newcomer = later.newcomer and earlier.buddy = later.buddy
    where earlier.id < later.id and earlier.state in ('declined', 'expired', 'ended')
"""
AWAY = """
    select match.id from match join buddy on buddy.person = match.buddy
    where match.state in ('proposed', 'accepted') and buddy.state <> 'active'
       or match.state = 'active' and buddy.state not in ('active', 'paused')
"""
WITHOUT_A_REQUEST = """
    select match.id from match left join request on request.id = match.request
    where match.state in ('proposed', 'accepted') and request.state is not 'ready'
       or match.state = 'active' and request.state is not 'matched'
"""
MATCHED_WITH_NOBODY = """
    select request.id from request where state = 'matched' and not exists (
        select 1 from match where match.request = request.id and match.state = 'active')
"""
WITHOUT_A_CERTIFICATE = """
    select match.id from match join newcomer on newcomer.person = match.newcomer
    where match.state in ('proposed', 'accepted') and household = 'children'
"""
NEVER = (TWICE, AGAIN, AWAY, WITHOUT_A_REQUEST, MATCHED_WITH_NOBODY, WITHOUT_A_CERTIFICATE)
TAKEN = """
    select (select count(*) from match where match.buddy = buddy.person
            and state in ('proposed', 'accepted', 'active')) as taken, places
    from buddy where person = :buddy
"""


STATES = "select state, count(*) from match group by state"


@dataclass
class History:
    """Some newcomers, buddies and a coordinator, who press what comes to mind."""

    town: Played
    chance: random.Random
    coordinator: int = 0
    newcomers: list[int] = field(default_factory=list)
    buddies: list[int] = field(default_factory=list)

    async def meet(self) -> None:
        self.coordinator = await self.town.coordinator()
        self.newcomers = [await self.town.newcomer() for _ in range(NEWCOMERS)]
        self.buddies = [
            await self.town.buddy(replace(TOM, places=1 + n % 2)) for n in range(BUDDIES)
        ]

    async def goes_on(self) -> None:
        """One thing happens; what moves matches on more often than what ends them."""
        often = (self.propose, self.propose, self.say_yes)
        seldom = (self.say_no, self.not_now, self.end, self.withdraw, self.change, self.pause)
        hardly_ever = (self.leave, self.erase, self.wait)
        kinds = (often, seldom, hardly_ever, (self.come_back,))
        (acts,) = self.chance.choices(kinds, weights=(16, 10, 1, 6))
        await self.chance.choice(acts)(
            self.chance.choice(self.newcomers), self.chance.choice(self.buddies)
        )

    async def propose(self, newcomer: int, buddy: int) -> None:
        said = await self.town.proposes(self.coordinator, newcomer, buddy)
        if "is asked about" in said:
            ((taken, places),) = await self.town.base.read(TAKEN, buddy=buddy)
            assert taken <= places

    async def say_yes(self, newcomer: int, buddy: int) -> None:
        await self._answer(newcomer, "yes_to_match")

    async def not_now(self, newcomer: int, buddy: int) -> None:
        await self._answer(newcomer, "not_now")

    async def _answer(self, newcomer: int, action: str) -> None:
        """Both press the same, be they asked or not."""
        match = await self.town.match_of(newcomer)
        for person in (match.newcomer, match.buddy) if match else ():
            if match and person:
                await self.town.answers(person, match, action)

    async def say_no(self, newcomer: int, buddy: int) -> None:
        match = await self.town.match_of(newcomer)
        if match and match.buddy:
            for person in (newcomer, match.buddy):
                await self.town.answers(person, match, "no_to_match")

    async def end(self, newcomer: int, buddy: int) -> None:
        match = await self.town.match_of(newcomer)
        if match and match.newcomer and match.buddy:
            ending = self.chance.choice((match.newcomer, match.buddy))
            await self.town.answers(ending, match, "end_match_now")
            await self.town.presses(newcomer, "another_buddy", match.id)

    async def withdraw(self, newcomer: int, buddy: int) -> None:
        await self.town.withdraws(newcomer)
        await self.town.changes(newcomer, AMAL)

    async def change(self, newcomer: int, buddy: int) -> None:
        kinds = (Household.ALONE, Household.PARTNER, Household.CHILDREN)
        household = self.chance.choice(kinds)
        await self.town.changes(newcomer, replace(AMAL, household=household))

    async def pause(self, newcomer: int, buddy: int) -> None:
        await self.town.pauses(buddy)

    async def come_back(self, newcomer: int, buddy: int) -> None:
        """Active again, with more places or fewer."""
        await self.town.is_active(buddy, replace(TOM, places=self.chance.randint(1, 3)))

    async def leave(self, newcomer: int, buddy: int) -> None:
        await self.town.leaves(buddy)

    async def erase(self, newcomer: int, buddy: int) -> None:
        """Somebody goes for good, and somebody else comes."""
        if self.chance.random() < 0.5:
            await self.town.is_erased(buddy)
            self.buddies[self.buddies.index(buddy)] = await self.town.buddy()
        else:
            await self.town.is_erased(newcomer)
            self.newcomers[self.newcomers.index(newcomer)] = await self.town.newcomer()

    async def wait(self, newcomer: int, buddy: int) -> None:
        await self.town.passes(hours=self.chance.choice((1, 80, 24 * 15)))


async def lived_through(chance: random.Random) -> Counter[str]:
    """A history; nothing in it is ever as it must not be. Gives what became of all proposals."""
    with tempfile.TemporaryDirectory() as folder:
        async with matchmaking.played(Path(folder)) as town:
            history = History(town, chance)
            await history.meet()
            for _ in range(STEPS):
                await history.goes_on()
                found = [await town.base.read(query) for query in NEVER]
                assert [len(rows) for rows in found] == [0] * len(NEVER)
            return Counter(dict(tuple(row) for row in await town.base.read(STATES)))


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=True))
def test_nothing_that_must_not_be_comes_of_any_history(chance: random.Random) -> None:
    asyncio.run(lived_through(chance))


async def test_a_history_has_everything_in_it() -> None:
    """Else the one above would promise little."""
    seeds = (random.Random(seed) for seed in range(6))  # noqa: S311  (chance, not a secret)
    became = sum([await lived_through(seed) for seed in seeds], Counter[str]())
    assert set(became) >= {*State} - {State.PROPOSED, State.ACCEPTED}
