"""Cutting what somebody wrote into messages: nothing is lost, everything fits for every reader."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import cards, values
from bot.conversation.values import Reader, Words, say
from bot.relay import rules, texts
from bot.telegram import screens

READERS = [Reader(each, ZoneInfo("Europe/Berlin"), values.EPOCH) for each in ("en", "ar")]
LETTERS = st.sampled_from([*"ab /\n<&ابם", "👍", "\u200d", "/start"])


@given(st.lists(LETTERS, max_size=60).map("".join), st.integers(1, 20))
def test_nothing_but_spaces_is_lost_at_a_cut(words: str, most: int) -> None:
    assert "".join("".join(rules.parts(words, max(most, 4))).split()) == "".join(words.split())


@pytest.mark.parametrize("letters", ["a", "\n", "/a ", "👍", "\nb", "ש\n/a ", "<&>"])
def test_each_part_fits_into_a_message_of_every_reader(letters: str) -> None:
    words = (letters * 4096)[:4096]
    name = Words("Maximiliane-Henriette von und zu Hohenstein-Wolfenbüttel-Bad"[:60])
    for part in rules.parts(words):
        line = say(texts.FROM, name=name, words=Words(part))
        for reader in READERS:
            shown = screens.screen(cards.card(line), reader, ()).text
            assert screens.units(shown) <= screens.MOST_UNITS


def test_a_cut_is_made_at_a_space_where_there_is_one() -> None:
    assert rules.parts("one two three", 8) == ["one two", "three"]
    assert rules.parts("onetwothree", 8) == ["onetwoth", "ree"]


def test_no_words_are_one_empty_part() -> None:
    assert rules.parts("") == [""]
    assert rules.parts(" \n ") == [""]
