"""Whatever somebody writes or presses gets a clear sentence, and nothing entered before is lost."""

import pytest

from bot.sandbox.people import Person
from tests.e2e.asking import asks_for_a_buddy, introduces_themselves, opens_the_form
from tests.world import World


async def reaches_the_office_date(person: Person) -> None:
    await opens_the_form(person)
    await introduces_themselves(person)
    await person.presses("Someone to come with me")
    await person.sees("☑ Someone to come with me")
    await person.presses("Done")
    await person.sees("On which day do you have to be at the office?")


async def answers_of(town: World, person: Person) -> str:
    await town.settle()
    rows = await town.rows(
        "select answers from form join person on person.id = person where telegram = :chat",
        chat=person.id,
    )
    return str(rows[0][0])


async def test_words_where_a_button_is_expected_are_asked_again(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("Which languages do you speak?")
    await grace.types("the usual ones")
    await grace.sees("I did not find that.")
    assert '"name": "Grace"' in await answers_of(town, grace)


async def test_a_misspelt_choice_is_asked_back(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("Arabic")
    await grace.presses("Arabic")
    await grace.sees("☑ Arabic")
    await grace.presses("Done")
    await grace.sees("In which part of the city")
    await grace.types("Muhlbrg")
    again = await grace.sees("Is it one of these?")
    assert again.keyboard[0][0].text == "Mühlberg"
    await grace.presses("Mühlberg")
    await grace.sees("Who lives with you?")


@pytest.mark.parametrize("what", ["sticker", "voice", "photo", "location"])
async def test_what_is_not_text_is_kindly_asked_again(town: World, what: str) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    match what:
        case "sticker":
            await grace.sends_sticker()
        case "voice":
            await grace.sends_voice()
        case "photo":
            await grace.sends_photo(b"\x89PNG\r\n\x1a\n", "my letter")
        case _:
            await grace.sends_location(48.7, 9.1)
    again = await grace.sees("I can read text only, for now.")
    assert "What may your buddy call you?" in again.text


async def test_what_can_not_be_passed_on_leads_to_the_menu_where_no_form_is_open(
    town: World,
) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.sends_sticker()
    await grace.sees("I can read text only, for now.")
    await grace.sees("What would you like to do?")


async def test_5000_letters_are_too_long_for_a_name(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("a" * 3000)
    again = await grace.sees("2940 letters too long")
    assert "What may your buddy call you?" in again.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("Gr\u0000ace\u0007", "Gr ace", id="control characters"),
        pytest.param("\u202eecarG", "ecarG", id="right-to-left override"),
        pytest.param("  Grace \n  O. ", "Grace O.", id="spaces and lines"),
        pytest.param("<b>Grace</b> & Co", "<b>Grace</b> & Co", id="markup"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a joiner that is spelling"),
    ],
)
async def test_a_name_is_cleaned_and_shown_as_it_was_written(
    town: World, typed: str, kept: str
) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types(typed)
    await grace.sees("Which languages do you speak?")
    shown = await grace.sees("What may your buddy call you?")
    assert kept in shown.text
    assert len([entity for entity in shown.entities if entity["type"] == "bold"]) == 1


async def test_a_name_of_signs_only_is_no_name(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.types("\u202e ??? 🙂")
    await grace.sees("I could not read that.")


@pytest.mark.parametrize(
    ("typed", "says", "choices"),
    [
        pytest.param("3 November 2026", "has passed", ["3 December"], id="a date that has passed"),
        pytest.param("31 February", "Which day do you mean?", ["28 February"], id="no such day"),
        pytest.param(
            "5", "Which day do you mean?", ["5 December", "5 January"], id="a bare number"
        ),
        pytest.param("soon", "I did not understand that as a date.", [], id="not a date"),
        pytest.param("9:30", "I did not understand that as a date.", [], id="a time"),
        pytest.param("3.12.2031", "That is too far away for me.", [], id="years ahead"),
    ],
)
async def test_a_date_that_cannot_be_is_asked_back_with_the_nearest(
    calendar_town: World, typed: str, says: str, choices: list[str]
) -> None:
    grace = calendar_town.person("Grace", "en")
    await reaches_the_office_date(grace)
    await grace.types(typed)
    again = await grace.sees(says)
    labels = " ".join(button.text for button in again.buttons)
    assert all(choice in labels for choice in choices), labels
    assert "On which day do you have to be at the office?" in again.text
    assert "office_by" not in await answers_of(calendar_town, grace)


@pytest.mark.parametrize("typed", ["3.12.", "3. Dezember", "٣ ديسمبر", "3 December", "3 грудня"])
async def test_a_date_is_read_in_whichever_language(calendar_town: World, typed: str) -> None:
    grace = calendar_town.person("Grace", "en")
    await reaches_the_office_date(grace)
    await grace.types(typed)
    await grace.sees("in your own words?")
    assert '"office_by": "2026-12-03"' in await answers_of(calendar_town, grace)


async def test_a_suggested_day_can_be_pressed(calendar_town: World) -> None:
    grace = calendar_town.person("Grace", "en")
    await reaches_the_office_date(grace)
    await grace.types("3 November 2026")
    await grace.sees("has passed")
    await grace.presses("3 December")
    await grace.sees("in your own words?")
    assert '"office_by": "2026-12-03"' in await answers_of(calendar_town, grace)


FORGED = [
    "ask_for_a_buddy:1:zzz",
    "ask_for_a_buddy:99:.send",
    "ask_for_a_buddy:1:.c.name",
    "ask_for_a_buddy:-1:x",
    "ask_for_a_buddy:٣:x",
    "no_such_flow:1:x",
    "a:no_such_action::0",
    "a:office:no_such_office:0",
    "a:speak:xx:0",
    "a:withdraw_now:1:1",
    "a:go_on:no_such_flow:0",
    "a:agree:no_such_flow:1",
    ":",
    "",
    "ask_for_a_buddy",
    "💥" * 16,
    "x" * 5000,
]


@pytest.mark.parametrize("data", [d for d in FORGED if d], ids=lambda data: str(data)[:24])
async def test_forged_buttons_change_nothing(town: World, data: str) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    before = await answers_of(town, grace)
    await grace.presses_data(data)
    await town.settle()
    assert not grace.unanswered
    assert await answers_of(town, grace) == before
    assert await town.rows("select * from inbox where state = 'dead'") == []


async def test_a_button_of_somebody_elses_form_changes_nothing(town: World) -> None:
    grace, ali = town.person("Grace", "en"), town.person("Ali", "en")
    await asks_for_a_buddy(grace)
    await opens_the_form(ali)
    requests = [tuple(row) for row in await town.rows("select * from request")]
    await ali.presses_data("a:withdraw_now:1:1")
    await town.settle()
    assert [tuple(row) for row in await town.rows("select * from request")] == requests
    await ali.sees("You have begun a request, but not sent it yet.")


async def test_the_same_button_twice_does_it_once(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.presses_again()
    await town.settle()
    asked = [m for m in grace.messages if "Which languages do you speak?" in m.text]
    assert len(asked) == 1


async def test_an_old_button_shows_what_is_current(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    first = grace.last
    data = first.keyboard[0][0].callback_data
    await grace.presses("Grace")
    await grace.sees("Which languages do you speak?")
    await grace.presses("Arabic")
    await grace.sees("☑ Arabic")
    assert data is not None
    await grace.presses_data(data, first)
    await grace.sees_toast("That was from before.")
    await town.settle()
    assert "Which languages do you speak?" in grace.last.text
    assert any(button.text == "☑ Arabic" for button in grace.last.buttons)


async def test_unknown_commands_and_words_lead_to_the_menu(town: World) -> None:
    grace = town.person("Grace", "en")
    await asks_for_a_buddy(grace)
    await grace.types("/weather")
    await grace.sees("I don't know this command.")
    await grace.types("what now")
    await grace.sees("I did not understand that. Is it for someone?")
    await grace.presses("Menu")
    await grace.sees("What would you like to do?")


async def test_the_first_word_may_be_anything(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.types("hello, I need help")
    await grace.sees("Choose your language")
