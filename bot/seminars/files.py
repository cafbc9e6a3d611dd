"""A seminar as a calendar file. It keeps its UID; each move, new place or cancellation has a higher
SEQUENCE."""

from collections.abc import Mapping
from typing import Any

from bot import calendar_file
from bot.calendar_file import Entry
from bot.conversation import turn
from bot.conversation.documents import Document
from bot.conversation.values import Reader, Said
from bot.i18n import text
from bot.seminars import card, gate
from bot.seminars.seats import Answer
from bot.seminars.store import Seminar, State
from bot.storage import database

MAKER = "seminar_file"

OPEN_IT = text("seminars.file", "Open this file to put the date into your calendar.")
REMOVE_OLD = text(
    "seminars.file_moved",
    "Open this file to put the date into your calendar. It has changed: if the old entry stays, "
    "please remove it.",
)
REMOVE_IT = text(
    "seminars.file_cancelled",
    "This date is cancelled. Open this file, or remove the entry from your calendar.",
)


async def ask(this: turn.Turn) -> turn.Reply:
    """The file; when the date is over, how it stands."""
    seen = await gate.visible(this)
    if seen.seminar.plan.ends_at <= this.work.now:
        return turn.Reply((card.of(seen, this.context.reader),))
    return turn.Reply(document=MAKER, arguments={"seminar": seen.seminar.id})


async def make(
    base: database.Database, person: int, reader: Reader, arguments: Mapping[str, Any]
) -> Document | None:
    """The file for somebody whom the date concerns; None when it is over, or was cancelled before
    they had a seat."""
    seen = await gate.find(base.read, arguments["seminar"], person)
    if seen is None or seen.seminar.plan.ends_at <= reader.now:
        return None
    is_cancelled = seen.seminar.state is State.CANCELLED
    if is_cancelled and seen.answer is not Answer.COMING:
        return None
    caption = REMOVE_IT if is_cancelled else REMOVE_OLD if seen.seminar.sequence else OPEN_IT
    written = calendar_file.written(_entry(seen.seminar, reader, is_cancelled=is_cancelled))
    return Document("seminar.ics", written, Said(caption))


def _entry(seminar: Seminar, reader: Reader, *, is_cancelled: bool) -> Entry:
    plan, words = seminar.plan, seminar.words(reader.language)
    return Entry(
        uid=f"seminar-{seminar.id}@{reader.bot}",
        sequence=seminar.sequence,
        begins_at=plan.begins_at,
        ends_at=plan.ends_at,
        zone=reader.zone,
        changed_at=seminar.changed_at,
        summary=seminar.title(reader.language).words,
        place=plan.place,
        description=words.words if words else "",
        is_cancelled=is_cancelled,
    )
