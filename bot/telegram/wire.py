"""How requests travel to the Bot API: python-telegram-bot's transport, on aiohttp.

It promises that the token, which is part of every address, appears in no error and no log.
"""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot import clock

USUAL_SECONDS = 20.0
PATIENCE_SECONDS = 10.0
"""How much longer than Telegram itself a long poll is waited for."""
IDENTITY = ("message_id", "chat", "date")


class Wire(BaseRequest):
    """One pool of connections to one Bot API server."""

    def __init__(self, connections: int, proxy: str | None = None) -> None:
        self._connections = connections
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return USUAL_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector, proxy=self._proxy)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send a request; returns status and body. Raises `TimedOut` or `NetworkError`."""
        if self._session is None:
            raise NetworkError("the wire is not open")
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else USUAL_SECONDS
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.request(
                method, url, timeout=timeout, **_body(request_data)
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            failure: NetworkError = TimedOut()
        except (aiohttp.ClientError, OSError) as error:
            failure = NetworkError(type(error).__name__)
        raise failure  # Out here it doesn't carry aiohttp's error, which may know the address.

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; of a message, only what it takes to know it again. To build the rest as
        objects, keyboard and all, would take longer than to send it."""
        answer = BaseRequest.parse_json_payload(payload)
        message = answer.get("result")
        if isinstance(message, dict) and "message_id" in message and "chat" in message:
            answer["result"] = {part: message[part] for part in IDENTITY if part in message}
        return answer


def proxy_for(address: str) -> str | None:
    """The proxy that the environment names for an address. Found once: aiohttp's `trust_env` looks
    it up in a thread for every request, and a `.netrc` in another."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None  # No address at all: the first request says so.
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    """As aiohttp takes it. JSON wherever no file goes along: a form takes ten times as long to
    encode."""
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"json": request_data.json_parameters}
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a name as it was sent.
    for name, words in request_data.json_parameters.items():
        form.add_field(name, words)
    for name, (file_name, content, kind) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return {"data": form}


class Quiet(Bot):
    """A bot that doesn't show its token when it is printed."""

    def __repr__(self) -> str:
        return "Bot()"


class Telegram:
    """The Bot API of one bot: python-telegram-bot's `Bot` for what is sent, and raw long polling,
    since a list of updates must not be lost to a single one that can't be parsed."""

    def __init__(self, token: str, api_root: str, file_root: str, in_flight: int) -> None:
        proxy = proxy_for(api_root)
        self._wire = Wire(in_flight + 8, proxy)
        self._polls = Wire(1, proxy)
        self._address = f"{api_root}{token}/getUpdates"
        self._own_name = ""
        self.bot = Quiet(
            token,
            base_url=api_root,
            base_file_url=file_root,
            request=self._wire,
            get_updates_request=self._polls,
        )

    def __repr__(self) -> str:
        return "Telegram()"

    async def __aenter__(self) -> "Telegram":
        await self._wire.initialize()
        await self._polls.initialize()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._wire.shutdown()
        await self._polls.shutdown()

    async def own_name(self) -> str:
        """What Telegram calls this bot, without @; asked once."""
        if not self._own_name:
            me = await self.bot.get_me()
            self._own_name = str(me.username)
        return self._own_name

    async def poll(
        self, offset: int | None, seconds: int, allowed: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Wait for updates up to `seconds`; those before `offset` are confirmed by asking."""
        asked: dict[str, str] = {"timeout": str(seconds), "allowed_updates": json.dumps(allowed)}
        if offset is not None:
            asked["offset"] = str(offset)
        address = f"{self._address}?{urlencode(asked)}"
        updates: Any = await self._polls.post(address, read_timeout=seconds + PATIENCE_SECONDS)
        return list(updates)


SANDBOX_SECONDS = 25
NOT_A_SANDBOX = 404


class SandboxClock:
    """The time of the sandbox at this address, if it is one. Another Bot API server on this machine
    has no such address and is left alone."""

    def __init__(self, root: str, its_clock: clock.Clock) -> None:
        self._address = f"{root}/sandbox/clock"
        self._clock = its_clock
        self._seen = "-1"  # a version that no clock has, so that the first answer comes at once
        self._is_there = True

    async def take(self, seconds: float) -> None:
        """Take the time once it has changed, or after so many seconds."""
        timeout = aiohttp.ClientTimeout(total=seconds + PATIENCE_SECONDS)
        asked = {"seen": self._seen, "timeout": str(seconds)}
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(self._address, params=asked) as answer,
        ):
            self._is_there = answer.status != NOT_A_SANDBOX
            if self._is_there:
                told = await answer.json()
                self._seen = str(told["version"])
                self._move(timedelta(seconds=float(told["offset"])))

    def _move(self, offset: timedelta) -> None:
        if offset != self._clock.offset:
            self._clock.shift(offset)

    async def follow(self) -> None:
        """Take the time again and again, for as long as the sandbox is there."""
        while self._is_there:
            try:
                await self.take(SANDBOX_SECONDS)
            except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
                await asyncio.sleep(1)
