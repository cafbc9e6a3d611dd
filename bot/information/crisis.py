"""Emergency numbers, from every state and in every language; nothing of it is kept. Staff are told
only if the person wants it.
"""

import functools
import re
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
# danger or do not want to live any more. Say them as people really write in your language, and so
# that everyday sentences don't have them. One with a full stop counts only where a sentence ends:
# "I don't want to live." is not "I don't want to live in a hostel". Where there is a … up to three
# words may stand: "hits my … children" is also "hits my two children".
CRISIS_WORDS = text(
    "information.crisis_words",
    "suicide | suicidal | kill myself | killing myself | want to die | wanna die | don't wanna "
    "live. | don't wanna live anymore | wish I was dead | wish I were dead | want to be dead | "
    "better off dead | don't want to live. | do not want to live. | don't want to live anymore | "
    "don't want to live any more | do not want to live anymore | do not want to live any more | "
    "don't want to be alive | no reason to live | end my life | ending my life | take my own life"
    " | want to hurt myself | going to hurt myself | hurting myself | harm myself | self-harm | "
    "hits me | hitting me | he hit me | she hit me | has hit me | husband hit me | wife hit me | "
    "father hit me | partner hit me | boyfriend hit me | hits us | hits my … child | hits my … "
    "children | hits the children | hits my son | hits my daughter | beats me | beating me | beat"
    " me up | beaten me | husband beat me | father beat me | beats my … children | slaps me | "
    "slapped me | punches me | punched me | chokes me | choked me | strangled me | threatens me |"
    " threatened me | threatening me | threatens us | threatens to kill | kill me | kill us | "
    "kill my children | raped | rape | abuses me | abused me | abusing me | locks me in | locked "
    "me in | I am in danger | I'm in danger | we are in danger | my life is in danger | afraid "
    "for my life | fear for my life | afraid of my husband | scared of my husband | afraid of my "
    "wife | afraid of my father | he has a knife | she has a knife | he has a gun | please call "
    "the police | call the police now | need the police now",
)


ENDS = re.compile(r"[.!?…,;:\n،؛؟۔()]+")
"""What may end a sentence, or a part of one."""
UP_TO_THREE_WORDS = r"(?: \S+){0,3} "


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
    if not _is_danger(words):
        return None
    numbers = card(town, Said(HEARD), None)
    yes = cards.column(Button(Said(YES_TELL), cards.action("tell_someone")))
    return cards.Card((*numbers.lines, None, Said(TELL_SOMEONE)), (*yes, *numbers.rows))


def _is_danger(words: str) -> bool:
    anywhere, at_its_place = _phrases()
    if anywhere.search(f" {reading.fold(words)} "):
        return True
    return any(at_its_place.search(f" {reading.fold(part)} ") for part in ENDS.split(words))


@functools.cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is danger wherever it stands, and what is so only where a sentence ends or begins."""
    lists = (i18n.pattern(CRISIS_WORDS, language).split("|") for language in i18n.shipped())
    phrases = {phrase.strip() for listed in lists for phrase in listed}
    bound = {phrase for phrase in phrases if phrase.endswith(".") or phrase.startswith(".")}
    anywhere = "|".join(map(_pattern, phrases - bound))
    at_its_place = "|".join(
        ("^" if phrase.startswith(".") else "")
        + f" {_pattern(phrase.strip('.'))} "
        + ("$" if phrase.endswith(".") else "")
        for phrase in bound
    )
    return re.compile(f" (?:{anywhere}) "), re.compile(at_its_place)


def _pattern(phrase: str) -> str:
    return UP_TO_THREE_WORDS.join(re.escape(reading.fold(part)) for part in phrase.split("…"))
