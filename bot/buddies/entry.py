"""A buddy as coordinators see them: all that was said, how far it is, and what can be done."""

from bot.buddies import application, path, rules, store
from bot.buddies.store import Buddy, State
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Day, Said, Tongue, Words, say
from bot.i18n import Text, plural, text
from bot.people import store as people
from bot.staff import record, rights
from bot.staff.store import Role

HEAD = text("buddies.entry", "<b>{name}</b>, buddy: {state}")
WAITING = plural(
    "buddies.entry_waiting",
    "Applied on {day}, {count} day ago",
    "Applied on {day}, {count} days ago",
)
APPLIED_TODAY = text("buddies.entry_today", "Applied today")
SINCE = text("buddies.entry_since", "Last change on {day}")
PAUSED_UNTIL = text("buddies.entry_paused", "Active again on {day}")
READS = text("buddies.entry_reads", "Reads the bot in: <b>{language}</b>")
NO_CERTIFICATE = text("buddies.entry_no_certificate", "Certificate of conduct: none noted")
CERTIFICATE = text(
    "buddies.entry_certificate",
    "Certificate of conduct: seen on {seen}, issued on {issued}, no relevant entry",
)
HAS_ENTRY = text(
    "buddies.entry_has_entry",
    "Certificate of conduct: seen on {seen}, issued on {issued}, <b>with a relevant entry</b>: "
    "not for households with children",
)
TOO_OLD = text(
    "buddies.entry_too_old",
    "Certificate of conduct: seen on {seen}, issued on {issued}. That is more than five years "
    "ago: not for households with children",
)
WAS_INTRODUCED = text(
    "buddies.entry_was_introduced", "Was at an introduction already: only the talk is missing"
)
REASON = text("buddies.entry_reason", "Declined, for staff only: {reason}")
MEANWHILE = text(
    "buddies.meanwhile", "This has changed in the meantime. Here is how it stands now."
)

INTERVIEW_HELD = text("buddies.interview_held", "The talk was held")
INTRODUCED = text("buddies.introduced", "Was at the introduction")
MAKE_ACTIVE = text("buddies.make_active", "Make active")
NOTE_CERTIFICATE = text("buddies.note_certificate", "Note a certificate")
WRITE = text("buddies.write_to", "Write to this person")
DECLINE = text("buddies.decline", "Decline")
NEXT_ONE = text("buddies.next_application", "Next application")
ALL = text("buddies.all_buddies", "All buddies")
STEPS: dict[State, Text] = {
    State.APPLIED: INTERVIEW_HELD,
    State.INTERVIEWED: INTRODUCED,
    State.PREPARED: MAKE_ACTIVE,
}


async def visible(this: turn.Turn) -> Buddy:
    """The buddy that a button is about, for coordinators who aren't this buddy themselves. Raises
    `NotYours`."""
    buddy = await find(this)
    if buddy is None:
        raise turn.NotYours(Said(turn.GONE))
    return buddy


async def find(this: turn.Turn) -> Buddy | None:
    """The same for a form, whose buddy may be gone when it is sent. Raises `NotYours` for those
    who are no coordinators."""
    await rights.require(this, Role.COORDINATOR)
    about = this.about
    is_number = about.isascii() and about.isdigit() and len(about) < 16
    is_other = is_number and int(about) != this.person
    return await store.find(this.work, int(about)) if is_other else None


async def show(this: turn.Turn) -> turn.Reply:
    """One buddy's entry."""
    return turn.Reply((await seen(this, await visible(this)),))


async def seen(this: turn.Turn, buddy: Buddy) -> cards.Card:
    """The entry, and a record of who looked at it."""
    await record.add(this.work, this.person, record.Deed.SAW_BUDDY, buddy.person)
    return await card(this, buddy)


async def card(this: turn.Turn, buddy: Buddy, *intro: Said | None) -> cards.Card:
    person = await people.get(this.work, buddy.person)
    lines = (
        *intro,
        say(HEAD, name=Words(buddy.offer.name), state=Said(path.STATES[buddy.state])),
        *_since(this, buddy),
        None,
        *application.described(buddy.offer, this.context),
        say(READS, language=Tongue(person.language)),
        _certificate(this, buddy),
        *_introduced(buddy),
        *_reason(buddy),
    )
    return cards.Card(lines, cards.column(*_buttons(buddy)))


def _since(this: turn.Turn, buddy: Buddy) -> tuple[Said, ...]:
    reader = this.context.reader
    applied = buddy.applied_at.astimezone(reader.zone).date()
    changed = Day(buddy.changed_at.astimezone(reader.zone).date())
    if buddy.state not in store.ON_THE_PATH:
        until = buddy.paused_until
        return (say(PAUSED_UNTIL, day=Day(until)),) if until else (say(SINCE, day=changed),)
    days = (reader.today - applied).days
    if not days:
        return (Said(APPLIED_TODAY),)
    return (say(WAITING, day=Day(applied), count=Count(days)),)


def _certificate(this: turn.Turn, buddy: Buddy) -> Said:
    noted = buddy.certificate
    if noted is None:
        return Said(NO_CERTIFICATE)
    is_certified = rules.is_certified(noted, this.context.reader.today)
    words = HAS_ENTRY if noted.has_entry else CERTIFICATE if is_certified else TOO_OLD
    return say(words, seen=Day(noted.seen_on), issued=Day(noted.issued_on))


def _introduced(buddy: Buddy) -> tuple[Said, ...]:
    is_ahead = buddy.was_introduced and buddy.state is State.APPLIED
    return (Said(WAS_INTRODUCED),) if is_ahead else ()


def _reason(buddy: Buddy) -> tuple[Said, ...]:
    return (say(REASON, reason=Words(buddy.declined_for)),) if buddy.declined_for else ()


def _buttons(buddy: Buddy) -> tuple[Button, ...]:
    about, version = buddy.person, buddy.version
    all_buddies = Button(Said(ALL), cards.action("buddies_list"))
    if buddy.has_ended:
        return (all_buddies,)
    certificate = Button(Said(NOTE_CERTIFICATE), cards.action("note_certificate", about))
    write = Button(Said(WRITE), cards.action("write_to", about))
    if buddy.state not in store.ON_THE_PATH:
        return (certificate, write, all_buddies)
    step = Button(
        Said(STEPS[buddy.state]), cards.action("move_on", about, version), style="success"
    )
    decline = Button(Said(DECLINE), cards.action("decline_buddy", about, version))
    following = Button(Said(NEXT_ONE), cards.action("applications", about))
    return (step, certificate, write, decline, following)
