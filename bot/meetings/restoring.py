"""Whoever pressed "I can't" by mistake takes it back: the meeting that was cancelled by it takes
place after all, until it would have begun, and while neither of the two has another one then.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.meetings import (
    answering,
    card,
    clashes,
    finding,
    gate,
    outcome,
    reach,
    sides,
    urgent,
)
from bot.meetings.gate import Seen
from bot.meetings.store import Meeting, Slot, State

# Translators: a button below a meeting that somebody has just cancelled with "I can't". Short.
BY_MISTAKE = text("meetings.by_mistake", "I pressed by mistake: I can come")
TAKES_PLACE = text(
    "meetings.takes_place_after_all", "Good. I have told {name} that you come after all."
)
COMES_AFTER_ALL = text(
    "meetings.takes_place_there", "Good news: {name} can come after all, so you meet as agreed."
)


def by_mistake(meeting: Meeting) -> Button:
    press = cards.action("restore_meeting", meeting.id, meeting.version)
    return Button(Said(BY_MISTAKE), press)


async def restore(this: turn.Turn) -> turn.Reply:
    """It takes place at the same time, and both know."""
    seen = await answering.current(this, this.about)
    slot = seen.meeting.slot if seen else None
    if seen is None or slot is None or not _can_come_back(this, seen.meeting, seen.pair.side, slot):
        return await answering.outdated(this, this.about)
    await gate.must_be_open(this, seen.pair)
    refused = await _busy(this, seen, slot)
    if refused is not None:
        return refused
    meeting = seen.meeting
    await outcome.restore(this.work, meeting.id)
    await sides.come(this.work, meeting.id, seen.pair.side, meeting.sequence + 1)
    now = await gate.again(this, seen)
    there = now.seen_from_there()
    told = card.confirmed(there, this.context, say(COMES_AFTER_ALL, name=there.pair.name))
    await urgent.tell(this, now, told)
    own = card.confirmed(now, this.context, say(TAKES_PLACE, name=seen.pair.name))
    return turn.Reply((await reach.told(this, seen.pair, own),), in_place=True)


def _can_come_back(this: turn.Turn, meeting: Meeting, side: str, slot: Slot) -> bool:
    """Whether this side has cancelled what hasn't begun."""
    is_own = meeting.state is State.CANCELLED and meeting.ended_by == side
    return is_own and this.work.now < slot.begins_at


async def _busy(this: turn.Turn, seen: Seen, slot: Slot) -> turn.Reply | None:
    own = await finding.overlapping(this.work, this.person, slot)
    if own is not None and own.slot is not None:
        words = say(clashes.YOU_ARE_BUSY, when=When(own.slot.begins_at))
        return turn.reply(words, rows=cards.column(clashes.to(own), card.TO_MEETINGS))
    if await finding.overlapping(this.work, seen.pair.partner, slot) is None:
        return None
    words = say(clashes.OTHER_IS_BUSY, name=seen.pair.name, when=When(slot.begins_at))
    return turn.reply(words, rows=cards.column(card.again(seen.meeting.id), card.TO_MEETINGS))
