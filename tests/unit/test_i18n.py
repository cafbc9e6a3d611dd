"""Texts in every language: a missing or broken translation is English, never empty, never a key."""

import pytest

from bot import i18n
from bot.conversation import flow
from bot.i18n import Text

GREETING = Text("tests.greeting", "Hello {name}")
DAYS = Text("tests.days", "{count} day", "{count} days")


@pytest.mark.parametrize("language", ["en", "de", "ar", "tlh"])
def test_a_text_that_no_catalogue_has_is_said_in_english(language: str) -> None:
    assert i18n.fill(GREETING, language, {"name": "Amal"}) == "Hello Amal"
    said = [i18n.fill(DAYS, language, {"count": str(n)}, n) for n in (0, 1, 2, 11)]
    assert said == ["0 days", "1 day", "2 days", "11 days"]


def test_a_translated_text_is_said_in_its_language() -> None:
    assert i18n.fill(flow.BACK, "de", {}) == "Zurück"
    assert i18n.fill(flow.BACK, "tlh", {}) == flow.BACK.english


def test_the_same_english_under_another_key_is_another_text() -> None:
    assert i18n.fill(Text("tests.spine", flow.BACK.english), "de", {}) == flow.BACK.english


@pytest.mark.parametrize(
    "broken",
    [
        "Saluton {nomo}",
        "Saluton {",
        "Saluton }",
        "{0}",
        "{name.x}",
        "{name[x]}",
        "{name:d}",
        "{name!z}",
        "{}",
    ],
)
def test_a_broken_translation_is_said_in_english(broken: str) -> None:
    assert i18n.filled(broken, "Hello {name}", {"name": "Amal"}) == "Hello Amal"


def test_values_of_a_text_are_not_read_as_placeholders() -> None:
    assert i18n.fill(GREETING, "en", {"name": "{name}"}) == "Hello {name}"


def test_one_key_is_one_text() -> None:
    assert i18n.text(flow.BACK.key, flow.BACK.english) is flow.BACK
    with pytest.raises(ValueError, match="share the key"):
        i18n.text(flow.BACK.key, "Something else")
    assert i18n.TEXTS[flow.BACK.key] is flow.BACK


def test_placeholders_are_those_of_both_forms() -> None:
    text = Text("tests.both", "{count} day", "{count} days for {name}")
    assert text.placeholders == {"count", "name"}


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ar", "ar"),
        ("de-AT", "de"),
        ("AR_eg", "ar"),
        ("pt-br", "en"),
        ("", "en"),
        ("x" * 500, "en"),
        ("../../etc", "en"),
    ],
)
def test_the_language_is_guessed_from_telegrams_code(code: str, language: str) -> None:
    assert i18n.guess(code, i18n.shipped()) == language


def test_a_language_that_this_town_does_not_offer_is_not_guessed() -> None:
    assert i18n.guess("ar", ("en", "de")) == "en"


def test_english_is_shipped_first() -> None:
    assert i18n.shipped()[0] == "en"
    assert {"de", "ar"} <= set(i18n.shipped())
    assert len(set(i18n.shipped())) == len(i18n.shipped())


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "English"),
        ("de", "Deutsch"),
        ("ar", "العربية"),
        ("uk", "Українська"),
        ("tr", "Türkçe"),
    ],
)
def test_a_language_is_named_in_its_own_script(language: str, name: str) -> None:
    assert i18n.own_name(language) == name


@pytest.mark.parametrize(("language", "is_mirrored"), [("ar", True), ("fa", True), ("uk", False)])
def test_the_direction_is_the_languages(language: str, is_mirrored: bool) -> None:
    assert i18n.is_right_to_left(language) is is_mirrored


@pytest.mark.parametrize(
    ("language", "first"), [("ar", 5), ("en", 0), ("de", 0), ("uk", 0)], ids=str
)
def test_the_week_begins_as_the_reader_is_used_to(language: str, first: int) -> None:
    assert i18n.locale(language).first_week_day == first
