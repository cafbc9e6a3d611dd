"""What the bot says, in every language: texts have a stable key and an English sentence, catalogues
the rest.

A text that a catalogue lacks, or has broken, is said in English: never empty, never a key.
"""

import functools
import gettext
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import babel
from babel.core import get_global

SOURCE = "en"
FOLDER = Path(__file__).parent.parent / "locales"
DOMAIN = "messages"
REGIONS = {"en": "en_GB"}
"""Locales that are not the likeliest one of their language: what newcomers in Europe read."""
RIGHT_TO_LEFT_MARK = "\u200f"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label. `many` is the English plural of texts that count something."""

    key: str
    english: str
    many: str | None = None

    @property
    def placeholders(self) -> frozenset[str]:
        return placeholders(self.english) | placeholders(self.many or "")


TEXTS: dict[str, Text] = {}


def text(key: str, english: str) -> Text:
    """Declare a text; the key is the translators' context and must mean the same everywhere."""
    return _declare(Text(key, english))


def plural(key: str, one: str, many: str) -> Text:
    """Declare a text that counts; both forms may use `{count}`."""
    return _declare(Text(key, one, many))


def _declare(new: Text) -> Text:
    known = TEXTS.setdefault(new.key, new)
    if known != new:
        raise ValueError(f"two texts share the key {new.key}")
    return known


def placeholders(pattern: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(pattern) if name)


@functools.cache
def shipped() -> tuple[str, ...]:
    """The languages the bot speaks, the source first; a folder in `locales/` makes one more."""
    others = sorted(entry.parent.parent.name for entry in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return (SOURCE, *others)


def guess(code: str, offered: Sequence[str]) -> str:
    """The offered language nearest to Telegram's `language_code`; a first guess only."""
    language = code.replace("_", "-").split("-")[0].lower()
    return language if language in offered else SOURCE


def pattern(text: Text, language: str, count: int | None = None) -> str:
    """The words of a text with its placeholders still open."""
    return _translated(text, language, count) or _english(text, count)


def fill(text: Text, language: str, values: Mapping[str, str], count: int | None = None) -> str:
    """The words of a text with its placeholders filled by values that are ready to be shown."""
    return filled(pattern(text, language, count), _english(text, count), values)


def filled(pattern: str, english: str, values: Mapping[str, str]) -> str:
    """A pattern with its placeholders filled; if it asks for what isn't there, the English one."""
    try:
        return pattern.format_map(values)
    except (LookupError, ValueError, AttributeError, TypeError):
        return english.format_map(values)


def _english(text: Text, count: int | None) -> str:
    return text.english if text.many is None or count == 1 else text.many


def _translated(text: Text, language: str, count: int | None) -> str | None:
    catalogue = catalogue_of(language)
    if catalogue is None:
        return None
    if text.many is None:
        found = catalogue.pgettext(text.key, text.english)
        return found if found != text.english else None
    return catalogue.npgettext(text.key, text.english, text.many, 1 if count is None else count)


@functools.cache
def catalogue_of(language: str) -> gettext.GNUTranslations | None:
    """The compiled catalogue of a language; None for the source and for languages not shipped."""
    compiled = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not compiled.exists():
        return None
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


@functools.cache
def locale(language: str) -> babel.Locale:
    """The locale whose habits (week, lists, names) a reader of this language most likely has."""
    likely = REGIONS.get(language) or str(get_global("likely_subtags").get(language, language))
    return babel.Locale.parse(likely)


@functools.cache
def is_right_to_left(language: str) -> bool:
    return locale(language).text_direction == "rtl"


def own_name(language: str) -> str:
    """A language's name in itself, as its readers look for it in a list."""
    name = locale(language).language_name or language
    return name[:1].upper() + name[1:]


def isolated(words: str) -> str:
    """Words that keep their own direction inside a sentence (Unicode UAX #9, FSI…PDI); each line
    for itself, since an isolate ends with its line."""
    return "\n".join(f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}" for line in words.split("\n"))
