"""Emergency numbers, from every state and in every language; nothing of it is kept. Staff are told
only if the person wants it.
"""

import functools
from collections.abc import Iterator

from bot import i18n
from bot.conversation import cards, reading, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, Words, say
from bot.i18n import text
from bot.people import menu
from bot.town import Town

DANGER = text("information.danger", "If you are in danger now:")
TALK = text("information.talk", "If you need advice or someone to talk to:")
NUMBER = text("information.number", "<b>{number}</b> {label}")
HEARD = text(
    "information.heard",
    "What you write sounds very hard. You do not have to be alone with it. "
    "Someone to talk to is there, day and night.",
)
TELL_SOMEONE = text(
    "information.tell_someone",
    "Shall I tell the Welcome Center that you need a person? I do not tell them what you wrote.",
)
# Translators: answers "Shall I tell the Welcome Center that you need a person?" Short.
YES_TELL = text("information.yes_tell", "Yes, tell someone")
# Translators: words and short phrases, separated by |, with which somebody says that they are in
# danger or do not want to live any more. Say them as people really write in your language.
CRISIS_WORDS = text(
    "information.crisis_words",
    "suicide | kill myself | want to die | don't want to live | end my life | he hits me | "
    "she hits me | beats me | raped | rape | I am in danger | going to kill me",
)


def lines(town: Town, *, in_danger: bool) -> Iterator[Said]:
    """Crisis lines of the town, number first, so that it is found at a glance."""
    for line in town.crisis:
        if line.in_danger is in_danger:
            yield say(NUMBER, number=Words(line.number), label=Said(line.label))


def card(town: Town, *intro: Said | None) -> cards.Card:
    danger = (Said(DANGER), *lines(town, in_danger=True))
    talk = (Said(TALK), *lines(town, in_danger=False))
    return cards.Card((*intro, *danger, None, *talk), cards.column(menu.BACK_TO_MENU))


async def sos(this: turn.Turn) -> turn.Reply:
    return turn.Reply((card(this.town),))


def alarm(words: str, town: Town) -> cards.Card | None:
    """The numbers, and the offer to call a person, if the words sound like danger in any language
    the bot speaks: people in need write in their own, whatever they chose."""
    heard = f" {reading.fold(words)} "
    is_danger = any(phrase in heard for phrase in _phrases())
    if not is_danger:
        return None
    numbers = card(town, Said(HEARD), None)
    yes = cards.column(Button(Said(YES_TELL), cards.action("tell_someone")))
    return cards.Card((*numbers.lines, None, Said(TELL_SOMEONE)), (*yes, *numbers.rows))


@functools.cache
def _phrases() -> frozenset[str]:
    lists = (i18n.pattern(CRISIS_WORDS, language).split("|") for language in i18n.shipped())
    return frozenset(f" {reading.fold(phrase)} " for phrases in lists for phrase in phrases)
