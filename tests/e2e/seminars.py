"""Seminars, as any story may need them: made by a coordinator, seen by those they are for."""

from bot.conversation import cards
from bot.sandbox.people import Person
from tests.e2e.test_agreeing import presses
from tests.e2e.volunteering import applies, id_of
from tests.world import World

TITLE = "Briefe verstehen"


async def reaches_the_review(
    town: World,
    coordinator: Person,
    *,
    kind: str = "Seminar",
    title: str = TITLE,
    words: str = "Wir lesen Briefe vom Amt.",
    day: str = "3.12.",
    time: str = "18:00",
    length: str = "2 hours",
    place: str = "Rathaus, Saal 1",
    seats: str = "No limit",
    audience: str = "All buddies",
) -> None:
    """A coordinator fills the form for a new one."""
    await town.settle()
    await coordinator.presses_data(cards.action("seminars_staff"))
    await presses(town, coordinator, "Make a new one")
    await coordinator.sees("What kind of date is it?")
    for answer in (kind, title, words, day, time, length, place, seats, audience):
        await coordinator.types(answer)
        await town.settle()
    await coordinator.sees("Nobody is told yet.")


async def makes(town: World, coordinator: Person, **answers: str) -> int:
    """The same, sent; gives the seminar."""
    await reaches_the_review(town, coordinator, **answers)
    await presses(town, coordinator, "Yes, make it")
    await coordinator.sees("It is made.")
    rows = await town.rows("select max(id) from seminar")
    return int(rows[0][0])


async def becomes_a_buddy(town: World, coordinator: Person, name: str) -> Person:
    """Somebody new, who applies and is made active."""
    person = town.person(name, "en")
    await applies(person)
    await town.settle()
    number = await id_of(town, person)
    await coordinator.presses_data(cards.action("buddy", number))
    steps = ("The talk was held", "Was at the introduction", "Make active")
    await presses(town, coordinator, *steps)
    await person.sees("you are a Welcome Buddy now")
    return person


async def opens(town: World, person: Person, seminar: int) -> None:
    """From a button to the date."""
    await town.settle()
    await person.presses_data(cards.action("seminar", seminar))
    await town.settle()


async def signs_up(town: World, person: Person, seminar: int) -> None:
    """Somebody opens the date and says yes, or to be put on the list."""
    await opens(town, person, seminar)
    labels = [button.text for button in person.last.buttons]
    await presses(town, person, "I come" if "I come" in labels else "Put me on the waiting list")
