"""Moving a confirmed meeting. What is agreed holds until both have said yes to something else, and
both are told so.
"""

from bot import facts
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Said, When, Words, say
from bot.i18n import text
from bot.meetings import (
    answering,
    card,
    crossing,
    doubts,
    drafts,
    gate,
    plan,
    presence,
    proposing,
    store,
)
from bot.meetings.gate import Seen
from bot.meetings.store import Meeting, Offer, State
from bot.people import menu

MOVING = text(
    "meetings.moving",
    "You suggest another time, and {name} says yes or no. Until then the old time stays: "
    "<b>{when}</b>",
)
THE_OFFICE_FIRST = text(
    "meetings.the_office_first",
    "The office has to give another appointment first: please ask there. Then suggest the new time "
    "here.",
)
OFFICE_PHONE = text("meetings.office_phone", "Phone of the office: <b>{phone}</b>")
SAME = text("meetings.same", "That is what you have agreed on already. Nothing changes.")
ENDED_MEANWHILE = text(
    "meetings.ended_meanwhile",
    "This meeting can't be changed any more, so I have not sent your suggestion. This is how it "
    "stands now.",
)


async def move(this: turn.Turn) -> turn.Reply:
    """Begin to suggest another time for a meeting that is agreed and hasn't begun."""
    seen = await answering.current(this, this.about)
    slot = seen.meeting.slot if seen else None
    if seen is None or slot is None or not _can_move(this, seen):
        return await answering.outdated(this, this.about)
    await gate.must_be_open(this, seen.pair)
    known = {**plan.known(slot, seen.meeting.where), "note": seen.meeting.note}
    head = say(MOVING, name=seen.pair.name, when=When(slot.begins_at))
    first = _the_office_first(this, seen.meeting)
    return await crossing.begin(this, drafts.MOVE_MEETING, seen, known, *first, head)


def _the_office_first(this: turn.Turn, meeting: Meeting) -> tuple[Said, ...]:
    """Of an appointment at an office: that the two can't move it by themselves."""
    if not presence.stays(meeting):
        return ()
    office = facts.find(this.town.offices, meeting.where.office or "")
    phone = office.phone if office else None
    number = (say(OFFICE_PHONE, phone=Words(phone)),) if phone else ()
    return (Said(THE_OFFICE_FIRST), *number)


def _can_move(this: turn.Turn, seen: Seen) -> bool:
    """Whether a time is agreed that hasn't come yet."""
    slot = seen.meeting.slot
    is_ahead = slot is not None and slot.begins_at > this.work.now
    return seen.meeting.state is State.CONFIRMED and is_ahead


async def send(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent: the other side is asked."""
    slots = (plan.slot(answers, this.context),)
    seen = await open_for(this)
    if isinstance(seen, turn.Reply):
        return seen
    offer = proposing.made(this, seen.pair, answers, slots)
    return await suggest(this, drafts.MOVE_MEETING, seen, answers, offer)


async def open_for(this: turn.Turn) -> Seen | turn.Reply:
    """The meeting whose form is sent, if other times can still be suggested for it, also by whoever
    is asked for one after the old has come; else what is said instead. Raises `Refusal` while
    messages are paused."""
    try:
        seen = await gate.active(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    await gate.must_be_open(this, seen.pair)
    if seen.meeting.state is State.PROPOSED or _can_move(this, seen) or seen.asked:
        return seen
    return turn.Reply((cards.card(Said(ENDED_MEANWHILE)), card.of(seen, this.context)))


async def suggest(
    this: turn.Turn, form: str, seen: Seen, answers: Answers, offer: Offer
) -> turn.Reply:
    """Offer other times, unless something speaks against it that the writer doesn't know yet."""
    meeting = seen.meeting
    news = await crossing.news(this, form, seen, answers)
    if news is not None:
        return news
    if ((meeting.slot,), meeting.where, meeting.note) == (offer.slots, offer.where, offer.note):
        return turn.Reply((cards.card(Said(SAME)), card.of(seen, this.context)))
    why_not = await doubts.objection(this, form, answers, offer, meeting.id)
    if why_not is not None:
        return why_not
    await store.offer(this.work, meeting.id, offer)
    return await proposing.told(this, await gate.again(this, seen))


MOVE_MEETING = Flow(
    drafts.MOVE_MEETING,
    (
        plan.DAY,
        plan.TIME,
        plan.LENGTH,
        plan.WHERE,
        plan.NOTE,
        Review("review", proposing.REVIEW, name=proposing.REVIEW),
    ),
    done=send,
    check=plan.check,
    title=text("meetings.move_title", "Moving a meeting"),
    dropped=text("meetings.move_dropped", "This form is deleted. The meeting stays as it is."),
)
