"""A broadcast reaches every reader once, whatever happens in between."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from bot import app, clock
from bot.broadcasts import audience, feeding, message, rules, steps, store
from bot.broadcasts.audience import Audience, Verdict, Whom
from bot.broadcasts.rules import Rhythm
from bot.broadcasts.store import Broadcast, State
from bot.broadcasts.topics import TURN_OFF, Topic
from bot.conversation.values import Reader
from bot.people import store as people
from bot.storage import database, outbox
from bot.storage.outbox import Ending
from tests.store import matchmaking

ZONE = matchmaking.programme().town.zone
MANY = 450
EVERYONE = Audience(Whom.EVERYONE)


def always_day(_now: datetime, _zone: tzinfo) -> bool:
    return False


RHYTHM = Rhythm(28, matchmaking.SETTINGS.quiet_hours.until, always_day)


@dataclass
class Office:
    """A broadcast to many, and a sender that does what the real one does, row by row."""

    base: database.Database
    number: int = 0
    received: Counter[int] = field(default_factory=Counter)

    async def begins(self, many: int = MANY, whom: Audience = EVERYONE) -> None:
        async with self.base.work() as work:
            for number in range(many):
                person = await people.add(work, 5000 + number, "en")
                await people.choose_language(work, person.id, "en")
            self.number = await store.add(work, Topic.NEWS, whom, written_in="en", by=1)
            await store.put_text(work, self.number, "en", "Hello")
            found = await audience.count(work, whom, Topic.NEWS.value, None)
            await steps.approve(work, self.number, 1, found.readers, None)

    async def beat(self) -> None:
        await feeding.beat(self.base, RHYTHM, ZONE)

    async def becomes(self, state: State) -> None:
        async with self.base.work() as work:
            await steps.change_state(work, self.number, state)

    async def found(self) -> Broadcast:
        found = await store.find(self.base.read, self.number)
        assert found is not None
        return found

    async def waiting(self, *, is_quiet: bool = False) -> list[outbox.Row]:
        now = clock.stamp(self.base.clock.now())
        rows = await outbox.next_waiting(self.base, now, 1000, is_quiet=is_quiet)
        return [row for row in rows if row.broadcast == self.number]

    async def sends(self, most: int, blocked: frozenset[int] = frozenset()) -> int:
        """Up to so many rows; returns how many there were."""
        rows = (await self.waiting())[:most]
        for row in rows:
            assert row.person is not None
            reader = Reader("en", ZONE, self.base.clock.now())
            card = await message.told(self.base, self.number, row.person, reader)
            async with self.base.work() as work:
                if card is None:
                    await outbox.end(work, [Ending(row.id, "dropped")])
                elif row.chat in blocked:
                    await people.mark_unreachable(work, row.chat)
                    await outbox.drop_all(work, row.chat)
                else:
                    self.received[row.person] += 1
                    await outbox.end(work, [Ending(row.id, "sent", row.id)])
        return len(rows)

    async def goes_to_its_end(self, blocked: frozenset[int] = frozenset()) -> None:
        for _ in range(100):
            await self.beat()
            await self.sends(60, blocked)
            if (await self.found()).is_over:
                return
        raise AssertionError("it never ends")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    its_clock = clock.Clock()
    its_clock.shift(matchmaking.NOON - its_clock.now())
    path = tmp_path / "welcome.sqlite3"
    async with database.open_database(path, its_clock, app.AFTER) as base:
        yield Office(base)


async def test_everyone_gets_it_once_and_the_backlog_stays_short(office: Office) -> None:
    await office.begins()
    longest = 0
    while not (await office.found()).is_over:
        await office.beat()
        longest = max(longest, len(await office.waiting()))
        await office.sends(56)
    assert set(office.received.values()) == {1}
    assert len(office.received) == MANY
    assert longest <= rules.BACKLOG + rules.AT_ONCE
    assert (await office.found()).tally == rules.Tally(sent=MANY)


async def cut_short(office: Office) -> None:
    async with office.base.work() as work:
        await feeding.feed(work, await store.get(work, office.number))
        raise RuntimeError("killed before the commit")


async def test_what_is_cut_short_while_rows_are_written_is_as_if_it_had_not_begun(
    office: Office,
) -> None:
    await office.begins()
    for _ in range(3):
        with pytest.raises(RuntimeError):
            await cut_short(office)
        assert await office.waiting() == []
        assert (await office.found()).fed_to == 0
    await office.goes_to_its_end()
    assert office.received.total() == len(office.received) == MANY


async def test_two_beats_at_once_write_nobody_twice(office: Office) -> None:
    await office.begins()
    async with office.base.work() as work:
        before = await store.get(work, office.number)
        await feeding.feed(work, before)
        await feeding.feed(work, before)
    assert len(await office.waiting()) == rules.AT_ONCE
    await office.goes_to_its_end()
    assert office.received.total() == len(office.received) == MANY


async def test_whoever_comes_later_is_not_of_it(office: Office) -> None:
    await office.begins(3)
    async with office.base.work() as work:
        late = await people.add(work, 9999, "en")
        await people.choose_language(work, late.id, "en")
    await office.goes_to_its_end()
    assert late.id not in office.received


@pytest.mark.parametrize("seed", range(6))
async def test_in_any_history_nobody_is_lost_and_nobody_gets_it_twice(
    office: Office, tmp_path: Path, seed: int
) -> None:
    """Restarts are as good as nothing in memory: all is read anew from the rows."""
    chance = random.Random(seed)  # noqa: S311  (the same history every time)
    await office.begins(250)
    everyone = [row[0] for row in await office.base.read("select id from person")]
    blocked = frozenset(5000 + n for n in chance.sample(range(250), 75))
    for person in chance.sample(everyone, 20):
        async with office.base.work() as work:
            await work.run(TURN_OFF, person=person, topic=Topic.NEWS.value)
    for _ in range(25):
        match chance.choice(("beat", "send", "send", "off", "pause", "restart", "erase")):
            case "beat":
                await office.beat()
            case "send":
                await office.sends(chance.randint(1, 40), blocked)
            case "off":
                async with office.base.work() as work:
                    person = chance.choice(everyone)
                    await work.run(TURN_OFF, person=person, topic=Topic.NEWS.value)
            case "pause":
                is_running = (await office.found()).state is State.RUNNING
                await office.becomes(State.PAUSED if is_running else State.RUNNING)
            case "restart":
                office.base.clock.shift(office.base.clock.offset + timedelta(minutes=1))
                path = tmp_path / "welcome.sqlite3"
                async with database.open_database(path, office.base.clock) as other:
                    await feeding.beat(other, RHYTHM, ZONE)
            case "erase":
                async with office.base.work() as work:
                    gone = everyone.pop(chance.randrange(len(everyone)))
                    await work.run("delete from person where id = :gone", gone=gone)
                    office.received.pop(gone, None)
        if (await office.found()).is_over:
            break
    if (await office.found()).state is State.PAUSED:
        await office.becomes(State.RUNNING)
    await office.goes_to_its_end(blocked)
    rows = await office.base.read(
        "select person, state, once is null from outbox where broadcast = :number",
        number=office.number,
    )
    assert sorted(row[0] for row in rows) == sorted(everyone)
    assert {row[0] for row in rows if row[1] == "sent"} == set(office.received)
    assert set(office.received.values()) == {1}
    tally = (await office.found()).tally
    assert tally.ended == len(everyone)
    assert tally.unreachable == sum(row[2] for row in rows)


async def test_quiet_hours_hold_back_what_waits_and_what_would_begin(office: Office) -> None:
    await office.begins(5)
    at_night = Rhythm(28, RHYTHM.quiet_until, lambda *_: True)
    await feeding.beat(office.base, at_night, ZONE)
    assert await office.waiting() == []
    await office.beat()
    assert await office.waiting(is_quiet=True) == []
    assert len(await office.waiting()) == 5


async def test_a_paused_or_stopped_one_is_not_sent(office: Office) -> None:
    await office.begins(5)
    await office.beat()
    await office.becomes(State.PAUSED)
    assert await office.waiting() == []
    await office.becomes(State.STOPPED)
    assert await office.waiting() == []
    async with office.base.work() as work:
        settled = work.stamp + 1
        await store.purge(work, ended=0, drafted=0, settled=settled)
    rows = await office.base.read("select 1 from outbox where broadcast = :n", n=office.number)
    assert rows == []


async def test_what_ended_long_ago_keeps_its_numbers_but_not_its_words(office: Office) -> None:
    await office.begins(3)
    await office.goes_to_its_end()
    async with office.base.work() as work:
        later = work.stamp + 1
        await store.purge(work, ended=later, drafted=later, settled=later)
    found = await office.found()
    assert (found.texts, found.tally.sent) == ({}, 3)


# For whom


async def verdicts(here: matchmaking.Played, whom: Audience) -> dict[int, Verdict]:
    async with here.base.work() as work:
        found = await audience.readers(work, whom, Topic.NEWS.value, None, audience.Part())
        heads = await audience.count(work, whom, Topic.NEWS.value, None)
    wanted = [reader for reader in found if reader.verdict is Verdict.WANTED]
    assert heads.readers == len(wanted), "counted by the same definition"
    return {reader.person: reader.verdict for reader in found}


async def chooses(here: matchmaking.Played, *everyone: int, language: str = "en") -> None:
    async with here.base.work() as work:
        for person in everyone:
            await people.choose_language(work, person, language)


async def test_each_audience_is_who_it_says(here: matchmaking.Played) -> None:
    newcomer, matched, stranger = (
        await here.newcomer(),
        await here.newcomer(),
        await here.stranger(),
    )
    buddy, other, paused = await here.buddy(), await here.buddy(), await here.buddy()
    boss, silent = await here.coordinator(), await here.stranger()
    await here.proposes(boss, matched, buddy)
    match = await here.match_of(matched)
    assert match is not None
    await here.both_say_yes(match)
    await here.pauses(paused)
    await here.leaves(other)
    await chooses(here, newcomer, matched, stranger, buddy, other, paused, boss)
    expected: dict[Audience, set[int]] = {
        Audience(Whom.EVERYONE): {newcomer, matched, stranger, buddy, other, paused, boss},
        Audience(Whom.BUDDIES): {buddy, paused},
        Audience(Whom.BUDDIES, ("active",)): {buddy},
        Audience(Whom.BUDDIES, ("paused", "applicants")): {paused},
        Audience(Whom.NEWCOMERS): {newcomer, matched},
        Audience(Whom.NEWCOMERS, ("waiting",)): {newcomer},
        Audience(Whom.NEWCOMERS, ("matched",)): {matched},
        Audience(Whom.EVERYONE, districts=("altstadt",)): set(),
        Audience(Whom.NEWCOMERS, districts=("hafen", "altstadt")): {newcomer, matched},
    }
    for whom, who in expected.items():
        assert set(await verdicts(here, whom)) == who, whom
    assert silent not in await verdicts(here, Audience(Whom.EVERYONE))
    await chooses(here, buddy, language="de")
    assert set(await verdicts(here, Audience(Whom.BUDDIES, languages=("de",)))) == {buddy}


async def test_those_who_do_not_get_it_are_told_apart(here: matchmaking.Played) -> None:
    wanted, off, paused, gone = [await here.stranger() for _ in range(4)]
    await chooses(here, wanted, off, paused, gone)
    async with here.base.work() as work:
        await work.run(TURN_OFF, person=off, topic=Topic.NEWS.value)
        await people.change_pause(work, paused, is_paused=True)
        await people.mark_unreachable(work, (await people.get(work, gone)).telegram)
    assert await verdicts(here, EVERYONE) == {
        wanted: Verdict.WANTED,
        off: Verdict.OFF,
        paused: Verdict.PAUSED,
        gone: Verdict.UNREACHABLE,
    }


# The morning


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2026, 11, 24, 6, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=ZONE)),
        (datetime(2026, 11, 24, 12, tzinfo=UTC), datetime(2026, 11, 25, 9, tzinfo=ZONE)),
        (datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 11, 30, 9, tzinfo=ZONE)),
    ],
)
def test_the_next_morning_is_a_working_day_at_nine(now: datetime, morning: datetime) -> None:
    found = rules.next_morning(now, ZONE, lambda day: day.weekday() < 5)
    assert found == morning
