"""Every card a form can show in one language: all questions, buttons, pages and misunderstandings.

Pure: the forms' own engine is asked what each press and each odd word would come to.
"""

import enum
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import i18n
from bot.conversation import (
    asking,
    cards,
    flow,
    options,
    packing,
    places,
    planning,
    questions,
    steps,
)
from bot.conversation.asking import Answers, Context
from bot.conversation.cards import Card
from bot.conversation.flow import Flow
from bot.conversation.values import Said
from bot.letters import pages
from bot.meetings import homes
from bot.relay import compose
from bot.storage.forms import Form

ODD_WORDS = (
    "",
    "?!…",
    "qwertz",
    "5",
    "31.2.",
    "1.1.2020",
    "1.1.2099",
    "<b>&amp; a < b",
    "x" * 5000,
    "الكتابة هنا",
    "Tuesday",
)
STRANGE_NAMES = {
    False: "عبد الرحمن <b>بن</b> محمد & شركاؤه عبد الرحمن بن عبد العزيز",
    True: "Maximiliane-Henriette <i>von</i> & zu Hohenstein-Wolfenbüttel",
}
"""As long as a name may be, in the other direction, with what might be taken for markup."""


REFUSED: Mapping[str, tuple[Answers, ...]] = {
    "meeting": (
        {"occasion": "talk", "day": "2026-12-03", "time": "16:00", "length": {"until": "09:00"}},
    ),
    "other_times": (
        {
            "day": "2026-12-03",
            "time": "10:00",
            "more": "yes",
            "day2": "2026-12-03",
            "time2": "10:00",
        },
    ),
}
"""What a form finds no fault with until all of it is there."""
DIGIT = re.compile(r"\d")


class Manner(enum.Enum):
    """How a form is filled: to the brim and with the last of all options, or with the first ones,
    skipping what may be skipped, and with voice or picture where that is possible."""

    FULLY = "fully"
    BRIEFLY = "briefly"


@dataclass(frozen=True)
class Moment:
    """A card, where it was shown, and the words that pass over the screen with it. A caption stands
    below something that isn't text, and may be empty."""

    where: str
    card: Card | None
    toast: Said | None = None
    is_caption: bool = False


def content(moment: Moment) -> str:
    """What is said: moments are one that differ only in the numbers their buttons carry."""
    card, toast = moment.card, moment.toast
    packed = cards.pack(card) if card else {"rows": []}
    for _, buttons in packed["rows"]:
        for button in buttons:
            button[1] = DIGIT.sub("#", button[1])
    said = [packed, toast and packing.pack(toast), moment.is_caption]
    return json.dumps(said, sort_keys=True)


def strange_name(language: str) -> str:
    return STRANGE_NAMES[i18n.is_right_to_left(language)]


def long_words(language: str, most: int) -> str:
    """Own words that are as long as allowed, in several lines."""
    line = f"{strange_name(language)}\n"
    return (line * most)[:most].strip()


def presses(card: Card) -> list[str]:
    """The bare values of a form's buttons, or the whole data of a fact's."""
    found = [button.press for row in card.rows for button in row.buttons]
    return [press for press in found if press != cards.INERT]


def finishing(
    its_flow: Flow, begun: Form, context: Context, manner: Manner
) -> tuple[Form, steps.Finished]:
    """A form that was begun, filled as far as its last step, and that step."""
    form = flow.opened(its_flow, begun)
    while (question := flow.current(its_flow, form.answers)) is not None:
        old = flow.outdated(its_flow, form.answers, context)
        if old is not None:
            form = flow.opened(its_flow, flow.without(form, old.key))
            continue
        step = _answered(its_flow, form, question, context, manner)
        if isinstance(step, steps.Finished):
            return form, step
        assert isinstance(step, steps.Moved), f"{its_flow.name}.{question.key}: {step}"
        form = step.form
    raise AssertionError(f"{its_flow.name} has no open question")


def moments(its_flow: Flow, context: Context) -> Iterator[Moment]:
    yield from _refused(its_flow, context)
    for form in _forms(its_flow, context):
        question = flow.current(its_flow, form.answers)
        where = f"{its_flow.name}.{question.key if question else ''}"
        first = flow.card_of(its_flow, form, context, is_first=True)
        yield Moment(f"{where}, opening", first)
        yield Moment(f"{where}, bare", flow.bare(its_flow, form))
        changing = replace(form, draft={**form.draft, "was": None})
        yield Moment(f"{where}, while changing", flow.card_of(its_flow, changing, context))
        yield from _pressed(its_flow, form, context, where)
        for words in (*ODD_WORDS, *_doubtful(question, context)):
            step = steps.words(its_flow, form, words, context)
            yield from _after(its_flow, step, context, f"{where}, typed {words[:20]!r}")
        if isinstance(question, pages.Pages):
            yield from _odd_pages(its_flow, form, context, where)


def _doubtful(question: asking.Question | None, context: Context) -> tuple[str, ...]:
    """What is asked about before it is taken."""
    if not isinstance(question, places.Place) or question.doubt is None:
        return ()
    return i18n.pattern(homes.HOME_WORDS, context.reader.language).split("|")[0].strip(), "Bgrbuero"


def _refused(its_flow: Flow, context: Context) -> Iterator[Moment]:
    """Answers that don't fit each other: the last one is asked for again."""
    for answers in REFUSED.get(its_flow.name, ()):
        *known, last = answers
        again = its_flow.check(answers, context) if its_flow.check else None
        assert again is not None, f"{its_flow.name}: {answers}"
        form = flow.opened(its_flow, Form(its_flow.name, answers={k: answers[k] for k in known}))
        card = flow.card_of(its_flow, form, context, again)
        yield Moment(f"{its_flow.name}.{last}, refused", card, again.why)


def _with_pages(its_flow: Flow, form: Form, context: Context, count: int) -> Form:
    for number in range(count):
        step = steps.sent(its_flow, form, asking.Message(number, "photo"), context)
        assert isinstance(step, steps.Redrawn)
        form = step.form
    return form


def _odd_pages(its_flow: Flow, form: Form, context: Context, where: str) -> Iterator[Moment]:
    """Some pages, too many, and none."""
    full = _with_pages(its_flow, form, context, pages.MOST)
    for some in (_with_pages(its_flow, form, context, 1), full):
        yield Moment(f"{where}, with pages", flow.card_of(its_flow, some, context))
    all_there = asking.texts_of(Said(pages.THAT_IS_ALL), context)[0]
    for step in (
        steps.sent(its_flow, full, asking.Message(99, "photo"), context),
        steps.words(its_flow, form, all_there, context),
    ):
        assert isinstance(step, steps.AskedAgain)
        yield from _after(its_flow, step, context, f"{where}, {step.again.why.text.key}")


def _forms(its_flow: Flow, context: Context) -> Iterator[Form]:
    """The form at each of its questions."""
    form = flow.opened(its_flow, Form(its_flow.name))
    while (question := flow.current(its_flow, form.answers)) is not None:
        yield form
        step = _answered(its_flow, form, question, context, Manner.FULLY)
        if not isinstance(step, steps.Moved):
            return
        form = step.form


def _answered(
    its_flow: Flow, form: Form, question: asking.Question, context: Context, manner: Manner
) -> steps.Step:
    if isinstance(question, flow.Review):
        return steps.press(its_flow, form, form.turn, ".send", context)
    if isinstance(question, pages.Pages):
        with_a_page = _with_pages(its_flow, form, context, 1)
        return steps.press(its_flow, with_a_page, form.turn, options.FINISH, context)
    if manner is Manner.BRIEFLY:
        return _answered_briefly(its_flow, form, question, context)
    language = context.reader.language
    if isinstance(question, compose.Compose):
        return steps.words(its_flow, form, long_words(language, 4096), context)
    if isinstance(question, questions.Write):
        most = question.longest
        words = long_words(language, most) if question.has_lines else strange_name(language)[:most]
        return steps.words(its_flow, form, words, context)
    for ticked in _ticked(its_flow, form, context):
        form = ticked
    return _chosen(its_flow, form, context, is_last=True)


def _answered_briefly(
    its_flow: Flow, form: Form, question: asking.Question, context: Context
) -> steps.Step:
    for kind in ("photo", "voice"):
        said = asking.Message(1, kind, strange_name(context.reader.language), file="spoken")
        step = steps.sent(its_flow, form, said, context)
        if step is not None and not isinstance(step, steps.AskedAgain):
            return step
    if question.optional:
        return steps.press(its_flow, form, form.turn, ".skip", context)
    if isinstance(question, questions.Write):
        return steps.words(its_flow, form, "a", context)
    form = next(_ticked(its_flow, form, context), form)
    return _chosen(its_flow, form, context, is_last=False)


def _chosen(its_flow: Flow, form: Form, context: Context, *, is_last: bool) -> steps.Step:
    """The first or last button that leads on; what is ticked is done with."""
    bare = [press.split(":", 2)[2] for press in presses(flow.card_of(its_flow, form, context))]
    if options.FINISH in bare:
        return steps.press(its_flow, form, form.turn, options.FINISH, context)
    values = reversed(bare) if is_last else iter(bare)
    tried = (steps.press(its_flow, form, form.turn, value, context) for value in values)
    return next(step for step in tried if _is_on(step, form))


def _is_on(step: steps.Step, form: Form) -> bool:
    """Whether a step leads forward, with an answer more than before that isn't a skipped one; or to
    the end, where that was the last question."""
    if not isinstance(step, steps.Moved):
        return isinstance(step, steps.Finished)
    new = set(step.form.answers) - set(form.answers)
    return any(step.form.answers[key] is not None for key in new)


def _ticked(its_flow: Flow, form: Form, context: Context) -> Iterator[Form]:
    """The form with one box more ticked each time, until all are."""
    for press in presses(flow.card_of(its_flow, form, context)):
        value = press.split(":", 2)[2]
        step = steps.press(its_flow, form, form.turn, value, context)
        if value.startswith("+") and isinstance(step, steps.Redrawn):
            form = step.form
            yield form


def _pressed(its_flow: Flow, form: Form, context: Context, where: str) -> Iterator[Moment]:
    """Every button of the question; of days, and on its other pages, the first and the last."""
    question = flow.current(its_flow, form.answers)
    waiting, known = [form, *[*_ticked(its_flow, form, context)][-1:]], set[str]()
    while waiting:
        form = waiting.pop(0)
        shown = [press.split(":", 2)[2] for press in presses(flow.card_of(its_flow, form, context))]
        leading = [value for value in shown if value.startswith(".")]
        others = [value for value in shown if not value.startswith(".")]
        if known or isinstance(question, planning.Day):
            others = [*others[:1], *others[-1:]]
        for value in (*leading, *others):
            step = steps.press(its_flow, form, form.turn, value, context)
            if isinstance(step, steps.Stale):
                raise AssertionError(f"{where}: {value} is shown and means nothing")
            yield from _after(its_flow, step, context, f"{where}, pressed {value}")
            if isinstance(step, steps.Redrawn) and value.startswith("."):
                if _marked(step.form.draft) not in known:
                    waiting.append(step.form)
                known.add(_marked(step.form.draft))


def _marked(draft: Mapping[str, Any]) -> str:
    return json.dumps(draft, sort_keys=True)


def _after(its_flow: Flow, step: steps.Step, context: Context, where: str) -> Iterator[Moment]:
    match step:
        case steps.Redrawn(form):
            yield Moment(where, flow.card_of(its_flow, form, context))
        case steps.AskedAgain(form, again):
            yield Moment(where, flow.card_of(its_flow, form, context, again), again.why)
        case steps.Moved(form, closed, again):
            yield Moment(f"{where}, closed", closed)
            yield Moment(f"{where}, next", flow.card_of(its_flow, form, context, again))
        case steps.Finished(_, closed):
            yield Moment(f"{where}, closed", closed)
        case steps.Stale() | steps.Kept() | steps.Dropped():
            pass
