"""The box from another process: people, clock, faults and chats over HTTP, on loopback.

Requests that name another host are refused (a web page could otherwise reach in by DNS rebinding).
"""

import base64
import dataclasses
import datetime
import functools
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox import box, errors, model, people, phone, wire

HOSTS = ("127.0.0.1", "localhost", "[::1]")
LONGEST_WAIT = 60.0
VERBS = frozenset(
    [
        "starts",
        "types",
        "forwards",
        "presses",
        "presses_data",
        "presses_again",
        "blocks",
        "unblocks",
        "sends_photo",
        "sends_document",
        "sends_voice",
        "sends_sticker",
        "sends_contact",
        "sends_location",
        "edits",
        "edits_caption",
        "deletes",
    ]
)
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Control:
    """One handler per route; what they refuse, `_guarded` puts into words."""

    def __init__(self, controlled: box.Box) -> None:
        self._box = controlled

    async def clock(self, request: web.Request) -> web.Response:
        """Long poll: at once when the version differs from `seen`, else after `timeout`."""
        if "seen" in request.query:
            timeout = min(float(request.query.get("timeout", 0)), LONGEST_WAIT)
            await self._box.clock.moved_since(int(request.query["seen"]), timeout)
        return _json({"version": self._box.clock.version, "offset": self._box.clock.offset})

    async def move_clock(self, request: web.Request) -> web.Response:
        match await request.json():
            case {"advance": float() | int() as seconds}:
                await self._box.clock.advance(seconds=seconds)
            case {"to": str(moment)}:
                await self._box.clock.move_to(datetime.datetime.fromisoformat(moment))
            case _:
                raise ValueError('expected {"advance": seconds} or {"to": "ISO with zone"}')
        return _json({"version": self._box.clock.version, "offset": self._box.clock.offset})

    async def everybody(self, _request: web.Request) -> web.Response:
        return _json([{"id": p.id, "first_name": p.name} for p in self._box.people.values()])

    async def add_person(self, request: web.Request) -> web.Response:
        person = self._box.person(**await request.json())
        return _json({"id": person.id, "first_name": person.name})

    async def chat(self, request: web.Request) -> web.Response:
        """Everything the phone shows; with `seen` waits for a change of the version."""
        person = self._person(request)
        if "seen" in request.query:
            timeout = min(float(request.query.get("timeout", 0)), LONGEST_WAIT)
            await person.changed_since(int(request.query["seen"]), timeout)
        return _json(_phone(person))

    async def act(self, request: web.Request) -> web.Response:
        person, verb = self._person(request), request.match_info["verb"]
        given: dict[str, Any] = await request.json() if request.can_read_body else {}
        if verb == "sees":
            return _json(_message(await person.sees(**given)))
        if verb not in VERBS:
            raise ValueError(f"nobody {verb}; people do: {', '.join(sorted(VERBS))}")
        if "content" in given:
            given["content"] = base64.b64decode(given["content"])
        for name in ("message", "reply_to"):
            if name in given:
                given[name] = person.message(given[name])
        done = await getattr(person, verb)(**given)
        return _json(_message(done) if isinstance(done, model.Message) else {"press": done})

    async def list_faults(self, _request: web.Request) -> web.Response:
        return _json(
            [
                {"kind": rule.kind, "method": rule.method, "chat": rule.chat, "hits": rule.hits}
                for rule in self._box.faults.rules
            ]
        )

    async def add_fault(self, request: web.Request) -> web.Response:
        rule = self._box.faults.add(**await request.json())
        return _json({"kind": rule.kind})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._box.faults.clear()
        return _json({})

    async def poison(self, request: web.Request) -> web.Response:
        given = await request.json() if request.can_read_body else {}
        return _json({"update_id": self._box.faults.poison(**given)})

    async def calls(self, _request: web.Request) -> web.Response:
        return _json([dataclasses.asdict(call) for call in self._box.calls])

    async def drained(self, request: web.Request) -> web.Response:
        await self._box.drained(float(request.query.get("timeout", phone.PATIENCE)))
        return _json({"pending": self._box.pending})

    def _person(self, request: web.Request) -> people.Person:
        try:
            return self._box.people[int(request.match_info["id"])]
        except KeyError:
            raise ValueError("there is no such person") from None


ROUTES: tuple[tuple[str, str, Callable[["Control", web.Request], Awaitable[web.Response]]], ...] = (
    ("GET", "/sandbox/clock", Control.clock),
    ("POST", "/sandbox/clock", Control.move_clock),
    ("GET", "/sandbox/people", Control.everybody),
    ("POST", "/sandbox/people", Control.add_person),
    ("GET", "/sandbox/people/{id:\\d+}", Control.chat),
    ("POST", "/sandbox/people/{id:\\d+}/{verb}", Control.act),
    ("GET", "/sandbox/faults", Control.list_faults),
    ("POST", "/sandbox/faults", Control.add_fault),
    ("DELETE", "/sandbox/faults", Control.clear_faults),
    ("POST", "/sandbox/poison", Control.poison),
    ("GET", "/sandbox/calls", Control.calls),
    ("GET", "/sandbox/drained", Control.drained),
)


def add_routes(app: web.Application, controlled: box.Box) -> None:
    """See docs/sandbox.md, "Control over HTTP"."""
    control = Control(controlled)
    for verb, path, handler in ROUTES:
        app.router.add_route(verb, path, _guarded(functools.partial(handler, control)))


def _guarded(handler: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.Response:
        host = request.host.rsplit(":", 1)[0] if request.host[-1:] != "]" else request.host
        if host not in HOSTS:
            return _json({"error": "only for this machine"}, 403)
        try:
            return await handler(request)
        except (AssertionError, ValueError, TypeError, KeyError, errors.Refused) as error:
            return _json({"error": str(error)}, 409 if isinstance(error, AssertionError) else 400)

    return guarded


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(status=status, body=wire.dumps(value), content_type="application/json")


def _phone(person: people.Person) -> wire.Json:
    below = person.reply_keyboard
    return {
        "id": person.id,
        "first_name": person.name,
        "version": person.version,
        "messages": [_message(message) for message in person.messages],
        "reply_keyboard": [list(row) for row in below.rows] if below else [],
        "toasts": [dataclasses.asdict(toast) for toast in person.toasts],
        "unanswered": person.unanswered,
        "commands": person.commands,
        "transcript": person.transcript(),
    }


def _message(message: model.Message) -> wire.Json:
    file = message.file
    return {
        "id": message.id,
        "from_bot": message.from_bot,
        "kind": message.kind,
        "text": message.text,
        "entities": list(message.entities),
        "date": message.sent_at,
        "edited": message.edited_at,
        "reply_to": message.reply_to,
        "keyboard": [[dict(button.sent) for button in row] for row in message.keyboard],
        "file": {"name": file.name, "path": file.path, "size": len(file.content)} if file else None,
        "location": message.location,
    }
