"""Two newcomers, their buddy, and a bot that lives through whatever happens to them: on a real
database, with the real rounds and the real sender. Only the post is read here instead of by people.
"""

import asyncio
import functools
import itertools
import json
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram.error import Forbidden

from bot import app, clock, config, town
from bot.conversation import cards
from bot.matches.store import Side
from bot.meetings import afterwards, outcome, sides, store
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Offer, Slot
from bot.nudges import retention, rounds
from bot.people import store as people
from bot.storage import database, outbox
from bot.storage.outbox import Priority, Row
from bot.telegram import post, send
from bot.telegram.pace import Pace
from tests.store import matchmaking
from tests.store.matchmaking import TOM, Played
from tests.truths.expected import Agreed, Heard, Meeting, Pair, Person, Suggested, Town

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
STARTS = (
    TUESDAY,
    datetime(2026, 12, 22, 16, tzinfo=UTC),
    datetime(2027, 3, 26, 16, tzinfo=UTC),
    datetime(2027, 10, 29, 16, tzinfo=UTC),
)
"""An ordinary day, one before Christmas, and two before the clocks change."""
HERE = town.load("musterstadt")
SETTING = app.setting(config.Config(), HERE, matchmaking.KEY)
MEANS = {
    "nudges.meeting_tomorrow": "tomorrow",
    "nudges.meeting_soon": "soon",
    "nudges.how_was_it": "how",
    "nudges.how_was_it_again": "how again",
    "nudges.how_was_it_alone": "how",
    "nudges.offer_waits": "answer",
    "nudges.not_met_for_a_while": "silence",
}
ALSO = {
    "nudges.meeting_may_move": "another time is suggested",
    "nudges.goes_alone": "goes alone",
    "nudges.no_company": "has no company",
}
Step = tuple[str, int]
STEPS: Mapping[str, int] = {
    "a while": 45,
    "hours": 12,
    "days": 6,
    "to an edge": 70,
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


class Still(clock.Clock):
    """A clock that stands still until it is moved."""

    def now(self) -> datetime:
        return TUESDAY + self.offset


class Postman(post.Poster):
    """Keeps the nudges instead of sending them; who has blocked the bot gets nothing."""

    def __init__(self, blocked: set[int]) -> None:
        self._blocked = blocked
        self._numbers = itertools.count(1)
        self.bag: list[Row] = []

    async def post(self, row: Row, sent: Mapping[int, int]) -> int | None:
        if row.chat in self._blocked:
            raise Forbidden("Forbidden: bot was blocked by the user")
        if row.priority is Priority.NUDGE:
            self.bag.append(row)
        return next(self._numbers)


@functools.cache
def beginning() -> tuple[Path, tuple[int, ...]]:
    """A database in which the people know each other, and who they are."""
    folder = Path(tempfile.mkdtemp())

    async def make() -> tuple[int, ...]:
        path = folder / "welcome.sqlite3"
        async with database.open_database(path, Still(), app.AFTER) as base:
            here = Played(base, base.clock)
            coordinator, buddy = await here.coordinator(), await here.buddy(replace(TOM, places=2))
            found = [buddy]
            for newcomer in (await here.newcomer(), await here.newcomer()):
                await here.proposes(coordinator, newcomer, buddy)
                match = await here.match_of(newcomer)
                assert match is not None
                await here.both_say_yes(match)
                found += [newcomer, match.id]
            async with base.work() as work:
                await work.run("update outbox set state = 'sent', what = null")
        return tuple(found)

    return folder, asyncio.run(make())


class Life:
    """One history: what happens, what is expected of it, and what comes of it."""

    def __init__(self, base: database.Database, start: datetime, ids: Sequence[int]) -> None:
        self.base = base
        self.here = Played(base, base.clock)
        self.expected = Town(HERE.zone, HERE.subdivision)
        self.buddy = ids[0]
        for newcomer, match in (ids[1:3], ids[3:5]):
            pair = Pair(match, {"newcomer": newcomer, "buddy": self.buddy}, TUESDAY)
            self.expected.pairs.append(pair)
            self.expected.people[newcomer] = Person()
        self.expected.people[self.buddy] = Person()
        self.blocked: set[int] = set()
        self.postman = Postman(self.blocked)
        self.is_up = self.is_online = True
        self.seen: Counter[str] = Counter()
        self.sender: asyncio.Task[None] | None = None
        self.goes_to(start)

    @property
    def now(self) -> datetime:
        return self.base.clock.now()

    def goes_to(self, moment: datetime) -> None:
        self.base.clock.shift(moment - TUESDAY)

    async def lives(self, steps: Sequence[Step]) -> None:
        """Each step, and after it all that is due, and nothing else, is heard."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            for number, (name, seed) in enumerate(steps):
                chance = random.Random(seed)  # noqa: S311  (chance, not a secret)
                await getattr(self, f"_{name.replace(' ', '_')}")(chance)
                heard = await self._comes_to_rest()
                is_heard = self.is_up and self.is_online
                due = self.expected.hears(self.now) if is_heard else set()
                expected = sorted(due, key=repr)
                local = self.now.astimezone(HERE.zone)
                where = f"step {number}, {name}, at {local}"
                assert heard == expected, f"{where}: heard {heard}, due {expected}"
                self.seen.update(nudge.what for nudge in heard)
            self.is_online = False
            await self._mind_the_sender()

    async def _comes_to_rest(self) -> list[Heard]:
        """Everything that can be sent is, then a round, then once more."""
        await self._mind_the_sender()
        await self._sent()
        if self.is_up:
            await rounds.decide(self.base, SETTING)
            await rounds.decide_softly(self.base, SETTING)
            await self._sent()
        bag, self.postman.bag = self.postman.bag, []
        heard = [nudge for row in bag if (nudge := read(row))]
        return sorted(heard, key=repr)

    async def _mind_the_sender(self) -> None:
        runs = self.is_up and self.is_online
        if runs and self.sender is None:
            self._sender = send.Sender(self.base, self.postman, Pace(100_000), 4, SETTING.is_quiet)
            self.sender = self._tasks.create_task(self._sender.run())
        if not runs and self.sender is not None:
            self._sender.stop()
            await self.sender
            self.base.listeners.clear()
            self.sender = None

    async def _sent(self) -> None:
        while self.sender is not None:
            waiting = await self.base.read("select 1 from outbox where state = 'waiting' limit 1")
            if not waiting and self._sender.is_idle:
                return

    # Time

    async def _a_while(self, chance: random.Random) -> None:
        self.goes_to(self.now + timedelta(minutes=chance.randint(1, 90)))

    async def _hours(self, chance: random.Random) -> None:
        self.goes_to(self.now + timedelta(minutes=chance.randint(90, 36 * 60)))

    async def _days(self, chance: random.Random) -> None:
        self.goes_to(self.now + timedelta(hours=chance.randint(30, 16 * 24)))

    async def _to_an_edge(self, chance: random.Random) -> None:
        """To one of the next moments at which something begins or ends to be due, or just before or
        after it."""
        edges = sorted(edge for edge in self._edges() if edge > self.now)[:4]
        if edges:
            moment = chance.choice(edges) + timedelta(seconds=chance.choice((-1, 0, 1)))
            self.goes_to(max(moment, self.now))

    def _edges(self) -> list[datetime]:
        found = []
        for meeting in self.expected.meetings:
            if meeting.agreed and not meeting.fate:
                begins, ends = meeting.agreed.begins, meeting.agreed.ends
                evening = begins.astimezone(HERE.zone).replace(hour=18, minute=0)
                found.append(evening - timedelta(days=1))
                found += [begins - timedelta(hours=hours) for hours in (0, 2, 3)]
                found += [ends + timedelta(hours=hours) for hours in (1, 25, 96)]
                found.append(meeting.agreed.at + timedelta(hours=3))
            if meeting.suggested and not meeting.fate:
                first, at = min(meeting.suggested.begins), meeting.suggested.at
                found += [at + timedelta(days=1), at + (first - at) / 2]
                found.append(max(meeting.suggested.begins))
        local = self.now.astimezone(HERE.zone)
        day = [local.replace(hour=hour, minute=0, second=0) for hour in (0, 8, 18, 21)]
        return [moment.astimezone(UTC) for moment in (*found, *day)]

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

    # What happens to the bot

    async def _stops(self, chance: random.Random) -> None:
        self.is_up = False

    async def _starts(self, chance: random.Random) -> None:
        self.is_up = True

    async def _offline(self, chance: random.Random) -> None:
        """Rounds go on, but nothing is sent."""
        self.is_online = False

    async def _online(self, chance: random.Random) -> None:
        self.is_online = True

    async def _restart(self, chance: random.Random) -> None:
        self.is_up = False
        await self._mind_the_sender()
        self.is_up = self.is_online = True

    async def _cleans_up(self, chance: random.Random) -> None:
        """What was sent long ago is forgotten."""
        before = clock.stamp(self.now - timedelta(days=retention.SENT_DAYS))
        async with self.base.work() as work:
            await outbox.purge(work, before, before)


def read(row: Row) -> Heard | None:
    """A nudge as the one who gets it understands it; None if it is of something else."""
    card = cards.unpack(json.loads(row.what))
    keys = [line.text.key for line in card.lines if line]
    what = MEANS.get(keys[0])
    if what is None or row.person is None:
        return None
    words = " ".join(ALSO[key] for key in keys if key in ALSO)
    buttons = [button for row in card.rows for button in row.buttons]
    if afterwards.NOT_GONE in [getattr(button.label, "text", None) for button in buttons]:
        words = "alone"
    _, button, about, _ = buttons[0].press.split(":")
    return Heard(row.person, int(about), what, words, button)


def lived(start: datetime, steps: Sequence[Step]) -> Counter[str]:
    """What was heard in such a history, how often."""
    return asyncio.run(_lived(beginning(), start, steps))


async def _lived(
    begun: tuple[Path, tuple[int, ...]], start: datetime, steps: Sequence[Step]
) -> Counter[str]:
    template, ids = begun
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(template, folder, dirs_exist_ok=True)
        path = Path(folder) / "welcome.sqlite3"
        async with database.open_database(path, Still(), app.AFTER) as base:
            life = Life(base, start, ids)
            await life.lives(steps)
            return life.seen
