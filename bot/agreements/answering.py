"""What is asked and answered about an agreement: looking at it, saying yes, taking a proposal back.

A yes counts for the version that was read, and for no other.
"""

from datetime import date

from bot.agreements import card, pairs, rules, store
from bot.agreements.pairs import Pair
from bot.agreements.store import Agreement, Standing
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.matches import standing as match_standing
from bot.matches import store as matches
from bot.people import menu, telling
from bot.storage import database, forms

FORM = "agreement"
"""The form in which one side writes down what it proposes."""

NEWER = text("agreements.newer", "That was from before. This is how it stands now.")
AGREED = text("agreements.agreed", "You have both said yes. Thank you.")
FIRST_MEETING = text(
    "agreements.first_meeting",
    "Now write to {name} and find a day for your first meeting. "
    "You can change what you agreed on at any time.",
)
FROM_NOW_ON = text(
    "agreements.from_now_on", "This holds from now on. You can change it again at any time."
)
DAY_PASSED = text(
    "agreements.day_passed", "<b>{day}</b> has passed. Please choose anew how long you meet."
)
TAKEN_BACK = text("agreements.taken_back", "Your suggestion is taken back.")
TAKEN_BACK_THERE = text("agreements.taken_back_there", "{name} took the suggestion back.")
STILL_HOLDS = text("agreements.still_holds", "What you agreed on before stays as it is.")
# Translators: menu button for a suggestion that waits for an answer; keep it short.
SUGGESTION_FROM = text("agreements.suggestion_from", "Suggestion from {name}")
SEVERAL_WAIT = text("agreements.several_wait", "These suggestions wait for your answer.")


async def show(this: turn.Turn) -> turn.Reply:
    """What holds between the two, and what is proposed."""
    pair = await pairs.active(this, this.about)
    return turn.Reply(card.of(pair, await store.standing(this.work, pair.match), this.context))


def outdated(this: turn.Turn, pair: Pair, standing: Standing) -> turn.Reply:
    """An old button does nothing but show what is current."""
    current = card.of(pair, standing, this.context)
    return turn.Reply((cards.card(Said(NEWER)), *current))


async def accept(this: turn.Turn) -> turn.Reply:
    """The yes of the side that was asked."""
    pair = await pairs.active(this, this.about)
    standing = await store.standing(this.work, pair.match)
    asked = asked_of(pair, standing)
    if asked is None or asked.version != this.version:
        return outdated(this, pair, standing)
    until = asked.terms.until
    if until and until < this.context.reader.today:
        choose = cards.column(card.change(pair, asked, "duration"))
        return turn.reply(say(DAY_PASSED, day=Day(until)), rows=choose)
    return await agree(this, pair, standing)


def asked_of(pair: Pair, standing: Standing) -> Agreement | None:
    """The proposal that waits for this side's answer."""
    proposed = standing.proposed
    return proposed if proposed and proposed.side is not pair.side else None


async def agree(this: turn.Turn, pair: Pair, standing: Standing) -> turn.Reply:
    """Both have said yes to what is proposed: it is valid, and both can read it."""
    await store.accept(this.work, pair.match, _last_day(this, standing))
    await forms.drop(this.work, this.person, forms.name(FORM, str(pair.match)))
    now = await store.standing(this.work, pair.match)
    is_first = standing.valid is None
    there = _agreed(pair.seen_from_there(), now, this, is_first=is_first)
    await telling.tell(this.work, pair.partner, there)
    return turn.Reply((_agreed(pair, now, this, is_first=is_first),), in_place=True)


def _last_day(this: turn.Turn, standing: Standing) -> date | None:
    """When what is proposed ends, if both agree to it today."""
    if standing.proposed is None:
        return None
    its = standing.proposed.terms
    return rules.ends_on(this.context.reader.today, its.duration.months, its.until)


def _agreed(pair: Pair, now: Standing, this: turn.Turn, *, is_first: bool) -> Card:
    if now.valid is None:
        raise LookupError(f"match {pair.match} has no agreement")
    following = say(FIRST_MEETING, name=pair.name) if is_first else Said(FROM_NOW_ON)
    shown = card.holds(pair, now.valid, this.context, following)
    meet = match_standing.to_meet(pair.match)
    rows = (*cards.column(meet), *shown.rows) if is_first else shown.rows
    return Card((Said(AGREED), *shown.lines), rows)


async def take_back(this: turn.Turn) -> turn.Reply:
    """The side that proposed thinks again, while nobody has answered."""
    pair = await pairs.active(this, this.about)
    standing = await store.standing(this.work, pair.match)
    own = standing.proposed if asked_of(pair, standing) is None else None
    if own is None or own.version != this.version:
        return outdated(this, pair, standing)
    await store.take_back(this.work, pair.match)
    there = pair.seen_from_there()
    head = say(TAKEN_BACK_THERE, name=there.name)
    await telling.tell(this.work, pair.partner, _without_proposal(there, head, standing.valid))
    return turn.Reply((_without_proposal(pair, Said(TAKEN_BACK), standing.valid),), in_place=True)


def _without_proposal(pair: Pair, head: Said, valid: Agreement | None) -> Card:
    """What remains: what was agreed on before, or that either may suggest something."""
    if valid:
        button = Button(Said(match_standing.WHAT_AGREED), cards.action("agreement", pair.match))
        return cards.card(head, Said(STILL_HOLDS), rows=cards.column(button, menu.BACK_TO_MENU))
    button = Button(Said(card.SUGGEST), cards.action("propose_agreement", pair.match))
    return cards.card(head, rows=cards.column(button, menu.BACK_TO_MENU))


async def standing(this: turn.Turn) -> Card | None:
    """What waits for this person's answer, for "where do I stand"."""
    waiting = await _waiting(this)
    if len(waiting) > 1:
        rows = cards.column(*(_suggestion(pair) for pair, _ in waiting))
        return cards.card(Said(SEVERAL_WAIT), rows=rows)
    return next((card.of(*each, this.context)[-1] for each in waiting), None)


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: a button for each suggestion that waits for an answer."""
    return menu.Part(tuple(_suggestion(pair) for pair, _ in await _waiting(this)))


async def _waiting(this: turn.Turn) -> list[tuple[Pair, Standing]]:
    found = [
        (pair, await store.standing(this.work, pair.match)) for pair in await pairs.all_active(this)
    ]
    return [(pair, standing) for pair, standing in found if asked_of(pair, standing)]


def _suggestion(pair: Pair) -> Button:
    label = say(SUGGESTION_FROM, name=pair.short_name)
    return Button(label, cards.action("agreement", pair.match), style="primary")


async def close(work: database.Work, event: matches.Ended) -> None:
    """A match is over: nothing is proposed in it any more. What was agreed stays with it."""
    await forms.drop_about(work, FORM, str(event.match))
    await store.drop_proposed(work, event.match)
