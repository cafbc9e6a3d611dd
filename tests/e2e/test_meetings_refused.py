"""What can't be a meeting, and who has no say in it: each a clear sentence, and nothing is lost."""

from datetime import UTC, datetime

import pytest

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.meeting import fills_the_form, meeting, meets, suggests
from tests.e2e.test_agreeing import are_a_pair, data_of, presses
from tests.e2e.test_meetings import states
from tests.e2e.writing import pair
from tests.world import World


async def is_asked_for_the_day(town: World, person: Person, match: int) -> None:
    await town.settle()
    await person.presses_data(cards.action("meet", match))
    await presses(town, person, "Practising German")
    await person.sees("On which day would you like to meet?")


async def says(town: World, person: Person, *words: str) -> None:
    for each in words:
        await person.types(each)
        await town.settle()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("today", "11:00"), "Tuesday, 24 November, 11:00 has passed."),
        (("today", "12:05"), "Tuesday, 24 November, 12:05 is too soon"),
        (("28.3.2027", "2:30"), "There is no 2:30 on Sunday, 28 March 2027"),
        (("3.12.2029",), "That is too far away for me."),
        (("3.12.", "9:30", "until 8:00"), "It would end at 8:00, and it begins at 9:30."),
    ],
    ids=["over", "in five minutes", "in the spring gap", "in three years", "ends before"],
)
async def test_a_time_that_can_not_be_is_refused_where_it_is_said(
    calendar_town: World, words: tuple[str, ...], why: str
) -> None:
    town = calendar_town
    _, tom, match = await pair(town)
    await is_asked_for_the_day(town, tom, match)
    await says(town, tom, *words)
    asked = await tom.sees(why)
    assert asked.buttons, "the question stays open"
    answers = await town.rows(
        "select count(*) from form, json_each(form.answers) "
        "where json_each.key in ('occasion', 'day', 'time', 'length')"
    )
    assert answers[0][0] == len(words), "what was answered before is kept"


async def test_a_holiday_is_asked_once(calendar_town: World) -> None:
    town = calendar_town
    _, tom, match = await pair(town)
    await is_asked_for_the_day(town, tom, match)
    await tom.types("25.12.")
    asked = await tom.sees("Friday, 25 December is a public holiday. Shall it be that day?")
    assert data_of(asked, "Yes: Friday, 25 December")
    await says(town, tom, "yes", "10:00", "1 hour", "The café", "Skip this question")
    await tom.sees("This is your suggestion.")
    await presses(town, tom, "Yes, send it")
    assert await states(town) == ["proposed"]


async def test_an_office_that_is_closed_then_is_asked_once(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await fills_the_form(town, tom, match, day="2.12.", where="Foreigners' office")
    await presses(town, tom, "Yes, send it")
    doubt = await tom.sees("as far as I know, it is closed on Wednesday, 2 December.")
    assert "If you are sure, press “Yes, send it” once more." in doubt.text
    assert await states(town) == []

    await presses(town, tom, "Change something", "Day")
    await tom.types("7.12.")
    await tom.sees("This is your suggestion.")
    await presses(town, tom, "Change something", "Time")
    await tom.types("11:30")
    await presses(town, tom, "Yes, send it")
    doubt = await tom.sees("it is open on Monday, 7 December only at these times: 8:30–12:00")
    assert await states(town) == [], "another doubt is another question"

    await presses(town, tom, "Yes, send it")
    await tom.sees("Your suggestion is sent to Amal.")
    asked = await amal.sees("Tom suggests a meeting:")
    assert "Monday, 7 December, 11:30" in asked.text


async def test_an_own_meeting_at_that_time_is_in_the_way(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    sara = town.person("Sara", "en")
    other = await are_a_pair(town, sara, tom)
    await meets(town, amal, tom, match)

    await fills_the_form(town, tom, other, time="10:00")
    await presses(town, tom, "Yes, send it")
    busy = await tom.sees("You have another meeting at that time: Thursday, 3 December, 9:30.")
    assert data_of(busy, "Look at the other meeting")
    await tom.sees("At what time?")
    await tom.types("10:30")
    review = await tom.sees("This is your suggestion.")
    assert "Where: The café at the station" in review.text
    await presses(town, tom, "Yes, send it")
    await sara.sees("Tom suggests a meeting:")
    assert await states(town) == ["confirmed", "proposed"]


async def test_who_has_another_meeting_by_now_can_not_say_yes(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    sara = town.person("Sara", "en")
    other = await are_a_pair(town, sara, tom)
    await suggests(town, sara, other)
    asked = await tom.sees("Sara suggests a meeting:")
    await meets(town, amal, tom, match, time="10:00")

    await tom.presses_data(data_of(asked, "Yes"), asked)
    busy = await tom.sees("You have another meeting at that time: Thursday, 3 December, 10:00.")
    assert data_of(busy, "Another time")
    assert sorted(await states(town)) == ["confirmed", "proposed"]


async def test_that_the_other_can_not_any_more_is_said_without_saying_why(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    sara = town.person("Sara", "en")
    other = await are_a_pair(town, sara, tom)
    await suggests(town, tom, other)
    asked = await sara.sees("Tom suggests a meeting:")
    await meets(town, amal, tom, match, time="10:00")

    await sara.presses_data(data_of(asked, "Yes"), asked)
    told = await sara.sees("Tom has no time any more then: Thursday, 3 December, 9:30.")
    assert "Amal" not in told.text
    assert "10:00" not in told.text
    assert data_of(told, "Suggest another time")
    there = await tom.sees("Sara would have come on Thursday, 3 December, 9:30, but you have")
    assert data_of(there, "Suggest another time")
    assert await states(town) == ["cancelled", "confirmed"]


async def test_moving_a_meeting_is_not_in_its_own_way(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    await meeting(town, amal, tom)
    await presses(town, amal, "Move the meeting")
    await says(town, amal, "3.12.", "10:00")
    await presses(town, amal, "Yes, send it")
    await presses(town, tom, "Yes")
    await amal.sees("The meeting is moved.")


async def test_a_yes_to_a_time_that_has_passed_leads_to_another_time(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    await presses(town, amal, "Another time")
    await says(town, amal, "4.12.", "10:00")
    await presses(town, amal, "Add another time")
    await says(town, amal, "10.12.", "10:00")
    await presses(town, amal, "That is all", "Yes, send it")
    choice = await tom.sees("Which of these times suits you?")
    await town.move_to(datetime(2026, 12, 5, 12, tzinfo=UTC))
    await tom.presses_data(data_of(choice, "Fri 4 Dec"), choice)
    over = await tom.sees("Friday, 4 December, 10:00 has passed. Please suggest another time.")
    assert data_of(over, "Another time")
    await tom.presses_data(data_of(choice, "Thu 10 Dec"), choice)
    await amal.sees("It is agreed.")


FORGED = (
    "confirm_meeting:1.1:1",
    "confirm_meeting:1.2:1",
    "confirm_meeting:1:1",
    "confirm_meeting:x.y:1",
    "decline_meeting:1:1",
    "take_back_meeting:1:1",
    "other_times:1:1",
    "move_meeting:1:1",
    "cancel_meeting:1:1",
    "cancel_meeting_now:1:1",
    "keep_meeting:1:0",
    "keep_old_time:1:1",
    "meeting:1:0",
    "meeting:²:0",
    "meeting:99:0",
    "meet_again:1:0",
    "meeting_file:1:0",
    "meeting_map:1:0",
    "restore_meeting:1:1",
    "card_for_counter:1:0",
    "meet:1:0",
)


async def test_nobody_else_has_a_say_in_a_meeting(town: World) -> None:
    amal, tom, match = await pair(town)
    await suggests(town, tom, match, day="in 9 days")
    eve = town.person("Eve", "en")
    await eve.starts()
    await eve.sees("English")
    await eve.presses("English")
    await eve.sees("What brings you here?")
    for press in FORGED:
        before = eve.last.id
        await eve.presses_data(f"a:{press}")
        await town.settle()
        new = [message for message in eve.messages if message.id > before]
        assert "Here is what you can do now." in new[0].text, press
        assert not any("Amal" in m.text or "Tom" in m.text or m.kind != "text" for m in new), press
    assert await states(town) == ["proposed"]
    assert await town.rows("select * from form") == []
    assert len([m for m in amal.messages if "meeting" in m.text]) == 1


async def test_who_suggested_can_not_say_yes_for_the_other(town: World) -> None:
    _, tom, match = await pair(town)
    await suggests(town, tom, match, day="in 9 days")
    for press in ("confirm_meeting:1.1", "decline_meeting:1", "keep_old_time:1", "move_meeting:1"):
        await tom.presses_data(f"a:{press}:1")
        await town.settle()
    assert await states(town) == ["proposed"]
    assert len([m for m in tom.messages if "This is how it stands now." in m.text]) == 4


async def test_a_meeting_that_has_begun_is_neither_moved_nor_cancelled(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom)
    agreed = await amal.sees("It is agreed.")
    await town.move_to(datetime(2026, 12, 3, 9, tzinfo=UTC))
    for label in ("Move the meeting", "Cancel the meeting"):
        await amal.presses_data(data_of(agreed, label), agreed)
        await town.settle()
    await amal.presses_data(cards.action("cancel_meeting_now", number, 2))
    await town.settle()
    assert await states(town) == ["confirmed"]
    assert len([m for m in amal.messages if "This is how it stands now." in m.text]) == 3
