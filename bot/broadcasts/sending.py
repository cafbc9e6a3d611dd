"""From the draft to its readers, and back: send now or in the morning, pause, go on, stop. Each is
one tap that counts once, whoever of the coordinators is first.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot import clock
from bot.broadcasts import gate, preview, progress, showing, steps, store
from bot.broadcasts.rules import Rhythm
from bot.broadcasts.store import Broadcast, State
from bot.conversation import cards, turn
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.people import menu
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.storage import outbox

APPROVED = text("broadcasts.approved", "You have sent it. Below you see how it goes on.")
WILL_GO = text("broadcasts.will_go", "It is planned, and goes out on <b>{when}</b>.")
DROPPED = text("broadcasts.dropped", "The draft is deleted. Nothing was sent.")


def sending_now(rhythm: Rhythm) -> turn.Action:
    """Send a draft, or what is planned, now."""

    async def send(this: turn.Turn) -> turn.Reply:
        found = await gate.own(this)
        if found.state not in (State.DRAFT, State.PLANNED) or found.version != this.version:
            return await showing.outrun(this, found)
        if not await _approved(this, found, None):
            return await showing.shown(this, await store.get(this.work, found.id))
        await _tell_from_now_on(this, rhythm, found.id)
        return turn.Reply((cards.card(Said(APPROVED)),), in_place=True)

    return send


async def _tell_from_now_on(this: turn.Turn, rhythm: Rhythm, broadcast: int) -> None:
    """The one message that tells how it goes on."""
    found = await store.get(this.work, broadcast)
    card = await showing.standing(this, found, rhythm)
    row = await outbox.say(this.work, this.person, cards.pack(card))
    await steps.note(this.work, found.id, found.tally, "", row)


async def plan(this: turn.Turn) -> turn.Reply:
    """Send a draft at the moment that stands on the button."""
    found = await gate.own(this)
    at = clock.moment(rights.row_of(this.about.partition(".")[2]))
    is_old = found.state is not State.DRAFT or found.version != this.version
    if is_old or not this.work.now < at <= preview.next_morning(this):
        return await showing.outrun(this, found)
    if not await _approved(this, found, at):
        return await showing.shown(this, await store.get(this.work, found.id))
    rows = cards.column(progress.TO_LIST, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(say(WILL_GO, when=When(at)), rows=rows),), in_place=True)


async def _approved(this: turn.Turn, found: Broadcast, at: datetime | None) -> bool:
    """Whether there is anybody to send it to; then it is approved."""
    heads = await preview.count(this, found)
    if not heads.readers:
        return False
    await steps.approve(this.work, found.id, this.person, heads.readers, at)
    await record.add(this.work, this.person, Deed.SENT_BROADCAST)
    return True


async def unplan(this: turn.Turn) -> turn.Reply:
    """What is planned is a draft again."""
    found = await gate.own(this)
    if found.state is not State.PLANNED or found.version != this.version:
        return await showing.outrun(this, found)
    await steps.change_state(this.work, found.id, State.DRAFT)
    return await showing.shown(this, await store.get(this.work, found.id))


async def drop(this: turn.Turn) -> turn.Reply:
    """Delete a draft."""
    found = await gate.own(this)
    if found.state is not State.DRAFT or found.version != this.version:
        return await showing.outrun(this, found)
    await store.drop(this.work, found.id)
    rows = cards.column(progress.TO_LIST, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(DROPPED), rows=rows),), in_place=True)


def _changing(
    allowed: frozenset[State], to: State, deed: Deed
) -> Callable[[turn.Turn], Awaitable[turn.Reply]]:
    """The action that takes a broadcast from one of these states to another, in place."""

    async def change(this: turn.Turn) -> turn.Reply:
        found = await gate.own(this)
        if found.state not in allowed or found.version != this.version:
            return await showing.outrun(this, found)
        await steps.change_state(this.work, found.id, to)
        await record.add(this.work, this.person, deed)
        card = await showing.standing(this, await store.get(this.work, found.id))
        return turn.Reply((card,), in_place=True)

    return change


pause = _changing(frozenset((State.RUNNING,)), State.PAUSED, Deed.PAUSED_BROADCAST)
resume = _changing(frozenset((State.PAUSED,)), State.RUNNING, Deed.RESUMED_BROADCAST)
stop = _changing(frozenset((State.RUNNING, State.PAUSED)), State.STOPPED, Deed.STOPPED_BROADCAST)
