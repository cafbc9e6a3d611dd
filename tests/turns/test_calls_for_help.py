"""A call for help that nobody takes care of: who is told again, when, and how often."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import app, clock, config, town
from bot.concerns import store
from bot.concerns.store import Kind
from bot.nudges import changes
from bot.nudges.setting import Setting
from bot.people import store as people
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database

NIGHT = datetime(2026, 11, 27, 22, tzinfo=UTC)
"""Eleven in the evening of a Friday in Berlin."""
CALLER, PETRA, CORA = 1, 2, 3


@pytest.fixture
async def base(tmp_path: Path) -> AsyncIterator[database.Database]:
    """A night in which somebody calls, and nobody of the staff looks."""
    moving = clock.Clock()
    moving.shift(NIGHT - moving.now())
    async with database.open_database(tmp_path / "welcome.sqlite3", moving, app.AFTER) as opened:
        async with opened.work() as work:
            for chat in (701, 702, 703):
                await people.add(work, chat, "en")
            await staff.add(work, PETRA, Role.ADVISOR)
            await staff.add(work, CORA, Role.COORDINATOR)
            await work.run("delete from outbox")
            await store.add(work, Kind.CRISIS, person=CALLER)
        yield opened


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


async def passes(base: database.Database, setting: Setting, **span: float) -> list[str]:
    """So much later, and a round later still; gives what was decided by then."""
    base.clock.shift(base.clock.offset + timedelta(**span))
    await changes.repeat_calls(base, setting)
    await changes.repeat_calls(base, setting)
    return [row[0] for row in await base.read("select once from outbox order by id")]


async def test_all_staff_hear_of_it_again_at_night_and_on_every_morning(
    base: database.Database, setting: Setting
) -> None:
    assert await passes(base, setting, minutes=59) == []
    first = [f"call:1:first:{who}" for who in (PETRA, CORA)]
    assert await passes(base, setting, minutes=2) == first
    assert await passes(base, setting, hours=7) == first
    morning = [f"call:1:2026-11-28:{who}" for who in (PETRA, CORA)] + ["call:1:waits"]
    assert await passes(base, setting, hours=2) == first + morning, "on a Saturday too"
    sunday = [f"call:1:2026-11-29:{who}" for who in (PETRA, CORA)]
    assert await passes(base, setting, days=1) == first + morning + sunday, "the caller hears once"


async def test_it_has_a_sound(base: database.Database, setting: Setting) -> None:
    await passes(base, setting, hours=2)
    packed = await base.read("select what from outbox")
    assert len(packed) == 2
    assert not [what for (what,) in packed if "quietly" in what]


async def test_a_downtime_is_made_up_for_once(base: database.Database, setting: Setting) -> None:
    assert await passes(base, setting, days=3) == [
        f"call:1:2026-11-30:{PETRA}",
        f"call:1:2026-11-30:{CORA}",
        "call:1:waits",
    ]


async def test_what_is_taken_care_of_is_not_told_again(
    base: database.Database, setting: Setting
) -> None:
    async with base.work() as work:
        await store.take(work, 1, PETRA)
    assert await passes(base, setting, days=2) == []
    async with base.work() as work:
        await staff.end(work, PETRA)
    told = [f"call:1:2026-11-29:{CORA}", "call:1:waits"]
    assert await passes(base, setting) == told, "until whoever had it leaves"


async def test_what_is_done_is_not_told_again(base: database.Database, setting: Setting) -> None:
    async with base.work() as work:
        await store.close(work, 1)
    assert await passes(base, setting, days=2) == []


async def test_who_cannot_be_reached_is_not_tried_for_ever(
    base: database.Database, setting: Setting
) -> None:
    async with base.work() as work:
        await people.mark_unreachable(work, 702)
        await work.run("delete from outbox")
    assert await passes(base, setting, hours=2) == [f"call:1:first:{CORA}"]


async def test_without_staff_nobody_is_told_that_staff_were_told(
    base: database.Database, setting: Setting
) -> None:
    async with base.work() as work:
        await work.run("delete from staff")
    assert await passes(base, setting, days=2) == []


@pytest.mark.parametrize("column", ["paused_at", "unreachable_since"])
async def test_a_caller_who_wants_no_messages_gets_none(
    base: database.Database, setting: Setting, column: str
) -> None:
    async with base.work() as work:
        await work.run(f"update person set {column} = 1 where id = 1")  # noqa: S608  (ours)
    assert "call:1:waits" not in await passes(base, setting, days=1)


async def test_a_round_with_nothing_to_tell_takes_no_turn_of_the_writer(
    base: database.Database, setting: Setting
) -> None:
    await passes(base, setting, hours=2)
    async with base.group():
        await changes.repeat_calls(base, setting)
