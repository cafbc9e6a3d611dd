"""`config.example.toml` shows every key the program knows, and no other, with the real defaults."""

import re
import tomllib
from pathlib import Path
from typing import Any

from bot import config, faults

EXAMPLE = Path(__file__).parents[2] / config.EXAMPLE
WITHOUT_DEFAULT = re.compile(r"^# (?=[a-z_]+ = )", re.MULTILINE)
"""A key that is shown, but behind a `#`, since leaving it out means something."""


def values(toml: str) -> dict[str, Any]:
    """Every value of a file, by its dotted key."""
    flat: dict[str, Any] = {}
    for key, value in tomllib.loads(toml).items():
        within = value if isinstance(value, dict) else {"": value}
        flat |= {f"{key}.{name}".rstrip("."): inner for name, inner in within.items()}
    return flat


def keys(model: type[faults.Section], before: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.fields().items():
        table = faults.table_in(field.annotation)
        found |= keys(table, f"{name}.") if table else {before + name}
    return found


def test_the_example_shows_every_key_and_no_other() -> None:
    everything = WITHOUT_DEFAULT.sub("", EXAMPLE.read_text(encoding="utf-8"))
    assert set(values(everything)) == keys(config.Config)


def test_the_example_as_it_stands_gives_the_defaults() -> None:
    shown = config.Config.read(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))
    assert shown == config.Config()


def test_a_key_stands_behind_a_hash_exactly_if_it_has_no_default() -> None:
    shown = set(values(EXAMPLE.read_text(encoding="utf-8")))
    empty = {"languages.offered", *keys_without_a_default()}
    assert keys(config.Config) - shown == empty


def keys_without_a_default() -> set[str]:
    return {
        f"{section}.{name}"
        for section, table in config.Config().model_dump().items()
        if isinstance(table, dict)
        for name, value in table.items()
        if value is None
    }


def test_what_the_example_suggests_is_valid() -> None:
    everything = WITHOUT_DEFAULT.sub("", EXAMPLE.read_text(encoding="utf-8"))
    suggested = config.Config.read(tomllib.loads(everything))
    assert suggested.welcome_center.website == "https://welcome.stadt.example"
    assert "en" in suggested.languages.offered


def test_every_key_is_described() -> None:
    for section, field in config.Config.fields().items():
        table = faults.table_in(field.annotation)
        described = table.fields() if table else {section: field}
        assert all(key.description for key in described.values()), section
