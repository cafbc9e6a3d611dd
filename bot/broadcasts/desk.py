"""What broadcasts bring to the coordinators' desk."""

from collections.abc import Sequence
from datetime import timedelta

from bot import clock
from bot.broadcasts import progress
from bot.conversation.values import Count, Reader, say
from bot.i18n import plural
from bot.staff import today
from bot.staff.store import Member, Role
from bot.storage import database

FORGOTTEN_AFTER = timedelta(hours=1)
PAUSED = plural(
    "broadcasts.desk_paused",
    "{count} broadcast is paused: some of its readers still wait for it",
    "{count} broadcasts are paused: some of their readers still wait for them",
)

# The second condition follows from the first; SQLite needs it to choose the index.
COUNT = """
    select count(*) from broadcast
    where state = 'paused' and state in ('planned', 'running', 'paused') and paused_at < :before
"""


async def count(work: database.Work, member: Member, _reader: Reader) -> Sequence[today.Item]:
    """The list of broadcasts; it presses while one has been paused for so long that whoever did it
    may have forgotten it."""
    if Role.COORDINATOR not in member.roles:
        return ()
    row = await work.one(COUNT, before=clock.stamp(work.now - FORGOTTEN_AFTER))
    number = row[0] if row else 0
    if not number:
        return (today.Item(today.Urgency.STANDING, progress.TO_LIST),)
    line = say(PAUSED, count=Count(number))
    return (today.Item(today.Urgency.PRESSING, progress.TO_LIST, line),)
