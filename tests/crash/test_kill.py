"""Kill -9 at random moments: nothing that was said is lost, and only what was in flight repeats."""

import asyncio
import random
from pathlib import Path

import pytest

from bot import sections
from bot.sandbox import server
from tests import bot_process
from tests.crash.applicants import UPDATES
from tests.crash.crowd import PEOPLE, Crowd

IN_FLIGHT = sections.Pace().in_flight
LONGEST_DELAY = 0.04
"""Seconds from the update that a kill follows to the kill: about as long as its turn takes."""
DISTANCE = 0.02
"""Seconds to Telegram and back: kills then also find updates kept and not yet confirmed."""


class Killer:
    """Kills the bot and starts it again. `in_doubt` counts what was decided and not yet noted as
    sent at those moments: all that may be said twice."""

    def __init__(self, bot: bot_process.Bot, crowd: Crowd, dice: random.Random) -> None:
        self._bot = bot
        self._crowd = crowd
        self._dice = dice
        self.in_doubt = 0

    async def kill(self, times: int) -> None:
        moments = range(PEOPLE + 1, PEOPLE * UPDATES)  # somebody has been answered: it runs
        for said in sorted(self._dice.sample(moments, times)):
            await self._crowd.reaches(said)
            await asyncio.sleep(self._dice.uniform(0, LONGEST_DELAY))
            await self._bot.kill()
            self.in_doubt += self._crowd.waiting_to_be_said()
            await self._bot.start()


async def test_kills_lose_nothing(
    box: server.Sandbox, tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(10**6)  # noqa: S311
    crowd = Crowd(box, bot_process.database(tmp_path), seed)
    box.faults.add("slow", method="getUpdates", seconds=DISTANCE)
    async with bot_process.bot(box, tmp_path) as bot:
        killer = Killer(bot, crowd, random.Random(seed))  # noqa: S311
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(killer.kill(kills))
            tasks.create_task(crowd.apply())
        assert await bot.stop() == 0
    lost, repeats = crowd.lost(), crowd.repeats()
    with capsys.disabled():
        print(_summary(crowd, kills, lost, repeats, seed))  # noqa: T201
    assert lost == []
    assert crowd.said == PEOPLE * UPDATES
    assert repeats <= min(killer.in_doubt, kills * IN_FLIGHT)


def _summary(crowd: Crowd, kills: int, lost: list[str], repeats: int, seed: int) -> str:
    return (
        f"\n{kills} kills during {crowd.said} updates of {len(crowd.people)} people: "
        f"{len(lost)} lost, {repeats} messages repeated (at most {kills * IN_FLIGHT} were in "
        f"flight), seed {seed}"
    )
