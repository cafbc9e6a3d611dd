"""An outbox and its sender at the sandbox, without the rest of the bot."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import clock
from bot.conversation import cards, documents, flow
from bot.conversation.values import Words, say
from bot.people import store as people
from bot.sandbox import server
from bot.sandbox.people import Person
from bot.storage import database, outbox
from bot.storage.outbox import Priority
from bot.telegram import post, send, wire
from bot.telegram.pace import Pace
from tests.world import TOKEN, until

NOTHING: Mapping[str, documents.Maker] = {}


def card(words: str) -> dict[str, Any]:
    """A message that shows these words."""
    return cards.pack(cards.card(say(flow.LINE, name=Words("it"), answer=Words(words))))


class PostOffice:
    """Rows are written as turns write them; `rests` waits until the sender can do no more now."""

    def __init__(
        self,
        box: server.Sandbox,
        base: database.Database,
        telegram: wire.Telegram,
        per_second: float,
        makers: Mapping[str, documents.Maker],
    ) -> None:
        self.box = box
        self.base = base
        self.pace = Pace(per_second)
        poster = post.Poster(telegram, base, ZoneInfo("Europe/Berlin"), (), (), makers)
        self.sender = send.Sender(base, poster, self.pace, in_flight=4)
        self._ids: dict[int, int] = {}

    async def knows(self, name: str, language: str = "en") -> Person:
        """Somebody who has written to the bot."""
        person = self.box.person(name, language_code=language)
        await person.starts()
        async with self.base.work() as work:
            known = await people.add(work, person.id, language)
        self._ids[person.id] = known.id
        return person

    def id_of(self, person: Person) -> int:
        return self._ids[person.id]

    async def tells(self, person: Person, *words: str, **how: Any) -> list[int]:
        """Decide that a person is told something, all in one transaction."""
        async with self.base.work() as work:
            return [await outbox.say(work, self.id_of(person), card(w), **how) for w in words]

    async def nudges(self, person: Person, *words: str, **how: Any) -> list[int]:
        return await self.tells(person, *words, priority=Priority.NUDGE, **how)

    async def edits(self, person: Person, words: str, **which: int) -> None:
        async with self.base.work() as work:
            await outbox.edit(work, self.id_of(person), card(words), **which)

    async def one(self, sql: str, **values: Any) -> Any:
        (row,) = await self.base.read(sql, **values)
        return row

    async def state(self, row: int) -> str:
        return str((await self.one("select state from outbox where id = :row", row=row))[0])

    async def becomes(self, row: int, state: str) -> None:
        async def is_so() -> bool:
            return await self.state(row) == state

        await until(is_so)

    async def is_idle(self) -> bool:
        return self.sender.is_idle

    async def rests(self) -> None:
        """Nothing is in flight, and what is left must wait."""

        async def is_calm() -> bool:
            now = clock.stamp(self.base.clock.now())
            left = await outbox.next_waiting(self.base, now, 1)
            return not left and self.sender.is_idle

        await until(is_calm)

    def passes(self, seconds: float) -> None:
        """Let time go by."""
        self.base.clock.shift(self.base.clock.offset + timedelta(seconds=seconds))
        self.sender.wake()


class SlowReader(database.Database):
    """The same database, but what is waiting to be sent can be told late."""

    def __init__(self, base: database.Database) -> None:
        vars(self).update(vars(base))
        self.asked = asyncio.Event()
        self.tells = asyncio.Event()
        self.tells.set()

    async def read(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        found = await super().read(sql, **values)
        if sql == outbox.NEXT and not self.tells.is_set():
            self.asked.set()
            await self.tells.wait()
        return found


@asynccontextmanager
async def open_post_office(
    folder: Path,
    per_second: float = 1000,
    makers: Mapping[str, documents.Maker] = NOTHING,
    through: Callable[[database.Database], database.Database] = lambda base: base,
) -> AsyncIterator[PostOffice]:
    async with (
        server.Sandbox(token=TOKEN) as box,
        database.open_database(folder / "welcome.sqlite3", clock.Clock()) as base,
        wire.Telegram(TOKEN, box.api_root, box.file_root, in_flight=4) as telegram,
        asyncio.TaskGroup() as tasks,
    ):
        office = PostOffice(box, through(base), telegram, per_second, makers)
        sending = tasks.create_task(office.sender.run())
        try:
            yield office
        finally:
            box.faults.clear()
            office.sender.stop()
            await sending


def said(person: Person) -> list[str]:
    """What the bot said to a person, oldest first, without what stands before it."""
    return [m.text.removeprefix("it: ") for m in person.messages if m.from_bot]
