"""Which languages are offered, and which are found by their name."""

from dataclasses import replace

import pytest

from bot import i18n
from bot.people import tongues
from tests.flows import talk


def codes(words: str, language: str = "en") -> list[str]:
    return [option.code for option in tongues.search(words, talk.context(language))]


def test_the_readers_own_language_is_offered_first() -> None:
    for language in i18n.shipped():
        offered = [option.code for option in tongues.offered(talk.context(language))]
        assert offered[0] == language
        assert len(offered) == len(set(offered)) == tongues.BUTTONS


def test_the_towns_most_spoken_languages_follow_in_its_order() -> None:
    offered = [option.code for option in tongues.offered(talk.context("uk"))]
    assert offered[1:] == [code for code in talk.TOWN.languages if code != "uk"][:9]


def test_a_town_with_few_languages_offers_those() -> None:
    small = replace(
        talk.context("ar"), town=talk.TOWN.model_copy(update={"languages": ("de", "ar")})
    )
    assert [option.code for option in tongues.offered(small)] == ["ar", "de"]


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        pytest.param("Somali", "en", "so", id="English"),
        pytest.param("  ITALIAN! ", "en", "it", id="in other letters"),
        pytest.param("الصومالية", "ar", "so", id="in the reader's own"),
        pytest.param("Somali", "ar", "so", id="English, by an Arabic reader"),
        pytest.param("Griechisch", "uk", "el", id="German, by a Ukrainian reader"),
        pytest.param("Rumaenisch", "de", "ro", id="without umlauts"),
        pytest.param("فارسی", "en", "fa", id="in itself"),
        pytest.param("ትግርኛ", "ar", "ti", id="in its own script"),
        pytest.param("Kurdish (Kurmanji)", "en", "kmr", id="not in CLDR"),
        pytest.param("kurmanji", "ar", "kmr", id="not in CLDR, in short"),
        pytest.param("norwegisch", "en", "no", id="the general one"),
        pytest.param("pap", "en", "pap", id="by its code"),
    ],
)
def test_a_language_is_found_by_what_people_call_it(words: str, language: str, code: str) -> None:
    assert codes(words, language) == [code]


@pytest.mark.parametrize(
    "words", ["", " ", "!?", "Klingonian", "x" * 5000, "mul", "Multiple languages", "ar_001", "🇮🇹"]
)
def test_what_is_no_language_finds_none(words: str) -> None:
    assert codes(words) == []


@pytest.mark.parametrize("language", i18n.shipped())
def test_every_language_has_a_name_for_every_reader(language: str) -> None:
    known = tongues.names(language, talk.TOWN.languages)
    assert set(talk.TOWN.languages) <= set(known)
    assert all(names and "" not in names for names in known.values())
