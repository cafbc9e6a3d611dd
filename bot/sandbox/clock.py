"""The sandbox's clock: real time plus an offset that tests and other processes may move.

Those who follow it (the bot, through the control surface) are woken at once, and `advance` returns
when they have taken the new time over.
"""

import asyncio
import datetime
import time

from bot.sandbox import changes

FOLLOWERS_TIMEOUT = 5.0


class Clock:
    """`version` grows with every move; a follower long-polls for a version it has not seen."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.version = 0
        self._moved = changes.Changes()
        self._followed = changes.Changes()
        self._waiting = 0
        self._caught_up = 0

    def timestamp(self) -> float:
        """Seconds since 1970, as the world in the box has it."""
        return time.time() + self.offset  # noqa: TID251 - this is the clock that others ask

    def now(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.timestamp(), datetime.UTC)

    async def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Moves the clock on; returns when every process that follows it has the new time."""
        step = datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        await self._move(self.offset + step.total_seconds())

    async def move_to(self, moment: datetime.datetime) -> None:
        """Sets the clock to an aware moment, forwards or backwards; returns as `advance` does."""
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        await self._move(self.offset + moment.timestamp() - self.timestamp())

    async def _move(self, offset: float) -> None:
        self.offset = offset
        self.version += 1
        version, followers, self._caught_up = self.version, self._waiting, 0
        self._moved.tell()
        await self._followed.until(
            lambda: self.version != version or self._caught_up >= followers, FOLLOWERS_TIMEOUT
        )

    async def followed(self, by: int = 1) -> None:
        """Returns when that many processes wait for the next move."""
        await self._followed.until(lambda: self._waiting == by, None)

    async def moved_since(self, seen: int, timeout: float) -> None:  # noqa: ASYNC109
        """Returns when the version differs from `seen`, or after `timeout` seconds of real time."""
        if seen != self.version:
            return
        self._caught_up += 1
        self._waiting += 1
        self._followed.tell()
        try:
            await self._moved.until(lambda: self.version != seen, timeout)
        except asyncio.CancelledError:
            # Its connection is gone: nobody is left to wait for.
            self._caught_up += 1
            raise
        finally:
            self._waiting -= 1
            self._followed.tell()
