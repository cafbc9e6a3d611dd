"""A one-time link that an advisor hands over after a consultation."""

from bot.newcomers import links
from tests.e2e.asking import introduces_themselves
from tests.world import World


async def opens_a_case(town: World) -> str:
    async with town.bot.database.work() as work:
        return await links.open_case(work, hours=72)


async def test_a_link_leads_to_the_request(town: World) -> None:
    payload = await opens_a_case(town)
    grace = town.person("Grace", "en")
    await grace.starts(payload)
    await grace.sees("An advisor of the Welcome Center has opened a request for you.")
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("Go on")
    await grace.presses("Go on")
    await grace.sees("Before we begin")
    await grace.presses("I agree")
    await grace.sees("What may your buddy call you?")
    await introduces_themselves(grace)
    await grace.presses("I don't know yet")
    await grace.sees("in your own words?")
    await grace.presses("Skip this question")
    await grace.sees("Is everything right?")
    await grace.presses("Yes, send it")
    await grace.sees("The Welcome Center knows you already")
    rows = await town.rows("select after_advice from request")
    assert [row[0] for row in rows] == [1]


async def test_a_link_works_for_one_person_only(town: World) -> None:
    payload = await opens_a_case(town)
    grace, ali = town.person("Grace", "en"), town.person("Ali", "en")
    await grace.starts(payload)
    await grace.sees("has opened a request for you")
    await ali.starts(payload)
    await ali.sees("This link has been used before")
    await grace.starts(payload)
    await town.settle()
    opened = [m for m in grace.messages if "has opened a request for you" in m.text]
    assert len(opened) == 2


async def test_a_link_expires(town: World) -> None:
    payload = await opens_a_case(town)
    await town.advance(hours=73)
    grace = town.person("Grace", "en")
    await grace.starts(payload)
    await grace.sees("This link has expired.")


async def test_an_incomplete_link_says_so_and_goes_on(town: World) -> None:
    payload = await opens_a_case(town)
    grace = town.person("Grace", "en")
    await grace.starts(payload[:-4])
    await grace.sees("I don't know this link.")
    await grace.sees("Choose your language")
    await grace.presses("English")
    await grace.sees("What brings you here?")
