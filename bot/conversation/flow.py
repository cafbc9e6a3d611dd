"""A flow is a form: questions in order, and what its answers do. Here is which question is open and
how it is asked; `steps` has what an answer comes to. Pure.

Where a person stands isn't kept but follows from the answers: it is the first visible question
without one. So a question can be added even for those in the middle of the form. Back, skip,
change, leaving and coming back are here for every flow; none is written in any flow.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from bot import i18n
from bot.conversation import asking, cards, reading
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard, Question
from bot.conversation.cards import Button, Card
from bot.conversation.values import Count, Said, Value, say
from bot.i18n import text
from bot.storage.forms import Form

if TYPE_CHECKING:
    from bot.conversation.turn import Reply, Turn

ASKED = text("conversation.asked", "<b>{step}/{steps}</b> {question}")
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
ASK_A_PERSON = text("conversation.ask_a_person", "Ask a person")
CHANGE_WHAT = text("conversation.change_what", "What would you like to change?")
PLEASE_PRESS = text("conversation.please_press", "Please press one of the buttons.")


@dataclass(frozen=True)
class Review(Question):
    """The last look before sending: every answer, each of which can be changed. `send` is the
    button that ends the form."""

    send: i18n.Text = SEND

    def rows(self, draft: Answers, context: Context) -> tuple[cards.Row, ...]:
        return cards.column(
            Button(Said(self.send), ".send", style="success"),
            Button(Said(CHANGE), ".change"),
            Button(Said(NOT_NOW), ".leave"),
        )

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value == ".send":
            return Answer(True)
        return Draft({**draft, "changing": True}) if value == ".change" else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = {
            press: asking.texts_of(Said(label), context)
            for press, label in ((".send", self.send), (".change", CHANGE))
        }
        pressed = reading.choice(words, labels)
        heard = self.pressed(pressed, draft, context) if pressed else None
        return heard or Again(say(PLEASE_PRESS))

    def shown(self, answer: Any, context: Context) -> Value:
        return Said(self.send)


Done: TypeAlias = Callable[["Turn", Answers], Awaitable["Reply"]]
Check: TypeAlias = Callable[[Answers, Context], Again | None]


@dataclass(frozen=True)
class Flow:
    """A form. `done` writes what the answers ask for and says so; `opening` is said once at the
    start; `title` names it where it can be taken up again; `dropped` is said when it
    is left for good, where "nothing is kept" would be wrong; `person` names the action by which a
    person is asked, offered where an answer isn't understood. The title of one that `is_private`
    isn't said unasked: others may see the phone; one that isn't to be mentioned was only a
    question, and whoever left it open meant that. `check` says why the answers so far don't go
    together; the latest is then asked for again, or at the end the one it names."""

    name: str
    questions: tuple[Question, ...]
    done: Done
    title: i18n.Text
    opening: i18n.Text | None = None
    dropped: i18n.Text | None = None
    person: str = ""
    is_private: bool = False
    is_mentioned: bool = True
    check: Check | None = None


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
    begun = question.begun(form.answers) if question else {}
    return replace(form, turn=form.turn + ("at" in form.draft), draft={"at": key, **begun})


def at_question(form: Form) -> Form:
    """The form with its question in sight: nobody is leaving or choosing what to change."""
    rest = {key: kept for key, kept in form.draft.items() if key not in ("leaving", "changing")}
    return replace(form, draft=rest)


@dataclass(frozen=True)
class Outdated:
    """An answer that no longer holds, and what is said when it is asked for again."""

    key: str
    again: Again


def outdated(flow: Flow, answers: Answers, context: Context) -> Outdated | None:
    """The first answer that held when it was given and doesn't now."""
    for question in visible(flow, answers):
        answer = answers.get(question.key)
        again = None if answer is None else question.outdated(answer, context)
        if again is not None:
            return Outdated(question.key, again)
    return None


def without(form: Form, key: str) -> Form:
    """The form without an answer, so that it is asked for."""
    answers = {other: answer for other, answer in form.answers.items() if other != key}
    return replace(form, turn=form.turn + 1, answers=answers, draft={})


def card_of(
    flow: Flow, form: Form, context: Context, again: Again | None = None, *, is_first: bool = False
) -> Card:
    """The open question as a message. Raises ValueError when all is answered."""
    question = current(flow, form.answers)
    if question is None:
        raise ValueError(f"{flow.name} has no open question")
    why = (again.why, None) if again else ()
    if form.draft.get("leaving"):
        return Card((*why, Said(LEAVING)), _owned(form, LEAVING_ROWS))
    if form.draft.get("changing"):
        return Card((*why, Said(CHANGE_WHAT)), _owned(form, changing_rows(flow, form)))
    opening = (Said(flow.opening), None) if flow.opening and is_first else ()
    nearest = tuple(Button(label, value) for value, label in (again.choices if again else ()))
    rows = (*cards.column(*nearest), *_without(nearest, question.rows(form.draft, context)))
    heard = None if again else question.heard(form.draft, context)
    understood = (heard, None) if heard else ()
    lines = (*opening, *why, *understood, *_lines(flow, form, question, context))
    ends = () if isinstance(question, Review) else _controls(flow, form, question)
    if again and flow.person:
        ends = (*ends, *cards.column(Button(Said(ASK_A_PERSON), cards.action(flow.person))))
    return Card(lines, _owned(form, (*rows, *ends)))


def _without(shown_already: tuple[Button, ...], rows: tuple[cards.Row, ...]) -> list[cards.Row]:
    """The rows without buttons that stand above them; a grid stays whole."""
    presses = {button.press for button in shown_already}
    return [row for row in rows if row.is_grid or presses.isdisjoint(b.press for b in row.buttons)]


def _lines(flow: Flow, form: Form, question: Question, context: Context) -> tuple[Said | None, ...]:
    if isinstance(question, Review):
        return (Said(question.ask), None, *summary(flow, form.answers, context))
    asked = [q for q in visible(flow, form.answers) if not isinstance(q, Review)]
    step, steps = asked.index(question) + 1, len(asked)
    if steps == 1:
        return (Said(question.ask),)
    return (say(ASKED, step=Count(step), steps=Count(steps), question=Said(question.ask)),)


def summary(flow: Flow, answers: Answers, context: Context) -> tuple[Said, ...]:
    """A line for each answer, as the review and "my data" show them."""
    return tuple(
        say(LINE, name=Said(question.name), answer=shown(question, answers[question.key], context))
        for question in visible(flow, answers)
        if not isinstance(question, Review) and question.key in answers
    )


def shown(question: Question, answer: Any, context: Context) -> Value:
    if answer is None:
        return Said(question.skip or asking.NO_ANSWER)
    return question.shown(answer, context)


def _controls(flow: Flow, form: Form, question: Question) -> tuple[cards.Row, ...]:
    skip = (Button(Said(question.skip or SKIP), ".skip"),) if question.optional else ()
    if "was" in form.draft:
        return cards.column(*skip, Button(Said(KEEP_AS_IT_WAS), ".back"))
    is_first = before(flow, form, question) is None
    back = () if is_first else (Button(Said(BACK), ".back"),)
    return (*cards.column(*skip), cards.row(*back, Button(Said(LEAVE), ".leave")))


LEAVING_ROWS = cards.column(
    Button(Said(STAY), ".stay", style="primary"),
    Button(Said(KEEP), ".keep"),
    Button(Said(DROP), ".drop", style="danger"),
)


def before(flow: Flow, form: Form, question: Question) -> Question | None:
    questions_shown = visible(flow, form.answers)
    earlier = questions_shown[: questions_shown.index(question)]
    return earlier[-1] if earlier else None


def changing_rows(flow: Flow, form: Form) -> tuple[cards.Row, ...]:
    buttons = (
        Button(Said(question.name), f".c.{question.key}")
        for question in visible(flow, form.answers)
        if question.key in form.answers
    )
    return cards.column(*buttons, Button(Said(BACK), ".stay"))


def _is_own(button: Button) -> bool:
    """Whether a button answers the form, and doesn't stand for a fact or a page."""
    is_action = button.press.startswith(f"{cards.ACTION}:")
    return not (button.url or button.press == cards.INERT or is_action)


def _owned(form: Form, rows: tuple[cards.Row, ...]) -> tuple[cards.Row, ...]:
    """The rows with bare values made presses of this form's turn."""
    return tuple(
        replace(
            row,
            buttons=tuple(
                replace(button, press=f"{form.flow}:{form.turn}:{button.press}")
                if _is_own(button)
                else button
                for button in row.buttons
            ),
        )
        for row in rows
    )


def bare(flow: Flow, form: Form) -> Card:
    """The open question without its buttons, for when it is asked again further down."""
    question = current(flow, form.answers)
    return cards.card(Said(question.ask if question else flow.title))
