"""From Telegram into the inbox: what somebody said, stripped to what is used, kept, then confirmed.

Updates from groups, channels and bots are confirmed and forgotten. One that can't be read is kept
as a dead letter; the others go on.
"""

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.storage import database, inbox
from bot.telegram import post, wire

log = logging.getLogger(__name__)

ALLOWED = ("message", "callback_query", "my_chat_member")
POLL_SECONDS = 30
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between tries while Telegram can't be reached; the last one repeats."""
GONE = (ChatMember.BANNED, ChatMember.LEFT)


@dataclass(frozen=True)
class Typed:
    words: str


@dataclass(frozen=True)
class Command:
    """`/name rest`."""

    name: str
    rest: str


@dataclass(frozen=True)
class Pressed:
    """An inline button: `callback` must be answered, `message` is the one it hung under."""

    callback: str
    message: int | None
    data: str


@dataclass(frozen=True)
class Sent:
    """Something that isn't text: a voice message, a photo, a sticker …"""

    kind: str


@dataclass(frozen=True)
class Blocked:
    """The person stopped the bot."""


@dataclass(frozen=True)
class Unblocked:
    """The person let the bot write again."""


What: TypeAlias = Typed | Command | Pressed | Sent | Blocked | Unblocked
KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Typed, Command, Pressed, Sent, Blocked, Unblocked)
}


@dataclass(frozen=True)
class Heard:
    """Who said what. `name` and `language` are what Telegram says of the person, a first guess."""

    chat: int
    name: str
    language: str
    what: What


def pack(heard: Heard) -> str:
    return json.dumps(
        [heard.chat, heard.name, heard.language, type(heard.what).__name__, asdict(heard.what)],
        ensure_ascii=False,
    )


def unpack(content: str) -> Heard:
    chat, name, language, kind, what = json.loads(content)
    return Heard(chat, name, language, KINDS[kind](**what))


def heard(update: Update) -> Heard | None:
    """What an update says; None for those we don't use."""
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.callback_query:
        return _press(update.callback_query)
    if update.message:
        return _message(update.message)
    return None


def _membership(change: ChatMemberUpdated) -> Heard | None:
    if change.chat.type != "private":
        return None
    what: What = Blocked() if change.new_chat_member.status in GONE else Unblocked()
    who = change.from_user
    return Heard(change.chat.id, who.first_name, who.language_code or "", what)


def _press(query: CallbackQuery) -> Heard | None:
    who = query.from_user
    if who.is_bot or query.data is None:
        return None
    message = query.message.message_id if query.message else None
    pressed = Pressed(query.id, message, query.data)
    return Heard(who.id, who.first_name, who.language_code or "", pressed)


def _message(message: Message) -> Heard | None:
    who = message.from_user
    if who is None or who.is_bot or message.chat.type != "private":
        return None
    return Heard(message.chat.id, who.first_name, who.language_code or "", _said(message))


def _said(message: Message) -> What:
    words = message.text
    if words is None:
        return Sent(_kind(message))
    if words.startswith("/"):
        name, _, rest = words[1:].partition(" ")
        return Command(name.partition("@")[0].lower(), rest.strip())
    return Typed(words)


def _kind(message: Message) -> str:
    kinds = ("voice", "audio", "photo", "video", "video_note", "document", "sticker", "animation")
    return next((kind for kind in kinds if getattr(message, kind)), "other")


def arrival(raw: dict[str, Any]) -> inbox.Arrival | None:
    """A raw update as it is kept; None for those we don't use."""
    update_id = int(raw["update_id"])
    try:
        said = heard(Update.de_json(_without_screen(raw), None))
        kept = _kept(update_id, said) if said else None
    except Exception as error:  # noqa: BLE001  (whatever a malformed update trips over)
        log.warning("update %d can't be read: %s", update_id, type(error).__name__)
        return inbox.Arrival(update_id, _chat_of(raw), json.dumps(raw), is_readable=False)
    return kept


def _without_screen(raw: dict[str, Any]) -> dict[str, Any]:
    """An update without what a pressed message shows, keyboard and all: long to read, and we said
    it ourselves."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return raw
    known = {part: message[part] for part in wire.IDENTITY if part in message}
    return {**raw, "callback_query": {**query, "message": known}}


def _kept(update_id: int, said: Heard) -> inbox.Arrival:
    """Raises UnicodeEncodeError for half a surrogate pair, which no database takes."""
    what = said.what
    press = _mark(what) if isinstance(what, Pressed) else None
    content = pack(said)
    (content + (press or "")).encode()
    return inbox.Arrival(update_id, said.chat, content, press)


_SECRET = secrets.token_bytes(32)


def _mark(press: Pressed) -> str:
    """By which a press is known to be the last one again. What was pressed can't be read from it:
    the key is this process's own and kept nowhere."""
    words = f"{press.message}/{press.data}"
    return hmac.digest(_SECRET, words.encode(), "sha256")[:12].hex()


def _chat_of(raw: dict[str, Any]) -> int | None:
    """Who sent what can't be read, if that much can be: it is forgotten together with them."""
    for kind in ALLOWED:
        said = raw.get(kind)
        who = said.get("from") or said.get("chat") if isinstance(said, dict) else None
        if isinstance(who, dict) and isinstance(who.get("id"), int):
            return int(who["id"])
    return None


class Receiver:
    """Polls, keeps, and only then confirms. `arrived` is told of each callback that wants an
    answer."""

    def __init__(
        self,
        telegram: wire.Telegram,
        base: database.Database,
        arrived: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._telegram = telegram
        self._database = base
        self._arrived = arrived
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; whatever keeps Telegram away is waited out. That the token is right
        was seen at the start: a later "unauthorized" may be an outage."""
        failures = 0
        while True:
            try:
                await self.once(POLL_SECONDS)
                failures = 0
            except (TelegramError, database.Unavailable) as error:
                pause = _pause(error, failures)
                log.warning("receiving waits %.1f s: %s", pause, type(error).__name__)
                failures += 1
                await asyncio.sleep(pause)

    async def once(self, seconds: int) -> int:
        """One poll; returns how many updates came."""
        updates = await self._telegram.poll(self._offset, seconds, ALLOWED)
        if updates:
            await self._keep(updates)
        return len(updates)

    async def _keep(self, updates: Sequence[dict[str, Any]]) -> None:
        arrivals = [found for raw in updates if (found := arrival(raw)) is not None]
        async with self._database.work() as work:
            await inbox.add(work, arrivals)
        self._offset = max(int(raw["update_id"]) for raw in updates) + 1
        for raw in updates:
            callback = raw.get("callback_query")
            if isinstance(callback, dict) and isinstance(callback.get("id"), str):
                self._arrived(callback["id"])


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return post.seconds(error.retry_after)
    if isinstance(error, Conflict):
        return PAUSES[-2]
    return PAUSES[min(failures, len(PAUSES) - 1)]
