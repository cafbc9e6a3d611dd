"""What can go wrong on the way, and updates nobody expects."""

import asyncio
import datetime

import aiohttp
import pytest
import telegram

from bot.sandbox import faults, people, server


async def say(http: aiohttp.ClientSession, amal: people.Person, text: str = "Hello") -> int:
    message = {"chat_id": amal.id, "text": text}
    async with http.post("/bot1:sandbox/sendMessage", json=message) as response:
        return response.status


async def test_429_says_how_long_to_wait_and_ends_after_n_calls(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    rule = box.faults.add("429", method="sendMessage", chat=amal, times=2, retry_after=3)
    tom = box.person("Tom")
    await tom.starts()
    for _ in range(2):
        with pytest.raises(telegram.error.RetryAfter) as refusal:
            await bot.send_message(amal.id, "Hello")
        assert refusal.value.retry_after == datetime.timedelta(seconds=3)
        await bot.send_message(tom.id, "Hello")
    await bot.send_message(amal.id, "Hello")
    assert rule.hits == 2
    assert [m.text for m in amal.messages] == ["/start", "Hello"]


async def test_403_400_and_500_come_with_their_words(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    box.faults.add("403", times=1)
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await bot.send_message(amal.id, "Hello")
    box.faults.add("400", times=1, text="message thread not found")
    with pytest.raises(telegram.error.BadRequest, match="Message thread not found"):
        await bot.send_message(amal.id, "Hello")
    box.faults.add("500", times=1)
    with pytest.raises(telegram.error.NetworkError, match="Internal Server Error"):
        await bot.send_message(amal.id, "Hello")


async def test_502_is_html_as_from_nginx(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    box.faults.add("502", times=1)
    async with http.get("/bot1:sandbox/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "<h1>502 Bad Gateway</h1>" in await response.text()
    assert box.calls[-1].outcome == "502"


async def test_a_cut_connection_did_nothing_and_a_lost_answer_did_it(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    box.faults.add("cut", method="sendMessage", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await say(http, amal, "one")
    box.faults.add("lost", method="sendMessage", times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await say(http, amal, "two")
    assert await say(http, amal, "three") == 200
    assert [m.text for m in amal.messages[1:]] == ["two", "three"]


async def test_a_held_answer_comes_when_it_is_released(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    rule = box.faults.add("hold", method="sendMessage")
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(say(http, amal))
        await amal.sees("Hello")
        async with http.get("/bot1:sandbox/getMe") as response:
            assert response.status == 200
        assert not waiting.done()
        rule.release()
        assert await waiting == 200
    assert await say(http, amal) == 200


async def test_a_slow_call_still_comes(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    box.faults.add("slow", times=1, seconds=0.05)
    began = asyncio.get_running_loop().time()
    assert await say(http, amal) == 200
    assert asyncio.get_running_loop().time() - began >= 0.05


async def test_a_fault_ends_with_its_duration_or_when_removed(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    box.faults.add("500", duration=0)
    assert await say(http, amal) == 200
    rule = box.faults.add("500")
    assert await say(http, amal) == 500
    rule.remove()
    assert await say(http, amal) == 200
    box.faults.add("500")
    box.faults.clear()
    assert await say(http, amal) == 200


async def test_an_unknown_fault_is_a_mistake_of_the_test(box: server.Sandbox) -> None:
    with pytest.raises(ValueError, match="there is no fault '418'"):
        box.faults.add("418")  # type: ignore[arg-type]  # the mistake


async def test_a_poisoned_update_has_an_id_and_breaks_the_parser(
    box: server.Sandbox, bot: telegram.Bot, http: aiohttp.ClientSession
) -> None:
    update_id = box.faults.poison()
    async with http.get("/bot1:sandbox/getUpdates") as response:
        (raw,) = (await response.json())["result"]
    assert raw["update_id"] == update_id
    with pytest.raises((TypeError, AttributeError, ValueError)):
        telegram.Update.de_json(raw, bot)


@pytest.mark.parametrize(
    "kind", ["group_message", "channel_post", "from_a_bot", "inline_query", "poll"]
)
async def test_unexpected_updates_are_wellformed(
    box: server.Sandbox, bot: telegram.Bot, kind: faults.Strange
) -> None:
    await bot.get_updates(allowed_updates=["message"])
    update_id = box.faults.poison(kind)
    (update,) = await bot.get_updates()
    assert update.update_id == update_id


async def test_limits_are_off_until_switched_on(
    box: server.Sandbox, http: aiohttp.ClientSession, amal: people.Person
) -> None:
    tom = box.person("Tom")
    await tom.starts()
    assert [await say(http, amal) for _ in range(40)] == [200] * 40
    box.limits.on(per_second=5, per_chat=0.01, burst=2)
    assert [await say(http, amal) for _ in range(3)] == [200, 200, 429]
    assert box.calls[-1].outcome.startswith("Too Many Requests: retry after ")
    assert [await say(http, tom) for _ in range(3)] == [200, 200, 429]
    box.limits.off()
    assert await say(http, amal) == 200
