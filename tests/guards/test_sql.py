"""Every statement in the code fits the schema, and none that runs all day reads a whole table."""

import ast
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.storage import migrations

BOT = Path(bot.__file__).parent
STATEMENT = re.compile(
    r"\s*(select\s|insert\s+(or\s+\w+\s+)?into\s|update\s+(or\s+\w+\s+)?\w+\s+set\s|delete\s+from\s)"
)
ASIDE = ("checking.py", "demonstration", "migrations", "sandbox")
"""Run by hand and once, or not on the database: these may read everything."""
SMALL = frozenset(("told_telegram", "sqlite_master", "CONSTANT", "json_each", "staff"))
"""What has a few dozen rows at most, however many people there are."""
HOT = (
    "inbox.NEXT", "inbox.DONE", "inbox.TRIED", "inbox.FORGET", "inbox.PURGE",
    "outbox.NEXT", "outbox.HELD_UNTIL", "outbox.END", "outbox.OVERTAKEN", "outbox.TAKE_BACK",
    "outbox.PURGE", "store.FIND", "store.GET", "forms.OPEN", "forms.PUT", "forms.FORGET_OLD",
    "rounds.FORMS", "rounds.WAITING", "rounds.PROPOSALS", "rounds.IDLE", "retention.IDLE",
    "expiring.DUE", "digest.DUE", "store.DUE", "relayed.PASSED_ON", "relayed.COPIES", "store.PAIRS",
    "loading.CANDIDATES", "loading.PASTS", "loading.WAITING", "register.LIST", "register.COUNT",
    "register.WAITING", "cases.UNTAKEN", "cases.COUNT_UNTAKEN", "pressing.COUNT",
    "pressing.COUNT_PASSED", "dates.NEWCOMERS", "dates.BUDDIES", "promises.LATE_REQUESTS",
    "questions.OPEN", "store.COUNT", "meetings.REMINDERS", "suggestions.OFFERS", "afterwards.OVER",
    "seminars.REMINDERS", "letters.DEADLINES", "soft.SILENT", "soft.ENDING", "soft.TRIALS",
    "feeding.DUE", "steps.ROWS", "steps.UNREACHED", "audience.READERS", "message.SAYS",
    "message.WANTS",
)  # fmt: skip
"""Every update, every message, every round. Named here so that none escapes by being renamed."""


@dataclass(frozen=True)
class Statement:
    file: Path
    line: int
    sql: str
    constant: str = ""

    @property
    def name(self) -> str:
        where = self.file.relative_to(BOT).as_posix()
        return f"{where}:{self.constant or self.line}"


def statements() -> Iterator[Statement]:
    for file in sorted(BOT.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = {
            id(node.value): name.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for name in node.targets
            if isinstance(name, ast.Name)
        }
        for node in ast.walk(tree):
            match node:
                case ast.Constant(str(sql)) if STATEMENT.match(sql):
                    yield Statement(file, node.lineno, sql, constants.get(id(node), ""))


ALL = tuple(statements())
ONCE_A_RELEASE = ("RENEW_COMMANDS",)
"""Goes to everyone, and so reads everyone."""
EVERY_DAY = tuple(
    found
    for found in ALL
    if not {*found.file.relative_to(BOT).parts} & {*ASIDE} and found.constant not in ONCE_A_RELEASE
)


class Anything(dict[str, Any]):
    """A value for whatever name a statement asks for."""

    def __missing__(self, name: str) -> None:
        return None


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(migrations.schema())
        yield connection


def plan(connection: sqlite3.Connection, sql: str) -> list[str]:
    values: Mapping[str, Any] = Anything()
    return [row[3] for row in connection.execute(f"explain query plan {sql}", values)]


@pytest.mark.parametrize("statement", ALL, ids=lambda statement: statement.name)
def test_a_statement_fits_the_schema(empty: sqlite3.Connection, statement: Statement) -> None:
    plan(empty, statement.sql)


@pytest.mark.parametrize("statement", EVERY_DAY, ids=lambda statement: statement.name)
def test_a_statement_reads_by_index(empty: sqlite3.Connection, statement: Statement) -> None:
    whole = [
        step
        for step in plan(empty, statement.sql)
        if step.startswith("SCAN ") and " USING " not in step and step.split()[1] not in SMALL
    ]
    assert not whole, f"{statement.file}:{statement.line}"


@pytest.mark.parametrize("statement", EVERY_DAY, ids=lambda statement: statement.name)
def test_no_statement_goes_through_rows_once_for_each_row(
    empty: sqlite3.Connection, statement: Statement
) -> None:
    """Inside a subquery that runs for every row, even the scan of an index is too much."""
    steps = plan(empty, statement.sql)
    inside = steps[next((n for n, step in enumerate(steps) if "CORRELATED" in step), len(steps)) :]
    assert not [step for step in inside if step.startswith("SCAN ")], statement.sql


@pytest.mark.parametrize("name", HOT)
def test_what_runs_all_day_is_among_them(name: str) -> None:
    module, _, constant = name.partition(".")
    assert any(s.file.stem == module and s.constant == constant for s in EVERY_DAY)


def test_the_next_rows_are_found_without_sorting(empty: sqlite3.Connection) -> None:
    wanted = {"inbox.NEXT", "outbox.NEXT"}
    for statement in EVERY_DAY:
        if f"{statement.file.stem}.{statement.constant}" in wanted:
            assert not [step for step in plan(empty, statement.sql) if "TEMP B-TREE" in step]


def test_values_are_named_and_never_put_into_the_words_of_a_statement() -> None:
    """A `?` can be given the wrong value; what is pasted in can be anything."""
    assert [s.name for s in EVERY_DAY if re.search(r"\?|%s|\{", s.sql)] == []
