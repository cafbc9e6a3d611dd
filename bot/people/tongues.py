"""The languages people speak: those of the town as buttons, every other one by typing its name."""

import functools
from collections.abc import Sequence

from bot import i18n
from bot.conversation import reading, values
from bot.conversation.questions import Context, Option
from bot.conversation.values import Tongue
from bot.i18n import text

SEARCH = text("people.other_language", "Another language: type its name")
BUTTONS = 10
NEVER_SPOKEN = frozenset(("mul", "und", "zxx", "root"))


def offered(context: Context) -> Sequence[Option]:
    """The town's most spoken languages, the reader's own first."""
    own = context.reader.language
    others = [code for code in context.town.languages if code != own]
    return [Option(code, Tongue(code)) for code in (own, *others)][:BUTTONS]


def search(words: str, context: Context) -> Sequence[Option]:
    """The languages that a person calls so in their own language, English, German or itself; a code
    finds its own."""
    if words in names(context.reader.language):
        return [Option(words, Tongue(words))]
    wanted = reading.fold(words)
    found = [code for code, called in names(context.reader.language).items() if wanted in called]
    return [Option(code, Tongue(code)) for code in found[:1]] if wanted else []


@functools.cache
def names(language: str) -> dict[str, frozenset[str]]:
    """Each language's names, folded for comparison, by code."""
    readers = (language, i18n.SOURCE, "de")
    codes = sorted(
        (str(code) for code in i18n.locale(i18n.SOURCE).languages if _is_spoken(str(code))),
        key=lambda code: (len(code), code),
    )
    called = {code: {values.tongue(code, reader) for reader in readers} for code in codes}
    for code in i18n.shipped():
        called.setdefault(code, set()).add(i18n.own_name(code))
    return {code: frozenset(map(reading.fold, known)) for code, known in called.items()}


def _is_spoken(code: str) -> bool:
    return code not in NEVER_SPOKEN and "_" not in code
