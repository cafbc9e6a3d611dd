"""Lists of cases for the staff: new requests, what presses, one's own. Who isn't anybody's case yet
has no name in them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation import cards, flow, options, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said
from bot.i18n import Text, text
from bot.needs import cases, labels
from bot.needs import pressing as dates
from bot.needs.cases import Case
from bot.people import menu
from bot.staff import rights
from bot.staff.store import Role

PAGE = 8

NEW = text("needs.new_requests", "New requests")
NEW_LIST = text(
    "needs.new_requests_list",
    "<b>New requests</b> that nobody has taken yet: those with a date soon, then the oldest.",
)
NO_NEW = text("needs.no_new_requests", "There is no new request right now.")
PRESSING = text("needs.pressing_dates", "Dates that press")
PRESSING_LIST = text(
    "needs.pressing_list", "<b>Dates that press</b>: these people need somebody within a week."
)
PASSED = text("needs.passed_dates", "Dates that have passed")
PASSED_LIST = text(
    "needs.passed_list",
    "<b>Dates that passed without a buddy</b> in the last seven days. Please ask these people how "
    "it went, and whether they still need somebody.",
)
NO_PASSED = text("needs.no_passed", "No date has passed without a buddy in the last seven days.")
NO_PRESSING = text("needs.no_pressing", "No date presses in the next seven days.")
MINE = text("needs.my_cases", "My cases")
MINE_LIST = text("needs.my_cases_list", "<b>My cases</b>: those with a date soon, then the oldest.")
NO_CASES = text("needs.no_cases", "You have no open case right now.")
ALL = text("needs.all_cases", "All open requests")
ALL_LIST = text(
    "needs.all_cases_list",
    "<b>All open requests</b> that wait for an advisor or a buddy: those with a date soon, then "
    "the oldest.",
)
NOBODY_WAITS = text("needs.nobody_waits", "Nobody is waiting right now.")

STAFF = (Role.ADVISOR, Role.COORDINATOR)
TO_NEW = Button(Said(NEW), cards.action("requests"))
TO_PASSED = Button(Said(PASSED), cards.action("passed"))
TO_PRESSING = Button(Said(PRESSING), cards.action("pressing"))
TO_MINE = Button(Said(MINE), cards.action("my_cases"))
TO_ALL = Button(Said(ALL), cards.action("all_cases"))

Fetch: TypeAlias = Callable[[int, int], Awaitable[Sequence[Case]]]
"""So many cases, after so many others."""


@dataclass(frozen=True)
class Listing:
    """A list: its action, what stands above it, what is said when it is empty, and whether its
    people have names."""

    action: str
    title: Text
    empty: Text
    has_names: bool = True


async def requests(this: turn.Turn) -> turn.Reply:
    """New requests, for whoever may take them or see that they wait."""
    await rights.require(this, *STAFF)
    return await new(this)


async def new(this: turn.Turn, *first: Said) -> turn.Reply:
    """The new requests, below what is said first."""

    async def fetch(most: int, skip: int) -> Sequence[Case]:
        today = this.context.reader.today
        return await cases.untaken(this.work, this.person, today, most, skip)

    listing = Listing("requests", NEW_LIST, NO_NEW, has_names=False)
    return await _shown(this, listing, fetch, *first)


async def pressing(this: turn.Turn) -> turn.Reply:
    """What matters within a week: own and untaken cases; all, for coordinators."""
    viewer = await _viewer(this)

    async def fetch(most: int, skip: int) -> Sequence[Case]:
        return await dates.pressed(this.work, viewer, most, skip)

    listing = Listing("pressing", PRESSING_LIST, NO_PRESSING, has_names=False)
    return await _shown(this, listing, fetch)


async def passed(this: turn.Turn) -> turn.Reply:
    """Whose day came and went without a buddy: own cases; all, for coordinators."""
    viewer = await _viewer(this)

    async def fetch(most: int, skip: int) -> Sequence[Case]:
        return await dates.passed(this.work, viewer, most, skip)

    return await _shown(this, Listing("passed", PASSED_LIST, NO_PASSED), fetch)


async def _viewer(this: turn.Turn) -> dates.Viewer:
    """The one whose turn it is, who belongs to the staff."""
    member = await rights.require(this, *STAFF)
    reader, sees_all = this.context.reader, Role.COORDINATOR in member.roles
    return dates.Viewer(this.person, reader.today, reader.zone, sees_all)


async def my_cases(this: turn.Turn) -> turn.Reply:
    """An advisor's own open cases."""
    await rights.require(this, Role.ADVISOR)

    async def fetch(most: int, skip: int) -> Sequence[Case]:
        return await cases.own(this.work, this.person, this.context.reader.today, most, skip)

    return await _shown(this, Listing("my_cases", MINE_LIST, NO_CASES), fetch)


async def all_cases(this: turn.Turn) -> turn.Reply:
    """Everybody who waits, for coordinators."""
    await rights.require(this, Role.COORDINATOR)

    async def fetch(most: int, skip: int) -> Sequence[Case]:
        return await cases.waiting(this.work, this.person, this.context.reader.today, most, skip)

    return await _shown(this, Listing("all_cases", ALL_LIST, NOBODY_WAITS), fetch)


async def _shown(this: turn.Turn, listing: Listing, fetch: Fetch, *first: Said) -> turn.Reply:
    """A page of a list; the first one where the page that was asked for is empty by now."""
    is_page = this.about.isascii() and this.about.isdigit() and len(this.about) < 6 and not first
    page = int(this.about) if is_page else 0
    found = await fetch(PAGE + 1, page * PAGE)
    if page and not found:
        page, found = 0, await fetch(PAGE + 1, 0)
    said = labels.of(found[:PAGE], this.context, has_names=listing.has_names)
    buttons = (
        Button(label, cards.action("case", case.request))
        for label, case in zip(said, found, strict=False)
    )
    back = (Button(Said(flow.BACK), cards.action(listing.action, page - 1)),) if page else ()
    has_more = len(found) > PAGE
    more = (Button(Said(options.MORE), cards.action(listing.action, page + 1)),) if has_more else ()
    head = Said(listing.title if found else listing.empty)
    rows = cards.column(*buttons, *back, *more, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(*first, head, rows=rows),), in_place=is_page or bool(first))
