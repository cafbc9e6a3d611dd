"""What people mean by what they type where a button stands: a choice, a number, a time, a day.

Pure, in every language and script the bot speaks, whatever the text: nothing here raises. What
can't be read is None, so that the question can be asked again; what is doubtful is never guessed.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence

from bot.conversation import spelling
from bot.conversation.reading_days import day
from bot.conversation.reading_rules import DayRead, On, Passed, Unsure
from bot.conversation.reading_times import time
from bot.conversation.spelling import fold, spellings

# The one door to reading: what is imported from the modules behind it is offered from here.
__all__ = [
    "DayRead",
    "On",
    "Passed",
    "Unsure",
    "choice",
    "close",
    "day",
    "fold",
    "number",
    "parts",
    "spellings",
    "time",
]

LONGEST = 200  # characters; what is longer chooses nothing

_NEAR = 0.7  # of difflib's ratio: one or two slips in a short word
_SHORTEST = 3  # letters that may stand for a longer label
_NUMBER = re.compile(r"[ .,;:!?()]*(\d{1,9})[ .,;:!?()]*")
_BETWEEN = re.compile(r"[,;/+&\n،؛、]|\s+(?:and|und|та|і|й|ve|و)\s+|\s+و(?=ال)", re.IGNORECASE)

_Labels = Mapping[str, Sequence[str]]

# How a label may fit what was said, the surest first; folded both.
_FITS: tuple[Callable[[str, str], bool], ...] = (
    lambda label, said: label == said,
    lambda label, said: label.startswith(f"{said} "),
    lambda label, said: label.startswith(said),
    lambda label, said: f" {said} " in f" {label} ",
)


def choice(words: str, labels: _Labels) -> str | None:
    """The one key that is meant by the words: one of its labels is the same after folding.

    Else the only one with a label that begins with the words or has them inside as whole words, if
    they have at least three letters. None when nothing fits, or several fit equally well.
    """
    if len(words) > LONGEST:
        return None
    said = spelling.fold(words)
    if not said:
        return None
    is_long = sum(map(str.isalpha, said)) >= _SHORTEST
    for fits in _FITS if is_long else _FITS[:1]:
        keys = [key for key, spelled in _spelled(labels) if any(fits(way, said) for way in spelled)]
        if keys:
            return keys[0] if len(keys) == 1 else None
    return None


def close(words: str, labels: _Labels) -> tuple[str, ...]:
    """Up to three keys whose labels, or words of them, are spelled nearly so; the nearest first."""
    said = spelling.fold(words)
    if len(said) < _SHORTEST or len(words) > LONGEST:
        return ()
    matcher = difflib.SequenceMatcher(b=said, autojunk=False)
    nearness = {key: _nearest(matcher, spelled) for key, spelled in _spelled(labels)}
    near = sorted((key for key in nearness if nearness[key] >= _NEAR), key=lambda k: -nearness[k])
    return tuple(near[:3])


def number(words: str) -> int | None:
    """A whole number in the digits of any script, alone but for punctuation around it."""
    found = _NUMBER.fullmatch(spelling.plain(words[:LONGEST]))
    return int(found[1]) if found else None


def parts(words: str) -> tuple[str, ...]:
    """What stands in an enumeration: "Arabic, German and Turkish" has three parts."""
    return tuple(part.strip() for part in _BETWEEN.split(words[:LONGEST]) if part.strip())


def _spelled(labels: _Labels) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (key, tuple(way for label in several for way in spelling.spellings(label)))
        for key, several in labels.items()
    ]


def _nearest(matcher: difflib.SequenceMatcher[str], spelled: Sequence[str]) -> float:
    nearest = 0.0
    for candidate in dict.fromkeys(part for way in spelled for part in (way, *way.split())):
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR:
            nearest = max(nearest, matcher.ratio())
    return nearest
