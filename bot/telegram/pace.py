"""How fast nudges and broadcasts leave together: Telegram allows about 30 messages a second."""

import asyncio
from collections.abc import Callable


def loop_time() -> float:
    return asyncio.get_running_loop().time()


class Pace:
    """A steady rate, in the loop's time. One place that nobody took in time is kept, so that being
    a little late doesn't slow everything down: in no second there is more than one place too many.
    """

    def __init__(self, per_second: float, now: Callable[[], float] = loop_time) -> None:
        self._gap = 1 / per_second
        self._now = now
        self._next = 0.0

    def take(self) -> bool:
        """Take the next place if its time has come."""
        now = self._now()
        if now < self._next:
            return False
        self._next = max(self._next + self._gap, now)
        return True

    def wait(self) -> float:
        """Seconds until the next place."""
        return max(0.0, self._next - self._now())

    def pause(self, seconds: float) -> None:
        """No place before so many seconds have passed."""
        self._next = max(self._next, self._now() + seconds)
