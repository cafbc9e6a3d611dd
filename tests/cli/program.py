"""The program as its users start it: a process of its own, in an installation of its own."""

import asyncio
import contextlib
import json
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import server

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456:a-token-of-the-sandbox-only"
PATIENCE = 30.0


@dataclass(frozen=True)
class Ended:
    """What remains of a process."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """What it says when it exits with 2; AssertionError when it doesn't, or says it badly."""
        assert self.code == 2, self
        assert not self.out
        assert "Traceback" not in self.err
        return self.err


@dataclass(frozen=True)
class Program:
    """One installation's `python -m bot`. `root` is where its code is."""

    config: Path
    token: str = TOKEN
    root: Path = ROOT

    @property
    def folder(self) -> Path:
        return self.config.parent

    @property
    def database(self) -> Path:
        return self.folder / "welcome.sqlite3"

    async def start(
        self, *arguments: str, stdout: int = PIPE, environment: Mapping[str, str] | None = None
    ) -> Process:
        """Start a command; what it says is piped here, unless `stdout` is another place."""
        known = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
        token = {"BOT_TOKEN": self.token} if self.token else {}
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "--config", str(self.config), *arguments),
            cwd=self.root,
            env={**known, **token, **(environment or {})},
            stdin=DEVNULL,
            stdout=stdout,
            stderr=PIPE,
        )

    async def ends(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Ended:
        """Run to the end."""
        return await ended(await self.start(*arguments, environment=environment))

    @contextlib.asynccontextmanager
    async def running(self, box: server.Sandbox) -> AsyncIterator[Process]:
        """`run`, once it asks the box for updates; killed at the end if it is still there."""
        process = await self.start("run")
        try:
            async with asyncio.timeout(PATIENCE):
                await box.polled()
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()


def copied(folder: Path) -> Path:
    """A copy of the whole installation, to be broken."""
    for part in ("bot", "locales"):
        ignored = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    return folder


async def ended(process: Process) -> Ended:
    """Wait for the end of a process; one that doesn't end is killed, and the test fails."""
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        raise AssertionError("the process did not end") from None
    assert process.returncode is not None
    return Ended(process.returncode, (out or b"").decode(), (err or b"").decode())


def configured(folder: Path, box: server.Sandbox | None = None, more: str = "") -> Program:
    """The example town in a folder, on this box or on a port where nothing is; `more` is TOML."""
    address = box.address if box else "http://127.0.0.1:9"
    settings = {
        "town": "musterstadt",
        "database": "welcome.sqlite3",
        "telegram.api_root": f"{address}/bot",
        "telegram.file_root": f"{address}/file/bot",
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    config = folder / "config.toml"
    config.write_text(lines + more)
    return Program(config)
