"""The whole bot against the sandbox, in one process but over real HTTP, with a clock to move."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import config, i18n, running, sections
from bot.sandbox import people, server
from bot.town import Town

TOKEN = "123456:a-token-of-the-sandbox-only"
PATIENCE = 10.0
CALM = """
    select (select count(*) from inbox where state = 'waiting'),
           (select count(*) from outbox where state = 'waiting' and not_before = 0 and (
                broadcast is null or broadcast in (select id from broadcast where state = 'running')
           ))
"""
"""What waits, but for the broadcasts that don't run."""


class World:
    """A town with its bot. `settle` waits until everything said has been handled and sent."""

    def __init__(self, box: server.Sandbox, settings: config.Config) -> None:
        self.box = box
        self.settings = settings
        self.bot: running.Installation

    @property
    def town(self) -> Town:
        return self.bot.town

    def person(self, name: str, language: str) -> people.Person:
        return self.box.person(name, language_code=language)

    async def settle(self) -> None:
        await self._rest()
        last = -1
        while last != (last := await self._newest()):
            await self.bot.carry_broadcasts()
            await self._rest()

    async def _rest(self) -> None:
        await self.box.drained(PATIENCE)
        await until(self._is_calm)

    async def _newest(self) -> int:
        return int((await self.rows("select coalesce(max(id), 0) from outbox"))[0][0])

    async def _is_calm(self) -> bool:
        waiting = await self.rows(CALM)
        return tuple(waiting[0]) == (0, 0) and self.bot.sender.is_idle

    async def advance(self, **span: float) -> None:
        """Move everybody's clock, and wait until what became due has been said."""
        await self.settle()
        await self.box.clock.advance(**span)
        await until(self._has_the_time)
        await self.bot.keep_house()
        await self.bot.round()
        await self.settle()

    async def to_noon(self) -> None:
        """Go on to the next noon of the town, when people may be written to."""
        zone = self.bot.town.zone
        now = self.bot.clock.now().astimezone(zone)
        noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
        noon += timedelta(days=now >= noon)
        await self.advance(seconds=(noon - now).total_seconds())

    async def move_to(self, moment: datetime) -> None:
        await self.advance(seconds=(moment - self.bot.clock.now()).total_seconds())

    async def _has_the_time(self) -> bool:
        return abs(self.bot.clock.offset.total_seconds() - self.box.clock.offset) < 1

    async def rows(self, sql: str, **values: Any) -> list[Any]:
        return await self.bot.database.read(sql, **values)

    async def start(self) -> None:
        """Start the bot, in a task that owns all it opens."""
        ready = asyncio.Event()

        async def live() -> None:
            async with running.opened(self.settings) as self.bot:
                ready.set()
                await self.bot.run()

        self._life = self._tasks.create_task(live())
        await ready.wait()
        await self.box.clock.followed()

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        self.bot.stop()
        await self._life

    async def restart(self) -> None:
        await self.settle()
        await self.stop()
        await self.start()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the bot; leaving stops it."""
        async with asyncio.TaskGroup() as self._tasks:
            await self.start()
            yield
            await self.stop()


async def until(condition: Callable[[], Any]) -> None:
    """Wait for a condition; AssertionError when it doesn't come true."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not await condition():  # noqa: ASYNC110  (a database tells nobody)
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError("the bot did not come to rest") from None


def settings(box: server.Sandbox, folder: Path, **changes: Any) -> config.Config:
    """The example town on this sandbox; `changes` are sections of the configuration."""
    made = config.Config(
        town="musterstadt",
        database=folder / "welcome.sqlite3",
        telegram=sections.Telegram(api_root=box.api_root, file_root=box.file_root),
        languages=sections.Languages(offered=i18n.shipped()),
        **changes,
    )
    return made.model_copy(update={"token": SecretStr(TOKEN)})


@asynccontextmanager
async def world(folder: Path, **changes: Any) -> AsyncIterator[World]:
    """A sandbox with a bot running in it."""
    async with server.Sandbox(token=TOKEN) as box:
        made = World(box, settings(box, folder, **changes))
        async with made.running():
            yield made
