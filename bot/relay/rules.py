"""What fits into one message, and what can be passed on at all."""

PASSABLE = frozenset(("text", "voice", "photo", "document", "location"))
MOST_OF_A_TEXT = 3800
"""Of Telegram's 4,096 units: room is left for a name and for the marks of right-to-left lines."""
MOST_OF_A_CAPTION = 750
"""Of Telegram's 1,024 units."""


def parts(words: str, most: int = MOST_OF_A_TEXT) -> list[str]:
    """The words in pieces that fit into a message each, cut at a space or line where there is one;
    one empty piece if there are no words."""
    found, begin = [], 0
    while begin < len(words):
        end = _end(words, begin, most)
        found.append(words[begin:end].strip())
        begin = end
    return [part for part in found if part] or [""]


def fits(words: str, most: int) -> bool:
    return _end(words, 0, most) == len(words)


def _end(words: str, begin: int, most: int) -> int:
    """Where the piece ends that begins here."""
    used, last_gap = 0, begin
    for place in range(begin, len(words)):
        used += _weight(words[place])
        if used > most:
            return last_gap if last_gap > begin else place
        if words[place].isspace():
            last_gap = place + 1
    return len(words)


def _weight(letter: str) -> int:
    """UTF-16 units, with the direction marks that a line (three) and a command (two) may get for a
    right-to-left reader."""
    if letter == "\n":
        return 4
    if letter == "/":
        return 3
    return 2 if ord(letter) > 0xFFFF else 1
