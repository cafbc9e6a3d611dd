"""Chats beside each other in a terminal, at reading speed; plain text where it is no terminal.

A narrow terminal gets them one below the other.
"""

import asyncio
import itertools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

from bot.demonstration import bubbles, columns
from bot.demonstration.bubbles import Entry, Shape
from bot.demonstration.columns import Line

NARROWEST = 60
"""Cells below which two chats don't fit beside each other."""
WIDEST = 118
BETWEEN = "   "
SECONDS_PER_WORD = 0.055
SHORTEST_PAUSE, LONGEST_PAUSE = 0.3, 3.0
SHAPES = {"bold": "1", "faint": "2"}
COLOURS = {"bar": "34", "button": "36", "person": "32", "head": "1;34", "scene": "1"}


@dataclass(frozen=True)
class Part:
    """One chat's share of a scene. `head` says whose it is."""

    head: str
    is_right_to_left: bool
    entries: Sequence[Entry]


class Terminal:
    """Pauses are made only for somebody who reads along: at a terminal, unless it is to be fast."""

    def __init__(self, out: TextIO, environment: Mapping[str, str], *, is_fast: bool) -> None:
        if isinstance(out, TextIOWrapper):
            out.reconfigure(errors="replace")
        self._out = out
        self.has_reader = out.isatty() and not is_fast
        self._codes = codes(environment, is_terminal=out.isatty())
        self._cells = min(shutil.get_terminal_size().columns, WIDEST)

    def say(self, words: str = "", style: str = "") -> None:
        """Paragraphs from edge to edge."""
        for paragraph in words.split("\n"):
            for line in columns.wrapped(columns.line(paragraph, style), self._cells):
                self._write(line)

    async def scene(self, title: str, parts: Sequence[Part]) -> None:
        """The chats of a scene below its title."""
        *above, last = columns.wrapped(columns.line(f"── {title}", "scene"), self._cells)
        rest = self._cells - columns.width(last) - 1
        for line in (*above, last + columns.line(f" {'─' * rest}", "scene")):
            self._write(line)
        if self._cells >= NARROWEST:
            await self._beside(parts)
        else:
            for part in parts:
                await self._beside([part])

    async def _beside(self, parts: Sequence[Part]) -> None:
        free = self._cells - len(BETWEEN) * (len(parts) - 1)
        cells = free // len(parts)
        empty = columns.line(" " * cells)
        chats = [_rows(part, Shape(cells, part.is_right_to_left)) for part in parts]
        for row in itertools.zip_longest(*chats, fillvalue=(empty, 0)):
            self._write(_joined([line for line, _ in row]))
            await self._pause(sum(words for _, words in row))

    def _write(self, line: Line) -> None:
        self._out.write(columns.painted(line, self._codes) + "\n")
        self._out.flush()

    async def _pause(self, words: int) -> None:
        if self.has_reader and words:
            seconds = max(SHORTEST_PAUSE, words * SECONDS_PER_WORD)
            await asyncio.sleep(min(seconds, LONGEST_PAUSE))


def codes(environment: Mapping[str, str], *, is_terminal: bool) -> dict[str, str]:
    """Which style is painted how: see https://no-color.org for the variable."""
    if not is_terminal or environment.get("TERM") == "dumb":
        return {}
    return SHAPES if environment.get("NO_COLOR") else SHAPES | COLOURS


def _rows(part: Part, shape: Shape) -> Iterator[tuple[Line, int]]:
    """Each line of a chat, and how many words have been shown when it ends a bubble."""
    head = columns.line(part.head, "head")
    yield columns.padded(head, shape.cells, is_right_to_left=shape.is_right_to_left), 0
    for entry in part.entries:
        *lines, last = bubbles.drawn(entry, shape)
        yield from ((line, 0) for line in lines)
        yield last, bubbles.reading(entry)
        yield columns.line(" " * shape.cells), 0


def _joined(lines: Sequence[Line]) -> Line:
    between = columns.line(BETWEEN)
    joined = lines[0]
    for line in lines[1:]:
        joined = joined + between + line
    return joined
