"""The queue of updates: what a bot gets by polling or webhook, until it confirms it.

At least once and in order. Ids are consecutive, and start somewhere else after an idle week.
"""

import itertools
from collections import deque
from collections.abc import Iterable

from bot.sandbox import changes, clock, errors, wire

FIRST_ID = 100_000_001
IDLE_WEEK = 7 * 24 * 3600.0
LARGEST_PAGE = 100
LONGEST_POLL = 50
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
POLLED_TWICE = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


class Queue:
    def __init__(self, its_clock: clock.Clock) -> None:
        self.changes = changes.Changes()
        self.allowed: frozenset[str] = frozenset()
        self.added = 0
        self._clock = its_clock
        self._pending: deque[wire.Json] = deque()
        self._next_id = FIRST_ID
        self._last_added_at: float | None = None
        self._poller = 0

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: Iterable[str]) -> None:
        """An empty list stands for Telegram's default. Holds for updates from now on."""
        self.allowed = frozenset(kinds)

    def add(self, kind: str, content: object) -> int | None:
        """The update's id; None where the bot did not ask for this kind."""
        if not (kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT):
            return None
        return self.add_raw({kind: content})

    def add_raw(self, content: wire.Json) -> int:
        """Queues whatever it is, well-formed or not, under the next id."""
        now = self._clock.timestamp()
        if self._last_added_at is not None and now - self._last_added_at >= IDLE_WEEK:
            # Telegram: "chosen randomly instead of sequentially". Spread, but reproducible.
            self._next_id = 1_000_003 + self._next_id * 7_919 % 899_999_963
        self._last_added_at = now
        update_id = self._next_id
        self._next_id += 1
        self.added += 1
        self._pending.append({"update_id": update_id, **content})
        self.changes.tell()
        return update_id

    def first(self) -> wire.Json | None:
        return self._pending[0] if self._pending else None

    def confirm(self, update_id: int) -> None:
        """Forgets this update and all before it."""
        self._confirm_before(update_id + 1)

    def clear(self) -> None:
        self._pending.clear()
        self.changes.tell()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[wire.Json]:  # noqa: ASYNC109
        """Confirms what lies before `offset`, then waits for something to give."""
        self._move(offset)
        self._poller += 1
        me = self._poller
        self.changes.tell()
        await self.changes.until(lambda: bool(self._pending) or self._poller != me, timeout)
        if self._poller != me:
            raise errors.conflict(POLLED_TWICE)
        return list(itertools.islice(self._pending, limit))

    async def polled(self) -> None:
        """Returns when the next poll has begun."""
        before = self._poller
        await self.changes.until(lambda: self._poller != before, None)

    def interrupt(self) -> None:
        """Whoever polls now is told that another took over (a webhook, say)."""
        self._poller += 1
        self.changes.tell()

    async def drained(self, timeout: float) -> None:  # noqa: ASYNC109
        """Returns when every update so far has been confirmed."""
        if not await self.changes.until(lambda: not self._pending, timeout):
            ids = [update["update_id"] for update in self._pending]
            raise AssertionError(f"not confirmed by the bot after {timeout} s: updates {ids}")

    def _move(self, offset: int) -> None:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        elif offset <= self._next_id + 10:
            # An offset further in the future is from before the ids started anew.
            self._confirm_before(offset)

    def _confirm_before(self, offset: int) -> None:
        before = len(self._pending)
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()
        if len(self._pending) != before:
            self.changes.tell()
