"""A work that is cancelled, as at every stop: it happened whole or not at all, and others go on."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot import clock
from bot.storage import database

ADD = """
    insert into told_telegram (item, digest) values (:item, '') on conflict (item) do nothing
"""
KEPT = "select count(*) from told_telegram where item like :item || '%'"
STEPS = 200


async def test_a_work_cancelled_at_any_moment_leaves_no_transaction_open(tmp_path: Path) -> None:
    async with database.open_database(tmp_path / "welcome.sqlite3", clock.Clock()) as base:

        async def write(item: str) -> None:
            async with base.work() as work:
                await work.run(ADD, item=f"{item} one")
                await work.run(ADD, item=f"{item} two")

        for step in range(STEPS):
            await cancelled_after(step, write(f"{step}"))
            await write("and on")
        for step in range(STEPS):
            (row,) = await base.read(KEPT, item=f"{step} ")
            assert row[0] in (0, 2)


async def cancelled_after(steps: int, work: Coroutine[Any, Any, None]) -> None:
    """Let the loop go round so many times, then cancel what runs."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(work)
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
