"""Writing a broadcast, as any story may need it done."""

from bot.sandbox.people import Person
from tests.world import World

NEWS = "The office moves on Monday.\nPlease come to <b>Lindenplatz</b> & bring tea."
OFF = "a:opt_out:"
EVERYONE = ("Everyone who uses the bot",)


async def uses_the_bot(town: World, name: str, language: str, label: str) -> Person:
    """Somebody who has chosen a language, and nothing else."""
    person = town.person(name, language)
    await person.starts()
    await person.sees(label)
    await person.presses(label)
    await town.settle()
    return person


async def readers(town: World, count: int) -> list[Person]:
    return [await uses_the_bot(town, f"R{n}", "en", "English") for n in range(count)]


async def got(person: Person) -> list[str]:
    """The broadcasts that somebody got, oldest first, with the button to turn them off; on previews
    it does nothing."""
    sent = (message for message in person.messages if message.from_bot)
    return [m.text for m in sent if any(OFF in (b.callback_data or "") for b in m.buttons)]


async def have(people: list[Person]) -> list[int]:
    """How many broadcasts each of these got."""
    return [len(await got(person)) for person in people]


async def presses(town: World, person: Person, *labels: str) -> None:
    """One after the other, each when what came before is answered."""
    for label in labels:
        await person.presses(label)
        await town.settle()


async def opens_the_list(town: World, coordinator: Person) -> None:
    await coordinator.types("/menu")
    await town.settle()
    await presses(town, coordinator, "Today", "Broadcasts")


async def opens(town: World, coordinator: Person, label: str) -> None:
    """One of the list."""
    await opens_the_list(town, coordinator)
    await presses(town, coordinator, label)


async def reaches_the_text(
    town: World,
    coordinator: Person,
    whom: tuple[str, ...] = EVERYONE,
    written_in: str = "English",
) -> None:
    """From the menu to the question for the text of other news."""
    await opens_the_list(town, coordinator)
    await presses(town, coordinator, "Write a broadcast", "Other news", *whom)
    await presses(town, coordinator, "All languages", "The whole city")
    await coordinator.sees("In which language do you write the message?")
    await presses(town, coordinator, written_in)
    await coordinator.sees("Please write the message in this language")


async def writes(
    town: World, coordinator: Person, words: str = NEWS, whom: tuple[str, ...] = EVERYONE
) -> None:
    """From the menu to the preview."""
    await reaches_the_text(town, coordinator, whom)
    await coordinator.types(words)
    await town.settle()
    await presses(town, coordinator, "Show me how it looks")
    await coordinator.sees("not sent yet")


async def begins(town: World, coordinator: Person, first: Person) -> None:
    """It is sent, and the first reader has it; the others wait."""
    await coordinator.presses("Send now")
    await coordinator.sees("Broadcast: is being sent")
    await town.bot.carry_broadcasts()
    await first.sees("From the Welcome Buddies team")
