"""A box, a person and a client that isn't ours: plain python-telegram-bot."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import telegram

from bot.sandbox import people, server


@pytest.fixture
async def box() -> AsyncIterator[server.Sandbox]:
    async with server.Sandbox(token="1:sandbox") as opened:
        yield opened


@pytest.fixture
async def bot(box: server.Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the future's type; without it the client warns
    client = telegram.Bot("1:sandbox", base_url=box.api_root, base_file_url=box.file_root)
    async with client:
        yield client
    assert box.unknown_parameters == set()


@pytest.fixture
async def amal(box: server.Sandbox) -> people.Person:
    """Has started the bot; that update is still in the queue."""
    person = box.person("Amal", language_code="ar")
    await person.starts()
    return person


@pytest.fixture
async def http(box: server.Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    """For what a Telegram client would not send. Addresses are relative to the box."""
    async with aiohttp.ClientSession(base_url=box.address) as session:
        yield session
