"""Which tables name people, and how each is exported and forgotten.

Every capability lists its own, `erasing.PERSONAL` gathers them; a guard finds the missing one.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot import clock
from bot.people import store
from bot.storage import database, inbox

log = logging.getLogger(__name__)

FOREVER = "cascade"
"""The rows go with the person's own."""


@dataclass(frozen=True)
class Personal:
    """How a table that names people is exported (a query by `:person`, None if it holds nothing of
    interest) and forgotten (`FOREVER`, or a statement by `:person`)."""

    table: str
    export: str | None
    forget: str = FOREVER


PERSONAL = (
    Personal(
        "person",
        "select telegram, language, has_chosen, met_at, seen_on, paused_at, unreachable_since "
        "from person where id = :person",
    ),
    Personal(
        "consent",
        "select purpose, version, language, given_at, withdrawn_at from consent "
        "where person = :person",
    ),
    Personal(
        "form",
        "select flow, answers, draft, begun_at, touched_at from form where person = :person",
    ),
    Personal(
        "outbox",
        "select made_at, ended_at, state from outbox where person = :person",
    ),
)
TOMBSTONE = """
    insert into tombstone (mark, erased_at) values (:mark, :now)
    on conflict (mark) do update set erased_at = excluded.erased_at
"""
DELETE = "delete from person where id = :person"


Leave: TypeAlias = Callable[[database.Work, int], Awaitable[None]]
"""What must end before a person (by id) goes, and who is to hear of it."""


@dataclass(frozen=True)
class Erasure:
    """How a person is erased: what ends first, the tables, and the key of the mark that remains."""

    leaving: Sequence[Leave]
    tables: Sequence[Personal]
    key: bytes


async def erase(work: database.Work, person: store.Person, erasure: Erasure) -> None:
    """Delete a person everywhere. A keyed mark remains, so that a restored backup can be cleaned;
    it tells nothing without the key, which isn't in the database."""
    for leave in erasure.leaving:
        await leave(work, person.id)
    for table in erasure.tables:
        if table.forget != FOREVER:
            await work.run(table.forget, person=person.id)
    await inbox.forget(work, person.telegram)
    await work.run(DELETE, person=person.id)
    await work.run(TOMBSTONE, mark=mark(person.telegram, erasure.key), now=work.stamp)
    log.info("person %d was erased", person.id)


def mark(telegram: int, key: bytes) -> bytes:
    return hmac.digest(key, str(telegram).encode(), hashlib.sha256)


Rows: TypeAlias = list[dict[str, Any]]


async def export(
    base: database.Database, person: int, personal: Sequence[Personal]
) -> dict[str, Rows]:
    """Every row about a person, by table; times as ISO 8601 in UTC."""
    found = {}
    for table in personal:
        if table.export is not None:
            rows = await base.read(table.export, person=person)
            found[table.table] = [_plain(dict(row)) for row in rows]
    return found


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if name.endswith("_at") and isinstance(value, int):
        return clock.moment(value).isoformat()
    if name in ("answers", "draft") and isinstance(value, str):
        return json.loads(value)
    return value
