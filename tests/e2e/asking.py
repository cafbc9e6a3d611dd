"""Filling the request form, as any story may need it done."""

from bot.sandbox.people import Person


async def opens_the_form(person: Person) -> None:
    """From the first word to the first question, in English."""
    await person.starts()
    await person.sees("Choose your language")
    await person.presses("English")
    await person.sees("What brings you here?")
    await person.presses("I need help")
    await person.sees("Before we begin")
    await person.presses("I agree")
    await person.sees("What may your buddy call you?")


async def introduces_themselves(person: Person) -> None:
    """From the name to the wish for a buddy."""
    await person.presses(person.name)
    await person.sees("Which languages do you speak?")
    await person.presses("English")
    await person.sees("☑ English")
    await person.presses("Done")
    await person.sees("In which part of the city")
    await person.presses("Hafen")
    await person.sees("Who lives with you?")
    await person.presses("I live alone")
    await person.sees("How much German")
    await person.presses("A little")
    await person.sees("When are you usually free?")
    await person.presses("Any time")
    await person.sees("a woman or a man")
    await person.presses("I don't mind")
    await person.sees("What would help you?")


async def reaches_the_review(person: Person) -> None:
    await opens_the_form(person)
    await introduces_themselves(person)
    await person.presses("Practising German")
    await person.sees("☑ Practising German")
    await person.presses("Done")
    await person.sees("in your own words?")
    await person.presses("Skip this question")
    await person.sees("Is everything right?")


async def asks_for_a_buddy(person: Person) -> None:
    """The whole form, with one need and no date."""
    await reaches_the_review(person)
    await person.presses("Yes, send it")
    await person.sees("Your request is sent")
