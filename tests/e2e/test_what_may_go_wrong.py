"""Where a conversation may go wrong: words of danger, old buttons, privacy, links, late nudges."""

import json
from typing import Any

import pytest

from bot import i18n
from bot.newcomers import links
from bot.sandbox.model import Message
from bot.sandbox.people import Person
from tests.e2e.asking import (
    asks_for_a_buddy,
    introduces_themselves,
    opens_the_form,
    reaches_the_review,
)
from tests.world import World

MANY_LANGUAGES = sorted(
    {
        str(name)
        for code, name in i18n.locale("en").languages.items()
        if "_" not in code and "," not in name and len(name) < 13
    }
)[:150]


OTHER_ANSWERS = (
    *("Grace", "English", "Done", "Hafen", "I live alone", "A little", "Any time", "I don't mind"),
    *("Settling in", "Done", "Skip this question"),
)


async def answers_of(town: World) -> dict[str, Any]:
    """The answers in the only open form."""
    await town.settle()
    rows = await town.rows("select answers from form")
    return dict(json.loads(rows[0][0])) if rows else {}


async def picked_in(town: World) -> list[str]:
    """What is ticked at the open question."""
    await town.settle()
    rows = await town.rows("select draft from form")
    return sorted(json.loads(rows[0][0]).get("picked", []))


def data_of(message: Message, label: str) -> str:
    """What a button carries."""
    found = (button.callback_data for button in message.buttons if label in button.text)
    return next(data for data in found if data is not None)


async def opens_a_case(town: World) -> str:
    async with town.bot.database.work() as work:
        return await links.open_case(work, hours=72)


async def begins_to_change_the_request(person: Person) -> None:
    await person.types("/menu")
    await person.sees("Change my request")
    await person.presses("Change my request")
    await person.sees("Is everything right?")


async def reaches_the_free_times(person: Person) -> None:
    await opens_the_form(person)
    await person.presses(person.name)
    await person.sees("Which languages do you speak?")
    await person.presses("English")
    await person.sees("☑ English")
    await person.presses("Done")
    await person.sees("In which part of the city")
    await person.presses("Hafen")
    await person.sees("Who lives with you?")
    await person.presses("I live alone")
    await person.sees("How much German")
    await person.presses("A little")
    await person.sees("When are you usually free?")


async def takes_the_request_back(person: Person) -> None:
    await person.types("/status")
    await person.sees("Take my request back")
    await person.presses("Take my request back")
    await person.sees("Yes, take it back")
    await person.presses("Yes, take it back")
    await person.sees("Your request is taken back.")


# Danger


async def test_words_of_danger_bring_the_numbers_when_they_are_the_first_words(
    town: World,
) -> None:
    grace = town.person("Grace", "en")
    await grace.types("I want to die")
    await grace.sees("112")


async def test_words_of_danger_are_heard_in_every_language_the_bot_speaks(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("أريد أن أموت")
    await grace.sees("112")


async def test_the_notice_may_be_the_first_thing_asked_for(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.types("/privacy")
    await grace.sees("Who sees what, and for how long")


async def test_help_now_brings_the_numbers_after_everything_was_forgotten(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/forgetme")
    await grace.sees("Yes, delete everything")
    await grace.presses("Yes, delete everything")
    await grace.sees("Everything about you is deleted here.")
    await grace.presses("Emergency")
    await grace.sees("112")


async def test_words_of_danger_do_not_become_a_name(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("I want to die")
    await grace.sees("You do not have to be alone with it.")
    assert await answers_of(town) == {}


# Forms


async def test_who_asks_again_finds_the_open_form_as_it_was_left(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await takes_the_request_back(grace)
    await grace.types("/menu")
    await grace.sees("I need help")
    await grace.presses("I need help")
    await grace.sees("8/9")
    await grace.presses("Finding work")
    await grace.sees("☑ Finding work")
    await grace.presses("Done")
    await grace.sees("help with work?")
    await grace.types("/menu")
    await grace.sees("Go on with my request")
    await grace.presses("Go on with my request")
    assert (await answers_of(town)).get("needs") == ["work"]


async def test_a_change_that_is_under_way_goes_on_where_it_was_left(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await begins_to_change_the_request(grace)
    await grace.presses("Change something")
    await grace.sees("What would you like to change?")
    await grace.presses("District")
    await grace.sees("Mühlberg")
    await grace.presses("Mühlberg")
    await grace.sees("District: Mühlberg")
    await grace.types("/menu")
    await grace.sees("Change my request")
    await grace.presses("Change my request")
    assert (await answers_of(town))["district"] == "muehlberg"


async def test_an_old_review_does_not_send_a_newer_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await reaches_the_review(grace)
    old = grace.last
    send = data_of(old, "Yes, send it")
    await grace.types("/cancel")
    await grace.sees("No, delete it")
    await grace.presses("No, delete it")
    await grace.sees("This form is deleted.")
    await grace.presses("I need help")
    for words in OTHER_ANSWERS:
        await town.settle()
        await grace.types(words)
    await grace.sees("Is everything right?")
    await grace.presses_data(send, old)
    await town.settle()
    assert await town.rows("select * from request") == []


async def test_a_deleted_form_leaves_no_buttons_behind(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("/cancel")
    await grace.sees("No, delete it")
    await grace.presses("No, delete it")
    await grace.sees("This form is deleted.")
    await town.settle()
    presses = [b.callback_data or "" for m in grace.messages for b in m.buttons]
    assert [data for data in presses if data.startswith("ask_for_a_buddy:")] == []


async def test_an_old_yes_to_the_notice_opens_no_form_beside_a_request(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("I need help")
    await grace.presses("I need help")
    notice = await grace.sees("Before we begin")
    agree = data_of(notice, "I agree")
    await grace.presses("Read more")
    await grace.sees("Who sees what, and for how long")
    await grace.presses("I agree")
    await grace.sees("What may your buddy call you?")
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("in your own words?")
    await grace.presses("Skip this question")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await grace.sees("Your request is sent")
    await grace.presses_data(agree, notice)
    await town.settle()
    assert await town.rows("select * from form") == []


async def test_a_request_taken_back_takes_its_open_change_along(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await begins_to_change_the_request(grace)
    await takes_the_request_back(grace)
    await town.settle()
    assert await town.rows("select * from form") == []


async def test_a_date_that_has_passed_meanwhile_is_asked_again_before_sending(
    town: World,
) -> None:
    await town.to_noon()
    grace = town.person("Grace", "en")
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
    await town.advance(days=2)
    await grace.presses("Yes, send it")
    await town.settle()
    today = town.bot.clock.now().date().isoformat()
    passed = await town.rows("select * from need where by_day < :today", today=today)
    assert passed == []


async def test_no_means_that_an_optional_question_is_skipped(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("in your own words?")
    await grace.types("no")
    await grace.sees("Is everything right?")
    assert (await answers_of(town))["words"] is None


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        pytest.param("Monday to Friday in the morning", "01234", id="a span"),
        pytest.param("Mon-Wed mornings", "012", id="a span with a dash"),
        pytest.param("mornings, but not on Monday", "123456", id="a day that isn't meant"),
    ],
)
async def test_times_of_the_week_are_read_as_they_are_meant_or_not_at_all(
    town: World, typed: str, days: str
) -> None:
    grace = town.person("Grace", "en")
    await reaches_the_free_times(grace)
    await grace.types(typed)
    assert await picked_in(town) in ([], [f"{day}m" for day in days])


@pytest.mark.parametrize("typed", ["day", "time"])
async def test_a_word_that_says_no_time_is_not_any_time(town: World, typed: str) -> None:
    grace = town.person("Grace", "en")
    await reaches_the_free_times(grace)
    await grace.types(typed)
    assert "free" not in await answers_of(town)


@pytest.mark.parametrize(
    ("typed", "codes"), [("Farsi", ["fa"]), ("I speak Arabic and a little German", ["ar", "de"])]
)
async def test_languages_are_found_by_what_people_call_them(
    town: World, typed: str, codes: list[str]
) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("Which languages do you speak?")
    await grace.types(typed)
    assert await picked_in(town) == codes


async def test_a_very_long_list_of_languages_is_answered_too(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("Which languages do you speak?")
    for first in range(0, len(MANY_LANGUAGES), 15):
        await grace.types(", ".join(MANY_LANGUAGES[first : first + 15]))
    await town.settle()
    assert await town.rows("select id from outbox where state = 'dead'") == []


# Privacy


async def test_what_was_pressed_is_not_kept_after_it_was_handled(town: World) -> None:
    grace = town.person("Grace", "en")
    await reaches_the_review(grace)
    await grace.types("/cancel")
    await grace.sees("No, delete it")
    await grace.presses("No, delete it")
    await grace.sees("This form is deleted.")
    await town.settle()
    kept = await town.rows("select press from inbox where press like '%alone%'")
    assert [row[0] for row in kept] == []


async def test_the_file_holds_what_is_ticked_in_an_open_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("☐ Arabic")
    await grace.presses("Arabic")
    await grace.sees("☑ Arabic")
    await grace.types("/mydata")
    await grace.sees("As a file")
    await grace.presses("As a file")
    message = await grace.sees("Everything that is stored about you")
    assert message.document is not None
    told = json.loads(message.document.content)
    assert "ar" in json.dumps(told["form"])


async def test_my_data_shows_a_request_that_was_taken_back(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await takes_the_request_back(grace)
    await grace.types("/mydata")
    card = await grace.sees("What I know about you")
    assert "Practising German" in card.text


async def test_my_data_shows_the_answers_of_an_open_form(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("Amazing G.")
    await grace.sees("2/9")
    await grace.types("/mydata")
    card = await grace.sees("What I know about you")
    assert "Amazing G." in card.text


async def test_a_new_notice_is_agreed_to_before_a_request_is_changed(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await town.settle()
    async with town.bot.database.work() as work:
        await work.run("update consent set version = '0'")
    await grace.types("/menu")
    await grace.sees("Change my request")
    await grace.presses("Change my request")
    await grace.sees("Before we begin")


# Links


async def test_a_link_followed_after_the_request_counts_for_it(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.starts(await opens_a_case(town))
    await town.settle()
    rows = await town.rows("select after_advice from request")
    assert [row[0] for row in rows] == [1]


async def test_a_second_link_of_the_same_person_is_used_up(town: World) -> None:
    first, second = await opens_a_case(town), await opens_a_case(town)
    grace, ali = town.person("Grace", "en"), town.person("Ali", "en")
    await grace.starts(first)
    await grace.starts(second)
    await town.settle()
    await ali.starts(second)
    await ali.sees("This link has been used before")


# Nudges and forgetting


async def test_a_form_that_was_sent_meanwhile_is_not_mentioned(town: World) -> None:
    grace = town.person("Grace", "en")
    await reaches_the_review(grace)
    await town.to_noon()
    rule = town.box.faults.add("429", chat=grace, times=1, retry_after=2, method="sendMessage")
    await town.box.clock.advance(days=3)
    await town.bot.round()
    await grace.presses("Yes, send it")
    await grace.sees("Your request is sent", timeout=15)
    await town.settle()
    assert rule.hits
    await grace.sees_no("this is not finished yet.")


async def test_who_said_stop_does_not_get_what_was_waiting_to_be_sent(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await town.to_noon()
    town.box.faults.add("429", chat=grace, times=1, retry_after=2, method="sendMessage")
    await town.box.clock.advance(days=14)
    await town.bot.round()
    await grace.types("/stop")
    await grace.sees("From now on I write only when you write to me.", timeout=15)
    await town.settle()
    await grace.sees_no("This is how your request stands:")


async def test_a_nudge_that_a_stop_held_up_does_not_come_at_night(calendar_town: World) -> None:
    town = calendar_town
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await town.advance(days=13, hours=23)
    town.box.faults.add("502", chat=grace)
    await town.box.clock.advance(hours=1)
    await town.bot.round()
    await town.stop()
    town.box.faults.clear()
    await town.box.clock.advance(hours=11)
    await town.start()
    await town.settle()
    await grace.sees_no("This is how your request stands:")


async def test_nobody_is_erased_unasked_after_a_long_downtime(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await town.to_noon()
    await town.advance(days=330)
    await town.stop()
    await town.box.clock.advance(days=40)
    await town.start()
    await town.bot.keep_house()
    assert len(await town.rows("select * from person")) == 1


async def test_who_is_paused_and_asks_for_help_is_told_how_it_goes_on(town: World) -> None:
    grace = town.person("Grace", "en")
    await reaches_the_review(grace)
    await grace.types("/stop")
    await grace.sees("From now on I write only when you write to me.")
    await grace.types("/menu")
    await grace.sees("Go on with my request")
    await grace.presses("Go on with my request")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    sent = await grace.sees("Your request is sent")
    rows = await town.rows("select paused_at from person")
    assert rows[0][0] is None or "at least every two weeks" not in sent.text
