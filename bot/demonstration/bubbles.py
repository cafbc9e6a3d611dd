"""What stands in a chat, as bubbles of a terminal: the bot's have a bar, a person's are indented.

For those who read from the right, all of it hangs on the right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from bot.demonstration import columns
from bot.demonstration.columns import Letter, Line
from bot.sandbox import model


@dataclass(frozen=True)
class Told:
    """A message of the bot, as it stood when the person went on."""

    message: model.Message


@dataclass(frozen=True)
class Typed:
    words: str


@dataclass(frozen=True)
class Pressed:
    label: str


@dataclass(frozen=True)
class Aside:
    """What can't be seen in a chat, in the words of whoever shows it."""

    words: str


Entry: TypeAlias = Told | Typed | Pressed | Aside


@dataclass(frozen=True)
class Shape:
    """How wide a chat is, and from which side its reader begins."""

    cells: int
    is_right_to_left: bool


BAR, BELOW = "│ ", "┊ "
UNBROKEN = "\u00a0"
INDENT = 4
STYLES = {"bold": "bold", "italic": "faint"}
"""Telegram's kinds of entities, and how they are painted."""


def drawn(entry: Entry, shape: Shape) -> list[Line]:
    """The bubble, each line as wide as the chat."""
    match entry:
        case Told(message):
            return list(_told(message, shape))
        case Typed(words):
            return list(_said(words, "›", "‹", shape))
        case Pressed(label):
            return list(_said(label, "▸", "◂", shape))
        case Aside(words):
            lines = columns.wrapped(columns.line(f"({words})", "faint"), shape.cells)
            return [columns.padded(line, shape.cells) for line in lines]
    assert_never(entry)


def reading(entry: Entry) -> int:
    """How many words there are to read; buttons are looked at, not read."""
    match entry:
        case Told(message):
            return len(message.text.split()) + len(message.keyboard)
        case Typed(words) | Pressed(words) | Aside(words):
            return len(words.split())
    assert_never(entry)


def _told(message: model.Message, shape: Shape) -> Iterator[Line]:
    if message.file is not None:
        yield from _cells(columns.line(f"‹{message.file.name}›", "bold"), BAR, shape)
    if message.venue:
        yield from _cells(columns.line(f"◉ {message.venue}", "bold"), BAR, shape)
    for line in _lines(_styled(message)):
        yield from _cells(line, BAR, shape)
    rows = [[button.text for button in row] for row in message.keyboard]
    for line in _keyboard(rows, shape):
        yield from _cells(line, BAR, shape)
    if message.reply_keyboard is not None:
        for line in _keyboard(message.reply_keyboard.rows, shape):
            yield from _cells(line, BELOW, shape)


def _keyboard(rows: Sequence[Sequence[str]], shape: Shape) -> Iterator[Line]:
    """Each row in the order in which its reader comes upon the labels."""
    read = [row[::-1] if shape.is_right_to_left else row for row in rows]
    for row in read:
        room = _room([other for other in read if len(other) == len(row)], shape)
        labels = map(_centred, row, room) if len(row) > 1 else row
        yield columns.line(" ".join(f"[{label}]" for label in labels), "button")


def _room(alike: Sequence[Sequence[str]], shape: Shape) -> list[int]:
    """How wide the labels of equally long rows are drawn: all alike, as on a phone; or each column
    as wide as it needs; or each as it is, where there is no room for either."""
    needed = [max(map(_width, column)) for column in zip(*alike, strict=True)]
    count = len(needed)
    free = shape.cells - len(BAR) - len("[] ") * count + len(" ")
    fitting = (room for room in ([max(needed)] * count, needed) if sum(room) <= free)
    return next(fitting, [0] * count)


def _centred(label: str, cells: int) -> str:
    """A label in one piece, with room on both sides."""
    free = max(0, cells - _width(label))
    return f"{UNBROKEN * (free // 2)}{label.replace(' ', UNBROKEN)}{UNBROKEN * -(-free // 2)}"


def _width(label: str) -> int:
    return columns.width(columns.line(label))


def _styled(message: model.Message) -> Line:
    """The text in its styles. Entities count UTF-16 code units, so a letter may take two."""
    style_at: dict[int, str] = {}
    for entity in message.entities:
        style = STYLES.get(entity["type"], "")
        span = range(entity["offset"], entity["offset"] + entity["length"])
        style_at |= dict.fromkeys(span, style) if style else {}
    letters, at = [], 0
    for sign in message.text:
        letters.append(Letter(sign, style_at.get(at, "")))
        at += len(sign.encode("utf-16-le")) // 2
    return tuple(letters)


def _lines(letters: Line) -> Iterator[Line]:
    begin = 0
    for place, letter in enumerate(letters):
        if letter.sign == "\n":
            yield letters[begin:place]
            begin = place + 1
    yield letters[begin:]


def _cells(letters: Line, edge: str, shape: Shape) -> Iterator[Line]:
    for line in columns.wrapped(letters, shape.cells - len(edge)):
        yield _beside(columns.line(edge, "bar"), line, shape)


def _said(words: str, sign: str, mirrored: str, shape: Shape) -> Iterator[Line]:
    first = f"{' ' * INDENT}{mirrored if shape.is_right_to_left else sign} "
    edges = [first, " " * len(first)]
    for said in words.split("\n"):
        for line in columns.wrapped(columns.line(said, "person"), shape.cells - len(first)):
            edge = edges[0] if len(edges) == 1 else edges.pop(0)
            yield _beside(columns.line(edge, "person"), line, shape)


def _beside(edge: Line, letters: Line, shape: Shape) -> Line:
    if not shape.is_right_to_left:
        return columns.padded(edge + letters, shape.cells)
    begin, end = (columns.RIGHT_TO_LEFT_ISOLATE, columns.POP_ISOLATE) if letters else ("", "")
    isolated = columns.line(begin) + letters + columns.line(end)
    return columns.padded(isolated + edge[::-1], shape.cells, is_right_to_left=True)
