"""What of the requests needs a staff member today: the desk's counters."""

from collections.abc import Sequence

from bot.conversation.values import Count, Reader, ShortDay, say
from bot.i18n import plural
from bot.needs import cases, labels, pressing, queue
from bot.needs import standing as newcomers
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database
from bot.town import Town

# Translators: a line on the desk; {age} is how long the oldest has waited.
NEW = plural(
    "needs.desk_new",
    "<b>{count}</b> new request ({age})",
    "<b>{count}</b> new requests (the oldest: {age})",
)
# Translators: the same; an advisor should have read so many ({late}) of them by now.
NEW_LATE = plural(
    "needs.desk_new_late",
    "<b>{count}</b> new request ({age}), <b>{late}</b> past the promised day",
    "<b>{count}</b> new requests (the oldest: {age}), <b>{late}</b> past the promised day",
)
# Translators: a line on the desk; {day} is the first of these dates.
PRESSING = plural(
    "needs.desk_pressing",
    "<b>{count}</b> date that presses ({day})",
    "<b>{count}</b> dates that press (the first: {day})",
)
# Translators: a line on the desk: appointments of the last seven days to which nobody came along.
PASSED = plural(
    "needs.desk_passed",
    "<b>{count}</b> date passed without a buddy",
    "<b>{count}</b> dates passed without a buddy",
)


async def count(town: Town, work: database.Work, member: Member, reader: Reader) -> Sequence[Item]:
    """New requests, dates that press and dates that passed: own and untaken ones for advisors, all
    for coordinators; and the lists that one may look at."""
    sees_all = Role.COORDINATOR in member.roles
    lists = (
        *((queue.TO_MINE,) if Role.ADVISOR in member.roles else ()),
        *((queue.TO_ALL,) if sees_all else ()),
    )
    standing = tuple(Item(Urgency.STANDING, button) for button in lists)
    person, today = member.person, reader.today
    new = await cases.count_untaken(work, person, newcomers.late_before(today, town))
    viewer = pressing.Viewer(person, today, reader.zone, sees_all)
    pressed = await pressing.count(work, viewer)
    passed = await pressing.count_passed(work, viewer)
    return (*_pressing(pressed), *_passed(passed), *_new(new, reader), *standing)


def _pressing(pressed: pressing.Counted) -> tuple[Item, ...]:
    if pressed.first is None:
        return ()
    line = say(PRESSING, count=Count(pressed.count), day=ShortDay(pressed.first))
    return (Item(Urgency.PRESSING, queue.TO_PRESSING, line),)


def _passed(count: int) -> tuple[Item, ...]:
    line = say(PASSED, count=Count(count))
    return (Item(Urgency.PRESSING, queue.TO_PASSED, line),) if count else ()


def _new(new: cases.Counted, reader: Reader) -> tuple[Item, ...]:
    if new.oldest is None:
        return ()
    age = labels.age(new.oldest, reader)
    line = say(NEW, count=Count(new.count), age=age)
    if new.late:
        line = say(NEW_LATE, count=Count(new.count), age=age, late=Count(new.late))
    return (Item(Urgency.USUAL, queue.TO_NEW, line),)
