"""The programme by name: what `app` names exists, folders say what they are, modules stay small."""

import ast
import functools
import importlib
import re
import tomllib
from pathlib import Path

import pytest

from bot import app, config, town
from bot.conversation.flow import Flow
from bot.programme import Programme
from tests.guards import catalogues, stage

BOT = catalogues.ROOT / "bot"
MODULES = tuple(sorted(BOT.rglob("*.py")))
BY_ITSELF = {"cancel"}
"""Commands that the dialogue understands without an action."""
SAY_NOTHING = re.compile(
    r"(utils?|helpers?|common|misc|managers?|services?|data|handlers?|middlewares?|lib)"
)
"""Names that don't tell a stranger what is inside."""
MOST_LINES = 300
CAPABILITY = frozenset(("flow.py", "rules.py", "store.py"))
ACTIONS = app.all_actions(config.Config(), stage.KEY)


def name_of(file: Path) -> str:
    return file.relative_to(catalogues.ROOT).as_posix()


@functools.cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def programme() -> Programme:
    return app.programme(config.Config(), town.load("musterstadt"), stage.KEY)


def test_every_command_stands_for_an_action() -> None:
    assert set(app.COMMANDS.values()) <= set(ACTIONS)


def test_every_command_telegram_shows_is_understood() -> None:
    shown = [name for name, _ in app.COMMAND_MENU]
    assert len(set(shown)) == len(shown)
    assert set(shown) <= {*app.COMMANDS, *BY_ITSELF}


def test_every_command_but_start_is_in_telegrams_menu() -> None:
    assert {*app.COMMANDS, *BY_ITSELF} - {name for name, _ in app.COMMAND_MENU} == {"start"}


def test_at_most_three_buttons_stay_at_the_bottom_and_each_does_something() -> None:
    assert len(app.BOTTOM) <= 3
    assert {action for _, action in app.BOTTOM} <= set(ACTIONS)


def test_every_flow_is_known_by_its_own_name(programme: Programme) -> None:
    assert programme.flows
    for name, flow in programme.flows.items():
        assert isinstance(flow, Flow)
        assert name == flow.name
        assert re.fullmatch(r"[a-z_]+", name)
        assert name not in ("a", "-")


def test_every_question_of_a_flow_has_a_key_of_its_own(programme: Programme) -> None:
    for flow in programme.flows.values():
        keys = [question.key for question in flow.questions]
        assert len(set(keys)) == len(keys)


def test_whatever_follows_follows_an_event_that_somebody_states() -> None:
    """Events are classes of a capability, made somewhere in its own folder; those of a module that
    stands alone in the module itself."""
    for event in app.AFTER:
        module = catalogues.ROOT / (event.__module__.replace(".", "/") + ".py")
        files = [module] if module.parent == BOT else sorted(module.parent.glob("*.py"))
        assert any(states(file, event.__name__) for file in files), f"{event} never happens"


def states(file: Path, event: str) -> bool:
    """Whether a module says that this has happened."""
    return any(
        re.search(rf"\b{event}\(", ast.unparse(node))
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "happened"
    )


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(file) for file in MODULES if not ast.get_docstring(tree(file))]
    assert not silent


def test_every_module_can_be_imported() -> None:
    """Also those that only some command needs."""
    for file in MODULES:
        parts = file.relative_to(catalogues.ROOT).with_suffix("").parts
        if parts[-1] != "__main__":
            importlib.import_module(".".join(part for part in parts if part != "__init__"))


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_no_module_grows_beyond_what_can_be_read(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_names_say_what_is_inside() -> None:
    folders = {folder for file in MODULES for folder in file.relative_to(BOT).parts[:-1]}
    modules = {file.stem for file in MODULES}
    tests = {file.stem for file in (catalogues.ROOT / "tests").rglob("*.py")}
    found = {name for name in folders | modules | tests if SAY_NOTHING.fullmatch(name)}
    assert not found


def test_nothing_is_printed() -> None:
    """Facts go to the log; the command line speaks through click."""
    printing = [
        f"{name_of(file)}:{node.lineno}"
        for file in MODULES
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not [place for place in printing if not place.startswith("bot/sandbox/__main__.py")]


def test_every_capability_keeps_the_order_of_flow_store_and_rules() -> None:
    """The contract names its folders; a new one must not be forgotten."""
    contracts = tomllib.loads((catalogues.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"]
    (inside,) = (c for c in layers if "(flow)" in c.get("layers", ()))
    folders = {f"bot.{file.parent.name}" for file in MODULES if file.name in CAPABILITY}
    assert folders - {"bot.conversation"} <= set(inside["containers"])
