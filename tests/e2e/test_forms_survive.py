"""A form survives anything: a restart, a pause, another language, other buttons in between."""

from tests.e2e.asking import asks_for_a_buddy, introduces_themselves, opens_the_form
from tests.world import World


async def test_a_form_goes_on_after_a_restart(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("☐ Arabic")
    await grace.presses("Arabic")
    await grace.sees("☑ Arabic")
    await town.restart()
    await grace.presses("Done")
    await grace.sees("3/9 In which part of the city")


async def test_what_is_said_while_the_bot_is_down_is_heard_afterwards(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await town.stop()
    await grace.types("Grace O.")
    await town.start()
    await grace.sees("Which languages do you speak?")


async def test_a_form_goes_on_in_another_language(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("☐ Arabic")
    await grace.presses("Arabic")
    await grace.sees("☑ Arabic")
    await grace.types("/language")
    await grace.sees("Which language should I write in?")
    await grace.presses("Deutsch")
    await grace.sees("☑ Arabisch")
    await town.settle()
    assert "2/9" in grace.last.text
    assert grace.commands[0]["description"] != "What you can do"


async def test_the_menu_may_be_opened_in_the_middle_of_a_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("/menu")
    await grace.sees("What would you like to do?")
    await grace.types("Grace")
    await grace.sees("Which languages do you speak?")


async def test_emergency_numbers_are_there_in_the_middle_of_a_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Emergency")
    await grace.sees("112")
    await grace.types("Grace")
    await grace.sees("Which languages do you speak?")


async def test_i_need_help_leads_back_to_the_open_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("2/9")
    await grace.types("/menu")
    await grace.sees("What would you like to do?")
    await grace.presses("Go on with my request")
    await town.settle()
    assert "2/9" in grace.last.text


async def test_back_shows_the_question_before_with_what_was_chosen(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("☐ Arabic")
    await grace.presses("Arabic")
    await grace.sees("☑ Arabic")
    await grace.presses("Done")
    await grace.sees("In which part of the city")
    await grace.presses("Back")
    await grace.sees("☑ Arabic")


async def test_stopping_asks_whether_to_keep_what_was_written(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("2/9")
    await grace.types("/cancel")
    await grace.sees("Shall I keep what you have written")
    await grace.presses("Yes, keep it for later")
    await grace.sees("Kept. You can go on whenever you like.")
    await grace.presses("Go on")
    await town.settle()
    assert "2/9" in grace.last.text


async def test_after_cancel_nothing_is_kept(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("2/9")
    await grace.presses("Stop here")
    await grace.sees("Shall I keep what you have written")
    await grace.presses("No, delete it")
    await grace.sees("This form is deleted.")
    await town.settle()
    assert await town.rows("select * from form") == []


async def test_cancel_without_a_form_says_so(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/cancel")
    await grace.sees("There is no form open")


async def test_who_does_not_know_yet_is_asked_for_no_dates(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("9/9")


async def test_each_need_that_can_have_a_date_is_asked_for_one(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await introduces_themselves(grace)
    for need in ("Someone to come with me", "Reading letters", "Finding work"):
        await grace.presses(need)
        await grace.sees(f"☑ {need}")
    await grace.presses("Done")
    for question in ("at the office?", "Does a letter say", "help with work?"):
        await grace.sees(question)
        await grace.presses("No date")
    await grace.sees("12/12")


async def test_who_blocked_the_bot_and_comes_back_finds_the_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("2/9")
    await grace.blocks()
    await town.settle()
    rows = await town.rows("select unreachable_since from person")
    assert rows[0][0] is not None
    await grace.starts()
    await grace.sees("Good to see you again.")
    await grace.presses("Go on with my request")
    await town.settle()
    assert "2/9" in grace.last.text
