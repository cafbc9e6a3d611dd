"""The demonstration plays in every language, and looks right in a terminal and in a pipe."""

import asyncio
import os
import pty
import re
import signal
import unicodedata
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import i18n
from bot.agreements import card as agreement
from bot.demonstration import actors, cast, columns
from bot.i18n import Text
from bot.information import crisis
from bot.matches import asked, beginning
from bot.needs import flow as needs
from bot.people import consent, mydata
from tests.cli import program

WIDE, NARROW = 80, 50
HEAD = re.compile(r"^\w+ · (?:English|Deutsch)$", re.MULTILINE)
"""Above each chat."""
NEWCOMER_HEARS = (consent.NOTICE, needs.REVIEW, needs.SENT, asked.BUDDY_FOUND, agreement.SUGGESTS)
BUDDY_HEARS = (consent.VOLUNTEERING_NOTICE, asked.REMIND_BUDDY, beginning.YOUR_NEWCOMER)
VISITOR_HEARS = (crisis.DANGER, mydata.MY_DATA, mydata.FORGOTTEN)


@pytest.mark.parametrize("language", i18n.shipped())
async def test_the_whole_story_plays_in_every_language(tmp_path: Path, language: str) -> None:
    ended = await program.ended(await demo(tmp_path, language, NARROW))
    assert ended.code == 0, ended.out
    assert ended.err == ""
    for text in NEWCOMER_HEARS:
        assert says(ended.out, text, language), text.key
    for text in (*VISITOR_HEARS, *BUDDY_HEARS):
        assert says(ended.out, text, cast.language_beside(language)), text.key
    assert "none is waiting" in flat(ended.out)
    assert max(map(width, ended.out.splitlines())) <= NARROW
    assert {sign for sign in ended.out if unicodedata.category(sign) == "Cc"} == {"\n"}
    assert not left_behind(tmp_path)
    if language == i18n.SOURCE:
        every_press_brought_something(ended.out)


def every_press_brought_something(shown: str) -> None:
    """What a press brought is shown before the next scene: no chat ends with what a person did."""
    for press in ("Tue · Morning", "Thu · Morning", "Thu · Afternoon", "English"):
        assert f"    ▸ {press}\n" in shown
    scenes = shown.partition("\nShown: ")[0].split("\n── ")[1:]
    assert scenes
    for chat in (chat for scene in scenes for chat in HEAD.split(scene)):
        assert not chat.rstrip().splitlines()[-1].startswith("    "), chat


BROKEN = {
    "a turn that fails": (
        ("people/consent.py", "for name, version in (", "for name, version in (1 / 0, "),
        ("Grace does not hear “A few short questions", "Something went wrong on our side"),
    ),
    "a bot that ends badly": (
        ("running.py", 'log.info("stopped")', 'raise SystemExit("no good end")'),
        ("the bot ended with 1. The end of its log:", "no good end"),
    ),
    "a bot that doesn't start": (
        ("running.py", "async def run(settings", 'raise SystemExit("no start")\n\n\nasync def ('),
        ("the bot did not start. The end of its log:",),
    ),
}


@pytest.mark.parametrize("wrong", BROKEN)
async def test_what_goes_wrong_is_said_in_a_sentence_and_shown(tmp_path: Path, wrong: str) -> None:
    (file, right, instead), said = BROKEN[wrong]
    module = program.copied(tmp_path / "broken") / "bot" / file
    code = module.read_text()
    assert right in code
    module.write_text(code.replace(right, instead))
    ended = await program.ended(await demo(tmp_path, "en", WIDE, root=tmp_path / "broken"))
    assert ended.code == 1
    assert f"Not as it should be: {said[0]}" in ended.out
    assert all(words in ended.out for words in said)
    assert not left_behind(tmp_path)


async def test_a_terminal_shows_chat_beside_chat_with_bold_words(tmp_path: Path) -> None:
    screen, its_end = pty.openpty()
    wish = {"TERM": "xterm", "NO_COLOR": "1"}
    process = await demo(tmp_path, "ar", WIDE, stdout=its_end, wish=wish)
    os.close(its_end)
    shown = await asyncio.to_thread(lambda: b"".join(until_it_closes(screen)).decode())
    os.close(screen)
    assert (await program.ended(process)).code == 0
    assert {part.partition("m")[0] for part in shown.split("\x1b[")[1:]} == {"0", "1", "2"}
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert max(map(width, lines)) <= WIDE
    assert "Simulation, no real people" in lines[0]
    heads = [line.split() for line in lines if "· Deutsch" in line]
    assert heads[0] == ["Amal", "·", "العربية", "Nadia", "·", "Deutsch"]


async def test_who_reads_along_is_told_that_ctrl_c_stops_it_and_it_does(tmp_path: Path) -> None:
    screen, its_end = pty.openpty()
    process = await demo(tmp_path, "en", WIDE, stdout=its_end, is_fast=False)
    os.close(its_end)
    shown = b""
    while b"Ctrl+C stops it." not in shown:
        shown += await asyncio.to_thread(os.read, screen, 65536)
    process.send_signal(signal.SIGINT)
    rest = await asyncio.to_thread(lambda: b"".join(until_it_closes(screen)).decode())
    os.close(screen)
    assert (await program.ended(process)).code == 1
    assert "Stopped before its end." in rest
    assert not left_behind(tmp_path)


async def test_when_nobody_reads_any_more_the_bot_is_stopped_too(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    process = await demo(tmp_path, "en", WIDE, stdout=writing)
    os.close(writing)
    await asyncio.to_thread(os.read, reading, 1)
    os.close(reading)
    ended = await program.ended(process)
    assert (ended.code, ended.err) == (1, "")
    assert not left_behind(tmp_path)


async def test_sigterm_in_the_middle_stops_the_bot_too(tmp_path: Path) -> None:
    process = await demo(tmp_path, "en", WIDE)
    assert process.stdout is not None
    await process.stdout.readline()
    process.terminate()
    ended = await program.ended(process)
    assert ended.code == 1
    assert "Stopped before its end." in ended.out
    assert not left_behind(tmp_path)


async def demo(
    folder: Path,
    language: str,
    cells: int,
    stdout: int = PIPE,
    wish: dict[str, str] | None = None,
    root: Path = program.ROOT,
    *,
    is_fast: bool = True,
) -> Process:
    """The demonstration in a terminal so wide, with its own files below the folder."""
    anywhere = program.Program(folder / "config.toml", token="", root=root)
    environment = {"COLUMNS": str(cells), "TMPDIR": str(folder), "NO_COLOR": "", **(wish or {})}
    arguments = ("demo", "--terminal", "--lang", language, *(["--fast"] if is_fast else []))
    return await anywhere.start(*arguments, stdout=stdout, environment=environment)


def says(shown: str, text: Text, language: str) -> bool:
    own = actors.OPENING.split(i18n.pattern(text, language))
    return all(flat(part) in flat(shown) for part in own)


def flat(shown: str) -> str:
    """Words without bars, line breaks and marks of direction."""
    kept = (sign for sign in shown if unicodedata.category(sign) != "Cf")
    return " ".join("".join(kept).replace("│", " ").split())


def width(line: str) -> int:
    return columns.width(columns.line(line))


def until_it_closes(screen: int) -> Iterator[bytes]:
    """What comes from a pseudo-terminal; Linux says EIO when its other end is closed."""
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:
            return
        if not part:
            return
        yield part


def left_behind(folder: Path) -> list[str]:
    """Processes that still work in the folder, where the system tells."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        found += [words] if str(folder) in words else []
    return found
