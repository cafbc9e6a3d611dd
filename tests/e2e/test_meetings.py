"""Two people find a time and a place, and say yes, another time, or no."""

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.meeting import fills_the_form, meeting, meets, newest, suggests
from tests.e2e.test_agreeing import data_of, presses
from tests.e2e.writing import ends, pair
from tests.world import World


async def states(town: World) -> list[str]:
    await town.settle()
    return [row[0] for row in await town.rows("select state from meeting order by id")]


async def looks(town: World, person: Person, number: int, words: str) -> str:
    """What somebody sees of a meeting that contains these words."""
    await town.settle()
    await person.presses_data(cards.action("meeting", number))
    return (await person.sees(words)).text


async def test_a_suggestion_becomes_a_meeting_with_one_tap(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)

    await tom.presses_data(cards.action("match", match))
    await tom.sees("You accompany Amal")
    await presses(town, tom, "Suggest a meeting", "Going to an office together")
    await tom.sees("On which day would you like to meet?")
    await tom.types("3 December")
    await tom.sees("At what time?")
    await tom.presses("9:30")
    await tom.sees("About how long will it take?")
    await tom.types("an hour")
    await tom.sees("Where do you meet?")
    await tom.presses("Foreigners' office")
    await tom.sees("Is there something to add")
    await tom.types("Please bring the letter <b>with you</b>.")
    review = await tom.sees("This is your suggestion.")
    assert "How long: 1 hour" in review.text
    assert "Where: Foreigners' office" in review.text
    await tom.presses("Yes, send it")
    await tom.sees("Your suggestion is sent to Amal.")

    asked = await amal.sees("Tom suggests a meeting:")
    for line in (
        "What: Going to an office together",
        "Thursday, 3 December, 9:30 (about 1 hour)",
        "Where: Foreigners' office (Ausländerbehörde), Am Alten Kran 14",
        "Note: Please bring the letter <b>with you</b>.",
    ):
        assert line in asked.text
    labels = [button.text for button in asked.buttons]
    assert labels == ["Yes", "Another time", "No, not this time", "Write to Tom"]

    await amal.presses("Yes")
    agreed = await amal.sees("It is agreed. Thank you.")
    assert agreed.id == asked.id, "the suggestion turns into what is agreed"
    assert "You and Tom meet:" in agreed.text
    there = await tom.sees("It is agreed. Thank you.")
    assert "You and Amal meet:" in there.text
    for label in ("For my calendar", "Show it on the map", "Move the meeting", "Write to Tom"):
        assert data_of(agreed, label)
    assert await states(town) == ["confirmed"]
    assert not town.box.unknown_parameters


async def test_after_the_first_agreement_one_tap_leads_to_a_meeting(town: World) -> None:
    amal, tom, match = await pair(town)
    await tom.presses_data(cards.action("propose_agreement", match))
    await presses(town, tom, "Done", "One month", "Once a week", "In a library", "Done", "Skip")
    await presses(town, tom, "Yes, send it")
    await presses(town, amal, "I agree")
    there = await tom.sees("You have both said yes.")
    for agreed in (await amal.sees("You have both said yes."), there):
        assert data_of(agreed, "Suggest a meeting") == cards.action("meet", match)


async def test_up_to_three_other_times_of_which_one_tap_picks(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match, length="1 h 30")
    asked = await amal.sees("Tom suggests a meeting:")
    await presses(town, amal, "Another time")
    for day, time in (("4.12.", "10:00"), ("7.12.", "14:30")):
        await amal.types(day)
        await town.settle()
        await amal.types(time)
        await amal.sees("Is there another time that suits you too?")
        await presses(town, amal, "Add another time")
    await amal.types("8.12.")
    await town.settle()
    await amal.types("16:00")
    review = await amal.sees("This is your suggestion.")
    assert "Is there another time" not in review.text
    await presses(town, amal, "Yes, send it")

    choice = await tom.sees("Amal suggests a meeting. Which of these times suits you?")
    assert "– Monday, 7 December, 14:30" in choice.text
    assert "(about 1 hour 30 minutes)" in choice.text
    assert "Where: The café at the station" in choice.text
    times = [b.text for b in choice.buttons if ":" in b.text]
    assert times == ["Fri 4 Dec, 10:00", "Mon 7 Dec, 14:30", "Tue 8 Dec, 16:00"]
    await tom.presses("Mon 7 Dec, 14:30")
    agreed = await amal.sees("It is agreed.")
    assert "Monday, 7 December, 14:30 (about 1 hour 30 minutes)" in agreed.text

    await amal.presses_data(data_of(asked, "Yes"), asked)
    await amal.sees("That was from before. This is how it stands now.")
    rows = await town.rows("select count(*), min(begins_at) from meeting where state = 'confirmed'")
    assert rows[0][0] == 1
    assert await town.rows("select * from offer") == []


async def test_a_yes_counts_for_what_was_read_and_for_nothing_else(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match)
    first = await amal.sees("Tom suggests a meeting:")
    for person, day in ((amal, "4.12."), (tom, "5.12.")):
        await presses(town, person, "Another time")
        await person.types(day)
        await town.settle()
        await person.types("10:00")
        await presses(town, person, "That is all", "Yes, send it")
    await amal.presses_data(data_of(first, "Yes"), first)
    await amal.sees("That was from before. This is how it stands now.")
    current = await amal.sees("Saturday, 5 December, 10:00")
    assert await states(town) == ["proposed"]
    await amal.presses_data(data_of(current, "Yes"), current)
    await tom.sees("It is agreed.")


async def test_who_says_no_gives_no_reason_and_the_other_may_try_again(
    calendar_town: World,
) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await suggests(town, tom, match, where="Library", time="15:00")
    await presses(town, amal, "No, not this time")
    await amal.sees("You said no. I tell Tom.")
    told = await tom.sees("Amal can't meet then. Would you like to suggest another time?")
    assert "Thursday, 3 December, 15:00" in told.text
    assert await states(town) == ["cancelled"]

    await presses(town, tom, "Suggest another time")
    await tom.sees("On which day would you like to meet?")
    for words in ("4.12.", "10:00", "2 hours", "Skip this question"):
        await tom.types(words)
        await town.settle()
    review = await tom.sees("This is your suggestion.")
    assert "What: Practising German" in review.text, "it is known what for"
    assert "Where: City library" in review.text, "and where"


async def test_whoever_suggested_takes_it_back(town: World) -> None:
    amal, tom, match = await pair(town)
    await suggests(town, tom, match, day="in 9 days")
    asked = await amal.sees("Tom suggests a meeting:")
    await presses(town, tom, "Take it back")
    await tom.sees("Your suggestion is taken back.")
    await amal.sees("Tom took the suggestion back.")
    await amal.presses_data(data_of(asked, "Yes"), asked)
    await amal.sees("This suggestion came to nothing:")
    assert await states(town) == ["cancelled"]


async def test_my_meetings_are_a_list_over_all_matches(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await meets(town, amal, tom, match, day="10.12.", time="9:00")
    await meets(town, amal, tom, match, day="3.12.", time="14:00")
    await suggests(town, tom, match, day="4.12.")
    await suggests(town, amal, match, day="5.12.")

    await tom.presses_data(cards.action("meetings"))
    listed = await tom.sees("These are your meetings.")
    assert [button.text for button in listed.buttons] == [
        "Thu 3 Dec, 14:00: Amal",
        "Thu 10 Dec, 9:00: Amal",
        "Meeting with Amal?",
        "Amal: no answer yet",
        "Meet Amal",
        "Menu",
    ]
    await tom.presses("Thu 10 Dec, 9:00: Amal")
    await tom.sees("You and Amal meet:")
    await tom.presses_data(cards.action("meetings"))
    await presses(town, tom, "Amal: no answer yet")
    await tom.sees("You suggested this to Amal.")


async def test_what_waits_for_an_answer_stands_in_the_menu(town: World) -> None:
    amal, tom, match = await pair(town)
    await amal.types("/menu")
    menu = await amal.sees("My meetings")
    assert "Meeting with Tom?" not in [button.text for button in menu.buttons]
    await suggests(town, tom, match, day="in 9 days")
    await amal.types("/menu")
    await town.settle()
    await presses(town, amal, "Meeting with Tom?")
    await amal.sees("Tom suggests a meeting:")
    await ends(town, match)
    await amal.types("/menu")
    await town.settle()
    menu = amal.last
    assert "My meetings" not in [button.text for button in menu.buttons]


async def test_where_one_stands_names_the_next_meeting(calendar_town: World) -> None:
    town = calendar_town
    amal, tom, match = await pair(town)
    await meets(town, amal, tom, match, day="10.12.")
    await meets(town, amal, tom, match, day="3.12.", time="10:30", where="Library")
    await amal.types("/status")
    standing = await amal.sees("Your next meeting is with Tom:")
    assert "Thursday, 3 December, 10:30" in standing.text
    assert "Where: City library (Stadtbibliothek), Lindenplatz 3" in standing.text
    await suggests(town, tom, match, day="12.12.")
    await amal.types("/status")
    standing = await amal.sees("These suggestions wait for your answer.")
    assert data_of(standing, "Meeting with Tom?")


async def test_a_meeting_shows_everything_to_both(calendar_town: World) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    number = await meeting(town, amal, tom, note="Bring a pen.")
    for person, other in ((amal, "Tom"), (tom, "Amal")):
        shown = await looks(town, person, number, f"You and {other} meet:")
        assert "Note: Bring a pen." in shown
        assert "(about 1 hour)" in shown


async def test_the_same_yes_pressed_twice_counts_once(town: World) -> None:
    amal, tom, match = await pair(town)
    await suggests(town, tom, match, day="in 9 days")
    await presses(town, amal, "Yes")
    await amal.sees("It is agreed.")
    await amal.presses_again()
    await town.settle()
    assert await states(town) == ["confirmed"]
    told = [message for message in tom.messages if "It is agreed." in message.text]
    assert len(told) == 1


async def test_a_form_left_in_the_middle_is_found_again(town: World) -> None:
    _, tom, match = await pair(town)
    await fills_the_form(town, tom, match, day="in 9 days")
    await town.restart()
    await tom.presses_data(cards.action("meet", match))
    await tom.sees("You have begun this already.")
    again = await tom.sees("This is your suggestion.")
    assert "The café at the station" in again.text
    await presses(town, tom, "Yes, send it")
    assert await newest(town) == 1
