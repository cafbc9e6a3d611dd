"""What somebody wrote that fitted nowhere waits an hour at most until they say whom it is for.

Of texts to a person the words are kept; of all else only Telegram's number of the message.
"""

from collections.abc import Sequence
from datetime import timedelta

from bot import clock
from bot.conversation.asking import Message
from bot.people.personal import Personal
from bot.storage import database

WAITS = timedelta(hours=1)

PUT = """
    insert into unsent (person, message, kind, words, album, kept_at)
    values (:person, :message, :kind, :words, :album, :now)
    on conflict (person, message) do nothing
"""


async def put(work: database.Work, person: int, message: Message) -> None:
    await work.run(
        PUT,
        person=person,
        message=message.number,
        kind=message.kind,
        words=message.words,
        album=message.album,
        now=work.stamp,
    )


ALL = """
    select message, kind, words, album from unsent
    where person = :person and kept_at > :since order by message
"""


async def of_person(work: database.Work, person: int) -> Sequence[Message]:
    """What waits, oldest first."""
    rows = await work.all(ALL, person=person, since=clock.stamp(work.now - WAITS))
    return [Message(row[0], row[1], row[2], album=row[3]) for row in rows]


WIPE = "delete from unsent where person = :person"


async def wipe(work: database.Work, person: int) -> None:
    await work.run(WIPE, person=person)


DROP = "delete from unsent where person = :person and message = :message"


async def drop(work: database.Work, person: int, messages: Sequence[int]) -> None:
    """Some of what waits has gone where it belongs."""
    await work.each(DROP, ({"person": person, "message": message} for message in messages))


CHANGE = """
    update unsent set words = :words
    where person = :person and message = :message and words <> ''
"""


async def change(work: database.Work, person: int, message: int, words: str) -> None:
    """A text that waits reads differently now."""
    await work.run(CHANGE, person=person, message=message, words=words)


PURGE = "delete from unsent where kept_at <= :before"


async def purge(work: database.Work) -> None:
    await work.run(PURGE, before=clock.stamp(work.now - WAITS))


PERSONAL = (Personal("unsent", "select kind, words, kept_at from unsent where person = :person"),)
