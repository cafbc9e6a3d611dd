"""A flow is a form: questions in order, and what its answers do. Pure: what is open, what is said,
what an answer means. Where a person stands isn't kept but follows from the answers: it is the first
visible question without one. So a question can be added even for those in the middle of the form.

Back, skip, change, leaving and coming back are here for every flow; none is written in any flow.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from bot import i18n
from bot.conversation import cards, questions, reading
from bot.conversation.cards import Button, Card
from bot.conversation.questions import Again, Answer, Answers, Context, Draft, Heard, Question
from bot.conversation.values import Count, Said, Value, say
from bot.i18n import text
from bot.storage.forms import Form

if TYPE_CHECKING:
    from bot.conversation.turn import Reply, Turn

ASKED = text("conversation.asked", "<b>{step}/{steps}</b> {question}")
ANSWERED = text("conversation.answered", "{question}\n<b>{answer}</b> ✓")
LINE = text("conversation.line", "{name}: <b>{answer}</b>")
BACK = text("conversation.back", "Back")
SKIP = text("conversation.skip", "Skip this question")
# Translators: leave the form; what happens with the answers is asked next.
LEAVE = text("conversation.leave", "Stop here")
KEEP_AS_IT_WAS = text("conversation.keep_as_it_was", "Keep what I had")
LEAVING = text(
    "conversation.leaving", "Shall I keep what you have written, so that you can go on later?"
)
KEEP = text("conversation.keep", "Yes, keep it for later")
DROP = text("conversation.drop", "No, delete it")
STAY = text("conversation.stay", "Go on now")
SEND = text("conversation.send", "Yes, send it")
CHANGE = text("conversation.change", "Change something")
NOT_NOW = text("conversation.not_now", "Not now")
CHANGE_WHAT = text("conversation.change_what", "What would you like to change?")
PLEASE_PRESS = text("conversation.please_press", "Please press one of the buttons.")


@dataclass(frozen=True)
class Review(Question):
    """The last look before sending: every answer, each of which can be changed."""

    def rows(self, draft: Answers, context: Context) -> tuple[cards.Row, ...]:
        return cards.column(
            Button(Said(SEND), ".send", style="success"),
            Button(Said(CHANGE), ".change"),
            Button(Said(NOT_NOW), ".leave"),
        )

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value == ".send":
            return Answer(True)
        return Draft({**draft, "changing": True}) if value == ".change" else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = {
            press: questions.texts_of(Said(label), context)
            for press, label in ((".send", SEND), (".change", CHANGE))
        }
        pressed = reading.choice(words, labels)
        heard = self.pressed(pressed, draft, context) if pressed else None
        return heard or Again(say(PLEASE_PRESS))

    def shown(self, answer: Any, context: Context) -> Value:
        return Said(SEND)


Done: TypeAlias = Callable[["Turn", Answers], Awaitable["Reply"]]


@dataclass(frozen=True)
class Flow:
    """A form. `done` writes what the answers ask for and says so; `opening` is said once at the
    start; `title` names it where it can be taken up again."""

    name: str
    questions: tuple[Question, ...]
    done: Done
    title: i18n.Text
    opening: i18n.Text | None = None


# What a press or words came to.


@dataclass(frozen=True)
class Stale:
    """What was said belongs to a question that is no longer open."""


@dataclass(frozen=True)
class Redrawn:
    """The same question, with more ticked, another month or page."""

    form: Form


@dataclass(frozen=True)
class Asked:
    """The same question is asked anew, after a sentence that says why."""

    form: Form
    again: Again


@dataclass(frozen=True)
class Moved:
    """On to another question; `closed` is what the answered one looks like from now on."""

    form: Form
    closed: Card


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


Step: TypeAlias = Stale | Redrawn | Asked | Moved | Finished | Kept | Dropped


def visible(flow: Flow, answers: Answers) -> tuple[Question, ...]:
    """The questions these answers call for, in order."""
    return tuple(question for question in flow.questions if question.when(answers))


def without_hidden(flow: Flow, answers: Answers) -> dict[str, Any]:
    seen = {question.key for question in visible(flow, answers)}
    return {key: answer for key, answer in answers.items() if key in seen}


def current(flow: Flow, answers: Answers) -> Question | None:
    """The open question; None when all is answered."""
    return next((q for q in visible(flow, answers) if q.key not in answers), None)


def opened(flow: Flow, form: Form) -> Form:
    """The form with its draft made ready for the open question. If that isn't the one that was
    asked, since the program has changed in between, the old one's buttons become old."""
    question = current(flow, form.answers)
    key = question.key if question else ""
    if form.draft.get("at") == key:
        return form
    return replace(form, turn=form.turn + ("at" in form.draft), draft={"at": key})


def card_of(
    flow: Flow, form: Form, context: Context, again: Again | None = None, *, is_first: bool = False
) -> Card:
    """The open question as a message. Raises ValueError when all is answered."""
    question = current(flow, form.answers)
    if question is None:
        raise ValueError(f"{flow.name} has no open question")
    why = (again.why, None) if again else ()
    if form.draft.get("leaving"):
        return Card((*why, Said(LEAVING)), _owned(flow, form, LEAVING_ROWS))
    if form.draft.get("changing"):
        return Card((*why, Said(CHANGE_WHAT)), _owned(flow, form, _changing(flow, form)))
    opening = (Said(flow.opening), None) if flow.opening and is_first else ()
    nearest = tuple(Button(label, value) for value, label in (again.choices if again else ()))
    rows = (*cards.column(*nearest), *question.rows(form.draft, context))
    lines = (*opening, *why, *_lines(flow, form, question, context))
    ends = () if isinstance(question, Review) else _controls(flow, form, question)
    return Card(lines, _owned(flow, form, (*rows, *ends)))


def _lines(flow: Flow, form: Form, question: Question, context: Context) -> tuple[Said | None, ...]:
    if isinstance(question, Review):
        return (Said(question.ask), None, *summary(flow, form.answers, context))
    asked = [q for q in visible(flow, form.answers) if not isinstance(q, Review)]
    step, steps = asked.index(question) + 1, len(asked)
    return (say(ASKED, step=Count(step), steps=Count(steps), question=Said(question.ask)),)


def summary(flow: Flow, answers: Answers, context: Context) -> tuple[Said, ...]:
    """A line for each answer, as the review and "my data" show them."""
    return tuple(
        say(LINE, name=Said(question.name), answer=_shown(question, answers[question.key], context))
        for question in visible(flow, answers)
        if not isinstance(question, Review) and question.key in answers
    )


def _shown(question: Question, answer: Any, context: Context) -> Value:
    if answer is None:
        return Said(question.skip or questions.NO_ANSWER)
    return question.shown(answer, context)


def _controls(flow: Flow, form: Form, question: Question) -> tuple[cards.Row, ...]:
    skip = (Button(Said(question.skip or SKIP), ".skip"),) if question.optional else ()
    if "was" in form.draft:
        return cards.column(*skip, Button(Said(KEEP_AS_IT_WAS), ".back"))
    is_first = _before(flow, form, question) is None
    back = () if is_first else (Button(Said(BACK), ".back"),)
    return (*cards.column(*skip), cards.row(*back, Button(Said(LEAVE), ".leave")))


LEAVING_ROWS = cards.column(
    Button(Said(STAY), ".stay", style="primary"),
    Button(Said(KEEP), ".keep"),
    Button(Said(DROP), ".drop", style="danger"),
)


def _changing(flow: Flow, form: Form) -> tuple[cards.Row, ...]:
    buttons = (
        Button(Said(question.name), f".c.{question.key}")
        for question in visible(flow, form.answers)
        if question.key in form.answers
    )
    return cards.column(*buttons, Button(Said(BACK), ".stay"))


def _owned(flow: Flow, form: Form, rows: tuple[cards.Row, ...]) -> tuple[cards.Row, ...]:
    """The rows with bare values made presses of this form's turn."""
    return tuple(
        replace(
            row,
            buttons=tuple(
                button
                if button.url or button.press == cards.INERT
                else replace(button, press=f"{flow.name}:{form.turn}:{button.press}")
                for button in row.buttons
            ),
        )
        for row in rows
    )


def press(flow: Flow, form: Form, turn: int, value: str, context: Context) -> Step:
    """What a pressed answer comes to."""
    question = current(flow, form.answers)
    if turn != form.turn or question is None or form.draft.get("at") != question.key:
        return Stale()
    if value.startswith("."):
        step = _control(flow, form, question, value, context)
        if step is not None:
            return step
    form = _at_question(form)
    heard = question.pressed(value, form.draft, context)
    return Stale() if heard is None else _heard(flow, form, question, heard, context)


def _at_question(form: Form) -> Form:
    """The form with its question in sight: nobody is leaving or choosing what to change."""
    rest = {key: kept for key, kept in form.draft.items() if key not in ("leaving", "changing")}
    return replace(form, draft=rest)


def words(flow: Flow, form: Form, typed: str, context: Context) -> Step:
    """What typed words come to where a question is open. The label of a button is a press."""
    question = current(flow, form.answers)
    if question is None or form.draft.get("at") != question.key:
        return Stale()
    if form.draft.get("leaving"):
        return _choice(flow, form, question, LEAVING_ROWS, typed, context)
    if form.draft.get("changing"):
        return _choice(flow, form, question, _changing(flow, form), typed, context)
    for label, value in _typable(form, question):
        spelled = map(reading.spellings, questions.texts_of(Said(label), context))
        if any(reading.fold(typed) in ways for ways in spelled):
            step = _control(flow, form, question, value, context)
            if step is not None:
                return step
    return _heard(flow, form, question, question.typed(typed, form.draft, context), context)


def _choice(
    flow: Flow,
    form: Form,
    question: Question,
    rows: tuple[cards.Row, ...],
    typed: str,
    context: Context,
) -> Step:
    """Which of these buttons the words stand for, where nothing else can be said."""
    labels = {b.press: questions.texts_of(b.label, context) for row in rows for b in row.buttons}
    value = reading.choice(typed, labels)
    step = _control(flow, form, question, value, context) if value else None
    return step or Asked(form, Again(say(PLEASE_PRESS)))


def _typable(form: Form, question: Question) -> Iterator[tuple[i18n.Text, str]]:
    """The labels that aren't an answer when they are typed, and what they do."""
    yield BACK, ".back"
    yield NOT_NOW if isinstance(question, Review) else LEAVE, ".leave"
    if question.optional:
        yield question.skip or SKIP, ".skip"
    if "was" in form.draft:
        yield KEEP_AS_IT_WAS, ".back"


def _heard(flow: Flow, form: Form, question: Question, heard: Heard, context: Context) -> Step:
    match heard:
        case Answer(value):
            return answered(flow, form, question, value, context)
        case Draft(draft):
            return Redrawn(replace(form, draft=draft))
        case Again():
            return Asked(form, heard)


def answered(
    flow: Flow, form: Form, question: Question, value: Any, context: Context
) -> Moved | Finished:
    answers = {**form.answers, question.key: value}
    answer = _shown(question, value, context)
    closed = cards.card(say(ANSWERED, question=Said(question.ask), answer=answer))
    if isinstance(question, Review):
        closed = cards.card(*summary(flow, form.answers, context))
    if current(flow, answers) is None:
        kept = without_hidden(flow, answers)
        return Finished({k: v for k, v in kept.items() if not _is_review(flow, k)}, closed)
    return Moved(_next(flow, form, answers), closed)


def _is_review(flow: Flow, key: str) -> bool:
    return any(isinstance(question, Review) and question.key == key for question in flow.questions)


def _next(flow: Flow, form: Form, answers: dict[str, Any]) -> Form:
    return opened(flow, replace(form, turn=form.turn + 1, answers=answers, draft={}))


def _control(
    flow: Flow, form: Form, question: Question, value: str, context: Context
) -> Step | None:
    match value.split("."):
        case ["", "skip"] if question.optional:
            return answered(flow, form, question, None, context)
        case ["", "back"]:
            return _back(flow, form, question)
        case ["", "leave"]:
            return Redrawn(replace(form, draft={**form.draft, "leaving": True}))
        case ["", "stay"]:
            return Redrawn(_at_question(form))
        case ["", "keep"] if form.draft.get("leaving"):
            return Kept(_at_question(form))
        case ["", "drop"] if form.draft.get("leaving"):
            return Dropped()
        case ["", "c", key] if isinstance(question, Review):
            return _change(flow, form, key)
    return None


def _before(flow: Flow, form: Form, question: Question) -> Question | None:
    questions_shown = visible(flow, form.answers)
    earlier = questions_shown[: questions_shown.index(question)]
    return earlier[-1] if earlier else None


def _back(flow: Flow, form: Form, question: Question) -> Step | None:
    """To the question before, with its answer ticked; or, while changing, to what it was."""
    if "was" in form.draft:
        answers = {**form.answers, question.key: form.draft["was"]}
        return Moved(_next(flow, form, answers), _bare(question))
    before = _before(flow, form, question)
    return _reopen(flow, form, before, question) if before else None


def _change(flow: Flow, form: Form, key: str) -> Step | None:
    """To a question that has an answer, which is kept in case it shall stay after all."""
    answered = (q for q in visible(flow, form.answers) if q.key in form.answers)
    question = next((q for q in answered if q.key == key), None)
    if question is None:
        return None
    moved = _reopen(flow, form, question, question)
    draft = {**moved.form.draft, "was": form.answers[key]}
    return Moved(replace(moved.form, draft=draft), cards.card(Said(CHANGE_WHAT)))


def _reopen(flow: Flow, form: Form, question: Question, leaves: Question) -> Moved:
    answers = {key: answer for key, answer in form.answers.items() if key != question.key}
    moved = _next(flow, form, answers)
    old = form.answers.get(question.key)
    draft = {"picked": old} if isinstance(old, list) else {}
    return Moved(replace(moved, draft={**moved.draft, **draft}), _bare(leaves))


def bare(flow: Flow, form: Form) -> Card:
    """The open question without its buttons, for when it is asked again further down."""
    question = current(flow, form.answers)
    return cards.card(Said(question.ask if question else flow.title))


def _bare(question: Question) -> Card:
    return cards.card(Said(question.ask))
