"""The webhook: what is set, and the delivery that repeats itself until the bot says 2xx."""

import re
import urllib.parse
from dataclasses import dataclass

import aiohttp

from bot.sandbox import changes, clock, errors, updates, wire

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
DELIVERY_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    url: str = ""
    secret: str = ""
    max_connections: int = 40


class Webhook:
    """Pauses between failed deliveries double, and are short because it is a box."""

    def __init__(self, queue: updates.Queue, its_clock: clock.Clock) -> None:
        self.settings = Settings()
        self._queue = queue
        self._clock = its_clock
        self._changes = changes.Changes()
        self._failures = changes.Changes()
        self._failed_at: int | None = None
        self._failure = ""

    @property
    def is_set(self) -> bool:
        return bool(self.settings.url)

    def set(self, settings: Settings) -> None:
        """Plain HTTP is taken on loopback only; Telegram itself wants HTTPS everywhere."""
        if settings.url:
            _check(settings)
        self.settings = settings
        self._failed_at, self._failure = None, ""
        self._changes.tell()
        self._queue.interrupt()

    def info(self) -> wire.Json:
        answer: wire.Json = {
            "url": self.settings.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
            "max_connections": self.settings.max_connections,
        }
        if self._failed_at is not None:
            answer["last_error_date"] = self._failed_at
            answer["last_error_message"] = self._failure
        if self._queue.allowed:
            answer["allowed_updates"] = sorted(self._queue.allowed)
        return answer

    async def failed(self) -> None:
        """Returns when a delivery has failed since the webhook was set."""
        await self._failures.until(lambda: self._failed_at is not None, None)

    async def deliver(self) -> None:
        """Runs until cancelled; one update at a time, in order."""
        timeout = aiohttp.ClientTimeout(total=DELIVERY_TIMEOUT)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            pause = FIRST_PAUSE
            while True:
                await self._changes.until(lambda: self.is_set, None)
                await self._queue.changes.until(lambda: bool(self._queue) or not self.is_set, None)
                update = self._queue.first()
                if update is None or not self.is_set:
                    continue
                if await self._post(session, update):
                    self._queue.confirm(update["update_id"])
                    pause = FIRST_PAUSE
                    continue
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _rest(self, seconds: float) -> None:
        """Ends early when the webhook is set anew."""
        before = self._changes.count
        await self._changes.until(lambda: self._changes.count != before, seconds)

    async def _post(self, session: aiohttp.ClientSession, update: wire.Json) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers[SECRET_HEADER] = self.settings.secret
        try:
            async with session.post(
                self.settings.url, data=wire.dumps(update), headers=headers
            ) as response:
                if response.ok:
                    return True
                failure = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError):
            failure = "Connection failed"
        self._failed_at, self._failure = int(self._clock.timestamp()), failure
        self._failures.tell()
        return False


def _check(settings: Settings) -> None:
    parts = urllib.parse.urlsplit(settings.url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise errors.bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", settings.secret):
        raise errors.bad("secret token contains unallowed characters")
