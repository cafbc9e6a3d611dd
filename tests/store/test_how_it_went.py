"""Afterwards: what the two say of a meeting, and when a coordinator is to look at it."""

from datetime import timedelta

import pytest

from bot.conversation import turn
from bot.matches.store import Side
from bot.meetings.store import Flag, Meeting, State
from tests.store.matchmaking import Played
from tests.store.meeting import THURSDAY, Two, appointment, meet, move_to, now, presses, two

NEWCOMER, BUDDY = Side
ANSWERS = {
    "good": "met_good",
    "so-so": "met_so_so",
    "me": "absent_me",
    "other": "absent_other",
    "both": "absent_both",
}


async def says(here: Played, those: Two, number: int, side: Side, what: str) -> str:
    return await here.presses(those.of(side), ANSWERS[what], number)


async def held_on(here: Played, those: Two, *answers: str, days: int = 0) -> Meeting:
    """A meeting on a day after the first Thursday, and what the newcomer said of it, then the
    buddy."""
    number = await meet(here, those, THURSDAY + timedelta(days=days))
    await move_to(here, THURSDAY + timedelta(days=days, hours=2))
    for side, what in zip(Side, answers, strict=False):
        await says(here, those, number, side, what)
    return await now(here, number)


@pytest.mark.parametrize(
    ("answers", "state", "flag"),
    [
        (("good",), State.HELD, None),
        (("so-so",), State.HELD, None),
        (("good", "so-so"), State.HELD, None),
        (("me",), State.MISSED, None),
        (("other",), State.MISSED, None),
        (("me", "other"), State.MISSED, None),
        (("me", "me"), State.MISSED, None),
        (("both",), State.CANCELLED, None),
        (("both", "both"), State.CANCELLED, None),
        (("both", "me"), State.CANCELLED, None),
        (("good", "me"), State.HELD, Flag.DISAGREE),
        (("other", "good"), State.MISSED, Flag.DISAGREE),
        (("both", "good"), State.CANCELLED, Flag.DISAGREE),
        (("other", "other"), State.MISSED, Flag.DISAGREE),
        (("both", "other"), State.MISSED, None),
    ],
    ids=str,
)
async def test_what_a_meeting_comes_to(
    here: Played, answers: tuple[str, ...], state: State, flag: Flag | None
) -> None:
    meeting = await held_on(here, await two(here), *answers)
    assert (meeting.state, meeting.flag) == (state, flag)


async def test_who_answers_hears_thanks_and_who_sees_it(here: Played) -> None:
    those = await two(here)
    number = (await held_on(here, those)).id
    said = await says(here, those, number, NEWCOMER, "so-so")
    assert "Thank you for saying so." in said
    assert "Only coordinators see your answer, Tom does not." in said
    labels = [label for label, _ in await here.buttons(those.newcomer, "met_so_so", number)]
    for label in ("Suggest the next meeting", "Write to the Welcome Center", "Something is wrong"):
        assert label in labels
    labels = [label for label, _ in await here.buttons(those.newcomer, "met_good", number)]
    assert "Something is wrong" not in labels


async def test_the_other_side_is_not_told(here: Played) -> None:
    those = await two(here)
    number = (await held_on(here, those)).id
    before = await here.told(those.buddy)
    await says(here, those, number, NEWCOMER, "other")
    assert await here.told(those.buddy) == before
    assert "did not come" not in await here.presses(those.buddy, "meeting", number)


async def test_who_did_not_come_is_asked_without_blame(here: Played) -> None:
    those = await two(here)
    number = (await held_on(here, those)).id
    assert "Who could not make it?" in await here.presses(those.newcomer, "not_met", number)
    assert (await now(here, number)).state is State.CONFIRMED, "nothing is noted yet"
    labels = [label for label, _ in await here.buttons(those.newcomer, "not_met", number)]
    assert labels == ["I could not come", "Tom did not come", "We called it off together"]


async def test_an_answer_is_corrected_within_four_days(here: Played) -> None:
    those = await two(here)
    number = (await held_on(here, those, "good", "other")).id
    assert (await now(here, number)).flag is Flag.DISAGREE
    await move_to(here, THURSDAY + timedelta(days=4))
    await says(here, those, number, BUDDY, "good")
    meeting = await now(here, number)
    assert (meeting.state, meeting.flag) == (State.HELD, None)

    await move_to(here, THURSDAY + timedelta(days=4, hours=1))
    said = await says(here, those, number, BUDDY, "me")
    assert said == "You said: good.\nThank you, your answer is kept. It can't be changed any more."
    assert (await now(here, number)).state is State.HELD


async def test_a_first_answer_is_never_too_late(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await move_to(here, THURSDAY + timedelta(days=12))
    await says(here, those, number, BUDDY, "good")
    assert (await now(here, number)).state is State.HELD


async def test_before_it_has_begun_it_can_not_be_said(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    for action in (*ANSWERS.values(), "not_met", "how_it_went"):
        said = await here.presses(those.newcomer, action, number)
        assert said == (
            "This meeting begins on <b>Thursday, 26 November, 9:30</b>. "
            "You can say afterwards how it went."
        )
    assert (await now(here, number)).state is State.CONFIRMED


async def test_of_a_cancelled_meeting_nothing_is_asked(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await presses(here, those.newcomer, "cannot_come", number)
    await move_to(here, THURSDAY + timedelta(hours=2))
    assert "does not take place" in await says(here, those, number, BUDDY, "good")
    assert (await now(here, number)).state is State.CANCELLED


async def test_the_meeting_of_others_and_what_is_none_read_the_same(here: Played) -> None:
    those, others = await two(here), await two(here)
    number = (await held_on(here, those)).id
    words = set()
    for action in (*ANSWERS.values(), "not_met", "how_it_went"):
        words |= {
            await here.presses(others.newcomer, action, number),
            await here.presses(others.newcomer, action, "4711"),
            await here.presses(others.newcomer, action, "x' or 1"),
            await here.presses(await here.coordinator(), action, number),
        }
    assert words == {turn.GONE.english}
    assert (await now(here, number)).state is State.CONFIRMED


async def test_who_went_alone_is_asked_alone(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    await presses(here, those.buddy, "cannot_come", number)
    await move_to(here, THURSDAY + timedelta(hours=2))
    assert "You could not come to this one" in await says(here, those, number, BUDDY, "good")
    assert "at the office?" in await here.presses(those.newcomer, "how_it_went", number)
    labels = [label for label, _ in await here.buttons(those.newcomer, "not_met", number)]
    assert labels == ["I could not come", "It was called off or moved"]
    await says(here, those, number, NEWCOMER, "good")
    meeting = await now(here, number)
    assert (meeting.state, meeting.flag) == (State.HELD, Flag.NO_COMPANY)


# Twice in a row


async def test_the_second_missed_in_a_row_is_for_the_coordinators(here: Played) -> None:
    those = await two(here)
    assert (await held_on(here, those, "me", "other")).flag is None
    assert (await held_on(here, those, "other", days=7)).flag is Flag.MISSED_TWICE


async def test_a_meeting_that_was_held_between_makes_it_no_row(here: Played) -> None:
    those = await two(here)
    await held_on(here, those, "me")
    await held_on(here, those, "good", days=7)
    assert (await held_on(here, those, "me", days=14)).flag is None


async def test_what_was_called_off_together_does_not_count(here: Played) -> None:
    those = await two(here)
    await held_on(here, those, "both")
    assert (await held_on(here, those, "me", days=7)).flag is None
    await held_on(here, those, "both", days=14)
    assert (await held_on(here, those, "me", days=21)).flag is Flag.MISSED_TWICE


async def test_others_have_rows_of_their_own(here: Played) -> None:
    await held_on(here, await two(here), "me")
    assert (await held_on(here, await two(here), "me", days=7)).flag is None


async def test_it_does_not_matter_which_is_answered_first(here: Played) -> None:
    those = await two(here)
    first, second = await meet(here, those), await meet(here, those, THURSDAY + timedelta(days=1))
    await move_to(here, THURSDAY + timedelta(days=2))
    await says(here, those, second, NEWCOMER, "other")
    assert (await now(here, second)).flag is None
    await says(here, those, first, NEWCOMER, "other")
    assert (await now(here, second)).flag is Flag.MISSED_TWICE
    await says(here, those, first, NEWCOMER, "good")
    assert (await now(here, second)).flag is None


async def test_a_correction_takes_the_flag_back(here: Played) -> None:
    those = await two(here)
    await held_on(here, those, "me")
    second = await held_on(here, those, "me", days=7)
    await says(here, those, second.id, NEWCOMER, "good")
    assert (await now(here, second.id)).flag is None


async def test_what_was_dealt_with_stays_so_when_the_other_says_the_same(here: Played) -> None:
    those, petra = await two(here), await here.coordinator()
    await held_on(here, those, "me")
    second = await held_on(here, those, "me", days=7)
    await presses(here, petra, "meeting_dealt_with", second.id)
    assert (await now(here, second.id)).flag is None
    await says(here, those, second.id, NEWCOMER, "me")
    await says(here, those, second.id, BUDDY, "other")
    assert (await now(here, second.id)).flag is None
    await says(here, those, second.id, BUDDY, "good")
    assert (await now(here, second.id)).flag is Flag.DISAGREE


async def test_the_end_of_a_match_clears_what_was_flagged(here: Played) -> None:
    those = await two(here)
    number = (await held_on(here, those, "good", "other")).id
    match = await here.match_of(those.newcomer)
    assert match is not None
    await here.ends(match)
    assert (await now(here, number)).flag is None
    said = await says(here, those, number, NEWCOMER, "me")
    assert "over" in said
    assert (await now(here, number)).state is State.HELD
