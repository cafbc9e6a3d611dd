"""`check`: every fault says what is wrong and how to mend it, and looking changes nothing."""

import contextlib
import os
import re
import sqlite3
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

from bot import app, i18n, town
from bot.sandbox import server
from bot.storage import migrations
from tests.cli import program
from tests.cli.program import Ended, Program


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A copy of the program with complete catalogues, so that nothing is wrong in it."""
    root = program.copied(tmp_path / "installation")
    for source in root.glob("locales/*/LC_MESSAGES/messages.po"):
        keep(complete(source.parent.parent.name), source)
    return root


def complete(language: str) -> Catalog:
    """Every text of the programme and the example town, said as in English."""
    assert app.FLOWS  # importing it has declared the programme's texts
    town.load("musterstadt")
    catalogue = Catalog(locale=language)
    for text in i18n.TEXTS.values():
        if text.many is None:
            catalogue.add(text.english, text.english, context=text.key)
        else:
            forms = (text.many,) * catalogue.num_plurals
            catalogue.add((text.english, text.many), forms, context=text.key)
    return catalogue


def keep(catalogue: Catalog, source: Path) -> None:
    """Write the catalogue, and then compile it."""
    with source.open("wb") as file:
        pofile.write_po(file, catalogue)
    with source.with_suffix(".mo").open("wb") as compiled:
        mofile.write_mo(compiled, catalogue)


def at(installation: Path, folder: Path, box: server.Sandbox | None = None) -> Program:
    """The example town, run from the installation; with a token when there is a box."""
    config = program.configured(folder, box).config
    return Program(config, token=program.TOKEN if box else "", root=installation)


def lines(ended: Ended, about: str) -> list[str]:
    found = [line for line in ended.out.splitlines() if line[6:].startswith(about)]
    assert found, ended
    return found


async def test_where_nothing_is_wrong_it_says_so_and_exits_with_0(
    installation: Path, tmp_path: Path, box: server.Sandbox
) -> None:
    ended = await at(installation, tmp_path, box).ends("check")
    assert ended.code == 0, ended
    assert ended.err == ""
    assert "FAULT" not in ended.out
    assert lines(ended, "config")[0].startswith("ok ")
    assert lines(ended, "town")[0].startswith("ok    town: Musterstadt")
    assert lines(ended, "Telegram") == ["ok    Telegram: knows this bot as @sandbox_bot"]
    assert all(line.startswith("ok ") for line in lines(ended, "language"))
    assert program.TOKEN not in ended.out


async def test_without_a_token_it_says_how_to_set_it(installation: Path, tmp_path: Path) -> None:
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 0, ended
    (line,) = lines(ended, "Telegram")
    assert line.startswith("note  Telegram: BOT_TOKEN is not set")
    assert "export BOT_TOKEN=" in line


async def test_a_wrong_token_is_a_fault(
    installation: Path, tmp_path: Path, box: server.Sandbox
) -> None:
    right = at(installation, tmp_path, box)
    other = "654321:a-token-of-somebody-else"
    ended = await Program(right.config, token=other, root=installation).ends("check")
    assert ended.code == 2
    (line,) = lines(ended, "Telegram")
    assert line.startswith("FAULT Telegram: Telegram doesn't know this token. Take it anew")
    assert other not in ended.out


async def test_a_telegram_that_cant_be_reached_is_a_fault(
    installation: Path, tmp_path: Path
) -> None:
    silent = program.configured(tmp_path)
    ended = await Program(silent.config, root=installation).ends("check")
    assert ended.code == 2
    assert lines(ended, "Telegram")[0].startswith("FAULT Telegram: Telegram can't be reached.")


async def test_a_fact_past_its_date_is_a_note(installation: Path, tmp_path: Path) -> None:
    ended = await at(installation, tmp_path).ends("check")
    _, *stale = lines(ended, "town")
    since = (
        "offices.school_authority (musterstadt) is out of date since 1 May 2026; people are warned"
    )
    (line,) = (line for line in stale if since in line)
    assert line.startswith("note ")
    assert re.search(r"\. Look at .+ again, then set checked_on and expires_on$", line)


async def test_every_fault_of_a_town_file_is_a_line(installation: Path, tmp_path: Path) -> None:
    file = installation / "bot" / "towns" / "musterstadt.toml"
    broken, count = re.subn(r"(?m)^source = .*\n", "", file.read_text(), count=2)
    assert count == 2
    file.write_text(broken.replace("Europe/Berlin", "Europe/Atlantis"))
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 2
    assert len(lines(ended, "town")) == 3
    assert all(line.startswith("FAULT town: musterstadt.toml: ") for line in lines(ended, "town"))


async def test_a_part_of_a_country_without_known_holidays_is_a_fault(
    installation: Path, tmp_path: Path
) -> None:
    file = installation / "bot" / "towns" / "musterstadt.toml"
    file.write_text(file.read_text().replace('subdivision = "BW"', 'subdivision = "BX"'))
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 2
    (fault,) = (line for line in lines(ended, "town") if line.startswith("FAULT"))
    assert 'subdivision: found "BX", expected one of: BB, BE, BW, BY' in fault


async def test_with_a_wrong_config_the_rest_is_still_looked_at(
    installation: Path, tmp_path: Path
) -> None:
    wrong = at(installation, tmp_path)
    wrong.config.write_text('colour = 1\nlog.level = "LOUD"\n')
    ended = await wrong.ends("check")
    assert ended.code == 2
    assert [line[:5].strip() for line in lines(ended, "config")] == ["FAULT", "FAULT", "note"]
    assert lines(ended, "language")


# Catalogues


async def test_a_catalogue_that_isnt_compiled_is_a_fault_with_its_make_target(
    installation: Path, tmp_path: Path
) -> None:
    (installation / "locales/de/LC_MESSAGES/messages.mo").unlink()
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 2
    (line,) = lines(ended, "language de")
    assert line.startswith("FAULT language de: the catalogue is not compiled")
    assert line.endswith("run: make locales/de/LC_MESSAGES/messages.mo")


async def test_a_catalogue_compiled_before_its_last_change_is_a_fault(
    installation: Path, tmp_path: Path
) -> None:
    source = installation / "locales/de/LC_MESSAGES/messages.po"
    compiled_at = source.with_suffix(".mo").stat().st_mtime
    os.utime(source, (compiled_at + 60, compiled_at + 60))
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 2
    (line,) = lines(ended, "language de")
    assert line.startswith("FAULT language de: the catalogue has changed since")


async def test_a_damaged_compiled_catalogue_is_a_fault(installation: Path, tmp_path: Path) -> None:
    (installation / "locales/de/LC_MESSAGES/messages.mo").write_bytes(b"\x00" * 40)
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 2
    assert "is damaged" in lines(ended, "language de")[0]


def lacking_two(language: str, installation: Path) -> None:
    """One text has no words, and those of another are doubtful."""
    catalogue = complete(language)
    first, second, *_ = (m for m in catalogue if m.id and isinstance(m.id, str))
    first.string = ""
    second.flags.add("fuzzy")
    keep(catalogue, installation / f"locales/{language}/LC_MESSAGES/messages.po")


async def test_missing_and_doubtful_texts_are_counted(installation: Path, tmp_path: Path) -> None:
    lacking_two("de", installation)
    ended = await at(installation, tmp_path).ends("check")
    assert ended.code == 2
    (line,) = lines(ended, "language de")
    assert line.startswith("FAULT language de: 2 of ")
    assert "run: make texts, and translate them in locales/de/LC_MESSAGES/messages.po" in line
    assert line.endswith("or leave de out of languages.offered")


async def test_a_language_that_isnt_offered_is_in_nobodys_way(
    installation: Path, tmp_path: Path
) -> None:
    lacking_two("de", installation)
    chosen = at(installation, tmp_path)
    with chosen.config.open("a") as config:
        config.write('languages.offered = ["en", "ar"]\n')
    ended = await chosen.ends("check")
    assert ended.code == 0, ended
    (line,) = lines(ended, "language de")
    assert line.startswith("note  language de: 2 of ")


# What people are told


async def test_a_welcome_center_nobody_can_call_is_a_note(
    installation: Path, tmp_path: Path
) -> None:
    installed = at(installation, tmp_path)
    silent = await installed.ends("check")
    with installed.config.open("a") as config:
        config.write('welcome_center.phone = "030 23125 100"\n')
    called = await installed.ends("check")
    assert silent.code == 0, silent
    assert lines(silent, "Welcome Center")[0].startswith("note  Welcome Center: people are sent")
    assert "Welcome Center" not in called.out


# The database


async def test_without_a_database_nothing_is_made(installation: Path, tmp_path: Path) -> None:
    fresh = at(installation, tmp_path)
    ended = await fresh.ends("check")
    assert ended.code == 0, ended
    assert "is not there yet; the first run makes it" in lines(ended, "database")[0]
    assert not fresh.database.exists()


async def test_looking_at_a_database_changes_nothing(installation: Path, tmp_path: Path) -> None:
    old = at(installation, tmp_path)
    with contextlib.closing(sqlite3.connect(old.database)) as connection:
        connection.execute("pragma journal_mode = wal")
    old.database.chmod(0o600)
    before = contents(tmp_path)
    ended = await old.ends("check")
    assert ended.code == 0, ended
    assert "version 0; the next run brings it to version" in lines(ended, "database")[0]
    assert contents(tmp_path) == before


async def test_what_waits_and_what_failed_is_counted(installation: Path, tmp_path: Path) -> None:
    used = at(installation, tmp_path)
    migrations.migrate(used.database)
    used.database.chmod(0o600)
    with contextlib.closing(sqlite3.connect(used.database)) as connection, connection:
        connection.executemany(
            "insert into inbox (update_id, content, state, received_at) values (?, '{}', ?, 0)",
            [(1, "waiting"), (2, "waiting"), (3, "dead")],
        )
    ended = await used.ends("check")
    assert ended.code == 0
    assert lines(ended, "inbox")[0].startswith("note  inbox: 2 waiting, 1 failed for good")
    assert lines(ended, "outbox") == ["ok    outbox: 0 waiting, none failed for good"]


async def test_the_database_of_a_running_bot_can_be_looked_at(
    installation: Path, tmp_path: Path, box: server.Sandbox
) -> None:
    running = at(installation, tmp_path, box)
    async with running.running(box):
        ended = await running.ends("check")
    assert ended.code == 0, ended
    assert lines(ended, "database")[0].startswith(f"ok    database: {running.database} is whole")


async def test_a_folder_that_cant_be_made_is_a_fault(installation: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    settings = at(installation, tmp_path)
    settings.config.write_text('town = "musterstadt"\ndatabase = "data/welcome.sqlite3"\n')
    ended = await settings.ends("check")
    assert ended.code == 2
    assert "The file can't be opened or made." in lines(ended, "database")[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file beside the installation."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
