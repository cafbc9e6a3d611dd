"""The ground on which histories happen: two newcomers and their buddy on a real database, with the
real rounds and the real sender. Only the post is read here instead of by people.
"""

import asyncio
import itertools
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram.error import Forbidden

from bot import app, clock, config, town
from bot.conversation import cards
from bot.meetings import afterwards
from bot.nudges import retention, rounds
from bot.storage import database, outbox
from bot.storage.outbox import Priority, Row
from bot.telegram import post, send
from bot.telegram.pace import Pace
from tests.store import matchmaking
from tests.store.matchmaking import TOM, Played
from tests.truths.expected import Heard, Pair, Person, Town

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
    "nudges.offer_still_waits": "answer again",
    "nudges.offer_unanswered": "no answer",
    "nudges.not_met_for_a_while": "silence",
    "nudges.never_met": "silence",
}
ALSO = {
    "nudges.meeting_may_move": "another time is suggested",
    "nudges.goes_alone": "goes alone",
    "nudges.no_company": "has no company",
}
Step = tuple[str, int]


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


@dataclass(frozen=True)
class Beginning:
    """A database in which the people know each other, and who they are: the buddy, and of each
    newcomer the person and the match."""

    path: Path
    buddy: int
    pairs: tuple[tuple[int, int], ...]


async def begin(path: Path) -> Beginning:
    """All histories begin here; nothing is left to be sent."""
    async with database.open_database(path, Still(), app.AFTER) as base:
        here = Played(base, base.clock)
        coordinator, buddy = await here.coordinator(), await here.buddy(replace(TOM, places=2))
        pairs = []
        for newcomer in (await here.newcomer(), await here.newcomer()):
            await here.proposes(coordinator, newcomer, buddy)
            match = await here.match_of(newcomer)
            assert match is not None
            await here.both_say_yes(match)
            pairs.append((newcomer, match.id))
        async with base.work() as work:
            await work.run("update outbox set state = 'sent', what = null")
    return Beginning(path, buddy, tuple(pairs))


class Ground:
    """Time passes, the bot runs or not, and what is heard is held against what is due. What people
    do is added by `lives.Life`; a step's name is the method's."""

    def __init__(self, base: database.Database, start: datetime, begun: Beginning) -> None:
        self.base = base
        self.here = Played(base, base.clock)
        self.expected = Town(HERE.zone, HERE.subdivision)
        self.buddy = begun.buddy
        for newcomer, match in begun.pairs:
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

    async def _nobody_answers(self, chance: random.Random) -> None:
        """To when somebody is reminded of a suggestion, for the first time or once more."""
        found = []
        for meeting in self.expected.meetings:
            if meeting.suggested and not meeting.fate:
                day = timedelta(days=1)
                found += [meeting.suggested.at + day, min(meeting.suggested.begins) - day]
        ahead = [moment for moment in found if moment > self.now]
        if ahead:
            self.goes_to(min(ahead))

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
                found += [first - timedelta(days=1), first - timedelta(days=2)]
                found.append(at + timedelta(days=2))
                found.append(max(meeting.suggested.begins))
        local = self.now.astimezone(HERE.zone)
        day = [local.replace(hour=hour, minute=0, second=0) for hour in (0, 8, 18, 21)]
        return [moment.astimezone(UTC) for moment in (*found, *day)]

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
