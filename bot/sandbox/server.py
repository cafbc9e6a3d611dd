"""The box behind one HTTP server on loopback: the Bot API, the files and the control surface."""

import asyncio
import inspect
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.sandbox import (
    about,
    box,
    calls,
    control,
    editing,
    errors,
    faults,
    receiving,
    registry,
    requests,
    sending,
    wire,
)

HOST = "127.0.0.1"
SHUTDOWN_TIMEOUT = 0.01  # long polls are not waited for; 0 would mean for ever
METHODS_COME_FROM = (about, editing, receiving, sending)  # importing them registers the methods
BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    b"</body>\r\n</html>\r\n"
)


class Sandbox(box.Box):
    """`async with Sandbox() as box`: Telegram, until the block ends."""

    def __init__(self, token: str = "1:sandbox", port: int = 0) -> None:  # noqa: S107
        super().__init__(token)
        self._port = port
        self._stack = AsyncExitStack()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._port}"

    @property
    def api_root(self) -> str:
        """Followed by token, slash and method."""
        return f"{self.address}/bot"

    @property
    def file_root(self) -> str:
        """Followed by token, slash and file path."""
        return f"{self.address}/file/bot"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=requests.LARGEST)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._file)
        control.add_routes(app, self)
        runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=SHUTDOWN_TIMEOUT, handler_cancellation=True
        )
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, HOST, self._port)
        await site.start()
        self._port = runner.addresses[0][1]
        tasks = await self._stack.enter_async_context(asyncio.TaskGroup())
        delivery = tasks.create_task(self._world.webhook.deliver())
        self._stack.callback(delivery.cancel)
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        # What failed inside the block leaves it as it is, not as a group of failures.
        self.faults.clear()
        await self._stack.aclose()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        at = self._world.clock.timestamp()
        call = calls.Call(method, {})
        try:
            call = await requests.read(request, method)
            result = await self._call(request, call)
            outcome, status, body = "ok", 200, {"ok": True, "result": result}
        except errors.Refused as refusal:
            outcome, status, body = refusal.description, refusal.code, _refusal(refusal)
        except faults.Gateway:
            self.calls.append(box.Called(method, call.loggable(), at, "502"))
            return web.Response(status=502, body=BAD_GATEWAY, content_type="text/html")
        except faults.Cut:
            self.calls.append(box.Called(method, call.loggable(), at, "cut"))
            return _cut(request)
        self.calls.append(box.Called(method, call.loggable(), at, outcome))
        return web.Response(status=status, body=wire.dumps(body), content_type="application/json")

    async def _call(self, request: web.Request, call: calls.Call) -> Any:
        if request.match_info["token"] != self._world.token:
            raise errors.unauthorized()
        name = call.method.lower()
        found = registry.METHODS.get(name)
        if found is None:
            raise errors.not_found()
        for parameter in call.parameters.keys() - found.parameters:
            self._world.unknown_parameters.add((found.name, parameter))
        chat_id = call.text("chat_id")
        struck = self.faults.matching(name, chat_id) if self.faults.rules else []
        for rule in struck:
            if rule.kind not in faults.AFTER_ACTING:
                await rule.strike()
        self.limits.count(name, chat_id)
        result = found.run(self._world, call)
        if inspect.isawaitable(result):
            result = await result
        for rule in struck:
            if rule.kind in faults.AFTER_ACTING:
                await rule.strike()
        return result

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._world.files.at(request.match_info["path"])
        if request.match_info["token"] != self._world.token or file is None:
            refusal = errors.not_found()
            return web.Response(
                status=404, body=wire.dumps(_refusal(refusal)), content_type="application/json"
            )
        return web.Response(body=file.content, content_type="application/octet-stream")


def _refusal(refusal: errors.Refused) -> wire.Json:
    body: wire.Json = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return body


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
