"""The languages people speak: those of the town as buttons, every other one by typing its name."""

import functools
import re
from collections.abc import Sequence

from babel import localedata

from bot import i18n, town
from bot.conversation import reading, values
from bot.conversation.asking import Context
from bot.conversation.options import Option
from bot.conversation.values import Tongue
from bot.i18n import text

SEARCH = text("people.other_language", "Another language: type its name")
BUTTONS = 10
NEVER_SPOKEN = frozenset(("mul", "und", "zxx", "root", "ku"))
"""What CLDR names besides languages; and "Kurdish", of which there are two: `kmr` and `ckb`."""
DARI = "fa_AF"
"""The one language that CLDR keeps as a region of another, and that people name by itself."""


OFTEN_CALLED = {
    "Farsi": "fa",
    "Sorani": "ckb",
    "Badini": "kmr",
    "Mandarin": "zh",
    "Tamazight": "zgh",
    "Amazigh": "zgh",
    "Flemish": "nl",
    "Moldovan": "ro",
    "Castellano": "es",
}
"""What people say for languages that CLDR names otherwise."""


def offered(context: Context) -> Sequence[Option]:
    """The town's most spoken languages, the reader's own first."""
    own = context.reader.language
    others = [code for code in context.town.languages if code != own]
    return [Option(code, Tongue(code)) for code in (own, *others)][:BUTTONS]


def search(words: str, context: Context) -> Sequence[Option]:
    """The language that a person calls so in their own language, English, German or, if it is one
    of the town's, in itself; a code finds its own."""
    known = names(context.reader.language, context.town.languages)
    if words in known:
        return [Option(words, Tongue(words))]
    wanted = reading.fold(words)
    found = [code for code, called in known.items() if wanted in called]
    return [Option(code, Tongue(code)) for code in found[:1]] if wanted else []


@functools.cache
def names(language: str, spoken: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Each language's names for a reader, folded for comparison, by code; the shorter codes first.
    Those that are `spoken` here are known by their own names too."""
    readers = (language, i18n.SOURCE, "de")
    catalogued = map(str, i18n.locale(i18n.SOURCE).languages)
    codes = sorted(
        filter(_is_spoken, {*catalogued, *town.UNCATALOGUED}), key=lambda code: (len(code), code)
    )
    called = {code: {values.tongue(code, reader) for reader in readers} for code in codes}
    for code in filter(localedata.exists, {*i18n.shipped(), *spoken}):
        called.setdefault(code, set()).add(i18n.own_name(code))
    for name, code in OFTEN_CALLED.items():
        called[code].add(name)
    for code in town.UNCATALOGUED:  # "Kurmanji" is enough for "Kurdish (Kurmanji)"
        called[code].update(*(re.findall(r"\((.+?)\)", name) for name in called[code]))
    return {
        code: frozenset(w for name in known for way in _ways(name) for w in reading.spellings(way))
        for code, known in called.items()
    }


def _ways(name: str) -> tuple[str, ...]:
    """A name, and in Arabic what people call it for short: «عربي» for «العربية»."""
    if name.startswith("ال") and name.endswith("ية"):
        return (name, name.removeprefix("ال").removesuffix("ة"))
    return (name,)


def _is_spoken(code: str) -> bool:
    return code == DARI or (code not in NEVER_SPOKEN and "_" not in code)
