"""A card is kept as data and comes back the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.conversation import cards, flow, packing
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Count, Said, Words, say
from tests.unit.every_value import VALUES

BACK = Button(Said(flow.BACK), "form:1:.back")

lines = st.builds(Said, st.sampled_from(sorted(i18n.TEXTS.values(), key=lambda t: t.key)[:20]))
buttons = st.builds(
    Button,
    VALUES,
    st.text(max_size=16),
    st.sampled_from(("", "https://example.org")),
    st.sampled_from(("", "primary", "danger")),
    st.none() | st.booleans(),
)
rows = st.builds(Row, st.lists(buttons, max_size=3).map(tuple), st.booleans())
every_card = st.builds(
    Card,
    st.lists(st.none() | lines, max_size=4).map(tuple),
    st.lists(rows, max_size=3).map(tuple),
    st.booleans(),
)


@given(every_card)
def test_a_card_comes_back_from_json_as_it_was(card: Card) -> None:
    assert cards.unpack(json.loads(json.dumps(cards.pack(card)))) == card


@pytest.mark.parametrize("press", ["x" * 64, "ä" * 32, "👍" * 16])
def test_a_press_of_64_bytes_is_carried(press: str) -> None:
    assert Button(Words("a"), press).press == press


@pytest.mark.parametrize("press", ["x" * 65, "ä" * 33, "👍" * 17])
def test_a_press_of_more_bytes_is_refused_at_once(press: str) -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        Button(Words("a"), press)


def test_an_action_names_what_it_is_about_and_in_which_version() -> None:
    assert cards.action("menu") == "a:menu::0"
    assert cards.action("withdraw", 17, 3) == "a:withdraw:17:3"


def test_a_column_has_a_row_for_each_button_and_a_row_has_them_all() -> None:
    assert cards.column(BACK, BACK) == (Row((BACK,)), Row((BACK,)))
    assert cards.row(BACK, BACK) == Row((BACK, BACK))


def test_a_line_that_is_no_text_is_of_another_version() -> None:
    packed = cards.pack(cards.card(say(flow.LEAVING)))
    packed["lines"] = [packing.pack(Count(3))]
    with pytest.raises(packing.Unknown):
        cards.unpack(packed)


def test_a_text_that_is_gone_is_of_another_version() -> None:
    packed = cards.pack(cards.card(say(flow.LEAVING)))
    packed["lines"] = [["Said", "conversation.of_the_future", {}]]
    with pytest.raises(packing.Unknown, match="of_the_future"):
        cards.unpack(packed)
