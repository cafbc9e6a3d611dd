"""The digest: on working days in the morning, staff hear what waits for them; nothing where nothing
does, so that it is read."""

from datetime import datetime, timedelta

from bot import clock, workdays
from bot.conversation import cards
from bot.conversation.cards import Card
from bot.conversation.values import Said
from bot.desk import flow as desk
from bot.i18n import text
from bot.nudges.setting import Setting
from bot.staff import store as staff
from bot.storage import database, outbox
from bot.storage.outbox import Priority

GOOD_MORNING = text("desk.good_morning", "Good morning. This is what waits today.")
HOURS = 3
"""How long after its time a digest is still of use."""

# A cross join keeps the order: the few of the staff, and for each the person.
DUE = """
    select staff.person, 'digest:' || :day || ':' || staff.person as key
    from staff cross join person on person.id = staff.person
    where paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = 'digest:' || :day || ':' || staff.person)
"""


async def digests(base: database.Database, setting: Setting) -> None:
    """Write the digests of this morning that haven't been thought about. It looks beside the
    writer, which is needed only once a day for each member."""
    now = base.clock.now()
    until = ends(now, setting)
    if until is None:
        return
    reader = setting.reader(now)
    for row in await base.read(DUE, day=reader.today.isoformat()):
        async with base.work() as work:
            member = await staff.find(work, row["person"])
            if member is None:
                continue
            items = await desk.waiting(work, member, reader, setting.desk)
            lines = tuple(item.line for item in items if item.line is not None)
            await _tell(work, member.person, lines, once=row["key"], until=clock.stamp(until))


async def _tell(
    work: database.Work, person: int, lines: tuple[Said, ...], *, once: str, until: int
) -> None:
    if not lines:
        await outbox.say_nothing(work, person, once=once, until=until)
        return
    card = Card((Said(GOOD_MORNING), *lines), cards.column(desk.OPEN_DESK))
    what = cards.pack(card)
    await outbox.say(work, person, what, priority=Priority.NUDGE, once=once, until=until)


def ends(now: datetime, setting: Setting) -> datetime | None:
    """When the digest of this moment is worthless; None where none is due."""
    local = now.astimezone(setting.town.zone)
    begins = datetime.combine(local.date(), setting.config.nudges.digest_at, setting.town.zone)
    ends = begins + timedelta(hours=HOURS)
    is_workday = workdays.is_workday(local.date(), setting.town)
    return ends if is_workday and begins <= local < ends else None
