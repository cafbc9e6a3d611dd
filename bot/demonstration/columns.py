"""Letters in a terminal: how wide they are, where lines break, how they are painted.

Letters are never reordered: terminals write from right to left by themselves, or not at all.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2067", "\u2069"
ISOLATES = "\u2066\u2067\u2068"
WITHOUT_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc"))
WIDE = frozenset("WF")


class Letter(NamedTuple):
    """One code point and the style it is painted in."""

    sign: str
    style: str = ""


Line: TypeAlias = tuple[Letter, ...]


def line(words: str, style: str = "") -> Line:
    return tuple(Letter(sign, style) for sign in words)


def width(letters: Sequence[Letter]) -> int:
    """How many cells of a terminal the letters take."""
    return sum(_cells(letter.sign) for letter in letters)


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in WIDE else 1


def wrapped(letters: Sequence[Letter], cells: int) -> list[Line]:
    """The letters in lines of so many cells at most, broken between words where that is possible;
    each line closes the isolates it opens, so that nothing beside it is turned around."""
    lines: list[Line] = []
    current: list[Letter] = []
    for word in _words(letters):
        if current and width(current) + 1 + width(word) > cells:
            lines.append(tuple(current))
            current = []
        for letter in (*_space(current, word), *word):
            if current and width(current) + _cells(letter.sign) > cells:
                lines.append(tuple(current))
                current = []
            current.append(letter)
    return list(_balanced([*lines, tuple(current)]))


def _space(before: Sequence[Letter], after: Sequence[Letter]) -> Line:
    """The space between two words; in their style, if they share it."""
    if not before:
        return ()
    return (Letter(" ", after[0].style if before[-1].style == after[0].style else ""),)


def _words(letters: Sequence[Letter]) -> Iterator[Line]:
    for is_space, word in itertools.groupby(letters, key=lambda letter: letter.sign == " "):
        if not is_space:
            yield tuple(word)


def _balanced(lines: Sequence[Line]) -> Iterator[Line]:
    still_open: list[Letter] = []
    for letters in lines:
        begins = tuple(still_open)
        for letter in letters:
            if letter.sign in ISOLATES:
                still_open.append(letter)
            elif letter.sign == POP_ISOLATE and still_open:
                still_open.pop()
        yield (*begins, *letters, *line(POP_ISOLATE * len(still_open)))


def padded(letters: Line, cells: int, *, is_right_to_left: bool = False) -> Line:
    """The letters and the space beside them: at the end, or in front for those who read from the
    right."""
    space = line(" " * (cells - width(letters)))
    return space + letters if is_right_to_left else letters + space


def painted(letters: Line, codes: Mapping[str, str]) -> str:
    """The letters as a terminal takes them, without the space at the end; a style that has no code
    is left plain."""
    end = len(letters)
    while end and letters[end - 1].sign == " ":
        end -= 1
    runs = itertools.groupby(letters[:end], key=lambda letter: codes.get(letter.style, ""))
    return "".join(_run(code, "".join(letter.sign for letter in run)) for code, run in runs)


def _run(code: str, words: str) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if code else words
