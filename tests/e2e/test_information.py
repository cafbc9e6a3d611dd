"""Just information, and help in danger: for anyone, before any consent."""

import pytest

from bot.sandbox.people import Person
from tests.e2e.asking import opens_the_form
from tests.world import World


async def opens_information(person: Person) -> None:
    await person.starts()
    await person.sees("Choose your language")
    await person.presses("English")
    await person.sees("Just information")
    await person.presses("Just information")
    await person.sees("What would you like to know?")


async def test_an_office_is_shown_with_hours_source_and_date(calendar_town: World) -> None:
    grace = calendar_town.person("Grace", "en")
    await opens_information(grace)
    await grace.presses("Offices and addresses")
    await grace.sees("Which office?")
    await grace.presses("Citizens' office")
    card = await grace.sees("Rathausgasse 2")
    assert "Monday: 8:00–12:00 and 13:00–16:00" in card.text
    assert "Source: Musterstadt, read on Sunday, 1 November." in card.text
    assert "This may have changed" not in card.text


async def test_a_fact_past_its_date_says_so(calendar_town: World) -> None:
    grace = calendar_town.person("Grace", "en")
    await opens_information(grace)
    await grace.presses("Offices and addresses")
    await grace.sees("Which office?")
    await grace.presses("School")
    await grace.sees("This may have changed. Please check it before you go.")


async def test_a_first_step_says_what_to_bring(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_information(grace)
    await grace.presses("First steps")
    await grace.sees("Which step?")
    await grace.presses("Register your address")
    card = await grace.sees("What you need:")
    assert "Anmeldung" in card.text
    assert "In Musterstadt: " in card.text


async def test_nothing_about_a_reader_of_information_is_kept(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_information(grace)
    await town.settle()
    assert await town.rows("select * from consent") == []
    assert await town.rows("select * from newcomer") == []


async def test_who_would_rather_come_in_person_is_told_where(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("I need help")
    await grace.presses("I need help")
    await grace.sees("Before we begin")
    await grace.presses("I would rather come in person")
    await grace.sees("Lindenplatz 1")


async def test_the_whole_notice_can_be_read_before_agreeing(town: World) -> None:
    grace = town.person("Grace", "en")
    await grace.starts()
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("I need help")
    await grace.presses("I need help")
    await grace.sees("Before we begin")
    await grace.presses("Read more")
    notice = await grace.sees("Who sees what, and for how long")
    assert "a form you do not finish, after 30 days" in notice.text
    await grace.presses("I agree, and I am 18 or older")
    await grace.sees("What may your buddy call you?")
    rows = await town.rows("select purpose, version, language from consent order by purpose")
    assert [tuple(row) for row in rows] == [("adult", "1", "en"), ("support", "2", "en")]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
async def test_the_numbers_are_there_before_a_language_is_chosen(
    town: World, language: str
) -> None:
    grace = town.person("Grace", language)
    await grace.types("/sos")
    card = await grace.sees("116 016")
    assert "112" in card.text
    assert "110" in card.text


async def test_words_of_danger_bring_the_numbers_at_once_and_the_form_stays(town: World) -> None:
    grace = town.person("Grace", "en")
    await opens_the_form(grace)
    await grace.presses("Grace")
    await grace.sees("2/9")
    await grace.types("I want to die")
    card = await grace.sees("You do not have to be alone with it.")
    assert "0800 111 0 111" in card.text
    await town.settle()
    assert "2/9" in grace.last.text
