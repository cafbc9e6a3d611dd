"""What the tests of the way to and from Telegram may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.telegram.post_office import PostOffice, open_post_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[PostOffice]:
    async with open_post_office(tmp_path) as opened:
        yield opened
