"""Each kind of question: its buttons, what presses and typed words mean, what it asks again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot import i18n
from bot.conversation import asking, flow, options, planning, questions, week_words
from bot.conversation.asking import Again, Answer, Context, Draft, Heard, Question
from bot.conversation.cards import INERT, Button
from bot.conversation.options import Choice, Option
from bot.conversation.places import Place
from bot.conversation.planning import Day, Time
from bot.conversation.questions import Choose, ChooseMany, Number, Write
from bot.conversation.values import Count, Hour, Month, Said, Words
from bot.conversation.values import Day as DayValue
from bot.conversation.week import Grid
from bot.i18n import Text
from bot.needs.store import Kind
from bot.people import tongues
from tests.flows import talk
from tests.flows.talk import context, shown

ASK = Text("tests.ask", "What would it be?")


class Size(Choice):
    """Words that are alike enough to be mixed up."""

    SMALL = "small", Text("tests.small", "A small one")
    LARGE = "large", Text("tests.large", "A large one")
    LARGER = "larger", Text("tests.larger", "The largest of all")


def numbered(many: int) -> Sequence[Option]:
    return [Option(f"n{number}", Words(f"Number {number:02}")) for number in range(1, many + 1)]


def labels(question: Question, draft: asking.Answers | None = None) -> list[list[str]]:
    """The buttons as an English reader sees them, a tick as an asterisk."""
    rows = question.rows(draft or {}, context())
    return [[("*" if b.is_ticked else "") + shown(b.label) for b in row.buttons] for row in rows]


def presses(question: Question, draft: asking.Answers | None = None) -> list[str]:
    rows = question.rows(draft or {}, context())
    return [button.press for row in rows for button in row.buttons]


def pressed(question: Question, value: str, **draft: object) -> Heard | None:
    return question.pressed(value, draft, context())


def typed(question: Question, words: str, language: str = "en", **draft: object) -> Heard:
    return question.typed(words, draft, context(language))


def asked_again(heard: Heard | None) -> str:
    assert isinstance(heard, Again)
    return heard.why.text.key


# Choose

CHOOSE = Choose("size", ASK, Size, name=ASK)
LONG = Choose("long", ASK, lambda _: numbered(30), name=ASK)


def test_choosing_one_of_several() -> None:
    assert labels(CHOOSE) == [["A small one"], ["A large one"], ["The largest of all"]]
    assert [pressed(CHOOSE, press) for press in presses(CHOOSE)] == [
        Answer("small"),
        Answer("large"),
        Answer("larger"),
    ]


@pytest.mark.parametrize("value", ["", "Small", "small ", "smaller", ".done", "+small", "-", ".p"])
def test_what_stands_on_no_button_chooses_nothing(value: str) -> None:
    assert pressed(CHOOSE, value) is None


@pytest.mark.parametrize("words", ["a small one", "SMALL", "A small one!"])
def test_a_label_may_be_typed_instead(words: str) -> None:
    assert typed(CHOOSE, words) == Answer("small")


def test_a_label_may_be_typed_in_english_by_every_reader() -> None:
    kinds = Choose("kind", ASK, Kind, name=ASK)
    assert typed(kinds, "Practising German", "ar") == Answer("german")
    arabic = talk.shown(Said(Kind.GERMAN.label), "ar")
    assert typed(kinds, arabic, "ar") == Answer("german")


def test_a_slip_is_asked_back_with_what_is_near() -> None:
    heard = typed(CHOOSE, "a smal onne")
    assert isinstance(heard, Again)
    assert heard.why == Said(options.DID_YOU_MEAN)
    assert heard.choices[0] == ("small", Said(Size.SMALL.label))


def test_what_fits_two_options_is_asked_back() -> None:
    heard = typed(CHOOSE, "one")
    assert isinstance(heard, Again)
    assert {code for code, _ in heard.choices} == {"small", "large"}


@pytest.mark.parametrize("words", ["", "   ", "👍", "x" * 5000, "\u202e", "1", "none of these"])
def test_nonsense_is_asked_back_without_choices(words: str) -> None:
    assert typed(CHOOSE, words) == Again(Said(options.CHOOSE))


def test_few_options_stand_on_one_page() -> None:
    assert len(presses(Choose("c", ASK, lambda _: numbered(14), name=ASK))) == 14
    assert presses(Choose("c", ASK, lambda _: [], name=ASK)) == []


def test_many_options_stand_on_pages_that_lead_on_in_a_circle() -> None:
    seen: list[str] = []
    draft: asking.Answers = {}
    for _ in range(3):
        *options, more = presses(LONG, draft)
        seen += options
        heard = pressed(LONG, more, **draft)
        assert isinstance(heard, Draft)
        draft = heard.draft
    assert seen == [f"n{number}" for number in range(1, 31)]
    assert presses(LONG, draft) == presses(LONG)


@pytest.mark.parametrize("value", [".p7", ".p99999999999999999999999999999999999999"])
def test_a_page_that_is_not_there_is_one_that_is(value: str) -> None:
    heard = pressed(LONG, value)
    assert isinstance(heard, Draft)
    assert presses(LONG, heard.draft)


@pytest.mark.parametrize("value", [".p", ".p-1", ".px", ".p٣", ".p1.5"])
def test_what_is_no_page_turns_none(value: str) -> None:
    assert pressed(LONG, value) is None


def test_an_option_of_another_page_may_be_typed() -> None:
    assert typed(LONG, "number 29") == Answer("n29")


def test_short_options_stand_side_by_side_as_a_grid() -> None:
    rows = replace(LONG, columns=2).rows({}, context())
    assert [len(row.buttons) for row in rows] == [2, 2, 2, 2, 2, 2, 1]
    assert [row.is_grid for row in rows] == [True] * 6 + [False]
    assert not any(row.is_grid for row in LONG.rows({}, context()))


def test_a_choice_is_shown_by_its_label_and_one_that_is_gone_by_its_code() -> None:
    assert shown(CHOOSE.shown("large", context())) == "A large one"
    assert shown(CHOOSE.shown("gone", context())) == "gone"


OWN_WORDS = replace(CHOOSE, key="own_words", own_words="other")


def test_what_names_no_option_is_taken_as_own_words_where_they_are_welcome() -> None:
    assert typed(OWN_WORDS, "a small one") == Answer("small")
    own = typed(OWN_WORDS, " rather  none,\u202e thank\nyou ")
    assert own == Answer({"other": "rather none, thank you"})


def test_own_words_get_through_even_if_they_are_spelled_nearly_like_an_option() -> None:
    assert typed(OWN_WORDS, "a smal onne") == Answer({"other": "a smal onne"})


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "conversation.empty"),
        ("👍", "conversation.empty"),
        ("x" * 601, "conversation.too_long"),
    ],
    ids=["nothing", "a thumb", "too much"],
)
def test_own_words_can_be_read_and_have_an_end(words: str, why: str) -> None:
    assert asked_again(typed(OWN_WORDS, words)) == why


def test_no_button_brings_own_words() -> None:
    assert [pressed(OWN_WORDS, value) for value in ("other", "a wish of mine")] == [None, None]


def test_own_words_are_shown_as_they_were_written() -> None:
    own = {"other": "None & <b>never</b>"}
    assert OWN_WORDS.shown(own, context()) == Words("None & <b>never</b>")
    assert shown(OWN_WORDS.shown("large", context())) == "A large one"
    assert questions.chosen(own) == ("other", "None & <b>never</b>")
    assert questions.chosen("large") == ("large", None)


def test_own_words_hold_only_as_long_as_they_are_welcome() -> None:
    own = {"other": "none of these"}
    assert OWN_WORDS.outdated(own, context()) is None
    assert OWN_WORDS.outdated("large", context()) is None
    for question in (CHOOSE, replace(CHOOSE, own_words="elsewhere")):
        assert question.outdated(own, context()) == Again(Said(options.CHOOSE))


# ChooseMany

MANY = ChooseMany("needs", ASK, Kind, alone="unsure", name=ASK)
TONGUES = ChooseMany(
    "languages",
    ASK,
    tongues.offered,
    search=tongues.search,
    search_hint=tongues.SEARCH,
    name=ASK,
)


def test_ticks_are_set_and_taken_in_place() -> None:
    assert pressed(MANY, "+german") == Draft({"picked": ["german"]})
    assert labels(MANY, {"picked": ["german"]})[2] == ["*Practising German"]
    assert presses(MANY, {"picked": ["german"]})[2] == "-german"
    assert pressed(MANY, "-german", picked=["german", "work"]) == Draft({"picked": ["work"]})


def test_a_tick_set_twice_is_one() -> None:
    assert pressed(MANY, "+german", picked=["german"]) == Draft({"picked": ["german"]})
    assert pressed(MANY, "-german", picked=[]) == Draft({"picked": []})


def test_done_needs_a_tick() -> None:
    assert asked_again(pressed(MANY, options.FINISH)) == "conversation.at_least_one"
    assert asked_again(typed(MANY, "done")) == "conversation.at_least_one"
    assert pressed(MANY, options.FINISH, picked=["work"]) == Answer(["work"])
    assert typed(MANY, "Done!", picked=["work"]) == Answer(["work"])


@pytest.mark.parametrize("picked", [[], ["german"]], ids=str)
def test_the_option_that_stands_alone_answers_at_once(picked: list[str]) -> None:
    assert pressed(MANY, "+unsure", picked=picked) == Answer(["unsure"])
    assert typed(MANY, "I don't know yet", picked=picked) == Answer(["unsure"])


def test_the_option_that_stands_alone_never_stands_beside_others() -> None:
    again = {"picked": ["unsure"]}  # as after "Back"
    assert not any(label[0].startswith("*") for label in labels(MANY, again))
    assert pressed(MANY, "+german", **again) == Draft({"picked": ["german"]})
    assert asked_again(pressed(MANY, options.FINISH, **again)) == "conversation.at_least_one"
    heard = typed(MANY, "Practising German, I don't know yet")
    assert heard == Draft({"picked": ["german"]})


@pytest.mark.parametrize(
    "value", ["german", "+", "-", "+nothing", "*german", "+german ", ".search"]
)
def test_what_stands_on_no_box_ticks_nothing(value: str) -> None:
    assert pressed(MANY, value, picked=["work"]) is None


def test_several_may_be_typed_at_once() -> None:
    heard = typed(TONGUES, "Arabic, German and Turkish")
    assert heard == Draft({"picked": ["ar", "de", "tr"]})
    assert typed(TONGUES, "أتكلم", "ar") == Again(Said(questions.NOT_FOUND))


def test_what_is_typed_is_added_to_what_is_ticked() -> None:
    assert typed(TONGUES, "turkish", picked=["de"]) == Draft({"picked": ["de", "tr"]})


def test_more_than_is_shown_is_found_by_its_name() -> None:
    heard = typed(TONGUES, "Italian")
    assert heard == Draft({"picked": ["it"]})
    assert ["*Italian"] in labels(TONGUES, {"picked": ["it"]})
    assert pressed(TONGUES, "-it", picked=["it"]) == Draft({"picked": []})
    assert shown(TONGUES.shown(["de", "it"], context())) == "German and Italian"


@pytest.mark.parametrize("words", ["no", "so", "it", "de"])
def test_a_short_word_is_not_taken_for_the_code_of_a_language(words: str) -> None:
    assert isinstance(typed(TONGUES, words), Again)


def test_a_slip_in_what_was_found_is_offered_by_its_name() -> None:
    heard = typed(TONGUES, "Itallian", picked=["it"])
    assert isinstance(heard, Again)
    assert ("+it", "Italian") in [(press, shown(label)) for press, label in heard.choices]


def test_what_is_not_found_may_be_typed_differently() -> None:
    assert typed(TONGUES, "xyzzy") == Again(Said(questions.NOT_FOUND))


def test_the_hint_to_type_says_so_when_it_is_pressed() -> None:
    assert asked_again(pressed(TONGUES, questions.SEARCH)) == "people.other_language"


# Grid

GRID = Grid("free", ASK, name=ASK)


def test_a_week_has_three_parts_for_each_day_below_their_names() -> None:
    rows = labels(GRID)
    assert rows[0] == ["Morning", "Afternoon", "Evening"]
    assert [row[0] for row in rows[1:8]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert rows[8:] == [["Any time"], ["Done"]]


def test_the_week_is_in_the_readers_order() -> None:
    rows = GRID.rows({}, context("ar"))
    assert [row.buttons[0].press for row in rows[1:8]] == [f"+{n}m" for n in (5, 6, 0, 1, 2, 3, 4)]


def test_times_are_ticked_and_kept_in_order() -> None:
    heard = pressed(GRID, "+1m", picked=["3e"])
    assert heard == Draft({"picked": ["3e", "1m"]})
    assert labels(GRID, {"picked": ["1m"]})[2] == ["*Tue", "Tue", "Tue"]
    assert pressed(GRID, options.FINISH, picked=["3e", "1m"]) == Answer(["1m", "3e"])
    assert asked_again(pressed(GRID, options.FINISH)) == "conversation.at_least_one"


def test_any_time_is_all_of_them() -> None:
    assert pressed(GRID, "+any") == Answer(sorted(week_words.SLOTS)) == typed(GRID, "any time")
    assert shown(GRID.shown(sorted(week_words.SLOTS), context())) == "Any time"


@pytest.mark.parametrize("value", ["1m", "+7m", "+1x", "-any", "+", "", "+1m2m"])
def test_what_is_no_time_of_the_week_ticks_nothing(value: str) -> None:
    assert pressed(GRID, value, picked=["1m"]) is None


@pytest.mark.parametrize(
    ("words", "language", "picked"),
    [
        ("Tuesday morning", "en", ["1m"]),
        ("tue and thu mornings", "en", ["1m", "3m"]),
        ("Tuesday", "en", ["1a", "1e", "1m"]),
        ("evening", "en", [f"{day}e" for day in range(7)]),
        ("Dienstag", "de", ["1a", "1e", "1m"]),
        ("dienstags vormittag", "de", ["1m"]),
        ("الثلاثاء", "ar", ["1a", "1e", "1m"]),
        ("الثلاثاء والخميس", "ar", ["1a", "1e", "1m", "3a", "3e", "3m"]),
    ],
)
def test_times_may_be_typed(words: str, language: str, picked: list[str]) -> None:
    heard = typed(GRID, words, language)
    assert isinstance(heard, Draft)
    assert heard.draft["picked"] == picked


def test_typed_times_are_added() -> None:
    assert typed(GRID, "Tuesday morning", picked=["0e"]) == Draft({"picked": ["0e", "1m"]})
    assert typed(GRID, "done", picked=["0e"]) == Answer(["0e"])


def test_times_that_are_not_meant_are_taken_away_where_some_are_ticked() -> None:
    assert typed(GRID, "not on Monday", picked=["0e", "1m"]) == Draft({"picked": ["1m"]})
    assert typed(GRID, "only Tuesday morning", picked=["0e"]) == Draft({"picked": ["1m"]})
    assert asked_again(typed(GRID, "not on Monday")) == "conversation.which_times"


def test_many_typed_times_are_said_in_words_until_something_else_is_done() -> None:
    who = talk.Talk(flow.Flow("week", (GRID,), done=talk.nothing, title=ASK))
    who.types("Tuesday")
    assert "I understood" not in who.text
    who.types("evenings and weekends")
    assert "Mon, Tue, Wed, Thu and Fri evening\n– Sat and Sun all day" in who.text
    assert who.text.startswith("I understood: ")
    who.types("sometimes")
    assert who.text.startswith("I did not understand")
    assert "I understood" not in who.text
    who.types("weekends")
    assert who.text.startswith("I understood: <b>Sat and Sun all day</b>")
    who.press(who.find("Mon").press)
    assert "I understood" not in who.text


@pytest.mark.parametrize("words", ["", "👍", "sometimes", "x" * 5000, "Tuesdayish"])
def test_times_that_are_not_understood_are_asked_again(words: str) -> None:
    assert asked_again(typed(GRID, words)) == "conversation.which_times"


def test_times_are_shown_by_day_in_the_readers_order() -> None:
    answer = ["1e", "1m", "5m", "6a", "6e", "6m"]
    assert shown(GRID.shown(answer, context())) == (
        "\n– Tue morning and evening\n– Sat morning\n– Sun all day"
    )
    arabic = GRID.shown(answer, context("ar"))
    days = [item.values["weekday"].items for item in arabic.items]  # type: ignore[union-attr]
    assert days == [(Words("السبت"),), (Words("الأحد"),), (Words("الثلاثاء"),)]


# Write

WRITE = Write("name", ASK, 10, suggest=lambda who: who.telegram_name, name=ASK)
LETTER = Write("words", ASK, 600, has_lines=True, name=ASK)


def test_a_name_may_be_pressed_or_typed() -> None:
    assert labels(WRITE) == [["Amal"]]
    assert pressed(WRITE, questions.SUGGESTED) == Answer("Amal")
    assert typed(WRITE, "  Amal\tB. ") == Answer("Amal B.")


@pytest.mark.parametrize("name", ["", "👍", "\u202e\u200f", "a much too long name", "\u3164"])
def test_a_name_that_cannot_be_used_is_not_suggested(name: str) -> None:
    who = context(name=name)
    assert WRITE.rows({}, who) == ()
    assert WRITE.pressed(questions.SUGGESTED, {}, who) is None


def test_without_a_suggestion_there_is_no_button() -> None:
    assert presses(LETTER) == []
    assert pressed(LETTER, questions.SUGGESTED) is None
    assert pressed(WRITE, "Mallory") is None


@pytest.mark.parametrize(
    "words", ["", "  ", "...", "👍👍", "\x00\x07", "\u202e", "\u200d", "\u3164"]
)
def test_words_without_a_letter_are_asked_again(words: str) -> None:
    assert asked_again(typed(WRITE, words)) == "conversation.empty"


@pytest.mark.parametrize(("length", "surplus"), [(10, None), (11, 1), (5000, 4990)])
def test_what_is_too_long_is_said_to_be_by_how_much(length: int, surplus: int | None) -> None:
    heard = typed(WRITE, "x" * length)
    if surplus is None:
        assert heard == Answer("x" * length)
    else:
        assert isinstance(heard, Again)
        assert heard.why.values == {"count": Count(surplus)}


def test_lines_are_kept_where_they_are_wanted() -> None:
    assert typed(LETTER, " one \r\n  two\u2028three ") == Answer("one\ntwo\nthree")
    assert typed(WRITE, "one\ntwo") == Answer("one two")


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [
        pytest.param("a\x00b\x1bc", "abc", id="control characters"),
        pytest.param("\u202eevil\u202c", "evil", id="overrides"),
        pytest.param("\u2066a\u2069\u200e\u200f\u061c", "a", id="isolates and marks"),
        pytest.param("zero\u200bwidth\ufeff\u00ad", "zerowidth", id="invisible"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian, with its joiner"),
        pytest.param("👩\u200d👧", "👩\u200d👧", id="a family"),
        pytest.param("❤\ufe0f", "❤\ufe0f", id="a heart in colour"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("a \u3000\u00a0 b", "a b", id="spaces of all kinds"),
        pytest.param("\ud800x", "x", id="half a character"),
        pytest.param("a\u3164b", "ab", id="a letter that isn't seen"),
        pytest.param("<b>&amp;", "<b>&amp;", id="markup is no harm here"),
        pytest.param("हिन्दी தமிழ் አማርኛ", "हिन्दी தமிழ் አማርኛ", id="other scripts"),
    ],
)
def test_words_are_cleaned_of_what_is_not_seen(words: str, cleaned: str) -> None:
    assert asking.clean(words) == cleaned
    assert asking.clean(cleaned) == cleaned


# Number

NUMBER = Number("many", ASK, 1, 15, name=ASK)


def test_the_first_ten_numbers_have_a_button() -> None:
    assert labels(NUMBER) == [["1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]
    assert labels(Number("few", ASK, 0, 2, name=ASK)) == [["0", "1", "2"]]
    assert [pressed(NUMBER, press) for press in presses(NUMBER)] == [
        Answer(number) for number in range(1, 11)
    ]


@pytest.mark.parametrize(
    ("words", "number"), [("1", 1), ("15", 15), (" 7. ", 7), ("٣", 3), ("007", 7)]
)
def test_a_number_may_be_typed_in_any_digits(words: str, number: int) -> None:
    assert typed(NUMBER, words) == Answer(number)


@pytest.mark.parametrize("words", ["0", "16", "-3", "1.5", "many", "", "9" * 500, "1 2"])
def test_any_other_number_is_asked_again_with_its_limits(words: str) -> None:
    heard = typed(NUMBER, words)
    assert isinstance(heard, Again)
    assert heard.why.values == {"low": Count(1), "high": Count(15)}


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        pytest.param("en", "Two", 2, id="English"),
        pytest.param("de", "zwei", 2, id="German"),
        pytest.param("de", "three", 3, id="English to a German reader"),
        pytest.param("ar", "اثنان", 2, id="Arabic"),
    ],
)
def test_a_number_may_be_written_out(language: str, words: str, number: int) -> None:
    assert NUMBER.typed(words, {}, talk.context(language)) == Answer(number)


@pytest.mark.parametrize("value", ["0", "16", "x", "", "٣", "+3", "1.0"])
def test_a_number_that_has_no_button_is_not_pressed(value: str) -> None:
    assert pressed(NUMBER, value) is None


# Day

DAY = Day("day", ASK, name=ASK)
SOON = Day("day", ASK, furthest=20, name=ASK)


def arrows(question: Day, who: Context, month: str | None = None) -> tuple[str, str]:
    head = question.rows({"month": month} if month else {}, who)[0].buttons
    return head[0].press, head[2].press


def on(day: str) -> Context:
    return context(now=datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC))


def days(question: Day, who: Context, month: str | None = None) -> list[str]:
    """The days that can be pressed."""
    rows = question.rows({"month": month} if month else {}, who)[2:]
    return [button.press for row in rows for button in row.buttons if button.press != INERT]


def test_a_calendar_begins_today() -> None:
    assert days(DAY, context()) == [f"2026-11-{day}" for day in range(24, 31)]
    assert arrows(DAY, context()) == (INERT, ".m2026-12")


def test_every_week_has_seven_buttons_and_every_day_its_own() -> None:
    for month in (f"2027-{month:02}" for month in range(1, 13)):
        rows = DAY.rows({"month": month}, context())
        assert {len(row.buttons) for row in rows[1:]} == {7}
        assert all(row.is_grid for row in rows)
        assert days(DAY, context(), month) == sorted(set(days(DAY, context(), month)))


@pytest.mark.parametrize(
    ("today", "month", "before", "after"),
    [
        pytest.param("2026-12-31", None, INERT, ".m2027-01", id="the last day of a year"),
        pytest.param("2027-01-01", None, INERT, ".m2027-02", id="the first day of a year"),
        pytest.param("2026-12-31", "2027-01", ".m2026-12", ".m2027-02", id="a month later"),
        pytest.param("2027-01-31", None, INERT, ".m2027-02", id="before a short month"),
        pytest.param("2028-02-29", None, INERT, ".m2028-03", id="a leap day"),
        pytest.param("2027-02-28", "2027-03", ".m2027-02", ".m2027-04", id="after a short month"),
    ],
)
def test_months_follow_each_other(today: str, month: str | None, before: str, after: str) -> None:
    assert arrows(DAY, on(today), month) == (before, after)


def test_the_calendar_ends_with_its_last_day() -> None:
    today = context().reader.today
    last = today + timedelta(days=20)
    assert days(SOON, context(), "2026-12")[-1] == last.isoformat()
    assert arrows(SOON, context(), "2026-12") == (".m2026-11", INERT)
    assert pressed(SOON, last.isoformat()) == Answer(last.isoformat())
    after = (last + timedelta(days=1)).isoformat()
    heard = pressed(SOON, after)
    assert isinstance(heard, Again)
    assert heard.why.values == {"day": DayValue(last)}


def test_all_months_can_be_reached_and_no_other() -> None:
    month, seen = "2026-11", 1
    while (later := arrows(DAY, context(), month)[1]) != INERT:
        heard = pressed(DAY, later)
        assert isinstance(heard, Draft)
        month, seen = heard.draft["month"], seen + 1
    assert (month, seen) == ("2028-11", 25)


@pytest.mark.parametrize(
    "value", [".m9999-12", ".m0001-01", ".m2026-10", ".m2028-12", ".m", ".m2026-13", ".mx", ".m٣"]
)
def test_a_month_out_of_reach_is_not_turned_to(value: str) -> None:
    assert pressed(DAY, value) is None


def test_a_form_left_open_shows_this_month_and_not_one_that_has_passed() -> None:
    draft = {"month": "2026-11"}
    rows = DAY.rows(draft, on("2027-01-10"))
    assert rows[0].buttons[1].label == Month(date(2027, 1, 1))


def test_a_day_that_has_passed_since_is_not_taken() -> None:
    heard = DAY.pressed("2026-11-24", {}, on("2026-11-25"))
    assert asked_again(heard) == "conversation.passed"


@pytest.mark.parametrize("value", ["", "2026-11-31", "2026-02-30", "x", "24", "2026-11-24T09:00"])
def test_what_is_no_day_is_not_pressed(value: str) -> None:
    assert pressed(DAY, value) is None


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
def test_a_forged_day_is_never_an_answer(value: str) -> None:
    assert isinstance(pressed(DAY, value), Again)


# Day, back from today or from a later day on

PAST = Day("day", ASK, furthest=0, earliest=-400, name=ASK)
LATER = Day("day", ASK, earliest=1, name=ASK)


def test_days_in_the_past_are_turned_back_to() -> None:
    assert days(PAST, context())[-1] == "2026-11-24"
    assert arrows(PAST, context()) == (".m2026-10", INERT)
    assert days(PAST, context(), "2025-10") == [f"2025-10-{day}" for day in range(20, 32)]
    assert arrows(PAST, context(), "2025-10") == (INERT, ".m2025-11")
    assert pressed(PAST, "2025-10-20") == Answer("2025-10-20")
    assert asked_again(pressed(PAST, "2025-10-19")) == "conversation.too_early"
    assert asked_again(pressed(PAST, "2026-11-25")) == "conversation.to_come"
    assert pressed(PAST, ".m2026-12") is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("yesterday", "2026-11-23", id="in relation to today"),
        pytest.param("today", "2026-11-24", id="today"),
        pytest.param("3 November", "2026-11-03", id="a date that has just passed"),
        pytest.param("1.3.2026", "2026-03-01", id="with its year"),
    ],
)
def test_a_day_that_has_passed_is_what_is_wanted_of_the_past(words: str, day: str) -> None:
    assert PAST.typed(words, {}, context()) == Answer(day)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        pytest.param("1.3.", "2026-03-01", id="a date"),
        pytest.param("28 November", "2025-11-28", id="a date of the year before"),
        pytest.param("Friday", "2026-11-20", id="a weekday"),
    ],
)
def test_a_coming_day_is_asked_back_as_the_one_before(words: str, meant: str) -> None:
    heard = PAST.typed(words, {}, context())
    assert asked_again(heard) == "conversation.which_day"
    assert isinstance(heard, Again)
    assert [value for value, _ in heard.choices] == [meant]


@pytest.mark.parametrize("words", ["tomorrow", "in 3 days", "1.12.2026", "1 December 2026"])
def test_a_day_to_come_is_none_of_the_past(words: str) -> None:
    assert asked_again(PAST.typed(words, {}, context())) == "conversation.to_come"


def test_a_day_too_long_ago_says_from_when_on() -> None:
    heard = PAST.typed("1.3.2019", {}, context())
    assert isinstance(heard, Again)
    assert heard.why.values == {"day": DayValue(date(2025, 10, 20))}


def test_a_day_in_the_past_holds_until_it_is_too_long_ago() -> None:
    assert PAST.outdated("2025-10-20", context()) is None
    assert asked_again(PAST.outdated("2025-10-20", on("2026-11-25"))) == "conversation.too_early"


def test_a_calendar_may_begin_tomorrow() -> None:
    assert days(LATER, context())[0] == "2026-11-25"
    assert asked_again(pressed(LATER, "2026-11-24")) == "conversation.too_early"
    assert asked_again(pressed(LATER, "2026-11-23")) == "conversation.passed"
    assert days(LATER, on("2026-11-30"))[0] == "2026-12-01"


def test_a_press_keeps_what_the_draft_holds_besides() -> None:
    assert pressed(DAY, ".m2026-12", at="day", was=None) == Draft(
        {"at": "day", "was": None, "month": "2026-12"}
    )


@pytest.mark.parametrize(
    ("words", "language"),
    [("3 December", "en"), ("3.12.", "de"), ("٣ ديسمبر", "ar"), ("Thursday 3 December", "en")],
)
def test_a_day_may_be_typed_as_people_write_it(words: str, language: str) -> None:
    assert typed(DAY, words, language) == Answer("2026-12-03")


def test_a_bare_number_is_asked_back_with_the_nearest_days() -> None:
    heard = typed(DAY, "5")
    assert isinstance(heard, Again)
    assert heard.why == Said(planning.WHICH_DAY)
    assert [press for press, _ in heard.choices] == ["2026-12-05", "2027-01-05"]
    assert pressed(DAY, heard.choices[0][0]) == Answer("2026-12-05")


def test_a_day_that_has_passed_is_asked_back_with_what_may_be_meant() -> None:
    heard = typed(DAY, "3 November")
    assert isinstance(heard, Again)
    assert heard.why.values == {"day": DayValue(date(2026, 11, 3))}
    assert "2026-12-03" in [press for press, _ in heard.choices]


def test_31_february_is_asked_back_with_the_days_around() -> None:
    heard = typed(DAY, "31 February")
    assert isinstance(heard, Again)
    assert [press for press, _ in heard.choices] == ["2027-02-28", "2027-03-01"]


def test_a_typed_day_too_far_away_is_refused_kindly() -> None:
    assert asked_again(typed(SOON, "3 March 2027")) == "conversation.too_far"


@pytest.mark.parametrize("words", ["", "soon", "👍", "x" * 5000, "0711 123456"])
def test_what_is_no_date_is_asked_again_with_an_example(words: str) -> None:
    assert asked_again(typed(DAY, words)) == "conversation.no_day"


def test_the_example_of_a_date_is_one_that_would_be_understood() -> None:
    for today in ("2026-11-24", "2026-12-28", "2028-02-25"):
        heard = DAY.typed("soon", {}, on(today))
        assert isinstance(heard, Again)
        example = heard.why.values["example"]
        assert isinstance(DAY.typed(shown(example), {}, on(today)), Answer)


def test_a_day_is_shown_as_a_day() -> None:
    assert DAY.shown("2026-12-03", context()) == DayValue(date(2026, 12, 3))


# Time

TIME = Time("time", ASK, name=ASK)


def test_times_of_the_day_have_buttons_in_steps() -> None:
    assert presses(TIME)[:3] == ["0800", "0830", "0900"]
    assert presses(TIME)[-1] == "1900"
    assert labels(TIME)[0] == ["8:00", "8:30", "9:00", "9:30"]
    assert pressed(TIME, "0930") == Answer("09:30")


def test_midnight_is_a_time() -> None:
    night = Time("time", ASK, first=time(0), last=time(0, 30), name=ASK)
    assert presses(night) == ["0000", "0030"]
    assert pressed(night, "0000") == Answer("00:00") == typed(night, "0:00")
    assert night.shown("00:00", context()) == Hour(time(0))


@pytest.mark.parametrize(("words", "at"), [("9:30", "09:30"), ("14h", "14:00"), ("٩:٣٠", "09:30")])
def test_a_time_may_be_typed(words: str, at: str) -> None:
    assert typed(TIME, words) == Answer(at)


@pytest.mark.parametrize("value", ["", "9", "2400", "0960", "xx", "-100"])
def test_what_is_no_time_is_not_pressed(value: str) -> None:
    assert pressed(TIME, value) is None


@pytest.mark.parametrize("words", ["", "later", "25:00", "x" * 5000, "👍", "9-10"])
def test_what_is_no_time_is_asked_again(words: str) -> None:
    assert asked_again(typed(TIME, words)) == "conversation.no_time"


# Place


def offices(who: Context) -> Sequence[Option]:
    return [Option(office.key, Words(office.name)) for office in who.town.offices]


PLACE = Place("place", ASK, offices, longest=40, name=ASK)


def test_a_place_may_be_an_office_of_the_town() -> None:
    assert presses(PLACE)[0] == "ocitizens_office"
    assert pressed(PLACE, "olibrary") == Answer({"office": "library"})
    assert typed(PLACE, "Stadtbibliothek") == Answer({"office": "library"})
    assert shown(PLACE.shown({"office": "library"}, context())) == "Stadtbibliothek"


def test_a_place_may_be_said_in_own_words() -> None:
    answer = {"words": "Café am Hafen"}
    assert typed(PLACE, " Café am\u202e Hafen ") == Answer(answer)
    assert shown(PLACE.shown(answer, context())) == "Café am Hafen"


@pytest.mark.parametrize("value", ["library", "o", "onowhere", "", "w"])
def test_a_place_that_has_no_button_is_not_pressed(value: str) -> None:
    assert pressed(PLACE, value) is None


def test_a_place_in_too_many_words_or_none_is_asked_again() -> None:
    assert asked_again(typed(PLACE, "x" * 41)) == "conversation.too_long"
    assert asked_again(typed(PLACE, "👍")) == "conversation.empty"


def test_many_places_stand_on_pages() -> None:
    many = Place("place", ASK, lambda _: numbered(30), name=ASK)
    assert len(presses(many)) == options.PAGE + 1
    assert pressed(many, ".p1") == Draft({"page": 1})


# Review

REVIEW = flow.Review("review", ASK, name=ASK)


def test_a_review_sends_changes_or_waits() -> None:
    assert labels(REVIEW) == [["Yes, send it"], ["Change something"], ["Not now"]]
    assert pressed(REVIEW, ".send") == Answer(value=True)
    assert pressed(REVIEW, ".change") == Draft({"changing": True})
    assert typed(REVIEW, "yes") == Answer(value=True)
    assert typed(REVIEW, "change something") == Draft({"changing": True})


@pytest.mark.parametrize("value", ["", "send", ".sent", "+"])
def test_what_stands_on_no_button_sends_nothing(value: str) -> None:
    assert pressed(REVIEW, value) is None


@pytest.mark.parametrize("words", ["", "no", "maybe", "x" * 5000])
def test_only_a_clear_yes_sends(words: str) -> None:
    assert asked_again(typed(REVIEW, words)) == "conversation.please_press"


# All kinds

EVERY_KIND = (
    CHOOSE, OWN_WORDS, LONG, MANY, TONGUES, GRID, WRITE, LETTER, NUMBER, DAY, TIME, PLACE
)  # fmt: skip


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda q: f"{type(q).__name__} {q.key}")
@pytest.mark.parametrize("language", i18n.shipped())
def test_every_button_does_something(question: Question, language: str) -> None:
    who = context(language)
    buttons = [button for row in question.rows({}, who) for button in row.buttons]
    for button in filter(is_live, buttons):
        assert question.pressed(button.press, {}, who) is not None


def is_live(button: Button) -> bool:
    return button.press != INERT


def test_the_code_of_a_choice_that_is_gone_is_a_lookup_error() -> None:
    assert Size.of("small") is Size.SMALL
    with pytest.raises(LookupError, match="Size huge"):
        Size.of("huge")


def test_days_that_are_alike_are_shown_together() -> None:
    answer = [f"{day}{part}" for day in (0, 2, 4) for part in "me"]
    assert shown(GRID.shown(answer, context())) == "Mon, Wed and Fri morning and evening"


@pytest.mark.parametrize(
    ("language", "words", "slots"),
    [
        ("en", "Tuesday morning and Thursday afternoon", {"1m", "3a"}),
        ("en", "Tuesday and Thursday morning", {"1m", "3m"}),
        ("en", "mornings on Tuesday", {"1m"}),
        ("en", "weekends", {"5m", "5a", "5e", "6m", "6a", "6e"}),
        ("de", "Dienstagabend", {"1e"}),
        ("ar", "Tuesday evening", {"1e"}),
    ],
)
def test_times_are_read_as_they_are_said(language: str, words: str, slots: set[str]) -> None:
    heard = GRID.typed(words, {}, context(language))
    assert isinstance(heard, Draft)
    assert set(heard.draft["picked"]) == slots
