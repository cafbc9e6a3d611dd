"""Looks for what would keep the bot from doing its work, and says how to mend it. Changes nothing.

Faults are in the way; everything else is good to know.
"""

import enum
import os
import sqlite3
import stat
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog

from bot import clock, config, faults, i18n, public_holidays, running, sections, town
from bot.storage import files, migrations

SET_THE_TOKEN = (
    f"{config.TOKEN} is not set, so Telegram was not asked; "
    f"set it with: export {config.TOKEN}=digits:letters, as @BotFather gives it"
)
NOT_LOOKED_AT = "town, database and Telegram are looked at when the configuration is right"
INBOX = "select total(state = 'waiting'), total(state = 'dead') from inbox"
OUTBOX = "select total(state = 'waiting'), total(state = 'dead') from outbox"


class Level(enum.StrEnum):
    OK = "ok"
    NOTE = "note"
    FAULT = "FAULT"


@dataclass(frozen=True)
class Finding:
    """One line about one thing. A fault says how to mend it."""

    about: str
    words: str
    level: Level = Level.OK

    @property
    def is_fault(self) -> bool:
        return self.level is Level.FAULT

    def __str__(self) -> str:
        return f"{self.level:5} {self.about}: {self.words}"


async def check(path: Path, environment: Mapping[str, str]) -> list[Finding]:
    """All that there is to say, whatever is wrong with one part."""
    shipped = i18n.shipped()
    try:
        settings = config.load(path, environment, shipped=shipped, token_needed=False)
    except faults.Faults as wrong:
        unseen = Finding("config", NOT_LOOKED_AT, Level.NOTE)
        return [*_faults("config", wrong), unseen, *_catalogues(shipped, offered=shipped)]
    return [
        Finding("config", f"{path} can be used"),
        *_town(settings.town),
        *_welcome_center(settings.welcome_center),
        *_catalogues(shipped, offered=settings.languages.offered),
        *_database(settings.database),
        await _telegram(settings),
    ]


def _faults(about: str, wrong: faults.Faults) -> Iterator[Finding]:
    return (Finding(about, str(fault), Level.FAULT) for fault in wrong.faults)


def _town(name: str) -> Iterator[Finding]:
    today = clock.Clock().now().date()
    try:
        local = town.load(name, today)
    except faults.Faults as wrong:
        yield from _faults("town", wrong)
        return
    yield Finding("town", f"{local.name}, {len(local.offices)} offices")
    known = public_holidays.subdivisions(local.country)
    if local.subdivision not in known:
        expected = f"one of: {', '.join(known)}"
        yield from _faults("town", faults.Faults([_subdivision(local, expected)]))
    for place, fact in local.dated():
        if fact.is_stale(today):
            words = (
                f"{place} ({local.key}) is out of date since {fact.expires_on:%-d %B %Y}; people "
                f"are warned. Look at {fact.source} again, then set checked_on and expires_on"
            )
            yield Finding("town", words, Level.NOTE)


def _subdivision(local: town.Town, expected: str) -> faults.Fault:
    """Promises count working days, which nobody knows for a place that doesn't exist."""
    return faults.Fault("subdivision", f'"{local.subdivision}"', expected)


def _welcome_center(center: sections.WelcomeCenter) -> Iterator[Finding]:
    if not (center.phone or center.hours):
        words = "people are sent there without a phone number or hours; [welcome_center] takes both"
        yield Finding("Welcome Center", words, Level.NOTE)


def _catalogues(languages: Sequence[str], *, offered: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with a language that isn't offered is in nobody's way."""
    for language in languages:
        if language != i18n.SOURCE:
            finding = _catalogue(language)
            is_harmless = finding.is_fault and language not in offered
            yield replace(finding, level=Level.NOTE) if is_harmless else finding


def _catalogue(language: str) -> Finding:
    about = f"language {language}"
    folder = i18n.FOLDER / language / "LC_MESSAGES"
    source, compiled = (folder / f"{i18n.DOMAIN}.{ending}" for ending in ("po", "mo"))
    mend = f"run: make {compiled.relative_to(i18n.FOLDER.parent)}"
    if not compiled.exists():
        return Finding(about, f"the catalogue is not compiled; {mend}", Level.FAULT)
    if compiled.stat().st_mtime < source.stat().st_mtime:
        return Finding(about, f"the catalogue has changed since; {mend}", Level.FAULT)
    try:
        i18n.catalogue_of(language)
    except (OSError, ValueError, struct.error):
        return Finding(
            about, f"the compiled catalogue is damaged; remove it and {mend}", Level.FAULT
        )
    missing = _missing(source)
    if missing:
        words = (
            f"{missing} of {len(i18n.TEXTS)} texts are missing; run: make texts, and translate "
            f"them in {source.relative_to(i18n.FOLDER.parent)}, or leave {language} out of "
            "languages.offered"
        )
        return Finding(about, words, Level.FAULT)
    return Finding(about, f"all {len(i18n.TEXTS)} texts are there")


def _missing(source: Path) -> int:
    """How many texts the catalogue has no words for, of all that importing the whole bot and
    loading the town has declared."""
    with source.open("rb") as file:
        catalogue = pofile.read_po(file)
    return sum(not _has(catalogue, text) for text in i18n.TEXTS.values())


def _has(catalogue: Catalog, text: i18n.Text) -> bool:
    message = catalogue.get(text.english, context=text.key)
    if message is None or message.fuzzy:
        return False
    words = message.string
    return all(words) if isinstance(words, (tuple, list)) else bool(words)


def _database(path: Path) -> Iterator[Finding]:
    try:
        yield from _judged(path) if path.exists() else _to_be_made(path)
    except files.Refused as refusal:
        yield Finding("database", str(refusal), Level.FAULT)


def _to_be_made(path: Path) -> Iterator[Finding]:
    nearest = next(parent for parent in path.absolute().parents if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise files.Unopenable(path)
    yield Finding("database", f"{path} is not there yet; the first run makes it", Level.NOTE)


def _judged(path: Path) -> Iterator[Finding]:
    """What a look at the file says. Raises `files.Refused` for what `run` would refuse too."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise files.Readable(path)
    try:
        with closing(sqlite3.connect(_address(path), uri=True)) as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            if version > migrations.newest():
                raise files.Newer(path)
            if not files.is_sound(connection):
                raise files.Damaged(path)
            yield Finding("database", f"{path} is whole, {_version(version)}")
            yield from _letters(connection) if version else ()
    except sqlite3.OperationalError as error:
        raise files.Unopenable(path) from error
    except sqlite3.DatabaseError as error:
        raise files.Damaged(path) from error


def _address(path: Path) -> str:
    """For reading only. A file without a log beside it is in nobody's use; SQLite is told so, or
    it would make the log."""
    has_log = path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'' if has_log else '&immutable=1'}"


def _version(version: int) -> str:
    newest = migrations.newest()
    if version < newest:
        return f"version {version}; the next run brings it to version {newest}"
    return f"version {version}"


def _letters(connection: sqlite3.Connection) -> Iterator[Finding]:
    for about, sql in (("inbox", INBOX), ("outbox", OUTBOX)):
        waiting, dead = map(int, connection.execute(sql).fetchone())
        level = Level.NOTE if dead else Level.OK
        failed = f"{dead} failed for good (the log says why)" if dead else "none failed for good"
        yield Finding(about, f"{waiting} waiting, {failed}", level)


async def _telegram(settings: config.Config) -> Finding:
    if settings.token is None:
        return Finding("Telegram", SET_THE_TOKEN, Level.NOTE)
    try:
        return Finding("Telegram", f"knows this bot as @{await running.own_name(settings)}")
    except running.NoTelegram as refusal:
        return Finding("Telegram", str(refusal), Level.FAULT)
