"""What people said: kept once, in order, wiped when it was handled."""

from datetime import timedelta

import pytest

from bot import clock
from bot.people import store as people
from bot.storage import database, inbox
from bot.storage.inbox import Arrival

AMAL, TOM = 11, 22


async def add(base: database.Database, *arrivals: Arrival) -> None:
    async with base.work() as work:
        await inbox.add(work, arrivals)


async def waiting(base: database.Database, limit: int = 100) -> list[inbox.Waiting]:
    async with base.work() as work:
        return await inbox.next_waiting(work, limit)


async def end(base: database.Database, *numbers: int) -> None:
    async with base.work() as work:
        for number in numbers:
            await inbox.end(work, number)


def passes(base: database.Database, **span: float) -> None:
    base.clock.shift(base.clock.offset + timedelta(**span))


async def test_updates_wait_in_the_order_they_came(base: database.Database) -> None:
    await add(base, Arrival(900, AMAL, "one"), Arrival(3, TOM, "two"))
    await add(base, Arrival(901, AMAL, "three"))
    assert [w.content for w in await waiting(base)] == ["one", "two", "three"]
    assert [w.content for w in await waiting(base, 2)] == ["one", "two"]


async def test_an_update_that_comes_again_is_kept_once(base: database.Database) -> None:
    await add(base, Arrival(900, AMAL, "one"))
    await add(base, Arrival(900, AMAL, "one, again"), Arrival(901, AMAL, "two"))
    assert [w.content for w in await waiting(base)] == ["one", "two"]
    await end(base, 1)
    await add(base, Arrival(900, AMAL, "one, again"))
    assert [w.content for w in await waiting(base)] == ["two"], "nor when it has been handled"


async def test_what_was_handled_is_wiped(base: database.Database) -> None:
    async with base.work() as work:
        await people.add(work, AMAL, "en")
    await add(base, Arrival(900, AMAL, "one"), Arrival(901, TOM, "two"))
    await end(base, 1, 2)
    rows = await base.read("select state, content, chat from inbox order by number")
    assert [tuple(row) for row in rows] == [("done", None, AMAL), ("done", None, None)]
    assert await waiting(base) == []
    assert not await inbox.has_waiting(base)


async def test_what_can_not_be_read_does_not_wait(base: database.Database) -> None:
    await add(base, Arrival(900, None, "{}", is_readable=False), Arrival(901, AMAL, "two"))
    assert [w.content for w in await waiting(base)] == ["two"]


# Repeated presses


async def press(base: database.Database, chat: int, update: int, what: str | None) -> bool:
    """Whether the press is taken for a repeated one."""
    await add(base, Arrival(update, chat, "{}", what))
    return (await waiting(base))[-1].is_repeated_press


async def test_the_same_press_at_once_is_a_repeated_one(base: database.Database) -> None:
    assert not await press(base, AMAL, 1, "7/a:menu::0")
    assert await press(base, AMAL, 2, "7/a:menu::0")
    assert await press(base, AMAL, 3, "7/a:menu::0")


async def test_also_when_the_first_one_has_been_handled(base: database.Database) -> None:
    async with base.work() as work:
        await people.add(work, AMAL, "en")
    assert not await press(base, AMAL, 1, "7/a:menu::0")
    await end(base, 1)
    assert await press(base, AMAL, 2, "7/a:menu::0")


OTHERS = {
    "of another message": (AMAL, "8/a:menu::0", 0),
    "of another button": (AMAL, "7/a:help::0", 0),
    "by somebody else": (TOM, "7/a:menu::0", 0),
    "six seconds later": (AMAL, "7/a:menu::0", 6),
}


@pytest.mark.parametrize(("chat", "what", "seconds"), OTHERS.values(), ids=OTHERS)
async def test_another_press_is_not_a_repeated_one(
    base: database.Database, chat: int, what: str, seconds: int
) -> None:
    await press(base, AMAL, 1, "7/a:menu::0")
    passes(base, seconds=seconds)
    assert not await press(base, chat, 2, what)


async def test_a_press_after_words_is_not_a_repeated_one(base: database.Database) -> None:
    await press(base, AMAL, 1, "7/a:menu::0")
    assert not await press(base, AMAL, 2, None)
    assert not await press(base, AMAL, 3, "7/a:menu::0")


async def test_words_said_twice_are_said_twice(base: database.Database) -> None:
    assert not await press(base, AMAL, 1, None)
    assert not await press(base, AMAL, 2, None)


# Tries


async def test_the_third_failure_makes_a_dead_letter(base: database.Database) -> None:
    await add(base, Arrival(900, AMAL, "one"))
    for is_last in (False, False, True):
        async with base.work() as work:
            assert await inbox.count_try(work, 1) is is_last
    assert await waiting(base) == []
    (row,) = await base.read("select state, content, ended_at is not null from inbox")
    assert tuple(row) == ("dead", "one", 1), "its words are kept, to be looked at"


async def test_what_was_begun_three_times_is_not_begun_again(base: database.Database) -> None:
    await add(base, Arrival(900, AMAL, "one"))
    for is_dead in (False, False, False, True):
        async with base.work() as work:
            assert await inbox.count_start(work, 1) is is_dead


async def test_what_has_ended_is_not_counted_any_more(base: database.Database) -> None:
    await add(base, Arrival(900, AMAL, "one"))
    await end(base, 1)
    async with base.work() as work:
        assert not await inbox.count_try(work, 1)
    (row,) = await base.read("select state, tries from inbox")
    assert tuple(row) == ("done", 0)


# Forgetting


async def test_forgetting_somebody_leaves_nothing_of_what_was_handled(
    base: database.Database,
) -> None:
    async with base.work() as work:
        await people.add(work, AMAL, "en")
    await add(base, Arrival(1, AMAL, "done", "7/x"), Arrival(2, AMAL, "dead"), Arrival(3, TOM, "x"))
    await end(base, 1)
    async with base.work() as work:
        for _ in range(inbox.MOST_TRIES):
            await inbox.count_try(work, 2)
        await inbox.forget(work, AMAL)
    rows = await base.read("select chat, content, press from inbox order by number")
    assert [tuple(row) for row in rows] == [(None,) * 3, (None,) * 3, (TOM, "x", None)]


async def test_old_rows_are_deleted_each_kind_in_its_time(base: database.Database) -> None:
    await add(base, *(Arrival(n, AMAL, "x") for n in (1, 2)), Arrival(3, AMAL, "{}", None, False))
    await end(base, 1)
    now = clock.stamp(base.clock.now())

    async def left(handled_before: int, dead_before: int) -> list[int]:
        async with base.work() as work:
            await inbox.purge(work, handled_before, dead_before)
        return [row[0] for row in await base.read("select update_id from inbox order by number")]

    assert await left(now - 5, now - 5) == [1, 2, 3]
    assert await left(now + 5, now - 5) == [2, 3]
    assert await left(now + 5, now + 5) == [2], "what waits is never deleted"
