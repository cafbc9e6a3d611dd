"""Histories: whatever may happen to two newcomers, their buddy and the bot. Each thing that people
do is done to the bot, and written down for `expected`.
"""

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot import app
from bot.matches.store import Side
from bot.meetings import outcome, sides, store
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Offer, Slot
from bot.people import store as people
from bot.storage import database
from tests.truths.expected import Agreed, Meeting, Pair, Suggested
from tests.truths.ground import Beginning, Ground, Step, Still

STEPS: Mapping[str, int] = {
    "a while": 45,
    "hours": 12,
    "days": 9,
    "to an edge": 70,
    "nobody answers": 5,
    "propose": 30,
    "confirm": 50,
    "move": 15,
    "take back": 4,
    "cancel": 8,
    "cannot come": 7,
    "goes alone": 5,
    "comes after all": 5,
    "comes": 8,
    "went well": 5,
    "called off": 2,
    "met without the bot": 1,
    "pause": 4,
    "resume": 8,
    "block": 8,
    "unblock": 12,
    "stops": 3,
    "starts": 8,
    "offline": 16,
    "online": 22,
    "restart": 3,
    "cleans up": 2,
    "end": 1,
    "erase": 1,
}
"""What may happen next, and how often it does."""


class Life(Ground):
    """One history: what people do, written down and told to the model."""

    # What people do

    def _pair(self, chance: random.Random) -> Pair | None:
        pairs = [pair for pair in self.expected.pairs if pair.is_active]
        return chance.choice(pairs) if pairs else None

    def _open(self, chance: random.Random, *, confirmed: bool | None = None) -> Meeting | None:
        found = [
            meeting
            for meeting in self.expected.meetings
            if meeting.pair.is_active
            and not meeting.fate
            and (confirmed is None or (meeting.agreed is not None) is confirmed)
        ]
        return chance.choice(found) if found else None

    def _slots(self, chance: random.Random) -> tuple[Slot, ...]:
        found = []
        for _ in range(chance.choice((1, 1, 2, 3))):
            minutes = chance.choice((chance.randint(15, 300), chance.randint(200, 3000), 0))
            minutes = minutes or chance.randint(3000, chance.choice((15_000, 90_000)))
            begins = self.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
            length = timedelta(minutes=chance.choice((30, 60, 90, 180)))
            found.append(Slot(begins, begins + length))
        return tuple(found)

    async def _offers(self, chance: random.Random, meeting: Meeting | None, pair: Pair) -> None:
        side = chance.choice([*Side])
        offer = Offer(side, self._slots(chance), Where(words="the library"), None, self.now)
        async with self.base.work() as work:
            if meeting is None:
                number = await store.propose(work, pair.id, chance.choice([*Occasion]), offer)
                meeting = Meeting(number, pair)
                self.expected.meetings.append(meeting)
            else:
                await store.offer(work, meeting.id, offer)
        begins = [slot.begins_at for slot in offer.slots]
        meeting.suggested = Suggested(side.value, begins, self.now)

    async def _propose(self, chance: random.Random) -> None:
        if pair := self._pair(chance):
            await self._offers(chance, None, pair)

    async def _move(self, chance: random.Random) -> None:
        if meeting := self._open(chance):
            await self._offers(chance, meeting, meeting.pair)

    async def _confirm(self, chance: random.Random) -> None:
        found = [m for m in self.expected.meetings if m.suggested and m.pair.is_active]
        meeting = chance.choice(found) if found else None
        if meeting is None or meeting.fate:
            return
        async with self.base.work() as work:
            offer = (await store.get(work, meeting.id)).offer
            assert offer is not None
            slot = chance.choice(offer.slots)
            if slot.begins_at <= self.now:
                return
            await store.confirm(work, meeting.id, offer, slot)
        meeting.agreed = Agreed(slot.begins_at, slot.ends_at, self.now)
        meeting.suggested, meeting.is_without_buddy, meeting.goes_alone = None, False, False

    async def _take_back(self, chance: random.Random) -> None:
        meeting = self._open(chance, confirmed=True)
        if meeting and meeting.suggested:
            async with self.base.work() as work:
                await store.drop_offer(work, meeting.id)
            meeting.suggested = None

    async def _cancel(self, chance: random.Random) -> None:
        if meeting := self._open(chance):
            async with self.base.work() as work:
                await store.cancel(work, meeting.id, "buddy")
            meeting.fate = "cancelled"
            meeting.suggested = None

    async def _cannot_come(self, chance: random.Random) -> None:
        if meeting := self._open(chance, confirmed=True):
            async with self.base.work() as work:
                await outcome.leave(work, meeting.id)
            meeting.is_without_buddy, meeting.goes_alone = True, False

    async def _goes_alone(self, chance: random.Random) -> None:
        meeting = self._open(chance, confirmed=True)
        if meeting and meeting.is_without_buddy:
            async with self.base.work() as work:
                await outcome.go_alone(work, meeting.id)
            meeting.goes_alone = True

    async def _comes_after_all(self, chance: random.Random) -> None:
        meeting = self._open(chance, confirmed=True)
        if meeting and meeting.is_without_buddy:
            async with self.base.work() as work:
                await outcome.come_back(work, meeting.id)
            meeting.is_without_buddy = meeting.goes_alone = False

    async def _comes(self, chance: random.Random) -> None:
        meeting = self._open(chance, confirmed=True)
        if meeting is None or meeting.agreed is None:
            return
        side = chance.choice([*Side])
        async with self.base.work() as work:
            sequence = (await store.get(work, meeting.id)).sequence
            await sides.come(work, meeting.id, side, sequence)
            work.happened(store.Changed(meeting.id))
        meeting.agreed.coming.add(side.value)

    async def _went_well(self, chance: random.Random) -> None:
        meeting, side = self._past(chance), chance.choice([*Side])
        if meeting and not (meeting.is_without_buddy and side is Side.BUDDY):
            await self.here.presses(meeting.pair.people[side], "met_good", meeting.id)
            meeting.fate = "held"
            meeting.answered.add(side.value)

    async def _called_off(self, chance: random.Random) -> None:
        meeting = self._past(chance)
        if meeting and not meeting.fate:
            newcomer = meeting.pair.people["newcomer"]
            await self.here.presses(newcomer, "absent_both", meeting.id)
            meeting.fate = "cancelled"

    def _past(self, chance: random.Random) -> Meeting | None:
        """One that has ended lately, and of which nobody said that it was not to be."""
        found = [
            meeting
            for meeting in self.expected.meetings
            if meeting.agreed and meeting.pair.is_active and meeting.fate != "cancelled"
            if timedelta() <= self.now - meeting.agreed.ends < timedelta(days=4)
            if not meeting.suggested
        ]
        return chance.choice(found) if found else None

    async def _met_without_the_bot(self, chance: random.Random) -> None:
        if pair := self._pair(chance):
            await self.here.presses(pair.people["newcomer"], "meet_without_bot", pair.id)
            pair.left_alone_until = self.now + timedelta(days=56)

    def _somebody(self, chance: random.Random) -> int:
        return chance.choice(sorted(self.expected.people))

    async def _pause(self, chance: random.Random) -> None:
        person = self._somebody(chance)
        await self.here.presses(person, "pause")
        self.expected.people[person].is_paused = True

    async def _resume(self, chance: random.Random) -> None:
        for person, known in self.expected.people.items():
            if known.is_paused:
                await self.here.presses(person, "resume")
                known.is_paused = False

    async def _block(self, chance: random.Random) -> None:
        person = self._somebody(chance)
        self.expected.people[person].has_blocked = True
        self.blocked.add(await self._chat(person))

    async def _unblock(self, chance: random.Random) -> None:
        for person, known in self.expected.people.items():
            if known.has_blocked:
                known.has_blocked = False
                async with self.base.work() as work:
                    await people.mark_reachable(work, await self._chat(person))
        self.blocked.clear()

    async def _chat(self, person: int) -> int:
        rows = await self.base.read("select telegram from person where id = :id", id=person)
        return int(rows[0]["telegram"])

    async def _end(self, chance: random.Random) -> None:
        if pair := self._pair(chance):
            match = await self.here.match_of(pair.people["newcomer"])
            assert match is not None
            await self.here.presses(self.buddy, "end_match_now", match.id, match.version)
            pair.is_active = False

    async def _erase(self, chance: random.Random) -> None:
        if pair := self._pair(chance):
            await self.here.is_erased(pair.people["newcomer"])
            pair.is_active = False
            del self.expected.people[pair.people["newcomer"]]


def lived(begun: Beginning, start: datetime, steps: Sequence[Step]) -> Counter[str]:
    """What was heard in such a history, how often."""

    async def live() -> Counter[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(shutil.copy(begun.path, folder))
            async with database.open_database(path, Still(), app.AFTER) as base:
                life = Life(base, start, begun)
                await life.lives(steps)
                return life.seen

    return asyncio.run(live())
