"""The power fails: whatever the disk holds at any moment opens whole, and has all that Telegram was
told has arrived.
"""

import asyncio
import random
import shutil
from pathlib import Path

import pytest

from bot.sandbox import server
from bot.storage import files
from tests import bot_process
from tests.crash.crowd import Crowd

FAILURES = 25
TORN = b"\x37" * 2000
"""The beginning of a page that was being written to the log."""


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    folder.mkdir()
    return folder


async def test_every_image_of_the_disk_is_whole(
    box: server.Sandbox, tmp_path: Path, images: Path
) -> None:
    crowd = Crowd(box, bot_process.database(tmp_path), random.randrange(10**6), size=6)  # noqa: S311
    async with bot_process.bot(box, tmp_path) as bot:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(crowd.apply())
            confirmed = await _photographed(bot, crowd, images)
        assert await bot.stop() == 0
    for number, count in enumerate(confirmed):
        image = images / f"{number}.sqlite3"
        assert files.is_whole(image)
        files.prepare(image)
        kept = Crowd(box, image, 0, size=0).rows("select count(*) from inbox")
        assert kept[0][0] >= count


async def _photographed(bot: bot_process.Bot, crowd: Crowd, images: Path) -> list[int]:
    """Images of the disk at random moments; how many updates the bot had confirmed at each."""
    confirmed: list[int] = []
    moments = range(len(crowd.people) + 1, 50 * len(crowd.people))
    for said in sorted(random.sample(moments, FAILURES)):
        await crowd.reaches(said)
        await asyncio.sleep(random.uniform(0, 0.02))  # noqa: S311
        async with bot.standing_still():
            image = images / f"{len(confirmed)}.sqlite3"
            _copy(crowd.database, image, is_torn=len(confirmed) % 2 == 1)
            confirmed.append(crowd.said - crowd.box.pending)
    return confirmed


def _copy(database: Path, image: Path, *, is_torn: bool) -> None:
    shutil.copy(database, image)
    log = image.with_name(f"{image.name}-wal")
    shutil.copy(database.with_name(f"{database.name}-wal"), log)
    if is_torn:
        with log.open("ab") as torn:
            torn.write(TORN)
