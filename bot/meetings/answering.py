"""A suggested meeting is looked at, and answered: yes to one of its times, or no; and taken back by
whoever suggested it.

A yes counts for the times that were read, and for no others.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.meetings import card, drafts, finding, gate, store, urgent
from bot.meetings.gate import Seen
from bot.meetings.store import Offer, Slot, State
from bot.people import telling

NEWER = text("meetings.newer", "That was from before. This is how it stands now.")
AGREED = text("meetings.agreed", "It is agreed. Thank you.")
MOVED = text("meetings.moved", "The meeting is moved. The old time does not count any more.")
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
SAID_NO = text("meetings.said_no", "You said no. I tell {name}.")
NO_FROM = text(
    "meetings.no_from",
    "{name} can't meet then. Would you like to suggest another time?",
)
TAKEN_BACK = text("meetings.taken_back", "Your suggestion is taken back.")
TAKEN_BACK_THERE = text("meetings.taken_back_there", "{name} took the suggestion back.")
OLD_STAYS = text("meetings.old_stays", "The old time stays.")
KEEPS_OLD = text("meetings.keeps_old", "{name} would like to keep the old time.")


async def show(this: turn.Turn) -> turn.Reply:
    """One meeting, as it stands."""
    seen = await gate.active(this, this.about)
    return turn.Reply((card.of(seen, this.context),))


async def current(this: turn.Turn, meeting: str) -> Seen | None:
    """The meeting, while it is as the button that was pressed shows it."""
    seen = await gate.active(this, meeting)
    return seen if seen.meeting.version == this.version else None


async def outdated(this: turn.Turn, meeting: str) -> turn.Reply:
    """An old button does nothing but show what is current."""
    seen = await gate.active(this, meeting)
    return turn.Reply((cards.card(Said(NEWER)), card.of(seen, this.context)))


async def confirm(this: turn.Turn) -> turn.Reply:
    """A yes to one of the times; `about` is the meeting and the number of the time: "17.2"."""
    meeting, _, number = this.about.partition(".")
    seen = await current(this, meeting)
    offer = seen.asked if seen else None
    slot = _slot(offer, number) if offer else None
    if seen is None or offer is None or slot is None:
        return await outdated(this, meeting)
    why = await _why_not(this, seen, slot)
    if why is not None:
        return turn.Reply((why,))
    await store.confirm(this.work, seen.meeting.id, offer, slot)
    await drafts.drop_own(this, seen.meeting.id)
    now, old = await gate.again(this, seen), seen.meeting.slot
    head = Said(MOVED if old and old.begins_at != slot.begins_at else AGREED)
    await urgent.tell(this, seen, card.confirmed(now.seen_from_there(), this.context, head))
    return turn.Reply((card.confirmed(now, this.context, head),), in_place=True)


def _slot(offer: Offer, number: str) -> Slot | None:
    numbered = {str(n): slot for n, slot in enumerate(offer.slots, 1)}
    return numbered.get(number)


async def _why_not(this: turn.Turn, seen: Seen, slot: Slot) -> Card | None:
    """Why a time can't be said yes to any more. What the other does then isn't said."""
    meeting = seen.meeting
    press = cards.action("other_times", meeting.id, meeting.version)
    another = Button(Said(card.ANOTHER_TIME), press, style="primary")
    if slot.begins_at <= this.work.now:
        words = say(TIME_OVER, when=When(slot.begins_at))
        return cards.card(words, rows=cards.column(another, card.TO_MEETINGS))
    own = await finding.overlapping(this.work, this.person, slot, but_for=meeting.id)
    if own is not None and own.slot is not None:
        look = Button(Said(LOOK_AT_IT), cards.action("meeting", own.id))
        words = say(YOU_ARE_BUSY, when=When(own.slot.begins_at))
        return cards.card(words, rows=cards.column(another, look, card.TO_MEETINGS))
    other = await finding.overlapping(this.work, seen.pair.partner, slot, but_for=meeting.id)
    if other is None:
        return None
    words = say(OTHER_IS_BUSY, name=seen.pair.name, when=When(slot.begins_at))
    return cards.card(words, rows=cards.column(another, card.TO_MEETINGS))


async def decline(this: turn.Turn) -> turn.Reply:
    """No to a meeting that is only suggested: it is over; the other may suggest another time."""
    seen = await current(this, this.about)
    if seen is None or seen.asked is None or seen.meeting.state is not State.PROPOSED:
        return await outdated(this, this.about)
    own, there = say(SAID_NO, name=seen.pair.name), say(NO_FROM, name=seen.pair.own_name)
    return await _come_to_nothing(this, seen, own, there)


async def take_back(this: turn.Turn) -> turn.Reply:
    """Whoever suggested a meeting thinks again, while nobody has answered."""
    seen = await current(this, this.about)
    if seen is None or seen.suggested is None or seen.meeting.state is not State.PROPOSED:
        return await outdated(this, this.about)
    there = say(TAKEN_BACK_THERE, name=seen.pair.own_name)
    return await _come_to_nothing(this, seen, Said(TAKEN_BACK), there)


async def _come_to_nothing(this: turn.Turn, seen: Seen, own: Said, there: Said) -> turn.Reply:
    """A suggestion is over, and both read what it was."""
    await store.cancel(this.work, seen.meeting.id, seen.pair.side)
    await drafts.drop_own(this, seen.meeting.id)
    told = card.came_to_nothing(seen.seen_from_there(), this.context, there)
    await telling.tell(this.work, seen.pair.partner, told)
    return turn.Reply((card.came_to_nothing(seen, this.context, own),), in_place=True)


async def keep_old_time(this: turn.Turn) -> turn.Reply:
    """The old time of a meeting that was to be moved stays: the one who was asked wants it so, or
    the one who asked thinks again."""
    seen = await current(this, this.about)
    if seen is None or seen.meeting.offer is None or seen.meeting.slot is None:
        return await outdated(this, this.about)
    await store.drop_offer(this.work, seen.meeting.id)
    await drafts.drop_own(this, seen.meeting.id)
    now, words = await gate.again(this, seen), KEEPS_OLD if seen.asked else TAKEN_BACK_THERE
    there = say(words, name=seen.pair.own_name)
    told = card.confirmed(now.seen_from_there(), this.context, there)
    await telling.tell(this.work, seen.pair.partner, told)
    return turn.Reply((card.confirmed(now, this.context, Said(OLD_STAYS)),), in_place=True)
