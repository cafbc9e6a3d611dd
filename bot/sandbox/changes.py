"""Waiting for something to become true without polling: whoever changes it says so."""

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes everyone who waits whenever `tell` is called; `count` says how often that was."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()

    def tell(self) -> None:
        self.count += 1
        happened, self._next = self._next, asyncio.Event()
        happened.set()

    async def until(self, is_so: Callable[[], bool], timeout: float | None) -> bool:  # noqa: ASYNC109
        """True as soon as `is_so()`; False when `timeout` seconds of real time have passed."""
        try:
            async with asyncio.timeout(timeout):
                while not is_so():
                    await self._next.wait()
        except TimeoutError:
            return is_so()
        return True
