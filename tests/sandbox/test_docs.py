"""docs/sandbox.md says what is there, and all of it; the table of methods is Telegram's."""

import inspect
import pathlib
import re

import pytest
import telegram

from bot.sandbox import control, faults, people, registry

DOCS = pathlib.Path(__file__).parents[2] / "docs" / "sandbox.md"
NAME = re.compile(r"`((?:get|set|delete|send|edit|copy|forward|pin|answer)[A-Z]\w+)`")
NOT_TELEGRAMS = {"self", "api_kwargs"}


def section(title: str) -> str:
    return DOCS.read_text().split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_method_named_exists_and_every_method_is_named() -> None:
    there = {method.name for method in registry.METHODS.values()}
    assert set(NAME.findall(section("What it has"))) == there
    assert set(NAME.findall(DOCS.read_text())) <= there


def test_every_verb_of_people_and_every_view_of_the_phone_is_named() -> None:
    described = section("People")
    for name, _ in inspect.getmembers(people.Person):
        if not name.startswith("_") and name not in _NOT_FOR_TESTS:
            assert f"`{name}" in described, name
    assert all(f"`{verb}" in described for verb in control.VERBS)


_NOT_FOR_TESTS = {"id", "name", "version", "changed_since", "button"}


def test_every_fault_and_every_strange_update_is_named() -> None:
    described = section("Faults")
    for kind in (*faults.KINDS, *faults.STRANGE):
        assert f"`{kind}`" in described


def test_every_route_of_the_control_surface_is_named() -> None:
    described = section("Control over HTTP")
    for _, path, _ in control.ROUTES:
        assert re.sub(r"\{(\w+)[^}]*\}", lambda found: found[1].upper(), path) in described


@pytest.mark.parametrize("method", registry.METHODS.values(), ids=lambda method: method.name)
def test_the_parameters_of_a_method_are_telegrams(method: registry.Method) -> None:
    snake = re.sub(r"(?=[A-Z])", "_", method.name).lower()
    telegrams = set(inspect.signature(getattr(telegram.Bot, snake)).parameters) - NOT_TELEGRAMS
    assert method.parameters <= telegrams
