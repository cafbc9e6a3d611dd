"""A database that can't be written for a while: no room on the disk, or locked by somebody else."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from bot.storage import database


@asynccontextmanager
async def no_room(base: database.Database) -> AsyncIterator[None]:
    """The file may not grow by a single page."""
    async with base.work() as work:
        pages = await work.one("pragma page_count")
        assert pages is not None
        await work.run(f"pragma max_page_count = {pages[0]}")
    try:
        yield
    finally:
        async with base.work() as work:
            await work.run("pragma max_page_count = 1000000")


@asynccontextmanager
async def locked(base: database.Database) -> AsyncIterator[None]:
    """No writing at all, and little patience; reading goes on."""
    async with base.work() as work:
        await work.run("pragma busy_timeout = 1")
    with closing(sqlite3.connect(base.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        try:
            yield
        finally:
            other.execute("rollback")
