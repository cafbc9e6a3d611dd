"""The only source of the time: aware UTC. Tests and the sandbox move it; nothing else may ask the
system."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The system's time plus an offset. Whoever waits is woken when the offset changes."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._moved = asyncio.Event()

    @property
    def offset(self) -> timedelta:
        return self._offset

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC) + self._offset  # noqa: TID251  (the one place)

    def shift(self, offset: timedelta) -> None:
        """Set how far this clock is from the system's, and wake those who wait."""
        self._offset = offset
        self._moved.set()
        self._moved = asyncio.Event()

    async def moved(self) -> None:
        """Return when the offset changes next."""
        await self._moved.wait()


def stamp(moment: datetime) -> int:
    """A moment as the database keeps it: whole seconds since 1970, UTC."""
    return int(moment.timestamp())


def moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
