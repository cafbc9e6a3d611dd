"""The bot as a process of its own, as an operator starts it: `python -m bot --config … run`."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox import server

ROOT = Path(__file__).parent.parent
STARTUP = ("-m", "bot", "--config")


def configured(box: server.Sandbox, folder: Path) -> Path:
    """A configuration for the example town on this sandbox; its database is `database(folder)`."""
    path = folder / "config.toml"
    path.write_text(
        'town = "musterstadt"\n'
        'database = "welcome.sqlite3"\n'
        "[telegram]\n"
        f'api_root = "{box.api_root}"\n'
        f'file_root = "{box.file_root}"\n'
        "[log]\n"
        'level = "WARNING"\n'
    )
    return path


def database(folder: Path) -> Path:
    return folder / "welcome.sqlite3"


class Bot:
    """One life of the bot after the other. What it logs is kept in `folder`."""

    def __init__(self, box: server.Sandbox, folder: Path) -> None:
        self._box = box
        self._arguments = [sys.executable, *STARTUP, str(configured(box, folder)), "run"]
        self._log = folder / "bot.log"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    async def start(self) -> None:
        self._process = await started(self._arguments, self._box.token, self._log)

    async def kill(self) -> None:
        """As the power button does: no warning, no last words."""
        self._running.kill()
        await self._running.wait()

    async def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        self._running.terminate()
        return await self._running.wait()

    async def end(self) -> None:
        """Whatever it is doing."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()

    @asynccontextmanager
    async def standing_still(self) -> AsyncIterator[None]:
        """Between two instructions: SIGSTOP, and SIGCONT afterwards."""
        self._running.send_signal(signal.SIGSTOP)
        try:
            await asyncio.to_thread(_await_stop, self.pid)
            yield
        finally:
            self._running.send_signal(signal.SIGCONT)

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise AssertionError("the bot has not been started")
        return self._process


async def started(arguments: Sequence[str], token: str, log: Path) -> asyncio.subprocess.Process:
    """Start a process that finds the token where the bot does, and appends its errors to `log`."""
    with log.open("ab") as errors:
        return await asyncio.create_subprocess_exec(
            *arguments,
            cwd=ROOT,
            env={**os.environ, "BOT_TOKEN": token},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
        )


def _await_stop(pid: int) -> None:
    """Returns when the kernel has stopped our child."""
    os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOWAIT)


@asynccontextmanager
async def bot(box: server.Sandbox, folder: Path) -> AsyncIterator[Bot]:
    """A running bot; it is killed at the end, if it still runs."""
    made = Bot(box, folder)
    await made.start()
    try:
        yield made
    finally:
        await made.end()
