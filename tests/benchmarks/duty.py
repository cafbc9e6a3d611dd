"""A round beside many meetings that are still to come: with nothing due, and with a hundred nudges
to write.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app, clock, config, town
from bot.nudges import rounds
from bot.nudges.setting import Setting
from bot.storage import database
from tests.benchmarks import looks
from tests.benchmarks.looks import Look

MATCHES, MEETINGS, DUE = 5_000, 100_000, 100
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
"""18:05 in the town: tomorrow's reminders are said."""
A_YEAR = timedelta(days=365)

PERSON = """
    insert into person (id, telegram, language, has_chosen, met_at, seen_on)
    values (:id, :id, 'en', 1, 0, '2026-11-24')
"""
BUDDY = """
    insert into buddy (person, name, district, places, state, applied_at, changed_at, active_at)
    values (:buddy, 'Tom', 'hafen', 1, 'active', 0, 0, 0)
"""
MATCH = """
    insert into match (id, newcomer, buddy, place, state, proposed_at, asked_at, active_at)
    values (:id, :id, :buddy, 1, 'active', 0, 0, 0)
"""
MEETING = """
    insert into meeting (match, occasion, state, begins_at, ends_at, made_at, confirmed_at)
    values (:match, 'german', 'confirmed', :begins, :begins + 3600, 0, 0)
"""
TELL = """
    insert into outbox (chat, person, priority, kind, once, state, made_at, ended_at)
    select 1, 1, 1, 'say', 'meeting:day:' || meeting.id || ':0:' || person.id, 'sent', 0, 0
    from meeting join match on match.id = meeting.match
    join person on person.id in (match.newcomer, match.buddy)
    where begins_at < :before
"""
SOON = "update meeting set begins_at = :soon, ends_at = :soon + 3600 where id <= :most"
FORGET = "delete from outbox where state = 'waiting'"


async def measure() -> list[Look]:
    """Each round so many times."""
    here = town.load("musterstadt")
    setting = app.setting(config.Config(), here, bytes(32))
    its_clock = clock.Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.sqlite3"
        async with database.open_database(path, its_clock, app.AFTER) as base:
            await _fill(base)
            return [
                await _nothing_due(base, setting, NOON, "by day"),
                await _nothing_due(base, setting, EVENING, "when tomorrow's are said"),
                await _much_due(base, setting),
                await _softly(base, setting),
            ]


async def _nothing_due(base: database.Database, setting: Setting, when: datetime, how: str) -> Look:
    async def look() -> None:
        _goes_to(base, when)
        await rounds.decide(base, setting)

    return await looks.timed(f"a round with {MEETINGS:,} meetings, nothing due, {how}", look, 0.01)


async def _much_due(base: database.Database, setting: Setting) -> Look:
    async with base.work() as work:
        soon = clock.stamp(NOON + timedelta(hours=1, minutes=30))
        await work.run(SOON, soon=soon, most=DUE // 2)

    async def forget() -> None:
        async with base.work() as work:
            await work.run(FORGET)
        _goes_to(base, NOON)

    async def look() -> None:
        await rounds.decide(base, setting)

    name = f"a round with {MEETINGS:,} meetings, {DUE} nudges due"
    found = await looks.timed(name, look, 0.1, before=forget)
    rows = await base.read("select count(*) from outbox where state = 'waiting'")
    assert rows[0][0] == DUE
    return found


async def _softly(base: database.Database, setting: Setting) -> Look:
    async def look() -> None:
        _goes_to(base, NOON)
        await rounds.decide_softly(base, setting)

    return await looks.timed(f"questions that can wait, {MATCHES:,} matches", look, 0.1)


def _goes_to(base: database.Database, moment: datetime) -> None:
    base.clock.shift(moment - base.clock.now() + base.clock.offset)


async def _fill(base: database.Database) -> None:
    """The meetings lie in the coming year, one after the other; tomorrow's have been spoken of."""
    _goes_to(base, NOON)
    gap = A_YEAR / MEETINGS
    first = NOON + timedelta(hours=12)
    matches = [{"id": match, "buddy": MATCHES + match} for match in range(1, MATCHES + 1)]
    async with base.work() as work:
        await work.each(PERSON, ({"id": person} for person in range(1, 2 * MATCHES + 1)))
        await work.each(BUDDY, matches)
        await work.each(MATCH, matches)
        await work.each(
            MEETING,
            (
                {"match": n % MATCHES + 1, "begins": clock.stamp(first + gap * n)}
                for n in range(MEETINGS)
            ),
        )
        await work.run(TELL, before=clock.stamp(NOON + timedelta(hours=36)))
