"""Texts in the code: declared so that extraction finds them, named for where they stand, used."""

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import i18n, town
from tests.guards import catalogues

BOT = catalogues.ROOT / "bot"
DECLARE = ("text", "plural")
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
SPEAKS_FOR = {"facts": "audience", "town": "language", "turns": "dialogue"}
"""Modules whose texts belong, for translators, to something with a name of its own."""


@dataclass(frozen=True)
class Module:
    name: str
    tree: ast.Module

    @functools.cached_property
    def aliases(self) -> dict[str, str]:
        """What the names that this module imports stand for, as dotted names."""
        return {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def uses(self) -> Iterator[str]:
        """Every constant that is read here, as a dotted name."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Attribute(ast.Name(owner), name) if owner in self.aliases:
                    yield f"{self.aliases[owner]}.{name}"
                case ast.Name(name, ast.Load()):
                    yield self.aliases.get(name, f"{self.name}.{name}")

    def declarations(self) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            match node:
                case ast.Call(ast.Name(name)) if (
                    self.aliases.get(name, "").startswith("bot.i18n.") and name in DECLARE
                ):
                    yield node
                case ast.Call(ast.Attribute(ast.Name("i18n"), name)) if name in DECLARE:
                    yield node

    def constants(self) -> Iterator[str]:
        """The module's constants that are one text each, as dotted names."""
        declared = list(self.declarations())
        for node in self.tree.body:
            match node:
                case ast.Assign([ast.Name(name)], value) if value in declared:
                    yield f"{self.name}.{name}"


@functools.cache
def modules() -> tuple[Module, ...]:
    return tuple(
        Module(
            ".".join(path.relative_to(BOT.parent).with_suffix("").parts),
            ast.parse(path.read_text(encoding="utf-8")),
        )
        for path in sorted(BOT.rglob("*.py"))
        if "sandbox" not in path.parts
    )


def test_every_text_is_declared_in_words_that_extraction_finds() -> None:
    computed = [
        f"{module.name}:{call.lineno}"
        for module in modules()
        for call in module.declarations()
        if not all(isinstance(part, ast.Constant) for part in call.args)
    ]
    assert [place.partition(":")[0] for place in computed] == ["bot.town"], computed


def test_every_text_constant_is_used_somewhere() -> None:
    used = {name for module in modules() for name in module.uses()}
    declared = {name for module in modules() for name in module.constants()}
    assert len(declared) > 100
    assert not sorted(declared - used)


def test_keys_are_dotted_words() -> None:
    assert [text.key for text in catalogues.extracted() if not KEY.fullmatch(text.key)] == []


def test_a_key_begins_with_the_folder_or_module_that_says_it() -> None:
    strays = [
        f"{file}: {text.key}"
        for text, file in catalogues.extracted().items()
        if not text.key.startswith(beginnings(Path(file)))
    ]
    assert not strays


def beginnings(file: Path) -> tuple[str, ...]:
    within = file.relative_to("bot")
    if within.suffix == ".toml":
        return (f"{'.'.join(within.with_suffix('').parts[1:]).lower()}.",)
    folder, module = within.parts[0].removesuffix(".py"), within.stem
    return tuple(f"{name}." for name in (folder, module, SPEAKS_FOR.get(module, module)))


def test_a_key_means_one_text() -> None:
    keys = [text.key for text in catalogues.extracted()]
    assert len(set(keys)) == len(keys)


def test_a_text_the_bot_knows_is_one_that_translators_see() -> None:
    for name in town.names():
        town.load(name)
    declared = [i18n.TEXTS.get(text.key) for text in catalogues.extracted()]
    assert declared == list(catalogues.extracted())


@pytest.mark.parametrize("country", town.countries())
def test_every_term_of_a_country_and_its_towns_is_used(country: str) -> None:
    files = [town.COUNTRIES / f"{country}.toml", *sorted(town.FOLDER.glob("*.toml"))]
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    terms = {key for values in read for key in values.pop("terms", {})}
    used = {words for values in read for words in strings(values)}
    assert not sorted(terms - used)


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from strings(part)
        case list():
            for part in value:
                yield from strings(part)
