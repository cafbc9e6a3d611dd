"""Telegram's limits on sending, off unless a test switches them on: about 30 messages a second over
all chats, one a second per chat with short bursts.
"""

import math
import time
from dataclasses import dataclass

from bot.sandbox import errors

COUNTED = frozenset(
    [
        "sendmessage",
        "senddocument",
        "sendphoto",
        "sendvoice",
        "sendlocation",
        "sendvenue",
        "sendcontact",
        "sendmediagroup",
        "copymessage",
        "forwardmessage",
    ]
)


@dataclass(slots=True)
class _Bucket:
    rate: float
    size: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is room for one more."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)


class Limits:
    """Measured in real time; the sandbox's clock does not refill it."""

    def __init__(self) -> None:
        self._on = False
        self._per_chat = 1.0
        self._burst = 3.0
        self._all = _Bucket(30, 30, 30, 0)
        self._chats: dict[str, _Bucket] = {}

    def on(self, per_second: float = 30, per_chat: float = 1, burst: float = 3) -> None:
        self._on = True
        self._per_chat, self._burst = per_chat, burst
        self._all = _Bucket(per_second, per_second, per_second, time.monotonic())
        self._chats.clear()

    def off(self) -> None:
        self._on = False

    def count(self, method: str, chat_id: str) -> None:
        """Refuses with 429 and the seconds to wait; a refused call counts for nothing."""
        if not self._on or method not in COUNTED:
            return
        now = time.monotonic()
        full = _Bucket(self._per_chat, self._burst, self._burst, now)
        buckets = (self._all, self._chats.setdefault(chat_id, full))
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise errors.too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.level -= 1
