"""Who comes to a meeting that holds, as its card says it to the side that looks. Pure."""

from collections.abc import Iterator

from bot.conversation import cards
from bot.conversation.asking import Context
from bot.conversation.cards import Button
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.matches.store import Side
from bot.meetings import company_rules
from bot.meetings.gate import Seen
from bot.meetings.store import Meeting, Offer, State
from bot.relay import texts as relay

ILL_BE_THERE = text("meetings.ill_be_there", "I'll be there")
I_CANT = text("meetings.i_cant", "I can't")
I_CAN_AFTER_ALL = text("meetings.i_can_after_all", "I can come after all")
SHOW_THE_CARD = text("meetings.show_the_card", "Show the card in German")
GO_ALONE = text("meetings.go_alone", "I go by myself")
DETAILS = text("meetings.details", "Place and details")
HOW_WAS_IT = text("meetings.how_was_it", "Say how it went")

YOURS = text("meetings.your_appointment", "Your appointment:")
THEIRS = text("meetings.their_appointment", "The appointment, for {name}:")
YOU_COME = text("meetings.you_come", "You said: I'll be there.")
OTHER_COMES = text("meetings.other_comes", "{name} says: I'll be there.")
ALONE = text("meetings.alone", "{name} can't come with you this time. The coordinators see that.")
ALONE_AND_GOES = text(
    "meetings.alone_and_goes",
    "{name} can't come with you this time. You go by yourself. The coordinators see that.",
)
YOU_CANT = text("meetings.you_cant", "You said that you can't come. {name} knows that.")
GOES_ALONE = text("meetings.goes_alone", "{name} goes alone.")


def stays(meeting: Meeting) -> bool:
    """Whether it is an appointment that the newcomer can't miss, with the buddy or without."""
    return company_rules.stays(
        meeting.occasion.value, is_at_office=meeting.where.office is not None
    )


def would_stay(meeting: Meeting, offer: Offer) -> bool:
    """The same of what is suggested."""
    occasion, is_at_office = meeting.occasion.value, offer.where.office is not None
    return company_rules.stays(occasion, is_at_office=is_at_office)


def is_ahead(meeting: Meeting, context: Context) -> bool:
    """Whether a meeting holds that has not begun."""
    return (
        meeting.state is State.CONFIRMED
        and meeting.slot is not None
        and context.reader.now < meeting.slot.begins_at
    )


def is_not_over(meeting: Meeting, context: Context) -> bool:
    """Whether a meeting holds that is to begin, or goes on now."""
    return (
        meeting.state is State.CONFIRMED
        and meeting.slot is not None
        and context.reader.now < meeting.slot.ends_at
    )


def is_alone(meeting: Meeting, context: Context) -> bool:
    """Whether a newcomer has an appointment without the buddy that is to come, or goes on now: also
    one that stays after the match has ended."""
    slot = meeting.slot
    is_on = meeting.state in (State.CONFIRMED, State.CANCELLED)
    is_ahead = slot is not None and context.reader.now < slot.ends_at
    return is_on and is_ahead and meeting.alone_since is not None


def whose(seen: Seen) -> Said | None:
    """Whose appointment it is, where the two don't go together."""
    if seen.meeting.alone_since is None:
        return None
    is_own = seen.pair.side is Side.NEWCOMER
    return Said(YOURS) if is_own else say(THEIRS, name=seen.pair.name)


def lines(seen: Seen) -> Iterator[Said]:
    """Who has said to come, and who can't."""
    meeting, name = seen.meeting, seen.pair.name
    if meeting.alone_since is None:
        if seen.pair.side in meeting.coming:
            yield Said(YOU_COME)
        if seen.pair.side.other in meeting.coming:
            yield say(OTHER_COMES, name=name)
    elif seen.pair.side is Side.NEWCOMER:
        yield say(ALONE_AND_GOES if meeting.goes_alone else ALONE, name=name)
    else:
        yield say(YOU_CANT, name=name)
        if meeting.goes_alone:
            yield say(GOES_ALONE, name=name)


def buttons(seen: Seen, context: Context) -> tuple[Button, ...]:
    """To say that one comes. That one can't stands here for a buddy who would leave an appointment
    that stays; what two do with each other is cancelled."""
    meeting = seen.meeting
    if not is_not_over(meeting, context):
        return ()
    if meeting.alone_since is not None:
        return _without_the_buddy(seen, context)
    is_said = seen.pair.side in meeting.coming
    come = () if is_said else (im_coming(meeting),)
    leaves = leaves_alone(seen) and is_ahead(meeting, context)
    return (*come, *((i_cant(meeting),) if leaves else ()))


def leaves_alone(seen: Seen) -> bool:
    """Whether the newcomer would go without the one who looks, if that one can't come."""
    return seen.pair.side is Side.BUDDY and stays(seen.meeting)


def _without_the_buddy(seen: Seen, context: Context) -> tuple[Button, ...]:
    meeting = seen.meeting
    if seen.pair.side is Side.BUDDY:
        press = cards.action("come_after_all", meeting.id, meeting.version)
        back = Button(Said(I_CAN_AFTER_ALL), press)
        return (back,) if is_ahead(meeting, context) else ()
    alone = () if meeting.goes_alone else (go_alone(meeting),)
    return (card_for_counter(meeting), *alone)


def im_coming(meeting: Meeting) -> Button:
    press = cards.action("coming", meeting.id, meeting.version)
    return Button(Said(ILL_BE_THERE), press, style="success")


def i_cant(meeting: Meeting) -> Button:
    return Button(Said(I_CANT), cards.action("cannot_come", meeting.id, meeting.version))


def card_for_counter(meeting: Meeting) -> Button:
    press = cards.action("card_for_counter", meeting.id)
    return Button(Said(SHOW_THE_CARD), press, style="primary")


def go_alone(meeting: Meeting) -> Button:
    return Button(Said(GO_ALONE), cards.action("go_alone", meeting.id, meeting.version))


def write_center() -> Button:
    """Whom to turn to where the buddy can't help."""
    return Button(Said(relay.WRITE_CENTER), cards.action("write_center"))


def afterwards(seen: Seen, context: Context) -> tuple[Button, ...]:
    """To say how it went, from its beginning on, for whoever was to be there."""
    meeting = seen.meeting
    is_past = meeting.slot is not None and meeting.slot.begins_at <= context.reader.now
    was_expected = seen.pair.side is Side.NEWCOMER or meeting.alone_since is None
    if meeting.state is State.CANCELLED or not (is_past and was_expected):
        return ()
    return (Button(Said(HOW_WAS_IT), cards.action("how_it_went", meeting.id)),)
