"""Two who may write to each other, as any story may need them."""

from bot.conversation import cards
from bot.matches import store as matches
from bot.people import store as people
from bot.sandbox.model import Message
from bot.sandbox.people import Person
from bot.storage import database
from tests.e2e.test_agreeing import are_a_pair
from tests.world import World


async def id_of(work: database.Work, person: Person) -> int:
    found = await people.find(work, person.id)
    assert found is not None
    return found.id


async def number_of(town: World, person: Person) -> int:
    await town.settle()
    async with town.bot.database.work() as work:
        return await id_of(work, person)


async def may_write(
    town: World,
    newcomer: Person,
    buddy: Person,
    languages: tuple[str, str] = ("en", "en"),
) -> int:
    """Both said yes, and the relay is open; gives the match."""
    match = await are_a_pair(town, newcomer, buddy, languages)
    async with town.bot.database.work() as work:
        work.happened(matches.Accepted(match))
    return match


async def pair(town: World) -> tuple[Person, Person, int]:
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    return amal, tom, await may_write(town, amal, tom)


async def writes_to(town: World, author: Person, match: int, words: str) -> Message:
    """By the button and the form; gives what was typed."""
    await town.settle()
    await author.presses_data(cards.action("write_pair", match))
    await author.sees("Please write your message.")
    message = await author.types(words)
    await town.settle()
    return message


async def ends(town: World, match: int) -> None:
    async with town.bot.database.work() as work:
        await matches.change(work, match, matches.State.ENDED, by="staff")
        work.happened(matches.Ended(match))
