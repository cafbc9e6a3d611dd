"""The database as a file: made, judged, copied. Each refusal's docstring is its sentence.

Refused          the database can't be opened
├── Newer        made by a newer version of this program
├── Damaged      not a database, or no longer whole
├── Readable     others on this machine may read it
├── Unopenable   no such folder, no right to write, no room
└── InUse        another `run` holds it
"""

import fcntl
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage import migrations


class Refused(Exception):
    """The database can't be opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: {' '.join((type(self).__doc__ or '').split())}")


class Newer(Refused):
    """The database was made by a newer version of this program. Start that version, or restore
    a backup from before."""


class Damaged(Refused):
    """The file is not a database, or is damaged. Keep it, and restore the newest backup."""


class Readable(Refused):
    """Other users of this machine may read the database. Run `chmod 600` on it."""


class Unopenable(Refused):
    """The file can't be opened or made. Look whether the folder exists, whether this user may
    write there, and whether the disk has room."""


class InUse(Refused):
    """Another run of the bot uses this database. Stop it first: two would answer everyone twice."""


def prepare(path: Path) -> None:
    """Make the file if it isn't there, for its owner alone; refuse one that can't be used."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unopenable(path) from error
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Readable(path)
    try:
        with _open(path) as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            connection.execute("select count(*) from sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        raise Unopenable(path) from error
    except sqlite3.DatabaseError as error:
        raise Damaged(path) from error
    if version > migrations.newest():
        raise Newer(path)


def is_whole(path: Path) -> bool:
    """Whether SQLite finds every page, index and reference of the file in order."""
    try:
        with _open(path) as connection:
            return is_sound(connection)
    except sqlite3.OperationalError:
        return False


def is_sound(connection: sqlite3.Connection) -> bool:
    """The same of an open connection, which may be one that can only read."""
    try:
        pages = connection.execute("pragma integrity_check").fetchall()
        orphans = connection.execute("pragma foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False
    return pages == [("ok",)] and not orphans


def copy(source: Path, target: Path) -> None:
    """Copy with SQLite's online backup, in one step: in several it would begin anew after each
    write beside it. Raises `Damaged` or `Unopenable` when there is no whole copy, and leaves none;
    `FileExistsError` when something is there already.
    """
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise
    except OSError as error:
        raise Unopenable(target) from error
    try:
        with _open(source) as original, _open(target) as backup:
            original.backup(backup)
            backup.execute("pragma journal_mode = delete")
        if not is_whole(target):
            raise Damaged(target)
    except sqlite3.OperationalError as error:
        target.unlink()
        raise Unopenable(target) from error
    except sqlite3.DatabaseError as error:
        target.unlink()
        raise Damaged(source) from error
    except BaseException:
        target.unlink()
        raise


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the database for one `run`, and make its folder. Raises `InUse` when another process
    holds it, `Unopenable` when the folder can't be made or written to."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise Unopenable(path) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise InUse(path) from error
    try:
        yield
    finally:
        os.close(lock)


def _open(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))
