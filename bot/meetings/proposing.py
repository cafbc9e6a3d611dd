"""Suggesting a meeting: what for, when, how long, where."""

from typing import Any

from bot.agreements import pairs
from bot.agreements.pairs import Pair
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Card
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.meetings import card, days, doubts, drafts, gate, plan, reach, store
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
    await gate.must_be_open(this, pair)
    return await _form(this, pair.match, {})


async def meet_again(this: turn.Turn) -> turn.Reply:
    """Suggest another time for a meeting that doesn't take place: the rest is known."""
    seen = await gate.active(this, this.about)
    meeting = seen.meeting
    if meeting.is_open:
        return turn.Reply((card.of(seen, this.context),))
    await gate.must_be_open(this, seen.pair)
    known = plan.known(meeting.slot, meeting.where)
    return await _form(this, meeting.match, {"occasion": meeting.occasion.value, **known})


async def _form(this: turn.Turn, match: int, known: dict[str, Any]) -> turn.Reply:
    """The form with what is known; one that is open already is gone on with as it is."""
    about = str(match)
    is_open = await drafts.find(this, drafts.MEETING, about) is not None
    says = (cards.card(Said(drafts.BEGUN)),) if is_open else ()
    answers = {**known, days.DATES: await days.named(this, match)}
    return turn.Reply(says, then=drafts.MEETING, about=about, answers=answers)


async def send(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent: the other side is asked. While messages are paused it stays open."""
    try:
        pair = await pairs.active(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    await gate.must_be_open(this, pair)
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
    own = cards.card(sent, *card.old(seen), rows=cards.column(*buttons))
    return turn.Reply((await reach.told(this, seen.pair, own),))


async def anew(this: turn.Turn, seen: Seen, offer: Offer | None) -> tuple[Card, ...]:
    """The other time that was suggested for a meeting which doesn't take place is from now on a
    suggestion of its own: whoever is asked sees it, by what is returned or by being told."""
    is_over = offer is None or offer.lasts_until <= this.work.now
    if offer is None or is_over or await pairs.is_paused(this, seen.pair):
        return ()
    meeting = seen.meeting
    number = await store.propose(this.work, meeting.match, meeting.occasion, offer)
    new = Seen(await store.get(this.work, number), seen.pair)
    if new.asked is not None:
        return (card.asked(new, offer, this.context),)
    there = card.asked(new.seen_from_there(), offer, this.context)
    await telling.tell(this.work, seen.pair.partner, there)
    return ()


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
