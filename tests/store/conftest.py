"""A real SQLite file with the real schema, and a clock that stands where the test puts it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import clock
from bot.storage import database
from tests.store import matchmaking


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "welcome.sqlite3"


@pytest.fixture
def its_clock() -> clock.Clock:
    return clock.Clock()


@pytest.fixture
async def base(path: Path, its_clock: clock.Clock) -> AsyncIterator[database.Database]:
    async with database.open_database(path, its_clock) as opened:
        yield opened


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[matchmaking.Played]:
    """Newcomers, buddies and coordinators of the example town, on a Tuesday at noon."""
    async with matchmaking.played(tmp_path) as played:
        yield played
