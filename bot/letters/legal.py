"""Letters that are a matter for professionals: by their kind, or by words on their card. The bot
and buddies help to understand; judging is for the advice services of the town.
"""

import functools
import re
from collections.abc import Iterator
from datetime import date

from bot import i18n
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Words, say
from bot.i18n import text
from bot.letters import kinds, rules
from bot.letters.store import Letter, Part
from bot.relay import center
from bot.town import Town

MAY_BE_LEGAL = text(
    "letters.may_be_legal",
    "This may be a legal matter. Judging it is for professionals.\n"
    "Deadlines matter in such letters: please ask for advice soon.",
)
SERVICE = text("letters.service", "– <b>{name}</b>: {helps}")
# Translators: words and short phrases, separated by |, with which people who speak your language
# note what a letter with legal consequences is about: objection, lawsuit, notice to quit,
# dismissal, reminder of a debt, eviction, deportation, refusal, court, lawyer … Not a translation
# of each, but what people really write. A * at the beginning or end stands for more letters of the
# same word, so that one entry finds all its forms ("evict*": evicted, eviction). Everyday words
# must not be among them. German words are known anyway.
LEGAL_WORDS = text(
    "letters.legal_words",
    "objection* | object to | appeal | appeals | appealed | lawsuit* | sue | sued | suing | court |"
    " courts | judge | judgment | judgement | verdict | summons | subpoena | bailiff* | prosecutor*"
    " | lawyer* | attorney* | solicitor* | legal action | law firm | evict* | notice to quit | "
    "terminat* | dismissal | dismissed | laid off | fired | warning letter | written warning | "
    "deport* | removal order | expelled | expulsion | leave the country | leave germany | refused |"
    " refusal | reject* | denied | denial | revoked | revocation | payment reminder* | final "
    "reminder | dunning | final demand | final notice | overdue | debt | debts | debt collect* | "
    "collection agency | enforcement | seizure | seized | pay back | repay* | sanction* | penalty |"
    " penal order | custody",
)
GERMAN = """
    widerspruch | widerspruchs* | widersprüche | widersprechen | widersprochen | einspruch
    | einspruchs* | einsprüche | rechtsbehelf* | rechtsmittel* | berufung | berufungsfrist
    | klage | klagefrist | klageschrift | klageerhebung | *klage | verklag* | anklag* | beklagte*
    | kündigung* | kündigen | kündigt | gekündigt* | *tkündigung | *skündigung | *okündigung
    | fristlos* | abmahnung* | abgemahnt* | eigenbedarf* | mieterhöhung* | räumung | räumungsklage*
    | räumungstermin* | räumungstitel* | räumungsfrist* | zwangsräum*
    | mahnung* | *smahnung | mahnbescheid* | mahnverfahren* | mahngebühr* | gemahnt | inkasso*
    | vollstreck* | zwangsvollstreck* | pfändung* | *pfändung | gepfändet* | gerichtsvollzieher*
    | abschieb* | abgeschob* | abzuschieb* | ausweisung* | ausgewiesen* | ausreisepflicht*
    | ausreiseaufforderung* | ausreisefrist* | überstellung* | dublin*
    | ablehnung* | abgelehnt* | ablehnend* | aufhebungsbescheid* | rückforderung* | zurückzahl*
    | erstattungsbescheid* | anhörung* | sanktion* | sperrzeit* | leistungsminderung*
    | gericht | gerichts* | gerichtlich* | *gericht | *gerichts | urteil | urteils*
    | *anwalt | *anwälte | *anwältin | anwalts* | rechtsanw* | vorladung* | vorgeladen*
    | bußgeld* | strafbefehl* | strafanzeige* | strafverfahren* | ermittlungsverfahren*
    | sorgerecht* | inobhutnahme*
"""
"""Always looked for: what stands on an official letter is German, whoever notes it."""


@functools.cache
def _words() -> re.Pattern[str]:
    lists = (i18n.pattern(LEGAL_WORDS, language) for language in i18n.shipped())
    return rules.finder((GERMAN, *lists))


def sounds_legal(words: str | None) -> bool:
    """Whether words hold one that calls for advice, in any language the bot speaks: people note
    what they read in whichever they like."""
    return rules.is_found(_words(), words)


def has_passed(letter: Letter, today: date) -> bool:
    """Whether the deadline of a letter that isn't done lies behind."""
    return letter.deadline is not None and letter.deadline < today and not letter.is_done


def reasons(letter: Letter, today: date) -> frozenset[Part]:
    """The parts of the card that call for advice."""
    calls = {
        Part.KIND: letter.kind in kinds.LEGAL,
        Part.SENDER: sounds_legal(letter.sender),
        Part.DEADLINE: has_passed(letter, today),
        Part.NEXT_STEP: sounds_legal(letter.next_step),
    }
    return frozenset(part for part, is_reason in calls.items() if is_reason)


def advice(town: Town) -> Card:
    """Who can help: the advice services of the town, and the Welcome Center."""
    buttons = (
        Button(Words(service.name), cards.action("partner", service.key)) for service in town.advice
    )
    rows = cards.column(*buttons, center.TO_CENTER)
    return Card((Said(MAY_BE_LEGAL), None, *_services(town)), rows)


def _services(town: Town) -> Iterator[Said]:
    for service in town.advice:
        yield say(SERVICE, name=Words(service.name), helps=Said(service.what))
