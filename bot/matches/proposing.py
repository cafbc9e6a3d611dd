"""Proposing a buddy for a newcomer, and taking a proposal back.

What was suggested is looked at again at the moment of proposing; the place itself is taken by one
statement, so that two never fill the same.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, Value, When, Words, say
from bot.i18n import text
from bot.matches import (
    answering,
    asked,
    following,
    loading,
    overview,
    partners,
    reasons,
    store,
    walk,
)
from bot.matches.loading import Asking
from bot.matches.store import Match, Side, State
from bot.needs import store as requests
from bot.people import menu, telling
from bot.sections import Matching
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role

ASKED = text(
    "matches.asked",
    "<b>{buddy}</b> is asked about {newcomer}, until <b>{when}</b>. "
    "The newcomer is asked after the buddy's yes.",
)
PROPOSED_ALREADY = text(
    "matches.proposed_already",
    "Somebody has just been proposed for {name}. Nobody else was asked.",
)
NOT_WAITING = text(
    "matches.not_waiting", "{name} does not wait for a buddy any more. Nobody was asked."
)
REQUEST_CHANGED = text(
    "matches.request_changed",
    "The request of {name} has changed in the meantime. Please look at it again; nobody was asked.",
)
TAKEN_BACK = text(
    "matches.taken_back", "The proposal is taken back. The newcomer waits for another one."
)

TAKE_BACK = text("matches.take_back", "Take the proposal back")
NEXT = text("matches.next_newcomer", "The next newcomer")
BACK = text("matches.back_to_waiting", "Who waits")


async def propose(settings: Matching, this: turn.Turn) -> turn.Reply:
    """Ask the buddy; or say what stands in the way now, and show whom else one could propose."""
    await rights.require(this, Role.COORDINATOR)
    asking, buddy = await _pressed(this)
    why = await _hindrance(settings, this, asking, buddy)
    if why is not None:
        at = walk.Spot(asking.request.id)
        return await walk.shown(settings, this, at, why, in_place=True)
    newcomer = asking.request.person
    number = await store.propose(
        this.work,
        asking.request.id,
        newcomer,
        buddy,
        by=this.person,
        answer_by=answering.answer_by(settings, this, asking.request.needs),
    )
    if number is None:
        raise LookupError(f"nothing stood in the way of {buddy} for request {asking.request.id}")
    await answering.ask_buddy(this, number)
    for person in (newcomer, buddy):
        await record.add(this.work, this.person, Deed.PROPOSED, person)
    return await _proposed(this, await store.get(this.work, number))


async def _pressed(this: turn.Turn) -> tuple[Asking, int]:
    """The request and the buddy of a button. Raises `NotYours`, also for one's own request."""
    first, _, second = this.about.partition(".")
    numbers = [int(n) for n in (first, second) if n.isascii() and n.isdigit() and len(n) < 16]
    asking = await loading.asking(this.work, numbers[0]) if len(numbers) == 2 else None
    if asking is None or asking.request.person == this.person:
        raise turn.NotYours(Said(turn.GONE))
    return asking, numbers[1]


async def _hindrance(
    settings: Matching, this: turn.Turn, asking: Asking, buddy: int
) -> Said | None:
    """What stands in the way at this moment."""
    name = Words(asking.newcomer.name)
    if await store.of_newcomer(this.work, asking.request.person) is not None:
        return say(PROPOSED_ALREADY, name=name)
    if asking.request.state is not requests.State.READY:
        return say(NOT_WAITING, name=name)
    if asking.request.version != this.version:
        return say(REQUEST_CHANGED, name=name)
    today = this.context.reader.today
    veto = await loading.veto(this.work, asking, buddy, settings, today)
    if veto is None:
        return None
    called: Value = await partners.name_of(this.work, buddy, Side.BUDDY) or Said(partners.SOMEBODY)
    return say(reasons.NOT_ANY_MORE[veto], name=called)


async def _proposed(this: turn.Turn, match: Match) -> turn.Reply:
    said = say(
        ASKED,
        buddy=await partners.name(this.work, match, Side.BUDDY),
        newcomer=await partners.name(this.work, match, Side.NEWCOMER),
        when=When(asked.answer_by(match, this.work.now)),
    )
    rows = cards.column(
        Button(Said(NEXT), cards.action("waiting"), style="primary"),
        Button(Said(TAKE_BACK), cards.action("take_back_proposal", match.id, match.version)),
        menu.BACK_TO_MENU,
    )
    return turn.Reply((cards.card(said, rows=rows),), in_place=True)


async def take_back(this: turn.Turn) -> turn.Reply:
    """A coordinator takes back what has not become a match; whoever was asked is told. After an
    answer, an old button shows how it stands."""
    match = await partners.staff_decides(this, this.about)
    if asked.asks(match) is None or match.version != this.version:
        shown = await overview.card(this, match)
        return turn.Reply((shown,), in_place=True)
    await store.change(this.work, match.id, State.TAKEN_BACK, by="staff")
    await answering.tell_in_vain(this.work, match, following.STAFF_TOOK_BACK)
    if match.state is State.ACCEPTED and match.newcomer is not None:
        card = cards.card(Said(following.BUDDY_GONE), rows=cards.column(menu.BACK_TO_MENU))
        await telling.tell(this.work, match.newcomer, card)
    for side in Side:
        await record.add(this.work, this.person, Deed.TOOK_BACK, match.person_of(side))
    rows = cards.column(Button(Said(BACK), cards.action("waiting")), menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(TAKEN_BACK), rows=rows),), in_place=True)
