"""How chats are drawn in a terminal: width, line breaks, sides, and what a terminal is sent."""

import io

import pytest

from bot.demonstration import bubbles, columns, terminal
from bot.demonstration.bubbles import Aside, Pressed, Shape, Told, Typed
from bot.sandbox import model, texts

LEFT, RIGHT = Shape(20, is_right_to_left=False), Shape(20, is_right_to_left=True)


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        ("", 0),
        ("Straße", 6),
        ("日本", 4),
        ("ا\u064e\u0651", 1),
        ("e\u0301", 1),
        ("\u2068Amal\u2069", 4),
        ("\u200fب", 1),
        ("a\u200bb\u200d", 2),
    ],
    ids=["none", "latin", "wide", "vowel marks", "accent", "isolate", "mark", "zero width"],
)
def test_only_what_takes_room_counts_as_width(words: str, cells: int) -> None:
    assert columns.width(columns.line(words)) == cells


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("unbelievable", ["unbelie", "vable"]),
        ("a unbelievable", ["a", "unbelie", "vable"]),
        ("日本語日本語", ["日本語", "日本語"]),
        ("", [""]),
    ],
    ids=["between words", "inside a long one", "before a long one", "wide letters", "nothing"],
)
def test_lines_are_broken_between_words_and_never_too_wide(words: str, lines: list[str]) -> None:
    assert [plain(line) for line in columns.wrapped(columns.line(words), 7)] == lines


def test_a_line_break_closes_an_isolate_and_opens_it_again() -> None:
    first, second = columns.wrapped(columns.line("\u2068one two\u2069 x"), 5)
    assert plain(first) == "\u2068one\u2069"
    assert plain(second) == "\u2068two\u2069 x"


def test_the_bots_bubble_has_a_bar_and_a_persons_is_indented() -> None:
    assert drawn(Told(message("Hello there, Amal, welcome")), LEFT) == [
        "│ Hello there, Amal,",
        "│ welcome",
    ]
    assert drawn(Typed("yes\nplease"), LEFT) == ["    › yes", "      please"]
    assert drawn(Pressed("Done"), LEFT) == ["    ▸ Done"]
    assert drawn(Aside("by a link"), LEFT) == ["(by a link)"]


def test_those_who_read_from_the_right_have_all_on_the_right() -> None:
    (told,) = drawn(Told(message("نعم")), RIGHT)
    (said,) = drawn(Pressed("نعم"), RIGHT)
    assert told == f"{' ' * 15}\u2067نعم\u2069 │"
    assert said == f"{' ' * 11}\u2067نعم\u2069 ◂"


def test_buttons_stand_in_brackets_as_on_the_phone_and_equally_wide() -> None:
    rows = (("Yes, send it",), ("Back", "Go"), ("1", "2"))
    asked = message("Sure?", rows)
    assert drawn(Told(asked), LEFT) == [
        "│ Sure?",
        "│ [Yes, send it]",
        "│ [Back] [\u00a0Go\u00a0]",
        "│ [\u00a01\u00a0\u00a0] [\u00a02\u00a0\u00a0]",
    ]


def test_a_table_of_buttons_keeps_its_columns_where_there_is_no_room_for_equal_ones() -> None:
    table = message("When?", (("Afternoon", "Eve"), ("Mo", "Mo")))
    assert drawn(Told(table), LEFT)[1:] == [
        "│ [Afternoon] [Eve]",
        "│ [\u00a0\u00a0\u00a0Mo\u00a0\u00a0\u00a0\u00a0] [Mo\u00a0]",
    ]


def test_a_row_of_buttons_begins_on_the_readers_side() -> None:
    asked = message("؟", (("three", "two", "one"),))
    drawn_row = drawn(Told(asked), Shape(40, is_right_to_left=True))[-1]
    assert drawn_row.index("one") < drawn_row.index("two") < drawn_row.index("three")


def test_bold_words_are_found_behind_letters_of_two_units() -> None:
    entity = {"type": "bold", "offset": 3, "length": 4}
    told = model.Message(1, 1, True, 0, body=texts.Formatted("🤝 Amal !", (entity,), ""))
    (line,) = bubbles.drawn(Told(told), LEFT)
    assert "".join(letter.sign for letter in line if letter.style == "bold") == "Amal"
    assert columns.painted(line, {"bold": "1"}) == "│ 🤝 \x1b[1mAmal\x1b[0m !"


@pytest.mark.parametrize(
    ("environment", "is_terminal", "styles"),
    [
        ({"TERM": "xterm"}, True, {"bold", "faint", "bar", "button", "person", "head", "scene"}),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, {"bold", "faint"}),
        ({"TERM": "dumb"}, True, set()),
        ({"TERM": "xterm"}, False, set()),
    ],
    ids=["colours", "no colours wanted", "a dumb terminal", "no terminal"],
)
def test_a_terminal_is_sent_what_it_can_show_and_its_reader_wants(
    environment: dict[str, str], is_terminal: bool, styles: set[str]
) -> None:
    assert terminal.codes(environment, is_terminal=is_terminal).keys() == styles


async def test_letters_that_the_terminal_cant_write_stop_nothing() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    terminal.Terminal(out, {}, is_fast=True).say("│ نعم")
    assert out.buffer.getvalue() == b"? ???\n"


def message(words: str, rows: tuple[tuple[str, ...], ...] = ()) -> model.Message:
    keyboard = tuple(tuple(model.Button(label, "x") for label in row) for row in rows)
    return model.Message(1, 1, True, 0, body=texts.Formatted(words, (), words), keyboard=keyboard)


def drawn(entry: bubbles.Entry, shape: Shape) -> list[str]:
    """The lines as they are written, each checked to be as wide as the chat."""
    lines = bubbles.drawn(entry, shape)
    assert {columns.width(line) for line in lines} == {shape.cells}
    return [columns.painted(line, {}) for line in lines]


def plain(line: columns.Line) -> str:
    return "".join(letter.sign for letter in line)
