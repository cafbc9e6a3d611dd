"""What of the requests needs a staff member today: the desk's counters."""

from collections.abc import Sequence

from bot.conversation.values import Count, Reader, ShortDay, say
from bot.i18n import plural
from bot.needs import cases, queue
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

# Translators: a line on the desk; {age} is how long the oldest has waited.
NEW = plural(
    "needs.desk_new",
    "<b>{count}</b> new request ({age})",
    "<b>{count}</b> new requests (the oldest: {age})",
)
# Translators: a line on the desk; {day} is the first of these dates.
PRESSING = plural(
    "needs.desk_pressing",
    "<b>{count}</b> date that presses ({day})",
    "<b>{count}</b> dates that press (the first: {day})",
)


async def count(work: database.Work, member: Member, reader: Reader) -> Sequence[Item]:
    """New requests and dates that press: own and untaken ones for advisors, all for coordinators;
    and the lists that one may look at."""
    sees_all = Role.COORDINATOR in member.roles
    lists = (
        *((queue.TO_MINE,) if Role.ADVISOR in member.roles else ()),
        *((queue.TO_ALL,) if sees_all else ()),
    )
    standing = tuple(Item(Urgency.STANDING, button) for button in lists)
    new = await cases.count_untaken(work, member.person)
    pressed = await cases.count_pressed(work, member.person, reader.today, sees_all=sees_all)
    return (*_pressing(pressed), *_new(new, reader), *standing)


def _pressing(pressed: cases.Counted) -> tuple[Item, ...]:
    if pressed.first is None:
        return ()
    line = say(PRESSING, count=Count(pressed.count), day=ShortDay(pressed.first))
    return (Item(Urgency.PRESSING, queue.TO_PRESSING, line),)


def _new(new: cases.Counted, reader: Reader) -> tuple[Item, ...]:
    if new.oldest is None:
        return ()
    line = say(NEW, count=Count(new.count), age=queue.age(new.oldest, reader))
    return (Item(Urgency.USUAL, queue.TO_NEW, line),)
