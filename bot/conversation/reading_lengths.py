"""How long something takes as people say it: "45", "2 hours", "1,5 h", "1 h 30", "half an hour".

What is doubtful is never guessed. Pure; the words of a language are handed in.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import time

from bot.conversation import reading_times, spelling

LONGEST = 60  # characters
LONGEST_PHRASE = 5  # words
MOST_HOURS = 8
FEWEST_MINUTES = 15
"""A number by itself is hours up to the one, minutes from the other on; between them it may be a
time of the day as well."""

Vocabulary = Mapping[str, str]
"""Folded phrases and what they say: `h` hours, `m` minutes, `half`, a number, `=240` minutes in
all, and nothing for words without weight."""

UNITS = ("h", "m")

_SPAN = re.compile(r"- ?\d")  # "1-2 hours" is neither
_TOKEN = re.compile(r"\d*[.,:]?\d+|[^\W\d]+")


def vocabulary(
    named: Iterable[tuple[str, str]], counted: Iterable[tuple[str, Sequence[str]]]
) -> Vocabulary:
    """What words say, from lists as they stand in the catalogues: words between bars for one
    symbol; or, for each of several symbols, the ways of saying it, between slashes."""
    said = {spelling.fold(word): symbol for words, symbol in named for word in words.split("|")}
    for listed, symbols in counted:
        for ways, symbol in zip(listed.split("|"), symbols, strict=False):
            said |= {spelling.fold(way): symbol for way in ways.split("/")}
    return said


def until(words: str, listed: Iterable[str]) -> time | None:
    """The time in "until 11:30", by words for "until"; some languages say them behind it."""
    said = " ".join(words.split())
    rests = (rest for known in listed for rest in _without(said, known))
    return next((at for rest in rests if (at := reading_times.time(rest))), None)


def _without(said: str, known: str) -> Iterator[str]:
    """What stands behind known words, or before them."""
    size = len(known.split())
    first, last = said.split(maxsplit=size), said.rsplit(maxsplit=size)
    if len(first) > size and spelling.fold(" ".join(first[:size])) == spelling.fold(known):
        yield first[-1]
    if len(last) > size and spelling.fold(" ".join(last[1:])) == spelling.fold(known):
        yield last[0]


def has_unit(words: str, vocabulary: Vocabulary) -> bool:
    """Whether hours or minutes are named, so that no time of the day is meant."""
    tokens = _TOKEN.findall(spelling.plain(words))
    return any(vocabulary.get(token) in UNITS for token in tokens)


def minutes(words: str, vocabulary: Vocabulary) -> int | None:
    """The minutes that are meant; None when the words aren't a length at all."""
    said = spelling.plain(words.replace("½", ",5")) if len(words) <= LONGEST else ""
    if _SPAN.search(said):
        return None
    tokens = _TOKEN.findall(said)
    symbols = _symbols(tokens, vocabulary)
    return None if symbols is None else _read(" ".join(symbols))


def _symbols(tokens: Sequence[str], vocabulary: Vocabulary) -> list[str] | None:
    """What the tokens say, the longest phrase first; None where one says nothing."""
    symbols = []
    rest = list(tokens)
    while rest:
        if rest[0][-1].isdigit():
            symbols.append(rest.pop(0).replace(",", "."))
            continue
        for size in range(LONGEST_PHRASE, 0, -1):
            said = vocabulary.get(" ".join(rest[:size]))
            if said is not None:
                symbols.extend(said.split())
                del rest[:size]
                break
        else:
            return None
    return symbols


def _read(symbols: str) -> int | None:
    for pattern, rule in _RULES:
        if found := re.fullmatch(pattern, symbols):
            said = {name: float(value) for name, value in found.groupdict().items() if value}
            meant = rule(**said)
            return None if meant is None else round(meant)
    return None


# -- what follows from which symbols: the groups are the arguments of the rule ---------------------


def _alone(number: float) -> float | None:
    if number <= MOST_HOURS:
        return number * 60
    return number if number >= FEWEST_MINUTES else None


def _clock(hour: float, by: float) -> float | None:
    return hour * 60 + by if hour <= MOST_HOURS and by < 60 else None


def _hours(number: float = 1, by: float = 0) -> float | None:
    return number * 60 + by if by < 60 else None


def _hours_and_half(number: float = 1) -> float:
    return number * 60 + 30


def _half_an_hour(number: float = 0) -> float:
    return number * 60 + 30


def _just(number: float) -> float:
    return number


def _in_all(whole: float, by: float = 0) -> float:
    return whole + by


def _in_all_and_half(whole: float) -> float:
    return whole + 30


_N = r"(?P<number>\d*\.?\d+)"
_BY = r"(?P<by>\d{1,2})"

_RULES: tuple[tuple[str, Callable[..., float | None]], ...] = (
    (_N, _alone),
    (rf"(?P<hour>\d{{1,2}}):{_BY}(?: h)?", _clock),
    (rf"{_N} h(?: {_BY}(?: m)?)?", _hours),
    (rf"h(?: {_BY} m)?", _hours),
    (rf"(?:{_N} )?h half(?: h)?", _hours_and_half),
    (rf"(?:{_N} )?half h", _half_an_hour),
    (rf"{_N} =30", _hours_and_half),
    (rf"{_N} m", _just),
    (rf"=(?P<whole>\d+)(?: {_BY}(?: m)?)?", _in_all),
    (r"=(?P<whole>\d+) half(?: h)?", _in_all_and_half),
)
