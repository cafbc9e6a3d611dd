"""One update is one transaction: it ends well, or leaves nothing and is tried again; nobody else's
turn suffers from it."""

import asyncio
import dataclasses
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import app, clock, config, town
from bot.conversation import cards, turn
from bot.conversation.values import Count, Reader, Said, say, shown
from bot.people import hello
from bot.people import store as people
from bot.storage import database, inbox
from bot.telegram import updates
from bot.telegram.updates import Command, Heard, Typed
from bot.turns import OUR_FAULT, Turns
from tests.unavailable import locked, no_room
from tests.world import World, until

SECRET = "what nobody else may read"
AMAL, TOM, LENA = 11, 22, 33


class TurnsAtWork:
    """A database and turns, with an action `/help` that fails as often as the test wants."""

    def __init__(self, base: database.Database) -> None:
        self.base = base
        self.failures = 0
        self.began: list[int] = []
        local = town.load("musterstadt", base.clock.now().date())
        programme = app.programme(config.Config(), local, b"")
        programme = dataclasses.replace(
            programme, actions={**programme.actions, "help": self._help}
        )
        self.turns = Turns(base, programme)
        self._update = 0

    async def _help(self, this: turn.Turn) -> turn.Reply:
        """Writes, and only then fails."""
        self.began.append(this.person)
        await people.change_pause(this.work, this.person, is_paused=True)
        if self.failures:
            self.failures -= 1
            raise LookupError(SECRET)
        return turn.Reply((cards.card(Said(hello.HELP)),))

    async def hear(self, *said: tuple[int, str]) -> None:
        """Updates arrive together: who writes which words."""
        arrivals = []
        for chat, words in said:
            self._update += 1
            what = Command(words[1:], "") if words.startswith("/") else Typed(words)
            content = updates.pack(Heard(chat, "Somebody", "de", what))
            arrivals.append(inbox.Arrival(self._update, chat, content))
        async with self.base.work() as work:
            await inbox.add(work, arrivals)

    async def knows(self, *chats: int, language: str = "en") -> None:
        async with self.base.work() as work:
            for chat in chats:
                known = await people.add(work, chat, language)
                await people.choose_language(work, known.id, language)

    async def inbox(self) -> list[tuple[Any, ...]]:
        rows = await self.base.read("select state, tries, content from inbox order by number")
        return [tuple(row) for row in rows]

    async def told(self, chat: int) -> list[str]:
        """What somebody is told, in the language they read."""
        rows = await self.base.read(
            "select what, coalesce(language, what ->> 'language') from outbox left join person"
            " on person.id = outbox.person where chat = :chat and kind = 'say' order by outbox.id",
            chat=chat,
        )
        told = []
        for what, language in rows:
            reader = Reader(language, ZoneInfo("Europe/Berlin"), self.base.clock.now())
            lines = cards.unpack(json.loads(what)).lines
            told.append("\n".join(shown(line, reader) for line in lines if line))
        return told

    async def are_paused(self) -> list[int]:
        rows = await self.base.read("select telegram from person where paused_at is not null")
        return [row[0] for row in rows]


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[TurnsAtWork]:
    async with database.open_database(tmp_path / "welcome.sqlite3", clock.Clock()) as base:
        yield TurnsAtWork(base)


@asynccontextmanager
async def running(turns: Turns) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(turns.run())
        try:
            yield
        finally:
            turns.stop()
            await task


def fault(work: TurnsAtWork, language: str) -> str:
    reader = Reader(language, ZoneInfo("Europe/Berlin"), work.base.clock.now())
    return shown(say(OUR_FAULT, count=Count(1)), reader)


# A turn that ends well


async def test_a_turn_is_answered_and_its_content_wiped(work: TurnsAtWork) -> None:
    await work.knows(AMAL)
    await work.hear((AMAL, "/help"))
    assert await work.turns.take(10) == 1
    assert await work.inbox() == [("done", 0, None)]
    assert await work.told(AMAL) == [hello.HELP.english]
    assert await work.turns.take(10) == 0


async def test_with_nothing_to_do_nothing_is_written_and_nobody_woken(work: TurnsAtWork) -> None:
    woken: list[None] = []
    work.base.listeners.append(lambda: woken.append(None))
    assert await work.turns.take(10) == 0
    assert woken == []


async def test_updates_are_handled_in_the_order_they_came(work: TurnsAtWork) -> None:
    await work.knows(AMAL, TOM)
    await work.hear((AMAL, "/help"), (TOM, "/help"), (AMAL, "/help"))
    await work.turns.take(10)
    assert work.began == [1, 2, 1]


async def test_the_words_are_nowhere_in_the_files_when_the_turn_has_ended(
    work: TurnsAtWork,
) -> None:
    await work.knows(AMAL)
    await work.hear((AMAL, SECRET))
    assert SECRET.encode() in all_bytes(work.base)
    await work.turns.take(10)
    await work.base.truncate_log()
    assert SECRET.encode() not in all_bytes(work.base)


def all_bytes(base: database.Database) -> bytes:
    files = base.path.parent.glob(f"{base.path.name}*")
    return b"".join(file.read_bytes() for file in sorted(files))


# A turn that fails


async def test_a_turn_that_fails_leaves_nothing_and_is_tried_again(work: TurnsAtWork) -> None:
    await work.knows(AMAL)
    await work.hear((AMAL, "/help"))
    work.failures = 1
    await work.turns.take(10)
    assert await work.are_paused() == []
    assert await work.told(AMAL) == []
    assert [row[:2] for row in await work.inbox()] == [("waiting", 1)]
    await work.turns.take(10)
    assert await work.told(AMAL) == [hello.HELP.english]
    assert await work.are_paused() == [AMAL]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
async def test_after_three_tries_the_person_hears_that_it_was_our_fault(
    work: TurnsAtWork, language: str
) -> None:
    await work.knows(AMAL, language=language)
    await work.hear((AMAL, "/help"))
    work.failures = 99
    for _ in range(5):
        await work.turns.take(10)
    assert len(work.began) == 3
    assert [row[:2] for row in await work.inbox()] == [("dead", 3)]
    (words,) = await work.told(AMAL)
    assert words == fault(work, language)
    assert await work.are_paused() == []


async def test_others_in_the_same_batch_are_not_affected(work: TurnsAtWork) -> None:
    await work.knows(AMAL, TOM, LENA)
    await work.hear((AMAL, "/menu"), (TOM, "/help"), (LENA, "/menu"))
    work.failures = 99
    await work.turns.take(10)
    assert [row[0] for row in await work.inbox()] == ["done", "waiting", "done"]
    assert len(await work.told(AMAL)) == len(await work.told(LENA)) == 1
    assert await work.told(TOM) == []


async def test_the_log_has_the_number_and_nobodys_words(
    work: TurnsAtWork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    await work.knows(AMAL)
    await work.hear((AMAL, "/help"))
    work.failures = 99
    for _ in range(3):
        await work.turns.take(10)
    assert "update 1 failed: LookupError at" in caplog.text
    assert "update 1 is a dead letter" in caplog.text
    assert SECRET not in caplog.text


async def test_an_update_kept_by_another_version_is_a_dead_letter_and_the_next_is_handled(
    work: TurnsAtWork,
) -> None:
    await work.knows(AMAL)
    async with work.base.work() as doing:
        await inbox.add(doing, [inbox.Arrival(900, AMAL, '["of another version"]')])
    await work.hear((AMAL, "/help"))
    async with running(work.turns):
        await until(lambda: all_ended(work))
    assert [row[0] for row in await work.inbox()] == ["dead", "done"]


async def all_ended(work: TurnsAtWork) -> bool:
    return not await inbox.has_waiting(work.base)


# What an earlier process left


async def test_what_was_left_is_counted_before_it_starts(work: TurnsAtWork) -> None:
    await work.knows(AMAL)
    await work.hear((AMAL, "/help"))
    seen: list[list[tuple[Any, ...]]] = []
    work.base.listeners.append(lambda: seen.append([]))
    async with running(work.turns):
        await until(lambda: all_ended(work))
    assert [row[:2] for row in await work.inbox()] == [("done", 1)]
    assert len(seen) == 2, "the count was committed before the turn was"


async def test_an_update_that_kills_the_process_does_not_do_so_for_ever(work: TurnsAtWork) -> None:
    await work.knows(AMAL, TOM)
    await work.hear((AMAL, "/help"), (TOM, "/help"))
    async with work.base.work() as doing:
        for _ in range(inbox.MOST_TRIES):
            assert not await inbox.count_start(doing, 1)
    async with running(work.turns):
        await until(lambda: all_ended(work))
    assert [row[0] for row in await work.inbox()] == ["dead", "done"]
    assert work.began == [2]
    assert await work.told(AMAL) == [fault(work, "en")]


async def test_what_arrives_later_is_not_counted_before(work: TurnsAtWork) -> None:
    await work.knows(AMAL)
    await work.hear((AMAL, "/help"))
    async with running(work.turns):
        await until(lambda: all_ended(work))
        await work.hear((AMAL, "/help"))
        await until(lambda: all_ended(work))
    assert [row[:2] for row in await work.inbox()] == [("done", 1), ("done", 0)]


# A database that can't be written


async def test_turns_wait_while_the_database_is_unavailable_and_lose_nothing(
    work: TurnsAtWork,
) -> None:
    await work.knows(AMAL, TOM)
    await work.hear((AMAL, "/help"), (TOM, "/help"))
    with pytest.raises(database.Unavailable):
        await take_while_locked(work)
    assert [row[:2] for row in await work.inbox()] == [("waiting", 0)] * 2, "that was no try"
    async with running(work.turns):
        await until(lambda: all_ended(work))
    assert [row[0] for row in await work.inbox()] == ["done", "done"]


async def take_while_locked(work: TurnsAtWork) -> None:
    async with locked(work.base):
        await work.turns.take(10)


async def test_turns_that_start_while_the_database_is_unavailable_go_on_later(
    work: TurnsAtWork, caplog: pytest.LogCaptureFixture
) -> None:
    await work.knows(AMAL)
    await work.hear((AMAL, "/help"))

    async def has_paused() -> bool:
        return "turns wait" in caplog.text

    async with asyncio.TaskGroup() as tasks:
        async with locked(work.base):
            tasks.create_task(work.turns.run())
            await until(has_paused)
        await until(lambda: all_ended(work))
        work.turns.stop()
    assert await work.told(AMAL) == [hello.HELP.english]


async def test_on_a_full_disk_the_bot_takes_nothing_in_and_goes_on_when_there_is_room(
    town: World, caplog: pytest.LogCaptureFixture
) -> None:
    amal = town.person("Amal", "en")
    await amal.starts()
    await amal.sees("English")
    await town.settle()

    async def has_paused() -> bool:
        return "receiving waits" in caplog.text

    async with no_room(town.bot.database):
        for _ in range(10):
            await amal.types("word " * 700)
        await amal.types("/sos")
        await until(has_paused)
        assert town.box.pending > 0
    await amal.sees("112")
    await town.settle()
    handled = await town.rows("select count(*) from inbox where state = 'done'")
    assert handled[0][0] == 12


# Presses, in the whole bot


async def test_a_press_repeated_at_once_is_answered_and_not_acted_on(town: World) -> None:
    amal = town.person("Amal", "en")
    await amal.starts()
    await amal.sees("English")
    await amal.presses("English")
    await amal.presses_again()
    await town.settle()
    await until(lambda: no_spinner(amal))
    hellos = [m for m in amal.messages if m.from_bot and "What brings you here?" in m.text]
    assert len(hellos) == 1
    assert len(amal.toasts) == 2


async def no_spinner(person: Any) -> bool:
    return not person.unanswered


async def test_a_press_left_by_an_earlier_process_is_answered_too(town: World) -> None:
    amal = town.person("Amal", "en")
    await amal.starts()
    await amal.sees("English")
    await town.stop()
    await amal.presses("English")
    (callback,) = amal.unanswered
    async with database.open_database(town.settings.database, clock.Clock()) as base:
        pressed = updates.Pressed(callback, amal.last.id, "a:speak:en:0")
        content = updates.pack(Heard(amal.id, "Amal", "en", pressed))
        async with base.work() as work:
            await inbox.add(work, [inbox.Arrival(1, amal.id, content)])
    town.box.faults.add("500", method="getUpdates")
    await town.start()
    await until(lambda: no_spinner(amal))
    await amal.sees("What brings you here?")
    town.box.faults.clear()


async def test_what_failed_is_tried_again_before_what_the_same_person_said_next(
    work: TurnsAtWork,
) -> None:
    await work.knows(TOM)
    await work.hear((TOM, "/help"), (TOM, "/menu"))
    work.failures = 1
    await work.turns.take(10)
    assert [row[0] for row in await work.inbox()] == ["waiting", "waiting"]
    await work.turns.take(10)
    assert [row[0] for row in await work.inbox()] == ["done", "done"]
