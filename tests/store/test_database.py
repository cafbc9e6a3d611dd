"""One writer, transactions, savepoints: what belongs together is kept together, or not at all."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot import clock
from bot.people import store as people
from bot.storage import database, files
from tests.unavailable import locked, no_room

PATIENCE = 5.0


@dataclass(frozen=True)
class Knocked:
    """An event for the tests of what follows what."""

    chat: int


async def chats(base: database.Database) -> list[int]:
    """The people who are committed, by their chats."""
    return [row[0] for row in await base.read("select telegram from person order by telegram")]


Where: TypeAlias = database.Database | database.Group


async def add(where: Where, chat: int) -> None:
    async with where.work() as work:
        await people.add(work, chat, "en")


async def add_and_fail(where: Where, chat: int) -> None:
    async with where.work() as work:
        await people.add(work, chat, "en")
        work.happened(Knocked(chat))
        raise LookupError


async def add_much(where: Where, chat: int) -> None:
    """More than fits into pages that are there already."""
    async with where.work() as work:
        await people.add(work, chat, "en")
        await work.run("insert into told_telegram values ('much', hex(zeroblob(50000)))")


async def test_a_work_is_committed_at_its_end(base: database.Database) -> None:
    async with base.work() as work:
        await people.add(work, 1, "en")
        assert await chats(base) == [], "nobody else sees it before"
    assert await chats(base) == [1]


async def test_what_is_raised_inside_a_work_undoes_it(base: database.Database) -> None:
    with pytest.raises(LookupError):
        await add_and_fail(base, 1)
    assert await chats(base) == []


async def test_after_a_failed_work_the_next_one_is_kept(base: database.Database) -> None:
    await add(base, 1)
    with pytest.raises(sqlite3.IntegrityError):
        await add(base, 1)
    await add(base, 2)
    assert await chats(base) == [1, 2]


async def test_a_failing_turn_of_a_group_undoes_itself_alone(base: database.Database) -> None:
    async with base.group() as group:
        await add(group, 1)
        with pytest.raises(LookupError):
            await add_and_fail(group, 2)
        await add(group, 3)
    assert await chats(base) == [1, 3]


async def test_works_that_start_together_come_one_after_the_other(base: database.Database) -> None:
    async def add(chat: int) -> None:
        async with base.work() as work:
            seen = await work.all("select count(*) from person")
            await people.add(work, chat, "en")
            after = await work.all("select count(*) from person")
            assert after[0][0] == seen[0][0] + 1

    await asyncio.gather(*(add(chat) for chat in range(10)))
    assert await chats(base) == list(range(10))


async def test_listeners_hear_of_a_commit_and_of_no_rollback(base: database.Database) -> None:
    heard: list[bool] = []
    base.listeners.append(lambda: heard.append(True))
    with pytest.raises(LookupError):
        async with base.work():
            raise LookupError
    assert heard == []
    async with base.work():
        pass
    assert heard == [True]


async def test_the_reader_can_not_write(base: database.Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await base.read("delete from person")


# A full disk


async def test_on_a_full_disk_a_work_is_unavailable_and_leaves_nothing(
    base: database.Database,
) -> None:
    async with no_room(base):
        with pytest.raises(database.Unavailable):
            await add_much(base, 1)
        assert await chats(base) == []
    await add_much(base, 1)
    assert await chats(base) == [1], "with room again all is as before"


async def add_in_a_group(base: database.Database, *steps: Callable[[Where, int], Any]) -> None:
    async with base.group() as group:
        for chat, step in enumerate(steps, start=1):
            await step(group, chat)


async def swallow_the_failure(group: Where, chat: int) -> None:
    with suppress(database.Unavailable):
        await add_much(group, chat)


@pytest.mark.parametrize(
    "steps", [(add, add_much), (add_much, add), (add, swallow_the_failure, add)]
)
async def test_a_full_disk_loses_the_whole_group_never_a_part(
    base: database.Database, steps: Sequence[Callable[[Where, int], Any]]
) -> None:
    async with no_room(base):
        with pytest.raises(database.Unavailable):
            await add_in_a_group(base, *steps)
    assert await chats(base) == []
    await add(base, 9)
    assert await chats(base) == [9]


async def test_a_database_locked_by_another_program_is_unavailable_for_now(
    base: database.Database,
) -> None:
    async with locked(base):
        with pytest.raises(database.Unavailable):
            await add(base, 1)
    await add(base, 1)
    assert await chats(base) == [1]


# What follows what


async def test_followers_run_in_order_in_the_same_transaction(path: Path) -> None:
    order: list[str] = []

    async def greet(work: database.Work, event: Knocked) -> None:
        order.append("greet")
        await people.add(work, event.chat, "en")
        if event.chat < 3:
            work.happened(Knocked(event.chat + 1))

    async def count(work: database.Work, event: Knocked) -> None:
        row = await work.one("select count(*) from person")
        assert row is not None
        order.append(f"count {row[0]}")

    async with database.open_database(path, clock.Clock(), {Knocked: (greet, count)}) as base:
        async with base.work() as work:
            work.happened(Knocked(1))
            assert order == [], "what follows is written at the end"
        assert order == ["greet", "count 1", "greet", "count 2", "greet", "count 3"]
        assert await chats(base) == [1, 2, 3]


async def add_and_tell(where: Where, chat: int) -> None:
    async with where.work() as work:
        await people.add(work, chat, "en")
        work.happened(Knocked(chat))


async def test_a_failing_follower_takes_the_fact_back(path: Path) -> None:
    async def fail(_work: database.Work, _event: Knocked) -> None:
        raise LookupError("a follower failed")

    async with database.open_database(path, clock.Clock(), {Knocked: (fail,)}) as base:
        async with base.group() as group:
            with pytest.raises(LookupError, match="a follower failed"):
                await add_and_tell(group, 1)
            await add(group, 2)
        assert await chats(base) == [2]


# Cancellation


async def cancelled_after(base: database.Database, steps: int) -> None:
    """Write as a task does that is cancelled after so many turns of the event loop."""

    async def write() -> None:
        async with base.work() as work:
            for chat in range(100, 110):
                await people.add(work, chat, "en")

    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(write())
        for _ in range(steps):
            await asyncio.sleep(0)
        writing.cancel()


async def test_a_work_cancelled_while_it_begins_leaves_no_open_transaction(
    path: Path, base: database.Database
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        async with asyncio.TaskGroup() as tasks:
            writing = tasks.create_task(cancelled_after(base, 10))
            for _ in range(20):
                await asyncio.sleep(0)
            other.execute("rollback")
            await writing
    await add(base, 1)
    assert await chats(base) == [1]


async def test_a_work_cancelled_while_it_waits_for_its_turn_leaves_the_one_at_work_alone(
    base: database.Database,
) -> None:
    async with base.work() as work:
        await cancelled_after(base, 5)
        await people.add(work, 1, "en")
    assert await chats(base) == [1]


# The file


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_nobody_else_may_read_the_file_nor_its_log(
    path: Path, base: database.Database
) -> None:
    await add(base, 1)
    beside = [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm")]
    assert [mode(file) for file in (path, *beside)] == [0o600] * 3


async def test_truncating_the_log_empties_it(path: Path, base: database.Database) -> None:
    log = path.with_name(f"{path.name}-wal")
    await add(base, 1)
    assert log.stat().st_size > 0
    await base.truncate_log()
    assert log.stat().st_size == 0
    assert await chats(base) == [1]


async def test_a_slow_reader_does_not_stop_the_bot_while_the_log_is_truncated(
    path: Path, base: database.Database
) -> None:
    await add(base, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin")
        other.execute("select * from person").fetchall()
        await add(base, 2)
        async with asyncio.timeout(1.0):
            await base.truncate_log()
            await add(base, 3)
        other.execute("rollback")
    assert await chats(base) == [1, 2, 3]


async def test_a_file_made_by_an_older_program_is_opened_again_as_it_was(path: Path) -> None:
    for chat in (1, 2):
        async with database.open_database(path, clock.Clock()) as base, base.work() as work:
            await people.add(work, chat, "en")
    async with database.open_database(path, clock.Clock()) as base:
        assert await chats(base) == [1, 2]


async def test_a_backup_is_a_whole_copy_of_what_is_committed(
    tmp_path: Path, base: database.Database
) -> None:
    await add(base, 1)
    target = tmp_path / "copy.sqlite3"
    async with base.work() as work:
        await people.add(work, 2, "en")
        await asyncio.to_thread(files.copy, base.path, target)
    assert files.is_whole(target)
    assert mode(target) == 0o600
    async with database.open_database(target, clock.Clock()) as copy:
        assert await chats(copy) == [1]


async def test_a_backup_ends_while_others_keep_writing(
    tmp_path: Path, base: database.Database
) -> None:
    """SQLite begins anew after each write beside it, unless all is copied in one step."""
    async with base.work() as work:
        await work.run(
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 60)"
            " insert into told_telegram select i, hex(zeroblob(100000)) from n"
        )
    target = tmp_path / "copy.sqlite3"
    is_done = asyncio.Event()

    async def write() -> None:
        chat = 0
        while not is_done.is_set():
            chat += 1
            async with base.work() as work:
                await people.add(work, chat, "en")

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(write())
        await asyncio.to_thread(files.copy, base.path, target)
        is_done.set()
    assert files.is_whole(target)
