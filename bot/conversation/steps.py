"""What a press or typed words come to where a form is open. Pure: a step says what the form is like
now and what is to be shown; the dialogue writes it down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot import i18n
from bot.conversation import asking, cards, flow, reading
from bot.conversation.asking import Again, Answer, Context, Draft, Heard, Question
from bot.conversation.cards import Card
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Listed, Said, Value, say
from bot.i18n import text
from bot.storage.forms import Form

NO_WORDS = text(
    # Translators: what people type who have nothing to say to an optional question, separated by |.
    "conversation.no_words",
    "no | no thanks | none | nothing | skip | I don't know | no idea",
)
ANSWERED = text("conversation.answered", "{question}\n<b>{answer}</b> ✓")
# Translators: the answer begins on a line of its own, with a dash.
ANSWERED_LIST = text("conversation.answered_list", "{question} ✓<b>{answer}</b>")


@dataclass(frozen=True)
class Stale:
    """What was said belongs to a question that is no longer open."""


@dataclass(frozen=True)
class Redrawn:
    """The same question, with more ticked, another month or page; where it was asked last, if more
    came `together` with what was answered there."""

    form: Form
    together: bool = False


@dataclass(frozen=True)
class AskedAgain:
    """The same question is asked anew, after a sentence that says why."""

    form: Form
    again: Again


@dataclass(frozen=True)
class Moved:
    """On to another question; `closed` is what the answered one looks like from now on. Where it
    was answered before, `again` says why it is asked once more."""

    form: Form
    closed: Card
    again: Again | None = None


@dataclass(frozen=True)
class Finished:
    """All is answered."""

    answers: dict[str, Any]
    closed: Card


@dataclass(frozen=True)
class Kept:
    """Left for later."""

    form: Form


@dataclass(frozen=True)
class Dropped:
    """Left, and nothing is kept."""


Step: TypeAlias = Stale | Redrawn | AskedAgain | Moved | Finished | Kept | Dropped


def press(its: Flow, form: Form, turn: int, value: str, context: Context) -> Step:
    """What a pressed answer comes to."""
    question = flow.current(its, form.answers)
    if turn != form.turn or question is None or form.draft.get("at") != question.key:
        return Stale()
    if value.startswith("."):
        step = _control(its, form, question, value, context)
        if step is not None:
            return step
    form = flow.at_question(form)
    heard = question.pressed(value, form.draft, context)
    return Stale() if heard is None else _heard(its, form, question, heard, context)


def words(
    its: Flow,
    form: Form,
    typed: str,
    context: Context,
    message: asking.Message | None = None,
) -> Step:
    """What typed words come to where a question is open. The label of a button is a press; a
    question that takes whole messages gets the `message`."""
    question = flow.current(its, form.answers)
    if question is None or form.draft.get("at") != question.key:
        return Stale()
    if form.draft.get("leaving"):
        return _choice(its, form, question, flow.LEAVING_ROWS, typed, context)
    if form.draft.get("changing"):
        return _choice(its, form, question, flow.changing_rows(its, form), typed, context)
    for label, value in _typable(form, question):
        if asking.is_label(typed, Said(label), context):
            step = _control(its, form, question, value, context)
            if step is not None:
                return step
    if question.optional and reading.fold(typed) in _refusals(context):
        return answered(its, form, question, None, context)
    heard = question.sent(message, form.draft, context) if message else None
    heard = heard or question.typed(typed, form.draft, context)
    return _heard(its, form, question, heard, context)


def sent(its: Flow, form: Form, message: asking.Message, context: Context) -> Step | None:
    """What something comes to that isn't text; None where the open question takes text only."""
    question = flow.current(its, form.answers)
    if question is None or form.draft.get("at") != question.key or form.draft.get("leaving"):
        return None
    heard = question.sent(message, form.draft, context)
    return None if heard is None else _heard(its, form, question, heard, context)


def _refusals(context: Context) -> set[str]:
    return {reading.fold(words) for words in asking.listed(NO_WORDS, context)}


def _choice(
    its: Flow,
    form: Form,
    question: Question,
    rows: tuple[cards.Row, ...],
    typed: str,
    context: Context,
) -> Step:
    """Which of these buttons the words stand for, where nothing else can be said."""
    labels = {b.press: asking.texts_of(b.label, context) for row in rows for b in row.buttons}
    value = reading.choice(typed, labels)
    step = _control(its, form, question, value, context) if value else None
    return step or AskedAgain(form, Again(say(flow.PLEASE_PRESS)))


def _typable(form: Form, question: Question) -> Iterator[tuple[i18n.Text, str]]:
    """The labels that aren't an answer when they are typed, and what they do."""
    yield flow.BACK, ".back"
    yield flow.NOT_NOW if isinstance(question, Review) else flow.LEAVE, ".leave"
    if question.optional:
        yield question.skip or flow.SKIP, ".skip"
    if "was" in form.draft:
        yield flow.KEEP_AS_IT_WAS, ".back"


def _heard(its: Flow, form: Form, question: Question, heard: Heard, context: Context) -> Step:
    match heard:
        case Answer(value):
            return answered(its, form, question, value, context)
        case Draft(draft, together):
            return Redrawn(replace(form, draft=draft), together)
        case Again():
            return AskedAgain(form, _possible(its, form, question, heard, context))


def _possible(its: Flow, form: Form, question: Question, again: Again, context: Context) -> Again:
    """What may have been meant, without what the form wouldn't take; where that is all, why not."""
    if its.check is None or not again.choices:
        return again
    why_not, choices = again, list[tuple[str, Value]]()
    for value, label in again.choices:
        heard = question.pressed(value, form.draft, context)
        meant = {**form.answers, question.key: heard.value} if isinstance(heard, Answer) else None
        refused = its.check(meant, context) if meant else None
        if refused is None:
            choices.append((value, label))
        else:
            why_not = refused
    return replace(again, choices=tuple(choices)) if choices else why_not


def answered(
    its: Flow, form: Form, question: Question, value: Any, context: Context
) -> Moved | Finished | AskedAgain:
    answers = {**form.answers, question.key: value}
    again = its.check(answers, context) if its.check else None
    if again is not None and isinstance(question, Review) and _has(its, form, again.key):
        reopened = flow.opened(its, flow.without(form, again.key))
        return Moved(reopened, _bare(question), again)
    if again is not None:
        return AskedAgain(form, again)
    answer = flow.shown(question, value, context)
    answered_as = ANSWERED_LIST if isinstance(answer, Listed) else ANSWERED
    closed = cards.card(say(answered_as, question=Said(question.ask), answer=answer))
    if isinstance(question, Review) and flow.outdated(its, form.answers, context):
        return Moved(replace(form, turn=form.turn + 1), _bare(question))
    if isinstance(question, Review):
        closed = cards.card(*flow.summary(its, form.answers, context))
    if flow.current(its, answers) is None:
        kept = flow.without_hidden(its, answers)
        return Finished({k: v for k, v in kept.items() if not _is_review(its, k)}, closed)
    return Moved(_next(its, form, answers), closed)


def _has(its: Flow, form: Form, key: str) -> bool:
    return any(question.key == key for question in flow.visible(its, form.answers))


def _is_review(its: Flow, key: str) -> bool:
    return any(isinstance(question, Review) and question.key == key for question in its.questions)


def _next(its: Flow, form: Form, answers: dict[str, Any]) -> Form:
    return flow.opened(its, replace(form, turn=form.turn + 1, answers=answers, draft={}))


def _control(
    its: Flow, form: Form, question: Question, value: str, context: Context
) -> Step | None:
    match value.split("."):
        case ["", "skip"] if question.optional:
            return answered(its, form, question, None, context)
        case ["", "back"]:
            return _back(its, form, question)
        case ["", "leave"] if not form.answers and not form.draft.get("picked"):
            return Dropped()  # There is nothing to keep.
        case ["", "leave"]:
            return Redrawn(replace(form, draft={**form.draft, "leaving": True}))
        case ["", "stay"]:
            return Redrawn(flow.at_question(form))
        case ["", "keep"] if form.draft.get("leaving"):
            return Kept(flow.at_question(form))
        case ["", "drop"] if form.draft.get("leaving"):
            return Dropped()
        case ["", "c", key] if isinstance(question, Review):
            return _change(its, form, key)
    return None


def _back(its: Flow, form: Form, question: Question) -> Step | None:
    """To the question before, with its answer ticked; or, while changing, to what it was."""
    if "was" in form.draft:
        answers = {**form.answers, question.key: form.draft["was"]}
        return Moved(_next(its, form, answers), _bare(question))
    before = flow.before(its, form, question)
    return _reopen(its, form, before, question) if before else None


def _change(its: Flow, form: Form, key: str) -> Step | None:
    """To a question that has an answer, which is kept in case it shall stay after all."""
    answered = (q for q in flow.visible(its, form.answers) if q.key in form.answers)
    question = next((q for q in answered if q.key == key), None)
    if question is None:
        return None
    moved = _reopen(its, form, question, question)
    draft = {**moved.form.draft, "was": form.answers[key]}
    return Moved(replace(moved.form, draft=draft), cards.card(Said(flow.CHANGE_WHAT)))


def reopened(its: Flow, form: Form, key: str) -> Form:
    """The form with one of its answers asked for once more, ticked as it stands. Where nothing else
    is missing it may also stay as it was."""
    question = next(q for q in flow.visible(its, form.answers) if q.key == key)
    is_change = isinstance(flow.current(its, form.answers), Review)
    was = {"was": form.answers[key]} if is_change else {}
    new = _reopen(its, form, question, question).form
    return replace(new, draft={**new.draft, **was})


def _reopen(its: Flow, form: Form, question: Question, leaves: Question) -> Moved:
    answers = {key: answer for key, answer in form.answers.items() if key != question.key}
    moved = _next(its, form, answers)
    old = form.answers.get(question.key)
    draft = {"picked": old} if isinstance(old, list) else {}
    return Moved(replace(moved, draft={**moved.draft, **draft}), _bare(leaves))


def _bare(question: Question) -> Card:
    return cards.card(Said(question.ask))
