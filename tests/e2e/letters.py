"""Two who look at a letter together, as any story may need them."""

from bot.conversation import cards
from bot.sandbox.model import Message
from bot.sandbox.people import Person
from tests.e2e.test_agreeing import presses
from tests.e2e.writing import may_write
from tests.world import World

PAGE = b"\x89PNG\r\n\x1a\n"


async def begins(town: World, newcomer: Person, match: int) -> None:
    """From the button to the first page."""
    await town.settle()
    await newcomer.presses_data(cards.action("send_letter", match))
    await newcomer.sees("Please send a photo of every page")
    await town.settle()


async def sends(town: World, newcomer: Person, match: int, pages: int = 1) -> int:
    """A letter of so many pages, one by one; gives its number."""
    await begins(town, newcomer, match)
    for page in range(pages):
        await newcomer.sends_photo(PAGE + bytes([page]))
        await town.settle()
    await presses(town, newcomer, "That's all")
    rows = await town.rows("select max(id) from letter where match = :match", match=match)
    return int(rows[0][0])


async def pair_with_a_letter(town: World) -> tuple[Person, Person, int, int]:
    """Both, their match, and the letter."""
    amal, tom = town.person("Amal", "en"), town.person("Tom", "en")
    match = await may_write(town, amal, tom)
    return amal, tom, match, await sends(town, amal, match)


async def notes(town: World, person: Person, letter: int, part: str, words: str) -> None:
    """By the button on the card as it is now, and by typing."""
    await asks_for(town, person, letter, part)
    await person.types(words)
    await town.settle()


async def asks_for(town: World, person: Person, letter: int, part: str) -> None:
    await town.settle()
    version = (await town.rows("select version from letter where id = :id", id=letter))[0][0]
    await person.presses_data(cards.action("letter_part", f"{letter}.{part}", version))
    await town.settle()


async def card_of(town: World, letter: int) -> tuple[object, ...]:
    """What is noted: kind, from whom, deadline and next step."""
    await town.settle()
    sql = "select kind, sender, deadline, next_step from letter where id = :id"
    return tuple((await town.rows(sql, id=letter))[0])


def received(person: Person) -> list[Message]:
    return [message for message in person.messages if message.from_bot]
