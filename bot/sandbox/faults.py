"""What can go wrong on the way: rules that make chosen calls fail, and updates nobody expects.

A rule holds for N calls, for a duration, or until it is removed.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.sandbox import errors, people, wire, world

Kind = Literal["429", "403", "400", "500", "502", "slow", "cut", "hold", "lost"]
Strange = Literal[
    "malformed", "group_message", "channel_post", "from_a_bot", "inline_query", "poll"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
STRANGE: tuple[Strange, ...] = get_args(Strange)
AFTER_ACTING: frozenset[Kind] = frozenset({"hold", "lost"})
BLOCKED = "Forbidden: bot was blocked by the user"


class Gateway(Exception):
    """nginx answers in Telegram's place, in HTML."""


class Cut(Exception):
    """The connection ends without an answer."""


@dataclass(eq=False, slots=True)
class Rule:
    """`hits` counts the calls it touched."""

    kind: Kind
    method: str = ""
    chat: int | None = None
    times: int | None = None
    until: float | None = None
    retry_after: int = 1
    text: str = ""
    seconds: float = 0.0
    hits: int = 0
    is_over: bool = False
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def matches(self, method: str, chat_id: str) -> bool:
        return (
            not self.is_over
            and (self.until is None or time.monotonic() < self.until)
            and (not self.method or self.method == method)
            and (self.chat is None or str(self.chat) == chat_id)
        )

    def take(self) -> None:
        self.hits += 1
        self.is_over = self.times is not None and self.hits >= self.times

    def release(self) -> None:
        """Lets the held answers go, and holds no more."""
        self.is_over = True
        self._released.set()

    def remove(self) -> None:
        self.release()

    async def strike(self) -> None:
        match self.kind:
            case "429":
                raise errors.too_many_requests(self.retry_after)
            case "403":
                raise errors.Refused(self.text or BLOCKED, 403)
            case "400":
                raise errors.bad(self.text)
            case "500":
                raise errors.Refused(self.text or "Internal Server Error", 500)
            case "502":
                raise Gateway
            case "cut" | "lost":
                raise Cut
            case "slow":
                await asyncio.sleep(self.seconds)
            case "hold":
                await self._released.wait()


class Faults:
    def __init__(self, box: world.World) -> None:
        self._box = box
        self.rules: list[Rule] = []

    def add(
        self,
        kind: Kind,
        *,
        method: str = "",
        chat: people.Person | int | None = None,
        times: int | None = None,
        duration: float | None = None,
        retry_after: int = 1,
        text: str = "",
        seconds: float = 0.0,
    ) -> Rule:
        """`method` and `chat` choose the calls; `times` or `duration` (real seconds) end it.

        `retry_after` is for 429, `text` for 403, 400 and 500, `seconds` for slow.
        """
        if kind not in KINDS:
            raise ValueError(f"there is no fault {kind!r}; there are {', '.join(KINDS)}")
        rule = Rule(
            kind,
            method.lower(),
            chat.id if isinstance(chat, people.Person) else chat,
            times,
            None if duration is None else time.monotonic() + duration,
            retry_after,
            text,
            seconds,
        )
        self.rules = [old for old in self.rules if not old.is_over] + [rule]
        return rule

    def clear(self) -> None:
        """Removes every rule, and releases what is held."""
        for rule in self.rules:
            rule.remove()
        self.rules.clear()

    def matching(self, method: str, chat_id: str) -> list[Rule]:
        """The first rule of each moment (before and after acting) that meets this call."""
        chosen: dict[bool, Rule] = {}
        for rule in self.rules:
            if rule.matches(method, chat_id):
                chosen.setdefault(rule.kind in AFTER_ACTING, rule)
        for rule in chosen.values():
            rule.take()
        return list(chosen.values())

    def poison(self, kind: Strange = "malformed") -> int:
        """Queues an update that no bot of private chats expects, whatever `allowed_updates` says.

        Gives its update_id.
        """
        return self._box.updates.add_raw(_strange(kind, self._box.now()))


def _strange(kind: Strange, now: int) -> wire.Json:
    somebody = {"id": 5, "is_bot": False, "first_name": "Somebody"}
    group = {"id": -1001, "type": "supergroup", "title": "A group"}
    message = {"message_id": 1, "date": now, "chat": group, "from": somebody, "text": "hello"}
    match kind:
        case "malformed":
            return {"message": {"message_id": {"no": "id"}, "date": "soon", "chat": [], "text": 7}}
        case "group_message":
            return {"message": message}
        case "channel_post":
            channel = {"id": -1002, "type": "channel", "title": "A channel"}
            post = {key: value for key, value in message.items() if key != "from"}
            return {"channel_post": {**post, "chat": channel, "sender_chat": channel}}
        case "from_a_bot":
            robot = {"id": 6, "is_bot": True, "first_name": "Robot"}
            chat = {"id": 6, "type": "private", "first_name": "Robot"}
            return {"message": {**message, "from": robot, "chat": chat}}
        case "inline_query":
            query = {"id": "1", "from": somebody, "query": "cats", "offset": ""}
            return {"inline_query": query}
        case "poll":
            return {"poll": _poll()}


def _poll() -> wire.Json:
    return {
        "id": "1",
        "question": "Tea?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": True,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
