"""The database as a file: which ones are refused, in which words, and that a backup is whole."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import files, migrations


def made(path: Path) -> None:
    """A database with somebody in it."""
    files.prepare(path)
    migrations.migrate(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "insert into person (telegram, language, met_at, seen_on) values (1, 'en', 0, '')"
        )
        connection.execute("insert into told_telegram values ('much', hex(zeroblob(50000)))")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version = {migrations.newest() + 1}")


def other_bytes(path: Path) -> None:
    path.write_bytes(b"No database at all. " * 1000)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def within(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = bytes(range(256)) * 32
    path.write_bytes(content)


def readable(path: Path) -> None:
    path.chmod(0o640)


REFUSED: list[tuple[Callable[[Path], None], type[files.Refused], str]] = [
    (newer, files.Newer, "newer version"),
    (other_bytes, files.Damaged, "restore the newest backup"),
    (truncated, files.Damaged, "restore the newest backup"),
    (readable, files.Readable, "chmod 600"),
]


@pytest.mark.parametrize(
    ("spoil", "refusal", "words"), REFUSED, ids=lambda x: getattr(x, "__name__", "")
)
def test_a_file_that_can_not_be_used_is_refused_with_a_sentence(
    path: Path, spoil: Callable[[Path], None], refusal: type[files.Refused], words: str
) -> None:
    made(path)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(refusal, match=words) as found:
        files.prepare(path)
    assert str(path) in str(found.value)
    assert path.read_bytes() == before, "what is refused is not touched"


def test_a_folder_that_can_not_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(files.Unopenable, match="folder exists"):
        files.prepare(tmp_path / "file" / "welcome.sqlite3")


def test_a_folder_in_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(files.Unopenable):
        files.prepare(path)


def test_a_new_database_and_its_folder_are_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "welcome.sqlite3"
    files.prepare(path)
    assert [p.stat().st_mode & 0o777 for p in (path, path.parent)] == [0o600, 0o700]


def test_a_second_run_is_refused_and_a_later_one_is_not(path: Path) -> None:
    with files.held(path):
        with pytest.raises(files.InUse, match="Stop it first"), files.held(path):
            pass
        with pytest.raises(files.InUse), files.held(path):
            pass
    with files.held(path):
        pass


def test_damage_within_a_page_is_found(path: Path) -> None:
    made(path)
    assert files.is_whole(path)
    within(path)
    assert not files.is_whole(path)


def test_a_row_that_refers_to_nothing_is_found(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("insert into free values (99, '0m')")
        connection.commit()
    assert not files.is_whole(path)


@pytest.mark.parametrize("spoil", [other_bytes, truncated, within])
def test_of_a_damaged_database_no_backup_remains(
    path: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    made(path)
    spoil(path)
    target = tmp_path / "copy.sqlite3"
    with pytest.raises(files.Damaged):
        files.copy(path, target)
    assert not target.exists()


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    made(path)
    target = tmp_path / "copy.sqlite3"
    target.write_text("precious")
    with pytest.raises(FileExistsError):
        files.copy(path, target)
    assert target.read_text() == "precious"


def test_a_backup_into_a_folder_that_isnt_there_is_refused(path: Path, tmp_path: Path) -> None:
    made(path)
    with pytest.raises(files.Unopenable, match="folder exists"):
        files.copy(path, tmp_path / "nowhere" / "copy.sqlite3")


def test_a_backup_is_one_file(path: Path, tmp_path: Path) -> None:
    made(path)
    folder = tmp_path / "backups"
    folder.mkdir()
    files.copy(path, folder / "copy.sqlite3")
    assert [file.name for file in folder.iterdir()] == ["copy.sqlite3"]


def test_holding_makes_the_folder_for_a_first_start(tmp_path: Path) -> None:
    path = tmp_path / "data" / "welcome.sqlite3"
    with files.held(path):
        assert path.parent.is_dir()


def test_nothing_is_held_in_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(files.Unopenable), files.held(tmp_path / "data" / "welcome.sqlite3"):
        pass
