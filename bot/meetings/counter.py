"""The card for the counter: what a newcomer who comes without the buddy would say at an office if
they could, in German, and below it in their own language. It names nobody.
"""

from collections.abc import Iterator

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Hour, InLanguage, Said, Series, Tongue, say
from bot.i18n import text
from bot.matches.store import Side
from bot.meetings import answering, gate, presence, stayed
from bot.meetings.store import Meeting, Slot
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import German, Newcomer
from bot.people import menu

GERMAN = "de"

SHOW_THIS = text("meetings.show_this", "Show this at the counter ({day}):")
IT_SAYS = text("meetings.it_says", "This is what it says:")
# Translators: {words} is what stands on the card in German.
ON_THE_CARD = text("meetings.on_the_card", "<b>{words}</b>")
# Translators: this and the next texts are shown to a clerk at a counter, in polite German
# ("Guten Tag. Ich habe heute um {time} Uhr einen Termin."); the newcomer reads what they say.
APPOINTMENT = text(
    "meetings.counter_appointment", "Good day. I have an appointment today at {time}."
)
IN_GERMAN = {
    German.NONE: text("meetings.counter_no_german", "I do not speak German yet."),
    German.LITTLE: text("meetings.counter_little_german", "I speak only a little German so far."),
    German.SOME: text(
        "meetings.counter_some_german", "I speak some German, but I do not understand everything."
    ),
}
LANGUAGES = text("meetings.counter_languages", "I speak: {languages}.")
ALONE = text(
    "meetings.counter_alone",
    "A volunteer of the “Welcome Buddies” was to come with me, but cannot come today.",
)
PLEASE = text(
    "meetings.counter_please",
    "Please speak slowly, and write down for me what is important. Thank you very much.",
)
NO_CARD = text(
    "meetings.no_card_needed", "You don't need the card now. This is how your meeting stands."
)


async def show(this: turn.Turn) -> turn.Reply:
    """The card, for a newcomer who has an appointment without the buddy."""
    stays = await stayed.find(this)
    meeting = stays.meeting if stays else await _own(this)
    if meeting.slot is None or not presence.is_alone(meeting, this.context):
        shown = await answering.show(this)
        return turn.Reply((cards.card(Said(NO_CARD)), *shown.says))
    newcomer = await newcomers.find(this.work, this.person)
    return turn.Reply((_card(this, meeting.id, meeting.slot, newcomer),))


async def _own(this: turn.Turn) -> Meeting:
    """The meeting, of whose match the person whose turn it is is the newcomer."""
    seen = await gate.active(this, this.about)
    if seen.pair.side is not Side.NEWCOMER:
        raise turn.NotYours(Said(turn.GONE))
    return seen.meeting


def _card(this: turn.Turn, meeting: int, slot: Slot, newcomer: Newcomer | None) -> Card:
    words = tuple(_words(this, slot, newcomer))
    in_german = (say(ON_THE_CARD, words=InLanguage(said, GERMAN)) for said in words)
    below = () if this.language == GERMAN else (None, Said(IT_SAYS), *words)
    details = Button(Said(presence.DETAILS), cards.action("meeting", meeting))
    rows = cards.column(details, menu.BACK_TO_MENU)
    day = Day(slot.begins_at.astimezone(this.context.reader.zone).date())
    return Card((say(SHOW_THIS, day=day), None, *in_german, *below), rows)


def _words(this: turn.Turn, slot: Slot, newcomer: Newcomer | None) -> Iterator[Said]:
    local = slot.begins_at.astimezone(this.context.reader.zone)
    yield say(APPOINTMENT, time=Hour(local.time()))
    if newcomer is not None:
        if newcomer.german in IN_GERMAN:
            yield Said(IN_GERMAN[newcomer.german])
        others = [code for code in newcomer.languages if code != GERMAN]
        if others:
            yield say(LANGUAGES, languages=Series(tuple(map(Tongue, others))))
    yield Said(ALONE)
    yield Said(PLEASE)
