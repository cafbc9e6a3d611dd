"""The desk: what needs a staff member today, counted and with a button each."""

from collections.abc import Callable, Sequence

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Reader, Said, say
from bot.i18n import text
from bot.people import menu
from bot.staff import rights, today
from bot.staff import store as staff
from bot.staff.store import Member
from bot.storage import database
from bot.town import Town

# Translators: menu button of staff: what needs me today. Short.
TODAY = text("desk.today", "Today")
HEAD = text("desk.head", "<b>Today</b>, {day}")
NOTHING = text("desk.nothing", "Nothing waits for you right now.")
SIDE_BY_SIDE = 2
OPEN_DESK = Button(Said(TODAY), cards.action("desk"), style="primary")


def showing(desk_of: Callable[[Town], Sequence[today.Count]]) -> turn.Action:
    """The action that shows the desk."""

    async def show(this: turn.Turn) -> turn.Reply:
        member = await rights.require(this)
        counts = desk_of(this.town)
        return turn.Reply((await card(this.work, member, this.context.reader, counts),))

    return show


async def card(
    work: database.Work, member: Member, reader: Reader, counts: Sequence[today.Count]
) -> Card:
    """What waits, the most urgent first; below it what one may look at any time."""
    items = await waiting(work, member, reader, counts)
    lines = tuple(item.line for item in items if item.line is not None)
    urgent = cards.column(*(item.button for item in items if item.line is not None))
    standing = [item.button for item in items if item.line is None]
    head = say(HEAD, day=Day(reader.today))
    return Card(
        (head, None, *(lines or (Said(NOTHING),))),
        (*urgent, *_beside(standing), *cards.column(menu.BACK_TO_MENU)),
    )


async def waiting(
    work: database.Work, member: Member, reader: Reader, counts: Sequence[today.Count]
) -> list[today.Item]:
    """Everything the capabilities have for this member, in the order of the desk."""
    items = [item for count in counts for item in await count(work, member, reader)]
    return sorted(items, key=lambda item: item.urgency)


def _beside(buttons: Sequence[Button]) -> tuple[cards.Row, ...]:
    starts = range(0, len(buttons), SIDE_BY_SIDE)
    return tuple(cards.row(*buttons[i : i + SIDE_BY_SIDE]) for i in starts)


async def offer(this: turn.Turn) -> menu.Part:
    """The first button of the menu, for staff."""
    member = await staff.find(this.work, this.person)
    return menu.Part((OPEN_DESK,) if member else ())
