"""Becoming a buddy, as any story may need it done."""

from bot.sandbox.people import Person
from bot.staff import store as staff
from tests.world import World


async def opens_the_application(person: Person) -> None:
    """From the first word to the first question, in English."""
    await person.starts()
    await person.sees("Choose your language")
    await person.presses("English")
    await person.sees("What brings you here?")
    await person.presses("I want to help")
    await person.sees("It begins with a talk")
    await person.presses("Apply as a buddy")
    await person.sees("Before we begin")
    await person.presses("I agree")
    await person.sees("What may a newcomer call you?")


async def fills_the_application(person: Person) -> None:
    """From the name to the review."""
    await person.presses(person.name)
    await person.sees("speak well enough to help in them")
    await person.presses("English")
    await person.sees("☑ English")
    await person.presses("Done")
    await person.sees("3/9")
    await person.presses("Hafen")
    await person.sees("What do you like to help with?")
    await person.presses("Practising German")
    await person.sees("☑ Practising German")
    await person.presses("Done")
    await person.sees("5/9")
    await person.presses("Any time")
    await person.sees("How many newcomers")
    await person.presses("2")
    await person.sees("7/9")
    await person.presses("I'd rather not say")
    await person.sees("tell something about yourself?")
    await person.types("I like to cook.")
    await person.sees("What newcomers can rely on")
    await person.presses("I agree")
    await person.sees("Code of conduct: I agree")


async def applies(person: Person) -> None:
    """The whole application."""
    await opens_the_application(person)
    await fills_the_application(person)
    await person.presses("Yes, send it")
    await person.sees("The coordinators of the Welcome Buddies have your application.")


async def id_of(town: World, person: Person) -> int:
    """Who this is in the bot's own rows."""
    rows = await town.rows("select id from person where telegram = :id", id=person.id)
    return int(rows[0][0])


async def is_staff(town: World, person: Person, role: staff.Role) -> None:
    """Somebody who has chosen a language, and has this role."""
    await person.starts()
    await person.sees("Choose your language")
    await person.presses("English")
    await person.sees("What brings you here?")
    async with town.bot.database.work() as work:
        await staff.add(work, await id_of(town, person), role)


async def opens_the_applications(person: Person) -> None:
    """A coordinator looks at the one that waits longest."""
    await person.types("/menu")
    await person.sees("Today")
    await person.presses("Today")
    await person.sees("as a buddy (")
    await person.presses("Applications")
    await person.sees("buddy: ")


async def makes_active(town: World, coordinator: Person) -> None:
    """The three steps of the only application."""
    await opens_the_applications(coordinator)
    await coordinator.presses("The talk was held")
    await coordinator.sees("buddy: talk held")
    await coordinator.presses("Was at the introduction")
    await coordinator.sees("buddy: introduced")
    await coordinator.presses("Make active")
    await coordinator.sees("buddy: active")
    await town.settle()
