"""What the bot does by itself beside the turns: a round that fails stops nobody."""

import pytest

from tests.e2e.asking import asks_for_a_buddy
from tests.unavailable import locked
from tests.world import World


async def test_a_round_that_fails_is_logged_and_the_bot_goes_on(
    town: World, caplog: pytest.LogCaptureFixture
) -> None:
    amal = town.person("Amal", "en")
    await asks_for_a_buddy(amal)
    await town.to_noon()
    async with town.bot.database.work() as work:
        await work.run("update request set sent_at = -99999999999999")
    await town.bot.round()
    assert "decide failed: ValueError at" in caplog.text
    assert "out of range" not in caplog.text
    await amal.types("/help")
    await amal.sees("you can stop at any time")


async def test_a_round_waits_while_the_database_is_unavailable(
    town: World, caplog: pytest.LogCaptureFixture
) -> None:
    amal = town.person("Amal", "en")
    await amal.starts()
    await amal.sees("English")
    await town.settle()
    async with locked(town.bot.database):
        await town.bot.round()
        await town.bot.keep_house()
    assert "purge waits: the database is unavailable" in caplog.text
    await amal.types("/help")
    await amal.sees("you can stop at any time")
