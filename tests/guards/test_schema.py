"""The schema: written whole as the migrations make it, strict, indexed; and every table that holds
something of a person gives it out and forgets it.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot import erasing, i18n
from bot.conversation import cards
from bot.newcomers import links
from bot.people import personal
from bot.people import store as people
from bot.staff.store import Role
from bot.storage import database, files, inbox, migrations, outbox
from bot.telegram import receive, updates
from bot.turns import Turns
from tests.guards import every_form, stage, together
from tests.guards.stage import Stage, pressed

SCHEMA = Path(migrations.__file__).parents[1] / "schema.sql"
CHAT = 7_777_000_123
"""Occurs nowhere but where this person is kept."""
NAMES_A_CHAT = ("chat", "telegram")
FORGOTTEN_BY_CHAT = {"inbox"}
"""Has no person, since it keeps what strangers say too: `inbox.forget` takes the chat."""


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        yield connection


def tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "select name from pragma_table_list where schema = 'main' and name not like 'sqlite_%'"
    )
    return [row[0] for row in rows]


def references(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Each table, the column that refers to another one, and that one."""
    return [
        (table, column, target)
        for table in tables(connection)
        for column, target in connection.execute(
            'select "from", "table" from pragma_foreign_key_list(?)', (table,)
        )
    ]


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in connection.execute("select name from pragma_table_info(?)", (table,))}


def naming_people(connection: sqlite3.Connection) -> set[str]:
    """The tables that name a person, directly, through another table, or by the chat."""
    found = {"person"}
    found |= {name for name in tables(connection) if columns(connection, name) & {*NAMES_A_CHAT}}
    while more := {table for table, _, to in references(connection) if to in found} - found:
        found |= more
    return found


def test_the_schema_that_people_read_is_what_the_migrations_make() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == migrations.schema(), "run `make schema`"


def test_the_schema_that_people_read_can_be_run(empty: sqlite3.Connection) -> None:
    assert {"person", "inbox", "outbox", "form", "request"} <= set(tables(empty))


def test_every_table_is_strict(empty: sqlite3.Connection) -> None:
    lax = "select name from pragma_table_list where schema = 'main' and not strict"
    found = {name for (name,) in empty.execute(lax) if not name.startswith("sqlite_")}
    assert not found


def test_every_reference_is_found_by_an_index(empty: sqlite3.Connection) -> None:
    """Or else erasing a person would read whole tables."""
    assert references(empty)
    for table, column, _ in references(empty):
        query = f'explain query plan select 1 from "{table}" where "{column}" = 1'  # noqa: S608  (names of the schema)
        plan = [row[3] for row in empty.execute(query)]
        assert all(step.startswith("SEARCH") for step in plan), f"{table}.{column}: {plan}"


def test_every_table_that_names_a_person_says_how_it_is_exported_and_forgotten(
    empty: sqlite3.Connection,
) -> None:
    named = [entry.table for entry in erasing.PERSONAL]
    assert len(set(named)) == len(named)
    assert set(named) == naming_people(empty) - FORGOTTEN_BY_CHAT


def test_what_goes_with_the_person_really_goes(empty: sqlite3.Connection) -> None:
    """`FOREVER` leaves it to the database: the reference must cascade, all the way up."""
    cascading = {
        table
        for table in tables(empty)
        for action in empty.execute("select on_delete from pragma_foreign_key_list(?)", (table,))
        if action == ("CASCADE",)
    }
    left_to_it = {entry.table for entry in erasing.PERSONAL if entry.forget == personal.FOREVER}
    assert left_to_it - cascading == {"person"}


def rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the database, with its table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for table in tables(connection):
            for row in connection.execute(f'select * from "{table}"'):  # noqa: S608  (names of the schema)
                yield table, dict(row)


def about(path: Path, person: int, name: str) -> set[str]:
    """The tables in which anything points to a person: number, chat, or name."""
    with closing(sqlite3.connect(path)) as connection:
        pointing = {(table, column) for table, column, to in references(connection) if to in PEOPLE}
    return {
        table
        for table, row in rows(path)
        for column, value in row.items()
        if ((table, column) in pointing and value == person)
        or (table == "person" and row["id"] == person)
        or str(CHAT) in str(value)
        or any(spelling in str(value) for spelling in (name, json.dumps(name)[1:-1]))
    }


async def hears(here: Stage, turns: Turns, number: int, what: updates.What) -> None:
    """An update on the way of all updates: kept, handled, wiped."""
    said = updates.Heard(CHAT, every_form.strange_name(here.language), here.language, what)
    async with here.base.work() as work:
        await inbox.add(work, [inbox.Arrival(number, CHAT, updates.pack(said), press=f"77/{what}")])
    await turns.take(1)


PEOPLE = ("person", "buddy")
"""Tables whose key is a person's."""
COORDINATOR, TOM, AMAL = 501, 502, 503
TOMS_ANSWERS = {"name": "Tom", "about": None}
AMALS_ANSWERS = {"name": "Amal", "household": "alone", "wish": None, "words": None}
"""Nothing in them is like what the person writes who is going to be forgotten."""
UNNAMED = {
    "broadcast_text",
    "seminar_text",
    "need",
    "agreement",
    "agreement_need",
    "agreement_place",
    "letter",
    "meeting",
    "meeting_side",
    "offer",
    "offered_time",
    "question",
}
"""Belong to a person only through a row of another table."""


async def link(here: Stage) -> updates.Command:
    """Following an advisor's link."""
    async with here.base.work() as work:
        return updates.Command("start", await links.open_case(work, 72))


async def fills_everything(here: Stage) -> people.Person:
    """One person uses all there is, so that every table holds something of theirs."""
    await together.joins(here, COORDINATOR, Role.COORDINATOR, has_name=False)
    await here.does(CHAT, await link(here))
    await together.asks(here, CHAT, {"household": "alone", "wish": None})
    for chat in (CHAT, TOM):
        await together.applies(here, chat, {} if chat == CHAT else TOMS_ANSWERS)
        await together.goes_on(here, COORDINATOR, chat)
    await together.asks(here, AMAL, AMALS_ANSWERS)
    await together.case(here, COORDINATOR, AMAL, "ready")
    await here.presses(CHAT, "write_center")
    await here.fills(CHAT)
    for newcomer, buddy in ((CHAT, TOM), (AMAL, CHAT)):
        await together.become_a_pair(here, COORDINATOR, newcomer, buddy)
    await here.does(CHAT, updates.Typed("For whom is this?", 600))
    await meet(here)
    await agree_and_fall_out(here)
    for role in Role:
        await here.does(CHAT, await together.invitation(here, role, 72))
    await here.presses(CHAT, "invite", Role.ADVISOR)
    await here.presses(CHAT, "open_case")
    await here.presses(CHAT, "change_offer")
    await come_together(here)
    await write_to_all(here)
    async with here.base.work() as work:
        person = await people.find(work, CHAT)
        assert person is not None
        broken = receive.arrival({"update_id": 1, "message": {"from": {"id": CHAT}, "text": "…"}})
        assert broken is not None
        assert not broken.is_readable
        await inbox.add(work, [broken])
        return person


async def agree_and_fall_out(here: Stage) -> None:
    """What two write to each other, decide together, and report about each other."""
    match = await together.match_of(here, CHAT)
    await here.presses(CHAT, "write_pair", match)
    await here.fills(CHAT)
    await here.presses(CHAT, "propose_agreement", match)
    await here.fills(CHAT)
    await here.presses(TOM, "accept_agreement", match, 1)
    await here.presses(CHAT, "send_letter", match)
    await here.fills(CHAT)
    await here.presses(CHAT, "concern", match)
    await here.fills(CHAT)
    await together.match(here, CHAT, CHAT, "end_match_now")
    await here.fills(CHAT)
    await here.presses(AMAL, "concern", await together.match_of(here, AMAL))
    await here.fills(AMAL, answers={"words": None})


MEETING = {"time": "09:30", "length": 60, "where": {"words": "Café"}, "note": None}
KEEP_HOURS = """
    insert into buddy_hours (person, year, minutes)
    select person, 2025, 60 from buddy join person on person.id = buddy.person
    where telegram = :chat
"""


async def meet(here: Stage) -> None:
    """Two agree on a meeting, and one suggests another; of earlier ones only the hours are kept."""
    match = await together.match_of(here, AMAL)
    for day in ("2026-12-03", "2026-12-04"):
        await here.presses(CHAT, "meet", match)
        await here.fills(CHAT, answers={**MEETING, "occasion": "talk", "day": day})
    await here.presses(AMAL, "confirm_meeting", "1.1", 1)
    await here.presses(CHAT, "coming", 1, 2)
    async with here.base.work() as work:
        await work.run(KEEP_HOURS, chat=CHAT)


SEMINAR = {"kind": "reflection", "title": "Austausch", "words": None, "place": "Rathaus"}


async def come_together(here: Stage) -> None:
    """A coordinator plans a meeting, comes to it and has something to say there."""
    await here.presses(CHAT, "new_seminar")
    await here.fills(CHAT, answers={**SEMINAR, "audience": "everyone"})
    await here.presses(CHAT, "rsvp_yes", 1)
    await here.presses(CHAT, "add_topic", 1)
    await here.fills(CHAT, answers={"named": "yes"})


async def write_to_all(here: Stage) -> None:
    """A coordinator writes a broadcast, and doesn't want any of the kind."""
    await here.presses(CHAT, "write_broadcast")
    await here.fills(CHAT, answers={"words": "Hello"})
    await here.presses(CHAT, "opt_out", "news")


async def test_everything_is_given_out_and_then_forgotten(tmp_path: Path) -> None:
    async with stage.stage(i18n.SOURCE, stage.EXAMPLE, tmp_path) as here:
        path, turns = here.settings.database, Turns(here.base, here.programme)
        person = await fills_everything(here)
        await hears(here, turns, 2, updates.Command("mydata", ""))
        name = every_form.strange_name(here.language).split()[0]
        assert about(path, person.id, name) >= {*FORGOTTEN_BY_CHAT} | {
            entry.table for entry in erasing.PERSONAL if entry.table not in UNNAMED
        }

        exported = await personal.export(here.base, person.id, erasing.PERSONAL)
        assert set(exported) == {entry.table for entry in erasing.PERSONAL if entry.export}
        assert [table for table, found in exported.items() if not found] == []

        await hears(here, turns, 3, pressed(cards.action("forget_now")))
        await sent(here.base)
        assert about(path, person.id, name) == set()
        assert [row for table, row in rows(path) if table == "agreement" and row["words"]] == []
        assert files.is_whole(path)


async def sent(base: database.Database) -> None:
    """Everything that waits is sent: the farewell is the last to name the chat."""
    async with base.work() as work:
        waiting = await work.all("select id from outbox where state = 'waiting'")
        await outbox.end(work, [outbox.Ending(row[0], "sent", 1) for row in waiting])


async def test_forgetting_one_person_leaves_the_others_whole(tmp_path: Path) -> None:
    async with stage.stage(i18n.SOURCE, stage.EXAMPLE, tmp_path) as here:
        person = await fills_everything(here)
        counts = "select (select count(*) from need), (select count(*) from buddy)"
        before = await here.base.read(counts)
        async with here.base.work() as work:
            await personal.erase(work, person, erasing.erasure(stage.KEY))
        after = await here.base.read(counts)
        assert all(0 < left < was for left, was in zip(after[0], before[0], strict=True))
        remaining = await here.base.read("select telegram from person order by id")
        assert [row[0] for row in remaining] == [COORDINATOR, TOM, AMAL]
