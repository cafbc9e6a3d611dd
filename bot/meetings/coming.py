"""Saying "I'll be there" or "I can't" to a meeting that holds: one tap, and both know.

A newcomer's appointment at an office stays when the buddy can't come: nobody is left alone with it
unseen, and the newcomer decides whether to move it or to go. Everything else is cancelled.
"""

from datetime import timedelta

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, When, say
from bot.i18n import text
from bot.matches.store import Side
from bot.meetings import (
    answering,
    card,
    clashes,
    finding,
    gate,
    outcome,
    presence,
    proposing,
    reach,
    restoring,
    sides,
    store,
    urgent,
)
from bot.meetings.gate import Seen
from bot.people import telling

SOON = timedelta(hours=24)
"""What can't wait until somebody looks: said with a sound, at any hour."""

COMES = text("meetings.comes", "{name} says: I'll be there.\n<b>{when}</b>")
BUDDY_CANT = text("meetings.buddy_cant", "{name} can't come and is sorry. Your appointment stays:")
COORDINATORS_SEE = text(
    "meetings.coordinators_see",
    "The coordinators of the Welcome Buddies see that. Perhaps somebody else has time; I can't "
    "promise it. If you go alone, a card in German helps you at the counter.",
)
TOO_SOON = text(
    "meetings.coordinators_too_late",
    "I tell the coordinators of the Welcome Buddies. It begins soon, so perhaps nobody sees that "
    "before your appointment: you can write to the Welcome Center too. If you go alone, a card in "
    "German helps you at the counter.",
)
THANKS_CANT = text(
    "meetings.thanks_cant",
    "Thank you for saying so. The coordinators see that {name} needs somebody for this "
    "appointment.",
)
CANT_COME = text(
    "meetings.cant_come", "{name} can't come and is sorry. This meeting does not take place:"
)
CALLED_OFF = text(
    "meetings.called_off",
    "Thank you for saying so. I have told {name}. This meeting does not take place:",
)
TELL_THE_OFFICE = text(
    "meetings.tell_the_office",
    "If you have an appointment at the office, please tell the office too that you don't come.",
)
ALL_THE_BEST = text("meetings.all_the_best", "All the best for your appointment.")
GOES_WITHOUT_YOU = text(
    "meetings.goes_without_you",
    "{name} goes to this appointment alone. You need not do anything.",
)
COMES_AFTER_ALL = text("meetings.comes_after_all", "Good news: {name} can come after all.")
GOOD_TO_HEAR = text("meetings.good_to_hear", "Thank you. I have told {name} that you come.")


async def come(this: turn.Turn) -> turn.Reply:
    """A side says that it will be there; the other hears it once, quietly."""
    seen = await _holding(this)
    if seen is None or seen.meeting.alone_since is not None:
        return await answering.outdated(this, this.about)
    meeting, side = seen.meeting, seen.pair.side
    if side not in meeting.coming:
        await sides.come(this.work, meeting.id, side, meeting.sequence)
        this.work.happened(store.Changed(meeting.id))
        await _tell_of_coming(this, seen)
    now = await gate.again(this, seen)
    return turn.Reply((card.confirmed(now, this.context),), in_place=True)


async def _tell_of_coming(this: turn.Turn, seen: Seen) -> None:
    there = seen.seen_from_there()
    if seen.meeting.slot is None:
        return
    says = say(COMES, name=there.pair.name, when=When(seen.meeting.slot.begins_at))
    look = Button(Said(presence.DETAILS), cards.action("meeting", seen.meeting.id))
    await telling.tell(this.work, seen.pair.partner, cards.card(says, rows=cards.column(look)))


async def _holding(this: turn.Turn) -> Seen | None:
    """The meeting, while it is as the button shows it, and isn't over."""
    seen = await answering.current(this, this.about)
    return seen if seen and presence.is_not_over(seen.meeting, this.context) else None


async def cannot_come(this: turn.Turn) -> turn.Reply:
    """A side can't come. Nobody is asked why, nor whether they are sure."""
    seen = await _holding(this)
    if seen is None or not presence.is_ahead(seen.meeting, this.context):
        return await answering.outdated(this, this.about)
    if seen.meeting.alone_since is not None and seen.pair.side is Side.BUDDY:
        return await answering.outdated(this, this.about)
    if presence.leaves_alone(seen):
        return await _leave(this, seen)
    return await _call_off(this, seen)


async def _leave(this: turn.Turn, seen: Seen) -> turn.Reply:
    """The newcomer's appointment stays, without the buddy."""
    meeting = seen.meeting
    await sides.come(this.work, meeting.id, Side.BUDDY, None)
    await outcome.leave(this.work, meeting.id)
    now = await gate.again(this, seen)
    await _tell(this, now, _left_alone(this, now.seen_from_there()))
    own = card.confirmed(now, this.context, say(THANKS_CANT, name=seen.pair.name))
    return turn.Reply((await reach.told(this, seen.pair, own),), in_place=True)


def _left_alone(this: turn.Turn, there: Seen) -> Card:
    meeting = there.meeting
    buttons = (
        presence.card_for_counter(meeting),
        presence.go_alone(meeting),
        presence.write_center(),
        card.move(meeting),
    )
    is_soon = meeting.slot is not None and meeting.slot.begins_at - this.work.now < urgent.SOON
    return cards.card(
        say(BUDDY_CANT, name=there.pair.name),
        *card.lines(there, this.context),
        Said(TOO_SOON if is_soon else COORDINATORS_SEE),
        rows=cards.column(*buttons),
    )


async def _tell(this: turn.Turn, seen: Seen, told: Card) -> None:
    """Tell the other side, with a sound if it begins soon."""
    slot = seen.meeting.slot
    is_soon = slot is not None and slot.begins_at - this.work.now < SOON
    how = telling.alert if is_soon else telling.tell
    await how(this.work, seen.pair.partner, told)


async def _call_off(this: turn.Turn, seen: Seen) -> turn.Reply:
    """It is cancelled. Another time that is suggested already stays suggested."""
    meeting, name = seen.meeting, seen.pair.name
    await store.cancel(this.work, meeting.id, seen.pair.side)
    now = await gate.again(this, seen)
    there = now.seen_from_there()
    head = say(CANT_COME, name=there.pair.name)
    await _tell(this, now, card.cancelled(there, this.context, head))
    own = card.cancelled(now, this.context, say(CALLED_OFF, name=name))
    if presence.stays(meeting) and seen.pair.side is Side.NEWCOMER:
        own = Card((*own.lines, Said(TELL_THE_OFFICE)), own.rows)
    own = Card(own.lines, (*cards.column(restoring.by_mistake(now.meeting)), *own.rows))
    asked = await proposing.anew(this, seen, meeting.offer)
    return turn.Reply((await reach.told(this, seen.pair, own), *asked), in_place=True)


async def go_alone(this: turn.Turn) -> turn.Reply:
    """The newcomer goes without the buddy; both the buddy and the coordinators see it."""
    seen = await _holding(this)
    is_left = seen is not None and seen.meeting.alone_since is not None
    if seen is None or not is_left or seen.pair.side is not Side.NEWCOMER:
        return await answering.outdated(this, this.about)
    if not seen.meeting.goes_alone:
        await outcome.go_alone(this.work, seen.meeting.id)
        there = seen.seen_from_there()
        told = cards.card(
            say(GOES_WITHOUT_YOU, name=there.pair.name), rows=cards.column(card.TO_MEETINGS)
        )
        await telling.tell(this.work, seen.pair.partner, told)
    now = await gate.again(this, seen)
    return turn.Reply((card.confirmed(now, this.context, Said(ALL_THE_BEST)),), in_place=True)


async def come_after_all(this: turn.Turn) -> turn.Reply:
    """The buddy can come, until it begins and while nobody has changed it."""
    seen = await _holding(this)
    if seen is None or seen.meeting.slot is None or seen.meeting.alone_since is None:
        return await answering.outdated(this, this.about)
    meeting, slot = seen.meeting, seen.meeting.slot
    if seen.pair.side is not Side.BUDDY or not presence.is_ahead(meeting, this.context):
        return await answering.outdated(this, this.about)
    other = await finding.overlapping(this.work, this.person, slot, but_for=meeting.id)
    if other is not None and other.slot is not None:
        busy = say(clashes.YOU_ARE_BUSY, when=When(other.slot.begins_at))
        return turn.reply(busy, rows=cards.column(clashes.to(other), card.TO_MEETINGS))
    await outcome.come_back(this.work, meeting.id)
    await sides.come(this.work, meeting.id, Side.BUDDY, meeting.sequence)
    now = await gate.again(this, seen)
    there = now.seen_from_there()
    head = say(COMES_AFTER_ALL, name=there.pair.name)
    await _tell(this, now, card.confirmed(there, this.context, head))
    head = say(GOOD_TO_HEAR, name=seen.pair.name)
    return turn.Reply((card.confirmed(now, this.context, head),), in_place=True)
