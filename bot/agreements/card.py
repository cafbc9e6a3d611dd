"""How an agreement reads: what is proposed to me, what I proposed, what holds, and what may be done
about it. Pure.
"""

from collections.abc import Iterator, Sequence

from bot.agreements import terms
from bot.agreements.pairs import Pair
from bot.agreements.store import Agreement, Standing
from bot.agreements.terms import Duration, Terms
from bot.conversation import cards, flow
from bot.conversation.asking import Context
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.matches import standing as match_standing
from bot.people import menu

TOGETHER = text(
    "agreements.together",
    "You and {name} decide together what you do, how long, how often and where. "
    "You could begin with three meetings, to see whether it suits you both.",
)
SUGGESTS = text(
    "agreements.suggests", "Together you decide what, how long, and where. {name} suggests:"
)
SUGGESTS_CHANGE = text(
    "agreements.suggests_change", "{name} would like to change what you agreed on:"
)
YOU_SUGGESTED = text(
    "agreements.you_suggested",
    "You suggested this to {name}. I tell you as soon as there is an answer.",
)
HOLDS = text("agreements.holds", "This is what you and {name} agreed on:")
TRIAL_ENDS = text(
    "agreements.trial_ends", "After the three meetings you decide together how it goes on."
)
CHANGE_WHAT = text("agreements.change_what", "What would you like to change?")

I_AGREE = text("agreements.i_agree", "I agree")
CHANGE_NEEDS = text("agreements.change_needs", "Change: what")
CHANGE_DURATION = text("agreements.change_duration", "Change: how long")
CHANGE_RHYTHM = text("agreements.change_rhythm", "Change: how often")
CHANGE_PLACES = text("agreements.change_places", "Change: where")
LABELS = {
    "needs": CHANGE_NEEDS,
    "duration": CHANGE_DURATION,
    "rhythm": CHANGE_RHYTHM,
    "places": CHANGE_PLACES,
}
CHANGE_IT = text("agreements.change_it", "Change it")
TAKE_BACK = text("agreements.take_back", "Take it back")
SUGGEST = text("agreements.suggest", "Suggest something")


def of(pair: Pair, standing: Standing, context: Context) -> tuple[Card, ...]:
    """How it stands between the two: what holds, and below it what is proposed."""
    valid, proposed = standing.valid, standing.proposed
    if proposed is None:
        return (holds(pair, valid, context) if valid else nothing_yet(pair),)
    before = (cards.card(*_holding(pair, valid, context)),) if valid else ()
    return (*before, suggested(pair, standing, proposed, context))


def nothing_yet(pair: Pair) -> Card:
    suggest = Button(Said(SUGGEST), cards.action("propose_agreement", pair.match), style="primary")
    return cards.card(
        say(TOGETHER, name=pair.name), rows=cards.column(suggest, write(pair), menu.BACK_TO_MENU)
    )


def holds(pair: Pair, valid: Agreement, context: Context, *more: Said) -> Card:
    buttons = (
        write(pair),
        Button(Said(CHANGE_IT), cards.action("change_agreement", pair.match, valid.version)),
        menu.BACK_TO_MENU,
    )
    below = (None, *more) if more else ()
    return Card((*_holding(pair, valid, context), *below), cards.column(*buttons))


def _holding(pair: Pair, valid: Agreement, context: Context) -> tuple[Said, ...]:
    return (say(HOLDS, name=pair.name), *terms_of(valid, context))


def terms_of(valid: Agreement, context: Context) -> tuple[Said, ...]:
    """What holds, and how it ends."""
    return (*lines(valid.terms, context), *_end(valid))


def suggested(pair: Pair, standing: Standing, proposed: Agreement, context: Context) -> Card:
    """What is proposed, with the buttons of the side that reads it."""
    head = SUGGESTS_CHANGE if standing.valid else SUGGESTS
    if proposed.side is pair.side:
        rows = cards.column(*waiting(pair, proposed))
        return _card(say(YOU_SUGGESTED, name=pair.name), proposed.terms, context, rows)
    return asked(pair, say(head, name=pair.name), proposed, context)


def asked(pair: Pair, head: Said, proposed: Agreement, context: Context) -> Card:
    """What the other side proposes: yes, or another part of it."""
    yes = cards.action("accept_agreement", pair.match, proposed.version)
    rows = (
        *cards.column(Button(Said(I_AGREE), yes, style="success")),
        *parts(pair, proposed),
        *cards.column(write(pair)),
    )
    return _card(head, proposed.terms, context, rows)


def waiting(pair: Pair, proposed: Agreement) -> tuple[Button, ...]:
    """What can be done while the other side hasn't answered."""
    return (
        Button(Said(CHANGE_IT), cards.action("change_agreement", pair.match, proposed.version)),
        Button(Said(TAKE_BACK), cards.action("take_back_agreement", pair.match, proposed.version)),
        menu.BACK_TO_MENU,
    )


def change_what(pair: Pair, latest: Agreement) -> Card:
    return cards.card(Said(CHANGE_WHAT), rows=parts(pair, latest))


def parts(pair: Pair, latest: Agreement) -> tuple[Row, ...]:
    """A button for each part, two by two."""
    what, how_long, how_often, where = (change(pair, latest, part) for part in LABELS)
    return (cards.row(what, how_long), cards.row(how_often, where))


def change(pair: Pair, latest: Agreement, part: str) -> Button:
    """The button that changes one part, by its key in `terms.PARTS`."""
    about = f"{pair.match}.{part}"
    return Button(Said(LABELS[part]), cards.action("change_agreement", about, latest.version))


def write(pair: Pair) -> Button:
    return Button(
        say(match_standing.WRITE_TO, name=pair.short_name), cards.action("write_pair", pair.match)
    )


def _card(head: Said, its: Terms, context: Context, rows: Sequence[Row]) -> Card:
    return Card((head, *lines(its, context)), tuple(rows))


def lines(its: Terms, context: Context) -> tuple[Said, ...]:
    """A line for each part; a day says how long by itself."""
    answers = {key: answer for key, answer in terms.answers(its).items() if answer is not None}
    if its.until:
        del answers["duration"]
    return tuple(
        say(flow.LINE, name=Said(asks.name), answer=asks.shown(answers[asks.key], context))
        for asks in terms.QUESTIONS
        if asks.key in answers
    )


def _end(valid: Agreement) -> Iterator[Said]:
    """How it ends, where the lines don't say so."""
    its = valid.terms
    if its.duration is Duration.TRIAL:
        yield Said(TRIAL_ENDS)
    elif valid.ends_on and not its.until:
        yield say(flow.LINE, name=Said(terms.UNTIL.name), answer=Day(valid.ends_on))
