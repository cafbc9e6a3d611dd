"""What follows for letters when a match ends, or a newcomer goes."""

from bot.letters import adding, filling, sending, store
from bot.matches import store as matches
from bot.storage import database, forms


async def drop_forms(work: database.Work, event: matches.Ended) -> None:
    """The two have no letters together any more: no pages wait to be sent, nothing is noted."""
    await forms.drop_about(work, sending.FORM, str(event.match))
    for letter in await store.all_of_match(work, event.match):
        await _drop_about(work, letter)


async def before_erasure(work: database.Work, person: int) -> None:
    """With a newcomer goes all that was noted about their letters, or is just being noted."""
    for letter in await store.forget(work, person):
        await _drop_about(work, letter)


async def _drop_about(work: database.Work, letter: int) -> None:
    for form in (filling.FORM, adding.FORM):
        await forms.drop_about(work, form, str(letter))
