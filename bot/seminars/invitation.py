"""A date as somebody is invited to it: what a broadcast sends, as it is when it is sent; and for
whom it is."""

from bot.conversation.cards import Card
from bot.conversation.values import Reader, Said
from bot.i18n import text
from bot.seminars import card as view
from bot.seminars import gate, store
from bot.seminars.kinds import Audience
from bot.storage import database

INVITED = text("seminars.invited", "You are invited. Please tell us whether you come.")


async def card(base: database.Database, seminar: int, person: int, reader: Reader) -> Card | None:
    """The date with the buttons to answer it; None when it is cancelled, has begun, or isn't for
    this person any more."""
    seen = await gate.find(base.read, seminar, person)
    if seen is None or not seen.is_open(reader.now):
        return None
    return view.of(seen, reader, Said(INVITED))


async def audience(work: database.Work, seminar: int) -> Audience | None:
    """For whom it is, while people can still answer; `Audience` says what that means."""
    found = await store.find(work.all, seminar)
    return found.plan.audience if found and found.is_open(work.now) else None
