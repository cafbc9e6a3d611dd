"""Where a proxy stands between the bot and Telegram, the environment names it."""

import pytest

from bot.sandbox import server
from bot.telegram import wire

TOKEN = "1:sandbox"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://plain.example:3128")
    monkeypatch.setenv("https_proxy", "http://user:secret@safe.example:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("https://api.telegram.org/bot", "http://user:secret@safe.example:3128"),
        ("http://telegram.example/bot", "http://plain.example:3128"),
        ("http://127.0.0.1:8081/bot", None),
        ("http://[::1/bot", None),
    ],
)
def test_a_proxy_is_taken_for_addresses_elsewhere(address: str, proxy: str | None) -> None:
    assert wire.proxy_for(address) == proxy


async def test_requests_go_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with server.Sandbox(token=TOKEN) as box:
        monkeypatch.setenv("http_proxy", box.address)
        roots = ("http://telegram.example/bot", "http://telegram.example/file/bot")
        async with wire.Telegram(TOKEN, *roots, in_flight=1) as telegram:
            me = await telegram.bot.get_me()
    assert me.username == "sandbox_bot"
