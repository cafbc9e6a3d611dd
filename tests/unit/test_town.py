"""Town files: the shipped ones, how they are joined to their country, and a line for each fault."""

import io
import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import IO

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_keywords, parse_mapping_cfg

from bot import facts, faults, i18n, town

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
FILES = (*town.FOLDER.glob("*.toml"), *town.COUNTRIES.glob("*.toml"))
KEYWORDS = parse_keywords(["text:1c,2", "plural:1c,2,3"])
FOR_STORIES = re.compile(r"030 23125 \d{3}|0171 39200\d{2}")
"""From the numbers that Germany's network agency keeps free for films and books."""

GOOD = """
name = "Testheim"
zone = "Europe/Berlin"
country = "DE"
subdivision = "BW"
languages = ["de", "ar"]
districts = [{ key = "mitte", name = "Mitte" }]

[terms]
harbour = "Harbour office"

[welcome_center]
name = "Welcome Center"
postcode_city = "00000 Testheim"
source = "Stadt Testheim"
checked_on = 2026-11-01
expires_on = 2027-11-01

[[offices]]
key = "harbour"
name = "Hafenamt"
gloss = "harbour"
note = "Ring the bell twice."
hours.thu = [["08:30", "12:00"], ["14:00", "18:00"]]
audience = ["everyone"]
source = "Stadt Testheim"
checked_on = 2026-11-01
expires_on = 2027-11-01

[[local_rules]]
key = "anmeldung"
rule = "Here you go to the harbour office."
source = "Stadt Testheim"
checked_on = 2026-11-01
expires_on = 2027-11-01
sure = "A"
"""


def written(folder: Path, old: str = "", new: str = "") -> str:
    path = folder / "testheim.toml"
    path.write_text(GOOD.replace(old, new, 1) if old else GOOD + new, encoding="utf-8")
    return str(path)


def complaints(name_or_path: str, today: date | None = TODAY) -> list[str]:
    with pytest.raises(faults.Faults) as refused:
        town.load(name_or_path, today)
    return str(refused.value).splitlines()


def texts(value: object) -> Iterator[i18n.Text]:
    """Every text somewhere in a loaded town."""
    match value:
        case i18n.Text():
            yield value
        case faults.Section():
            for name in type(value).model_fields:
                yield from texts(getattr(value, name))
        case tuple():
            for part in value:
                yield from texts(part)
        case dict():
            yield from texts(tuple(value.values()))


def extracted(path: Path) -> dict[str, str]:
    """What Babel finds in a file with `babel.cfg`'s method, by context."""
    found = extract_from_file("bot.town:extract", path, KEYWORDS)
    return {str(context): str(message) for _, message, _, context in found}


@pytest.fixture(autouse=True)
def _no_texts_left_behind() -> Iterator[None]:
    """Loading a town declares its texts for the whole process; Testheim's are nobody's."""
    yield
    for key in [key for key in i18n.TEXTS if key.startswith("testheim.")]:
        del i18n.TEXTS[key]


@pytest.fixture(params=town.names())
def shipped(request: pytest.FixtureRequest) -> town.Town:
    return town.load(request.param, TODAY)


def test_there_is_a_real_town_and_an_invented_one() -> None:
    assert town.names() == ("musterstadt", "stuttgart")


def test_every_text_of_a_shipped_town_reaches_the_translators(shipped: town.Town) -> None:
    catalogued = {key: english for path in FILES for key, english in extracted(path).items()}
    catalogued[town.SURROUNDINGS.name.key] = "Outside the city"  # type: ignore[union-attr]  # a text
    spoken = set(texts(shipped))
    assert len(spoken) > 50
    assert {(text.key, text.english) for text in spoken} <= catalogued.items()
    assert all(i18n.TEXTS[text.key] == text for text in spoken)


def test_nothing_is_translated_twice() -> None:
    english = [message for path in FILES for message in extracted(path).values()]
    assert sorted(english) == sorted(set(english))


def test_the_texts_are_short(shipped: town.Town) -> None:
    assert [text.key for text in texts(shipped) if len(text.english) > 340] == []


def test_each_text_is_extracted_from_the_line_it_stands_in() -> None:
    path = town.FOLDER / "stuttgart.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = list(extract_from_file("bot.town:extract", path, KEYWORDS))
    assert found
    for number, message, _, _ in found:
        assert str(message) in lines[number - 1]


def test_the_mapping_sends_town_files_to_their_extractor() -> None:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, _ = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel's
    assert methods == [("bot/**.py", "python"), ("bot/towns/**.toml", "bot.town:extract")]


def test_nothing_is_extracted_for_other_keywords() -> None:
    file: IO[bytes] = io.BytesIO(b"")
    file.name = "x.toml"  # type: ignore[misc]  # as an opened file has one
    assert list(town.extract(file, {"gettext"}, (), {})) == []


def test_stuttgart_has_its_23_districts_and_then_the_surroundings() -> None:
    districts = town.load("stuttgart").districts
    assert len(districts) == 24
    assert districts[-1] == town.SURROUNDINGS
    assert districts[5].name == "Bad Cannstatt"


def test_the_crisis_lines_of_the_country_are_in_every_town(shipped: town.Town) -> None:
    numbers = {line.key: line.number for line in shipped.crisis}
    assert (numbers["ambulance"], numbers["police"]) == ("112", "110")
    assert numbers["women"] == "116 016"


def test_only_the_real_town_has_real_doors() -> None:
    invented = town.load("musterstadt")
    assert {entry.source for entry in (*invented.offices, *invented.advice)} == {"Musterstadt"}
    phones = [office.phone for office in invented.offices]
    phones += [partner.phone for partner in invented.advice]
    assert phones
    assert all(FOR_STORIES.fullmatch(phone or "") for phone in phones)
    assert all(office.hours and office.lat and office.lon for office in invented.offices)


def test_a_language_of_a_town_has_a_name(shipped: town.Town) -> None:
    names = i18n.locale("en").languages
    assert all(code in names or code in town.UNCATALOGUED for code in shipped.languages)


def test_a_town_is_joined_to_its_country(tmp_path: Path) -> None:
    here = town.load(written(tmp_path))
    assert here.key == "testheim"
    assert here.first_steps[0].key == "anmeldung"
    assert here.first_steps[0].rule.key == "countries.de.first_steps.anmeldung.rule"
    first, second = here.first_steps[:2]
    rule = here.local_rule(first)
    assert rule
    assert rule.rule == i18n.Text(
        "testheim.local_rules.anmeldung.rule", "Here you go to the harbour office."
    )
    assert here.local_rule(second) is None


def test_a_term_is_one_text_wherever_it_is_named(tmp_path: Path) -> None:
    here = town.load(written(tmp_path))
    assert here.offices[0].gloss == i18n.Text("testheim.terms.harbour", "Harbour office")
    brought = [paper.english for paper in here.first_steps[0].bring]
    assert brought[0] == "Identity card or passport (Ausweis oder Reisepass)"


def test_a_town_file_may_name_the_terms_of_its_country(tmp_path: Path) -> None:
    path = written(tmp_path, 'gloss = "harbour"', 'gloss = "citizens_office"')
    assert town.load(path).offices[0].gloss.key == "countries.de.terms.citizens_office"


def test_hours_tell_which_days_are_closed(tmp_path: Path) -> None:
    hours = town.load(written(tmp_path)).offices[0].hours
    assert hours
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    assert hours.on(thursday) == (
        facts.Span(time(8, 30), time(12)),
        facts.Span(time(14), time(18)),
    )
    assert hours.on(friday) == ()


def test_an_entry_past_its_date_is_no_fault_but_stale(tmp_path: Path) -> None:
    path = written(
        tmp_path, "expires_on = 2027-11-01\n\n[[offices", "expires_on = 2026-11-23\n\n[[offices"
    )
    here = town.load(path, TODAY)
    assert not here.welcome_center.is_stale(date(2026, 11, 23))
    assert here.welcome_center.is_stale(TODAY)


def test_what_stuttgart_told_in_april_2025_is_stale() -> None:
    dated = town.load("stuttgart").dated()
    lines = [place for place, entry in dated if entry.is_stale(TODAY)]
    assert "offices.foreigners_office" in lines
    assert "welcome_center" not in lines


def test_a_date_in_the_future_is_seen_only_by_those_who_know_the_day(tmp_path: Path) -> None:
    path = written(tmp_path, "checked_on = 2026-11-01", "checked_on = 2026-12-24")
    assert town.load(path).welcome_center.checked_on == date(2026, 12, 24)
    assert complaints(path) == [
        "testheim.toml: welcome_center.checked_on: found 2026-12-24, expected a date that has come"
    ]


@pytest.mark.parametrize("name", ["atlantis", "", "/nowhere/town.toml"])
def test_an_unknown_town_names_those_there_are(name: str) -> None:
    assert complaints(name) == [
        f'town: found "{name}", expected one of: musterstadt, stuttgart; or the path of a town file'
    ]


def test_the_name_of_the_file_must_do_as_a_key(tmp_path: Path) -> None:
    path = Path(written(tmp_path)).rename(tmp_path / "Test Town.toml")
    assert complaints(str(path)) == [
        'Test Town.toml: key: found "Test Town", '
        "expected a file whose name has 1 to 20 letters a–z, digits or _ before .toml"
    ]


A_TEXT = "a text in English without { } < > &, or a key of [terms]"
TERMS = "keys of 1 to 20 letters a–z, digits or _, and texts without { } < > &"
A_KEY = "a key of 1 to 20 letters a–z, digits or _"
SPANS = 'times in order, like [["08:30", "12:00"], ["14:00", "16:00"]]'
HOURS = '[["08:30", "12:00"], ["14:00", "18:00"]]'
DISTRICTS = '[{ key = "mitte", name = "Mitte" }]'

STEP = """
[[first_steps]]
key = "allotment"
name = "Schrebergarten"
title = "A garden"
rule = "Ask for a garden."
bring = "passport"
audience = ["everyone"]
source = "Stadt Testheim"
checked_on = 2026-11-01
expires_on = 2027-11-01
sure = "A"
"""

BAD = {
    ("zone = ", "zones = "): [
        'zone: missing, expected a time zone, like "Europe/Berlin"',
        "zones: found a key that doesn't belong here, expected one of: "
        + ", ".join(town.Town.fields()),
    ],
    ("Europe/Berlin", "Europe/Stuttgart"): [
        'zone: found "Europe/Stuttgart", expected a time zone, like "Europe/Berlin"'
    ],
    ("Europe/Berlin", "Europe"): [
        'zone: found "Europe", expected a time zone, like "Europe/Berlin"'
    ],
    ('"DE"', '"../stuttgart"'): [
        'country: found "../stuttgart", '
        'expected a country with a file in bot/towns/countries, like "DE"',
    ],
    ('"BW"', '"Baden"'): [
        'subdivision: found "Baden", expected the end of an ISO 3166-2 code, like "BW"'
    ],
    ('"ar"]', '"ku"]'): [
        'languages[1]: found "ku", '
        'expected a language that CLDR knows, like "ar" (Kurdish: "kmr" or "ckb")'
    ],
    ('["de", "ar"]', "[]"): [
        'languages: found [], expected a list of languages, like ["de", "ar"]'
    ],
    (DISTRICTS, '[{ key = "a", name = "A" }, { key = "a", name = "B" }]'): [
        'districts: found the key "a" twice, expected each key once'
    ],
    (DISTRICTS, '[{ key = "surroundings", name = "A" }]'): [
        'districts: found the key "surroundings" twice, expected each key once'
    ],
    (DISTRICTS, '[{ key = "Bad Cannstatt", name = 3 }]'): [
        f'districts[0].key: found "Bad Cannstatt", expected {A_KEY}',
        "districts[0].name: found 3, expected a text of 1 to 60 characters",
    ],
    ('key = "harbour"', f'key = "{"a" * 21}"'): [
        f'offices[0].key: found "{"a" * 21}", expected {A_KEY}'
    ],
    ("harbour = ", "the_harbour_and_its_sea = "): [
        f'terms.the_harbour_and_its_sea: found "the_harbour_and_its_sea", expected {TERMS}',
        f'offices[0].gloss: found "harbour", expected {A_TEXT}',
    ],
    ('note = "Ring the bell twice."', 'note = "Ring {bell} <twice>."'): [
        f'offices[0].note: found "Ring {{bell}} <twice>.", expected {A_TEXT}'
    ],
    ('note = "Ring the bell twice."', 'note = ["Ring"]\ncolour = "red"'): [
        'offices[0].note: found ["Ring"], expected ' + A_TEXT,
        "offices[0].colour: found a key that doesn't belong here, expected one of: "
        + ", ".join(facts.Office.fields()),
    ],
    ('["everyone"]', '["men"]'): [
        'offices[0].audience[0]: found "men", '
        "expected one of: everyone, eu, non_eu, families, workers, students"
    ],
    ('["everyone"]', "[]"): [
        "offices[0].audience: found [], "
        "expected a list of: everyone, eu, non_eu, families, workers, students"
    ],
    (HOURS, '[["12:00", "08:30"]]'): [
        f'offices[0].hours.thu: found [["12:00", "08:30"]], expected {SPANS}'
    ],
    (HOURS, '[["08:30", "noon"]]'): [f'offices[0].hours.thu[0][1]: found "noon", expected {SPANS}'],
    ("hours.thu", "lat = 48.7\nhours.thu"): [
        "offices[0]: found only one of lat and lon, expected both or neither"
    ],
    ("hours.thu", "lat = 91.0\nlon = 1\nhours.thu"): [
        "offices[0].lat: found 91.0, expected a number from -90 to 90"
    ],
    ("hours.thu", 'phone = "call us"\nhours.thu'): [
        'offices[0].phone: found "call us", expected a phone number, like "030 23125 100"'
    ],
    ('audience = ["everyone"]\nsource = "Stadt Testheim"', 'audience = ["everyone"]'): [
        "offices[0].source: missing, expected who says so: a public body, or its page"
    ],
    ("2026-11-01", '"2026-11-01"'): [
        'welcome_center.checked_on: found "2026-11-01", '
        "expected a date without quotes, like 2026-11-01"
    ],
    ("expires_on = 2027", "expires_on = 2025"): [
        "welcome_center.expires_on: found 2025-11-01, expected a date after checked_on"
    ],
    ('sure = "A"', 'sure = "C"'): ['local_rules[0].sure: found "C", expected "A" or "B"'],
    ("name = ", 'key = "other"\nname = '): [
        "key: found a key that doesn't belong here, expected one of: "
        + ", ".join(town.Town.fields())
    ],
    ("[[offices]]", "[offices]"): ["offices: found a table, expected a list of tables"],
    ("[[local_rules]]", STEP + "[[local_rules]]"): [
        'first_steps[0].bring: found "passport", expected ' + A_TEXT,
    ],
    (
        "[[local_rules]]",
        STEP.replace('"passport"', '["passport", "passprt"]') + "[[local_rules]]",
    ): [
        'first_steps[0].bring[1]: found "passprt", expected ' + A_TEXT,
    ],
}


@pytest.mark.parametrize(("edit", "lines"), BAD.items())
def test_each_fault_is_one_line(tmp_path: Path, edit: tuple[str, str], lines: list[str]) -> None:
    assert complaints(written(tmp_path, *edit)) == [f"testheim.toml: {line}" for line in lines]


def test_a_key_that_the_country_has_already_is_a_fault(tmp_path: Path) -> None:
    again = """
[[crisis]]
key = "police"
number = "111"
label = "Another police"
source = "Stadt Testheim"
checked_on = 2026-11-01
"""
    assert complaints(written(tmp_path, new=again)) == [
        'testheim.toml: crisis: found the key "police" twice, expected each key once'
    ]


def test_a_local_rule_without_its_first_step_is_a_fault(tmp_path: Path) -> None:
    [line] = complaints(written(tmp_path, 'key = "anmeldung"', 'key = "anmeldun"'))
    assert line.startswith(
        'testheim.toml: local_rules[0].key: found "anmeldun", '
        "expected the key of a first step: anmeldung, residence_title, "
    )


def test_another_file_cannot_give_a_known_text_other_words(tmp_path: Path) -> None:
    town.load(written(tmp_path))
    assert complaints(written(tmp_path, "Ring the bell twice.", "Knock.")) == [
        'testheim.toml: testheim.offices.harbour.note: found "Knock.", '
        "expected the text declared before"
    ]


def test_broken_toml_names_the_file_and_the_line(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "[terms]", "[terms")) == [
        "testheim.toml: found broken TOML (Expected ']' at the end of a table declaration "
        "(at line 9, column 7)), expected a TOML file"
    ]
