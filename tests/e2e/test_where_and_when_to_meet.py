"""Suggesting where and when: the dates that matter to the newcomer come first, offices are found by
the word on their door, and homes are doubted once."""

import json

import pytest

from bot import i18n
from bot.conversation import cards
from bot.meetings import homes, plan
from bot.meetings.occasions import Occasion
from tests.e2e.meeting import newest
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import may_write
from tests.world import World


async def needs_by(town: World, match: int, *days: str) -> None:
    """The request of a match says by when it matters."""
    async with town.bot.database.work() as work:
        row = await work.one("select request from match where id = :match", match=match)
        assert row is not None
        await work.run("delete from need where request = :r", r=row["request"])
        for kind, day in zip(("office", "letters", "german"), days, strict=False):
            await work.run(
                "insert into need (request, kind, by_day) values (:r, :kind, :day)",
                r=row["request"],
                kind=kind,
                day=day,
            )


@pytest.mark.parametrize("side", ["newcomer", "buddy"])
async def test_the_newcomers_dates_are_offered_first(calendar_town: World, side: str) -> None:
    town = calendar_town
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    await needs_by(town, match, "2026-12-10", "2026-12-03", "2026-11-01")
    person = amal if side == "newcomer" else tom
    await person.presses_data(cards.action("meet", match))
    await person.sees("What would you like to meet for?")
    await presses(town, person, "Going to an office together")
    asked = await person.sees("On which day")
    assert [b.text for b in asked.buttons][:2] == ["Thursday, 3 December", "Thursday, 10 December"]
    await presses(town, person, "›")
    asked = await person.sees("On which day")
    assert asked.buttons[0].text == "Thursday, 3 December", "they stay while the month is turned"
    await presses(town, person, "Thursday, 3 December")
    await person.sees("At what time?")


async def test_in_arabic_an_office_is_found_by_the_word_on_its_door(town: World) -> None:
    amal, tom = town.person("Amal", "ar"), town.person("Tom", "en")
    match = await may_write(town, amal, tom, ("ar", "en"))
    await amal.presses_data(cards.action("meet", match))
    await town.settle()
    await presses(town, amal, i18n.pattern(Occasion.OFFICE.label, "ar"))
    for words in ("3.12.", "9:30", "1 hour", "Ausländerbehörde"):
        await amal.types(words)
        await town.settle()
    await amal.sees(i18n.pattern(plan.NOTE.ask, "ar")[:20])
    (answers,) = await town.rows("select answers from form")
    assert json.loads(answers[0])["where"] == {"office": "foreigners_office"}


async def test_a_home_is_doubted_once_and_then_believed(town: World) -> None:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    await tom.presses_data(cards.action("meet", match))
    await tom.sees("What would you like to meet for?")
    await presses(town, tom, "Practising German")
    for words in ("3.12.", "9:30", "1 hour", "at my place"):
        await tom.types(words)
        await town.settle()
    asked = await tom.sees(homes.IS_IT_A_HOME.english)
    assert [b.text for b in asked.buttons][:2] == ["It is a public place", "Choose another place"]
    await presses(town, tom, "Choose another place")
    await tom.sees("Stadtbibliothek")
    await tom.types("Lindenweg 3")
    await tom.sees("Is that somebody's home?")
    await presses(town, tom, "It is a public place")
    await tom.sees("Is there something to add")
    await tom.types("Skip this question")
    await tom.sees("This is your suggestion.")
    await presses(town, tom, "Yes, send it")
    await tom.sees("Your suggestion is sent")
    assert await newest(town)
    assert (await town.rows("select place from offer"))[0][0] == "Lindenweg 3"
