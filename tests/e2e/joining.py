"""Joining the staff, as any story may need it done."""

from bot.sandbox.people import Person
from bot.staff import invitations
from bot.staff.store import Role
from tests.world import World


async def invited(town: World, role: Role, hours: int = 72) -> str:
    """What stands in the link that `python -m bot invite` prints."""
    async with town.bot.database.work() as work:
        return await invitations.make(work, role, hours)


async def joins(town: World, name: str, role: Role) -> Person:
    """Somebody new follows an invitation, and says what people may call them."""
    person = town.person(name, "en")
    await person.starts(await invited(town, role))
    await person.sees("Welcome to the team.")
    await person.sees("Choose your language")
    await person.presses("English")
    await person.sees("Tell us your name")
    await person.presses("Tell us your name")
    await person.sees("What may people call you?")
    await person.presses(name)
    await person.sees(f"From now on people see you as {name}.")
    return person


async def follows(person: Person, payload: str) -> None:
    """Somebody new follows a link, and chooses the language."""
    await person.starts(payload)
    await person.sees("Choose your language")
    await person.presses("English")
    await person.sees("Just information")
