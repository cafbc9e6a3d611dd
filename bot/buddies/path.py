"""Where a buddy stands: the way to being active, and then what they offer."""

from collections.abc import Iterator
from datetime import date, datetime, time

from bot import workdays
from bot.buddies import application, rules, store
from bot.buddies.rules import Certificate
from bot.buddies.store import Buddy, State
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Day, Reader, Said, say
from bot.i18n import Text, plural, text
from bot.people import menu
from bot.storage import forms
from bot.town import Town

FORM = "apply_as_buddy"
"""The form by which one applies, and changes what one offers."""
READ_WITHIN = 3
"""Working days until a coordinator has written to an applicant."""

GO_ON = text("buddies.go_on", "Go on with my application")
MY_PATH = text("buddies.my_path", "My way to becoming a buddy")
MY_OFFER = text("buddies.my_offer", "What I offer as a buddy")
CHANGE = text("buddies.change", "Change what I offer")
PAUSE = text("buddies.pause", "Pause for a while")
OTHER_DAY = text("buddies.other_day", "Choose another day")
RESUME = text("buddies.resume", "Be active again now")
LEAVE = text("buddies.leave", "Stop being a buddy")
TAKE_BACK = text("buddies.take_back", "Take my application back")
NOT_SENT = text(
    "buddies.not_sent", "You have begun an application as a buddy, but not sent it yet."
)

STATES: dict[State, Text] = {
    State.APPLIED: text("buddies.state_applied", "applied"),
    State.INTERVIEWED: text("buddies.state_interviewed", "talk held"),
    State.PREPARED: text("buddies.state_prepared", "introduced"),
    State.ACTIVE: text("buddies.state_active", "active"),
    State.PAUSED: text("buddies.state_paused", "paused"),
    State.LEFT: text("buddies.state_left", "left"),
    State.DECLINED: text("buddies.state_declined", "declined"),
}
ON_THE_WAY = text("buddies.on_the_way", "<b>Your way to becoming a buddy</b>")
SENT_ON = text("buddies.sent_on", "Application, sent on {day} ✓")
TALK = text("buddies.talk", "A talk with a coordinator: still to come")
TALK_HELD = text("buddies.talk_held", "A talk with a coordinator ✓")
INTRODUCTION = text("buddies.introduction", "An introduction: still to come")
INTRODUCTION_HELD = text("buddies.introduction_held", "An introduction ✓")
NO_CERTIFICATE = text(
    "buddies.no_certificate",
    "Extended certificate of conduct (<i>erweitertes Führungszeugnis</i>): not shown yet. "
    "It is needed only where children live.",
)
CERTIFICATE = text(
    "buddies.certificate",
    "Extended certificate of conduct (<i>erweitertes Führungszeugnis</i>): seen on {day} ✓",
)
NOT_ENOUGH = text(
    "buddies.not_enough",
    "Extended certificate of conduct (<i>erweitertes Führungszeugnis</i>): seen on {day}. "
    "It does not count for households with children at the moment. Please ask the coordinators.",
)
NEXT_TALK_BY = text(
    "buddies.next_talk_by",
    "<b>Next</b>: a coordinator writes to you by <b>{day}</b>, to find a time for the talk.",
)
NEXT_TALK_LATE = text(
    "buddies.next_talk_late",
    "<b>Next</b>: a coordinator writes to you, to find a time for the talk. It takes longer than "
    "we thought. Your application is not lost. You can also ask at the Welcome Center.",
)
NEXT_INTRODUCTION = text(
    "buddies.next_introduction",
    "<b>Next</b>: the introduction. A coordinator tells you when and where.",
)
NEXT_ACTIVE = text(
    "buddies.next_active",
    "<b>Next</b>: a coordinator makes you active. Then newcomers can be proposed to you.",
)
ACTIVE = plural(
    "buddies.is_active",
    "<b>You are an active buddy.</b> When a newcomer fits, I write to you, and you say yes or no. "
    "You accompany up to {count} newcomer at a time.",
    "<b>You are an active buddy.</b> When a newcomer fits, I write to you, and you say yes or no. "
    "You accompany up to {count} newcomers at a time.",
)
PAUSED = text(
    "buddies.is_paused",
    "<b>You pause.</b> No new newcomer is proposed to you. On <b>{day}</b> you are active again.",
)
NO_BUDDY = text("buddies.no_buddy", "You are not a buddy at the moment. You can apply at any time.")


async def show(this: turn.Turn) -> turn.Reply:
    """Where the buddy stands."""
    shown = await standing(this)
    if shown is None:
        raise turn.NotYours(Said(NO_BUDDY))
    return turn.Reply((shown,))


async def standing(this: turn.Turn) -> cards.Card | None:
    """Where somebody stands who has applied, or has begun to."""
    buddy = await store.find(this.work, this.person)
    if buddy is not None and not buddy.has_ended:
        return card(this, buddy)
    opened = await forms.open_forms(this.work, this.person)
    if any(form.kind == FORM for form in opened):
        go_on = Button(Said(GO_ON), cards.action("apply_as_buddy"), style="primary")
        return cards.card(Said(NOT_SENT), rows=cards.column(go_on, menu.BACK_TO_MENU))
    return None


def card(this: turn.Turn, buddy: Buddy, *intro: Said | None) -> cards.Card:
    """Where this buddy stands, after whatever is said first."""
    if buddy.state in store.ON_THE_PATH:
        return _on_the_way(this, buddy, intro)
    rows = cards.column(
        Button(Said(CHANGE), cards.action("change_offer")),
        *_pausing(buddy),
        Button(Said(LEAVE), cards.action("leave_buddy", "", buddy.version)),
        menu.BACK_TO_MENU,
    )
    offered = application.described(buddy.offer, this.context)
    noted = certificate(buddy.certificate, this.context.reader)
    return cards.Card((*intro, _now(buddy), None, *offered, noted), rows)


def _now(buddy: Buddy) -> Said:
    if buddy.paused_until is None:
        return say(ACTIVE, count=Count(buddy.offer.places))
    return say(PAUSED, day=Day(buddy.paused_until))


def _pausing(buddy: Buddy) -> tuple[Button, ...]:
    if buddy.paused_until is None:
        return (Button(Said(PAUSE), cards.action("pause_buddy")),)
    back = cards.action("resume_buddy", "", buddy.version)
    return (
        Button(Said(RESUME), back, style="primary"),
        Button(Said(OTHER_DAY), cards.action("pause_buddy")),
    )


def _on_the_way(this: turn.Turn, buddy: Buddy, intro: tuple[Said | None, ...]) -> cards.Card:
    lines = (*intro, Said(ON_THE_WAY), *steps(buddy, this.context.reader))
    rows = cards.column(
        Button(Said(CHANGE), cards.action("change_offer")),
        Button(Said(TAKE_BACK), cards.action("leave_buddy", "", buddy.version)),
        menu.BACK_TO_MENU,
    )
    return cards.Card((*lines, None, following(buddy, this.context.reader, this.town)), rows)


def steps(buddy: Buddy, reader: Reader) -> Iterator[Said]:
    """What is done on the way, and what is to come."""
    yield say(SENT_ON, day=Day(buddy.applied_at.astimezone(reader.zone).date()))
    yield Said(TALK if buddy.state is State.APPLIED else TALK_HELD)
    yield Said(INTRODUCTION_HELD if buddy.was_introduced else INTRODUCTION)
    yield certificate(buddy.certificate, reader)


def certificate(noted: Certificate | None, reader: Reader) -> Said:
    """What a certificate of conduct is worth, as the buddy reads it."""
    if noted is None:
        return Said(NO_CERTIFICATE)
    words = CERTIFICATE if rules.is_certified(noted, reader.today) else NOT_ENOUGH
    return say(words, day=Day(noted.seen_on))


NEXT: dict[State, Text] = {State.INTERVIEWED: NEXT_INTRODUCTION, State.PREPARED: NEXT_ACTIVE}


def following(buddy: Buddy, reader: Reader, town: Town) -> Said:
    """What comes next on the way, and who sees to it."""
    if buddy.state is not State.APPLIED:
        return Said(NEXT[buddy.state])
    applied = buddy.applied_at.astimezone(reader.zone).date()
    day = workdays.after(applied, READ_WITHIN, town)
    return Said(NEXT_TALK_LATE) if reader.today > day else say(NEXT_TALK_BY, day=Day(day))


def late_before(today: date, town: Town) -> datetime:
    """Whoever applied before this moment should have heard from a coordinator by now."""
    first = workdays.kept_since(today, READ_WITHIN, town)
    return datetime.combine(first, time.min, town.zone)
