"""Seminars as rows, each with its texts by language.

`version` rises with every change, `sequence` with every change of when or where: reminders,
calendar entries and the answers people gave follow it.
"""

import enum
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot import clock
from bot.conversation.values import Words
from bot.people.personal import Personal
from bot.seminars import rules
from bot.seminars.kinds import Audience, Kind
from bot.storage import database

Read: TypeAlias = Callable[..., Awaitable[list[sqlite3.Row]]]
"""How rows are read: `work.all` within a transaction, `base.read` beside the writer."""


class State(enum.StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Wording:
    """How a seminar is described in one language."""

    title: str
    words: str | None


@dataclass(frozen=True)
class Plan:
    """When, where, for how many (None: no limit) and for whom."""

    kind: Kind
    begins_at: datetime
    ends_at: datetime
    place: str
    seats: int | None
    audience: Audience


@dataclass(frozen=True)
class Seminar:
    id: int
    state: State
    version: int
    sequence: int
    plan: Plan
    texts: Mapping[str, Wording]
    changed_at: datetime
    moved_at: datetime | None

    @property
    def dated(self) -> int:
        """The version of a button that answers this date; 0 is on buttons that mean whichever is
        current."""
        return self.sequence + 1

    def has_begun(self, now: datetime) -> bool:
        return self.plan.begins_at <= now

    def is_open(self, now: datetime) -> bool:
        """Whether people can still say that they come."""
        return self.state is State.PLANNED and not self.has_begun(now)

    def title(self, language: str) -> Words:
        titles = {code: each.title for code, each in self.texts.items()}
        return Words(rules.for_reader(titles, language) or "")

    def words(self, language: str) -> Words | None:
        found = rules.for_reader(
            {code: each.words for code, each in self.texts.items() if each.words}, language
        )
        return Words(found) if found else None


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Changed:
    """When it is stays; where it is has changed."""

    seminar: int


@dataclass(frozen=True)
class Moved:
    """It is at another time."""

    seminar: int


@dataclass(frozen=True)
class Cancelled:
    """It won't be."""

    seminar: int


GET = """
    select id, kind, state, version, sequence, begins_at, ends_at, place, seats, audience,
           changed_at, moved_at
    from seminar where id = :seminar
"""
TEXTS = "select language, title, words from seminar_text where seminar = :seminar"


async def find(read: Read, seminar: int) -> Seminar | None:
    rows = await read(GET, seminar=seminar)
    if not rows:
        return None
    (row,) = rows
    texts = await read(TEXTS, seminar=seminar)
    plan = Plan(
        Kind.of(row["kind"]),
        clock.moment(row["begins_at"]),
        clock.moment(row["ends_at"]),
        row["place"],
        row["seats"],
        Audience.of(row["audience"]),
    )
    return Seminar(
        row["id"],
        State(row["state"]),
        row["version"],
        row["sequence"],
        plan,
        {each["language"]: Wording(each["title"], each["words"]) for each in texts},
        clock.moment(row["changed_at"]),
        clock.moment(row["moved_at"]) if row["moved_at"] is not None else None,
    )


async def get(work: database.Work, seminar: int) -> Seminar:
    """Raises LookupError when there is no such seminar."""
    found = await find(work.all, seminar)
    if found is None:
        raise LookupError(f"seminar {seminar}")
    return found


ADD = """
    insert into seminar (kind, begins_at, ends_at, place, seats, audience, made_by, made_at,
                         changed_at)
    values (:kind, :begins_at, :ends_at, :place, :seats, :audience, :by, :now, :now)
"""


async def add(work: database.Work, plan: Plan, texts: Mapping[str, Wording], by: int) -> int:
    seminar = await work.add(
        ADD,
        kind=plan.kind.value,
        begins_at=clock.stamp(plan.begins_at),
        ends_at=clock.stamp(plan.ends_at),
        place=plan.place,
        seats=plan.seats,
        audience=plan.audience.value,
        by=by,
        now=work.stamp,
    )
    await work.each(PUT_TEXT, (_row(seminar, code, texts[code]) for code in texts))
    return seminar


PUT_TEXT = """
    insert into seminar_text (seminar, language, title, words)
    values (:seminar, :language, :title, :words)
    on conflict (seminar, language) do update set title = excluded.title, words = excluded.words
"""
TOUCH = """
    update seminar set version = version + 1, changed_at = :now where id = :seminar
"""


async def put_text(work: database.Work, seminar: int, language: str, wording: Wording) -> None:
    """Describe it in one language, in place of what was said there."""
    await work.each(PUT_TEXT, [_row(seminar, language, wording)])
    await work.run(TOUCH, seminar=seminar, now=work.stamp)


def _row(seminar: int, language: str, wording: Wording) -> dict[str, object]:
    its = {"title": wording.title, "words": wording.words}
    return {"seminar": seminar, "language": language, **its}


CHANGE_PLACE = """
    update seminar set place = :place, version = version + 1, sequence = sequence + 1,
        changed_at = :now where id = :seminar
"""


async def change_place(work: database.Work, seminar: int, place: str) -> None:
    await work.run(CHANGE_PLACE, seminar=seminar, place=place, now=work.stamp)
    work.happened(Changed(seminar))


CHANGE_SEATS = """
    update seminar set seats = :seats, version = version + 1, changed_at = :now
    where id = :seminar
"""


async def change_seats(work: database.Work, seminar: int, seats: int | None) -> None:
    """Whoever calls has seen to it that nobody sits higher."""
    await work.run(CHANGE_SEATS, seminar=seminar, seats=seats, now=work.stamp)


MOVE = """
    update seminar set begins_at = :begins_at, ends_at = :ends_at, version = version + 1,
        sequence = sequence + 1, changed_at = :now, moved_at = :now
    where id = :seminar
"""


async def move(work: database.Work, seminar: int, begins_at: datetime, ends_at: datetime) -> None:
    """Whoever has a seat, or waits for one, keeps it."""
    await work.run(
        MOVE,
        seminar=seminar,
        begins_at=clock.stamp(begins_at),
        ends_at=clock.stamp(ends_at),
        now=work.stamp,
    )
    work.happened(Moved(seminar))


CANCEL = """
    update seminar set state = 'cancelled', version = version + 1, sequence = sequence + 1,
        changed_at = :now
    where id = :seminar and state = 'planned'
"""


async def cancel(work: database.Work, seminar: int) -> None:
    await work.run(CANCEL, seminar=seminar, now=work.stamp)
    work.happened(Cancelled(seminar))


FORGET_OLD = (
    "delete from rsvp where seminar in (select id from seminar where begins_at < :before)",
    "delete from topic where seminar in (select id from seminar where begins_at < :before)",
)


async def forget_old(work: database.Work, before: int) -> None:
    """Who came to seminars that began before this moment, and what was said there, is forgotten."""
    for forget in FORGET_OLD:
        await work.run(forget, before=before)


PERSONAL = (
    Personal(
        "seminar",
        "select kind, state, begins_at, place, made_at from seminar where made_by = :person",
        "update seminar set made_by = null where made_by = :person",
    ),
    Personal(
        "seminar_text",
        "select seminar_text.language, title, words from seminar "
        "join seminar_text on seminar_text.seminar = seminar.id where made_by = :person",
    ),
    Personal(
        "rsvp",
        "select seminar.kind, seminar.begins_at, rsvp.state, rsvp.answered_at, rsvp.attended "
        "from rsvp join seminar on seminar.id = rsvp.seminar where rsvp.person = :person",
    ),
    Personal(
        "topic",
        "select seminar.kind, seminar.begins_at, topic.words, topic.added_at from topic "
        "join seminar on seminar.id = topic.seminar where topic.person = :person",
    ),
)
