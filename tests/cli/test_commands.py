"""The commands, as whoever runs the bot meets them: help, refusals, starting and stopping."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.newcomers import links
from bot.sandbox import server
from bot.storage import migrations
from tests.cli import program

SECONDS_TO_STOP = 5.0
COMMANDS = {
    "run": "until it is stopped",
    "check": "how to mend it",
    "backup": "verify the copy",
    "invite": "hand over in person",
    "open-case": "one-time link",
    "demo": "no real people",
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_says_what_it_does(tmp_path: Path, command: str) -> None:
    ended = await program.Program(tmp_path / "config.toml", token="").ends(command, "--help")
    assert ended.code == 0
    assert COMMANDS[command] in " ".join(ended.out.split())


async def test_the_program_lists_its_commands(tmp_path: Path) -> None:
    ended = await program.Program(tmp_path / "config.toml", token="").ends("--help")
    listed = [line.split()[0] for line in ended.out.partition("Commands:")[2].splitlines() if line]
    assert ended.code == 0
    assert sorted(listed) == sorted(COMMANDS)


async def test_the_config_may_be_named_before_or_after_the_command(tmp_path: Path) -> None:
    configured = program.configured(tmp_path, more="colour = 1")
    elsewhere = program.Program(tmp_path / "missing.toml")
    before = await configured.ends("run")
    after = await elsewhere.ends("run", "--config", str(configured.config))
    assert before.refusal == after.refusal
    assert before.refusal.startswith("config.toml: colour: ")


# What is wrong before Telegram is asked


async def test_without_a_config_it_says_how_to_make_one(tmp_path: Path) -> None:
    refused = await program.Program(tmp_path / "config.toml").ends("run")
    assert refused.refusal == (
        "config.toml: missing, expected a file; make it with: cp config.example.toml config.toml\n"
    )


@pytest.mark.parametrize("command", ["run", "open-case"])
async def test_without_a_token_it_says_where_to_take_it(tmp_path: Path, command: str) -> None:
    configured = program.configured(tmp_path)
    refused = await program.Program(configured.config, token="").ends(command)
    assert refused.refusal == (
        "BOT_TOKEN: missing, expected digits:letters, as @BotFather gives it, in the environment\n"
    )


async def test_a_token_of_another_shape_is_not_repeated(tmp_path: Path) -> None:
    configured = program.configured(tmp_path)
    refused = await program.Program(configured.config, token="secret").ends("run")
    assert "BOT_TOKEN: found something that doesn't look like a token" in refused.refusal
    assert "secret" not in refused.refusal


WRONG_CONFIGS = {
    "wrong type": ('pace.in_flight = "many"', 'pace.in_flight: found "many", expected a whole'),
    "unknown key": ("colour = 1", "colour: found a key that doesn't belong here, expected one of"),
    "unknown language": (
        'languages.offered = ["en", "xx"]',
        'languages.offered[1]: found "xx", expected a language in locales/: en',
    ),
    "broken TOML": ("quiet_hours = ", "config.toml: found broken TOML ("),
}


@pytest.mark.parametrize("wrong", WRONG_CONFIGS)
async def test_a_wrong_config_is_refused_with_the_key(tmp_path: Path, wrong: str) -> None:
    toml, line = WRONG_CONFIGS[wrong]
    refused = await program.configured(tmp_path, more=toml).ends("run")
    assert line in refused.refusal
    assert refused.refusal.count("\n") == 1
    assert not (tmp_path / "welcome.sqlite3").exists()


async def test_all_faults_of_a_config_come_at_once(tmp_path: Path) -> None:
    configured = program.configured(tmp_path, more='colour = 1\nlog.level = "LOUD"')
    refused = await program.Program(configured.config, token="").ends("run")
    places = [line.partition(": found")[0] for line in refused.refusal.splitlines()]
    assert sorted(places)[1:] == ["config.toml: colour", "config.toml: log.level"]
    assert sorted(places)[0].startswith("BOT_TOKEN: missing")


WRONG_TOWNS = {
    "unknown zone": (
        '"Europe/Berlin"',
        '"Europe/Atlantis"',
        'zone: found "Europe/Atlantis", expected a time zone, like "Europe/Berlin"',
    ),
    "unknown language": ('"kmr"', '"klingon"', 'languages[9]: found "klingon", expected'),
    "missing source": (r"source = .*\n", "", "welcome_center.source: missing, expected"),
    "past date": (
        r"expires_on = .*",
        "expires_on = 2020-11-01",
        "welcome_center.expires_on: found 2020-11-01, expected a date after checked_on",
    ),
    "unknown key": ("name = ", "colour = 1\nname = ", "colour: found a key that doesn't belong"),
}


@pytest.mark.parametrize("wrong", WRONG_TOWNS)
async def test_a_wrong_town_file_is_refused_with_the_key(tmp_path: Path, wrong: str) -> None:
    right, instead, line = WRONG_TOWNS[wrong]
    example = (program.ROOT / "bot" / "towns" / "musterstadt.toml").read_text()
    changed, count = re.subn(right, instead, example, count=1)
    assert count == 1
    (tmp_path / "here.toml").write_text(changed)
    configured = program.configured(tmp_path)
    named = configured.config.read_text().replace('"musterstadt"', '"here.toml"')
    configured.config.write_text(named)
    refused = await configured.ends("run")
    assert refused.refusal.startswith(f"here.toml: {line}")


# The database


def open_to_others(path: Path) -> None:
    migrations.migrate(path)
    path.chmod(0o644)


def from_a_newer_program(path: Path) -> None:
    migrations.migrate(path)
    path.chmod(0o600)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"pragma user_version = {migrations.newest() + 1}")


def no_database_at_all(path: Path) -> None:
    path.write_bytes(b"\x00\x01 this is no database " * 400)
    path.chmod(0o600)


DATABASES: dict[Callable[[Path], None], str] = {
    open_to_others: "Other users of this machine may read the database. Run `chmod 600` on it.",
    from_a_newer_program: "The database was made by a newer version of this program.",
    no_database_at_all: "The file is not a database, or is damaged. Keep it, and restore",
}


@pytest.mark.parametrize("command", ["run", "check", "backup"])
@pytest.mark.parametrize("made", DATABASES, ids=lambda made: made.__name__)
async def test_a_database_that_cant_be_used_is_refused_in_a_sentence(
    tmp_path: Path, made: Callable[[Path], None], command: str
) -> None:
    configured = program.Program(program.configured(tmp_path).config, token="")
    made(configured.database)
    before = configured.database.read_bytes()
    target = [str(tmp_path / "copy")] if command == "backup" else []
    with_token = program.Program(configured.config) if command == "run" else configured
    refused = await with_token.ends(command, *target)
    assert refused.code == 2
    said = refused.out if command == "check" else refused.refusal
    assert f"{configured.database}: {DATABASES[made]}" in said
    assert configured.database.read_bytes() == before


async def test_a_second_run_is_refused(tmp_path: Path, box: server.Sandbox) -> None:
    configured = program.configured(tmp_path, box)
    async with configured.running(box):
        second = await configured.ends("run")
    assert "Another run of the bot uses this database. Stop it first" in second.refusal


async def test_a_first_run_makes_the_folder_of_its_database(
    tmp_path: Path, box: server.Sandbox
) -> None:
    fresh = program.configured(tmp_path, box)
    toml = fresh.config.read_text().replace('"welcome.sqlite3"', '"data/welcome.sqlite3"')
    fresh.config.write_text(toml)
    async with fresh.running(box):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "data" / "welcome.sqlite3").exists()


# Telegram


@pytest.mark.parametrize("command", ["run", "open-case"])
async def test_a_token_that_telegram_doesnt_know_is_refused(
    tmp_path: Path, box: server.Sandbox, command: str
) -> None:
    configured = program.configured(tmp_path, box)
    other = "654321:a-token-of-somebody-else"
    refused = await program.Program(configured.config, token=other).ends(command)
    assert "Telegram doesn't know this token. Take it anew from @BotFather" in refused.refusal
    assert other not in refused.refusal


async def test_open_case_says_that_telegram_cant_be_reached(tmp_path: Path) -> None:
    refused = await program.configured(tmp_path).ends("open-case")
    assert "Telegram can't be reached." in refused.refusal


async def test_it_waits_for_telegram_and_begins_when_it_is_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    later = server.Sandbox(token=program.TOKEN, port=port)
    process = await program.configured(tmp_path, later).start("run")
    try:
        assert process.stderr is not None
        async with asyncio.timeout(program.PATIENCE):
            while b"Telegram can't be reached" not in await process.stderr.readline():
                assert process.returncode is None
            async with later:
                await later.polled()
                process.terminate()
                ended = await program.ended(process)
        assert ended.code == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


# Work


async def test_sigterm_ends_an_idle_bot_well_and_soon(tmp_path: Path, box: server.Sandbox) -> None:
    await ends_well(signal.SIGTERM, tmp_path, box)


async def test_ctrl_c_ends_an_idle_bot_well_and_soon(tmp_path: Path, box: server.Sandbox) -> None:
    await ends_well(signal.SIGINT, tmp_path, box)


async def ends_well(number: signal.Signals, folder: Path, box: server.Sandbox) -> None:
    async with program.configured(folder, box).running(box) as process:
        process.send_signal(number)
        async with asyncio.timeout(SECONDS_TO_STOP):
            ended = await program.ended(process)
    assert ended.code == 0
    assert "stopped" in ended.err
    assert "Traceback" not in ended.err
    assert program.TOKEN not in ended.err


async def test_the_link_of_an_opened_case_works_once(tmp_path: Path, box: server.Sandbox) -> None:
    configured = program.configured(tmp_path, box)
    async with configured.running(box):
        ended = await configured.ends("open-case")
        address, _, payload = ended.out.strip().partition("?start=")
        assert ended.code == 0
        assert address == "https://t.me/sandbox_bot"
        grace, somebody = (box.person(name, language_code="en") for name in ("Grace", "Somebody"))
        await grace.starts(payload)
        await grace.sees(links.OPENED.english, timeout=program.PATIENCE)
        await somebody.starts(payload)
        await somebody.sees(links.USED.english)


async def test_a_reader_who_goes_away_ends_a_command_without_a_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        process = await program.configured(tmp_path).start("check", stdout=writing)
        ended = await program.ended(process)
    finally:
        os.close(writing)
    assert (ended.code, ended.err) == (1, "")
