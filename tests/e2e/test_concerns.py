"""Reporting something about the other person, and calling for help: staff know at once."""

import pytest

from bot.concerns import calling
from bot.conversation import cards
from bot.sandbox.people import Person
from bot.staff.store import Role
from bot.turns import GaveUp
from tests.e2e.asking import asks_for_a_buddy
from tests.e2e.joining import joins
from tests.e2e.writing import ends, number_of, pair, writes_to
from tests.world import World


def count(person: Person, words: str) -> int:
    return len([m for m in person.messages if m.from_bot and words in m.text])


async def reports(town: World, person: Person, match: int, words: str = "") -> None:
    await town.settle()
    await person.presses_data(cards.action("concern", match))
    await person.sees("Only the coordinators of the Welcome Buddies read this.")
    await person.presses("I feel uncomfortable")
    await person.sees("Would you like to say more?")
    if words:
        await person.types(words)
    else:
        await person.presses("Skip")
    await person.sees("Shall I pass this on to the coordinators?")
    await person.presses("Yes, report it")
    await person.sees("Thank you for telling us.")
    await town.settle()


async def test_a_report_closes_the_relay_and_alerts_the_coordinators_only(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal, tom, match = await pair(town)
    await writes_to(town, tom, match, "Hello")
    hello = await amal.sees("Tom: Hello")
    await reports(town, amal, match, "Asked me for money")
    await cora.sees("Something has been reported.")
    assert count(petra, "reported") == 0
    before = len(tom.messages)
    await amal.types("Stop", reply_to=hello)
    await amal.sees("Messages between you and Tom are paused")
    await town.settle()
    assert len(tom.messages) == before, "the other one hears nothing"
    await tom.presses_data(cards.action("write_pair", match))
    card = await tom.sees("Messages between you and Amal are paused at the moment.")
    assert any("Welcome Center" in button.text for button in card.buttons)
    await tom.types("Are you there?")
    card = await tom.sees("Send it to the Welcome Center")
    assert "Messages between you and Amal are paused at the moment." in card.text


async def test_a_coordinator_reads_it_takes_care_and_closes_it(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    dora = await joins(town, "Dora", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    await reports(town, amal, match, "Asked me for money")
    await cora.presses_data(cards.action("desk"))
    desk = await cora.sees("1 report (")
    assert "1 report" in desk.text.split("\n")[2], "it comes first"
    await cora.presses("Reports")
    await cora.sees("These are open")
    await cora.presses("A report: Amal")
    card = await cora.sees("From: Amal (English)")
    for line in ("About: Tom", "What: I feel uncomfortable", "Asked me for money"):
        assert line in card.text
    stale = next(b.callback_data for b in card.buttons if b.text == "I take care of it")
    await cora.presses("I take care of it")
    await cora.sees("You take care of it.")
    await dora.presses_data(str(stale))
    await dora.sees("Cora takes care of it.")
    await cora.presses("Let them write to each other again")
    told = await amal.sees("You and Tom can write to each other here again.")
    assert "If you do not want that, tell the Welcome Center." in told.text
    told = await tom.sees("You and Amal can write to each other here again.")
    assert "If you do not want that" not in told.text
    await writes_to(town, tom, match, "Hello again")
    await amal.sees("Tom: Hello again")
    await cora.presses("Close this")
    await cora.sees("This is done.")
    told = await amal.sees("The coordinators have dealt with what you reported.")
    assert "Write to the Welcome Center" in [button.text for button in told.buttons]
    await town.settle()
    assert count(tom, "have dealt with") == 0
    deeds = [
        row[0] for row in await town.rows("select deed from record where deed like '%concern'")
    ]
    assert deeds.count("closed_concern") == 1
    assert "saw_concern" in deeds
    await dora.presses_data(cards.action("concerns"))
    await dora.sees("No report is open.")
    await town.advance(days=181)
    assert await town.rows("select 1 from concern") == []


async def test_words_of_danger_in_a_report_bring_the_numbers_and_are_reported(
    town: World,
) -> None:
    await joins(town, "Cora", Role.COORDINATOR)
    amal, _, match = await pair(town)
    await reports(town, amal, match, "He hits me")
    await amal.sees("Yes, tell someone")
    rows = await town.rows("select words from concern")
    assert [row[0] for row in rows] == ["He hits me"]


@pytest.mark.parametrize("words", ["He came to my door at night", "He hits me", "no"])
async def test_what_is_typed_where_reasons_stand_is_the_report(town: World, words: str) -> None:
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("What is it about?")
    await amal.types(words)
    await amal.sees("Shall I pass this on to the coordinators?")
    assert count(amal, "Would you like to say more?") == 0
    await amal.presses("Yes, report it")
    await amal.sees("Thank you for telling us.")
    rows = await town.rows("select reason, words from concern")
    assert [tuple(row) for row in rows] == [("other", words)]


async def test_whoever_reports_learns_what_the_other_one_sees(town: World) -> None:
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("sees that messages are paused, but not why and not by whom.")


async def test_where_one_stands_says_who_takes_care_of_a_report(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    amal, tom, match = await pair(town)
    await reports(town, amal, match)
    await amal.types("/status")
    await amal.sees("the coordinators have it, but nobody takes care of it yet.")
    await cora.presses("Read it")
    await cora.sees("From: Amal")
    await cora.presses("I take care of it")
    await cora.sees("You take care of it.")
    await amal.types("/status")
    await amal.sees("Cora takes care of it.")
    await tom.types("/status")
    await town.settle()
    assert count(tom, "Your report of") == 0
    await cora.presses("Close this")
    await amal.sees("The coordinators have dealt with what you reported.")
    shown = count(amal, "Your report of")
    await amal.types("/status")
    await town.settle()
    assert count(amal, "Your report of") == shown


async def test_an_unfinished_report_is_not_named_on_the_phone(town: World) -> None:
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("What is it about?")
    await amal.presses("Something else")
    await amal.sees("Would you like to say more?")
    await town.to_noon()
    await town.advance(days=3)
    nudge = await amal.sees("There is something you began here.")
    assert "report" not in nudge.text.casefold()
    await amal.presses("Go on")
    await amal.sees("Would you like to say more?")


async def test_something_can_be_reported_for_a_month_after_the_match(town: World) -> None:
    _, tom, match = await pair(town)
    await ends(town, match)
    await town.advance(days=29)
    await reports(town, tom, match)
    await town.advance(days=2)
    await tom.presses_data(cards.action("concern", match))
    await tom.sees("Here is what you can do now.")


async def test_a_report_too_long_is_asked_for_again(town: World) -> None:
    amal, _, match = await pair(town)
    await amal.presses_data(cards.action("concern", match))
    await amal.sees("What is it about?")
    await amal.presses("Something else")
    await amal.sees("Would you like to say more?")
    await amal.types("x" * 2000)
    await amal.sees("That is 1400 letters too long for me.")


async def test_a_coordinator_does_not_read_what_is_said_about_themselves(town: World) -> None:
    amal, tom, match = await pair(town)
    tom_id = await number_of(town, tom)
    async with town.bot.database.work() as work:
        await work.run(
            "insert into staff (person, is_coordinator, since_at) values (:tom, 1, 1)", tom=tom_id
        )
    await reports(town, amal, match)
    concern = (await town.rows("select id from concern"))[0][0]
    assert count(tom, "reported") == 0
    await tom.presses_data(cards.action("concern_staff", concern))
    await tom.sees("Here is what you can do now.")


async def test_the_reported_person_exports_nothing_of_it_and_the_reporter_does(
    town: World,
) -> None:
    amal, tom, match = await pair(town)
    await reports(town, amal, match, "Asked me for money")
    for person, is_there in ((amal, True), (tom, False)):
        await person.types("/mydata")
        await person.sees("As a file")
        await person.presses("As a file")
        message = await person.sees("Everything that is stored about you")
        assert message.document is not None
        assert (b"Asked me for money" in message.document.content) is is_there


async def test_others_than_the_staff_and_the_two_get_nowhere(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal, tom, match = await pair(town)
    await reports(town, amal, match)
    concern = (await town.rows("select id from concern"))[0][0]
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    names = ("concern_staff", "take_concern", "close_concern", "reopen_relay")
    for person in (petra, tom, grace):
        for name in names:
            await person.presses_data(cards.action(name, concern))
            await town.settle()
        assert count(person, "Here is what you can do now.") >= len(names)
    rows = await town.rows("select taken_by, closed_at from concern")
    assert [tuple(row) for row in rows] == [(None, None)]
    await grace.presses_data(cards.action("concern", match))
    await town.settle()
    assert count(grace, "Only the coordinators") == 0


# Calls for help


async def test_a_call_for_help_reaches_all_staff_once_and_is_answered(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal, _, _ = await pair(town)
    await amal.types("I want to die")
    card = await amal.sees("Shall I tell the Welcome Center that you need a person?")
    assert "112" in card.text
    await amal.presses("Yes, tell someone")
    told = await amal.sees("The Welcome Center knows now")
    assert "The Welcome Center is not there day and night." in told.text
    await town.settle()
    await amal.presses_data(cards.action("tell_someone"), card)
    await town.settle()
    for member in (cora, petra):
        assert count(member, "Somebody needs a person now.") == 1
        alert = await member.sees("Amal, writes in English.")
        assert not alert.kept.get("disable_notification")
    assert len(await town.rows("select 1 from concern")) == 1
    rows = await town.rows("select * from concern")
    assert "die" not in str([tuple(row) for row in rows])
    await petra.presses("Write to Amal")
    await petra.sees("What you write now goes to Amal.")
    await petra.types("I am here. Can you talk?")
    await amal.sees("Petra (Welcome Center): I am here. Can you talk?")


async def calls_for_help(person: Person) -> None:
    await person.types("I want to die")
    await person.sees("Yes, tell someone")
    await person.presses("Yes, tell someone")
    await person.sees("The Welcome Center knows now")


async def test_a_call_that_nobody_has_stands_before_reports_and_comes_again(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal, _, match = await pair(town)
    await town.to_noon()
    await reports(town, amal, match)
    await town.advance(hours=10)
    await calls_for_help(amal)
    await amal.types("/status")
    await amal.sees("nobody takes care of it yet. If it can't wait, please call")
    await town.advance(minutes=61)
    for member in (cora, petra):
        again = await member.sees("nobody takes care of it yet (called 1 hour ago)")
        assert not again.kept.get("disable_notification"), "also at night"
    await town.advance(hours=9, minutes=10)
    told = await amal.sees("Nobody has written to you yet.")
    assert "Emergency numbers" in [button.text for button in told.buttons]
    await petra.sees("nobody takes care of it yet (called 10 hours ago)")
    await cora.presses_data(cards.action("desk"))
    desk = await cora.sees("Today,")
    first, second = desk.text.split("\n")[2:4]
    assert first == "1 call for help, nobody has it yet (10 hours ago)"
    assert second == "1 report (20 hours ago)"
    await cora.presses("Calls for help")
    shown = await cora.sees("These are open")
    assert "A report" not in shown.text


async def test_whoever_writes_to_a_caller_takes_care_of_the_call(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal, _, _ = await pair(town)
    await calls_for_help(amal)
    await petra.presses("Write to Amal")
    await petra.sees("What you write now goes to Amal.")
    await petra.types("I am here. Can you talk?")
    await amal.sees("I am here. Can you talk?")
    await petra.presses_data(cards.action("desk"))
    desk = await petra.sees("1 call for help that somebody takes care of")
    assert "nobody has it" not in desk.text
    await amal.types("/status")
    await amal.sees("Petra takes care of it.")
    await town.to_noon()
    await town.advance(days=1)
    assert count(petra, "nobody takes care of it yet") == 0
    assert count(amal, "Nobody has written to you yet.") == 0


async def test_an_alert_can_be_taken_at_once(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    amal, _, _ = await pair(town)
    await calls_for_help(amal)
    await petra.presses("I take care of it")
    await petra.sees("You take care of it.")
    await town.advance(hours=2)
    assert count(petra, "nobody takes care of it yet") == 0


async def test_whoever_calls_at_night_is_heard_at_night(town: World) -> None:
    petra = await joins(town, "Petra", Role.ADVISOR)
    await town.to_noon()
    await town.advance(hours=14)
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.types("I want to die")
    await grace.sees("Yes, tell someone")
    await grace.presses("Yes, tell someone")
    await grace.sees("The Welcome Center knows now")
    alert = await petra.sees("Somebody without a name, writes in English.")
    assert not alert.kept.get("disable_notification")


async def test_where_nobody_is_on_the_staff_nothing_is_promised(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.types("I want to die")
    await grace.sees("Yes, tell someone")
    await grace.presses("Yes, tell someone")
    await grace.sees("Right now nobody of the Welcome Center can be reached through me.")


async def test_what_failed_for_good_is_seen_by_the_coordinators(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    async with town.bot.database.work() as work:
        await calling.update_failed(work, GaveUp(4711))
    await cora.sees("could not be handled (number 4711)")
    await cora.presses_data(cards.action("concerns"))
    await cora.sees("A failure (number 4711)")
    await cora.presses("A failure (number 4711)")
    await cora.sees("I take care of it")


async def test_a_report_outlives_whoever_made_it_without_their_name_and_words(town: World) -> None:
    cora = await joins(town, "Cora", Role.COORDINATOR)
    amal, _tom, match = await pair(town)
    await reports(town, amal, match, "Asked me for money")
    await amal.types("/forgetme")
    await amal.sees("Shall I delete")
    await amal.presses("Yes, delete everything")
    await amal.sees("Everything about you is deleted here.")
    await town.settle()
    await cora.presses_data(cards.action("concerns"))
    await cora.sees("A report: Somebody without a name")
    await cora.presses("A report: Somebody without a name")
    card = await cora.sees("About: Tom")
    assert "I feel uncomfortable" in card.text
    assert "Asked me for money" not in card.text
