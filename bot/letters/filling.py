"""Noting on a letter's card what it is about, from whom, by when, and what is to be done: one part
at a time, by either of the two. The other one sees it too.
"""

from collections.abc import Callable

from bot.agreements import answering
from bot.agreements.pairs import Pair
from bot.conversation import cards, flow, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Card
from bot.conversation.flow import Flow
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.letters import card, crossing, gate, legal, news, store
from bot.letters.crossing import LEAVE_EMPTY, PART, SAW, THEIRS, WHICH
from bot.letters.deadlines import Deadline
from bot.letters.kinds import Kind
from bot.letters.store import Letter, Part
from bot.people import menu, telling
from bot.storage import forms, outbox

FORM = "letter_card"
DAYS_BACK = 365
"""Letters are often opened late."""

WHICH_KIND = text("letters.which_kind", "What is the letter about?")
WHO_SENT = text(
    "letters.who_sent", "Who sent the letter? Please write it as it stands at the top of it."
)
BY_WHEN = text("letters.by_when", "By which day does something have to be done?")
WHAT_NEXT = text("letters.what_next", "What is the next step?")
TITLE = text("letters.card_title", "The card of a letter")


async def ask(this: turn.Turn) -> turn.Reply:
    """The form for one part; `about` is the letter and the part: "17.sender"."""
    number, _, part = this.about.partition(".")
    its, letter = await gate.letter(this, number)
    if part not in [*Part]:
        raise turn.NotYours(Said(turn.GONE))
    if letter.version != this.version:
        return outdated(this, its, letter)
    if await gate.thread(this, its) is None:
        return turn.Reply((gate.paused(its),))
    await _close_other(this, letter, part)
    answers = {PART: part, SAW: letter.answer(Part(part))}
    return turn.Reply(then=FORM, about=str(letter.id), answers=answers)


def outdated(this: turn.Turn, its: Pair, letter: Letter) -> turn.Reply:
    """An old button does nothing but show what is current."""
    current = card.of(its, letter, this.context.reader)
    return turn.Reply((cards.card(Said(answering.NEWER)), current))


async def _close_other(this: turn.Turn, letter: Letter, part: str) -> None:
    """Whoever wants to note another part than the one that is asked for has left that one."""
    open_one = await _open(this, letter)
    if open_one is None or open_one.answers.get(PART) == part:
        return
    if open_one.asked is not None:
        bare = cards.pack(flow.bare(LETTER_CARD, open_one))
        await outbox.edit(this.work, this.person, bare, row=open_one.asked)
    await forms.drop(this.work, this.person, open_one.flow)


async def _open(this: turn.Turn, letter: Letter) -> forms.Form | None:
    name = forms.name(FORM, str(letter.id))
    found = await forms.open_forms(this.work, this.person)
    return next((form for form in found if form.flow == name), None)


async def noted(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Both see the card as it is now; what the other one has noted meanwhile as another part stays,
    and as the same part is asked about."""
    try:
        its, letter = await gate.letter(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    if await gate.thread(this, its) is None:
        return turn.Reply((gate.paused(its),))
    form = await _open(this, letter)
    beside = form.answers if form else {}
    part = next(part for part in Part if part in answers)
    mine = answers[WHICH]["answer"] if WHICH in answers else answers[part]
    stands = letter.answer(part)
    if stands is not None and crossing.is_crossed(beside, stands, mine):
        return await _asked(this, its, letter, part, answers[part])
    return turn.Reply(await _written(this, its, letter, part, mine), in_place=True)


async def _written(
    this: turn.Turn, its: Pair, letter: Letter, part: Part, answer: str | None
) -> tuple[Card, ...]:
    """The card with the part changed, which the other one is told of too; and who gives advice,
    once it is a matter for them."""
    if answer == letter.answer(part):
        return (card.of(its, letter, this.context.reader),)
    await store.change(this.work, letter.id, part, answer)
    now, today = await store.get(this.work, letter.id), this.context.reader.today
    await news.of_note(this, its, now)
    own = card.of(its, now, this.context.reader)
    if legal.reasons(letter, today) or not legal.reasons(now, today):
        return (own,)
    advice = legal.advice(this.town)
    await telling.tell(this.work, its.partner, advice)
    return own, advice


async def _asked(
    this: turn.Turn, its: Pair, letter: Letter, part: Part, mine: str | None
) -> turn.Reply:
    """Which is right: what the other one has noted meanwhile, or what this one says."""
    theirs = letter.answer(part) or ""
    stands = crossing.counts(part, mine, theirs)
    await _written(this, its, letter, part, stands)
    earlier = (Said(crossing.EARLIER_COUNTS),) if part is Part.DEADLINE and mine else ()
    meanwhile = say(crossing.MEANWHILE, name=its.name, theirs=card.shown(part, theirs))
    answers = {PART: part, part: mine, THEIRS: theirs, SAW: stands}
    says = (cards.card(meanwhile, *earlier),)
    return turn.Reply(says, then=FORM, about=str(letter.id), answers=answers)


def _is_asked(part: Part) -> Callable[[Answers], bool]:
    """Whether a form is about this part."""
    return lambda answers: answers.get(PART, part) == part


LETTER_CARD = Flow(
    FORM,
    (
        Choose(
            Part.KIND,
            WHICH_KIND,
            Kind,
            name=card.KIND,
            optional=True,
            skip=LEAVE_EMPTY,
            when=_is_asked(Part.KIND),
        ),
        Write(
            Part.SENDER,
            WHO_SENT,
            100,
            name=card.SENDER,
            optional=True,
            skip=LEAVE_EMPTY,
            when=_is_asked(Part.SENDER),
        ),
        Deadline(
            Part.DEADLINE,
            BY_WHEN,
            earliest=-DAYS_BACK,
            name=card.DEADLINE,
            optional=True,
            skip=LEAVE_EMPTY,
            when=_is_asked(Part.DEADLINE),
        ),
        Write(
            Part.NEXT_STEP,
            WHAT_NEXT,
            300,
            has_lines=True,
            name=card.NEXT_STEP,
            optional=True,
            skip=LEAVE_EMPTY,
            when=_is_asked(Part.NEXT_STEP),
        ),
        crossing.QUESTION,
    ),
    done=noted,
    title=TITLE,
    is_mentioned=False,
)
