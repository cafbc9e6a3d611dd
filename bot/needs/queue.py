"""Lists of cases for the staff: new requests, what presses, one's own. Who isn't anybody's case yet
has no name in them."""

import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.conversation import cards, flow, options, turn, values
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, ShortDay, Tongue, Value, Words, say
from bot.i18n import Text, plural, text
from bot.needs import cases
from bot.needs.cases import Case
from bot.needs.store import Kind, Need
from bot.people import menu
from bot.staff import rights
from bot.staff.store import Role

PAGE = 8
LONGEST_LABEL = 40

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

# Translators: how long somebody has been waiting, on a button or in brackets.
WAITS = plural("needs.waits", "{count} day", "{count} days")
# Translators: somebody asked for help today, on a button or in brackets. Very short.
WAITS_SINCE_TODAY = text("needs.waits_since_today", "today")
DATED = {
    # Translators: an appointment at an office, on a button. Very short.
    Kind.OFFICE: text("needs.dated_office", "office on {day}"),
    # Translators: a letter that has to be answered by a day, on a button. Very short.
    Kind.LETTERS: text("needs.dated_letters", "letter by {day}"),
    # Translators: help with finding work is needed by a day, on a button. Very short.
    Kind.WORK: text("needs.dated_work", "work by {day}"),
}
# Translators: a button in a list: how long somebody waits, what for and when, and the language.
WITH_DATE = text("needs.row_with_date", "{waits} · {need} · {language}")
# Translators: a button in a list: how long somebody waits, and the language.
WITHOUT_DATE = text("needs.row_without_date", "{waits} · {language}")
# Translators: a button in a list: the name, how long somebody waits, what for and when.
NAMED_WITH_DATE = text("needs.named_with_date", "{name} · {waits} · {need}")
# Translators: a button in a list: the name, and how long somebody waits.
NAMED_WITHOUT_DATE = text("needs.named_without_date", "{name} · {waits}")

STAFF = (Role.ADVISOR, Role.COORDINATOR)
TO_NEW = Button(Said(NEW), cards.action("requests"))
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
    member = await rights.require(this, *STAFF)
    sees_all = Role.COORDINATOR in member.roles

    async def fetch(most: int, skip: int) -> Sequence[Case]:
        today = this.context.reader.today
        return await cases.pressed(this.work, this.person, today, most, skip, sees_all=sees_all)

    listing = Listing("pressing", PRESSING_LIST, NO_PRESSING, has_names=False)
    return await _shown(this, listing, fetch)


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
    reader = this.context.reader
    buttons = (
        Button(label(case, reader, has_name=listing.has_names), cards.action("case", case.request))
        for case in found[:PAGE]
    )
    back = (Button(Said(flow.BACK), cards.action(listing.action, page - 1)),) if page else ()
    has_more = len(found) > PAGE
    more = (Button(Said(options.MORE), cards.action(listing.action, page + 1)),) if has_more else ()
    head = Said(listing.title if found else listing.empty)
    rows = cards.column(*buttons, *back, *more, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(*first, head, rows=rows),), in_place=is_page or bool(first))


def label(case: Case, reader: Reader, *, has_name: bool) -> Value:
    """What a list says of a case; as much of it as fits on a button."""
    language = Tongue(case.language)
    waits = age(case.sent_at, reader)
    needs = (_dated(case.soon), ShortDay(case.soon.by)) if case.soon and case.soon.by else ()
    if has_name and case.name:
        name = Words(case.name)
        soon = (say(NAMED_WITH_DATE, name=name, waits=waits, need=need) for need in needs)
        return _fitting(reader, *soon, say(NAMED_WITHOUT_DATE, name=name, waits=waits), name)
    soon = (say(WITH_DATE, waits=waits, need=need, language=language) for need in needs)
    return _fitting(reader, *soon, say(WITHOUT_DATE, waits=waits, language=language))


def age(sent_at: datetime, reader: Reader) -> Said:
    """How long somebody has been waiting, in days of the town."""
    days = (reader.today - sent_at.astimezone(reader.zone).date()).days
    return say(WAITS, count=Count(days)) if days else Said(WAITS_SINCE_TODAY)


def _dated(need: Need) -> Value:
    day = ShortDay(need.by) if need.by else Said(need.kind.label)
    return say(DATED[need.kind], day=day) if need.kind in DATED else day


def _fitting(reader: Reader, *ways: Value) -> Value:
    """The first way of saying it that fits on a button, or else the last."""

    def fits(way: Value) -> bool:
        shown = values.shown(way, reader, is_html=False)
        return sum(unicodedata.category(sign) != "Cf" for sign in shown) <= LONGEST_LABEL

    return next(filter(fits, ways), ways[-1])
