"""The README tells of everything that can be asked of it: dependencies, commands, settings."""

import re
import tomllib

from bot import __main__, config, faults, i18n
from tests.guards.catalogues import ROOT

README = ROOT / "README.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = (*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"])
TARGETS = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def keys(model: type[faults.Section], before: str = "") -> list[str]:
    found: list[str] = []
    for name, field in model.fields().items():
        table = faults.table_in(field.annotation)
        found += keys(table, f"{name}.") if table else [before + name]
    return found


def code() -> str:
    """What the README says in code: in backticks, or in a block."""
    text = README.read_text(encoding="utf-8")
    return " ".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def says(words: str) -> bool:
    return bool(re.search(rf"(?<![\w.-]){re.escape(words)}(?![\w-])", code()))


def test_every_dependency_is_named() -> None:
    names = [re.split(r"[<>=]", dependency)[0] for dependency in DEPENDENCIES]
    assert [name for name in names if not says(name)] == []


def test_every_make_target_is_told() -> None:
    assert [target for target in TARGETS if not says(f"make {target}")] == []


def test_every_setting_is_told() -> None:
    assert [key for key in keys(config.Config) if not says(key)] == []


def test_every_command_is_told() -> None:
    assert [name for name in sorted(__main__.main.commands) if not says(name)] == []


def test_the_token_and_the_example_are_told() -> None:
    assert says(config.TOKEN)
    assert says(config.EXAMPLE)


def test_the_languages_are_told() -> None:
    text = README.read_text(encoding="utf-8")
    for language in i18n.shipped():
        name = str(i18n.locale(i18n.SOURCE).languages[language])
        assert name in text


def test_links_to_files_lead_somewhere() -> None:
    text = README.read_text(encoding="utf-8")
    local = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in local if not (ROOT / link).exists()] == []


def test_make_help_shows_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(set(TARGETS) - {"help"})
