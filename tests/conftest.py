"""What every kind of test may ask for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import scheduling, world


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> scheduling.ByClass:
    return scheduling.ByClass(config, log)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[world.World]:
    """The example town with its bot running in the sandbox."""
    async with world.world(tmp_path) as made:
        yield made


TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture
async def calendar_town(tmp_path: Path) -> AsyncIterator[world.World]:
    """The same on Tuesday, 24 November 2026, at noon, for stories in which a date matters."""
    async with world.world(tmp_path) as made:
        await made.move_to(TUESDAY)
        yield made
