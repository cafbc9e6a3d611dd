"""The beat: what is planned begins, what runs is fed to the outbox a little at a time, what is done
ends, and who approved it sees how it goes on.

The cursor moves in the transaction that writes the rows: a kill at any point loses nobody, and
nobody is written to twice.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import clock
from bot.broadcasts import announcing, audience, progress, rules, showing, steps, store
from bot.broadcasts.progress import Outlook
from bot.broadcasts.rules import Rhythm, Step, Tally
from bot.broadcasts.store import Broadcast, State
from bot.conversation import cards
from bot.people import store as people
from bot.storage import database, outbox

DUE = """
    select id from broadcast where state in ('planned', 'running', 'paused')
    union all
    select id from broadcast where ended_at > :lately
"""


async def beat(base: database.Database, rhythm: Rhythm, zone: ZoneInfo) -> None:
    """Look after every broadcast that isn't over, or has only just ended."""
    lately = base.clock.now() - timedelta(seconds=rules.SETTLES_WITHIN)
    for row in await base.read(DUE, lately=clock.stamp(lately)):
        found = await store.find(base.read, row[0])
        if found is not None:
            await _look_after(base, found, rhythm, zone)


async def _look_after(
    base: database.Database, found: Broadcast, rhythm: Rhythm, zone: ZoneInfo
) -> None:
    tally = await steps.tally(base.read, found.id)
    now = base.clock.now()
    step = rules.step(
        is_planned=found.state is State.PLANNED,
        is_running=found.state is State.RUNNING,
        is_fed=found.fed_to >= found.last,
        waiting=tally.waiting,
        is_due=found.send_at is not None and found.send_at <= now,
        is_quiet=rhythm.is_quiet(now, zone),
    )
    ahead = progress.outlook(found, tally, rhythm, now, zone)
    is_told = found.state is State.PLANNED or found.shown == _telling(found, tally, ahead)
    if step is Step.WATCH and is_told and not await _has_begun(base, found):
        return
    async with base.work() as work:
        current = await store.find(work.all, found.id)
        if current is None or current.version != found.version:
            return  # Somebody was faster; the next beat looks again.
        if not await announcing.stop_if_past(work, current):
            await _do(work, current, step)
        await _tell(work, await store.get(work, found.id), tally, rhythm, zone)


BEGUN = "select 1 from seminar where id = :seminar and begins_at <= :now"


async def _has_begun(base: database.Database, found: Broadcast) -> bool:
    """Whether the date that it is about has come."""
    if found.seminar is None or found.is_over:
        return False
    now = clock.stamp(base.clock.now())
    return bool(await base.read(BEGUN, seminar=found.seminar, now=now))


async def _do(work: database.Work, found: Broadcast, step: Step) -> None:
    match step:
        case Step.BEGIN:
            await steps.change_state(work, found.id, State.RUNNING)
        case Step.FEED:
            await feed(work, found)
        case Step.FINISH:
            await steps.change_state(work, found.id, State.DONE)


async def feed(work: database.Work, found: Broadcast) -> None:
    """Write the rows of the next readers, in the order of their ids."""
    if found.fed_to >= found.last:
        return
    readers = await audience.readers(
        work,
        found.audience,
        found.topic.value,
        found.seminar,
        audience.Part(found.fed_to, found.last, rules.AT_ONCE),
    )
    is_all = len(readers) < rules.AT_ONCE
    fed_to = found.last if is_all else readers[-1].person
    await steps.feed(work, found.id, readers, fed_to)


async def _tell(
    work: database.Work, found: Broadcast, tally: Tally, rhythm: Rhythm, zone: ZoneInfo
) -> None:
    """Write down what was counted, and change the message of whoever approved it."""
    ahead = progress.outlook(found, tally, rhythm, work.now, zone)
    telling = _telling(found, tally, ahead)
    row = found.report_row
    if found.report_to is not None and telling != found.shown:
        reader = await people.get(work, found.report_to)
        subject = await showing.subject(work, found, reader.language)
        what = cards.pack(progress.card(found, subject, tally, ahead))
        if row is None:
            row = await outbox.say(work, reader.id, what)
        else:
            await outbox.edit(work, reader.id, what, row=row)
    await steps.note(work, found.id, tally, telling, row)


def _telling(found: Broadcast, tally: Tally, ahead: Outlook) -> str:
    """What makes it worth telling anew."""
    numbers = rules.share(found.readers, tally) if found.state is State.RUNNING else tally
    return f"{found.state} {numbers} {ahead}"
