"""How it went: asked of both when a meeting is over, answered with one tap, and without blame. What
one side answers, only coordinators see.
"""

from collections.abc import Sequence

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, say
from bot.i18n import Text, text
from bot.matches import standing as match_standing
from bot.matches.store import Side
from bot.meetings import answering, card, concluding, gate, outcome_rules, proposing, sides
from bot.meetings.gate import Seen
from bot.meetings.outcome_rules import Absent, Moment
from bot.meetings.sides import Answer, Went
from bot.meetings.store import State
from bot.relay import texts as relay

HOW_DID_IT_GO = text("meetings.how_did_it_go", "How did it go with {name}?\n<b>{when}</b>")
HOW_AT_OFFICE = text("meetings.how_at_office", "How did it go at the office?\n<b>{when}</b>")
GOOD = text("meetings.good", "Good")
SO_SO = text("meetings.so_so", "So-so")
NOT_MET = text("meetings.not_met", "We didn't meet")
NOT_GONE = text("meetings.not_gone", "It didn't take place")

WHO = text("meetings.who_could_not", "That happens. Who could not make it?")
WHAT_HAPPENED = text("meetings.what_happened", "That happens. What was it?")
I_COULD_NOT = text("meetings.i_could_not", "I could not come")
# Translators: a button; {name} is the other one of the two.
DID_NOT_COME = text("meetings.did_not_come", "{name} did not come")
CALLED_OFF = text("meetings.called_off_together", "We called it off together")
WAS_MOVED = text("meetings.was_called_off", "It was called off or moved")

THANKS_GOOD = text("meetings.thanks_good", "Thank you. It is good to hear that it went well.")
THANKS_SO_SO = text(
    "meetings.thanks_so_so",
    "Thank you for saying so. If you would like to talk about it, the Welcome Center is there.",
)
THANKS_ME = text(
    "meetings.thanks_me", "Thank you for saying so. You can suggest another time at once."
)
THANKS_OTHER = text(
    "meetings.thanks_other",
    "Thank you for telling us. I am sorry about that. You can suggest another time, or write to "
    "{name}.",
)
THANKS_BOTH = text("meetings.thanks_both", "Thank you. It was called off, and that is fine.")
YOU_SAID = {
    Went.GOOD: text("meetings.you_said_good", "You said: good."),
    Went.SO_SO: text("meetings.you_said_so_so", "You said: so-so."),
    Absent.BOTH: text("meetings.you_said_called_off", "You said: it was called off."),
}
YOU_SAID_ME = text("meetings.you_said_me", "You said: I could not come.")
YOU_SAID_OTHER = text("meetings.you_said_other", "You said: {name} did not come.")
ONLY_COORDINATORS = text(
    "meetings.only_coordinators", "Only coordinators see your answer, {name} does not."
)
TOO_EARLY = text(
    "meetings.too_early",
    "This meeting begins on <b>{when}</b>. You can say afterwards how it went.",
)
SETTLED = text("meetings.settled", "Thank you, your answer is kept. It can't be changed any more.")
ONLY_THE_NEWCOMER = text(
    "meetings.only_the_newcomer",
    "You could not come to this one, so you need not say anything about it.",
)
SUGGEST_NEXT = text("meetings.suggest_next", "Suggest the next meeting")
CHANGE_ANSWER = text("meetings.change_answer", "Change my answer")


async def ask(this: turn.Turn) -> turn.Reply:
    """The question, for the first answer or for another one."""
    seen, refused = await _answering(this)
    if refused:
        return refused
    return turn.Reply((question(seen),), in_place=True)


def question(seen: Seen) -> Card:
    """How it went, with the answers."""
    slot, is_alone = seen.meeting.slot, seen.meeting.alone_since is not None
    if slot is None:
        raise LookupError(f"meeting {seen.meeting.id} has no time")
    words = HOW_AT_OFFICE if is_alone else HOW_DID_IT_GO
    values = {} if is_alone else {"name": seen.pair.name}
    asked = say(words, **values, when=When(slot.begins_at))
    return cards.card(asked, rows=cards.column(*answers(seen.meeting.id, is_alone=is_alone)))


def answers(meeting: int, *, is_alone: bool) -> tuple[Button, ...]:
    """The three answers; other words where the newcomer went alone."""
    return (
        Button(Said(GOOD), cards.action("met_good", meeting), style="success"),
        Button(Said(SO_SO), cards.action("met_so_so", meeting)),
        Button(Said(NOT_GONE if is_alone else NOT_MET), cards.action("not_met", meeting)),
    )


async def good(this: turn.Turn) -> turn.Reply:
    """It went well."""
    return await _note(this, Answer(Went.GOOD))


async def so_so(this: turn.Turn) -> turn.Reply:
    """It went so-so; help is near."""
    return await _note(this, Answer(Went.SO_SO))


async def not_met(this: turn.Turn) -> turn.Reply:
    """They didn't meet: who could not make it is asked, and nothing noted yet."""
    seen, refused = await _answering(this)
    if refused:
        return refused
    meeting = seen.meeting.id
    me = Button(Said(I_COULD_NOT), cards.action("absent_me", meeting))
    if seen.meeting.alone_since is not None:
        moved = Button(Said(WAS_MOVED), cards.action("absent_both", meeting))
        return _in_place(cards.card(Said(WHAT_HAPPENED), rows=cards.column(me, moved)))
    label = say(DID_NOT_COME, name=seen.pair.short_name)
    other = Button(label, cards.action("absent_other", meeting))
    both = Button(Said(CALLED_OFF), cards.action("absent_both", meeting))
    return _in_place(cards.card(Said(WHO), rows=cards.column(me, other, both)))


async def absent_me(this: turn.Turn) -> turn.Reply:
    """The one who answers could not come."""
    return await _absent(this, is_own=True)


async def absent_other(this: turn.Turn) -> turn.Reply:
    """The other side did not come."""
    return await _absent(this, is_own=False)


async def _absent(this: turn.Turn, *, is_own: bool) -> turn.Reply:
    seen, refused = await _answering(this)
    if refused:
        return refused
    side = seen.pair.side if is_own else seen.pair.side.other
    return await _noted(this, seen, Answer(absent=Absent(side.value)))


async def absent_both(this: turn.Turn) -> turn.Reply:
    """It was called off; nobody is to blame."""
    return await _note(this, Answer(absent=Absent.BOTH))


async def _note(this: turn.Turn, said: Answer) -> turn.Reply:
    seen, refused = await _answering(this)
    return refused or await _noted(this, seen, said)


async def _answering(this: turn.Turn) -> tuple[Seen, turn.Reply | None]:
    """The meeting, and what is replied instead where it can't be said now how it went."""
    seen = await gate.active(this, this.about)
    meeting, slot = seen.meeting, seen.meeting.slot
    said = (await sides.answers(this.work, meeting.id)) if slot else {}
    if slot is None or (meeting.state is State.CANCELLED and not said):
        return seen, await answering.outdated(this, this.about)
    if meeting.alone_since is not None and seen.pair.side is Side.BUDDY:
        return seen, turn.reply(Said(ONLY_THE_NEWCOMER), rows=cards.column(card.TO_MEETINGS))
    own = said.get(seen.pair.side)
    match outcome_rules.moment(
        slot.begins_at, slot.ends_at, this.work.now, has_answered=own is not None
    ):
        case Moment.TOO_EARLY:
            look = Button(Said(card.MY_MEETINGS), cards.action("meetings"))
            early = say(TOO_EARLY, when=When(slot.begins_at))
            return seen, turn.reply(early, rows=cards.column(look))
        case Moment.SETTLED if own is not None:
            lines = (_said(seen, own), Said(SETTLED))
            return seen, turn.reply(*lines, rows=cards.column(card.TO_MEETINGS))
        case _:
            return seen, None


async def _noted(this: turn.Turn, seen: Seen, said: Answer) -> turn.Reply:
    """It is kept; thanks, and what may be of use now."""
    await concluding.note(this.work, seen.meeting, seen.pair.side, said)
    seen_by = say(ONLY_COORDINATORS, name=seen.pair.name)
    change = Button(Said(CHANGE_ANSWER), cards.action("how_it_went", seen.meeting.id))
    rows = cards.column(*_ways_on(seen, said), change, card.TO_MEETINGS)
    thanks = cards.card(_thanks(seen, said), _said(seen, said), seen_by, rows=rows)
    has_met = said.absent is None
    asked = () if has_met else await proposing.anew(this, seen, seen.meeting.offer)
    return _in_place(thanks, *asked)


def _in_place(*shown: Card) -> turn.Reply:
    return turn.Reply(shown, in_place=True)


def _thanks(seen: Seen, said: Answer) -> Said:
    words: dict[Went | Absent | None, Text] = {
        Went.GOOD: THANKS_GOOD,
        Went.SO_SO: THANKS_SO_SO,
        Absent.BOTH: THANKS_BOTH,
        Absent(seen.pair.side.value): THANKS_ME,
    }
    found = words.get(said.went or said.absent)
    return Said(found) if found else say(THANKS_OTHER, name=seen.pair.name)


def _said(seen: Seen, said: Answer) -> Said:
    its = said.went or said.absent or Went.GOOD
    if its in YOU_SAID:
        return Said(YOU_SAID[its])
    if its == seen.pair.side.value:
        return Said(YOU_SAID_ME)
    return say(YOU_SAID_OTHER, name=seen.pair.name)


def _ways_on(seen: Seen, said: Answer) -> Sequence[Button]:
    """The next meeting; and whom to turn to, where something wasn't as it should be."""
    pair = seen.pair
    if said.absent is None:
        following = Button(Said(SUGGEST_NEXT), cards.action("meet", pair.match), style="primary")
    else:
        again = cards.action("meet_again", seen.meeting.id)
        following = Button(Said(card.SUGGEST_AGAIN), again, style="primary")
    accuses = said.absent not in (None, Absent.BOTH, Absent(pair.side.value))
    if said.went is not Went.SO_SO and not accuses:
        return (following,)
    return (
        following,
        Button(Said(relay.WRITE_CENTER), cards.action("write_center")),
        Button(Said(match_standing.WRONG), cards.action("concern", pair.match)),
    )
