"""The box's clock: messages are dated by it, and other processes follow it."""

import asyncio
import datetime

import aiohttp
import pytest
import telegram

from bot.sandbox import clock, people, server

NEW_YEAR = datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)


async def test_messages_are_dated_by_the_boxs_clock(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    await box.clock.move_to(NEW_YEAR)
    sent = await bot.send_message(amal.id, "Happy new year")
    assert NEW_YEAR <= sent.date <= NEW_YEAR + datetime.timedelta(seconds=30)
    before = box.clock.now()
    await box.clock.advance(days=2, hours=1)
    assert box.clock.now() - before >= datetime.timedelta(days=2, hours=1)
    assert amal.last.date == sent.date


async def test_a_moment_without_a_zone_is_a_mistake(box: server.Sandbox) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await box.clock.move_to(NEW_YEAR.replace(tzinfo=None))


async def test_a_follower_is_told_at_once_and_advance_waits_for_it(
    box: server.Sandbox, http: aiohttp.ClientSession
) -> None:
    seen: list[int] = []

    async def follow() -> None:
        version = -1
        while True:
            query = {"seen": version, "timeout": 30}
            async with http.get("/sandbox/clock", params=query) as response:
                version = (await response.json())["version"]
                seen.append(version)

    follower = asyncio.gather(follow())
    await box.clock.followed()
    for expected in (1, 2, 3):
        await box.clock.advance(hours=1)
        assert seen[-1] == expected
    follower.cancel()
    with pytest.raises(asyncio.CancelledError):
        await follower
    await box.clock.followed(by=0)
    async with asyncio.timeout(clock.FOLLOWERS_TIMEOUT / 2):
        await box.clock.advance(hours=1)  # nobody is left to wait for


async def test_a_follower_hears_nothing_new_after_the_timeout(
    http: aiohttp.ClientSession,
) -> None:
    async with http.get("/sandbox/clock", params={"seen": 0, "timeout": 0.01}) as response:
        assert await response.json() == {"version": 0, "offset": 0.0}
    async with http.get("/sandbox/clock") as response:
        assert await response.json() == {"version": 0, "offset": 0.0}


async def test_the_clock_can_be_moved_from_outside(
    box: server.Sandbox, http: aiohttp.ClientSession
) -> None:
    async with http.post("/sandbox/clock", json={"advance": 3600}) as response:
        assert await response.json() == {"version": 1, "offset": 3600.0}
    async with http.post("/sandbox/clock", json={"to": NEW_YEAR.isoformat()}) as response:
        assert (await response.json())["version"] == 2
    assert abs(box.clock.now() - NEW_YEAR) < datetime.timedelta(seconds=30)
    async with http.post("/sandbox/clock", json={"to": "soon"}) as response:
        assert response.status == 400
