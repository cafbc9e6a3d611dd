"""Where a request stands, and taking it back."""

from collections.abc import Iterator
from datetime import date, datetime, time

from bot import workdays
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Listed, Reader, Said, Series, Value, say
from bot.conversation.values import Day as DayValue
from bot.i18n import plural, text
from bot.needs import store
from bot.needs.store import Kind, Need
from bot.newcomers import links
from bot.people import menu
from bot.storage import forms
from bot.town import Town

FORM = "ask_for_a_buddy"
"""The form by which one asks."""
READ_WITHIN = 3
"""Working days of the town until an advisor has read a request."""

GO_ON = text("needs.go_on", "Go on with my request")
MY_REQUEST = text("needs.my_request", "Where does my request stand?")
CHANGE = text("needs.change", "Change my request")
WITHDRAW = text("needs.withdraw", "Take my request back")
WAITING = plural(
    "needs.waiting",
    "Your request has been with the Welcome Center since <b>{day}</b> ({count} day).",
    "Your request has been with the Welcome Center since <b>{day}</b> ({count} days).",
)
SENT_TODAY = text("needs.sent_today", "Your request has been with the Welcome Center since today.")
READ_BY = text("needs.read_by", "An advisor reads it by <b>{day}</b>.")
LOOKED_AT = text("needs.looked_at", "An advisor is looking at your request.")
SEARCHING = text(
    "needs.searching", "We are looking for a buddy who fits. I write to you when there is news."
)
FOUND = text("needs.found", "We have found a buddy for you. You can still change your request.")
OVER = text(
    "needs.over", "Your time with your buddy is over. If you need help again, you are welcome."
)
REFERRED = text(
    "needs.referred",
    "The Welcome Center has told you of a place that can help. Your request is closed. "
    "You can ask for a buddy again at any time.",
)
ASK_AGAIN = text("needs.ask_again", "Ask for a buddy again")
TAKES_LONGER = text(
    "needs.takes_longer",
    "It takes longer than we thought. Your request is not lost. "
    "You can also ask at the Welcome Center.",
)
NOT_SENT = text("needs.not_sent", "You have begun a request, but not sent it yet.")
CASE_WAITS = text(
    "needs.case_waits", "An advisor has begun a request for you. A few answers are still missing."
)
PASSED = text(
    "needs.passed", "<b>{day}</b> has passed. Do you still need help with it? You can change that."
)
SOON = text(
    "needs.soon", "<b>{day}</b> is soon. Please also tell the Welcome Center, so that it is seen."
)
HELP_WITH = text("needs.help_with", "Help with: <b>{needs}</b>")
NEED_ON = text("needs.need_on", "{need} (on {day})")
NEED_BY = text("needs.need_by", "{need} (by {day})")
WITHDRAW_SURE = text(
    "needs.withdraw_sure",
    "Shall I take your request back? Nobody looks for a buddy for you then. "
    "You can ask again at any time.",
)
WITHDRAW_YES = text("needs.withdraw_yes", "Yes, take it back")
WITHDRAW_NO = text("needs.withdraw_no", "No, keep it")
WITHDRAWN = text(
    "needs.withdrawn", "Your request is taken back. If you need help later, you are welcome."
)
KEPT = text("needs.kept", "Your request stays as it is.")
NOTHING_OPEN = text("needs.nothing_open", "You have no open request at the moment.")


async def show(this: turn.Turn) -> turn.Reply:
    """Where the request stands."""
    shown = await _standing(this)
    if shown is None:
        raise turn.NotYours(Said(NOTHING_OPEN))
    return turn.Reply((shown,))


IS_MATCHED = """
    select 1 from match where newcomer = :person and state in ('proposed', 'accepted', 'active')
"""


async def standing(this: turn.Turn) -> cards.Card | None:
    """The same among all that is open; nothing once somebody is proposed: that says how it stands,
    and leads here."""
    is_matched = await this.work.one(IS_MATCHED, person=this.person) is not None
    return None if is_matched else await _standing(this)


async def _standing(this: turn.Turn) -> cards.Card | None:
    """Where a newcomer's request stands, be it sent, begun, or opened by an advisor."""
    request = await store.find_open(this.work, this.person)
    if request is not None:
        return await card(this, request)
    forms_open = await forms.open_forms(this.work, this.person)
    go_on = Button(Said(GO_ON), cards.action("need_help"), style="primary")
    rows = cards.column(go_on, menu.BACK_TO_MENU)
    if any(form.flow == FORM for form in forms_open):
        return cards.card(Said(NOT_SENT), rows=rows)
    latest = await store.find_latest(this.work, this.person)
    if latest is not None and latest.state in CLOSED:
        ask_again = Button(Said(ASK_AGAIN), cards.action("need_help"))
        return cards.card(
            Said(CLOSED[latest.state]), rows=cards.column(ask_again, menu.BACK_TO_MENU)
        )
    if await links.has_case(this.work, this.person):
        return cards.card(Said(CASE_WAITS), rows=rows)
    return None


CLOSED = {store.State.ENDED: OVER, store.State.REFERRED: REFERRED}


async def card(this: turn.Turn, request: store.Request) -> cards.Card:
    """An open request. What has a buddy isn't taken back: a match is ended."""
    take_back = Button(Said(WITHDRAW), cards.action("withdraw", request.id, request.version))
    buttons = (
        Button(Said(CHANGE), cards.action("change_request")),
        *((take_back,) if request.is_waiting else ()),
        menu.BACK_TO_MENU,
    )
    reader = this.context.reader
    is_taken = request.advisor is not None
    told = progress(request.sent_at, reader, this.town, state=request.state, is_taken=is_taken)
    lines = (*told, needs(request), *_pressing(request, reader, this.town))
    return cards.Card(lines, cards.column(*buttons))


def _pressing(request: store.Request, reader: Reader, town: Town) -> Iterator[Said]:
    """Days that have passed, and those that come before an advisor is sure to have read."""
    if not request.is_waiting:
        return
    is_unread = request.state is store.State.SENT and request.advisor is None
    until = read_by(request.sent_at.astimezone(reader.zone).date(), town)
    for day in sorted({one.by for one in request.needs if one.by}):
        if day < reader.today:
            yield say(PASSED, day=DayValue(day))
        elif day <= max(until, reader.today) and is_unread:
            yield say(SOON, day=DayValue(day))


def progress(
    sent_at: datetime, reader: Reader, town: Town, *, state: store.State, is_taken: bool
) -> tuple[Said, ...]:
    """How long an open request waits, and what happens next. `is_taken` is whether it is some
    advisor's case."""
    if state is store.State.MATCHED:
        return (Said(FOUND),)
    sent = sent_at.astimezone(reader.zone).date()
    days = (reader.today - sent).days
    waits = say(WAITING, day=DayValue(sent), count=Count(days)) if days else Said(SENT_TODAY)
    if state is store.State.READY:
        return (waits, Said(SEARCHING))
    if is_taken:
        return (waits, Said(LOOKED_AT))
    until = read_by(sent, town)
    if reader.today > until:
        return (waits, Said(TAKES_LONGER))
    return (waits, say(READ_BY, day=DayValue(until)))


def read_by(sent: date, town: Town) -> date:
    """The day by which an advisor has read a request."""
    return workdays.after(sent, READ_WITHIN, town)


def late_before(today: date, town: Town) -> datetime:
    """What was sent before this moment should have been read by now."""
    first = workdays.kept_since(today, READ_WITHIN, town)
    return datetime.combine(first, time.min, town.zone)


def needs(request: store.Request) -> Said:
    """What a request is for, the most important first, each with its day."""
    each = tuple(need(one) for one in request.needs)
    return say(HELP_WITH, needs=Listed(each) if len(each) > 1 else Series(each))


def need(one: Need) -> Value:
    kind = Said(one.kind.label)
    dated = NEED_ON if one.kind is Kind.OFFICE else NEED_BY
    return say(dated, need=kind, day=DayValue(one.by)) if one.by else kind


async def ask_to_withdraw(this: turn.Turn) -> turn.Reply:
    """The first of two steps."""
    request = await store.find_open(this.work, this.person)
    if request is None:
        raise turn.NotYours(Said(NOTHING_OPEN))
    if not request.is_waiting:
        return await show(this)
    yes = cards.action("withdraw_now", request.id, request.version)
    buttons = (
        Button(Said(WITHDRAW_YES), yes, style="danger"),
        Button(Said(WITHDRAW_NO), cards.action("keep_request")),
    )
    return turn.reply(Said(WITHDRAW_SURE), rows=cards.column(*buttons))


async def withdraw(this: turn.Turn) -> turn.Reply:
    """The second step; an old button takes nothing back."""
    request = await store.find_open(this.work, this.person)
    seen = (this.about, this.version)
    is_shown = request is not None and seen == (str(request.id), request.version)
    if request is None or not is_shown or not request.is_waiting:
        return await show(this)
    await store.change_state(this.work, request.id, store.State.WITHDRAWN)
    this.work.happened(store.Withdrawn(request.id, this.person))
    return turn.Reply((cards.card(Said(WITHDRAWN), rows=cards.column(menu.BACK_TO_MENU)),), True)


async def keep(_this: turn.Turn) -> turn.Reply:
    return turn.Reply((cards.card(Said(KEPT), rows=cards.column(menu.BACK_TO_MENU)),), True)
