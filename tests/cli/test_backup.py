"""`backup`: a whole copy while the bot works, or a sentence and nothing left behind."""

import contextlib
import sqlite3
from pathlib import Path

from bot.sandbox import server
from bot.storage import files, migrations
from tests.cli import program


async def test_a_backup_is_a_whole_copy_made_while_the_bot_runs(
    tmp_path: Path, box: server.Sandbox
) -> None:
    configured = program.configured(tmp_path, box)
    copy = tmp_path / "copy.sqlite3"
    async with configured.running(box):
        amal = box.person("Amal", language_code="ar")
        await amal.starts()
        await amal.sees("English", timeout=program.PATIENCE)
        ended = await program.Program(configured.config, token="").ends("backup", str(copy))
    assert ended.code == 0
    assert ended.out.startswith(f"{copy}: a verified copy, ")
    assert files.is_whole(copy)
    assert copy.stat().st_mode & 0o077 == 0
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select telegram from person").fetchall() == [(amal.id,)]


async def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    configured = program.configured(tmp_path)
    migrations.migrate(configured.database)
    configured.database.chmod(0o600)
    kept = tmp_path / "kept"
    kept.write_text("somebody's")
    refused = await configured.ends("backup", str(kept))
    assert "a backup never overwrites anything" in refused.refusal
    assert kept.read_text() == "somebody's"


async def test_a_backup_to_a_place_that_isnt_there_is_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    configured = program.configured(tmp_path)
    migrations.migrate(configured.database)
    configured.database.chmod(0o600)
    target = tmp_path / "nowhere" / "copy"
    refused = await configured.ends("backup", str(target))
    assert refused.refusal.startswith(f"{target}: The file can't be opened or made. Look whether")


async def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    configured = program.configured(tmp_path)
    refused = await configured.ends("backup", str(tmp_path / "copy"))
    assert "there is no database yet" in refused.refusal
    assert not configured.database.exists()
