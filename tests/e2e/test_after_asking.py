"""What can be done with a request that is sent, and with what is known about oneself."""

import json

from tests.e2e.asking import asks_for_a_buddy, introduces_themselves, opens_the_form
from tests.world import World


async def test_where_it_stands_is_answered_at_any_time(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/status")
    card = await grace.sees("since today")
    assert "Practising German" in card.text


async def test_where_it_stands_is_answered_before_anything_was_asked(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.types("/status")
    await grace.sees("Nothing is open for you right now.")


async def test_the_big_buttons_below_work_at_any_time(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.presses("Where I stand")
    await grace.sees("with the Welcome Center since today")
    await grace.presses("Emergency")
    await grace.sees("112")


async def test_a_request_can_be_changed(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.presses("Where does my request stand?")
    await grace.sees("Change my request")
    await grace.presses("Change my request")
    await grace.sees("Is everything right?")
    await grace.presses("Change something")
    await grace.sees("What would you like to change?")
    await grace.presses("District")
    await grace.sees("Mühlberg")
    await grace.presses("Mühlberg")
    review = await grace.sees("Is everything right?")
    assert "District: Mühlberg" in review.text
    await grace.presses("Yes, send it")
    await grace.sees("Your request is changed.")
    rows = await town.rows("select district from newcomer")
    assert [row[0] for row in rows] == ["muehlberg"]
    assert len(await town.rows("select 1 from request")) == 1


async def test_a_request_is_taken_back_in_two_steps(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.presses("Where does my request stand?")
    await grace.sees("Take my request back")
    await grace.presses("Take my request back")
    await grace.sees("Shall I take your request back?")
    await grace.presses("Yes, take it back")
    await grace.sees("Your request is taken back.")
    await grace.types("/status")
    await grace.sees("Nothing is open for you right now.")


async def test_who_asks_again_is_not_asked_everything_again(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/status")
    await grace.sees("Take my request back")
    await grace.presses("Take my request back")
    await grace.sees("Yes, take it back")
    await grace.presses("Yes, take it back")
    await grace.sees("Your request is taken back.")
    await grace.types("/menu")
    await grace.sees("I need help")
    await grace.presses("I need help")
    question = await grace.sees("8/9")
    assert "What would help you?" in question.text


async def test_my_data_is_shown_and_comes_as_a_file(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/mydata")
    card = await grace.sees("What I know about you")
    assert "Name: Grace" in card.text
    await grace.presses("As a file")
    message = await grace.sees("Everything that is stored about you")
    assert message.document is not None
    told = json.loads(message.document.content)
    assert told["newcomer"][0]["name"] == "Grace"
    assert told["need"][0]["kind"] == "german"


async def test_everything_is_forgotten_in_two_steps(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/forgetme")
    await grace.sees("Shall I delete everything")
    await grace.presses("Yes, delete everything")
    await grace.sees("Everything about you is deleted here.")
    await town.settle()
    assert await town.rows("select id from person union all select id from outbox") == []
    chats = await town.rows("select chat from inbox where chat is not null")
    assert chats == []


async def test_a_second_press_after_being_forgotten_makes_nobody_known(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/forgetme")
    await grace.sees("Yes, delete everything")
    await grace.presses("Yes, delete everything")
    await grace.sees("Everything about you is deleted here.")
    await grace.presses_again()
    await grace.sees_toast("Nothing is kept about you here.")
    assert await town.rows("select * from person") == []


async def test_keeping_ones_data_changes_nothing(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/forgetme")
    await grace.sees("No, keep it")
    await grace.presses("No, keep it")
    await grace.sees("Nothing was deleted.")
    assert len(await town.rows("select * from request")) == 1


async def test_who_waits_hears_every_two_weeks_how_it_stands(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await town.to_noon()
    await town.advance(days=14)
    await grace.sees("This is how your request stands:")
    await town.advance(days=13)
    assert len([m for m in grace.messages if "This is how your request stands:" in m.text]) == 1
    await town.advance(days=1)
    assert len([m for m in grace.messages if "This is how your request stands:" in m.text]) == 2


async def test_who_said_stop_is_not_written_to(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/stop")
    await grace.sees("From now on I write only when you write to me.")
    await town.to_noon()
    await town.advance(days=15)
    await grace.sees_no("This is how your request stands:")
    await grace.presses("Write to me again")
    await grace.sees("I write to you again")
    await town.advance(hours=1)
    await grace.sees("This is how your request stands:")


async def test_nobody_is_written_to_at_night(town: World) -> None:
    await town.to_noon()
    await town.advance(hours=10)
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await town.advance(days=14, hours=3)
    await grace.sees_no("This is how your request stands:")
    await town.advance(hours=8)
    await grace.sees("This is how your request stands:")


async def test_a_form_left_alone_is_mentioned_twice_and_then_forgotten(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await town.to_noon()
    await town.advance(days=3)
    await grace.sees("this is not finished yet.")
    await town.advance(days=4)
    mentions = [m for m in grace.messages if "this is not finished yet." in m.text]
    assert len(mentions) == 2
    await grace.presses("Go on")
    await grace.sees("What may your buddy call you?")
    await town.advance(days=31)
    assert await town.rows("select * from form") == []


async def test_a_form_is_deleted_from_its_nudge(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await town.to_noon()
    await town.advance(days=3)
    await grace.sees("this is not finished yet.")
    await grace.presses("Delete it")
    await grace.sees("This form is deleted.")
    await town.settle()
    assert await town.rows("select * from form") == []
    assert [toast.text for toast in grace.toasts if toast.text] == []


async def test_who_is_silent_for_a_year_is_asked_and_then_erased(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await town.to_noon()
    await town.advance(days=336)
    await grace.sees("If you want to stay, press the button")
    await town.advance(days=31)
    assert await town.rows("select * from person") == []


async def test_a_request_that_is_begun_says_so(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("/status")
    await grace.sees("You have begun a request, but not sent it yet.")
    await grace.presses("Go on with my request")
    await town.settle()
    assert "What may your buddy call you?" in grace.last.text


async def test_a_day_that_has_passed_or_presses_is_mentioned(calendar_town: World) -> None:
    grace = calendar_town.person("Grace", "en")
    await opens_the_form(grace)
    await introduces_themselves(grace)
    await grace.presses("Someone to come with me")
    await grace.sees("☑ Someone to come with me")
    await grace.presses("Done")
    await grace.sees("at the office?")
    await grace.types("tomorrow")
    await grace.sees("in your own words?")
    await grace.presses("Skip this question")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await grace.sees("Your request is sent")
    await grace.types("/status")
    await grace.sees("Wednesday, 25 November is soon.")
    await calendar_town.advance(days=2)
    await grace.types("/status")
    await grace.sees("Wednesday, 25 November has passed.")
