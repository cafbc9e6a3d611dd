"""The webhook: with its secret, in order, again until the bot says 2xx."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import telegram
from aiohttp import web

from bot.sandbox import people, server, webhook


@dataclass
class Listener:
    """A bot behind a webhook. `answers` are the statuses it gives, then 200 for ever."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: asyncio.Queue[tuple[str, str]] = field(default_factory=asyncio.Queue)

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get(webhook.SECRET_HEADER, "")
        self.got.put_nowait((update["message"]["text"], secret))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def next(self) -> tuple[str, str]:
        async with asyncio.timeout(5):
            return await self.got.get()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listening = Listener()
    app = web.Application()
    app.router.add_post("/hook", listening.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listening.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listening
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person, listener: Listener
) -> None:
    await bot.set_webhook(listener.url, secret_token="s3cret")
    await amal.types("hello")
    assert await listener.next() == ("/start", "s3cret")
    assert await listener.next() == ("hello", "s3cret")
    await box.drained()


async def test_a_failed_delivery_is_repeated_before_the_next(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person, listener: Listener
) -> None:
    listener.answers = [500, 404]
    await bot.set_webhook(listener.url)
    await amal.types("hello")
    texts = [(await listener.next())[0] for _ in range(4)]
    assert texts == ["/start", "/start", "/start", "hello"]
    await box.drained()
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"
    assert info.pending_update_count == 0


async def test_polling_is_refused_while_a_webhook_is_set(
    bot: telegram.Bot, amal: people.Person, listener: Listener
) -> None:
    await bot.set_webhook(listener.url, drop_pending_updates=True)
    with pytest.raises(telegram.error.Conflict) as refusal:
        await bot.get_updates()
    assert refusal.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first"
    )
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    assert listener.got.empty()


async def test_nobody_listening_is_an_error_to_read(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    await bot.set_webhook("http://127.0.0.1:1/", allowed_updates=["message"], max_connections=3)
    await box.delivery_failed()
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Connection failed"
    assert (info.pending_update_count, info.max_connections) == (1, 3)
    assert info.allowed_updates == ("message",)
