"""What a round has decided about a meeting and nobody has sent yet: whatever changes the meeting
takes it back, and what still is to be said is decided anew.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from bot import app, clock, config, town
from bot.matches.store import Side
from bot.meetings import outcome, sides, store
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Offer, Slot
from bot.nudges import meetings, rounds
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.storage import outbox
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import THURSDAY, Two, appointment, two

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Happens: TypeAlias = Callable[[Played, Two, int], Awaitable[None]]


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


def goes_to(here: Played, moment: datetime) -> None:
    here.clock.shift(moment - here.clock.now() + here.clock.offset)


async def decided(here: Played) -> list[tuple[str, int]]:
    """What waits to be sent: the kind of nudge, and to whom."""
    rows = await here.base.read(
        "select once, person from outbox where priority = 1 and state = 'waiting' order by id"
    )
    return [(":".join(row["once"].split(":")[:2]), row["person"]) for row in rows]


async def another_time(here: Played, begins_at: datetime) -> Offer:
    slot = Slot(begins_at, begins_at + HOUR)
    return Offer(Side.BUDDY, (slot,), Where(words="The library"), None, here.clock.now())


async def moved(here: Played, _: Two, number: int) -> None:
    offer = await another_time(here, THURSDAY + 5 * DAY)
    async with here.base.work() as work:
        await store.confirm(work, number, offer, offer.slots[0])


async def cancelled(here: Played, _: Two, number: int) -> None:
    async with here.base.work() as work:
        await store.cancel(work, number, "buddy")


async def ended(here: Played, those: Two, _: int) -> None:
    match = await here.match_of(those.newcomer)
    assert match is not None
    await here.ends(match)


async def paused(here: Played, those: Two, _: int) -> None:
    for person in (those.newcomer, those.buddy):
        await here.presses(person, "pause")


async def erased(here: Played, those: Two, _: int) -> None:
    await here.is_erased(those.newcomer)


@pytest.mark.parametrize("happens", [moved, cancelled, ended, paused, erased])
async def test_nobody_hears_of_what_holds_no_longer(
    here: Played, setting: Setting, happens: Happens
) -> None:
    those = await two(here)
    number = await appointment(here, those)
    goes_to(here, THURSDAY - HOUR)
    await rounds.decide(here.base, setting)
    assert await decided(here) == [("meeting:soon", those.newcomer), ("meeting:soon", those.buddy)]
    await happens(here, those, number)
    assert [kind for kind, _ in await decided(here)] == []
    await rounds.decide(here.base, setting)
    assert [kind for kind, _ in await decided(here)] == []


async def suggested(here: Played, _: Two, number: int) -> None:
    async with here.base.work() as work:
        await store.offer(work, number, await another_time(here, THURSDAY + 5 * DAY))


async def says_so(here: Played, _: Two, number: int) -> None:
    async with here.base.work() as work:
        await sides.come(work, number, Side.BUDDY, 0)
        work.happened(store.Changed(number))


async def cannot_come(here: Played, _: Two, number: int) -> None:
    async with here.base.work() as work:
        await outcome.leave(work, number)


@pytest.mark.parametrize(("happens", "how_many"), [(suggested, 2), (says_so, 2), (cannot_come, 1)])
async def test_what_still_holds_is_said_as_it_stands_now(
    here: Played, setting: Setting, happens: Happens, how_many: int
) -> None:
    those = await two(here)
    number = await appointment(here, those)
    goes_to(here, THURSDAY - HOUR)
    await rounds.decide(here.base, setting)
    await happens(here, those, number)
    assert await decided(here) == []
    await rounds.decide(here.base, setting)
    assert len(await decided(here)) == how_many


async def test_who_said_that_they_come_is_asked_anew_when_it_was_moved(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    number = await appointment(here, those)
    await says_so(here, those, number)
    found = await meetings.reminders(here.base, setting, THURSDAY - HOUR)
    assert [first_button(each) for each in found] == ["coming", "cannot_come"]
    await moved(here, those, number)
    found = await meetings.reminders(here.base, setting, THURSDAY + 5 * DAY - HOUR)
    assert [first_button(each) for each in found] == ["coming", "coming"]


def first_button(nudge: Found) -> str:
    return nudge.card.rows[0].buttons[0].press.split(":")[1]


async def test_who_answers_how_it_went_is_not_asked_and_the_other_is(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    number = await appointment(here, those)
    goes_to(here, THURSDAY + 2.1 * HOUR)
    await rounds.decide(here.base, setting)
    assert await decided(here) == [("after:1", those.newcomer), ("after:1", those.buddy)]
    await here.presses(those.buddy, "met_good", number)
    await rounds.decide(here.base, setting)
    assert await decided(here) == [("after:1", those.newcomer)]


async def test_what_could_not_be_sent_because_of_a_block_is_decided_anew(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    await appointment(here, those)
    goes_to(here, THURSDAY - HOUR)
    await rounds.decide(here.base, setting)
    rows = await here.base.read("select telegram from person where id = :id", id=those.buddy)
    async with here.base.work() as work:
        await outbox.drop_all(work, rows[0]["telegram"])
    assert len(await decided(here)) == 1
    await rounds.decide(here.base, setting)
    assert len(await decided(here)) == 2


async def test_a_suggestion_for_a_far_day_is_mentioned_once_however_long_ago(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    async with here.base.work() as work:
        offer = await another_time(here, THURSDAY + 90 * DAY)
        number = await store.propose(work, those.match, Occasion.TALK, offer)
    goes_to(here, THURSDAY)
    await rounds.decide(here.base, setting)
    assert await decided(here) == [(f"offer:{number}", those.newcomer)]
    async with here.base.work() as work:
        await work.run(
            "update outbox set state = 'sent', what = null, ended_at = :now", now=work.stamp
        )
    goes_to(here, THURSDAY + 40 * DAY)
    async with here.base.work() as work:
        long_ago = clock.stamp(work.now - 30 * DAY)
        await outbox.purge(work, long_ago, long_ago)
    await rounds.decide(here.base, setting)
    assert f"offer:{number}" not in [kind for kind, _ in await decided(here)]
