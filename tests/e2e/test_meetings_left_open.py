"""What waits and what was begun: seen where one stands, and forgotten when it is over."""

from datetime import UTC, datetime

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.meeting import fills_the_form, meets, newest, suggests
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import pair
from tests.world import World


async def forms(town: World) -> list[str]:
    await town.settle()
    return [row["flow"] for row in await town.rows("select flow from form")]


async def status(town: World, person: Person, words: str) -> str:
    await town.settle()
    await person.types("/status")
    return (await person.sees(words)).text


async def test_one_sees_what_one_has_suggested(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    seen = await status(town, tom, "You suggested this to Amal, there is no answer yet:")
    assert "– Thursday, 3 December, 9:30" in seen
    assert "Amal: no answer yet" in [button.text for button in tom.last.buttons]
    await presses(town, amal, "Yes")
    await amal.presses_data(cards.action("move_meeting", await newest(town), 2))
    for words in ("4.12.", "10:00"):
        await amal.types(words)
        await town.settle()
    await presses(town, amal, "Yes, send it")
    seen = await status(town, amal, "Your next meeting is with Tom:\nThursday, 3 December, 9:30")
    assert "You suggested this to Tom, there is no answer yet:\n– Friday, 4 December" in seen


async def test_what_the_buddy_can_not_come_to_is_the_newcomers_only(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    answers = {"occasion": "Going to an office", "where": "Foreigners' office"}
    number = await meets(town, amal, tom, match, **answers)
    await tom.presses_data(cards.action("cannot_come", number, 2))
    await amal.sees("Tom can't come and is sorry.")
    await status(town, amal, "Your appointment (Tom can't come with you):\nThursday, 3 December")
    before = len(tom.messages)
    await status(town, tom, "You accompany Amal")
    new = [message for message in tom.messages[before:] if "3 December" in message.text]
    assert new == []


async def test_a_suggestion_that_is_answered_or_taken_back_leaves_no_form(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    await presses(town, amal, "Another time")
    assert await forms(town) == ["other_times@1"]
    await presses(town, tom, "Take it back")
    assert await forms(town) == []

    number = await meets(town, amal, tom, match)
    await amal.presses_data(cards.action("move_meeting", number, 2))
    for words in ("4.12.", "10:00"):
        await amal.types(words)
        await town.settle()
    await presses(town, amal, "Yes, send it")
    await presses(town, tom, "Another time")
    assert await forms(town) == [f"other_times@{number}"]
    await presses(town, amal, "Take it back")
    assert await forms(town) == []


async def test_a_form_to_move_what_has_begun_is_forgotten(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    number = await meets(town, amal, tom, match)
    await amal.presses_data(cards.action("move_meeting", number, 2))
    await amal.sees("On which day would you like to meet?")
    await town.move_to(datetime(2026, 12, 3, 8, 29, tzinfo=UTC))
    assert await forms(town) == [f"move_meeting@{number}"]
    await town.move_to(datetime(2026, 12, 3, 8, 31, tzinfo=UTC))
    assert await forms(town) == []


async def test_a_form_for_a_day_that_has_passed_is_forgotten(calendar_town: World) -> None:
    town = calendar_town
    _, tom, match = await pair(town)
    await fills_the_form(town, tom, match, day="25.11.", time="14:00")
    await town.move_to(datetime(2026, 11, 25, 12, tzinfo=UTC))
    assert await forms(town) == [f"meeting@{match}"]
    await town.move_to(datetime(2026, 11, 26, 12, tzinfo=UTC))
    assert await forms(town) == []
    await town.move_to(datetime(2026, 11, 28, 12, tzinfo=UTC))
    assert not [m for m in tom.messages if "not finished yet" in m.text]


async def test_an_appointment_waits_for_the_office_and_a_meeting_does_not(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await meets(town, amal, tom, match)
    await presses(town, amal, "Move the meeting")
    moving = await amal.sees("You suggest another time, and Tom says yes or no.")
    assert "office" not in moving.text
