"""Cancelling a confirmed meeting: asked once, then both know."""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.meetings import answering, card, drafts, gate, presence, reach, store, urgent
from bot.meetings.gate import Seen
from bot.meetings.store import State

SURE = text(
    "meetings.cancel_sure",
    "Shall I cancel the meeting on <b>{when}</b>? I tell {name}. You can also move it instead.",
)
YES = text("meetings.cancel_yes", "Yes, cancel it")
NO = text("meetings.cancel_no", "No, keep it")
CANCELLED = text("meetings.cancelled", "The meeting is cancelled. I tell {name}.")
CANCELLED_BY = text("meetings.cancelled_by", "<b>{name}</b> has cancelled this meeting:")


async def ask(this: turn.Turn) -> turn.Reply:
    """One of the two wants to cancel; an old button shows how it stands."""
    seen = await _ahead(this)
    if seen is None or seen.meeting.slot is None:
        return await answering.outdated(this, this.about)
    meeting = seen.meeting
    words = say(SURE, when=When(seen.meeting.slot.begins_at), name=seen.pair.name)
    buttons = (
        Button(
            Said(YES),
            cards.action("cancel_meeting_now", meeting.id, meeting.version),
            style="danger",
        ),
        Button(Said(card.MOVE), cards.action("move_meeting", meeting.id, meeting.version)),
        Button(Said(NO), cards.action("keep_meeting", meeting.id)),
    )
    return turn.Reply((cards.card(words, rows=cards.column(*buttons)),), in_place=True)


async def cancel(this: turn.Turn) -> turn.Reply:
    """It is cancelled, and the other side is told."""
    seen = await _ahead(this)
    if seen is None:
        return await answering.outdated(this, this.about)
    await store.cancel(this.work, seen.meeting.id, seen.pair.side)
    await drafts.drop_own(this, seen.meeting.id)
    now = await gate.again(this, seen)
    there = now.seen_from_there()
    told = card.cancelled(there, this.context, say(CANCELLED_BY, name=there.pair.name))
    await urgent.tell(this, seen, told)
    own = card.cancelled(now, this.context, say(CANCELLED, name=seen.pair.name))
    return turn.Reply((await reach.told(this, seen.pair, own),), in_place=True)


async def keep(this: turn.Turn) -> turn.Reply:
    """Nothing is cancelled."""
    seen = await gate.active(this, this.about)
    return turn.Reply((card.of(seen, this.context),), in_place=True)


async def _ahead(this: turn.Turn) -> Seen | None:
    """The meeting as the button shows it, while it is agreed and hasn't begun. A buddy doesn't
    cancel a newcomer's appointment, but says "I can't" to it."""
    seen = await answering.current(this, this.about)
    slot = seen.meeting.slot if seen else None
    if seen is None or slot is None or slot.begins_at <= this.work.now:
        return None
    is_theirs = seen.meeting.state is State.CONFIRMED and not presence.leaves_alone(seen)
    return seen if is_theirs else None
