"""A day that is asked for twice where it is a public holiday."""

import pytest

from bot.conversation import holidays, values
from bot.conversation.asking import Again, Answer, Draft
from bot.i18n import text
from tests.flows import talk

ASK = text("conversation.test_which_day", "Which day?")
QUESTION = holidays.Day("day", ASK, name=ASK)
CONTEXT = talk.context()
CHRISTMAS = "2026-12-25"
NAMED = {holidays.SURE: CHRISTMAS}


def test_a_day_that_is_no_holiday_is_taken_at_once() -> None:
    assert QUESTION.pressed("2026-12-23", {}, CONTEXT) == Answer("2026-12-23")
    assert QUESTION.typed("23.12.", {}, CONTEXT) == Answer("2026-12-23")


def test_a_public_holiday_is_asked_about() -> None:
    assert QUESTION.pressed(CHRISTMAS, {}, CONTEXT) == Draft(NAMED)
    assert QUESTION.typed("25.12.", {"month": "2026-12"}, CONTEXT) == Draft(
        {"month": "2026-12", **NAMED}
    )
    heard = QUESTION.heard(NAMED, CONTEXT)
    assert heard is not None
    assert "public holiday" in values.shown(heard, CONTEXT.reader)
    assert QUESTION.rows(NAMED, CONTEXT)[0].buttons[0].press == CHRISTMAS


@pytest.mark.parametrize(
    "words", ["yes", "Yes, please", "25.12.", "Yes: Friday, 25 December", "ok"]
)
def test_a_public_holiday_is_taken_after_a_yes_or_when_named_twice(words: str) -> None:
    assert QUESTION.typed(words, NAMED, CONTEXT) == Answer(CHRISTMAS)


def test_another_day_may_be_said_instead() -> None:
    assert QUESTION.typed("28.12.", NAMED, CONTEXT) == Answer("2026-12-28")
    assert QUESTION.pressed("2026-12-26", NAMED, CONTEXT) == Draft({holidays.SURE: "2026-12-26"})
    assert isinstance(QUESTION.typed("no", NAMED, CONTEXT), Again)


def test_a_holiday_that_was_taken_is_not_asked_about_again() -> None:
    assert QUESTION.outdated(CHRISTMAS, CONTEXT) is None
