"""Two people find each other: a coordinator proposes, the buddy says yes, then the newcomer."""

import pytest

from bot.buddies import store as buddies
from bot.buddies.application import Help, Offer
from bot.conversation import cards
from bot.needs import store as requests
from bot.needs.store import Kind, Need, Wanted
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import German, Household, Newcomer
from bot.sandbox.people import Person
from bot.staff import store as staff
from bot.staff.store import Role
from tests.world import World

FREE = ("1m",)


async def arrives(town: World, name: str, language: str = "en") -> tuple[Person, int]:
    """Somebody new who has chosen a language."""
    person = town.person(name, "en")
    await person.starts()
    await person.sees("Choose your language")
    await person.presses_data(cards.action("speak", language))
    await town.settle()
    rows = await town.rows("select id from person where telegram = :chat", chat=person.id)
    return person, rows[0][0]


async def coordinator(town: World, name: str = "Petra") -> Person:
    person, number = await arrives(town, name)
    async with town.bot.database.work() as work:
        await staff.add(work, number, Role.COORDINATOR)
    return person


async def newcomer(town: World, name: str = "Amal", language: str = "en") -> Person:
    """Somebody whose request waits for a buddy."""
    person, number = await arrives(town, name, language)
    introduced = Newcomer(name, ("ar", "en"), "hafen", Household.ALONE, German.LITTLE, FREE, None)
    async with town.bot.database.work() as work:
        await newcomers.put(work, number, introduced)
        wanted = Wanted((Need(Kind.LETTERS), Need(Kind.GERMAN)), None, None)
        await requests.put(work, number, wanted, after_advice=True)
    return person


async def buddy(town: World, name: str = "Tom", language: str = "en") -> Person:
    person, number = await arrives(town, name, language)
    offer = Offer(name, ("ar", "de"), "hafen", tuple(Help), FREE, 1, None, "I like to cook.")
    async with town.bot.database.work() as work:
        await buddies.put(work, number, offer)
        await buddies.change_state(work, number, buddies.State.ACTIVE)
    return person


async def proposes(person: Person, name: str = "Tom") -> None:
    """A coordinator goes from the desk to the newcomer who waits, and proposes the buddy."""
    await person.types("/menu")
    await person.sees("Today")
    await person.presses("Today")
    await person.sees("newcomer waits for a buddy")
    await person.presses("Waiting for a buddy")
    await person.sees(f"Propose {name}")
    await person.presses(f"Propose {name}")
    await person.sees("is asked about")


async def are_matched(town: World) -> tuple[Person, Person, Person]:
    petra, tom, amal = await coordinator(town), await buddy(town), await newcomer(town)
    await proposes(petra)
    await tom.sees("is looking for a buddy")
    await tom.presses("Yes, gladly")
    await amal.sees("would like to be your buddy")
    await amal.presses("Yes, gladly")
    await tom.sees("said yes as well")
    await town.settle()
    return petra, tom, amal


async def test_two_people_find_each_other(calendar_town: World) -> None:
    town = calendar_town
    petra, tom, amal = await coordinator(town), await buddy(town), await newcomer(town)
    await petra.types("/menu")
    await petra.sees("Today")
    await petra.presses("Today")
    desk = await petra.sees("newcomer waits for a buddy")
    assert "1 newcomer waits for a buddy (longest: since today)" in desk.text
    await petra.presses("Waiting for a buddy")
    card = await petra.sees("Propose Tom")
    assert (
        "1. Tom: speaks Arabic · same district · likes to help with letters and German · "
        "both free Tue morning · 1 place free" in card.text
    )
    await petra.presses("Propose Tom")
    said = await petra.sees("is asked about")
    assert "Tom is asked about Amal, until Friday, 27 November, " in said.text

    asked = await tom.sees("Someone is looking for a buddy.\nDistrict: Hafen")
    assert "Amal" not in asked.text
    await tom.presses("Yes, gladly")
    await tom.sees("I ask the other side now")

    asked = await amal.sees("somebody would like to be your buddy.\nDistrict: Hafen")
    assert "Tom" not in asked.text
    await amal.presses("Yes, gladly")
    told = await amal.sees("You have a buddy: Tom")
    assert "Tom writes: “I like to cook.”" in told.text
    told = await tom.sees("Amal said yes as well")
    assert "– Reading letters and papers\n– Practising German" in told.text
    await tom.presses("What happens next?")
    await tom.sees("Write a first hello")

    await amal.types("/menu")
    await amal.sees("With Tom")
    await amal.presses("With Tom")
    card = await amal.sees("What we agreed")
    assert "Your buddy: Tom, since Tuesday, 24 November" in card.text


async def test_a_no_is_said_by_one_press_and_the_reason_only_to_coordinators(town: World) -> None:
    petra, tom, amal = await coordinator(town), await buddy(town), await newcomer(town)
    await proposes(petra)
    await tom.sees("is looking for a buddy")
    await tom.presses("Not this time")
    await tom.sees("You said no. That is fine. I tell nobody why.")
    await tom.sees("Only the coordinators see it")
    await tom.types("x" * 2000)
    await tom.sees("1400 letters too long")
    await tom.types("I am away in December.")
    await tom.sees("That helps us to find what fits better.")
    await town.settle()
    await petra.presses_data(cards.action("waiting"))
    card = await petra.sees("No buddy fits at the moment.")
    assert "Before: Tom (the buddy said no: Something else – “I am away in December.”)" in card.text
    await amal.sees_no("December")


async def test_the_language_may_change_between_the_question_and_the_answer(town: World) -> None:
    petra, tom, amal = await coordinator(town), await buddy(town), await newcomer(town)
    await proposes(petra)
    question = await tom.sees("is looking for a buddy")
    assert "Tue morning" in question.text
    await tom.presses_data(cards.action("speak", "de"))
    await town.settle()
    await tom.presses_data(cards.action("proposal", await the_match(town)))
    await tom.sees("Di ")
    await tom.presses_data(question.buttons[0].callback_data or "", question)
    await amal.sees("would like to be your buddy")


async def test_who_would_rather_not_say_why_is_not_asked_again(town: World) -> None:
    petra, tom, _ = await coordinator(town), await buddy(town), await newcomer(town)
    await proposes(petra)
    await tom.sees("is looking for a buddy")
    await tom.presses("Not this time")
    await tom.sees("Would you like to say why?")
    await tom.presses("Rather not say")
    await tom.sees("You need not say why.")
    await town.settle()
    await petra.presses_data(cards.action("waiting"))
    card = await petra.sees("No buddy fits at the moment.")
    assert "Before: Tom (the buddy said no)" in card.text


async def the_match(town: World) -> int:
    return int((await town.rows("select id from match"))[0][0])


async def test_a_match_ends_and_another_buddy_is_looked_for(town: World) -> None:
    petra, tom, amal = await are_matched(town)
    await tom.types("/menu")
    await tom.sees("With Amal")
    await tom.presses("With Amal")
    await tom.sees("End it")
    await tom.presses("End it")
    await tom.sees("Shall I end it now?")
    await tom.presses("No, go on")
    await tom.sees("You accompany Amal")
    await tom.presses("End it")
    await tom.sees("Shall I end it now?")
    await tom.presses("Yes, end it")
    await tom.sees("Thank you for everything you did for Amal.")
    await tom.sees("Would you like to say why you ended it?")
    await tom.presses("I have no more time")
    await tom.sees("That helps us")
    told = await amal.sees("Tom can't go on as your buddy.")
    assert "no more time" not in told.text
    await amal.presses("I don't need a buddy any more")
    await amal.sees("Shall I take your request back?")
    await amal.presses("No, keep it")
    await amal.sees("Your request stays as it is.")
    await town.settle()
    await petra.presses_data(cards.action("waiting"))
    card = await petra.sees("No buddy fits at the moment.")
    assert "Before: Tom (ended by the buddy: I have no more time)" in card.text


async def test_a_coordinator_ends_a_match_from_the_list(town: World) -> None:
    petra, tom, amal = await are_matched(town)
    await petra.types("/menu")
    await petra.sees("Today")
    await petra.presses("Today")
    await petra.sees("Matches")
    await petra.presses("Matches")
    await petra.sees("Amal – Tom: no agreement")
    await petra.presses("Amal – Tom: no agreement")
    await petra.sees("The two have no agreement yet.")
    await petra.presses("End this match")
    await petra.sees("Why do you end this match?")
    await petra.presses("One of the two asked for it")
    await petra.sees("in your own words?")
    await petra.presses("Skip")
    await petra.sees("Shall I end it now?")
    await petra.presses("Yes, send it")
    await petra.sees("The match is ended")
    for person in (tom, amal):
        await person.sees("The Welcome Buddies team has ended your match")


async def test_a_partner_who_blocks_the_bot_is_seen_by_the_coordinators(town: World) -> None:
    petra, tom, _ = await are_matched(town)
    await tom.blocks()
    await town.settle()
    await petra.types("/menu")
    await petra.sees("Today")
    await petra.presses("Today")
    await petra.sees("1 match needs you")
    await petra.presses("Matches that need you")
    await petra.sees("Amal – Tom: unreachable")


async def test_somebody_may_be_a_newcomer_and_a_buddy(town: World) -> None:
    petra, _, _ = await coordinator(town), await buddy(town), await newcomer(town)
    async with town.bot.database.work() as work:
        rows = await work.all("select person from newcomer")
        offer = Offer("Amal", ("en",), "hafen", tuple(Help), FREE, 1, None, None)
        await buddies.put(work, rows[0][0], offer)
        await buddies.change_state(work, rows[0][0], buddies.State.ACTIVE)
    await petra.presses_data(cards.action("waiting"))
    card = await petra.sees("Propose Tom")
    assert "Propose Amal" not in card.text
    await petra.presses("Why not others?")
    await petra.sees("1 is the newcomer")


@pytest.mark.parametrize("first", ["tom", "amal"])
async def test_both_end_it_at_once(town: World, first: str) -> None:
    _, tom, amal = await are_matched(town)
    people = {"tom": tom, "amal": amal}
    for person in people.values():
        await person.types("/status")
        await person.sees("End it")
        await person.presses("End it")
        await person.sees("Shall I end it now?")
    (second,) = {*people} - {first}
    await people[first].presses("Yes, end it")
    await people[first].sees("It is ended.")
    await town.settle()
    await people[second].presses("Yes, end it")
    await people[second].sees("Your time together is over here.")
    assert len(await town.rows("select id from match where state = 'ended'")) == 1
