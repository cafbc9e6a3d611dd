"""One look at much: how long a coordinator waits for a ranking, and staff for their desk."""

import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot import app, clock, sections, town
from bot.conversation.values import Reader
from bot.desk import flow as desk
from bot.matches import loading
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database

BUDDIES, REQUESTS, TIMES = 2_000, 5_000, 50
LONGEST = 0.03
"""Seconds that a look for which somebody waits may take."""
LANGUAGES = ("de", "ar", "uk", "tr", "fr", "en", "fa", "es")
KINDS = ("office", "letters", "german", "work", "arriving")
SLOTS = tuple(f"{day}{part}" for day in range(7) for part in "mae")

PERSON = """
    insert into person (id, telegram, language, has_chosen, met_at, seen_on)
    values (:id, :id, 'en', 1, 0, '2026-11-24')
"""
BUDDY = """
    insert into buddy (person, name, district, places, state, applied_at, changed_at, active_at)
    values (:id, 'Tom', :district, :places, 'active', 0, 0, :since)
"""
NEWCOMER = """
    insert into newcomer (person, name, district, household, german)
    values (:id, 'Amal', :district, 'alone', 'little')
"""
REQUEST = """
    insert into request (id, person, state, sent_at, changed_at, ready_at)
    values (:id, :id, iif(:id % 2, 'ready', 'sent'), :since, :since, iif(:id % 2, :since, null))
"""
MANY = {
    "buddy_spoken": "insert into buddy_spoken (person, language) values (:id, :code)",
    "buddy_helps": "insert into buddy_helps (person, kind) values (:id, :code)",
    "buddy_free": "insert into buddy_free (person, slot) values (:id, :code)",
    "spoken": "insert into spoken (person, language) values (:id, :code)",
    "free": "insert into free (person, slot) values (:id, :code)",
    "need": "insert into need (request, kind, rank) values (:id, :code, 0)",
}


@dataclass(frozen=True)
class Look:
    """What was looked at, the median and the longest of the times it took, and what the median may
    be, in seconds."""

    name: str
    median: float
    longest: float
    aim: float


async def measure() -> list[Look]:
    """Both looks at a town with many people, each so many times."""
    here = town.load("musterstadt")
    its_clock = clock.Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.sqlite3"
        async with database.open_database(path, its_clock, app.AFTER) as base, base.work() as work:
            await _fill(work, here)
            reader = Reader("en", here.zone, work.now)
            asked = await loading.asking(work, 10_001)
            assert asked is not None

            async def rank() -> object:
                return await loading.ranking(work, asked, sections.Matching(), reader.today)

            member = await staff.find(work, 1)
            assert member is not None

            async def look() -> object:
                return await desk.card(work, member, reader, app.desk_of(here))

            return [
                await timed(f"ranking one newcomer against {BUDDIES:,} buddies", rank),
                await timed(f"the desk with {REQUESTS:,} open requests", look),
            ]


async def nothing() -> None:
    """What is done before a look, where nothing is."""


async def timed(
    name: str,
    look: Callable[[], Awaitable[object]],
    aim: float = LONGEST,
    before: Callable[[], Awaitable[None]] = nothing,
) -> Look:
    """How long a look takes, so many times; what is done before each doesn't count."""
    times = []
    for _ in range(TIMES):
        await before()
        began = time.perf_counter()
        await look()
        times.append(time.perf_counter() - began)
    return Look(name, statistics.median(times), max(times), aim)


async def _fill(work: database.Work, here: town.Town) -> None:
    """Everybody is active or waits; what they speak, like and when they are free is drawn."""
    chance = random.Random(2026)  # noqa: S311  (the same town every time)
    districts = [district.key for district in here.districts]
    buddies = range(100, 100 + BUDDIES)
    newcomers = range(10_000, 10_000 + REQUESTS)

    def drawn(people: range, codes: tuple[str, ...], most: int) -> list[dict[str, object]]:
        return [
            {"id": person, "code": code}
            for person in people
            for code in chance.sample(codes, chance.randint(1, most))
        ]

    def rows(people: range) -> list[dict[str, object]]:
        return [
            {
                "id": person,
                "district": chance.choice(districts),
                "places": chance.randint(1, 3),
                "since": work.stamp - chance.randint(0, 90) * 86_400,
            }
            for person in people
        ]

    await work.each(PERSON, ({"id": person} for person in (1, *buddies, *newcomers)))
    for role in Role:
        await staff.add(work, 1, role)
    await work.each(BUDDY, rows(buddies))
    await work.each(NEWCOMER, rows(newcomers))
    await work.each(REQUEST, rows(newcomers))
    for table, people, codes, most in (
        ("buddy_spoken", buddies, LANGUAGES, 3),
        ("buddy_helps", buddies, KINDS, 4),
        ("buddy_free", buddies, SLOTS, 9),
        ("spoken", newcomers, LANGUAGES, 3),
        ("free", newcomers, SLOTS, 9),
        ("need", newcomers, KINDS, 2),
    ):
        await work.each(MANY[table], drawn(people, codes, most))
