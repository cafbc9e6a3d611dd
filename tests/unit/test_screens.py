"""What Telegram shows of a card: direction, keyboards, escaping, length."""

import html
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from bot import i18n
from bot.conversation import asking, cards, flow, planning, values
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Count, Said, Words, say
from bot.i18n import FIRST_STRONG_ISOLATE as FSI
from bot.i18n import POP_ISOLATE as PDI
from bot.i18n import RIGHT_TO_LEFT_MARK as RLM
from bot.i18n import Text
from bot.people import menu
from bot.telegram import screens
from tests.flows import talk

BOTTOM = (menu.TO_MENU, menu.TO_STATUS, menu.TO_SOS)
ARABIC = Text("tests.arabic", "مرحبا {name}")
LATIN = Text("tests.latin", "Anmeldung {name}")
SHORT = Text("tests.short", "مرحبا")
BOLD = Text("tests.bold", "<b>{name}</b>")
TWO_LINES = Text("tests.two_lines", "{name}\n<b>سؤال</b>")
PLAIN = Text("tests.plain", "{name}")


def screen(card: Card, language: str) -> screens.Screen:
    return screens.screen(card, talk.context(language).reader, BOTTOM)


def test_a_card_for_readers_of_a_language_is_shown_as_they_see_it() -> None:
    lines, rows = (say(LATIN, name=Words("عمل")),), cards.column(Button(Said(SHORT)))
    for_them = screen(Card(lines, rows, language="ar"), "de")
    assert for_them == screen(Card(lines, rows), "ar")
    assert for_them != screen(Card(lines, rows), "de")
    assert cards.unpack(cards.pack(Card((), language="ar"))).language == "ar"


def said(text: Text, language: str, name: values.Value | None = None) -> str:
    return screen(cards.card(say(text, name=name or Words("Amal"))), language).text


def keyboard(*rows: Row, language: str) -> list[list[str]]:
    inline = screen(cards.card(Said(SHORT), rows=rows), language).inline
    assert inline is not None
    return [[button.text for button in row] for row in inline.inline_keyboard]


def first_strong(line: str) -> str:
    """The first letter that decides the direction; what is isolated decides nothing (UAX #9)."""
    depth = 0
    for letter in html.unescape(screens.TAG.sub("", line)):
        depth += (letter == FSI) - (letter == PDI)
        if not depth and unicodedata.bidirectional(letter) in ("L", "R", "AL"):
            return unicodedata.bidirectional(letter)
    return ""


# Right to left


def test_a_line_that_begins_from_the_right_needs_no_mark() -> None:
    assert said(ARABIC, "ar") == f"مرحبا {FSI}Amal{PDI}"


@pytest.mark.parametrize("name", [Words("Amal"), Words("أمل"), Count(3), Words("☑"), Words("112")])
@pytest.mark.parametrize("text", [LATIN, BOLD, PLAIN, TWO_LINES], ids=lambda text: text.key)
def test_every_other_line_gets_a_mark_in_front(text: Text, name: values.Value) -> None:
    for line in said(text, "ar", name).split("\n"):
        assert first_strong(line) in ("R", "AL")


def test_the_mark_stands_before_the_markup() -> None:
    assert said(BOLD, "ar") == f"{RLM}<b>{FSI}Amal{PDI}</b>"


def test_an_arabic_line_in_bold_needs_no_mark() -> None:
    assert screens.directed("<b>سؤال</b>", "ar") == "<b>سؤال</b>"


def test_an_empty_line_stays_empty() -> None:
    card = Card((Said(SHORT), None, Said(SHORT)))
    assert screen(card, "ar").text.split("\n")[1] == ""


def test_commands_keep_their_slash_in_front() -> None:
    assert f"{FSI}/menu{PDI}" in said(ARABIC, "ar", Said(Text("tests.cmd", "أو /menu الآن")))
    assert "/menu" in said(ARABIC, "en", Said(Text("tests.cmd", "or /menu now")))
    assert FSI not in said(LATIN, "en", Said(Text("tests.cmd", "or /menu now")))


@pytest.mark.parametrize("text", ["<b>a</b> b/c", "https://a.example/menu", "9/12", "km/h"])
def test_what_is_no_command_is_left_alone(text: str) -> None:
    card = cards.card(Said(Text("tests.no_command", text)))
    assert FSI not in screen(card, "ar").text


@pytest.mark.parametrize("language", ["en", "de"])
def test_left_to_right_readers_see_no_mark(language: str) -> None:
    assert said(LATIN, language) == "Anmeldung Amal"
    assert said(PLAIN, language, Words("أمل")) == f"{FSI}أمل{PDI}"


@given(st.text(max_size=40))
def test_whatever_a_person_is_called_the_line_runs_from_the_right(name: str) -> None:
    for line in said(PLAIN, "ar", Words(asking.clean(name))).split("\n"):
        assert not line or first_strong(line) in ("R", "AL")


# Keyboards

YES, NO = Button(Words("نعم"), "f:1:y"), Button(Words("Amal"), "f:1:n")
GRID = Row(tuple(Button(Count(n), f"f:1:{n}") for n in (1, 2, 3)), is_grid=True)


def test_buttons_side_by_side_become_one_each_from_right_to_left() -> None:
    assert keyboard(cards.row(YES, NO), language="ar") == [["نعم"], [f"{RLM}Amal"]]
    assert keyboard(cards.row(YES, NO), language="en") == [["نعم", "Amal"]]


def test_a_grid_keeps_its_columns_mirrored() -> None:
    bare = [f"{RLM}{FSI}{n}{PDI}" for n in (3, 2, 1)]
    assert keyboard(GRID, language="ar") == [bare]
    assert keyboard(GRID, language="en") == [["1", "2", "3"]]


def test_a_calendar_runs_from_the_right_with_saturday_first() -> None:
    rows = planning.Day("day", ARABIC, name=ARABIC).rows({}, talk.context("ar"))
    shown = screen(cards.card(Said(SHORT), rows=rows), "ar").inline
    assert shown is not None
    head, weekdays, week, *_ = shown.inline_keyboard
    assert [b.text.strip(RLM) for b in head[::2]] == [planning.LATER, planning.BLANK]
    assert [b.text.strip(RLM) for b in weekdays[::-1]][:2] == ["سبت", "أحد"]
    assert len(week) == 7


def test_other_calendars_begin_on_monday_from_the_left() -> None:
    for language, monday in (("en", "Mo"), ("de", "Mo"), ("tr", "Pt")):
        rows = planning.Day("day", LATIN, name=LATIN).rows({}, talk.context(language))
        assert keyboard(*rows, language=language)[1][0] == monday


@pytest.mark.parametrize(
    ("is_ticked", "label"), [(True, "☑ Amal"), (False, "☐ Amal"), (None, "Amal")]
)
def test_a_tick_stands_before_the_label(is_ticked: bool | None, label: str) -> None:
    row = cards.row(Button(Words("Amal"), "f:1:x", is_ticked=is_ticked))
    assert keyboard(row, language="en") == [[label]]
    assert keyboard(row, language="ar") == [[f"{RLM}{label}"]]


def test_a_label_is_one_line() -> None:
    label = Said(Text("tests.label", "one\n two"))
    assert keyboard(cards.row(Button(label, "f:1:x")), language="en") == [["one two"]]


def test_a_button_carries_its_press_or_its_address() -> None:
    pressed, linked = Button(Words("a"), "f:1:x"), Button(Words("b"), url="https://a.example")
    inline = screen(cards.card(Said(SHORT), rows=(cards.row(pressed, linked),)), "en").inline
    assert inline is not None
    assert inline.inline_keyboard[0] == (
        InlineKeyboardButton("a", callback_data="f:1:x"),
        InlineKeyboardButton("b", url="https://a.example"),
    )


def test_the_big_buttons_run_in_the_readers_direction() -> None:
    card = Card((Said(SHORT),), has_bottom=True)
    rows = {language: screen(card, language).bottom for language in ("en", "ar")}
    english, arabic = rows["en"], rows["ar"]
    assert english is not None
    assert arabic is not None
    assert [b.text for b in english.keyboard[0]] == [text.english for text in BOTTOM]
    assert arabic.keyboard[0][-1].text == i18n.pattern(menu.TO_MENU, "ar")
    assert english.is_persistent


def test_without_them_a_card_has_none() -> None:
    plain = screen(cards.card(Said(SHORT)), "ar")
    assert (plain.inline, plain.bottom) == (None, None)


# Markup and length


@pytest.mark.parametrize("name", ["<b>Amal", "Tom & Jerry", "</b>", "&amp;"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_markup_in_a_name_is_shown_and_does_nothing(name: str, language: str) -> None:
    text = said(BOLD, language, Words(name))
    assert html.escape(name, quote=False) in text
    assert text.count("<") == 2
    assert keyboard(cards.row(Button(Words(name), "f:1:x")), language=language)[0][0].endswith(name)


@pytest.mark.parametrize(
    ("text", "units"),
    [("abc", 3), ("<b>abc</b>", 3), ("a &lt; b", 5), ("👍", 2), ("👩‍👧", 5), ("أمل", 3), ("", 0)],
)
def test_length_is_counted_as_telegram_does(text: str, units: int) -> None:
    assert screens.units(text) == units


@given(st.text(max_size=60))
def test_an_escaped_name_has_its_own_length(name: str) -> None:
    escaped = html.escape(name.replace("\r", ""), quote=False)
    plain = name.replace("\r", "").encode("utf-16-le", "surrogatepass")
    assert screens.units(escaped) == len(plain) // 2


def test_a_months_days_stand_below_their_weekdays() -> None:
    rows = planning.Day("day", LATIN, name=LATIN).rows({"month": "2027-02"}, talk.context())
    days = [[screens.label(b.label, talk.context().reader) for b in row.buttons] for row in rows]
    assert days[2] == ["1", "2", "3", "4", "5", "6", "7"]
    assert date(2027, 2, 1).weekday() == 0
    assert flow.BACK.english not in days[0]
