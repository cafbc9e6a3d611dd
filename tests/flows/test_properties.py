"""Whatever is pressed and typed, in whatever order: nothing breaks, nothing is lost, and nothing
invalid is kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot import i18n
from bot.conversation import asking, cards, flow, options, questions, steps, week_words
from bot.conversation.asking import Question
from bot.conversation.flow import Flow, Review
from bot.conversation.places import Place
from bot.conversation.planning import Day, Time
from bot.conversation.questions import Choose, ChooseMany, Number, Write
from bot.conversation.week import Grid
from bot.needs.flow import ASK_FOR_A_BUDDY
from bot.telegram import screens
from tests.flows import talk
from tests.flows.talk import Talk
from tests.flows.test_questions import EVERY_KIND

ONE_OF_EACH = Flow(
    "each",
    (*EVERY_KIND, Review("review", flow.CHANGE, name=flow.CHANGE)),
    done=talk.nothing,
    title=flow.CHANGE,
)
FLOWS = pytest.mark.parametrize("form", [ASK_FOR_A_BUDDY, ONE_OF_EACH], ids=lambda form: form.name)

WORDS = st.one_of(
    st.sampled_from(
        [
            "Back",
            "Stop here",
            "Skip this question",
            "Done",
            "Any time",
            "Yes, send it",
            "5",
            "3.12.",
            "31 February",
            "yesterday",
            "Tuesday morning",
            "9:30",
            "Arabic, Italian",
            "Hafen",
            "Keep what I had",
            "German",
            "no",
            "<b>&",
            "\u202e",
            "x" * 5000,
            "",
            "/",
            "تخطي",
            "٣",
        ]
    ),
    st.text(max_size=30),
)
VALUES = st.one_of(
    st.sampled_from(
        [
            ".back",
            ".skip",
            ".leave",
            ".stay",
            ".keep",
            ".drop",
            ".done",
            ".send",
            ".change",
            ".p9",
            ".m9999-12",
            ".m0001-01",
            ".c.name",
            ".c.review",
            ".search",
            "+any",
            "+de",
            "+unsure",
            "2026-11-23",
            "9999-12-31",
            "o",
            "2500",
            "+9m",
            "-1m",
            ".c.office_by",
            "+office",
        ]
    ),
    st.text(max_size=12),
)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.integers(0, 60)),
        st.tuples(st.just("press"), st.integers(0, 3)),
        st.tuples(st.just("type"), WORDS),
        st.tuples(st.just("forge"), VALUES),
        st.tuples(st.just("old"), st.integers(0, 60)),
        st.tuples(st.just("speak"), st.sampled_from(i18n.shipped())),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    max_size=30,
)


ANSWERS: Mapping[str, Any] = {
    "name": "Amal",
    "languages": ["ar", "it"],
    "district": "hafen",
    "household": "alone",
    "german": "some",
    "free": ["1a", "1m"],
    "wish": None,
    "needs": ["office", "letters", "work"],
    "office_by": "2026-12-03",
    "letters_by": None,
    "work_by": "2027-10-01",
    "words": None,
}


def begun(form: Flow, known: int) -> Talk:
    """A talk in which some of the questions are answered already."""
    who = Talk(form)
    first = [q for q in form.questions[:known] if q.optional or ANSWERS.get(q.key) is not None]
    answers = {question.key: ANSWERS[question.key] for question in first}
    who.form = flow.opened(form, replace(who.form, turn=known, answers=answers, draft={}))
    return who


def act(who: Talk, seen: list[str], kind: str, what: Any) -> str:
    """Do it; returns the value that was pressed, or "typed"."""
    presses = talk.pressable(who.card)
    match kind:
        case "press":
            seen.append(presses[what % len(presses)])
            return presses_value(who, seen[-1])
        case "old" if seen:
            return presses_value(who, seen[what % len(seen)])
        case "type":
            who.types(what)
            return "typed"
        case "forge":
            who.forges(what)
            return str(what)
        case "speak":
            who.speaks(what)
        case "wait":
            later = who.context.reader.now + timedelta(days=what)
            who.context = talk.context(who.context.reader.language, later)
    return ""


@FLOWS
@settings(max_examples=60, deadline=None)
@given(known=st.integers(0, len(ANSWERS)), actions=ACTIONS)
def test_whatever_happens_answers_stay_and_stay_valid(
    form: Flow, known: int, actions: list[tuple[str, Any]]
) -> None:
    who, seen = begun(form, known), list[str]()
    for kind, what in actions:
        before, question = dict(who.answers), who.open
        value = act(who, seen, kind, what)
        if who.is_over:
            event(type(who.step).__name__)
            break
        assert_nothing_lost(before, who.answers, value, question)
        assert_valid(form, who.answers)
    if isinstance(who.step, steps.Finished):
        assert_complete(form, who.step.answers)


@FLOWS
@settings(max_examples=25, deadline=None)
@given(known=st.integers(0, len(ANSWERS)), actions=ACTIONS)
def test_whatever_happens_the_card_can_be_shown(
    form: Flow, known: int, actions: list[tuple[str, Any]]
) -> None:
    who, seen = begun(form, known), list[str]()
    for kind, what in actions:
        act(who, seen, kind, what)
        if who.is_over:
            break
        assert_shown(who)


def presses_value(who: Talk, press: str) -> str:
    who.press(press)
    return press.split(":", 2)[2]


def assert_nothing_lost(
    before: Mapping[str, Any], after: Mapping[str, Any], value: str, question: str
) -> None:
    """Going back and changing forget one answer; everything else forgets none."""
    lost = set(before) - set(after)
    changed = {key for key in before if key in after and before[key] != after[key]}
    goes_back = value == ".back" or value.startswith(".c.") or value == "typed"
    assert len(lost) <= goes_back
    assert not changed
    assert set(after) - set(before) <= {question}


def assert_valid(form: Flow, answers: Mapping[str, Any]) -> None:
    for question in form.questions:
        if question.key in answers:
            answer = answers[question.key]
            assert question.optional if answer is None else is_valid(question, answer)


def assert_complete(form: Flow, answers: Mapping[str, Any]) -> None:
    asked = [q.key for q in flow.visible(form, answers) if not isinstance(q, Review)]
    assert sorted(answers) == sorted(asked)
    assert_valid(form, answers)


def assert_shown(who: Talk) -> None:
    for language in i18n.shipped():
        reader = talk.context(language, who.context.reader.now).reader
        screen = screens.screen(who.card, reader, ())
        assert screen.text.strip()
        assert screens.units(screen.text) <= screens.MOST_UNITS
        assert screen.inline is not None
        buttons = [button for row in screen.inline.inline_keyboard for button in row]
        assert len(buttons) <= 100
        assert all(len(row) <= 8 for row in screen.inline.inline_keyboard)
        for button in buttons:
            assert button.text.strip()
            assert len(str(button.callback_data).encode()) <= cards.MOST_BYTES


def is_valid(question: Question, answer: Any) -> bool:
    who = talk.context()
    match question:
        case Choose():
            code, words = questions.chosen(answer)
            is_own = code == question.own_words and words == asking.clean(words or "")
            return is_own if words else code in codes(question.options)
        case ChooseMany():
            is_alone = answer == [question.alone] or question.alone not in answer
            return bool(answer) and len(set(answer)) == len(answer) and is_alone
        case Grid():
            return (
                bool(answer) and set(answer) <= week_words.SLOTS and answer == sorted(set(answer))
            )
        case Write():
            cleaned = asking.clean(answer, has_lines=question.has_lines)
            return cleaned == answer and len(answer) in range(1, question.longest + 1)
        case Number():
            return answer in range(question.low, question.high + 1)
        case Day():
            return date.fromisoformat(answer) >= who.reader.today
        case Time():
            return time.fromisoformat(answer).second == 0
        case Place():
            known = {option.code for option in question.offices(who)}
            return "words" in answer or answer["office"] in known
        case Review():
            return answer is True
    raise AssertionError(f"how is {question} valid?")


def codes(offered: options.Options) -> set[str]:
    return {option.code for option in options.options_of(offered, talk.context())}
