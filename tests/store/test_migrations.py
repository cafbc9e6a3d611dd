"""From an empty file to the newest schema; a step that fails leaves the database as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import files, migrations

FAMILIES = """
    create table parent (id integer primary key) strict;
    create table child (id integer primary key,
                        parent integer not null references parent on delete cascade) strict;
    insert into parent values (1);
    insert into child values (10, 1);
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Migrations of the test's own; the first one is there."""
    made = tmp_path / "migrations"
    made.mkdir()
    (made / "0001_families.sql").write_text(FAMILIES)
    return made


@pytest.fixture
def old(path: Path, folder: Path) -> Iterator[sqlite3.Connection]:
    """A database from before the test's second migration."""
    migrations.migrate(path, folder)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select * from sqlite_schema order by name").fetchall()


def test_an_empty_file_comes_to_the_newest_schema(path: Path) -> None:
    migrations.migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        assert version(connection) == migrations.newest()
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    assert files.is_whole(path)


def test_migrating_again_changes_nothing(path: Path) -> None:
    migrations.migrate(path)
    before = schema(path)
    migrations.migrate(path)
    assert schema(path) == before


def test_only_what_a_file_has_not_seen_is_run(
    path: Path, folder: Path, old: sqlite3.Connection
) -> None:
    (folder / "0002_more.sql").write_text("insert into parent values (2);")
    for _ in range(2):
        migrations.migrate(path, folder)
    assert old.execute("select id from parent order by id").fetchall() == [(1,), (2,)]
    assert version(old) == 2


BROKEN = {
    "a statement that fails": "insert into parent values (2); insert into nowhere values (1);",
    "half a statement": "insert into parent values (2); create table",
    "rows that refer to nothing": "insert into parent values (2); delete from parent where id = 1;",
}


@pytest.mark.parametrize("sql", BROKEN.values(), ids=BROKEN)
def test_a_migration_that_fails_leaves_the_database_as_it_was(
    path: Path, folder: Path, old: sqlite3.Connection, sql: str
) -> None:
    before = schema(path)
    (folder / "0002_broken.sql").write_text(sql)
    with pytest.raises((sqlite3.Error, migrations.Broken)):
        migrations.migrate(path, folder)
    assert version(old) == 1
    assert schema(path) == before
    assert old.execute("select id from parent").fetchall() == [(1,)]
    assert old.execute("select id from child").fetchall() == [(10,)]


def test_a_step_that_fails_keeps_the_steps_before(
    path: Path, folder: Path, old: sqlite3.Connection
) -> None:
    (folder / "0002_good.sql").write_text("insert into parent values (2);")
    (folder / "0003_broken.sql").write_text("insert into nowhere values (1);")
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(path, folder)
    assert version(old) == 2
    assert old.execute("select id from parent order by id").fetchall() == [(1,), (2,)]


def test_a_table_that_is_rebuilt_keeps_its_children(
    path: Path, folder: Path, old: sqlite3.Connection
) -> None:
    (folder / "0002_rebuild.sql").write_text(
        "create table new (id integer primary key, name text) strict;"
        "insert into new (id) select id from parent;"
        "drop table parent; alter table new rename to parent;"
    )
    migrations.migrate(path, folder)
    assert old.execute("select id, parent from child").fetchall() == [(10, 1)]
