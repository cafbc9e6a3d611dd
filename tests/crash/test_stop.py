"""SIGTERM: the turns at hand are finished, what was sent is noted, and it takes no five seconds."""

import asyncio
import random
import time
from pathlib import Path

from bot.sandbox import server
from tests import bot_process, world
from tests.crash.crowd import Crowd

LONGEST = 5.0


async def stopped(bot: bot_process.Bot) -> tuple[int, float]:
    """The exit code, and the seconds it took."""
    began = time.perf_counter()
    code = await bot.stop()
    return code, time.perf_counter() - began


async def test_a_busy_bot_stops_cleanly_and_goes_on_at_its_next_start(
    box: server.Sandbox, tmp_path: Path
) -> None:
    crowd = Crowd(box, bot_process.database(tmp_path), _seed(), size=6)
    async with bot_process.bot(box, tmp_path) as bot, asyncio.TaskGroup() as tasks:
        applying = tasks.create_task(crowd.apply())
        await crowd.reaches(100)
        code, seconds = await stopped(bot)
        assert (code, crowd.repeats()) == (0, 0), bot.log
        assert seconds < LONGEST
        await bot.start()
        await applying
    assert crowd.lost() == []
    assert crowd.repeats() == 0


async def test_a_telegram_that_does_not_answer_keeps_no_bot_from_stopping(
    box: server.Sandbox, tmp_path: Path
) -> None:
    crowd = Crowd(box, bot_process.database(tmp_path), _seed(), size=6)
    async with bot_process.bot(box, tmp_path) as bot, asyncio.TaskGroup() as tasks:
        applying = tasks.create_task(crowd.apply())
        await crowd.reaches(60)
        held = box.faults.add("hold", method="sendMessage")

        async def somebody_waits() -> bool:
            return held.hits > 0

        await world.until(somebody_waits)
        code, seconds = await stopped(bot)
        assert code == 0, bot.log
        assert seconds < LONGEST
        held.remove()
        await bot.start()
        await applying
    assert crowd.lost() == []


def _seed() -> int:
    return random.randrange(10**6)  # noqa: S311
