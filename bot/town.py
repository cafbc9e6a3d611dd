"""Everything local: districts, offices, first steps, crisis lines, partners.

A town is one TOML file in `bot/towns`; what holds in its whole country stands once, in
`bot/towns/countries`, and is joined to it. Their sentences are English and go to the catalogues.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from bot import facts, faults, i18n, sections, town_texts

FOLDER = Path(__file__).parent / "towns"
COUNTRIES = FOLDER / "countries"
SURROUNDINGS = facts.District(
    key="surroundings", name=i18n.text("town.surroundings", "Outside the city")
)
UNCATALOGUED = {"kmr": i18n.text("language.kmr", "Kurdish (Kurmanji)")}
"""Languages whose names CLDR doesn't have."""


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError from error


def _has_a_file(country: str) -> str:
    if country not in countries():
        raise ValueError
    return country


def _known(language: str) -> str:
    names = i18n.locale(i18n.SOURCE).languages
    known = language.replace("-", "_") in names or language in UNCATALOGUED
    if not known or language == "ku":
        raise ValueError
    return language


Language = Annotated[
    str,
    AfterValidator(_known),
    faults.Expected('a language that CLDR knows, like "ar" (Kurdish: "kmr" or "ckb")'),
]


class Country(faults.Section):
    """What every town of a country has."""

    terms: Annotated[
        dict[facts.Key, facts.Said],
        faults.Expected("keys of 1 to 20 letters a–z, digits or _, and texts without { } < > &"),
    ] = Field(default_factory=dict)
    """What several entries share: papers to bring, kinds of offices."""
    first_steps: Annotated[tuple[facts.FirstStep, ...], AfterValidator(facts.distinct)] = ()
    crisis: Annotated[tuple[facts.CrisisLine, ...], AfterValidator(facts.distinct)] = ()
    advice: Annotated[tuple[facts.Advice, ...], AfterValidator(facts.distinct)] = ()


class Town(Country):
    """A town and its country, joined. The last district is always the surroundings."""

    key: Annotated[
        facts.Key,
        faults.Expected("a file whose name has 1 to 20 letters a–z, digits or _ before .toml"),
    ] = Field(exclude=True)
    name: sections.Line
    zone: Annotated[
        ZoneInfo, BeforeValidator(_zone), faults.Expected('a time zone, like "Europe/Berlin"')
    ]
    country: Annotated[
        str,
        AfterValidator(_has_a_file),
        faults.Expected('a country with a file in bot/towns/countries, like "DE"'),
    ]
    subdivision: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Z0-9]{1,3}$"),
        faults.Expected('the end of an ISO 3166-2 code, like "BW"'),
    ]
    languages: Annotated[
        tuple[Language, ...],
        AfterValidator(facts.not_empty),
        faults.Expected('a list of languages, like ["de", "ar"]'),
    ]
    """What newcomers and buddies may say they speak, most spoken first."""
    welcome_center: facts.WelcomeCenter
    districts: Annotated[tuple[facts.District, ...], AfterValidator(facts.distinct)]
    offices: Annotated[tuple[facts.Office, ...], AfterValidator(facts.distinct)]
    local_rules: Annotated[tuple[facts.LocalRule, ...], AfterValidator(facts.distinct)] = ()

    def local_rule(self, step: facts.FirstStep) -> facts.LocalRule | None:
        """What this town adds to a first step."""
        return facts.find(self.local_rules, step.key)

    def dated(self) -> Iterator[tuple[str, facts.Dated]]:
        """All that may change, each with its place in the file."""
        yield "welcome_center", self.welcome_center
        yield from ((f"offices.{entry.key}", entry) for entry in self.offices)
        yield from ((f"first_steps.{entry.key}", entry) for entry in self.first_steps)
        yield from ((f"local_rules.{entry.key}", entry) for entry in self.local_rules)
        yield from ((f"advice.{entry.key}", entry) for entry in self.advice)


def names() -> tuple[str, ...]:
    """The towns that can be loaded by name."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def countries() -> tuple[str, ...]:
    """The countries that towns can be in."""
    return tuple(sorted(path.stem for path in COUNTRIES.glob("*.toml")))


def load(name_or_path: str, today: date | None = None) -> Town:
    """A town by its name, or by the path of a file that ends in `.toml`; else `faults.Faults`.

    With `today` (UTC), a fact that was checked in the future is a fault too. Stale facts are none.
    """
    is_path = name_or_path.endswith(".toml")
    path = Path(name_or_path) if is_path else FOLDER / f"{name_or_path}.toml"
    if not path.exists():
        expected = f"one of: {', '.join(names())}; or the path of a town file"
        raise faults.Faults([faults.Fault("town", faults.shown(name_or_path), expected)])
    values = faults.parse(path)
    country = _country(values.get("country"), today)
    with faults.within(path.name):
        told = town_texts.told(Town, values, path.stem, country.terms)
        town = _joined(Town.read(told, context=today, key=path.stem), country)
        _declare(told)
    return town


def extract(
    fileobj: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001  (Babel's signature)
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """The texts of a town's or country's file for Babel, as if each were a call of `i18n.text`."""
    if "text" not in keywords:
        return
    path, source = Path(fileobj.name), fileobj.read().decode()
    is_country = path.parent.name == COUNTRIES.name
    model, place = (Country, _place(path)) if is_country else (Town, path.stem)
    told = town_texts.told(model, tomllib.loads(source), place, {})
    lines = source.splitlines()
    for text in dict.fromkeys(town_texts.texts_in(told)):
        line = next((n for n, line in enumerate(lines, 1) if text.english in line), 1)
        yield line, "text", (text.key, text.english), []


def _country(code: object, today: date | None) -> Country:
    """The facts of a country. That there are none is the town's fault, and found there."""
    if code not in countries():
        return Country()
    path = COUNTRIES / f"{code}.toml"
    values = faults.parse(path)
    with faults.within(path.name):
        told = town_texts.told(Country, values, _place(path), {})
        country = Country.read(told, context=today)
        _declare(told)
    return country


def _place(path: Path) -> str:
    return f"countries.{path.stem.lower()}"


def _joined(town: Town, country: Country) -> Town:
    joined = town.model_copy(
        update={
            "terms": country.terms | town.terms,
            "first_steps": country.first_steps + town.first_steps,
            "crisis": country.crisis + town.crisis,
            "advice": country.advice + town.advice,
            "districts": (*town.districts, SURROUNDINGS),
        }
    )
    if found := [*_twice(joined), *_rules_without_a_step(joined)]:
        raise faults.Faults(found)
    return joined


def _twice(town: Town) -> Iterator[faults.Fault]:
    """Keys that the town gives to something the country, or the loader, has already."""
    sections: dict[str, Iterable[facts.Keyed]] = {
        "first_steps": town.first_steps,
        "crisis": town.crisis,
        "advice": town.advice,
        "districts": town.districts,
    }
    for section, entries in sections.items():
        if key := facts.repeated(entries):
            yield faults.Fault(section, f'the key "{key}" twice', "each key once")


def _rules_without_a_step(town: Town) -> Iterator[faults.Fault]:
    steps = [step.key for step in town.first_steps]
    for place, rule in enumerate(town.local_rules):
        if rule.key not in steps:
            expected = f"the key of a first step: {', '.join(steps)}"
            yield faults.Fault(f"local_rules[{place}].key", f'"{rule.key}"', expected)


def _declare(told: Mapping[str, Any]) -> None:
    for text in town_texts.texts_in(told):
        try:
            i18n.text(text.key, text.english)
        except ValueError:
            found = faults.Fault(text.key, faults.shown(text.english), "the text declared before")
            raise faults.Faults([found]) from None
