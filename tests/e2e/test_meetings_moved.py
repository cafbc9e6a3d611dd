"""A meeting is moved, or cancelled. The old time holds until both have said yes to a new one."""

from datetime import UTC, datetime

import pytest

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.meeting import meets, suggests
from tests.e2e.test_agreeing import data_of, presses
from tests.e2e.test_meetings import looks, states
from tests.e2e.writing import ends, pair
from tests.world import World

OLD = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)
NEW = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)


async def they_meet(town: World, **answers: str) -> tuple[Person, Person, int]:
    amal, tom, match = await pair(town)
    return amal, tom, await meets(town, amal, tom, match, **answers)


async def wants_to_move(
    town: World, person: Person, day: str = "4.12.", time: str = "10:00"
) -> None:
    """From the card of a meeting to the review."""
    await presses(town, person, "Move the meeting")
    await person.sees("Until then the old time stays: Thursday, 3 December, 9:30")
    await person.types(day)
    await town.settle()
    await person.types(time)
    await person.sees("This is your suggestion.")


async def moves(town: World, person: Person, day: str = "4.12.", time: str = "10:00") -> None:
    await wants_to_move(town, person, day, time)
    await presses(town, person, "Yes, send it")
    await person.sees("Your suggestion is sent to")


async def begins_at(town: World, number: int) -> datetime:
    await town.settle()
    rows = await town.rows("select begins_at from meeting where id = :number", number=number)
    return datetime.fromtimestamp(rows[0][0], UTC)


async def test_either_side_moves_a_meeting_and_the_old_time_holds_meanwhile(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town, note="Bring a pen.")
    await wants_to_move(town, amal)
    review = await amal.sees("This is your suggestion.")
    for known in ("How long: 1 hour", "Where: The café at the station", "Note: Bring a pen."):
        assert known in review.text
    await presses(town, amal, "Yes, send it")
    sent = await amal.sees("Your suggestion is sent to Tom.")
    holds = "Until both of you say yes to another time, the old one stays: Thursday, 3 December"
    assert holds in sent.text

    asked = await tom.sees("Amal would like to change your meeting:")
    assert "Friday, 4 December, 10:00 (about 1 hour)" in asked.text
    assert holds in asked.text
    assert await begins_at(town, number) == OLD
    await tom.presses("Yes")
    for person in (amal, tom):
        moved = await person.sees("The meeting is moved. The old time does not count any more.")
        assert "Friday, 4 December, 10:00" in moved.text
    assert await begins_at(town, number) == NEW
    assert [tuple(row) for row in await town.rows("select sequence, state from meeting")] == [
        (1, "confirmed")
    ]


async def test_the_other_keeps_the_old_time(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await moves(town, amal)
    asked = await tom.sees("Amal would like to change your meeting:")
    await presses(town, tom, "Keep the old time")
    stays = await tom.sees("The old time stays.")
    assert "Thursday, 3 December, 9:30" in stays.text
    kept = await amal.sees("Tom would like to keep the old time.")
    assert "Thursday, 3 December, 9:30" in kept.text
    assert await begins_at(town, number) == OLD

    await tom.presses_data(data_of(asked, "Yes"), asked)
    await tom.sees("That was from before. This is how it stands now.")
    assert await begins_at(town, number) == OLD


async def test_whoever_wanted_to_move_thinks_again(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await moves(town, amal)
    await presses(town, amal, "Take it back")
    await amal.sees("The old time stays.")
    told = await tom.sees("Amal took the suggestion back.")
    assert "Thursday, 3 December, 9:30" in told.text
    assert await begins_at(town, number) == OLD


async def test_a_move_is_answered_with_other_times(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await moves(town, amal)
    await presses(town, tom, "Another time")
    await tom.types("7.12.")
    await town.settle()
    await tom.types("11:00")
    await presses(town, tom, "That is all", "Yes, send it")
    asked = await amal.sees("Tom would like to change your meeting:")
    assert "Monday, 7 December, 11:00" in asked.text
    assert await begins_at(town, number) == OLD
    await presses(town, amal, "Yes")
    await tom.sees("The meeting is moved.")
    assert await begins_at(town, number) == datetime(2026, 12, 7, 10, tzinfo=UTC)


async def test_both_move_at_once_and_nothing_is_lost(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await wants_to_move(town, amal, "4.12.", "10:00")
    await moves(town, tom, "7.12.", "11:00")
    await amal.sees("Tom would like to change your meeting:")

    review = next(m for m in reversed(amal.messages) if "This is your suggestion." in m.text)
    await amal.presses_data(data_of(review, "Yes, send it"), review)
    crossed = await amal.sees("Tom has just made a suggestion too. Yours is not sent yet")
    assert "Monday, 7 December, 11:00" in crossed.text
    again = await amal.sees("This is your suggestion.")
    assert again.id > crossed.id
    assert "Friday, 4 December" in again.text
    assert await town.rows("select side from offer where side = 'newcomer'") == []

    await presses(town, amal, "Yes, send it")
    asked = await tom.sees("Amal would like to change your meeting:")
    assert "Friday, 4 December, 10:00" in asked.text
    await presses(town, tom, "Yes")
    await amal.sees("The meeting is moved.")
    assert await begins_at(town, number) == NEW


async def test_after_seeing_both_one_may_say_yes_to_the_others(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await wants_to_move(town, amal, "4.12.", "10:00")
    await moves(town, tom, "7.12.", "11:00")
    review = next(m for m in reversed(amal.messages) if "This is your suggestion." in m.text)
    await amal.presses_data(data_of(review, "Yes, send it"), review)
    crossed = await amal.sees("Tom has just made a suggestion too.")
    await amal.presses_data(data_of(crossed, "Yes"), crossed)
    await amal.sees("The meeting is moved.")
    assert await town.rows("select * from form") == [], "the own form has served its purpose"
    assert await begins_at(town, number) == datetime(2026, 12, 7, 10, tzinfo=UTC)


async def test_a_meeting_that_changed_while_one_writes_is_shown_first(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, _ = await they_meet(town)
    await wants_to_move(town, amal, "7.12.", "11:00")
    await moves(town, tom, "4.12.", "10:00")
    await presses(town, tom, "Take it back")
    await amal.sees("Tom took the suggestion back.")

    review = next(m for m in reversed(amal.messages) if "This is your suggestion." in m.text)
    await amal.presses_data(data_of(review, "Yes, send it"), review)
    await amal.sees("The meeting has changed in the meantime.")
    await presses(town, amal, "Yes, send it")
    await tom.sees("Amal would like to change your meeting:")


async def test_only_the_place_is_changed(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, _ = await they_meet(town)
    await wants_to_move(town, amal, "3.12.", "9:30")
    await presses(town, amal, "Change something", "Where")
    await amal.types("The harbour")
    await presses(town, amal, "Yes, send it")
    asked = await tom.sees("Amal would like to change your meeting:")
    assert "Where: The harbour" in asked.text
    await presses(town, tom, "Yes")
    await amal.sees("It is agreed.")


async def test_who_changes_nothing_asks_nobody(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, _ = await they_meet(town)
    before = len(tom.messages)
    await wants_to_move(town, amal, "3.12.", "9:30")
    await presses(town, amal, "Yes, send it")
    await amal.sees("That is what you have agreed on already. Nothing changes.")
    assert len(tom.messages) == before


async def test_cancelling_is_asked_once_and_both_know(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await presses(town, amal, "Cancel the meeting")
    await amal.sees("Shall I cancel the meeting on Thursday, 3 December, 9:30?")
    await presses(town, amal, "No, keep it")
    await amal.sees("You and Tom meet:")
    assert await states(town) == ["confirmed"]

    await presses(town, amal, "Cancel the meeting", "Yes, cancel it")
    await amal.sees("The meeting is cancelled. I tell Tom.")
    told = await tom.sees("Amal has cancelled this meeting:")
    assert "Thursday, 3 December, 9:30" in told.text
    assert await states(town) == ["cancelled"]

    await presses(town, tom, "Suggest another time")
    await tom.sees("On which day would you like to meet?")
    await tom.types("10.12.")
    await town.settle()
    await tom.types("9:30")
    await tom.sees("Is there something to add")
    await presses(town, tom, "Skip this question")
    review = await tom.sees("This is your suggestion.")
    for known in ("What: Practising German", "How long: 1 hour", "Where: The café at the station"):
        assert known in review.text
    assert await looks(town, amal, number, "does not take place:")


async def test_a_yes_after_the_other_has_cancelled_confirms_nothing(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, _ = await they_meet(town)
    await moves(town, amal)
    asked = await tom.sees("Amal would like to change your meeting:")
    await presses(town, tom, "Cancel the meeting", "Yes, cancel it")
    await amal.sees("Tom has cancelled this meeting:")
    await tom.presses_data(data_of(asked, "Yes"), asked)
    await tom.sees("That was from before. This is how it stands now.")
    assert await states(town) == ["cancelled"]


async def test_a_form_about_a_meeting_that_was_cancelled_sends_nothing(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await wants_to_move(town, amal)
    await tom.presses_data(cards.action("cancel_meeting_now", number, 2))
    await amal.sees("Tom has cancelled this meeting:")
    review = next(m for m in reversed(amal.messages) if "This is your suggestion." in m.text)
    await amal.presses_data(data_of(review, "Yes, send it"), review)
    await amal.sees("This is not here, or not any more.")
    assert await states(town) == ["cancelled"]
    assert await town.rows("select * from form") == []


async def test_what_nobody_answers_is_over_when_its_time_has_come(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    await town.advance(days=8)
    assert await states(town) == ["proposed"]
    await town.advance(days=1)
    assert await states(town) == ["cancelled"]
    told = await tom.sees("The time that you suggested to Amal has come, and there was no answer.")
    assert data_of(told, "Suggest another time")
    assert not [message for message in amal.messages if "no answer" in message.text]


async def test_a_move_that_nobody_answers_leaves_the_old_time(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, number = await they_meet(town)
    await moves(town, amal, "2.12.", "10:00")
    await town.move_to(datetime(2026, 12, 2, 9, 5, tzinfo=UTC))
    for person, other in ((amal, "Tom"), (tom, "Amal")):
        words = f"There was no answer about another time for your meeting with {other}."
        told = await person.sees(words)
        assert "Thursday, 3 December, 9:30" in told.text
    assert await town.rows("select * from offer") == []
    assert await begins_at(town, number) == OLD


async def test_a_match_that_ends_calls_off_what_lies_ahead_and_says_so_once(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await meets(town, amal, tom, match)
    await meets(town, amal, tom, match, day="10.12.")
    await suggests(town, amal, match, day="11.12.")
    await presses(town, tom, "My meetings", "Thu 10 Dec, 9:30", "Move the meeting")
    await ends(town, match)
    for person in (amal, tom):
        told = await person.sees("These meetings of yours do not take place any more:")
        assert "– Thursday, 3 December, 9:30" in told.text
        assert "– Thursday, 10 December, 9:30" in told.text
        assert "11 December" not in told.text
        assert len([m for m in person.messages if "not take place any more" in m.text]) == 1
    assert await states(town) == ["cancelled"] * 3
    assert await town.rows("select * from form") == []
    await amal.presses_data(cards.action("meeting", 1))
    await amal.sees("Your time together is over here")


async def test_of_a_mere_suggestion_nothing_is_said_when_the_match_ends(town: World) -> None:
    amal, tom, match = await pair(town)
    await suggests(town, tom, match, day="in 9 days")
    before = len(amal.messages), len(tom.messages)
    await ends(town, match)
    assert await states(town) == ["cancelled"]
    assert (len(amal.messages), len(tom.messages)) == before


async def test_whoever_is_erased_is_not_told_but_the_other_is(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, _ = await they_meet(town)
    await amal.types("/forgetme")
    await presses(town, amal, "Yes, delete everything")
    told = await tom.sees("This meeting of yours does not take place any more:")
    assert "– Thursday, 3 December, 9:30" in told.text
    assert await states(town) == ["cancelled"]
    rows = await town.rows("select place, note from meeting")
    assert [tuple(row) for row in rows] == [(None, None)], "own words are gone"
    assert not [message for message in amal.messages if "of yours" in message.text]


@pytest.mark.parametrize(
    ("day", "is_silent"), [("25.11.", False), ("3.12.", True)], ids=["tomorrow", "next week"]
)
async def test_at_night_only_what_was_to_begin_in_the_morning_makes_a_sound(
    calendar_town: World, day: str, is_silent: bool
) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    number = await meets(town, amal, tom, match, day=day, time="8:30")
    await town.move_to(datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
    await amal.presses_data(cards.action("cancel_meeting_now", number, 2))
    told = await tom.sees("Amal has cancelled this meeting:")
    assert bool(told.kept.get("disable_notification")) is is_silent
