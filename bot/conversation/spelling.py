"""What different spellings of the same words share: case, accents, digits of any script.

Two texts that a person would read as the same words fold to the same string, and folding twice
changes nothing. Pure, and cheap enough to be used on every text that arrives.
"""

import functools
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′"))  # п'ятниця, пʼятниця; I don't, I dont

# Letters that people use for one another and that Unicode doesn't decompose; what may as well be a
# space inside a Persian word; the punctuation of dates and times in Arabic script.
_ALIKE = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"}
    | {"ٱ": "ا", "ة": "ه", "ہ": "ه", "ھ": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ء": "", "ـ": ""}
    | {"\u200c": " ", "ʼ": "", "،": ",", "؛": ";", "٫": ".", "؍": "/", "⁄": "/", "−": "-"}
)

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)  # "ß" becomes "ss" by case folding


def fold(words: str) -> str:
    """What two spellings share, for comparing and never for showing.

    Case, accents, Arabic vowel marks and letter variants, Turkish dots, the script of digits,
    apostrophes, punctuation, emoji, invisible characters and the kind of spaces make no difference.
    """
    return " ".join("".join(map(_without_punctuation, plain(words))).split())


def plain(words: str) -> str:
    """As `fold`, but with the punctuation, which means something in dates and times."""
    text = unicodedata.normalize("NFKD", words.translate(_APOSTROPHES)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    text = unicodedata.normalize("NFKC", "".join(map(_shape, text)))
    return " ".join(text.split())


@functools.lru_cache(maxsize=4096)
def spellings(label: str) -> tuple[str, ...]:
    """The folded label; a second time as it is typed on a keyboard without umlauts ("Zurueck")."""
    return tuple(dict.fromkeys((fold(label), fold(label.translate(_UMLAUTS)))))


@functools.lru_cache(maxsize=4096)
def _shape(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if _is_accent(character):
        return ""
    match unicodedata.category(character):
        case "Cf":  # joiners, bidi controls
            return ""
        case "Pd":
            return "-"
        case "Cc" | "Cn" | "Co" | "Cs" | "Me" | "Sk" | "So" | "Zl" | "Zp" | "Zs":
            return " "
    return character


def _is_accent(character: str) -> bool:
    """Marks that writers leave out; not the vowel signs of Indic scripts, which are letters.

    Combining classes: 10 to 36 are the points of Hebrew, Arabic and Syriac, from 200 on stand the
    accents above and below. Variation selectors make an emoji of a digit.
    """
    place = unicodedata.combining(character)
    return 10 <= place <= 36 or place >= 200 or "\ufe00" <= character <= "\ufe0f"


@functools.lru_cache(maxsize=4096)
def _without_punctuation(character: str) -> str:
    return " " if unicodedata.category(character)[0] in "PS" else character
