"""Places that may be somebody's home: where two who hardly know each other should not meet. Pure,
and only a doubt: who is sure is believed.
"""

import functools
import re
from collections.abc import Iterator

from bot import i18n
from bot.conversation import reading
from bot.conversation.asking import Context
from bot.conversation.places import Doubt
from bot.i18n import text
from bot.town import Town

# Translators: words and short phrases, separated by |, with which people who speak your language
# say that they meet at somebody's home. Not a translation of each, but what people really write.
# Public places such as a youth centre or an old people's home must not be found by them.
HOME_WORDS = text(
    "meetings.home_words",
    "my home | your home | at home | his home | her home | their home | my place | your place | "
    "his place | her place | my house | your house | my flat | your flat | my apartment | "
    "your apartment | my room | your room | my kitchen | your kitchen | where I live | "
    "where you live",
)
IS_IT_A_HOME = text(
    "meetings.is_it_a_home",
    "Is that somebody's home? Please meet in public places at first.",
)
IS_PUBLIC = text("meetings.is_public", "It is a public place")
ANOTHER_PLACE = text("meetings.another_place", "Choose another place")

STREET = re.compile(
    r"\b\w*(?:strasse|str|weg|gasse|allee|ring|platz|damm|ufer|steige|halde|staffel)"
    r" \d{1,3} ?[a-z]?\b"
)
"""A street and the number of a house, folded. Streets have German names, whoever writes them."""


def is_doubtful(words: str, context: Context) -> bool:
    """Whether words may name a home, in any language the bot speaks; or the house of a street in
    which the town file knows nothing public."""
    said = f" {reading.fold(words)} "
    if any(f" {way} " in said for way in _home_words()):
        return True
    is_known = any(f" {street} " in said for street in _known(context.town))
    return bool(STREET.search(said)) and not is_known


@functools.cache
def _home_words() -> frozenset[str]:
    lists = (i18n.pattern(HOME_WORDS, language).split("|") for language in i18n.shipped())
    return frozenset(way for listed in lists for entry in listed for way in _ways(entry))


def _ways(entry: str) -> Iterator[str]:
    return (way for way in reading.spellings(entry) if way)


def _known(town: Town) -> Iterator[str]:
    """The houses of offices, of the advice services and of the Welcome Center."""
    offices, services = town.offices, town.advice
    addresses = (*(o.address for o in offices), *(s.address for s in services))
    for address in (*addresses, town.welcome_center.address):
        street = reading.fold((address or "").partition(",")[0])
        if street:
            yield street


DOUBT = Doubt(IS_IT_A_HOME, IS_PUBLIC, ANOTHER_PLACE, is_doubtful)
