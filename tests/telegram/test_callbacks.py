"""Presses are answered once: with words when the turn has ended, bare when that takes long."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sandbox import server
from bot.sandbox.people import Person
from bot.telegram import callbacks, wire
from tests.world import TOKEN, until

PATIENCE = 0.1


class Desk:
    """Somebody who presses, and the answers to it."""

    def __init__(self, box: server.Sandbox, amal: Person, answers: callbacks.Callbacks) -> None:
        self.box = box
        self.amal = amal
        self.answers = answers

    async def pressed(self) -> str:
        callback = await self.amal.presses_data("a:menu::0")
        self.answers.arrived(callback)
        return callback

    async def no_spinner(self) -> bool:
        return not self.amal.unanswered

    def calls(self) -> int:
        return sum(call.method == "answerCallbackQuery" for call in self.box.calls)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with (
        server.Sandbox(token=TOKEN) as box,
        wire.Telegram(TOKEN, box.api_root, box.file_root, 4) as telegram,
        asyncio.TaskGroup() as tasks,
    ):
        amal = box.person("Amal")
        await amal.starts()
        await telegram.bot.send_message(amal.id, "hello")
        answers = callbacks.Callbacks(telegram, PATIENCE)
        answering = tasks.create_task(answers.run())
        yield Desk(box, amal, answers)
        answering.cancel()


async def test_a_press_is_answered_with_words_after_its_turn(desk: Desk) -> None:
    desk.answers.answer(await desk.pressed(), "That was from before.")
    toast = await desk.amal.sees_toast("That was from before.")
    assert not toast.show_alert


async def test_an_alert_stays_until_it_is_read(desk: Desk) -> None:
    desk.answers.answer(await desk.pressed(), "Please choose one.", is_alert=True)
    assert (await desk.amal.sees_toast("Please choose one.")).show_alert


async def test_a_turn_that_takes_long_leaves_no_spinner(desk: Desk) -> None:
    callback = await desk.pressed()
    assert desk.calls() == 0
    await until(desk.no_spinner)
    assert [toast.text for toast in desk.amal.toasts] == [""]
    desk.answers.answer(callback, "too late")
    desk.answers.answer(await desk.pressed(), "in time")
    await desk.amal.sees_toast("in time")
    assert desk.calls() == 2, "the late words were not sent any more"


async def test_a_press_is_answered_once(desk: Desk) -> None:
    callback = await desk.pressed()
    desk.answers.arrived(callback)
    for words in ("one", "two"):
        desk.answers.answer(callback, words)
    await until(desk.no_spinner)
    desk.answers.answer(await desk.pressed(), "another")
    await desk.amal.sees_toast("another")
    assert [toast.text for toast in desk.amal.toasts] == ["one", "another"]
    assert desk.calls() == 2


async def test_an_answer_that_telegram_refuses_stops_no_other(desk: Desk) -> None:
    desk.box.faults.add("400", method="answerCallbackQuery", times=1, text="Bad Request: too old")
    desk.answers.answer(await desk.pressed(), "one")
    desk.answers.answer(await desk.pressed(), "two")
    await desk.amal.sees_toast("")
    await until(lambda: answered_twice(desk))


async def answered_twice(desk: Desk) -> bool:
    return desk.calls() == 2


async def test_the_longest_wait_is_two_seconds() -> None:
    assert callbacks.LONGEST_WAIT == 2.0
