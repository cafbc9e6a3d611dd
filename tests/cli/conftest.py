"""Telegram's place is taken by a sandbox in the test's own process."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import server
from tests.cli import program


@pytest.fixture
async def box() -> AsyncIterator[server.Sandbox]:
    async with server.Sandbox(token=program.TOKEN) as made:
        yield made
