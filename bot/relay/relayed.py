"""Which outbox row passes on which message, so that answers, edits and albums find their way.

Only Telegram's numbers are kept, and only as long as the outbox row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import clock
from bot.conversation.asking import Message
from bot.people.personal import Personal
from bot.relay import store
from bot.relay.store import Thread
from bot.storage import database

ALBUM_ARRIVES = timedelta(minutes=10)
"""How long further pictures of an album follow the first."""

NOTE = """
    insert into relayed (sent, thread, author, origin, album)
    values (:sent, :thread, :author, :origin, :album)
"""


async def note(work: database.Work, sent: int, thread: Thread, author: int, of: Message) -> None:
    """Remember which message of the author an outbox row passes on."""
    await work.run(
        NOTE, sent=sent, thread=thread.id, author=author, origin=of.number, album=of.album
    )


PASSED_ON = """
    select relayed.thread from outbox join relayed on relayed.sent = outbox.id
    where outbox.person = :person and outbox.message_id = :message
      and outbox.kind in ('relay', 'copy')
"""


async def passed_on_as(work: database.Work, person: int, message: int) -> Thread | None:
    """The thread by which a person got a message, known by Telegram's id in their chat."""
    row = await work.one(PASSED_ON, person=person, message=message)
    return await store.find(work, row["thread"]) if row else None


ALBUM = """
    select thread from (
        select relayed.thread, made_at from relayed join outbox on outbox.id = relayed.sent
        where relayed.author = :author and relayed.album = :album
        union all
        select question.thread, asked_at from thread
        join question on question.thread = thread.id
        where thread.person = :author and thread.kind = 'center' and question.album = :album
    ) where made_at >= :since limit 1
"""


async def of_album(work: database.Work, author: int, album: str) -> Thread | None:
    """Where the first pictures of an album went just now."""
    since = clock.stamp(work.now - ALBUM_ARRIVES)
    row = await work.one(ALBUM, author=author, album=album, since=since) if album else None
    return await store.find(work, row["thread"]) if row else None


@dataclass(frozen=True)
class Copy:
    """An outbox row that passes on a message."""

    row: int
    thread: int
    to: int
    is_copied: bool


COPIES = """
    select sent, thread, outbox.person, outbox.kind from relayed
    join outbox on outbox.id = relayed.sent
    where author = :author and origin = :origin order by sent
"""


async def copies(work: database.Work, author: int, origin: int) -> Sequence[Copy]:
    """All by which a message of the author was passed on, in order."""
    rows = await work.all(COPIES, author=author, origin=origin)
    return [Copy(row[0], row[1], row[2], row[3] == "copy") for row in rows]


HAS_SPOKEN = """
    select 1 from relayed join outbox on outbox.id = relayed.sent
    where relayed.thread = :thread and author = :author and made_at >= :since
"""


async def has_spoken(work: database.Work, thread: Thread, staff: int) -> bool:
    """Whether a staff member has written since the conversation began."""
    since = clock.stamp(thread.opened_at)
    return await work.one(HAS_SPOKEN, thread=thread.id, author=staff, since=since) is not None


LOST = """
    select distinct relayed.thread, author from outbox
    join relayed on relayed.sent = outbox.id
    where outbox.person = :person and outbox.kind in ('relay', 'copy')
      and outbox.state = 'dropped' and outbox.ended_at = :now
"""


async def just_lost(work: database.Work, person: int) -> Sequence[tuple[int, int]]:
    """Thread and author of what this very transaction gave up telling a person."""
    rows = await work.all(LOST, person=person, now=work.stamp)
    return [(row["thread"], row["author"]) for row in rows]


TAKE_BACK = """
    delete from outbox where state = 'waiting'
    and id in (select sent from relayed where author = :person)
"""


async def take_back(work: database.Work, person: int) -> None:
    """Forget what a person wrote and that hasn't been sent yet."""
    await work.run(TAKE_BACK, person=person)


PERSONAL = (
    Personal(
        "relayed",
        "select outbox.made_at, outbox.state from relayed join outbox on outbox.id = relayed.sent "
        "where relayed.author = :person",
    ),
)
