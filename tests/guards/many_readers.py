"""Broadcasts on the stage: one in every state, and scenes around them, each taken back."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from bot import app
from bot.broadcasts import announcing, steps, store
from bot.broadcasts.audience import Reader, Verdict
from bot.people import store as people
from bot.seminars import store as seminars
from bot.storage import database, outbox
from bot.storage.outbox import Ending
from bot.telegram import updates
from tests.guards import gatherings
from tests.guards.full_swing import Who
from tests.guards.stage import Stage

STAFF, OTHER = Who.COORDINATOR, Who.OTHER_COORDINATOR
NEWS: Mapping[str, Any] = {
    "topic": "news",
    "whom": "everyone",
    "languages": ["all"],
    "districts": ["all"],
}
LATEST = "select id, version from broadcast order by id desc limit 1"
ANY_SENT = "select id from outbox where broadcast is not null and state = 'sent' limit 1"
BUDDIES = "select telegram from buddy join person on person.id = buddy.person"
READERS = range(940, 944)
"""Those who get it, and one for each reason why somebody doesn't."""


async def _writes(here: Stage, **answers: Any) -> tuple[int, int]:
    """A coordinator fills the form; gives the draft and its version."""
    await here.presses(STAFF, "write_broadcast")
    await here.fills(STAFF, answers={"written_in": here.language, **NEWS, **answers})
    return await _latest(here)


async def _latest(here: Stage) -> tuple[int, int]:
    (row,) = await here.rows(LATEST)
    return row[0], row[1]


async def _sends(here: Stage, **answers: Any) -> tuple[int, int]:
    await here.presses(STAFF, "send_broadcast", *await _writes(here, **answers))
    return await _latest(here)


async def play(here: Stage) -> None:
    """Many are written to, and one broadcast stays in each state."""
    for chat in READERS:
        await here.chooses(chat)
    await _sends(here)
    await here.becomes_due(app.BROADCASTING, "a broadcast begins")
    await here.happens(_one_is_refused, "a message is refused")
    await here.becomes_due(app.BROADCASTING, "a broadcast ends")
    await here.presses(READERS[1], "opt_out", "news")
    await here.presses(READERS[2], "pause")
    await here.does(READERS[3], updates.Blocked())
    await _sends(here)
    await here.becomes_due(app.BROADCASTING, "some do not want it")
    await here.becomes_due(app.BROADCASTING, "a broadcast that some do not want ends")
    for action in ("stop_broadcast", "pause_broadcast"):
        await here.presses(STAFF, action, *await _sends(here))
    await here.becomes_due(app.BROADCASTING, "broadcasts are held up")
    draft, version = await _writes(here, whom="buddies", buddies=["all"])
    at = int((here.clock.now() + timedelta(hours=20)).timestamp())
    await here.presses(STAFF, "plan_broadcast", f"{draft}.{at}", version)
    await here.presses(STAFF, "announce", await gatherings.plans(here, STAFF))
    await _writes(here)
    await _sends(here)
    here.passes(hours=10)
    await here.becomes_due(app.BROADCASTING, "it is night")
    here.passes(hours=-10)


async def _one_is_refused(work: database.Work) -> None:
    row = await work.one(ANY_SENT)
    assert row is not None
    await outbox.end(work, [Ending(row[0], "dead")])


async def nobody_reads_it(here: Stage) -> None:
    draft, version = await _writes(
        here, whom="newcomers", newcomers=["all"], districts=["oberdorf"]
    )
    await here.presses(STAFF, "send_broadcast", draft, version)
    await here.presses(STAFF, "drop_broadcast", draft, version)


async def some_read_another_language(here: Stage) -> None:
    for chat, code in zip(READERS, here.programme.languages, strict=False):
        await here.presses(chat, "speak", code)
    draft, version = await _writes(here)
    await here.presses(STAFF, "add_language", draft, version)
    await here.fills(STAFF)


async def two_write_at_once(here: Stage) -> None:
    draft, version = await _writes(here)
    await here.presses(OTHER, "change_broadcast_text", draft, version)
    await here.presses(STAFF, "send_broadcast", draft, version)
    await here.presses(STAFF, "send_broadcast", draft, version)
    await here.fills(OTHER)


async def it_is_held_back(here: Stage) -> None:
    draft, version = await _writes(here)
    at = int((here.clock.now() + timedelta(hours=20)).timestamp())
    await here.presses(STAFF, "plan_broadcast", f"{draft}.{at}", version)
    await here.presses(STAFF, "broadcast", draft)
    await here.presses(STAFF, "unplan_broadcast", draft, version + 1)


async def a_date_is_announced_and_cancelled(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await gatherings.sign_up(here, seminar, READERS[:1])
    await here.presses(STAFF, "announce", seminar)
    await here.presses(STAFF, "send_broadcast", *await _latest(here))

    async def is_cancelled(work: database.Work) -> None:
        await seminars.cancel(work, seminar)

    await here.happens(is_cancelled, "a seminar is cancelled")
    await here.presses(STAFF, "announce", seminar)


async def a_date_is_over_before_it_is_sent(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await here.presses(STAFF, "announce", seminar)
    draft, version = await _latest(here)
    await here.presses(STAFF, "send_broadcast", draft, version)

    async def is_looked_after(work: database.Work) -> None:
        await work.run("update seminar set begins_at = 1, ends_at = 2 where id = :s", s=seminar)
        await work.run(
            "update broadcast set state = 'running', report_to = :who where id = :b",
            who=(await work.all("select person from staff where is_coordinator"))[0][0],
            b=draft,
        )
        assert await announcing.stop_if_past(work, await store.get(work, draft))

    await here.happens(is_looked_after, "a date is over")


async def a_date_is_for_nobody(here: Stage) -> None:
    for row in await here.rows(BUDDIES):
        await here.presses(row[0], "opt_out", "seminars")
    await here.presses(STAFF, "announce", await gatherings.plans(here, STAFF, audience="buddies"))


async def one_answers_before_it_arrives(here: Stage) -> None:
    seminar = await gatherings.plans(here, STAFF)
    await here.presses(STAFF, "announce", seminar)
    draft, version = await _latest(here)
    await here.presses(STAFF, "send_broadcast", draft, version)
    await here.happens(partial(_is_not_needed, draft), "somebody has answered")
    await here.presses(STAFF, "broadcast", draft)


async def _is_not_needed(broadcast: int, work: database.Work) -> None:
    person = await people.get(work, 1)
    reader = Reader(person.id, person.telegram, person.language, Verdict.OFF)
    await steps.feed(work, broadcast, [reader], 0)


async def old_words_are_forgotten(here: Stage) -> None:
    async def forgets(work: database.Work) -> None:
        later = work.stamp + 1
        await store.purge(work, ended=later, drafted=later, settled=later)

    await here.happens(forgets, "old broadcasts are forgotten")
    await here.presses(STAFF, "broadcasts")


async def topics_are_turned_off_and_on(here: Stage) -> None:
    chat = READERS[0]
    for action in ("opt_out", "opt_in"):
        await here.presses(chat, action, "seminars")
        await here.presses(chat, action, "seminars.list")


SCENES = (
    nobody_reads_it,
    some_read_another_language,
    two_write_at_once,
    it_is_held_back,
    a_date_is_announced_and_cancelled,
    a_date_is_over_before_it_is_sent,
    a_date_is_for_nobody,
    one_answers_before_it_arrives,
    old_words_are_forgotten,
    topics_are_turned_off_and_on,
)
