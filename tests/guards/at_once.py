"""The database without its threads: where one person after the other says thousands of things and
nobody waits, a hop between threads for each statement would take most of the time.
"""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

from bot import clock
from bot.storage import database, migrations


class Connection(aiosqlite.Connection):
    """Runs a statement where it is awaited."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    async def execute_fetchall(  # type: ignore[override]  # nobody uses it with `async with`
        self, sql: str, parameters: Any = ()
    ) -> Iterable[sqlite3.Row]:
        return self._execute_fetchall(sql, parameters)


@contextlib.asynccontextmanager
async def opened(
    path: Path, its_clock: clock.Clock, after: database.After
) -> AsyncIterator[database.Database]:
    """As `database.open_database` opens it."""
    migrations.migrate(path)
    connect = partial(
        sqlite3.connect,
        path,
        isolation_level=None,
        check_same_thread=False,
    )
    async with Connection(connect, 64) as writer, Connection(connect, 64) as reader:
        for connection in (writer, reader):
            connection.row_factory = sqlite3.Row
            await connection.executescript(database.PRAGMAS)
        yield database.Database(path, its_clock, after, writer, reader)
