"""People and their consents, as rows."""

import sqlite3
from dataclasses import dataclass

from bot.storage import database


@dataclass(frozen=True)
class Person:
    """Someone who wrote to the bot. `has_chosen` is false while the language is only a guess."""

    id: int
    telegram: int
    language: str
    has_chosen: bool
    is_paused: bool


def _person(row: sqlite3.Row) -> Person:
    return Person(row[0], row[1], row[2], bool(row[3]), bool(row[4]))


FIND = """
    select id, telegram, language, has_chosen, paused_at is not null, seen_on, unreachable_since
    from person where telegram = :chat
"""
ADD = """
    insert into person (telegram, language, met_at, seen_on)
    values (:chat, :language, :now, :today)
"""
SEEN = "update person set seen_on = :today, unreachable_since = null where id = :person"


async def find(work: database.Work, chat: int) -> Person | None:
    """The person of a private chat, if known; whoever writes can be reached again."""
    row = await work.one(FIND, chat=chat)
    if row is None:
        return None
    today = work.now.date().isoformat()
    if row["seen_on"] != today or row["unreachable_since"] is not None:
        await work.run(SEEN, person=row["id"], today=today)
    return _person(row)


async def add(work: database.Work, chat: int, guessed_language: str) -> Person:
    """Get to know someone who writes for the first time."""
    today = work.now.date().isoformat()
    new = await work.add(ADD, chat=chat, language=guessed_language, now=work.stamp, today=today)
    return Person(new, chat, guessed_language, has_chosen=False, is_paused=False)


GET = """
    select id, telegram, language, has_chosen, paused_at is not null from person where id = :person
"""


async def get(work: database.Work, person: int) -> Person:
    """Raises LookupError when there is no such person."""
    row = await work.one(GET, person=person)
    if row is None:
        raise LookupError(f"person {person}")
    return _person(row)


CHOOSE = "update person set language = :language, has_chosen = 1 where id = :person"


async def choose_language(work: database.Work, person: int, language: str) -> None:
    await work.run(CHOOSE, person=person, language=language)


PAUSE = "update person set paused_at = iif(:is_paused, :now, null) where id = :person"


async def change_pause(work: database.Work, person: int, *, is_paused: bool) -> None:
    """Whether the bot writes by itself."""
    await work.run(PAUSE, person=person, is_paused=is_paused, now=work.stamp)


@dataclass(frozen=True)
class Unreachable:
    """A person can't be written to any more: they have stopped the bot, or left Telegram."""

    person: int


UNREACHABLE = """
    update person set unreachable_since = :now
    where telegram = :chat and unreachable_since is null returning id
"""
REACHABLE = "update person set unreachable_since = null where telegram = :chat"


async def mark_unreachable(work: database.Work, chat: int) -> None:
    row = await work.one(UNREACHABLE, chat=chat, now=work.stamp)
    if row is not None:
        work.happened(Unreachable(row["id"]))


async def mark_reachable(work: database.Work, chat: int) -> None:
    await work.run(REACHABLE, chat=chat)


AGREE = """
    insert into consent (person, purpose, version, language, given_at)
    values (:person, :purpose, :version, :language, :now)
    on conflict (person, purpose) where withdrawn_at is null
    do update set version = excluded.version, language = excluded.language,
        given_at = excluded.given_at where version <> excluded.version
"""


async def agree(
    work: database.Work, person: int, purpose: str, version: str, language: str
) -> None:
    """Keep that a person agreed, to which version of the words, and in which language."""
    await work.run(
        AGREE, person=person, purpose=purpose, version=version, language=language, now=work.stamp
    )


AGREED = """
    select 1 from consent
    where person = :person and purpose = :purpose and version = :version and withdrawn_at is null
"""


async def has_agreed(work: database.Work, person: int, purpose: str, version: str) -> bool:
    return await work.one(AGREED, person=person, purpose=purpose, version=version) is not None
