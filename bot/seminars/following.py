"""What follows what: a free seat is filled, reminders that hold no longer are taken back, whoever
was at an introduction goes on."""

from bot.buddies import introduced
from bot.buddies import store as buddies
from bot.people import store as people
from bot.seminars import gate, presence, seats, store, waiting
from bot.seminars.kinds import Kind
from bot.seminars.presence import Attended
from bot.seminars.seats import Answered
from bot.seminars.store import Cancelled, Changed, Moved
from bot.storage import database, forms, outbox


def about(seminar: int, person: int) -> str:
    """A person's seat as the object of a reminder."""
    return f"seminar:{seminar}:{person}"


async def answered(work: database.Work, event: Answered) -> None:
    """Nobody is reminded of what they have answered otherwise; a seat may have become free."""
    await outbox.take_back(work, about(event.seminar, event.person))
    await waiting.move_up(work, event.seminar)


async def changed(work: database.Work, event: Changed | Moved | Cancelled) -> None:
    """Nobody is reminded of a time or place that holds no longer."""
    await outbox.take_back(work, f"seminar:{event.seminar}")
    for guest in await seats.guests(work, event.seminar):
        await outbox.take_back(work, about(event.seminar, guest.person))


async def cancelled(work: database.Work, event: Cancelled) -> None:
    """Nobody goes on with a form about what won't be."""
    for form in ("move_seminar", "cancel_seminar", "seminar_place", "seminar_seats", "add_topic"):
        await forms.drop_about(work, form, str(event.seminar))


async def attended(work: database.Work, event: Attended) -> None:
    """An introduction is a step on the way to being a buddy."""
    seminar = await store.get(work, event.seminar)
    if seminar.plan.kind is Kind.INTRODUCTION:
        await introduced.note(work, event.person)


async def applied(work: database.Work, event: buddies.Applied) -> None:
    """Some come to an introduction first and apply after it."""
    if await presence.was_introduced(work, event.person):
        await introduced.note(work, event.person)


async def unreachable(work: database.Work, event: people.Unreachable) -> None:
    """Whoever can't be told anything leaves the seat to others."""
    await leaving(work, event.person)


async def leaving(work: database.Work, person: int) -> None:
    """Somebody goes: the seats of what is still to come are free."""
    for seminar in await seats.to_come(work, person):
        await seats.forget(work, seminar.id, person)


async def buddy_gone(work: database.Work, event: buddies.Left | buddies.Declined) -> None:
    """Whoever is a buddy no more leaves the seats of what is for buddies."""
    belongs_to = await gate.audiences(work.all, event.person)
    for seminar in await seats.to_come(work, event.person):
        if seminar.plan.audience not in belongs_to:
            await seats.forget(work, seminar.id, event.person)
