"""The coordinator's walk through those who want to be buddies, and the steps on their way."""

from dataclasses import dataclass

from bot.buddies import entry, introduced, path, register, store
from bot.buddies.store import Buddy, State
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, Words, say
from bot.i18n import Text, plural, text
from bot.people import menu, telling
from bot.staff import record, rights, today
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.storage import database
from bot.town import Town

NOBODY = text("buddies.no_applications", "No application waits.")
LAST = text("buddies.last_application", "That was the last application.")
FROM_THE_FIRST = text("buddies.from_the_first", "From the first one")
# Translators: button on the desk of staff, leads to those who want to be buddies.
APPLICATIONS = text("buddies.applications", "Applications")
BUDDIES = text("buddies.buddies", "Buddies")
WAIT = plural(
    "buddies.applications_wait",
    "{count} application as a buddy ({age})",
    "{count} applications as a buddy (the oldest: {age})",
)
WAIT_LATE = plural(
    "buddies.applications_late",
    "{count} application as a buddy ({age}), {late} past the promised day",
    "{count} applications as a buddy (the oldest: {age}), {late} past the promised day",
)
SINCE_TODAY = text("buddies.since_today", "today")
AGE = plural("buddies.age", "{count} day", "{count} days")

TALKED = text(
    "buddies.news_talked",
    "Thank you for the talk, {name}. It is noted on your way to being a buddy.",
)
ACTIVATED = plural(
    "buddies.news_active",
    "<b>{name}, you are a Welcome Buddy now.</b> Thank you.\n"
    "When a newcomer fits, I write to you, and you say yes or no. You accompany up to {count} "
    "newcomer at a time.",
    "<b>{name}, you are a Welcome Buddy now.</b> Thank you.\n"
    "When a newcomer fits, I write to you, and you say yes or no. You accompany up to {count} "
    "newcomers at a time.",
)


@dataclass(frozen=True)
class Step:
    """Where a step leads, what it is called in the record, and what the buddy hears."""

    to: State
    deed: Deed
    news: Text


STEPS = {
    State.APPLIED: Step(State.INTERVIEWED, Deed.INTERVIEWED, TALKED),
    State.INTERVIEWED: Step(State.PREPARED, Deed.INTRODUCED, introduced.INTRODUCED),
    State.PREPARED: Step(State.ACTIVE, Deed.ACTIVATED, ACTIVATED),
}


async def walk(this: turn.Turn) -> turn.Reply:
    """The application that has waited longest; or the one after that which is shown."""
    await rights.require(this, Role.COORDINATOR)
    if not this.about:
        first = await register.next_applicant(this.work, this.person)
        return await _shown(this, first, Said(NOBODY))
    shown = await entry.visible(this)
    following = await register.next_applicant(this.work, this.person, shown.person)
    return await _shown(this, following, Said(LAST), in_place=True)


async def _shown(
    this: turn.Turn, person: int | None, nobody: Said, *, in_place: bool = False
) -> turn.Reply:
    if person is not None:
        card = await entry.seen(this, await store.get(this.work, person))
        return turn.Reply((card,), in_place)
    has_first = await register.next_applicant(this.work, this.person) is not None
    again = (Button(Said(FROM_THE_FIRST), cards.action("applications")),) if has_first else ()
    rows = cards.column(*again, Button(Said(entry.ALL), cards.action("buddies_list")))
    return turn.Reply((cards.card(nobody, rows=rows),), in_place)


async def move_on(this: turn.Turn) -> turn.Reply:
    """One step further on the way, if the button shows how it stands; two where somebody was at an
    introduction before the talk. The buddy hears it."""
    buddy = await entry.visible(this)
    step = STEPS.get(buddy.state)
    if step is None or buddy.version != this.version:
        return await outrun(this, buddy)
    to = State.PREPARED if buddy.was_introduced and buddy.state is State.APPLIED else step.to
    await store.change_state(this.work, buddy.person, to)
    await record.add(this.work, this.person, step.deed, buddy.person)
    if step.to is State.ACTIVE:
        this.work.happened(store.Activated(buddy.person))
    moved = await store.get(this.work, buddy.person)
    await telling.tell(this.work, buddy.person, _news(this, moved, step))
    return turn.Reply((await entry.card(this, moved),), in_place=True)


async def outrun(this: turn.Turn, buddy: Buddy) -> turn.Reply:
    """Somebody else was faster: how it stands, instead of the pressed button."""
    card = await entry.card(this, buddy, Said(entry.MEANWHILE), None)
    return turn.Reply((card,), in_place=True)


def _news(this: turn.Turn, buddy: Buddy, step: Step) -> cards.Card:
    """What the buddy is told, and what comes next for them."""
    name, places = Words(buddy.offer.name), Count(buddy.offer.places)
    is_active = step.to is State.ACTIVE
    news = say(step.news, name=name, count=places) if is_active else say(step.news, name=name)
    following = () if is_active else (path.following(buddy, this.context.reader, this.town),)
    label = path.MY_OFFER if is_active else path.MY_PATH
    rows = cards.column(Button(Said(label), cards.action("my_path")), menu.BACK_TO_MENU)
    return cards.Card((news, *following), rows)


async def waiting(
    town: Town, work: database.Work, member: Member, reader: Reader
) -> tuple[today.Item, ...]:
    """The coordinators' desk: how many are on the way, and the list of all."""
    if Role.COORDINATOR not in member.roles:
        return ()
    listed = today.Item(today.Urgency.STANDING, Button(Said(BUDDIES), cards.action("buddies_list")))
    late_before = path.late_before(reader.today, town)
    found = await register.count_applicants(work, member.person, late_before)
    if found.oldest is None:
        return (listed,)
    days = (reader.today - found.oldest.astimezone(reader.zone).date()).days
    age = say(AGE, count=Count(days)) if days else Said(SINCE_TODAY)
    button = Button(Said(APPLICATIONS), cards.action("applications"))
    line = say(WAIT, count=Count(found.count), age=age)
    if found.late:
        line = say(WAIT_LATE, count=Count(found.count), age=age, late=Count(found.late))
    return (today.Item(today.Urgency.USUAL, button, line), listed)
