"""Which words on a letter's card make it a matter for professionals. Pure.

A list names words and phrases, separated by bars. A * at an end stands for more letters of the same
word: "abschieb*" is "Abschiebung" and "abschiebe", "*klage" is "Räumungsklage" and "Klage".
"""

import re
from collections.abc import Iterable

from bot.conversation import reading

ANY_ENDING = "*"


def finder(lists: Iterable[str]) -> re.Pattern[str]:
    """What finds any word of the lists in folded words with a space at either end."""
    entries = {entry.strip() for listed in lists for entry in listed.split("|")} - {""}
    ways = {way for entry in entries for way in _patterns(entry)}
    return re.compile(f" (?:{'|'.join(sorted(ways))}) ")


def _patterns(entry: str) -> Iterable[str]:
    """The entry as it is found, in each way in which it is spelled."""
    before = r"\S*" if entry.startswith(ANY_ENDING) else ""
    after = r"\S*" if entry.endswith(ANY_ENDING) else ""
    return (f"{before}{re.escape(way)}{after}" for way in reading.spellings(entry) if way)


def is_found(found_by: re.Pattern[str], words: str | None) -> bool:
    """Whether the words hold one of a list, whatever the spelling."""
    return bool(words and found_by.search(f" {reading.fold(words)} "))
