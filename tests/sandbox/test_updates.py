"""Long polling: in order, at least once, one poller at a time."""

import asyncio

import pytest
import telegram
from telegram.ext import Application, MessageHandler, filters

from bot.sandbox import people, server, updates


async def test_updates_come_until_they_are_confirmed(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    await amal.types("one")
    first = await bot.get_updates()
    again = await bot.get_updates(limit=1)
    assert [update.update_id for update in first] == [again[0].update_id, again[0].update_id + 1]
    assert await bot.get_updates(offset=first[-1].update_id + 1) == ()
    await box.drained()
    assert box.pending == 0


async def test_drained_waits_and_says_what_is_left(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    with pytest.raises(AssertionError, match=r"not confirmed by the bot.*\[100000001\]"):
        await box.drained(timeout=0.01)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(box.drained())
        await bot.get_updates(offset=updates.FIRST_ID + 1)
        await waiting


async def test_a_negative_offset_gives_the_newest_and_forgets_the_rest(
    bot: telegram.Bot, amal: people.Person
) -> None:
    for text in ("one", "two", "three"):
        await amal.types(text)
    texts = [update.message.text for update in await bot.get_updates(offset=-2) if update.message]
    assert texts == ["two", "three"]
    assert len(await bot.get_updates()) == 2


async def test_a_long_poll_answers_as_soon_as_there_is_something(
    bot: telegram.Bot, amal: people.Person
) -> None:
    (start,) = await bot.get_updates()
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bot.get_updates(offset=start.update_id + 1, timeout=50))
        await amal.types("hello")
    (update,) = poll.result()
    assert update.message is not None
    assert update.message.text == "hello"


async def test_the_first_of_two_pollers_is_told_409(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    twin = telegram.Bot("1:sandbox", base_url=box.api_root)
    (start,) = await bot.get_updates()
    offset = start.update_id + 1
    async with twin, asyncio.TaskGroup() as tasks:
        arrived = tasks.create_task(box.polled())
        first = tasks.create_task(_outcome(bot, offset, timeout=50))
        await arrived
        second = tasks.create_task(_outcome(twin, offset, timeout=1))
        await first
        await amal.types("hello")
    assert first.result() == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
        "is running"
    )
    assert second.result() == "1 updates"


async def _outcome(bot: telegram.Bot, offset: int, timeout: int) -> str:  # noqa: ASYNC109
    try:
        return f"{len(await bot.get_updates(offset=offset, timeout=timeout))} updates"
    except telegram.error.Conflict as conflict:
        return conflict.message


async def test_only_the_allowed_kinds_come_and_the_choice_is_remembered(
    bot: telegram.Bot, amal: people.Person
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await amal.types("not wanted")
    await bot.get_updates()
    await amal.blocks()
    await amal.unblocks()
    assert len(await bot.get_updates()) == 1
    await bot.get_updates(allowed_updates=[])
    await amal.blocks()
    assert len(await bot.get_updates()) == 2


async def test_ids_start_anew_after_an_idle_week(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    (before,) = await bot.get_updates()
    await box.clock.advance(days=8)
    await amal.types("back again")
    update = (await bot.get_updates(offset=before.update_id + 1))[0]
    assert update.update_id not in range(before.update_id, before.update_id + 1_000)


async def test_an_offset_from_before_the_ids_started_anew_loses_nothing(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    assert len(await bot.get_updates(offset=999_999_999)) == 1


async def test_an_application_with_its_own_updater_holds_a_conversation(
    box: server.Sandbox,
) -> None:
    application = (
        Application.builder()
        .token("1:sandbox")
        .base_url(box.api_root)
        .base_file_url(box.file_root)
        .build()
    )

    async def echo(update: telegram.Update, _context: object) -> None:
        assert update.message is not None
        await update.message.reply_html(f"<i>{update.message.text}</i>")

    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling()
        amal = box.person("Amal")
        await amal.types("hello")
        message = await amal.sees("hello")
        assert message.entities == ({"type": "italic", "offset": 0, "length": 5},)
        await box.drained()
        await application.updater.stop()
        await application.stop()
    assert box.unknown_parameters == set()
