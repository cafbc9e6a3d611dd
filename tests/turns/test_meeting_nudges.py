"""Meetings through the whole bot: who is reminded when, in which words, and of what no longer."""

from datetime import UTC, datetime

from bot.conversation import cards
from bot.needs import store as requests
from bot.sandbox.people import Person
from tests.e2e.meeting import meeting, newest, suggests
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import may_write
from tests.world import World

TOMORROW = "Tomorrow at 9:30 you have a meeting."
SOON = "Soon, at 9:30, you have a meeting."
HOW = "How did it go?"
THE_EVENING_BEFORE = datetime(2026, 12, 2, 17, tzinfo=UTC)
TWO_HOURS_BEFORE = datetime(2026, 12, 3, 6, 30, tzinfo=UTC)
AN_HOUR_AFTER = datetime(2026, 12, 3, 10, 30, tzinfo=UTC)
"""Of a meeting on Thursday, 3 December, from 9:30 to 10:30 in the town."""


async def meets(town: World, newcomer: Person, buddy: Person, **answers: str) -> int:
    """Two who are matched, whose request is nobody's work any more, and who will meet."""
    number = await meeting(town, newcomer, buddy, ("en", "en"), **answers)
    await nobody_waits(town)
    return number


async def nobody_waits(town: World) -> None:
    async with town.bot.database.work() as work:
        await requests.change_state(work, 1, requests.State.MATCHED)


def both(town: World) -> tuple[Person, Person]:
    return town.person("Amal", "en"), town.person("Tom", "en")


def heard(person: Person, words: str) -> int:
    """How often somebody was told this."""
    return sum(words in message.text for message in person.messages if message.from_bot)


def labels(person: Person) -> list[str]:
    return [button.text for button in person.last.buttons]


async def test_both_are_reminded_on_the_evening_before_and_two_hours_before(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    for moment, words in ((THE_EVENING_BEFORE, TOMORROW), (TWO_HOURS_BEFORE, SOON)):
        for person in (amal, tom):
            assert heard(person, words) == 0
        await calendar_town.move_to(moment)
        for person in (amal, tom):
            assert heard(person, words) == 1
            other = "Tom" if person is amal else "Amal"
            assert person.last.text == f"{words}\nWith {other}."
            assert labels(person) == ["I'll be there", "I can't", "Place and details"]
        await calendar_town.advance(minutes=1)
    assert [heard(person, TOMORROW) + heard(person, SOON) for person in (amal, tom)] == [2, 2]


async def test_who_said_that_they_come_is_reminded_all_the_same(calendar_town: World) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    await calendar_town.move_to(THE_EVENING_BEFORE)
    await presses(calendar_town, amal, "I'll be there")
    await tom.sees("Amal says: I'll be there.")
    await calendar_town.move_to(TWO_HOURS_BEFORE)
    await amal.sees(SOON)
    assert labels(amal) == ["I can't", "Place and details"]
    assert "I'll be there" in labels(tom)


async def test_what_begins_soon_is_said_in_quiet_hours_too(calendar_town: World) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom, time="8:15")
    await calendar_town.move_to(datetime(2026, 12, 3, 5, 14, tzinfo=UTC))
    assert heard(amal, "Soon") == 0
    await calendar_town.move_to(datetime(2026, 12, 3, 5, 15, tzinfo=UTC))
    await amal.sees("Soon, at 8:15, you have a meeting.")
    await tom.sees("Soon, at 8:15, you have a meeting.")


async def test_the_evening_before_is_not_made_up_for_at_night(calendar_town: World) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    await calendar_town.move_to(datetime(2026, 12, 2, 20, tzinfo=UTC))
    await calendar_town.move_to(datetime(2026, 12, 3, 7, tzinfo=UTC))
    assert [heard(amal, TOMORROW), heard(amal, SOON)] == [0, 1]


async def test_a_meeting_that_was_moved_is_spoken_of_at_its_new_time_only(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    number = await meets(calendar_town, amal, tom)
    async with calendar_town.bot.database.work() as work:
        await work.run(
            "update meeting set begins_at = begins_at + 86400, ends_at = ends_at + 86400"
        )
        await work.run("update meeting set sequence = sequence + 1, version = version + 1")
    await calendar_town.move_to(THE_EVENING_BEFORE)
    assert heard(amal, TOMORROW) == 0
    await calendar_town.advance(days=1)
    assert (heard(amal, TOMORROW), heard(tom, TOMORROW)) == (1, 1)
    await amal.presses_data(cards.action("coming", number, 2))
    await amal.sees("This is how it stands now")


async def test_a_cancelled_meeting_is_not_spoken_of(calendar_town: World) -> None:
    amal, tom = both(calendar_town)
    number = await meets(calendar_town, amal, tom)
    await calendar_town.settle()
    await amal.presses_data(cards.action("cancel_meeting_now", number, 2))
    await calendar_town.settle()
    for moment in (THE_EVENING_BEFORE, TWO_HOURS_BEFORE, AN_HOUR_AFTER):
        await calendar_town.move_to(moment)
    said = [TOMORROW, SOON, HOW]
    assert [heard(person, words) for person in (amal, tom) for words in said] == [0] * 6


async def test_both_are_asked_how_it_went_and_who_did_not_answer_once_more(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    await calendar_town.move_to(AN_HOUR_AFTER)
    for person, other in ((amal, "Tom"), (tom, "Amal")):
        asked = ("How did it go?", "Thursday, 3 December, 9:30", f"With {other}.")
        assert person.last.text == "\n".join(asked)
        assert labels(person) == ["Good", "So-so", "We didn't meet"]
    await presses(calendar_town, amal, "Good")
    await amal.sees("It is good to hear that it went well.")
    await calendar_town.advance(hours=25)
    assert heard(tom, "May I ask once more") == 1
    assert heard(amal, "May I ask once more") == 0
    await calendar_town.advance(days=3)
    assert heard(tom, "May I ask once more") == 1


async def test_a_newcomer_who_goes_alone_is_reminded_and_asked_in_other_words(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    number = await meets(calendar_town, amal, tom, occasion="Going to an office together")
    await calendar_town.settle()
    await tom.presses_data(cards.action("cannot_come", number, 2))
    await amal.sees("Tom can't come and is sorry.")
    await calendar_town.move_to(THE_EVENING_BEFORE)
    await amal.sees("Your buddy can't come. If you go by yourself, the card in German explains it")
    assert amal.last.text.partition("\n")[0] == TOMORROW
    assert "Show the card in German" in labels(amal)
    await calendar_town.move_to(AN_HOUR_AFTER)
    await amal.sees("How did your appointment go?")
    assert [heard(tom, words) for words in (TOMORROW, SOON, HOW)] == [0, 0, 0]


async def test_who_paused_hears_nothing_until_they_go_on(calendar_town: World) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    await calendar_town.settle()
    await amal.types("/stop")
    await calendar_town.move_to(THE_EVENING_BEFORE)
    assert (heard(amal, TOMORROW), heard(tom, TOMORROW)) == (0, 1)
    await presses(calendar_town, amal, "Write to me again")
    await calendar_town.bot.round()
    await amal.sees(TOMORROW)
    assert heard(tom, TOMORROW) == 1


async def test_who_could_not_be_reached_hears_what_still_matters_when_they_are_back(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    await calendar_town.settle()
    await amal.blocks()
    await calendar_town.move_to(THE_EVENING_BEFORE)
    await calendar_town.move_to(datetime(2026, 12, 3, 7, tzinfo=UTC))
    await amal.unblocks()
    await calendar_town.settle()
    await calendar_town.bot.round()
    await amal.sees(SOON)
    assert [heard(amal, TOMORROW), heard(amal, SOON)] == [0, 1]
    assert [heard(tom, TOMORROW), heard(tom, SOON)] == [1, 1]


async def test_a_restart_in_between_says_nothing_twice(calendar_town: World) -> None:
    amal, tom = both(calendar_town)
    await meets(calendar_town, amal, tom)
    await calendar_town.move_to(THE_EVENING_BEFORE)
    await calendar_town.restart()
    await calendar_town.advance(minutes=5)
    assert [heard(person, TOMORROW) for person in (amal, tom)] == [1, 1]


async def test_a_suggestion_without_an_answer_is_mentioned_after_a_day(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    match = await may_write(calendar_town, amal, tom)
    await suggests(calendar_town, tom, match)
    number = await newest(calendar_town)
    await calendar_town.advance(hours=25)
    await amal.sees("A day to meet was suggested to you.")
    assert heard(tom, "A day to meet") == 0
    await presses(calendar_town, amal, "Look at it")
    await amal.sees("Tom suggests")
    await amal.presses_data(cards.action("confirm_meeting", f"{number}.1", 1))
    await calendar_town.advance(hours=25)
    assert heard(amal, "A day to meet") == 1


async def test_two_who_have_not_met_for_two_weeks_are_asked_once_and_may_say_that_they_did(
    calendar_town: World,
) -> None:
    amal, tom = both(calendar_town)
    await may_write(calendar_town, amal, tom)
    await nobody_waits(calendar_town)
    await calendar_town.advance(days=14, minutes=1)
    for person, other in ((amal, "Tom"), (tom, "Amal")):
        await person.sees("As far as I know, you two have not met yet. Shall we find a day?")
        assert person.last.text.endswith(f"\nWith {other}.")
        assert labels(person) == [
            "Suggest a meeting",
            "We meet without the bot",
            "Something is wrong",
        ]
    await presses(calendar_town, tom, "We meet without the bot")
    await tom.sees("I do not ask about it for two months.")
    await calendar_town.advance(days=30)
    await calendar_town.to_noon()
    assert heard(amal, "you two have not met") == 1
    await calendar_town.advance(days=27)
    assert heard(amal, "you two have not met") == 2
    await tom.sees("you two have not met")
