"""One run: a bot is started beside a fresh sandbox and measured. Bot and sandbox are a process
each, and the people are played in the sandbox's.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.sandbox import server
from tests import bot_process
from tests.benchmarks import players

TOKEN = "123456:a-token-of-the-sandbox-only"
CROWD = 100
STEADY_PER_SECOND = 100.0
MEBIBYTE = 1024


@dataclass(frozen=True)
class Lengths:
    """How long each part of a run lasts, in seconds."""

    warm_up: float = 1.0
    flood: float = 5.0
    steady: float = 5.0


@dataclass(frozen=True)
class Result:
    """Seconds, steps per second, MiB; shares of one core that bot and sandbox used in the flood."""

    first_reply: float
    idle: float
    steps: float
    bot_share: float
    box_share: float
    p50: float
    p99: float
    full: float


Command: TypeAlias = Callable[[server.Sandbox, Path], Sequence[str]]


def ours(box: server.Sandbox, folder: Path) -> Sequence[str]:
    return [sys.executable, *bot_process.STARTUP, str(bot_process.configured(box, folder)), "run"]


def echo(box: server.Sandbox, _folder: Path) -> Sequence[str]:
    return [sys.executable, "-m", "tests.benchmarks.echo", box.api_root, box.file_root]


def concurrent_echo(box: server.Sandbox, folder: Path) -> Sequence[str]:
    return [*echo(box, folder), "concurrent"]


async def run(command: Command, lengths: Lengths) -> Result:
    """Start it, and measure everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with server.Sandbox(token=TOKEN) as box:
            crowd = [players.Player(box, number) for number in range(CROWD)]
            began = time.perf_counter()
            process = await bot_process.started(command(box, folder), TOKEN, folder / "log")
            try:
                return await _measured(process.pid, box, crowd, lengths, began)
            finally:
                process.terminate()
                await process.wait()


async def _measured(
    pid: int, box: server.Sandbox, crowd: list[players.Player], lengths: Lengths, began: float
) -> Result:
    first = crowd[0].person
    await first.starts()
    while not any(message.from_bot for message in first.messages):
        await first.changed_since(first.version, players.PATIENCE)
    first_reply = time.perf_counter() - began
    await asyncio.sleep(lengths.warm_up)
    idle = memory(pid)
    async with asyncio.TaskGroup() as tasks:
        for player in crowd:
            tasks.create_task(player.arrive())
    await players.flood(crowd, lengths.warm_up)
    bot_before, box_before = cpu(pid), time.process_time()
    steps = await players.flood(crowd, lengths.flood)
    bot_share = (cpu(pid) - bot_before) / lengths.flood
    box_share = (time.process_time() - box_before) / lengths.flood
    took = sorted(await players.steadily(crowd, STEADY_PER_SECOND, lengths.steady))
    return Result(
        first_reply=first_reply,
        idle=idle,
        steps=steps / lengths.flood,
        bot_share=bot_share,
        box_share=box_share,
        p50=took[len(took) // 2],
        p99=took[len(took) * 99 // 100],
        full=memory(pid),
    )


def memory(pid: int) -> float:
    """Resident memory in MiB, as Linux tells."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / MEBIBYTE
    raise LookupError("VmRSS")


def cpu(pid: int) -> float:
    """Seconds of processor time so far, of all threads, as Linux tells."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
