"""Proposing what the two do together, and changing a part of it: the form, and how it begins.

A form remembers what its side had seen of the other's proposals when it began. So two proposals
that cross are noticed by whoever sends second, and nobody's answers are lost.
"""

from dataclasses import replace
from typing import Any

from bot.agreements import answering, card, pairs, store, terms
from bot.agreements.answering import FORM
from bot.agreements.pairs import Pair
from bot.agreements.store import Agreement, Standing
from bot.buddies.application import Help
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Card
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.matches import partners
from bot.matches import store as matches
from bot.people import menu, telling
from bot.storage import database, forms

SEEN = "seen"
"""Kept beside the answers: the versions this side had seen when it began to write."""

REVIEW = text("agreements.review", "This is your suggestion. Is everything right?")
BEGUN = text("agreements.begun", "You have begun a suggestion. You can go on with it here.")
SENT = text(
    "agreements.sent",
    "Your suggestion is sent to {name}. I tell you as soon as there is an answer.",
)
SAME = text("agreements.same", "That is what you have agreed on already. Nothing changes.")
CROSSED = text(
    "agreements.crossed",
    "{name} has just made a suggestion too. Yours is <b>not sent yet</b>: you find it below. "
    "You can agree to this one, or send yours all the same.",
)
HOLDS_MEANWHILE = text(
    "agreements.holds_meanwhile",
    "Something was agreed on in the meantime. What you wrote is <b>not sent yet</b>: you find it "
    "below, in case you would still like to change something.",
)


async def propose(this: turn.Turn) -> turn.Reply:
    """Begin with what the newcomer asked for; where something is proposed or valid, show that."""
    pair = await pairs.active(this, this.about)
    standing = await store.standing(this.work, pair.match)
    if standing.latest is not None:
        return turn.Reply(card.of(pair, standing, this.context))
    await pairs.must_be_open(this, pair)
    needs = await _asked_for(this.work, pair.match)
    known = {"needs": [kind.value for kind in needs]} if needs else {}
    return await _form(this, pair, standing, known, changes="needs" if needs else "")


async def _asked_for(work: database.Work, match: int) -> list[Help]:
    needs = await partners.needs_of(work, await matches.get(work, match))
    wanted = {need.kind.value for need in needs}
    return [kind for kind in Help if kind.value in wanted]


async def change(this: turn.Turn) -> turn.Reply:
    """Propose another part of what is proposed or valid, and keep the rest; without a part, ask for
    it. `about` is the match, or the match and the part: "17.places"."""
    match, _, part = this.about.partition(".")
    pair = await pairs.active(this, match)
    standing = await store.standing(this.work, pair.match)
    latest = standing.latest
    if latest is None or latest.version != this.version:
        return answering.outdated(this, pair, standing)
    if part not in terms.PARTS:
        return turn.Reply((card.change_what(pair, latest),))
    await pairs.must_be_open(this, pair)
    known = terms.answers(latest.terms)
    first, *others = terms.PARTS[part]
    for other in others:
        known.pop(other, None)
    return await _form(this, pair, standing, known, changes=first)


async def _form(
    this: turn.Turn, pair: Pair, standing: Standing, known: Answers, *, changes: str
) -> turn.Reply:
    """The form with what is known; one that is open already is gone on with, but from now on
    answers to what stands now, which its writer has just looked at."""
    seen = {SEEN: _versions(pair, standing)}
    form = await _open(this, pair)
    if form is None:
        answers = {**known, **seen}
        return turn.Reply(then=FORM, about=str(pair.match), answers=answers, changes=changes)
    await forms.put(this.work, this.person, replace(form, answers={**form.answers, **seen}))
    return turn.Reply((cards.card(Said(BEGUN)),), then=FORM, about=str(pair.match))


async def _open(this: turn.Turn, pair: Pair) -> forms.Form | None:
    name = forms.name(FORM, str(pair.match))
    found = await forms.open_forms(this.work, this.person)
    return next((form for form in found if form.flow == name), None)


def _versions(pair: Pair, standing: Standing) -> list[int]:
    """What a side may not have seen: the other's proposal, and what became valid."""
    asked = answering.asked_of(pair, standing)
    return [version.version if version else 0 for version in (asked, standing.valid)]


async def send(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent. What says the same as the other's proposal is a yes to it; what crosses
    with it isn't sent before its writer has seen both."""
    try:
        pair = await pairs.active(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    standing = await store.standing(this.work, pair.match)
    latest, wanted = standing.latest, terms.read(answers)
    if latest and latest.terms == wanted:
        if answering.asked_of(pair, standing):
            return replace(await answering.agree(this, pair, standing), in_place=False)
        same = () if standing.proposed else (cards.card(Said(SAME)),)
        return turn.Reply((*same, *card.of(pair, standing, this.context)))
    await pairs.must_be_open(this, pair)
    news = await _news(this, pair, standing)
    if news is not None:
        kept: dict[str, Any] = {**answers, SEEN: _versions(pair, standing)}
        return turn.Reply((news,), then=FORM, about=this.about, answers=kept)
    await store.propose(this.work, pair.match, pair.side, wanted)
    return await _told(this, pair)


async def _news(this: turn.Turn, pair: Pair, standing: Standing) -> Card | None:
    """What the writer of the form hasn't seen when beginning it."""
    form = await _open(this, pair)
    asked_then, valid_then = form.answers.get(SEEN, (0, 0)) if form else (0, 0)
    asked, valid = answering.asked_of(pair, standing), standing.valid
    if asked and asked.version > asked_then:
        return card.asked(pair, say(CROSSED, name=pair.name), asked, this.context)
    if valid and valid.version > valid_then:
        return cards.card(Said(HOLDS_MEANWHILE), *card.lines(valid.terms, this.context))
    return None


async def _told(this: turn.Turn, pair: Pair) -> turn.Reply:
    """The other side is asked, and this one hears that it is."""
    standing = await store.standing(this.work, pair.match)
    proposed = _proposed(pair, standing)
    there = card.suggested(pair.seen_from_there(), standing, proposed, this.context)
    await telling.tell(this.work, pair.partner, there)
    buttons = card.waiting(pair, proposed)
    return turn.reply(say(SENT, name=pair.name), rows=cards.column(*buttons))


def _proposed(pair: Pair, standing: Standing) -> Agreement:
    if standing.proposed is None:
        raise LookupError(f"nothing is proposed in match {pair.match}")
    return standing.proposed


AGREEMENT = Flow(
    FORM,
    (*terms.QUESTIONS, Review("review", REVIEW, name=REVIEW)),
    done=send,
    title=text("agreements.title", "What you do together"),
    dropped=text(
        "agreements.form_dropped",
        "This form is deleted. What you have agreed on stays as it is.",
    ),
)
