"""The stage: the sandbox in this process, and the real bot as another one, in a folder of its own.

What isn't as it should be is said in one sentence; the bot's log is kept until the stage is left.
"""

import asyncio
import contextlib
import json
import os
import sqlite3
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import bot
from bot import town
from bot.sandbox import server

TOWN = "musterstadt"
DATABASE = "welcome.sqlite3"
TOKEN = "123456:a-token-of-the-sandbox-only"  # noqa: S105  (the sandbox's)
PATIENCE = 15.0
SECONDS_TO_STOP = 5.0
LOG_LINES = 5
ROOT = Path(bot.__file__).parent.parent

LEFT_OVER = """
    select (select count(*) from inbox where state = 'waiting')
         + (select count(*) from outbox where state = 'waiting'),
           (select count(*) from inbox where state = 'dead')
         + (select count(*) from outbox where state = 'dead')
"""


class Unexpected(Exception):
    """The play went wrong; `str()` says how, in a sentence, and shows what helps to see why."""


@dataclass(frozen=True)
class LeftOver:
    """Rows of the inbox and outbox that are not handled, or can't be."""

    waiting: int
    dead: int


class Stage:
    """Use `opened`."""

    def __init__(self, box: server.Sandbox, folder: Path, here: town.Town) -> None:
        self.box = box
        self.town = here
        self._config = folder / "config.toml"
        self._database = folder / DATABASE
        self._log = folder / "bot.log"
        self._config.write_text(_config(box), encoding="utf-8")

    @property
    def now(self) -> datetime:
        """The time in the town."""
        return self.box.clock.now().astimezone(self.town.zone)

    async def move_to(self, moment: datetime) -> None:
        """Move the town's and the bot's clock."""
        await self.settle()
        await self.box.clock.move_to(moment)

    async def link(self, *command: str) -> str:
        """What stands behind `?start=` in the one-time link that a command prints."""
        program = await self._start(*command, stdout=asyncio.subprocess.PIPE)
        out, _ = await program.communicate()
        link = out.decode().strip()
        if program.returncode != 0 or "?start=" not in link:
            raise Unexpected(f"{command[0]} printed no link{self._last_words()}")
        return link.partition("?start=")[2]

    async def settle(self) -> None:
        """Wait until all that was said is handled and all that follows is sent."""
        try:
            await self.box.drained(PATIENCE)
            async with asyncio.timeout(PATIENCE):
                while self._is_busy():  # noqa: ASYNC110  (another process's rows tell nobody)
                    await asyncio.sleep(0.005)
        except (TimeoutError, AssertionError):
            raise Unexpected(f"the bot did not come to rest{self._last_words()}") from None

    def _is_busy(self) -> bool:
        spins = any(person.unanswered for person in self.box.people.values())
        return spins or bool(self.left_over().waiting)

    def left_over(self) -> LeftOver:
        address = f"{self._database.as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            return LeftOver(*connection.execute(LEFT_OVER).fetchone())

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the bot; leaving stops it with SIGTERM, as a server does."""
        with self._log.open("wb") as log:
            program = await self._start("run", stderr=log.fileno())
            try:
                await self._ready(program)
                yield
                await self._stop(program)
            finally:
                if program.returncode is None:
                    program.kill()
                    await program.wait()

    async def _start(self, *command: str, stdout: int | None = None, stderr: int = 2) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "--config", str(self._config), *command),
            cwd=ROOT,
            env={**os.environ, "BOT_TOKEN": TOKEN},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
        )

    async def _ready(self, program: Process) -> None:
        """Wait until the bot asks for updates and follows the clock."""
        async with asyncio.TaskGroup() as tasks:
            ready = tasks.create_task(self._asks_and_follows())
            ended = tasks.create_task(program.wait())
            first = asyncio.FIRST_COMPLETED
            await asyncio.wait((ready, ended), timeout=PATIENCE, return_when=first)
            is_ready = ready.done()
            ready.cancel()
            ended.cancel()
        if not is_ready:
            raise Unexpected(f"the bot did not start{self._last_words()}")

    async def _asks_and_follows(self) -> None:
        await self.box.polled()
        await self.box.clock.followed()

    async def _stop(self, program: Process) -> None:
        if program.returncode is None:
            program.terminate()
        try:
            async with asyncio.timeout(SECONDS_TO_STOP):
                code = await program.wait()
        except TimeoutError:
            seconds = f"{SECONDS_TO_STOP:.0f} s"
            raise Unexpected(f"the bot did not stop within {seconds}{self._last_words()}") from None
        if code != 0:
            raise Unexpected(f"the bot ended with {code}{self._last_words()}")

    def _last_words(self) -> str:
        """The end of the bot's log, to be put behind a sentence."""
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        return "\n  ".join([". The end of its log:", *lines[-LOG_LINES:]]) if lines else "."


def _config(box: server.Sandbox) -> str:
    """TOML's basic strings are written as JSON's."""
    settings = {
        "town": TOWN,
        "database": DATABASE,
        "telegram.api_root": box.api_root,
        "telegram.file_root": box.file_root,
    }
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())


@contextlib.asynccontextmanager
async def opened(moment: datetime, here: town.Town) -> AsyncIterator[Stage]:
    """A sandbox whose clock stands at the moment, with the bot running in it."""
    with tempfile.TemporaryDirectory(prefix="welcome-") as folder:
        async with server.Sandbox(TOKEN) as box:
            await box.clock.move_to(moment)
            stage = Stage(box, Path(folder), here)
            async with stage.running():
                yield stage
