"""A suggested meeting is looked at, and answered: yes to one of its times, or no; and taken back by
whoever suggested it.

A yes counts for the times that were read, and for no others.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.matches import asked
from bot.matches.store import Side
from bot.meetings import (
    card,
    clashes,
    drafts,
    gate,
    presence,
    reach,
    stayed,
    store,
    urgent,
)
from bot.meetings.gate import Seen
from bot.meetings.store import Offer, Slot, State
from bot.people import telling

NEWER = text("meetings.newer", "That was from before. This is how it stands now.")
AGREED = text("meetings.agreed", "It is agreed. Thank you.")
MOVED = text("meetings.moved", "The meeting is moved. The old time does not count any more.")
SAID_NO = text("meetings.said_no", "You said no. I tell {name}.")
NO_FROM = text(
    "meetings.no_from",
    "{name} can't meet then. Would you like to suggest another time?",
)
NO_TO_APPOINTMENT = text(
    "meetings.no_to_appointment",
    "{name} can't come then. If the appointment stays, you can ask whether somebody else can come.",
)
TAKEN_BACK = text("meetings.taken_back", "Your suggestion is taken back.")
TAKEN_BACK_THERE = text("meetings.taken_back_there", "{name} took the suggestion back.")
OLD_STAYS = text("meetings.old_stays", "The old time stays.")
KEEPS_OLD = text("meetings.keeps_old", "{name} would like to keep the old time.")
ASK_CENTER = Button(Said(asked.ASK_CENTER), cards.action("write_center"), style="primary")


async def show(this: turn.Turn) -> turn.Reply:
    """One meeting, as it stands; also an appointment that stays after the match."""
    alone = await stayed.find(this)
    if alone is not None:
        return turn.Reply((stayed.card_of(alone, this.context),))
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
    refused = await clashes.refused(this, seen, offer, slot)
    if refused is not None:
        return refused
    await store.confirm(this.work, seen.meeting.id, offer, slot)
    await drafts.drop_own(this, seen.meeting.id)
    now, old = await gate.again(this, seen), seen.meeting.slot
    head = Said(MOVED if old and old.begins_at != slot.begins_at else AGREED)
    await urgent.tell(this, seen, card.confirmed(now.seen_from_there(), this.context, head))
    own = await reach.told(this, seen.pair, card.confirmed(now, this.context, head))
    others = await clashes.own_suggestions(this, seen.meeting.id, slot)
    return turn.Reply((own, *others), in_place=True)


def _slot(offer: Offer, number: str) -> Slot | None:
    numbered = {str(n): slot for n, slot in enumerate(offer.slots, 1)}
    return numbered.get(number)


async def decline(this: turn.Turn) -> turn.Reply:
    """No to a meeting that is only suggested: it is over; the other may suggest another time."""
    seen = await current(this, this.about)
    if seen is None or seen.asked is None or seen.meeting.state is not State.PROPOSED:
        return await outdated(this, this.about)
    own = say(SAID_NO, name=seen.pair.name)
    is_alone = seen.pair.side is Side.BUDDY and presence.would_stay(seen.meeting, seen.asked)
    there = say(NO_TO_APPOINTMENT if is_alone else NO_FROM, name=seen.pair.own_name)
    return await _come_to_nothing(this, seen, own, there, (ASK_CENTER,) if is_alone else ())


async def take_back(this: turn.Turn) -> turn.Reply:
    """Whoever suggested a meeting thinks again, while nobody has answered."""
    seen = await current(this, this.about)
    if seen is None or seen.suggested is None or seen.meeting.state is not State.PROPOSED:
        return await outdated(this, this.about)
    there = say(TAKEN_BACK_THERE, name=seen.pair.own_name)
    return await _come_to_nothing(this, seen, Said(TAKEN_BACK), there)


async def _come_to_nothing(
    this: turn.Turn, seen: Seen, own: Said, there: Said, ways: tuple[Button, ...] = ()
) -> turn.Reply:
    """A suggestion is over, and both read what it was; the other side with more ways on."""
    await store.cancel(this.work, seen.meeting.id, seen.pair.side)
    await drafts.drop_own(this, seen.meeting.id)
    told = card.came_to_nothing(seen.seen_from_there(), this.context, there)
    told = Card(told.lines, (*cards.column(*ways), *told.rows))
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
