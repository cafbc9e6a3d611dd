"""Two meetings at one time: whoever would be at two places hears so at once, and nobody is asked
any more for what can't be.
"""

from datetime import UTC, datetime

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.meeting import meets, suggests
from tests.e2e.test_agreeing import are_a_pair, data_of, presses
from tests.e2e.test_meetings import states
from tests.e2e.writing import pair
from tests.world import World


async def three(town: World) -> tuple[Person, Person, Person, int, int]:
    """Tom accompanies Amal and Sara; with the two matches."""
    amal, tom, match = await pair(town)
    sara = town.person("Sara", "en")
    return amal, sara, tom, match, await are_a_pair(town, sara, tom)


async def other_times(town: World, person: Person, *times: tuple[str, str]) -> None:
    """Answer a suggestion with these times."""
    await presses(town, person, "Another time")
    for number, (day, time) in enumerate(times):
        if number:
            await presses(town, person, "Add another time")
        for words in (day, time):
            await person.types(words)
            await town.settle()
    await presses(town, person, "That is all", "Yes, send it")


async def test_of_several_times_the_others_are_left(calendar_town: World) -> None:
    town = calendar_town
    amal, sara, tom, match, other = await three(town)
    await suggests(town, sara, other, day="2.12.")
    await other_times(town, tom, ("4.12.", "10:00"), ("7.12.", "10:00"))
    choice = await sara.sees("Which of these times suits you?")
    await meets(town, amal, tom, match, day="4.12.", time="10:30")

    await sara.presses_data(data_of(choice, "Fri 4 Dec"), choice)
    left = await sara.sees("Tom has no time any more then: Friday, 4 December, 10:00.")
    assert "Monday, 7 December, 10:00" in left.text
    there = await tom.sees("Sara would have come on Friday, 4 December, 10:00, but you have")
    assert "Monday, 7 December, 10:00" in there.text
    await presses(town, sara, "Yes")
    await sara.sees("It is agreed.")
    assert await states(town) == ["confirmed", "confirmed"]


async def test_a_move_to_a_time_that_is_taken_leaves_the_old_one(calendar_town: World) -> None:
    town = calendar_town
    amal, sara, tom, match, other = await three(town)
    number = await meets(town, sara, tom, other)
    await tom.presses_data(cards.action("move_meeting", number, 2))
    for words in ("4.12.", "10:00"):
        await tom.types(words)
        await town.settle()
    await presses(town, tom, "Yes, send it")
    asked = await sara.sees("Tom would like to change your meeting:")
    await meets(town, amal, tom, match, day="4.12.", time="10:30")

    await sara.presses_data(data_of(asked, "Yes"), asked)
    holds = await sara.sees("Tom has no time any more then: Friday, 4 December, 10:00.")
    assert "Thursday, 3 December, 9:30" in holds.text
    there = await tom.sees("Sara would have come on Friday, 4 December, 10:00")
    assert "You and Sara meet:" in there.text
    assert await town.rows("select * from offer") == []
    before = len(tom.messages)
    await town.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert len(tom.messages) == before, "nothing is called unanswered"


async def test_who_agrees_is_reminded_of_an_own_suggestion_for_then(calendar_town: World) -> None:
    town = calendar_town
    amal, sara, tom, match, other = await three(town)
    await suggests(town, tom, other)
    await suggests(town, tom, other, day="8.12.")
    await suggests(town, amal, match, time="10:00")
    await presses(town, tom, "Yes")
    await tom.sees("It is agreed.")
    told = await tom.sees("You also suggested this time to Sara: Thursday, 3 December, 9:30")
    assert len([m for m in tom.messages if "You also suggested" in m.text]) == 1
    await tom.presses_data(data_of(told, "Take it back"), told)
    await sara.sees("Tom took the suggestion back.")
    assert await states(town) == ["cancelled", "proposed", "confirmed"]
