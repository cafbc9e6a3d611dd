"""The engine: where a person stands follows from the answers, and nothing said gets lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation import asking, cards, flow, options, steps
from bot.conversation.flow import Flow, Review
from bot.conversation.planning import Day
from bot.conversation.questions import Choose, ChooseMany, Write
from bot.conversation.steps import AskedAgain, Dropped, Finished, Kept, Moved, Redrawn, Stale
from bot.conversation.values import Said
from bot.i18n import Text
from bot.needs.store import Kind
from bot.newcomers.introduction import German
from bot.storage.forms import Form
from tests.flows import talk
from tests.flows.talk import Talk


def label(words: str) -> Text:
    return Text(f"tests.{words.lower().replace(' ', '_')}", words)


def wants_office(answers: asking.Answers) -> bool:
    return "office" in (answers.get("needs") or ())


NAME = Write("name", label("Your name"), 60, suggest=lambda c: c.telegram_name, name=label("Name"))
GERMAN = Choose("german", label("How much German"), German, name=label("German"))
NEEDS = ChooseMany("needs", label("What would help"), Kind, alone="unsure", name=label("Help with"))
OFFICE_BY = Day(
    "office_by",
    label("When at the office"),
    optional=True,
    skip=label("No date"),
    when=wants_office,
    name=label("Office on"),
)
WORDS = Write("words", label("Own words"), 600, optional=True, name=label("In your words"))
REVIEW = Review("review", label("All right"), name=label("All right"))
FORM = Flow(
    "form",
    (NAME, GERMAN, NEEDS, OFFICE_BY, WORDS, REVIEW),
    done=talk.nothing,
    title=label("A form"),
    opening=label("It takes three minutes"),
)


def without(key: str) -> Flow:
    return replace(FORM, questions=tuple(q for q in FORM.questions if q.key != key))


@pytest.fixture
def amal() -> Talk:
    """At the first question."""
    return Talk(FORM)


@pytest.fixture
def at_the_needs(amal: Talk) -> Talk:
    amal.presses("Amal", "A little")
    return amal


@pytest.fixture
def at_the_review(at_the_needs: Talk) -> Talk:
    at_the_needs.presses("Someone to come with me to an office", "Practising German", "Done")
    at_the_needs.types("3 December", "I am new here")
    return at_the_needs


ALL = {
    "name": "Amal",
    "german": "little",
    "needs": ["office", "german"],
    "office_by": "2026-12-03",
    "words": "I am new here",
}


# Forward


def test_the_whole_form(at_the_review: Talk) -> None:
    assert at_the_review.answers == ALL
    sent = at_the_review.presses("Yes, send it")
    assert isinstance(sent, Finished)
    assert sent.answers == ALL


def test_the_first_question_comes_with_the_opening(amal: Talk) -> None:
    assert amal.text == "It takes three minutes\n\n<b>1/4</b> Your name"
    assert amal.labels == ["Amal", "Stop here"]
    amal.presses("Amal")
    assert amal.text == "<b>2/4</b> How much German"


def test_what_was_asked_stays_with_its_answer(amal: Talk) -> None:
    step = amal.presses("Amal")
    assert isinstance(step, Moved)
    assert [talk.shown(line) for line in step.closed.lines if line] == ["Your name\n<b>Amal</b> ✓"]
    assert step.closed.rows == ()


def test_a_question_is_asked_only_where_an_answer_calls_for_it(at_the_needs: Talk) -> None:
    assert at_the_needs.text.startswith("<b>3/4</b>")
    at_the_needs.presses("Practising German", "Done")
    assert at_the_needs.open == "words"


def test_steps_are_counted_as_they_become_known(at_the_needs: Talk) -> None:
    at_the_needs.presses("Someone to come with me to an office", "Done")
    assert at_the_needs.text == "<b>4/5</b> When at the office"


def test_an_optional_question_may_be_skipped(at_the_needs: Talk) -> None:
    at_the_needs.presses("Someone to come with me to an office", "Done")
    at_the_needs.presses("No date", "Skip this question")
    assert at_the_needs.answers["office_by"] is None
    assert at_the_needs.answers["words"] is None
    assert "Office on: <b>No date</b>" in at_the_needs.text
    assert "In your words: <b>nothing</b>" in at_the_needs.text


def test_a_question_that_is_not_optional_is_not_skipped(amal: Talk) -> None:
    assert isinstance(amal.forges(".skip"), Stale)
    assert amal.open == "name"


def test_the_review_shows_every_answer(at_the_review: Talk) -> None:
    assert at_the_review.text.split("\n") == [
        "All right",
        "",
        "Name: <b>Amal</b>",
        "German: <b>A little</b>",
        "Help with: <b>Someone to come with me to an office and Practising German</b>",
        "Office on: <b>Thursday, 3 December</b>",
        "In your words: <b>I am new here</b>",
    ]
    assert at_the_review.labels == ["Yes, send it", "Change something", "Not now"]


def test_what_is_already_known_is_not_asked() -> None:
    known = flow.opened(FORM, Form("form", 1, {"name": "Amal", "german": "none"}))
    question = flow.current(FORM, known.answers)
    assert question is NEEDS
    assert known.draft == {"at": "needs"}


def test_a_form_without_an_open_question_has_no_card() -> None:
    with pytest.raises(ValueError, match="no open question"):
        flow.card_of(FORM, Form("form", 1, {**ALL, "review": True}), talk.context())


# Back


def test_back_forgets_the_answer_before_and_asks_it_again(at_the_needs: Talk) -> None:
    at_the_needs.presses("Back")
    assert at_the_needs.open == "german"
    assert at_the_needs.answers == {"name": "Amal"}
    at_the_needs.presses("Back")
    assert at_the_needs.open == "name"
    assert at_the_needs.answers == {}


def test_the_first_question_has_no_way_back(amal: Talk) -> None:
    assert "Back" not in amal.labels
    assert isinstance(amal.forges(".back"), Stale)


def test_back_finds_the_boxes_ticked_as_they_were(at_the_review: Talk) -> None:
    at_the_review.types("Back")
    at_the_review.presses("Back", "Back")
    assert at_the_review.open == "needs"
    ticked = [b.press for b in at_the_review.buttons if b.is_ticked]
    assert [press.split(":")[2] for press in ticked] == ["-office", "-german"]
    at_the_review.presses("Done")
    assert at_the_review.answers["needs"] == ["office", "german"]


def test_back_over_a_question_that_is_not_asked(at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German", "Done", "Back")
    assert at_the_needs.open == "needs"


# Change


def test_one_answer_is_changed_and_the_review_comes_back(at_the_review: Talk) -> None:
    at_the_review.presses("Change something")
    assert at_the_review.text == "What would you like to change?"
    assert at_the_review.labels == [
        "Name",
        "German",
        "Help with",
        "Office on",
        "In your words",
        "Back",
    ]
    at_the_review.presses("German", "Well")
    assert at_the_review.open == "review"
    assert at_the_review.answers == {**ALL, "german": "good"}


@pytest.mark.parametrize("key", ["name", "german", "needs", "office_by", "words"])
def test_while_changing_one_may_keep_what_was(key: str, at_the_review: Talk) -> None:
    at_the_review.presses("Change something")
    at_the_review.forges(f".c.{key}")
    assert at_the_review.open == key
    assert at_the_review.labels[-1] == "Keep what I had"
    at_the_review.presses("Keep what I had")
    assert (at_the_review.open, at_the_review.answers) == ("review", ALL)


def test_keeping_may_be_typed(at_the_review: Talk) -> None:
    at_the_review.presses("Change something", "Name")
    at_the_review.types("keep what I had")
    assert at_the_review.answers == ALL


def test_what_was_skipped_stays_skipped_when_it_is_kept(at_the_review: Talk) -> None:
    at_the_review.presses("Change something", "In your words", "Skip this question")
    at_the_review.presses("Change something", "In your words", "Keep what I had")
    assert at_the_review.answers == {**ALL, "words": None}


def test_a_change_of_mind_about_changing(at_the_review: Talk) -> None:
    at_the_review.presses("Change something", "Back")
    assert at_the_review.labels[0] == "Yes, send it"
    assert at_the_review.answers == ALL


def test_what_to_change_may_be_typed(at_the_review: Talk) -> None:
    at_the_review.types("change something", "german")
    assert at_the_review.open == "german"
    at_the_review.types("Well")
    assert at_the_review.answers == {**ALL, "german": "good"}


def test_nothing_else_is_understood_while_choosing_what_to_change(at_the_review: Talk) -> None:
    at_the_review.presses("Change something")
    step = at_the_review.types("my shoes")
    assert isinstance(step, AskedAgain)
    assert at_the_review.text.startswith("Please press one of the buttons.\n\nWhat would you")
    assert at_the_review.answers == ALL


def test_a_changed_need_asks_what_it_calls_for_and_no_more(at_the_review: Talk) -> None:
    at_the_review.presses("Change something", "Help with")
    at_the_review.presses("Someone to come with me to an office", "Done")
    assert at_the_review.open == "review"
    assert "Office on" not in at_the_review.text
    sent = at_the_review.presses("Yes, send it")
    assert isinstance(sent, Finished)
    assert "office_by" not in sent.answers


def test_a_need_that_is_new_is_asked_about_before_the_review(at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German", "Done", "Skip this question")
    at_the_needs.presses("Change something", "Help with")
    at_the_needs.presses("Someone to come with me to an office", "Done")
    assert at_the_needs.open == "office_by"
    at_the_needs.presses("No date")
    assert at_the_needs.open == "review"


@pytest.mark.parametrize("key", ["review", "nothing", "", "name.x"])
def test_what_has_no_answer_cannot_be_changed(key: str, at_the_review: Talk) -> None:
    at_the_review.presses("Change something")
    assert isinstance(at_the_review.forges(f".c.{key}"), Stale)


def test_an_answer_that_is_hidden_cannot_be_changed(at_the_review: Talk) -> None:
    at_the_review.presses("Change something", "Help with")
    at_the_review.presses("Someone to come with me to an office", "Done", "Change something")
    assert "office_by" in at_the_review.answers
    assert isinstance(at_the_review.forges(".c.office_by"), Stale)


def test_nothing_can_be_changed_before_the_review(at_the_needs: Talk) -> None:
    assert isinstance(at_the_needs.forges(".c.name"), Stale)
    assert at_the_needs.open == "needs"


# Leaving


def test_leaving_is_asked_about_and_may_be_thought_over(at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German", "Stop here")
    assert at_the_needs.text.startswith("Shall I keep")
    assert at_the_needs.labels == ["Go on now", "Yes, keep it for later", "No, delete it"]
    assert isinstance(at_the_needs.presses("Go on now"), Redrawn)
    assert at_the_needs.form.draft == {"at": "needs", "picked": ["german"]}


@pytest.mark.parametrize("how", ["presses", "types"])
def test_left_for_later_everything_is_kept(how: str, at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German", "Stop here")
    kept = getattr(at_the_needs, how)("Yes, keep it for later")
    assert isinstance(kept, Kept)
    assert kept.form.answers == {"name": "Amal", "german": "little"}
    assert kept.form.draft == {"at": "needs", "picked": ["german"]}


@pytest.mark.parametrize("how", ["presses", "types"])
def test_or_nothing_is(how: str, at_the_needs: Talk) -> None:
    at_the_needs.presses("Stop here")
    assert isinstance(getattr(at_the_needs, how)("No, delete it"), Dropped)


def test_where_nothing_was_said_there_is_nothing_to_keep(amal: Talk) -> None:
    assert isinstance(amal.presses("Stop here"), Dropped)


@pytest.mark.parametrize("words", ["hm", "Amal", "no way", "stop"])
def test_what_is_typed_while_leaving_is_no_answer(words: str, at_the_needs: Talk) -> None:
    before = at_the_needs.answers
    at_the_needs.presses("Stop here")
    assert isinstance(at_the_needs.types(words), AskedAgain)
    assert at_the_needs.answers == before
    assert at_the_needs.labels == ["Go on now", "Yes, keep it for later", "No, delete it"]


@pytest.mark.parametrize("value", [".keep", ".drop"])
def test_nobody_leaves_without_being_asked(value: str, at_the_needs: Talk) -> None:
    assert isinstance(at_the_needs.forges(value), Stale)
    assert not at_the_needs.is_over


def test_an_answer_pressed_above_goes_on(at_the_needs: Talk) -> None:
    above = at_the_needs.find("Practising German").press
    at_the_needs.presses("Stop here")
    at_the_needs.press(above)
    assert at_the_needs.text == "<b>3/4</b> What would help"
    assert "☑ Practising German" in at_the_needs.labels


def test_the_review_can_be_left(at_the_review: Talk) -> None:
    at_the_review.types("not now")
    assert isinstance(at_the_review.presses("Yes, keep it for later"), Kept)


def test_leaving_while_changing_keeps_what_was(at_the_review: Talk) -> None:
    at_the_review.presses("Change something", "German")
    at_the_review.types("Stop here", "Yes, keep it for later")
    assert isinstance(at_the_review.presses("Keep what I had"), Moved)
    assert at_the_review.answers == ALL


# Old and forged


def test_a_press_twice_counts_once(amal: Talk) -> None:
    press = amal.find("Amal").press
    amal.press(press)
    assert isinstance(amal.press(press), Stale)
    assert amal.answers == {"name": "Amal"}


def test_a_button_of_an_earlier_question_changes_nothing(at_the_needs: Talk) -> None:
    before = at_the_needs.form
    for turn in range(before.turn):
        assert isinstance(at_the_needs.press(f"form:{turn}:+german"), Stale)
    assert isinstance(at_the_needs.press(f"form:{before.turn + 1}:+german"), Stale)
    assert at_the_needs.form == before


VALUES = ("", ".", "..", ".c", ".c.", ".c.name", ".back.", ".skip", "good")
FAIR = {("german", "good"), ("office_by", ".skip"), ("words", ".skip"), ("review", ".c.name")}
"""What does stand on a button of these questions."""


@pytest.mark.parametrize(
    ("key", "value"),
    [(q.key, value) for q in FORM.questions for value in VALUES if (q.key, value) not in FAIR],
)
def test_forged_values_change_nothing(key: str, value: str) -> None:
    keys = [question.key for question in FORM.questions]
    place = keys.index(key)
    before = flow.opened(FORM, Form("form", 9, {earlier: ALL[earlier] for earlier in keys[:place]}))
    assert flow.current(FORM, before.answers) is FORM.questions[place]
    assert isinstance(steps.press(FORM, before, 9, value, talk.context()), Stale)


def test_the_same_turn_of_another_question_is_old(at_the_needs: Talk) -> None:
    """As when the program was changed and the old message still has its buttons."""
    at_the_needs.form = replace(at_the_needs.form, draft={"at": "german"})
    assert isinstance(at_the_needs.forges("+german"), Stale)


# The program changes in the middle

AGE = Write("age", label("How old"), 60, name=label("Age"))


def with_age_before(key: str) -> Flow:
    place = [question.key for question in FORM.questions].index(key)
    return replace(FORM, questions=(*FORM.questions[:place], AGE, *FORM.questions[place:]))


def test_an_added_question_is_asked_and_nothing_is_lost(at_the_needs: Talk) -> None:
    old = at_the_needs.find("Practising German").press, at_the_needs.find("Back").press
    at_the_needs.meets(with_age_before("german"))
    assert all(isinstance(at_the_needs.press(press), Stale) for press in old)
    at_the_needs.form = flow.opened(at_the_needs.its_flow, at_the_needs.form)
    assert at_the_needs.text == "<b>2/5</b> How old"
    assert all(isinstance(at_the_needs.press(press), Stale) for press in old)
    at_the_needs.types("thirty")
    assert at_the_needs.open == "needs"
    assert at_the_needs.answers == {"name": "Amal", "german": "little", "age": "thirty"}


def test_words_meant_for_another_question_are_no_answer_to_the_new_one(at_the_needs: Talk) -> None:
    at_the_needs.meets(with_age_before("german"))
    assert isinstance(at_the_needs.types("Practising German"), Stale)
    assert "age" not in at_the_needs.answers


def test_a_question_added_behind_comes_in_its_place(at_the_needs: Talk) -> None:
    at_the_needs.meets(with_age_before("review"))
    at_the_needs.presses("Practising German", "Done", "Skip this question")
    assert at_the_needs.open == "age"


def test_a_question_added_before_the_review_is_asked_before_sending(at_the_review: Talk) -> None:
    send = at_the_review.find("Yes, send it").press
    at_the_review.meets(with_age_before("review"))
    assert isinstance(at_the_review.press(send), Stale)
    at_the_review.form = flow.opened(at_the_review.its_flow, at_the_review.form)
    assert at_the_review.open == "age"


def test_a_removed_question_is_not_sent_nor_shown(at_the_review: Talk) -> None:
    at_the_review.meets(without("german"))
    assert "German:" not in at_the_review.text
    sent = at_the_review.presses("Yes, send it")
    assert isinstance(sent, Finished)
    assert sent.answers == {key: answer for key, answer in ALL.items() if key != "german"}


def test_if_the_open_question_is_removed_the_next_is_asked(at_the_needs: Talk) -> None:
    at_the_needs.meets(without("needs"))
    assert isinstance(at_the_needs.types("Practising German"), Stale)
    at_the_needs.form = flow.opened(at_the_needs.its_flow, at_the_needs.form)
    assert at_the_needs.open == "words"
    assert at_the_needs.form.draft == {"at": "words"}


# Language


def test_another_language_in_the_middle_changes_no_answer(at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German")
    at_the_needs.speaks("de")
    german = talk.shown(Said(Kind.GERMAN.label), "de")
    assert f"☑ {german}" in at_the_needs.labels
    at_the_needs.presses(talk.shown(Said(options.DONE), "de"))
    assert at_the_needs.answers["needs"] == ["german"]
    at_the_needs.speaks("ar")
    at_the_needs.types(talk.shown(Said(flow.SKIP), "ar"))
    assert at_the_needs.open == "review"


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_controls_may_be_typed_in_ones_own_language_and_english(
    language: str, at_the_needs: Talk
) -> None:
    at_the_needs.speaks(language)
    at_the_needs.types(talk.shown(Said(flow.BACK), language))
    assert at_the_needs.open == "german"
    at_the_needs.types("back")
    assert at_the_needs.open == "name"


def test_a_label_without_umlauts_is_understood(at_the_needs: Talk) -> None:
    at_the_needs.speaks("de")
    at_the_needs.types("zurueck")
    assert at_the_needs.open == "german"


def test_typed_labels_walk_through_the_whole_form(amal: Talk) -> None:
    amal.types("Amal", "a little", "practising german", "DONE", "skip this question")
    assert isinstance(amal.types("Yes, send it!"), Finished)


# Nonsense


def test_what_is_not_understood_is_asked_again_and_nothing_is_lost(at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German")
    at_the_needs.types("xyzzy")
    assert at_the_needs.text == "Please choose one of these.\n\n<b>3/4</b> What would help"
    assert "☑ Practising German" in at_the_needs.labels


def test_what_may_be_meant_comes_as_buttons_above(at_the_needs: Talk) -> None:
    at_the_needs.types("practicing germann")
    assert at_the_needs.text.startswith("I am not sure what you mean. Is it one of these?")
    assert at_the_needs.labels[0] == "Practising German"
    at_the_needs.presses("Practising German")
    assert at_the_needs.form.draft["picked"] == ["german"]


def test_the_nearest_days_come_as_buttons_above(at_the_needs: Talk) -> None:
    at_the_needs.presses("Someone to come with me to an office", "Done")
    at_the_needs.types("5")
    assert at_the_needs.labels[:2] == ["Saturday, 5 December", "Tuesday, 5 January 2027"]
    at_the_needs.presses("Saturday, 5 December")
    assert at_the_needs.answers["office_by"] == "2026-12-05"


def test_a_calendar_turns_its_pages_in_place(at_the_needs: Talk) -> None:
    at_the_needs.presses("Someone to come with me to an office", "Done")
    assert isinstance(at_the_needs.presses("›"), Redrawn)
    assert "December 2026" in at_the_needs.labels
    at_the_needs.presses("3")
    assert at_the_needs.answers["office_by"] == "2026-12-03"


def test_a_form_kept_for_weeks_goes_on_where_it_was(at_the_needs: Talk) -> None:
    at_the_needs.presses("Practising German", "Stop here", "Yes, keep it for later")
    later = talk.NOW + timedelta(days=20)
    at_the_needs.context = talk.context(now=later)
    at_the_needs.presses("Done")
    assert at_the_needs.answers["needs"] == ["german"]


def test_every_button_belongs_to_this_form_and_this_turn(at_the_review: Talk) -> None:
    name, turn, _ = talk.pressable(at_the_review.card)[0].split(":")
    assert (name, int(turn)) == ("form", at_the_review.form.turn)


def test_days_of_the_calendar_that_cannot_be_pressed_belong_to_nobody(at_the_needs: Talk) -> None:
    at_the_needs.presses("Someone to come with me to an office", "Done")
    assert {b.press for b in at_the_needs.buttons if at_the_needs.label(b) == "·"} == {cards.INERT}


def test_what_remains_of_an_open_question_has_no_buttons(at_the_needs: Talk) -> None:
    bare = flow.bare(FORM, at_the_needs.form)
    assert bare == cards.card(Said(NEEDS.ask))
    assert flow.bare(FORM, Form("form", 1, {**ALL, "review": True})) == cards.card(Said(FORM.title))
