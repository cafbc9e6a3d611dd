"""What is to be told, one row per message, from the decision until it has been sent.

A row keeps a text key and typed values, not words: the sender says it in the language its reader
has at that moment. What was sent is wiped; the row stays a while, so that an edit finds its
message.
"""

import enum
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.storage import database


class Priority(enum.IntEnum):
    REPLY = 0
    NUDGE = 1
    BROADCAST = 2


@dataclass(frozen=True)
class Row:
    """A message to send. `edits_message` is Telegram's id of the message that becomes this one;
    `language` is what its reader speaks now."""

    id: int
    chat: int
    person: int | None
    priority: Priority
    kind: str
    what: str
    edits: int | None
    edits_message: int | None
    until: int | None
    not_before: int
    tries: int
    language: str | None
    broadcast: int | None = None


SAY = """
    insert into outbox (chat, person, priority, kind, what, once, about, until, made_at)
    select telegram, id, :priority, :kind, :what, :once, :about, :until, :now
    from person where id = :person
    on conflict (once) do nothing returning id
"""


async def say(
    work: database.Work,
    person: int,
    what: dict[str, Any],
    *,
    kind: str = "say",
    priority: Priority = Priority.REPLY,
    once: str | None = None,
    about: str | None = None,
    until: int | None = None,
) -> int:
    """Decide that a person is told something; returns the row's id, by which it can be edited, or 0
    when nothing is told.

    `once` makes a second decision of the same thing nothing; `until` drops what came too late.
    """
    row = await work.one(
        SAY,
        person=person,
        what=json.dumps(what),
        kind=kind,
        priority=priority,
        once=once,
        about=about,
        until=until,
        now=work.stamp,
    )
    return int(row["id"]) if row else 0


SAY_NOTHING = """
    insert into outbox (chat, person, priority, kind, once, until, state, made_at, ended_at)
    select telegram, id, 1, 'say', :once, :until, 'dropped', :now, :now
    from person where id = :person
    on conflict (once) do nothing
"""


async def say_nothing(work: database.Work, person: int, *, once: str, until: int) -> None:
    """Decide that a person is not told something, so that it isn't thought about again."""
    await work.run(SAY_NOTHING, person=person, once=once, until=until, now=work.stamp)


RENEW_COMMANDS = """
    insert into outbox (chat, person, priority, kind, what, made_at)
    select telegram, id, 2, 'commands', :nothing, :now from person
    where language = :language and has_chosen and unreachable_since is null
"""


async def renew_commands(work: database.Work, language: str) -> None:
    """The commands have changed: each chat that shows them in this language gets them anew."""
    await work.run(RENEW_COMMANDS, language=language, nothing="{}", now=work.stamp)


FAREWELL = """
    insert into outbox (chat, priority, kind, what, made_at)
    values (:chat, 0, 'say', :what, :now)
"""


async def say_farewell(work: database.Work, chat: int, what: dict[str, Any]) -> None:
    """The last message to somebody who is no longer known; its row goes when it is sent."""
    await work.run(FAREWELL, chat=chat, what=json.dumps(what), now=work.stamp)


OVERTAKEN = """
    delete from outbox where state = 'waiting' and kind = 'edit'
      and chat = (select telegram from person where id = :person)
      and (edits_message = :message or edits = :row)
"""
EDIT = """
    insert into outbox (chat, person, priority, kind, what, edits, edits_message, made_at)
    select telegram, id, 0, 'edit', :what, :row, :message, :now from person where id = :person
"""


async def edit(
    work: database.Work,
    person: int,
    what: dict[str, Any],
    *,
    row: int | None = None,
    message: int | None = None,
) -> None:
    """Change a message: one named by its outbox row, or by Telegram's id. A newer edit replaces an
    unsent older one."""
    await work.run(OVERTAKEN, person=person, row=row, message=message)
    await work.run(
        EDIT, person=person, what=json.dumps(what), row=row, message=message, now=work.stamp
    )


# That `not_before` is over 0 follows from its being over :now; SQLite needs it to choose the index.
LONGEST_HOLD = 24 * 60 * 60
"""Seconds. A hold that seems longer was set before the clock was moved back, and counts no more."""

NEXT = """
    select o.id, o.chat, o.person, o.priority, o.kind, o.what, o.edits,
           coalesce(o.edits_message, (select message_id from outbox where id = o.edits)),
           o.until, o.not_before, o.tries, p.language, o.broadcast
    from outbox as o left join person as p on p.id = o.person
    where o.state = 'waiting' and o.priority <= :lowest
      and o.chat not in (select value from json_each(:but_for))
      and (o.broadcast is null or not :is_quiet and exists (
        select 1 from broadcast where broadcast.id = o.broadcast and broadcast.state = 'running'))
      and not exists (
        select 1 from outbox as held
        where held.chat = o.chat and held.state = 'waiting'
          and held.not_before > 0 and held.not_before between :now + 1 and :now + :longest
    )
    order by o.priority, o.id limit :limit
"""


async def next_waiting(
    base: database.Database,
    now: int,
    limit: int,
    but_for: Iterable[int] = (),
    *,
    lowest: Priority = Priority.BROADCAST,
    is_quiet: bool = False,
) -> list[Row]:
    """The most urgent unsent rows down to a priority, oldest first, of chats that are not held
    back; but for those chats. A broadcast's wait while it is paused, and while it `is_quiet`."""
    rows = await base.read(
        NEXT,
        now=now,
        limit=limit,
        but_for=json.dumps([*but_for]),
        longest=LONGEST_HOLD,
        lowest=lowest,
        is_quiet=is_quiet,
    )
    return [Row(*(*row[:3], Priority(row[3]), *row[4:])) for row in rows]


HELD_UNTIL = """
    select min(not_before) from outbox where state = 'waiting' and not_before > 0
      and not_before between :now + 1 and :now + :longest
"""


async def held_until(base: database.Database, now: int) -> int | None:
    """When the next chat that is held back may be written to again."""
    rows = await base.read(HELD_UNTIL, now=now, longest=LONGEST_HOLD)
    return rows[0][0] if rows else None


@dataclass(frozen=True)
class Ending:
    """What became of a row: `sent`, `dropped` (no longer wanted) or `dead` (refused for good). With
    `is_free` it may be decided again: now was not the time."""

    id: int
    state: str
    message_id: int | None = None
    is_free: bool = False


@dataclass(frozen=True)
class Died:
    """A message was refused for good: a dead letter."""

    number: int


END = """
    update outbox set state = :state, message_id = :message_id, ended_at = :now,
        what = iif(:state = 'dead', what, null), about = null, once = iif(:is_free, null, once)
    where id = :id
"""
FORGET_FAREWELLS = "delete from outbox where person is null and state <> 'waiting'"


async def end(work: database.Work, endings: list[Ending]) -> None:
    """Note what became of rows and wipe their content (dead letters keep theirs for a week). Of a
    farewell nothing remains."""
    await work.each(
        END,
        (
            {
                "id": e.id,
                "state": e.state,
                "message_id": e.message_id,
                "is_free": e.is_free,
                "now": work.stamp,
            }
            for e in endings
        ),
    )
    await work.run(FORGET_FAREWELLS)
    for each in endings:
        if each.state == "dead":
            work.happened(Died(each.id))


HOLD = "update outbox set not_before = :until, tries = tries + 1 where id = :id"


async def hold(work: database.Work, row: int, until: int) -> None:
    """Try a row again later; all of its chat waits with it, so that order is kept."""
    await work.run(HOLD, id=row, until=until)


END_ALL = """
    update outbox set state = 'dropped', what = null, about = null, once = null, ended_at = :now
    where chat = :chat and state = 'waiting'
"""


async def drop_all(work: database.Work, chat: int) -> None:
    """Give up what a person can't be told; its keys are free again for when they come back."""
    await work.run(END_ALL, chat=chat, now=work.stamp)
    await work.run(FORGET_FAREWELLS)


TAKE_BACK = "delete from outbox where about = :about and state = 'waiting' and priority > 0"


async def take_back(work: database.Work, about: str) -> None:
    """Forget the unsent nudges about an object that has changed."""
    await work.run(TAKE_BACK, about=about)


TAKE_BACK_ALL = """
    delete from outbox
    where person = :person and state = 'waiting' and priority > 0 and broadcast is null
"""


async def take_back_all(work: database.Work, person: int) -> None:
    """Forget every unsent nudge to a person. Broadcasts ask what their reader wants when they are
    sent, and count it."""
    await work.run(TAKE_BACK_ALL, person=person)


# The second condition follows from the first; SQLite needs it to choose the index.
PURGE = """
    delete from outbox where state = :state and state <> 'waiting' and ended_at < :before
      and (state = 'dead' or coalesce(until, 0) < :before)
"""


async def purge(work: database.Work, sent_before: int, dead_before: int) -> None:
    """Delete ended rows; those whose key may still be needed stay until 30 days after `until`."""
    ended = (("sent", sent_before), ("dropped", sent_before), ("dead", dead_before))
    await work.each(PURGE, ({"state": state, "before": before} for state, before in ended))
