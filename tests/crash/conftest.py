"""How often the bot is killed, and the sandbox it is killed beside."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import server
from tests import world

USUAL_KILLS = 20


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=USUAL_KILLS, help="how often the bot is killed")


@pytest.fixture
def kills(pytestconfig: pytest.Config) -> int:
    # Pytest knows the option only where this folder is named on the command line.
    return int(pytestconfig.getoption("--kills", USUAL_KILLS))


@pytest.fixture
async def box() -> AsyncIterator[server.Sandbox]:
    async with server.Sandbox(token=world.TOKEN) as opened:
        yield opened
