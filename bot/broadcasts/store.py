"""Broadcasts as rows, each with its text by language; one about a seminar has none of its own."""

import enum
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot import clock
from bot.broadcasts import audience, topics
from bot.broadcasts.audience import Audience
from bot.broadcasts.rules import Tally
from bot.broadcasts.topics import Topic
from bot.people.personal import Personal
from bot.storage import database

Read: TypeAlias = Callable[..., Awaitable[list[sqlite3.Row]]]
"""How rows are read: `work.all` within a transaction, `base.read` beside the writer."""


class State(enum.StrEnum):
    """draft ⇄ planned → running ⇄ paused → done or stopped; or a draft runs at once."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True)
class Broadcast:
    """`readers` is how many were to get it when it was approved, `last` the newest person then;
    up to `fed_to` everyone's message has been written. `tally` is what was noted last, `shown`
    what of it stands in the message that tells how it goes on, the outbox row `report_row`."""

    id: int
    topic: Topic
    seminar: int | None
    state: State
    version: int
    written_in: str
    audience: Audience
    texts: Mapping[str, str]
    send_at: datetime | None
    ended_at: datetime | None
    readers: int
    fed_to: int
    last: int
    tally: Tally
    report_to: int | None
    report_row: int | None
    shown: str | None

    @property
    def is_over(self) -> bool:
        return self.state in (State.STOPPED, State.DONE)


GET = """
    select id, topic, seminar, state, version, written_in, audience, send_at, ended_at, readers,
           fed_to, last, sent, unreachable, unwanted, failed, report_to, report_row, shown
    from broadcast where id = :broadcast
"""
TEXTS = "select language, words from broadcast_text where broadcast = :broadcast"


async def find(read: Read, broadcast: int) -> Broadcast | None:
    rows = await read(GET, broadcast=broadcast)
    if not rows:
        return None
    (row,) = rows
    return Broadcast(
        row["id"],
        Topic.of(row["topic"]),
        row["seminar"],
        State(row["state"]),
        row["version"],
        row["written_in"],
        audience.unpack(row["audience"]),
        {each[0]: each[1] for each in await read(TEXTS, broadcast=broadcast)},
        _moment(row["send_at"]),
        _moment(row["ended_at"]),
        row["readers"],
        row["fed_to"],
        row["last"],
        Tally(row["sent"], row["unreachable"], row["unwanted"], row["failed"]),
        row["report_to"],
        row["report_row"],
        row["shown"],
    )


async def get(work: database.Work, broadcast: int) -> Broadcast:
    """Raises LookupError when there is no such broadcast."""
    found = await find(work.all, broadcast)
    if found is None:
        raise LookupError(f"broadcast {broadcast}")
    return found


def _moment(stamp: int | None) -> datetime | None:
    return None if stamp is None else clock.moment(stamp)


ADD = """
    insert into broadcast (topic, seminar, written_in, audience, made_by, made_at)
    values (:topic, :seminar, :written_in, :audience, :by, :now)
"""


async def add(
    work: database.Work,
    topic: Topic,
    whom: Audience,
    *,
    written_in: str,
    by: int,
    seminar: int | None = None,
) -> int:
    """A draft, still without a text."""
    return await work.add(
        ADD,
        topic=topic.value,
        seminar=seminar,
        written_in=written_in,
        audience=audience.pack(whom),
        by=by,
        now=work.stamp,
    )


CHANGE = """
    update broadcast set topic = :topic, audience = :audience, version = version + 1
    where id = :broadcast
"""


async def change(work: database.Work, broadcast: int, topic: Topic, whom: Audience) -> None:
    packed = audience.pack(whom)
    await work.run(CHANGE, broadcast=broadcast, topic=topic.value, audience=packed)


PUT_TEXT = """
    insert into broadcast_text (broadcast, language, words) values (:broadcast, :language, :words)
    on conflict (broadcast, language) do update set words = excluded.words
"""
TOUCH = "update broadcast set version = version + 1 where id = :broadcast"


async def put_text(work: database.Work, broadcast: int, language: str, words: str) -> None:
    """Say it in one language, in place of what was said there."""
    await work.run(PUT_TEXT, broadcast=broadcast, language=language, words=words)
    await work.run(TOUCH, broadcast=broadcast)


DROP = "delete from broadcast where id = :broadcast and state = 'draft'"


async def drop(work: database.Work, broadcast: int) -> None:
    await work.run(DROP, broadcast=broadcast)


ABOUT_SEMINAR = """
    select id from broadcast where seminar = :seminar and state not in ('stopped', 'done')
    order by id
"""


async def about_seminar(work: database.Work, seminar: int) -> Sequence[int]:
    """Broadcasts about a seminar that aren't over, the oldest first."""
    return [row[0] for row in await work.all(ABOUT_SEMINAR, seminar=seminar)]


DRAFTS = "select id from broadcast where state = 'draft' order by made_at desc limit :most"
OPEN = """
    select id from broadcast where state in ('planned', 'running', 'paused')
    order by id desc limit :most
"""
ENDED = """
    select id from broadcast where ended_at is not null order by ended_at desc limit :most
"""
MOST_OPEN, MOST_ENDED = 20, 5


async def listed(work: database.Work) -> Sequence[Broadcast]:
    """What runs or will, the drafts, and the last ones that are over."""
    rows = [
        *await work.all(OPEN, most=MOST_OPEN),
        *await work.all(DRAFTS, most=MOST_OPEN),
        *await work.all(ENDED, most=MOST_ENDED),
    ]
    return [await get(work, row[0]) for row in rows]


FORGET = (
    "delete from broadcast_text where broadcast in (select id from broadcast where "
    "ended_at < :ended)",
    "delete from broadcast where state = 'draft' and made_at < :drafted",
    "delete from outbox where state = 'waiting' and broadcast in (select id from broadcast where "
    "ended_at < :settled)",
)


async def purge(work: database.Work, *, ended: int, drafted: int, settled: int) -> None:
    """Forget the texts of what ended before a moment, drafts from before another, and what was left
    to say of broadcasts that had been stopped before a third."""
    for forget in FORGET:
        await work.run(forget, ended=ended, drafted=drafted, settled=settled)


PERSONAL = (
    *topics.PERSONAL,
    Personal(
        "broadcast",
        "select topic, state, iif(made_by = :person, 'yes', 'no') as written_by_you, "
        "iif(approved_by = :person, 'yes', 'no') as approved_by_you, made_at, began_at, ended_at "
        "from broadcast where made_by = :person or approved_by = :person or report_to = :person",
        "update broadcast set made_by = nullif(made_by, :person), "
        "approved_by = nullif(approved_by, :person), report_to = nullif(report_to, :person) "
        "where made_by = :person or approved_by = :person or report_to = :person",
    ),
    Personal(
        "broadcast_text",
        "select language, words from broadcast_text "
        "where broadcast in (select id from broadcast where made_by = :person)",
    ),
)
"""A broadcast is the programme's; who wrote it is forgotten with them."""
