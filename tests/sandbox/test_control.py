"""The box from another process."""

import asyncio
import base64
import json
import sys
from typing import Any

import aiohttp
import pytest
import telegram

from bot.sandbox import people, server


async def post(
    http: aiohttp.ClientSession, path: str, status: int = 200, **given: Any
) -> dict[str, Any]:
    async with http.post(path, json=given) as response:
        answer: dict[str, Any] = await response.json()
        assert response.status == status, answer
        return answer


async def get(http: aiohttp.ClientSession, path: str, **query: Any) -> Any:
    async with http.get(path, params=query) as response:
        assert response.status == 200
        return await response.json()


async def test_a_whole_conversation_can_be_driven(
    box: server.Sandbox, http: aiohttp.ClientSession, bot: telegram.Bot
) -> None:
    amal = await post(http, "/sandbox/people", first_name="Amal", language_code="ar")
    her = f"/sandbox/people/{amal['id']}"
    start = await post(http, f"{her}/starts", payload="case_x")
    button = telegram.InlineKeyboardButton("Yes", callback_data="y")
    markup = telegram.InlineKeyboardMarkup([[button]])
    await bot.send_message(amal["id"], "Hello", reply_markup=markup)
    seen = await post(http, f"{her}/sees", text="Hello")
    assert seen["keyboard"] == [[{"text": "Yes", "callback_data": "y"}]]
    await post(http, f"{her}/presses", label="Yes")
    await post(http, f"{her}/types", text="thanks", reply_to=seen["id"])
    await post(http, f"{her}/edits", message=start["id"], text="/start case_y")
    letter = base64.b64encode(b"%PDF").decode()
    await post(http, f"{her}/sends_document", content=letter, file_name="a.pdf")
    phone = await get(http, her)
    assert [message["text"] for message in phone["messages"]] == [
        "/start case_y",
        "Hello",
        "thanks",
        "",
    ]
    assert len(phone["unanswered"]) == 1
    assert [person["first_name"] for person in await get(http, "/sandbox/people")] == ["Amal"]
    kinds = [set(update) - {"update_id"} for update in await raw_updates(http)]
    assert kinds == [{"message"}, {"callback_query"}, {"message"}, {"edited_message"}, {"message"}]


async def raw_updates(http: aiohttp.ClientSession) -> list[dict[str, Any]]:
    updates: list[dict[str, Any]] = (await get(http, "/bot1:sandbox/getUpdates"))["result"]
    return updates


async def test_a_change_of_the_chat_can_be_waited_for(
    http: aiohttp.ClientSession, bot: telegram.Bot, amal: people.Person
) -> None:
    path = f"/sandbox/people/{amal.id}"
    seen = (await get(http, path))["version"]
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(get(http, path, seen=seen, timeout=30))
        await bot.send_message(amal.id, "Hello")
    assert waiting.result()["messages"][-1]["text"] == "Hello"


async def test_faults_and_poison_can_be_ordered(
    box: server.Sandbox, http: aiohttp.ClientSession, bot: telegram.Bot, amal: people.Person
) -> None:
    await post(http, "/sandbox/faults", kind="429", chat=amal.id, retry_after=2)
    with pytest.raises(telegram.error.RetryAfter):
        await bot.send_message(amal.id, "Hello")
    (rule,) = await get(http, "/sandbox/faults")
    assert (rule["kind"], rule["hits"]) == ("429", 1)
    async with http.delete("/sandbox/faults") as response:
        assert response.status == 200
    await bot.send_message(amal.id, "Hello")
    assert (await post(http, "/sandbox/poison", kind="poll"))["update_id"]
    assert box.pending == 2
    calls = await get(http, "/sandbox/calls")
    assert [call["outcome"] for call in calls if call["method"] == "sendMessage"] == [
        "Too Many Requests: retry after 2",
        "ok",
    ]


async def test_what_goes_wrong_is_said(http: aiohttp.ClientSession, amal: people.Person) -> None:
    her = f"/sandbox/people/{amal.id}"
    assert "no button has it" in (await post(http, f"{her}/presses", 409, label="X"))["error"]
    assert "nobody dances" in (await post(http, f"{her}/dances", 400))["error"]
    assert "no such person" in (await post(http, "/sandbox/people/7/starts", 400))["error"]
    assert "unexpected keyword" in (await post(http, f"{her}/types", 400, words="x"))["error"]
    async with http.get("/sandbox/drained", params={"timeout": 0.01}) as response:
        assert response.status == 409


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80"])
async def test_a_request_for_another_host_is_refused(
    http: aiohttp.ClientSession, host: str
) -> None:
    async with http.get("/sandbox/clock", headers={"Host": host}) as response:
        assert response.status == 403


async def test_what_fails_inside_the_block_leaves_it_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        async with server.Sandbox():
            raise ZeroDivisionError


async def test_the_box_runs_as_a_process_and_says_where() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.sandbox",
        "--token",
        "7:x",
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    addresses = json.loads(await process.stdout.readline())
    async with telegram.Bot("7:x", base_url=addresses["api_root"]) as bot:
        assert bot.id == 7
    async with aiohttp.ClientSession() as session:
        clock = await get(session, f"{addresses['control']}/clock")
    assert clock == {"version": 0, "offset": 0.0}
    process.terminate()
    assert await process.wait() == 0
