"""How a meeting reads for one of the two: what is suggested, what holds, what is over, and what may
be done about it. Pure.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from bot import facts
from bot.agreements import card as agreements
from bot.conversation import cards, lengths
from bot.conversation.asking import Context
from bot.conversation.cards import Button, Card
from bot.conversation.values import Hour, Listed, Said, ShortDay, When, Words, say
from bot.i18n import Text, text
from bot.meetings import plan, presence
from bot.meetings.gate import Seen
from bot.meetings.occasions import Where
from bot.meetings.store import Meeting, Offer, Slot, State
from bot.town import Town

SUGGESTS = text("meetings.suggests", "{name} suggests a meeting:")
WHICH_TIME = text(
    "meetings.which_time", "{name} suggests a meeting. Which of these times suits you?"
)
WOULD_MOVE = text("meetings.would_move", "{name} would like to change your meeting:")
WHICH_NEW_TIME = text(
    "meetings.which_new_time",
    "{name} suggests other times for your meeting. Which of them suits you?",
)
OLD_HOLDS = text(
    "meetings.old_holds", "Until both of you say yes to another time, the old one stays: {when}"
)
YOU_SUGGESTED = text(
    "meetings.you_suggested",
    "You suggested this to {name}. I tell you as soon as there is an answer.",
)
HOLDS = text("meetings.holds", "You and {name} meet:")
WAS = text("meetings.was", "This was your meeting with {name}:")
IS_CANCELLED = text("meetings.is_cancelled", "This meeting with {name} does not take place:")
NO_TIME_FOUND = text("meetings.no_time_found", "This suggestion came to nothing:")

WHAT = text("meetings.what", "What: {occasion}")
# Translators: {length} is for example "1 hour".
AT = text("meetings.at", "<b>{when}</b> (about {length})")
# Translators: the times begin on lines of their own.
ONE_OF = text("meetings.one_of", "When:{times}\n(about {length})")
WHERE = text("meetings.where_line", "Where: {place}")
NOTE = text("meetings.note_line", "Note: {note}")

YES = text("meetings.yes", "Yes")
# Translators: a button, one of several times to choose from.
THIS_TIME = text("meetings.this_time", "{day}, {time}")
ANOTHER_TIME = text("meetings.another_time", "Another time")
NO = text("meetings.no", "No, not this time")
KEEP_OLD = text("meetings.keep_old", "Keep the old time")
TAKE_BACK = text("meetings.take_back", "Take it back")
CALENDAR = text("meetings.calendar", "For my calendar")
FROM_CALENDAR = text("meetings.from_calendar", "Take it out of my calendar")
MAP = text("meetings.map", "Show it on the map")
MOVE = text("meetings.move", "Move the meeting")
# Translators: a button, for a newcomer whose buddy can't come to an appointment at an office.
MOVE_APPOINTMENT = text("meetings.move_appointment", "Move the appointment")
CANCEL = text("meetings.cancel", "Cancel the meeting")
SUGGEST_AGAIN = text("meetings.suggest_again", "Suggest another time")
MY_MEETINGS = text("meetings.my_meetings", "My meetings")

TO_MEETINGS = Button(Said(MY_MEETINGS), cards.action("meetings"))


def of(seen: Seen, context: Context) -> Card:
    """How it stands, for the side that looks."""
    match seen.meeting.state:
        case State.PROPOSED | State.CONFIRMED if seen.asked:
            return asked(seen, seen.asked, context)
        case State.PROPOSED | State.CONFIRMED if seen.suggested:
            return waiting(seen, seen.suggested, context)
        case State.CONFIRMED:
            return confirmed(seen, context)
        case State.HELD | State.MISSED:
            buttons = [*presence.afterwards(seen, context), TO_MEETINGS]
            return _card(say(WAS, name=seen.pair.name), lines(seen, context), buttons)
        case _:
            return cancelled(seen, context)


def asked(seen: Seen, offer: Offer, context: Context) -> Card:
    """What the other side suggests, and the answers to it."""
    head = say(_head(seen, offer), name=seen.pair.name)
    return _card(head, (*offered(seen, offer, context), *old(seen)), answers(seen, offer, context))


def _head(seen: Seen, offer: Offer) -> Text:
    is_one = len(offer.slots) == 1
    if seen.meeting.slot is None:
        return SUGGESTS if is_one else WHICH_TIME
    return WOULD_MOVE if is_one else WHICH_NEW_TIME


def answers(seen: Seen, offer: Offer, context: Context) -> list[Button]:
    """A yes for each time, or another time, or no."""
    meeting = seen.meeting
    yes = [
        Button(
            Said(YES) if len(offer.slots) == 1 else _at(slot, context),
            cards.action("confirm_meeting", f"{meeting.id}.{number}", meeting.version),
            style="success",
        )
        for number, slot in enumerate(offer.slots, 1)
    ]
    other = Button(Said(ANOTHER_TIME), cards.action("other_times", meeting.id, meeting.version))
    no = (_keep_old(seen), *_call_off(seen, context)) if meeting.slot else (_decline(seen),)
    return [*yes, other, *no, agreements.write(seen.pair)]


def _at(slot: Slot, context: Context) -> Said:
    local = slot.begins_at.astimezone(context.reader.zone)
    return say(THIS_TIME, day=ShortDay(local.date()), time=Hour(local.time()))


def _decline(seen: Seen) -> Button:
    press = cards.action("decline_meeting", seen.meeting.id, seen.meeting.version)
    return Button(Said(NO), press)


def _call_off(seen: Seen, context: Context) -> tuple[Button, ...]:
    """Cancelling what is agreed, until it begins. A buddy leaves to the newcomer what becomes of an
    appointment, and can only say "I can't"."""
    meeting = seen.meeting
    if meeting.slot is None or meeting.slot.begins_at <= context.reader.now:
        return ()
    if presence.leaves_alone(seen):
        return (presence.i_cant(meeting),) if meeting.alone_since is None else ()
    press = cards.action("cancel_meeting", meeting.id, meeting.version)
    return (Button(Said(CANCEL), press),)


def _keep_old(seen: Seen, label: Text = KEEP_OLD) -> Button:
    press = cards.action("keep_old_time", seen.meeting.id, seen.meeting.version)
    return Button(Said(label), press)


def waiting(seen: Seen, offer: Offer, context: Context) -> Card:
    """What this side suggested, while there is no answer."""
    head = say(YOU_SUGGESTED, name=seen.pair.name)
    shown = (*offered(seen, offer, context), *old(seen))
    return _card(head, shown, [take_back(seen), TO_MEETINGS])


def take_back(seen: Seen) -> Button:
    if seen.meeting.slot:
        return _keep_old(seen, TAKE_BACK)
    press = cards.action("take_back_meeting", seen.meeting.id, seen.meeting.version)
    return Button(Said(TAKE_BACK), press)


def old(seen: Seen) -> tuple[Said, ...]:
    """That what is agreed holds while there is an offer."""
    slot = seen.meeting.slot
    return (say(OLD_HOLDS, when=When(slot.begins_at)),) if slot else ()


def confirmed(seen: Seen, context: Context, *head: Said) -> Card:
    """What both said yes to."""
    slot, name = seen.meeting.slot, seen.pair.name
    is_over = slot is not None and slot.ends_at <= context.reader.now
    words = presence.whose(seen) or say(WAS if is_over else HOLDS, name=name)
    buttons = [button for part in CONFIRMED for button in part(seen, context)]
    shown = (*head, words, *lines(seen, context), *presence.lines(seen))
    return Card(shown, cards.column(*buttons, TO_MEETINGS))


def cancelled(seen: Seen, context: Context, *head: Said) -> Card:
    """What won't be, and that it may be suggested anew."""
    name = seen.pair.name
    words = say(IS_CANCELLED, name=name) if seen.meeting.slot else Said(NO_TIME_FOUND)
    out = to_calendar(seen, context, FROM_CALENDAR) if seen.meeting.slot else ()
    buttons = (again(seen.meeting.id), *out, agreements.write(seen.pair), TO_MEETINGS)
    return Card((*(head or (words,)), *lines(seen, context)), cards.column(*buttons))


def came_to_nothing(seen: Seen, context: Context, head: Said) -> Card:
    """A suggestion that is over, as it was until now."""
    offer = seen.meeting.offer
    shown = offered(seen, offer, context) if offer else ()
    return _card(head, shown, [again(seen.meeting.id), agreements.write(seen.pair), TO_MEETINGS])


def again(meeting: int) -> Button:
    press = cards.action("meet_again", meeting)
    return Button(Said(SUGGEST_AGAIN), press, style="primary")


def lines(seen: Seen, context: Context) -> tuple[Said, ...]:
    """What is agreed: what for, when, where, and the note."""
    meeting = seen.meeting
    slots = (meeting.slot,) if meeting.slot else ()
    return tuple(_lines(seen, slots, meeting.where, meeting.note, context.town))


def offered(seen: Seen, offer: Offer, context: Context) -> tuple[Said, ...]:
    """The same of what is suggested."""
    return tuple(_lines(seen, offer.slots, offer.where, offer.note, context.town))


def _lines(
    seen: Seen, slots: Sequence[Slot], where: Where, note: str | None, town: Town
) -> Iterator[Said]:
    yield say(WHAT, occasion=Said(seen.meeting.occasion.label))
    if slots:
        length = lengths.told(plan.minutes(slots[0]))
        times = Listed(tuple(When(slot.begins_at) for slot in slots))
        if len(slots) == 1:
            yield say(AT, when=When(slots[0].begins_at), length=length)
        else:
            yield say(ONE_OF, times=times, length=length)
    place = where.shown(town)
    if place is not None:
        yield say(WHERE, place=place)
    if note:
        yield say(NOTE, note=Words(note))


def _card(head: Said, shown: Sequence[Said], buttons: Sequence[Button]) -> Card:
    return Card((head, *shown), cards.column(*buttons))


# What may be done about a meeting that holds: each part has the buttons it has to offer now.


def to_calendar(seen: Seen, _context: Context, label: Text = CALENDAR) -> tuple[Button, ...]:
    return (Button(Said(label), cards.action("meeting_file", seen.meeting.id)),)


def to_map(seen: Seen, context: Context) -> tuple[Button, ...]:
    office = facts.find(context.town.offices, seen.meeting.where.office or "")
    if office is None or office.lat is None:
        return ()
    return (Button(Said(MAP), cards.action("meeting_map", seen.meeting.id)),)


def changing(seen: Seen, context: Context) -> tuple[Button, ...]:
    """Moving and cancelling, until it begins. A buddy who can't come leaves to the newcomer what
    becomes of an appointment."""
    meeting = seen.meeting
    if meeting.slot is None or meeting.slot.begins_at <= context.reader.now:
        return ()
    ways = () if presence.leaves_alone(seen) else _call_off(seen, context)
    return (move(meeting), *ways)


def move(meeting: Meeting) -> Button:
    label = MOVE if meeting.alone_since is None else MOVE_APPOINTMENT
    return Button(Said(label), cards.action("move_meeting", meeting.id, meeting.version))


def writing(seen: Seen, _context: Context) -> tuple[Button, ...]:
    return (agreements.write(seen.pair),)


Part: TypeAlias = Callable[[Seen, Context], tuple[Button, ...]]
CONFIRMED: Sequence[Part] = (
    presence.buttons,
    to_calendar,
    to_map,
    changing,
    writing,
    presence.afterwards,
)
