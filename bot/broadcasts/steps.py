"""From one state of a broadcast to the next; whoever calls knows that the step is allowed."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot import clock
from bot.broadcasts.audience import Reader, Verdict
from bot.broadcasts.rules import Tally
from bot.broadcasts.store import Read, State
from bot.staff import store as staff
from bot.storage import database

APPROVE = """
    update broadcast set state = :state, version = version + 1, approved_by = :by, report_to = :by,
        send_at = :send_at, began_at = iif(:state = 'running', :now, null), readers = :readers,
        fed_to = 0, last = (select max(id) from person)
    where id = :broadcast
"""


async def approve(
    work: database.Work, broadcast: int, by: int, readers: int, send_at: datetime | None
) -> None:
    """It begins now, or at a moment; for whoever is known by now, and nobody later."""
    await work.run(
        APPROVE,
        broadcast=broadcast,
        state=State.PLANNED if send_at else State.RUNNING,
        by=by,
        readers=readers,
        send_at=clock.stamp(send_at) if send_at else None,
        now=work.stamp,
    )


CHANGE_STATE = """
    update broadcast set state = :state, version = version + 1,
        began_at = iif(:state = 'draft', null, coalesce(began_at, :now)),
        send_at = iif(:state = 'draft', null, send_at),
        paused_at = iif(:state = 'paused', :now, null),
        ended_at = iif(:state in ('stopped', 'done'), :now, null)
    where id = :broadcast
"""


async def change_state(work: database.Work, broadcast: int, state: State) -> None:
    """A planned one begins or is a draft again; a running one pauses, goes on, stops or is done.
    While it doesn't run, what is written isn't sent."""
    await work.run(CHANGE_STATE, broadcast=broadcast, state=state.value, now=work.stamp)


WRITE = """
    insert into outbox (chat, person, priority, kind, what, once, state, made_at, ended_at,
                        broadcast)
    values (:chat, :person, 2, 'broadcast', :what, :once, :state, :now,
            iif(:state = 'waiting', null, :now), :broadcast)
    on conflict do nothing
"""
FED_TO = "update broadcast set fed_to = :person where id = :broadcast"


async def feed(work: database.Work, broadcast: int, readers: Iterable[Reader], fed_to: int) -> None:
    """Write a row for each of these readers, and that everyone up to `fed_to` has theirs. Nobody
    ever has two. Who isn't written to has a row that is over: it counts. The key is missing where
    somebody couldn't be reached, as it is for every message that could not be brought."""

    def row(reader: Reader) -> dict[str, object]:
        key = f"broadcast:{broadcast}:{reader.person}"
        is_wanted = reader.verdict is Verdict.WANTED
        return {
            "chat": reader.chat,
            "person": reader.person,
            "what": json.dumps({}) if is_wanted else None,
            "once": None if reader.verdict is Verdict.UNREACHABLE else key,
            "state": "waiting" if is_wanted else "dropped",
            "broadcast": broadcast,
            "now": work.stamp,
        }

    await work.each(WRITE, [row(r) for r in readers if r.verdict is not Verdict.ANSWERED])
    await work.run(FED_TO, broadcast=broadcast, person=fed_to)


ROWS = "select state, count(*) from outbox where broadcast = :broadcast group by state"
UNREACHED = """
    select count(*) from outbox
    where broadcast = :broadcast and state = 'dropped' and once is null
"""


async def tally(read: Read, broadcast: int) -> Tally:
    """What became of the readers so far."""
    rows = dict(tuple(row) for row in await read(ROWS, broadcast=broadcast))
    ((unreachable,),) = await read(UNREACHED, broadcast=broadcast)
    return Tally(
        sent=rows.get("sent", 0),
        unreachable=unreachable,
        unwanted=rows.get("dropped", 0) - unreachable,
        failed=rows.get("dead", 0),
        waiting=rows.get("waiting", 0),
    )


NOTE = """
    update broadcast set sent = :sent, unreachable = :unreachable, unwanted = :unwanted,
        failed = :failed, shown = :shown, report_row = :report_row
    where id = :broadcast
"""


async def note(
    work: database.Work, broadcast: int, found: Tally, shown: str, report_row: int | None
) -> None:
    """Write down what was counted, and what of it has been told."""
    await work.run(
        NOTE,
        broadcast=broadcast,
        sent=found.sent,
        unreachable=found.unreachable,
        unwanted=found.unwanted,
        failed=found.failed,
        shown=shown,
        report_row=report_row,
    )


TELL_NO_MORE = "update broadcast set report_to = null where report_to = :person"


async def tell_no_more(work: database.Work, event: staff.Left) -> None:
    """Whoever leaves the staff doesn't see any more how it goes on."""
    await work.run(TELL_NO_MORE, person=event.person)
