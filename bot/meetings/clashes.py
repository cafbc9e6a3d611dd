"""A yes to a time at which something else is by now: whoever says it hears so at once, and nobody
is asked for that time any more. What the other one does then isn't said.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.agreements import pairs
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.meetings import card, drafts, finding, gate, store
from bot.meetings.gate import Seen
from bot.meetings.store import Meeting, Offer, Slot
from bot.people import telling

TIME_OVER = text("meetings.time_over", "<b>{when}</b> has passed. Please suggest another time.")
YOU_ARE_BUSY = text(
    "meetings.you_are_busy",
    "You have another meeting at that time: <b>{when}</b>. Please suggest another time, or move "
    "that one first.",
)
OTHER_IS_BUSY = text(
    "meetings.other_is_busy",
    "{name} has no time any more then: <b>{when}</b>. Please suggest another time.",
)
LOOK_AT_IT = text("meetings.look_at_it", "Look at the other meeting")
WOULD_HAVE_COME = text(
    "meetings.would_have_come",
    "{name} would have come on <b>{when}</b>, but you have another meeting then.",
)
YOU_SUGGESTED_TOO = text(
    "meetings.you_suggested_too", "You also suggested this time to {name}: <b>{when}</b>"
)


async def refused(this: turn.Turn, seen: Seen, offer: Offer, slot: Slot) -> turn.Reply | None:
    """What is replied instead where a time can't be said yes to any more."""
    meeting = seen.meeting
    press = cards.action("other_times", meeting.id, meeting.version)
    another = Button(Said(card.ANOTHER_TIME), press, style="primary")
    if slot.begins_at <= this.work.now:
        words = say(TIME_OVER, when=When(slot.begins_at))
        return turn.reply(words, rows=cards.column(another, card.TO_MEETINGS))
    own = await finding.overlapping(this.work, this.person, slot, but_for=meeting.id)
    if own is not None and own.slot is not None:
        words = say(YOU_ARE_BUSY, when=When(own.slot.begins_at))
        return turn.reply(words, rows=cards.column(another, to(own), card.TO_MEETINGS))
    other = await finding.overlapping(this.work, seen.pair.partner, slot, but_for=meeting.id)
    return None if other is None else await _other_is_busy(this, seen, offer, slot)


def to(other: Meeting) -> Button:
    """To the meeting that is in the way."""
    return Button(Said(LOOK_AT_IT), cards.action("meeting", other.id))


async def _other_is_busy(this: turn.Turn, seen: Seen, offer: Offer, slot: Slot) -> turn.Reply:
    """Whoever suggested a time has another meeting then by now: the time is out of the question,
    and both know."""
    rest = tuple(each for each in offer.slots if each != slot)
    await _drop(this, seen.meeting, replace(offer, slots=rest))
    when = When(slot.begins_at)
    own = say(OTHER_IS_BUSY, name=seen.pair.name, when=when)
    there = say(WOULD_HAVE_COME, name=seen.pair.own_name, when=when)
    now = await gate.again(this, seen)
    told = _left(this, seen.seen_from_there(), now.seen_from_there(), there)
    await telling.tell(this.work, seen.pair.partner, told)
    return turn.Reply((_left(this, seen, now, own),), in_place=True)


async def _drop(this: turn.Turn, meeting: Meeting, rest: Offer) -> None:
    """Of a suggestion only this is left, or else what was agreed, or nothing."""
    if rest.slots:
        await store.offer(this.work, meeting.id, rest)
        return
    await drafts.drop_own(this, meeting.id)
    if meeting.slot is None:
        await store.cancel(this.work, meeting.id, None)
    else:
        await store.drop_offer(this.work, meeting.id)


def _left(this: turn.Turn, before: Seen, now: Seen, head: Said) -> Card:
    """How it stands for one side, below what has happened."""
    if not now.meeting.is_open:
        return card.came_to_nothing(before, this.context, head)
    if now.meeting.offer is None:
        return card.confirmed(now, this.context, head)
    shown = card.of(now, this.context)
    return Card((head, None, *shown.lines), shown.rows)


async def own_suggestions(this: turn.Turn, agreed: int, slot: Slot) -> Sequence[Card]:
    """What the one whose turn it is has suggested to somebody for the time on which they have just
    agreed, each to be taken back."""
    shown = []
    for meeting in await finding.suggested_then(this.work, this.person, slot, but_for=agreed):
        seen = Seen(meeting, await pairs.active(this, meeting.match))
        if seen.suggested is None:
            continue
        then = next(each for each in seen.suggested.slots if _overlap(each, slot))
        words = say(YOU_SUGGESTED_TOO, name=seen.pair.name, when=When(then.begins_at))
        shown.append(cards.card(words, rows=cards.column(card.take_back(seen), card.TO_MEETINGS)))
    return shown


def _overlap(one: Slot, other: Slot) -> bool:
    return one.begins_at < other.ends_at and one.ends_at > other.begins_at
