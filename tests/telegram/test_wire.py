"""Requests to the Bot API: errors in python-telegram-bot's words, files as they are, and the token
nowhere to be read."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import clock, logs
from bot.sandbox import server
from bot.sandbox.faults import Kind
from bot.telegram import wire
from tests.world import TOKEN, until

SECRET = TOKEN.partition(":")[2]


@pytest.fixture
async def box() -> AsyncIterator[server.Sandbox]:
    async with server.Sandbox(token=TOKEN) as opened:
        yield opened
        opened.faults.clear()


@pytest.fixture
async def telegram(box: server.Sandbox) -> AsyncIterator[wire.Telegram]:
    async with wire.Telegram(TOKEN, box.api_root, box.file_root, 4) as opened:
        yield opened


def all_words(error: BaseException) -> str:
    """What could be read of an error anywhere: printed, and in the errors it came from."""
    words = ["".join(traceback.format_exception(error))]
    while True:
        words += [str(error), repr(error), repr(vars(error))]
        following = error.__cause__ or error.__context__
        if following is None:
            return "\n".join(words)
        error = following


FAULTS: dict[Kind, type[TelegramError]] = {
    "429": RetryAfter,
    "403": Forbidden,
    "400": BadRequest,
    "500": NetworkError,
    "502": NetworkError,
    "cut": NetworkError,
    "lost": NetworkError,
}


@pytest.fixture
def no_token(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No log has the token, at the most talkative level there is."""
    caplog.set_level(logging.DEBUG)
    for name in logs.LOUD:
        caplog.set_level(logging.WARNING, name)
    yield
    assert SECRET not in caplog.text
    assert SECRET not in repr([vars(record) for record in caplog.records])


@pytest.mark.usefixtures("no_token")
@pytest.mark.parametrize(("kind", "error"), FAULTS.items())
async def test_a_fault_is_telegrams_error_without_the_token(
    box: server.Sandbox, telegram: wire.Telegram, kind: Kind, error: type[TelegramError]
) -> None:
    box.faults.add(kind, text="Bad Request: no")
    with pytest.raises(error) as found:
        await telegram.bot.send_message(5, "hello")
    assert SECRET not in all_words(found.value)
    with pytest.raises(error) as found:
        await telegram.poll(None, 0, ["message"])
    assert SECRET not in all_words(found.value)


@pytest.mark.usefixtures("no_token")
async def test_an_answer_that_takes_too_long_is_timed_out(
    box: server.Sandbox, telegram: wire.Telegram
) -> None:
    box.faults.add("slow", seconds=5)
    with pytest.raises(TimedOut) as found:
        await telegram.bot.get_me(read_timeout=0.05)
    assert SECRET not in all_words(found.value)


@pytest.mark.usefixtures("no_token")
async def test_a_server_that_is_not_there_is_a_network_error() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    root = f"http://127.0.0.1:{port}/bot"
    async with wire.Telegram(TOKEN, root, root, 4) as telegram:
        with pytest.raises(NetworkError) as found:
            await telegram.bot.get_me()
        assert SECRET not in all_words(found.value)
        with pytest.raises(NetworkError) as found:
            await telegram.poll(None, 0, [])
        assert SECRET not in all_words(found.value)


@pytest.mark.usefixtures("no_token")
@pytest.mark.parametrize("root", ["http://127.0.0.1:0/bot", "nonsense/bot"])
async def test_an_address_that_is_none_is_a_network_error_without_the_token(root: str) -> None:
    async with wire.Telegram(TOKEN, root, root, 4) as telegram:
        with pytest.raises(NetworkError) as found:
            await telegram.bot.get_me()
        assert SECRET not in all_words(found.value)


@pytest.mark.usefixtures("no_token")
async def test_a_wrong_token_is_said_without_the_token(box: server.Sandbox) -> None:
    async with wire.Telegram(f"9:{SECRET}", box.api_root, box.file_root, 4) as telegram:
        with pytest.raises(InvalidToken) as found:
            await telegram.bot.get_me()
        assert SECRET not in all_words(found.value)


async def test_a_second_poller_is_a_conflict(box: server.Sandbox, telegram: wire.Telegram) -> None:
    async with wire.Telegram(TOKEN, box.api_root, box.file_root, 4) as second:
        await second.bot.set_webhook("https://example.com/hook")
        with pytest.raises(Conflict):
            await telegram.poll(None, 0, [])


async def test_a_wire_that_is_not_open_says_so(box: server.Sandbox) -> None:
    telegram = wire.Telegram(TOKEN, box.api_root, box.file_root, 4)
    with pytest.raises(NetworkError, match="not open"):
        await telegram.bot.get_me()


def test_nothing_that_is_printed_shows_the_token(telegram: wire.Telegram) -> None:
    for thing in (telegram, telegram.bot, telegram.bot.request):
        assert SECRET not in f"{thing!r} {thing!s}"


async def test_a_file_arrives_as_it_is(box: server.Sandbox, telegram: wire.Telegram) -> None:
    amal = box.person("Amal")
    await amal.starts()
    content = bytes(range(256)) * 64
    await telegram.bot.send_document(
        amal.id,
        InputFile(content, filename="مرحبا-data.json"),
        caption="<b>yours</b>",
        parse_mode="HTML",
    )
    assert amal.last.file is not None
    assert amal.last.file.content == content
    assert amal.last.file.name == "مرحبا-data.json"
    assert amal.last.text == "yours"


async def test_words_of_any_script_arrive_as_they_are(
    box: server.Sandbox, telegram: wire.Telegram
) -> None:
    amal = box.person("Amal")
    await amal.starts()
    words = "مرحبا & <Grüße> 100% +1 = 👋🏽"
    await telegram.bot.send_message(amal.id, words)
    assert amal.last.text == words
    assert not box.unknown_parameters


# The sandbox's clock


async def test_the_clock_follows_the_sandbox_forwards_and_backwards(box: server.Sandbox) -> None:
    its_clock = clock.Clock()
    async with asyncio.TaskGroup() as tasks:
        following = tasks.create_task(wire.SandboxClock(box.address, its_clock).follow())
        await box.clock.followed()
        for days in (2, -1):
            await box.clock.advance(days=days)

            async def has_followed() -> bool:
                return abs(its_clock.offset.total_seconds() - box.clock.offset) < 1

            await until(has_followed)
        following.cancel()


async def test_a_bot_api_server_without_a_clock_is_left_alone(box: server.Sandbox) -> None:
    its_clock = clock.Clock()
    await wire.SandboxClock(f"{box.address}/elsewhere", its_clock).follow()
    assert not its_clock.offset
