"""Meetings of two people, as any story may need them."""

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import may_write
from tests.world import World

DAY, TIME = "3.12.", "9:30"


async def fills_the_form(
    town: World,
    person: Person,
    match: int,
    *,
    occasion: str = "Practising German",
    day: str = DAY,
    time: str = TIME,
    length: str = "1 hour",
    where: str = "The café at the station",
    note: str = "Skip this question",
) -> None:
    """From the button to the review."""
    await town.settle()
    await person.presses_data(cards.action("meet", match))
    await person.sees("What would you like to meet for?")
    await presses(town, person, occasion)
    for words in (day, time, length, where, note):
        await person.types(words)
        await town.settle()
    await person.sees("This is your suggestion.")


async def suggests(town: World, person: Person, match: int, **answers: str) -> None:
    """One side suggests a meeting."""
    await fills_the_form(town, person, match, **answers)
    await presses(town, person, "Yes, send it")
    await person.sees("Your suggestion is sent to")


async def meeting(
    town: World,
    newcomer: Person,
    buddy: Person,
    languages: tuple[str, str] = ("en", "en"),
    **answers: str,
) -> int:
    """Two people who are matched and have a confirmed meeting, by the buddy's suggestion; gives the
    meeting. What the buddy types is English whatever the language: German reads it too."""
    match = await may_write(town, newcomer, buddy, languages)
    return await meets(town, newcomer, buddy, match, **answers)


async def meets(town: World, newcomer: Person, buddy: Person, match: int, **answers: str) -> int:
    """The same for two who are matched already."""
    await suggests(town, buddy, match, **answers)
    number = await newest(town)
    await newcomer.presses_data(cards.action("confirm_meeting", f"{number}.1", 1))
    await town.settle()
    return number


async def newest(town: World) -> int:
    """The meeting that was suggested last."""
    await town.settle()
    return int((await town.rows("select max(id) from meeting"))[0][0])
