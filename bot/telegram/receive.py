"""From Telegram into the inbox: what somebody said is kept, then confirmed.

An update that can't be read is kept as a dead letter; the others go on.
"""

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.storage import database, inbox
from bot.telegram import post, updates, wire
from bot.telegram.updates import Heard, Pressed

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
POLL_SECONDS = 30
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between tries while Telegram can't be reached; the last one repeats."""


def arrival(raw: dict[str, Any]) -> inbox.Arrival | None:
    """A raw update as it is kept; None for those we don't use."""
    update_id = int(raw["update_id"])
    try:
        said = updates.heard(Update.de_json(_without_screen(raw), None))
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
    content = updates.pack(said)
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
        came = await self._telegram.poll(self._offset, seconds, ALLOWED)
        if came:
            await self._keep(came)
        return len(came)

    async def _keep(self, came: Sequence[dict[str, Any]]) -> None:
        arrivals = [found for raw in came if (found := arrival(raw)) is not None]
        async with self._database.work() as work:
            await inbox.add(work, arrivals)
        self._offset = max(int(raw["update_id"]) for raw in came) + 1
        for raw in came:
            callback = raw.get("callback_query")
            if isinstance(callback, dict) and isinstance(callback.get("id"), str):
                self._arrived(callback["id"])


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return post.seconds(error.retry_after)
    if isinstance(error, Conflict):
        return PAUSES[-2]
    return PAUSES[min(failures, len(PAUSES) - 1)]
