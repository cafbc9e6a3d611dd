"""One SQLite file with one writer. Things become true only inside `async with database.work()`."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import aiosqlite

from bot import clock
from bot.storage import files, migrations

Follower: TypeAlias = Callable[["Work", Any], Awaitable[None]]
After: TypeAlias = Mapping[type, Sequence[Follower]]

PASSING = frozenset(
    (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR)
)
PRAGMAS = """
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma secure_delete = on;
    pragma busy_timeout = 5000;
    pragma cache_size = -8000;
"""
TRUNCATE = """
    pragma busy_timeout = 100;
    pragma wal_checkpoint(truncate);
    pragma busy_timeout = 5000;
"""


class Unavailable(Exception):
    """The database is full, locked or can't be read for now. Nothing was written."""


class Work:
    """One transaction, or one savepoint of a shared one. Its time stands still."""

    def __init__(self, connection: aiosqlite.Connection, now: datetime) -> None:
        self._connection = connection
        self.now = now
        self.events: list[object] = []

    @property
    def stamp(self) -> int:
        return clock.stamp(self.now)

    async def all(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        return list(await self._connection.execute_fetchall(sql, values))

    async def one(self, sql: str, **values: Any) -> sqlite3.Row | None:
        rows = await self.all(sql, **values)
        return rows[0] if rows else None

    async def run(self, sql: str, **values: Any) -> None:
        await self._connection.execute_fetchall(sql, values)

    async def add(self, sql: str, **values: Any) -> int:
        """Insert a row and return its id."""
        row = await self._connection.execute_insert(sql, values)
        return int(row[0]) if row else 0

    async def each(self, sql: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run one statement for many rows."""
        await self._connection.executemany(sql, [dict(row) for row in rows])

    def happened(self, event: object) -> None:
        """State a fact. What follows it is written before the transaction ends."""
        self.events.append(event)


class Group:
    """A transaction that several works share, each in a savepoint of its own."""

    def __init__(self, database: "Database", connection: aiosqlite.Connection) -> None:
        self._database = database
        self._connection = connection

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """A savepoint: what is raised inside undoes it alone, unless the whole group is gone. One
        that is cancelled takes the group with it."""
        if not self._connection.in_transaction:
            raise Unavailable
        await self._connection.execute("savepoint turn")
        work = Work(self._connection, self._database.clock.now())
        try:
            yield work
            await self._database.follow(work)
        except Exception as error:
            if not self._connection.in_transaction:
                raise Unavailable from error
            await self._connection.execute("rollback to turn")
            await self._connection.execute("release turn")
            raise
        await self._connection.execute("release turn")


class Database:
    """Use `open_database`; the writer is shared, so a work should be short and never wait for a
    network."""

    def __init__(
        self,
        path: Path,
        its_clock: clock.Clock,
        after: After,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
    ) -> None:
        self.path = path
        self.clock = its_clock
        self.listeners: list[Callable[[], None]] = []
        self._after = after
        self._writer = writer
        self._reader = reader
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def group(self) -> AsyncIterator[Group]:
        """Begin a transaction for several works; it is committed, and the listeners are called, at
        the end."""
        async with self._turn:
            try:
                await self._writer.execute("begin immediate")
                yield Group(self, self._writer)
                await self._writer.execute("commit")
            except BaseException as error:
                # After whatever the cancelled work has still under way; nothing if it's over.
                await self._writer.rollback()
                if isinstance(error, sqlite3.OperationalError) and is_passing(error):
                    raise Unavailable from error
                if is_damage(error):
                    raise files.Damaged(self.path) from error
                raise
        for listener in self.listeners:
            listener()

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self.group() as group, group.work() as work:
            yield work

    async def follow(self, work: Work) -> None:
        """Let everything follow that the programme says, in order, until nothing is left."""
        while work.events:
            event = work.events.pop(0)
            for follower in self._after.get(type(event), ()):
                await follower(work, event)

    async def read(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        """Read what is committed, beside the writer."""
        try:
            return list(await self._reader.execute_fetchall(sql, values))
        except sqlite3.OperationalError as error:
            if is_passing(error):
                raise Unavailable from error
            raise

    async def truncate_log(self) -> None:
        """Empty the write-ahead log: wiped content would otherwise live on in it. While somebody
        else reads for long this is left to the next time: nobody shall wait for it."""
        async with self._turn:
            try:
                await self._writer.executescript(TRUNCATE)
            except sqlite3.OperationalError as error:
                raise Unavailable from error

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()


def is_damage(error: BaseException) -> bool:
    """Whether SQLite found that the file is not what it should be."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_passing(error: sqlite3.Error) -> bool:
    """Whether it is the disk or a lock that refuses, not the statement."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in PASSING


@asynccontextmanager
async def open_database(
    path: Path, its_clock: clock.Clock, after: After | None = None
) -> AsyncIterator[Database]:
    """Open, and migrate if need be. Raises `files.Refused` with a sentence for whoever runs the
    bot."""
    files.prepare(path)
    migrations.migrate(path)
    connections: list[aiosqlite.Connection] = []
    try:
        for _ in ("writer", "reader"):
            connection = await aiosqlite.connect(path, isolation_level=None)
            connections.append(connection)
            connection.row_factory = sqlite3.Row
            await connection.executescript(PRAGMAS)
        await connections[1].execute("pragma query_only = on")
        yield Database(path, its_clock, after or {}, *connections)
    finally:
        for connection in reversed(connections):
            await connection.close()
