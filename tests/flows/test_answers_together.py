"""Answers that don't go together: the one that is wrong is asked for again, with the reason, also
when it became wrong while the form waited; and nothing is offered that would be refused.
"""

from datetime import timedelta

import pytest

from bot.conversation.steps import AskedAgain, Finished, Moved
from bot.meetings import plan
from bot.meetings.other_times import OTHER_TIMES
from bot.meetings.proposing import MEETING
from tests.flows import talk
from tests.flows.talk import NOW, Talk


@pytest.fixture
def at_the_length() -> Talk:
    """A meeting of today, at 14:00."""
    amal = Talk(MEETING)
    amal.presses("Practising German")
    amal.types("24.11.", "14:00")
    return amal


@pytest.fixture
def at_the_review(at_the_length: Talk) -> Talk:
    at_the_length.types("1 hour", "The café at the station", "skip")
    return at_the_length


def waits(amal: Talk, hours: float) -> None:
    amal.context = talk.context(now=NOW + timedelta(hours=hours))


@pytest.mark.parametrize("says_so", [Talk.presses, Talk.types])
def test_a_time_that_has_passed_by_the_end_is_asked_for_again_with_the_reason(
    at_the_review: Talk, says_so: object
) -> None:
    waits(at_the_review, 5)
    assert callable(says_so)
    step = says_so(at_the_review, "Yes, send it")
    assert isinstance(step, Moved)
    assert at_the_review.open == "time"
    first, _, last = at_the_review.text.partition("\n")
    assert "14:00" in first
    assert last.endswith("<b>3/6</b> At what time?")
    at_the_review.types("18:00")
    assert at_the_review.open == "review", "nothing else is asked for again"
    assert isinstance(at_the_review.presses("Yes, send it"), Finished)


def test_a_form_that_is_over_twice_in_one_day_can_still_be_sent(at_the_review: Talk) -> None:
    waits(at_the_review, 5)
    at_the_review.presses("Yes, send it")
    at_the_review.types("18:00")
    waits(at_the_review, 10)
    at_the_review.presses("Yes, send it")
    assert (at_the_review.open, at_the_review.answers["day"]) == ("time", "2026-11-24")


def test_the_same_time_twice_is_asked_for_again_where_it_was_said_last() -> None:
    amal = Talk(OTHER_TIMES)
    amal.types("3.12.", "9:00")
    amal.presses("Add another time")
    amal.types("4.12.", "9:00")
    amal.presses("That is all", "Change something", "Day")
    assert isinstance(amal.types("4.12."), AskedAgain)
    assert isinstance(amal.types("5.12."), Moved)
    assert isinstance(amal.presses("Yes, send it"), Finished)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        pytest.param("15:30", ["until 15:30"], id="after it begins"),
        pytest.param("13:30", [], id="before it begins"),
        pytest.param("14:00", [], id="when it begins"),
    ],
)
def test_an_end_is_offered_only_behind_the_beginning(
    at_the_length: Talk, typed: str, choices: list[str]
) -> None:
    assert isinstance(at_the_length.types(typed), AskedAgain)
    assert [label for label in at_the_length.labels if label.startswith("until")] == choices
    is_refused = plan.ENDS_BEFORE.english.partition("{")[0] in at_the_length.text
    assert is_refused is not bool(choices)
