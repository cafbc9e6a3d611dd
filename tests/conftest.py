"""What every kind of test may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import world


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[world.World]:
    """The example town with its bot running in the sandbox."""
    async with world.world(tmp_path) as made:
        yield made
