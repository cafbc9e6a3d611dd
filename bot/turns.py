"""Turns: one update, one transaction, in order. Several waiting ones share a commit, each in a
savepoint of its own.

A turn that fails leaves nothing behind and is tried again at once; after three tries the update is
a dead letter, its person hears that it was our fault, and the log has its number.
"""

import asyncio
import logging
import sqlite3
from dataclasses import dataclass

from bot import dialogue, i18n, logs
from bot.conversation import cards
from bot.conversation.values import Count, say
from bot.i18n import text
from bot.people import store as people
from bot.programme import Programme
from bot.speaking import Toast
from bot.storage import database, files, inbox, outbox
from bot.telegram import updates
from bot.telegram.callbacks import Callbacks

log = logging.getLogger(__name__)

TOGETHER = 32
"""Turns that share a commit at most."""
PAUSE = 1.0
"""Seconds between tries while the database is full or locked."""

OUR_FAULT = text(
    "dialogue.our_fault",
    "Something went wrong on our side. What you told me before is kept, and someone is looking "
    "at it (number {count}). Please try again in a few minutes.",
)


@dataclass(frozen=True)
class GaveUp:
    """An update failed for good: a dead letter."""

    number: int


class Turns:
    """Takes what waits in the inbox until stopped."""

    def __init__(
        self, base: database.Database, programme: Programme, callbacks: Callbacks | None = None
    ) -> None:
        self._database = base
        self._programme = programme
        self._callbacks = callbacks
        self._awake = asyncio.Event()
        self._is_stopping = False
        base.listeners.append(self._awake.set)

    def stop(self) -> None:
        """Finish the turns at hand; `run` then returns."""
        self._is_stopping = True
        self._awake.set()

    async def run(self) -> None:
        are_left = True
        while not self._is_stopping:
            self._awake.clear()
            try:
                if are_left:
                    await self._leftovers()
                    are_left = False
                took = await self.take(TOGETHER)
            except database.Unavailable as error:
                log.warning("turns wait: the database is unavailable (%s)", error.__cause__)
                await asyncio.sleep(PAUSE)
                continue
            if not took:
                await self._awake.wait()

    async def _leftovers(self) -> None:
        """What an earlier process left, one by one, each try counted first: if it was an update
        that killed the process, it will not do so for ever."""
        for number, chat in await inbox.all_waiting(self._database):
            if self._is_stopping:
                return
            async with self._database.work() as work:
                is_dead = await inbox.count_start(work, number)
                if is_dead:
                    await self._give_up(work, number, chat)
            if not is_dead:
                await self.take(1, are_left=True)

    async def take(self, most: int, *, are_left: bool = False) -> int:
        """Handle up to so many waiting updates in one transaction; returns how many there were.
        With none there is no transaction: its end would wake us again, for ever."""
        if not await inbox.has_waiting(self._database):
            return 0
        answers: list[tuple[str, Toast]] = []
        failed: set[int | None] = set()
        async with self._database.group() as group:
            async with group.work() as work:
                waiting = await inbox.next_waiting(work, most)
            for update in waiting:
                if update.chat in failed:
                    continue  # What failed is tried again before what the same person said next.
                handled = await self._turn(group, update)
                if handled is None:
                    failed.add(update.chat)
                    continue
                answers += handled
        if self._callbacks is not None:
            for callback, toast in answers:
                if are_left:  # It arrived when another process was there.
                    self._callbacks.arrived(callback)
                self._callbacks.answer(callback, toast.words, toast.is_alert)
        return len(waiting)

    async def _turn(
        self, group: database.Group, update: inbox.Waiting
    ) -> list[tuple[str, Toast]] | None:
        """The callback to answer, if it was a press; None when the turn failed."""
        try:
            async with group.work() as work:
                heard = updates.unpack(update.content)
                toast = await dialogue.answer(
                    self._programme,
                    work,
                    heard,
                    is_repeated=update.is_repeated_press,
                    number=update.number,
                )
                await inbox.end(work, update.number)
        except (database.Unavailable, files.Damaged):
            raise
        except Exception as error:
            if is_unavailable(error) or database.is_damage(error):
                raise
            await self._failed(group, update, error)
            return None
        return [(heard.what.callback, toast)] if isinstance(heard.what, updates.Pressed) else []

    async def _failed(self, group: database.Group, update: inbox.Waiting, error: Exception) -> None:
        log.error("update %d failed: %s", update.number, logs.trace(error))
        async with group.work() as work:
            if await inbox.count_try(work, update.number):
                await self._give_up(work, update.number, update.chat)

    async def _give_up(self, work: database.Work, number: int, chat: int | None) -> None:
        """A dead letter: its person hears that it was our fault."""
        log.error("update %d is a dead letter", number)
        work.happened(GaveUp(number))
        if chat is None:
            return
        person = await people.find(work, chat)
        words = cards.pack(cards.card(say(OUR_FAULT, count=Count(number))))
        if person is not None:
            await outbox.say(work, person.id, words)
        else:
            await outbox.say_farewell(work, chat, {**words, "language": i18n.SOURCE})


def is_unavailable(error: Exception) -> bool:
    return isinstance(error, sqlite3.Error) and database.is_passing(error)
