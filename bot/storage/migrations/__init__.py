"""Brings a database file to the newest schema. A step that fails leaves the file as it was."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent


class Broken(Exception):
    """A migration left rows that refer to nothing. The old database is untouched."""


def steps(folder: Path = FOLDER) -> list[tuple[int, str]]:
    """Each migration's number and SQL, in order."""
    return [
        (int(file.stem.split("_")[0]), file.read_text()) for file in sorted(folder.glob("*.sql"))
    ]


def newest() -> int:
    return steps()[-1][0]


OBJECTS = """
    select object.type, object.sql from sqlite_schema as object
    join sqlite_schema as owner on owner.name = object.tbl_name and owner.type = 'table'
    where object.sql is not null and object.name not like 'sqlite_%'
    order by owner.rowid, object.type = 'index', object.rowid
"""
VERB = re.compile(r"^CREATE (TABLE|UNIQUE INDEX|INDEX|TRIGGER)")


def schema() -> str:
    """All that the migrations come to, table by table: `storage/schema.sql`, to be read."""
    lines = ['-- Made from the migrations by "make schema", to be read.']
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for number, sql in steps():
            _step(connection, number, sql)
        for kind, sql in connection.execute(OBJECTS):
            gap = "\n" if kind == "table" else ""
            lines.append(f"{gap}{VERB.sub(lambda verb: verb[0].lower(), sql)};")
    return "\n".join(lines) + "\n"


def migrate(path: Path, folder: Path = FOLDER) -> None:
    """Run what the file has not seen yet, each step in a transaction of its own.

    Foreign keys are off meanwhile (SQLite ignores the switch inside a transaction, and a rebuilt
    table would otherwise take its children with it) and checked before each commit.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (version,) = connection.execute("pragma user_version").fetchone()
        pending = [(number, sql) for number, sql in steps(folder) if number > version]
        if not pending:
            return
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma foreign_keys = off")
        for number, sql in pending:
            _step(connection, number, sql)


def _step(connection: sqlite3.Connection, number: int, sql: str) -> None:
    try:
        connection.executescript(f"begin immediate; {sql}; pragma user_version = {number};")
        if connection.execute("pragma foreign_key_check").fetchall():
            raise Broken(f"migration {number}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
