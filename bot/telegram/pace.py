"""How fast nudges and broadcasts leave together: Telegram allows about 30 messages a second."""

import asyncio


class Pace:
    """A steady rate without bursts, in the loop's time."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    def take(self) -> bool:
        """Take the next place if its time has come."""
        now = asyncio.get_running_loop().time()
        if now < self._next:
            return False
        self._next = max(self._next + self._gap, now)
        return True

    def wait(self) -> float:
        """Seconds until the next place."""
        return max(0.0, self._next - asyncio.get_running_loop().time())

    def pause(self, seconds: float) -> None:
        """No place before so many seconds have passed."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)
