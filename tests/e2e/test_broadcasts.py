"""One message to many: written, looked at, sent, paused, stopped; and what readers make of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import sections
from bot.sandbox.people import Person
from bot.staff.store import Role
from tests import world
from tests.e2e import joining
from tests.e2e.broadcasting import (
    NEWS,
    begins,
    got,
    have,
    opens,
    presses,
    reaches_the_text,
    readers,
    uses_the_bot,
    writes,
)
from tests.world import World


@pytest.fixture
async def slow_town(tmp_path: Path) -> AsyncIterator[World]:
    """At noon; four messages of a broadcast leave in a second."""
    slowly = sections.Pace(bulk_per_second=4)
    async with world.world(tmp_path, pace=slowly) as made:
        await made.to_noon()
        yield made


async def coordinator(town: World, name: str = "Anna") -> Person:
    return await joining.joins(town, name, Role.COORDINATOR)


# From the first word to the report


async def test_everyone_reads_it_in_their_own_language(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    ali = await uses_the_bot(town, "Ali", "ar", "العربية")
    uli = await uses_the_bot(town, "Uli", "de", "Deutsch")
    bea = await uses_the_bot(town, "Bea", "en", "English")
    await writes(town, anna)
    draft = await anna.sees("Broadcast: not sent yet")
    assert "4 people get it, by language:\n– English: 2" in draft.text
    assert "Arabic: there is no text. 1 person reads it in this language: English." in draft.text
    await presses(town, anna, "Add a language", "Arabic")
    await anna.types("ينتقل المكتب يوم الاثنين.")
    await town.settle()
    preview = await anna.sees("ينتقل المكتب يوم الاثنين.")
    draft = await anna.sees("not sent yet")
    assert "Arabic: there is no text" not in draft.text
    assert "German: there is no text. 1 person reads it in this language: English." in draft.text
    await presses(town, anna, "Send now")
    assert await got(ali) == [preview.text]
    assert await got(bea) == [f"From the Welcome Buddies team:\n\n{NEWS}"]
    assert (await got(uli))[0].endswith(NEWS)
    report = await anna.sees("Broadcast: sent")
    assert "Sent: 4 of 4" in report.text


async def test_a_preview_does_nothing(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    await writes(town, anna)
    await presses(town, anna, "Turn these messages off")
    await anna.sees_no("You no longer get messages")


async def test_a_draft_can_be_changed_and_dropped(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    await writes(town, anna)
    await presses(town, anna, "Change the text")
    await anna.types("The office stays.")
    await town.settle()
    await presses(town, anna, "Show me how it looks")
    await anna.sees("From the Welcome Buddies team:\n\nThe office stays.")
    await presses(town, anna, "Drop it")
    await anna.sees("Nothing was sent.")
    await anna.presses_data("a:send_broadcast:1:4")
    await town.settle()
    await anna.sees("This is not here")
    assert await town.rows("select 1 from broadcast") == []


# Two coordinators


async def test_confirmed_by_two_coordinators_it_is_sent_once(calendar_town: World) -> None:
    town = calendar_town
    anna, pia = await coordinator(town), await coordinator(town, "Pia")
    (bea,) = await readers(town, 1)
    await writes(town, anna)
    await opens(town, pia, "Draft: The office moves")
    await anna.presses("Send now")
    await pia.presses("Send now")
    await town.settle()
    await pia.sees("That was from before. This is how it stands now.")
    await pia.sees("Sent:")
    assert len(await got(bea)) == 1
    sent = await town.rows("select 1 from record where deed = 'sent_broadcast'")
    assert len(sent) == 1


async def test_what_somebody_changed_meanwhile_is_not_sent_unseen(calendar_town: World) -> None:
    town = calendar_town
    anna, pia = await coordinator(town), await coordinator(town, "Pia")
    (bea,) = await readers(town, 1)
    await writes(town, anna)
    await opens(town, pia, "Draft: The office moves")
    await presses(town, pia, "Change the text")
    await pia.types("The office stays.")
    await town.settle()
    await presses(town, pia, "Show me how it looks")
    await presses(town, anna, "Send now")
    await anna.sees("That was from before.")
    await anna.sees("From the Welcome Buddies team:\n\nThe office stays.")
    assert await got(bea) == []


async def test_what_is_written_for_a_draft_that_was_sent_is_not_taken(
    calendar_town: World,
) -> None:
    town = calendar_town
    anna, pia = await coordinator(town), await coordinator(town, "Pia")
    await writes(town, anna)
    await opens(town, pia, "Draft: The office moves")
    await presses(town, pia, "Add a language", "German")
    await presses(town, anna, "Send now")
    await pia.types("Das Büro zieht um.")
    await town.settle()
    await pia.sees("What you wrote was not taken")
    await pia.types("/cancel")
    await pia.sees("There is no form open")


# While it is being sent


async def test_it_pauses_goes_on_and_reaches_everyone_once(slow_town: World) -> None:
    town = slow_town
    anna = await coordinator(town)
    people = await readers(town, 5)
    await writes(town, anna)
    await begins(town, anna, people[0])
    await anna.presses("Pause")
    await anna.sees("Broadcast: paused")
    await town.settle()
    assert (await have(people))[-1] == 0
    await anna.presses("Go on")
    await anna.sees("Broadcast: is being sent")
    await town.settle()
    assert await have([anna, *people]) == [1] * 6
    assert "Sent: 6 of 6" in (await anna.sees("Broadcast: sent")).text
    reports = [m for m in anna.messages if "Sent: " in m.text]
    assert len(reports) == 1, "all is told in one message"


async def test_a_stopped_one_is_sent_no_further(slow_town: World) -> None:
    town = slow_town
    anna = await coordinator(town)
    people = await readers(town, 5)
    await writes(town, anna)
    await begins(town, anna, people[0])
    await anna.presses("Stop")
    await anna.sees("Broadcast: stopped")
    await town.settle()
    have_it = sum(await have([anna, *people]))
    assert have_it < 6
    await town.settle()
    assert f"Sent: {have_it} of 6" in (await anna.sees("Broadcast: stopped")).text
    await town.advance(hours=1)
    assert sum(await have([anna, *people])) == have_it
    assert await town.rows("select 1 from outbox where state = 'waiting'") == []


async def test_a_restart_in_the_middle_loses_nobody_and_repeats_nothing(slow_town: World) -> None:
    town = slow_town
    anna = await coordinator(town)
    people = await readers(town, 4)
    await writes(town, anna)
    await begins(town, anna, people[0])
    await town.stop()
    await town.start()
    await town.settle()
    assert await have([anna, *people]) == [1] * 5
    assert "Sent: 5 of 5" in (await anna.sees("Broadcast: sent")).text


async def test_whoever_leaves_the_team_hears_no_more_of_it(slow_town: World) -> None:
    town = slow_town
    anna, pia = await coordinator(town), await coordinator(town, "Pia")
    people = await readers(town, 2)
    await writes(town, anna)
    await begins(town, anna, people[0])
    rows = await town.rows("select since_at from staff order by person limit 1")
    await anna.presses_data(f"a:leave_staff_now::{rows[0][0]}")
    await town.settle()
    assert await have([anna, pia, *people]) == [1] * 4
    await anna.sees_no("Sent: 4 of 4")
    await opens(town, pia, "Sent: The office moves")
    await pia.sees("Sent: 4 of 4")


# Those who don't get it


async def test_a_topic_can_be_turned_off_and_on_again(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    (bea,) = await readers(town, 1)
    await writes(town, anna)
    await presses(town, anna, "Send now")
    await presses(town, bea, "Turn these messages off")
    await bea.sees("You no longer get messages about this: Other news.")
    await writes(town, anna)
    draft = await anna.sees("not sent yet")
    assert "1 person has turned this topic off." in draft.text
    assert "1 person gets it" in draft.text
    await presses(town, anna, "Send now")
    assert len(await got(bea)) == 1
    assert "1 person doesn't want these messages" in (await anna.sees("Broadcast: sent")).text
    await presses(town, bea, "Turn them on again")
    await bea.sees("You get messages about this again: Other news.")
    await presses(town, bea, "Choose what I get", "☑ Seminars")
    await bea.sees("☐ Seminars")
    await bea.presses_again()
    await town.settle()
    await bea.sees("☐ Seminars")


async def test_the_topics_are_found_among_ones_own_data(calendar_town: World) -> None:
    (bea,) = await readers(calendar_town, 1)
    await bea.types("/mydata")
    await bea.sees("Which news I get")
    await presses(calendar_town, bea, "Which news I get")
    await bea.sees("☑ Important news on the programme")


async def test_turning_off_counts_even_for_what_is_on_its_way(slow_town: World) -> None:
    town = slow_town
    anna = await coordinator(town)
    people = await readers(town, 5)
    await writes(town, anna)
    await begins(town, anna, people[0])
    await people[-1].presses_data("a:opt_out:news:0")
    await people[-2].types("/stop")
    await town.settle()
    assert await have(people) == [1, 1, 1, 0, 0]
    report = await anna.sees("Broadcast: sent")
    assert "Sent: 4 of 6" in report.text
    assert "2 people don't want these messages" in report.text


async def test_whoever_cannot_be_reached_is_counted_and_holds_up_nobody(
    calendar_town: World,
) -> None:
    town = calendar_town
    anna = await coordinator(town)
    people = await readers(town, 4)
    await people[0].blocks()
    await town.settle()
    await writes(town, anna)
    assert "1 person can't be reached." in (await anna.sees("not sent yet")).text
    town.box.faults.add("403", chat=people[1])
    town.box.faults.add("429", chat=people[2], times=1, retry_after=1)
    town.box.faults.add("400", chat=people[3], text="Bad Request: something unheard of")
    await presses(town, anna, "Send now")
    await town.advance(seconds=5)
    assert await have(people) == [0, 0, 1, 0]
    report = await anna.sees("Broadcast: sent")
    assert "Sent: 2 of 4" in report.text
    assert "2 people can't be reached" in report.text
    assert "1 message was refused by Telegram" in report.text
    assert await town.rows("select 1 from concern") == [], "the report says it"


async def test_a_storm_of_429_is_waited_out(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    people = await readers(town, 5)
    await writes(town, anna)
    storm = town.box.faults.add("429", method="sendMessage", times=2, retry_after=1)
    await presses(town, anna, "Send now")
    for _ in range(2):
        await town.advance(seconds=5)
    assert storm.hits == 2
    assert await have([anna, *people]) == [1] * 6
    assert "Sent: 6 of 6" in (await anna.sees("Broadcast: sent")).text


# What can't be sent, or not now


async def test_a_broadcast_to_nobody_is_refused_kindly(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    await writes(town, anna, whom=("Newcomers", "All newcomers"))
    draft = await anna.sees("Nobody would get it.")
    assert not [button for button in draft.buttons if button.text.startswith("Send")]
    await anna.presses_data("a:send_broadcast:1:2")
    await town.settle()
    await anna.sees("Nobody would get it.")
    assert (await town.rows("select state from broadcast"))[0][0] == "draft"
    await presses(town, anna, "Change for whom", "Everyone who uses the bot")
    await presses(town, anna, "Show me how it looks")
    await anna.sees("1 person gets it")


async def test_too_long_a_text_is_refused_with_how_much(calendar_town: World) -> None:
    """Telegram cuts 4,097 letters into two messages."""
    town = calendar_town
    anna = await coordinator(town)
    await reaches_the_text(town, anna)
    await anna.types("x" * 4097)
    await anna.sees("That is 1097 letters too long for me.")
    await town.settle()
    await anna.sees_no("Is everything right?")
    await town.advance(seconds=30)
    await anna.types("x" * 3000)
    await anna.sees("Is everything right?")


async def test_only_coordinators_write_and_send(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    ada = await joining.joins(town, "Ada", Role.ADVISOR)
    (bea,) = await readers(town, 1)
    await writes(town, anna)
    for somebody in (ada, bea):
        for press in ("broadcast:1:0", "send_broadcast:1:2", "broadcasts::0", "announce:1:0"):
            await somebody.presses_data(f"a:{press}")
            await town.settle()
            await somebody.sees_no("The office moves")
    for press in ("send_broadcast:99:1", "pause_broadcast:1:2", "opt_out:everything:0"):
        await anna.presses_data(f"a:{press}")
    await town.settle()
    assert (await town.rows("select state from broadcast"))[0][0] == "draft"


async def test_nobody_is_written_to_at_night(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    (bea,) = await readers(town, 1)
    await writes(town, anna)
    await town.advance(hours=10)
    await presses(town, anna, "Send now")
    await anna.sees("Nobody is written to at night. It goes on at 8:00.")
    await town.advance(hours=9, minutes=50)
    assert await got(bea) == []
    await town.advance(minutes=11)
    assert len(await got(bea)) == 1


async def test_it_can_wait_for_the_morning_and_be_held_back(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    (bea,) = await readers(town, 1)
    await writes(town, anna)
    await presses(town, anna, "Send on Wed 25 Nov, 9:00")
    await anna.sees("goes out on Wednesday, 25 November, 9:00")
    await opens(town, anna, "Planned: The office moves")
    await presses(town, anna, "Don't send it yet", "Send on Wed 25 Nov, 9:00")
    await town.advance(hours=20, minutes=50)
    assert await got(bea) == []
    await town.advance(minutes=11)
    assert len(await got(bea)) == 1
    await anna.sees("Sent: 2 of 2")


async def test_a_text_in_another_language_replaces_none(calendar_town: World) -> None:
    town = calendar_town
    anna = await coordinator(town)
    await reaches_the_text(town, anna, written_in="German")
    await anna.types("Das Amt zieht um.")
    await town.settle()
    await presses(town, anna, "Show me how it looks", "Add a language", "English")
    await anna.types("The office moves.")
    await town.settle()
    texts = await town.rows("select language, words from broadcast_text order by language")
    assert [tuple(row) for row in texts] == [
        ("de", "Das Amt zieht um."),
        ("en", "The office moves."),
    ]
    await presses(town, anna, "Change the text")
    await anna.sees("Now please write in this language: German")
    await anna.types("Das Amt ist umgezogen.")
    await town.settle()
    await presses(town, anna, "Show me how it looks")
    texts = await town.rows("select words from broadcast_text order by language")
    assert [row[0] for row in texts] == ["Das Amt ist umgezogen.", "The office moves."]
