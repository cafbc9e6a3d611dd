"""From the outbox to Telegram: says each row in the language its reader has now, paced, in order.

Replies go at once, nudges and broadcasts together at a steady pace. One message is in flight per
chat. What Telegram refuses for now is tried again, and its chat waits; what it refuses for good is
a dead letter. A row is sent at least once: only what was in flight at a crash may repeat.
"""

import asyncio
import functools
import itertools
import json
import logging
import math
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import clock, logs
from bot.people import store as people
from bot.people import telling
from bot.storage import database, outbox
from bot.storage.outbox import Ending, Priority, Row
from bot.telegram import post
from bot.telegram.pace import Pace

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Rows looked at together."""
LONGEST_WAIT = 60
PATIENCE = 1.0
"""Seconds between tries while the database is full or locked."""
AS_GOOD_AS_DONE = (
    "message is not modified",
    "message to edit not found",
    "can't be edited",
    "there is no caption in the message",
    "there is no text in the message",
)
TAKEN_BACK = ("message to copy not found", "message can't be copied")
"""Whoever wrote it has deleted it before it was passed on, or lets nobody copy it."""
NO_SUCH_CHAT = ("chat not found", "user is deactivated", "bot can't initiate conversation")


@dataclass(frozen=True)
class Held:
    """The row must wait so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Unreachable:
    """The chat is closed to the bot."""


class Sender:
    """Sends until stopped, woken by each commit. While `is_quiet`, what nobody asked for isn't
    said, unless it says that something begins soon: it is given up, as is what comes too late, and
    decided again by a later round if it still matters."""

    def __init__(
        self,
        base: database.Database,
        poster: post.Poster,
        pace: Pace,
        in_flight: int,
        is_quiet: Callable[[datetime], bool] = lambda _: False,
    ) -> None:
        self._database = base
        self._is_quiet = is_quiet
        self._poster = poster
        self._pace = pace
        self._most = in_flight
        self._busy: set[int] = set()
        self._endings: asyncio.Queue[tuple[Ending, asyncio.Future[None]]] = asyncio.Queue()
        self._awake = asyncio.Event()
        self._is_stopping = False
        base.listeners.append(self.wake)

    def wake(self) -> None:
        self._awake.set()

    def stop(self) -> None:
        """Start nothing more; `run` returns when what is in flight has been noted."""
        self._is_stopping = True
        self._awake.set()

    @property
    def is_idle(self) -> bool:
        return not self._busy

    async def run(self) -> None:
        async with asyncio.TaskGroup() as notes:
            noting = notes.create_task(self._note())
            async with asyncio.TaskGroup() as chats:
                while not self._is_stopping:
                    self._awake.clear()
                    seconds = await self._start(chats)
                    await self._sleep(seconds)
            noting.cancel()

    async def _start(self, chats: asyncio.TaskGroup) -> float:
        """Start what may go now; returns after how many seconds to look again, if nobody wakes.

        A chat that is busy when the look begins is left out: what it sends may be noted meanwhile.
        Before the next place for them, nudges and broadcasts aren't even looked at.
        """
        now = self._database.clock.now()
        until_place = self._pace.wait()
        try:
            rows = await outbox.next_waiting(
                self._database,
                clock.stamp(now),
                AT_ONCE,
                but_for=self._busy,
                lowest=Priority.REPLY if until_place else Priority.BROADCAST,
                is_quiet=self._is_quiet(now),
            )
            held = await outbox.held_until(self._database, clock.stamp(now))
        except database.Unavailable:
            return PATIENCE
        pause = held - now.timestamp() if held else float(LONGEST_WAIT)
        pause = min(pause, until_place or pause)
        for chat, its_rows in _by_chat(rows):
            if len(self._busy) >= self._most:
                return pause
            ready = list(self._paced(its_rows))
            if not ready:
                pause = min(pause, self._pace.wait())
                continue
            self._busy.add(chat)
            chats.create_task(self._serve(chat, ready))
            if len(rows) == AT_ONCE:
                pause = 0.0  # Other chats may wait behind these.
        return pause

    def _paced(self, rows: Sequence[Row]) -> Iterator[Row]:
        """A chat's replies, and then one bulk message at most, if its turn has come."""
        for row in rows:
            if row.priority is Priority.REPLY:
                yield row
                continue
            if self._pace.take():
                yield row
            return

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(max(seconds, 0.001)):
                await self._awake.wait()
        except TimeoutError:
            return

    async def _serve(self, chat: int, rows: Sequence[Row]) -> None:
        """Send a chat's rows one after the other, stop at the first that must wait, note each."""
        sent: dict[int, int] = {}
        noted: list[asyncio.Future[None]] = []
        try:
            for row in rows:
                if self._is_stopping:
                    break
                outcome = await self._send(row, sent)
                if not isinstance(outcome, Ending):
                    await self._give_way(row, outcome)
                    break
                noted.append(self._noted(outcome))
            await asyncio.gather(*noted)
        finally:
            self._busy.discard(chat)
            self.wake()

    async def _send(self, row: Row, sent: dict[int, int]) -> Ending | Held | Unreachable:
        now = self._database.clock.now()
        is_nudge = row.priority is Priority.NUDGE
        if row.until is not None and clock.stamp(now) >= row.until:
            return Ending(row.id, "dropped", is_free=is_nudge)
        if is_nudge and self._is_quiet(now) and not _breaks_quiet(row):
            return Ending(row.id, "dropped", is_free=True)
        try:
            message = await self._poster.post(row, sent)
        except TelegramError as error:
            return self._refused(row, error)
        except database.Unavailable:
            return Held(PATIENCE)
        except Exception as error:  # noqa: BLE001  (one message that can't be made stops no other)
            log.error("message %d can't be said: %s", row.id, logs.trace(error))
            return Ending(row.id, "dead")
        if message is None:
            return Ending(row.id, "sent" if row.kind == "commands" else "dropped")
        sent[row.id] = message
        return Ending(row.id, "sent", message)

    def _refused(self, row: Row, error: TelegramError) -> Ending | Held | Unreachable:
        words = error.message.lower()
        if isinstance(error, RetryAfter):
            seconds = post.seconds(error.retry_after)
            self._pace.pause(seconds)
            log.warning("message %d waits %.0f s: Telegram asked for it", row.id, seconds)
            return Held(seconds)
        if isinstance(error, Forbidden) or any(known in words for known in NO_SUCH_CHAT):
            return Unreachable()
        if isinstance(error, BadRequest):
            if row.kind == "edit" and any(known in words for known in AS_GOOD_AS_DONE):
                return Ending(row.id, "sent")
            if row.kind == "copy" and any(known in words for known in TAKEN_BACK):
                return Ending(row.id, "dropped")
            log.error("message %d was refused for good: a dead letter", row.id)
            return Ending(row.id, "dead")
        if isinstance(error, InvalidToken):
            log.error("Telegram doesn't know the token any more")
            return Held(LONGEST_WAIT)
        seconds = min(2.0 ** min(row.tries, 6), LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311
        log.warning("message %d waits %.1f s: %s", row.id, seconds, type(error).__name__)
        return Held(seconds)

    async def _give_way(self, row: Row, outcome: Held | Unreachable) -> None:
        async def write(work: database.Work) -> None:
            if isinstance(outcome, Held):
                until = work.now + timedelta(seconds=outcome.seconds)
                await outbox.hold(work, row.id, math.ceil(until.timestamp()))
                return
            await people.mark_unreachable(work, row.chat)
            await outbox.drop_all(work, row.chat)

        await self._write(write)
        if isinstance(outcome, Unreachable):
            log.info("person %s can't be reached", row.person)

    def _noted(self, ending: Ending) -> "asyncio.Future[None]":
        """Done as soon as the ending is written."""
        done = asyncio.get_running_loop().create_future()
        self._endings.put_nowait((ending, done))
        return done

    async def _note(self) -> None:
        """Write what was sent, as much as has gathered in one transaction."""
        while True:
            batch = [await self._endings.get()]
            while not self._endings.empty():
                batch.append(self._endings.get_nowait())
            endings = [ending for ending, _ in batch]
            await self._write(functools.partial(outbox.end, endings=endings))
            for _, done in batch:
                if not done.done():  # Cancelled at a stop that took too long.
                    done.set_result(None)

    async def _write(self, write: Callable[[database.Work], Awaitable[None]]) -> None:
        """Write what became of rows; nothing else may happen to them before."""
        while True:
            try:
                async with self._database.work() as work:
                    await write(work)
                return
            except database.Unavailable:
                log.warning("what was sent can't be noted yet: the database is unavailable")
                await asyncio.sleep(PATIENCE)


def _breaks_quiet(row: Row) -> bool:
    return bool(json.loads(row.what).get(telling.AT_ANY_HOUR))


def _by_chat(rows: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Rows of each chat, chats in the order of their most urgent row."""
    chats = list(dict.fromkeys(row.chat for row in rows))
    grouped = {
        chat: list(its_rows)
        for chat, its_rows in itertools.groupby(
            sorted(rows, key=lambda row: row.chat), key=lambda row: row.chat
        )
    }
    return ((chat, grouped[chat]) for chat in chats)
