"""What people said, one row per update, until the turn that handles it has ended.

An update is kept before Telegram hears that it arrived. Its content is wiped in the transaction
that handles it; a row without content stays three days, so that a repeated update is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.storage import database

MOST_TRIES = 3


@dataclass(frozen=True)
class Arrival:
    """An update as it comes in: `content` is JSON, `press` names the pressed button, if any."""

    update_id: int
    chat: int | None
    content: str
    press: str | None = None
    is_readable: bool = True


@dataclass(frozen=True)
class Waiting:
    number: int
    chat: int | None
    content: str
    tries: int
    is_repeated_press: bool


ADD = """
    insert into inbox (update_id, chat, content, press, received_at, state, ended_at)
    values (:update_id, :chat, :content, :press, :now, :state, :ended_at)
    on conflict (update_id) do nothing
"""


async def add(work: database.Work, arrivals: Sequence[Arrival]) -> None:
    """Keep updates; one that is known is ignored, one that can't be read becomes a dead letter."""
    await work.each(
        ADD,
        (
            {
                "update_id": arrival.update_id,
                "chat": arrival.chat,
                "content": arrival.content,
                "press": arrival.press,
                "now": work.stamp,
                "state": "waiting" if arrival.is_readable else "dead",
                "ended_at": None if arrival.is_readable else work.stamp,
            }
            for arrival in arrivals
        ),
    )


NEXT = """
    select number, chat, content, tries,
           press is not null and press is (
               select before.press from inbox as before
               where before.chat = waiting.chat and before.number < waiting.number
                 and before.received_at >= waiting.received_at - 5
               order by before.number desc limit 1
           ) as is_repeated_press
    from inbox as waiting where state = 'waiting' order by number limit :limit
"""


async def next_waiting(work: database.Work, limit: int) -> list[Waiting]:
    """The oldest updates not handled yet. A press is repeated if it is the chat's last one again
    within five seconds."""
    return [
        Waiting(row[0], row[1], row[2], row[3], bool(row[4]))
        for row in await work.all(NEXT, limit=limit)
    ]


LEFT = "select number, chat from inbox where state = 'waiting' order by number"


async def all_waiting(base: database.Database) -> list[tuple[int, int | None]]:
    """Number and chat of every update not handled yet, the oldest first."""
    return [(row[0], row[1]) for row in await base.read(LEFT)]


HAS_WAITING = "select exists (select 1 from inbox where state = 'waiting')"


async def has_waiting(base: database.Database) -> bool:
    """Whether an update waits; read beside the writer."""
    return bool((await base.read(HAS_WAITING))[0][0])


DONE = """
    update inbox set state = 'done', content = null, ended_at = :now,
        chat = (select telegram from person where telegram = inbox.chat)
    where number = :number
"""


async def end(work: database.Work, number: int) -> None:
    """Wipe what was handled; nor is it kept who said it, if the person isn't known any more."""
    await work.run(DONE, number=number, now=work.stamp)


TRIED = """
    update inbox set tries = tries + 1,
        state = iif(tries + 1 >= :most, 'dead', 'waiting'),
        ended_at = iif(tries + 1 >= :most, :now, null)
    where number = :number and state = 'waiting' returning state
"""


async def count_try(work: database.Work, number: int) -> bool:
    """Count a try that failed; returns whether it was the last one, so that the row is a dead
    letter."""
    return await _count(work, number, MOST_TRIES)


async def count_start(work: database.Work, number: int) -> bool:
    """Count a try before it begins, for what an earlier process may have died of; returns whether
    there were enough of them, so that the row is a dead letter and isn't begun again."""
    return await _count(work, number, MOST_TRIES + 1)


async def _count(work: database.Work, number: int, most: int) -> bool:
    row = await work.one(TRIED, number=number, most=most, now=work.stamp)
    return row is not None and row[0] == "dead"


FORGET = """
    update inbox set chat = null, press = null, content = null
    where chat = :chat and state <> 'waiting'
"""


async def forget(work: database.Work, chat: int) -> None:
    """Drop who sent what was handled, and the words of dead letters."""
    await work.run(FORGET, chat=chat)


# The second condition follows from the first; SQLite needs it to choose the index.
PURGE = "delete from inbox where state = :state and state <> 'waiting' and ended_at < :before"


async def purge(work: database.Work, handled_before: int, dead_before: int) -> None:
    ended = (("done", handled_before), ("dead", dead_before))
    await work.each(PURGE, ({"state": state, "before": before} for state, before in ended))
