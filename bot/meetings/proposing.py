"""Suggesting a meeting: what for, when, how long, where."""

from typing import Any

from bot.agreements import pairs
from bot.agreements.pairs import Pair
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.meetings import card, doubts, drafts, gate, plan, store
from bot.meetings.gate import Seen
from bot.meetings.occasions import Occasion
from bot.meetings.store import Offer, Slot
from bot.people import menu, telling

REVIEW = text("meetings.review", "This is your suggestion. Is everything right?")
SENT = text(
    "meetings.sent", "Your suggestion is sent to {name}. I tell you as soon as there is an answer."
)


async def meet(this: turn.Turn) -> turn.Reply:
    """Begin to suggest a meeting; `about` is the match."""
    pair = await pairs.active(this, this.about)
    return await _form(this, pair.match, {})


async def meet_again(this: turn.Turn) -> turn.Reply:
    """Suggest another time for a meeting that doesn't take place: the rest is known."""
    seen = await gate.active(this, this.about)
    meeting = seen.meeting
    if meeting.is_open:
        return turn.Reply((card.of(seen, this.context),))
    known = plan.known(meeting.slot, meeting.where)
    return await _form(this, meeting.match, {"occasion": meeting.occasion.value, **known})


async def _form(this: turn.Turn, match: int, known: dict[str, Any]) -> turn.Reply:
    """The form with what is known; one that is open already is gone on with as it is."""
    about = str(match)
    is_open = await drafts.find(this, drafts.MEETING, about) is not None
    says = (cards.card(Said(drafts.BEGUN)),) if is_open else ()
    return turn.Reply(says, then=drafts.MEETING, about=about, answers=known)


async def send(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent: the other side is asked."""
    try:
        pair = await pairs.active(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    offer = made(this, pair, answers, (plan.slot(answers, this.context),))
    why_not = await doubts.objection(this, drafts.MEETING, answers, offer)
    if why_not is not None:
        return why_not
    occasion = Occasion.of(answers["occasion"])
    meeting = await store.propose(this.work, pair.match, occasion, offer)
    return await told(this, Seen(await store.get(this.work, meeting), pair))


def made(this: turn.Turn, pair: Pair, answers: Answers, slots: tuple[Slot, ...]) -> Offer:
    """What this side suggests by the answers of a form."""
    return Offer(pair.side, slots, plan.where(answers), answers.get("note"), this.work.now)


async def told(this: turn.Turn, seen: Seen) -> turn.Reply:
    """The other side is asked, and this one hears that it is."""
    there = card.of(seen.seen_from_there(), this.context)
    await telling.tell(this.work, seen.pair.partner, there)
    buttons = (card.take_back(seen), card.TO_MEETINGS, menu.BACK_TO_MENU)
    sent = say(SENT, name=seen.pair.name)
    return turn.reply(sent, *card.old(seen), rows=cards.column(*buttons))


MEETING = Flow(
    drafts.MEETING,
    (
        plan.OCCASION,
        plan.DAY,
        plan.TIME,
        plan.LENGTH,
        plan.WHERE,
        plan.NOTE,
        Review("review", REVIEW, name=REVIEW),
    ),
    done=send,
    check=plan.check,
    title=text("meetings.title", "Suggesting a meeting"),
)
