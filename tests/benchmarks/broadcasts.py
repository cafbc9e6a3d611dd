"""A broadcast to many, under Telegram's limit of 30 messages a second: whether it keeps its pace,
and whether replies and nudges come in time meanwhile.
"""

import asyncio
import gc
import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import app, clock, config, town
from bot.broadcasts import store
from bot.broadcasts.audience import Audience, Whom
from bot.broadcasts.topics import Topic
from bot.sandbox import people, server
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database
from tests import bot_process
from tests.benchmarks import contests, players

PER_SECOND = config.Config().pace.bulk_per_second
LANGUAGES = ("en", "de", "ar")
CROWD = 20
OTHERS = CROWD + 1
"""Readers too: the crowd, and whoever sends it."""
PRESSES_PER_SECOND = 1.0
SECONDS_BETWEEN_NUDGES = 2
LEAD = 15
"""Seconds after which the first nudge is due: by then the broadcast has begun."""
WORDS = "Our office is closed on Monday. From Tuesday on you find us at Lindenplatz 1. " * 3
FORM = "ask_for_a_buddy"

PERSON = """
    insert into person (id, telegram, language, has_chosen, met_at, seen_on)
    values (:id, :chat, :language, 1, 0, date(:now, 'unixepoch'))
"""
TOUCHED = """
    insert into form (person, flow, turn, answers, draft, opened, begun_at, touched_at)
    values (:person, :flow, 1, '{}', '{}', 1, :at, :at)
"""


@dataclass(frozen=True)
class Result:
    """How many got it, with the crowd and whoever sent it; nudges that came meanwhile; what of both
    left in a second; seconds from press to reply and from due to arrival (99 of 100 are faster);
    and how often Telegram said that it was too much."""

    readers: int
    got: int
    nudges: int
    per_second: float
    reply: float
    lateness: float
    refused: int


async def run(readers: int) -> Result:
    """One broadcast, from the coordinator's press to the report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with server.Sandbox(token=contests.TOKEN) as box:
            box.calls = deque()
            await box.clock.move_to(_noon(box))
            boss = _known(box, "Boss")
            crowd = [players.Player(box, number) for number in range(CROWD)]
            chats = [_known(box, f"R{number}") for number in range(readers)]
            due = await _fill(box, folder, boss, chats)
            command = contests.ours(box, folder)
            process = await bot_process.started(command, contests.TOKEN, folder / "log")
            gc.disable()  # All these chats would make the sandbox stand still again and again.
            try:
                took = await _play(box, boss, crowd, readers)
            finally:
                gc.enable()
                process.terminate()
                await process.wait()
            return _result(box, readers, due, took)


def _noon(box: server.Sandbox) -> datetime:
    zone = town.load("musterstadt").zone
    local = box.clock.now().astimezone(zone) + timedelta(days=1)
    return local.replace(hour=12, minute=0, second=0)


def _known(box: server.Sandbox, name: str) -> people.Person:
    """Somebody who started the bot long ago."""
    person = box.person(name, language_code="en")
    person._chat.started = True
    return person


async def _fill(
    box: server.Sandbox, folder: Path, boss: people.Person, chats: Sequence[people.Person]
) -> dict[int, float]:
    """Everybody, the draft, and forms that are mentioned in the meantime; gives when, by chat."""
    its_clock = clock.Clock()
    its_clock.shift(timedelta(seconds=box.clock.offset))
    path = bot_process.database(folder)
    days = config.Config().nudges.unfinished_form_days[0]
    nudges = min(len(chats), int(len(chats) / PER_SECOND / SECONDS_BETWEEN_NUDGES))
    async with database.open_database(path, its_clock, app.AFTER) as base, base.work() as work:
        everyone = enumerate((boss, *chats))
        await work.each(PERSON, (_person(n, who, work.stamp) for n, who in everyone))
        await staff.add(work, 1, Role.COORDINATOR)
        draft = await store.add(work, Topic.NEWS, Audience(Whom.EVERYONE), written_in="en", by=1)
        await store.put_text(work, draft, "en", WORDS)
        first = work.stamp + LEAD
        due = [first + number * SECONDS_BETWEEN_NUDGES for number in range(nudges)]
        await work.each(
            TOUCHED,
            (
                {"person": len(chats) + 1 - number, "flow": FORM, "at": at - days * 86400}
                for number, at in enumerate(due)
            ),
        )
    return {chats[-1 - number].id: float(at) for number, at in enumerate(due)}


def _person(number: int, who: people.Person, now: int) -> dict[str, object]:
    language = LANGUAGES[number % len(LANGUAGES)]
    return {"id": number + 1, "chat": who.id, "language": language, "now": now}


async def _play(
    box: server.Sandbox, boss: people.Person, crowd: list[players.Player], readers: int
) -> list[float]:
    """The crowd presses all the time until the report is there; gives how long replies took."""
    async with asyncio.TaskGroup() as tasks:
        for player in crowd:
            tasks.create_task(player.arrive())
    seconds = readers / PER_SECOND
    box.limits.on()
    await boss.types("/menu")
    await boss.changed_since(boss.version, players.PATIENCE)
    await boss.presses_data("a:send_broadcast:1:2")
    async with asyncio.TaskGroup() as tasks:
        pressing = tasks.create_task(players.steadily(crowd, PRESSES_PER_SECOND, seconds))
        tasks.create_task(_reported(boss, seconds * 2 + 60))
    return pressing.result()


async def _reported(boss: people.Person, patience: float) -> None:
    async with asyncio.timeout(patience):
        while not any("Broadcast: sent" in message.text for message in boss.messages):
            await boss.changed_since(boss.version, patience)


def _result(box: server.Sandbox, readers: int, due: dict[int, float], took: list[float]) -> Result:
    said = [call for call in box.calls if call.method.lower() == "sendmessage"]
    news = [call.at for call in said if WORDS.strip() in str(call.parameters["text"])]
    late = [
        call.at - due[chat]
        for call in said
        if (chat := int(call.parameters["chat_id"])) in due
        and WORDS.strip() not in str(call.parameters["text"])
    ]
    nudged = [due[chat] for chat in due if min(news) < due[chat] < max(news)]
    return Result(
        readers=readers,
        got=len(news),
        nudges=len(late),
        per_second=(len(news) + len(nudged)) / (max(news) - min(news)),
        reply=_p99(took),
        lateness=_p99(late),
        refused=sum(call.outcome.startswith("Too Many") for call in box.calls),
    )


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 99 // 100]
