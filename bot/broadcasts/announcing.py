"""A seminar's date as a broadcast: nothing to write, each reader gets the date as it is then. One
that is cancelled stops by itself.
"""

from bot.broadcasts import audience, showing, steps, store
from bot.broadcasts.audience import Audience, Whom
from bot.broadcasts.store import Broadcast, State
from bot.broadcasts.topics import Topic
from bot.conversation import cards, turn
from bot.conversation.values import Said, say
from bot.i18n import Text, text
from bot.people import store as people
from bot.people import telling
from bot.seminars import invitation
from bot.seminars import kinds as seminar_kinds
from bot.seminars import rules as seminar_rules
from bot.seminars import store as seminars
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role
from bot.storage import database

NOT_OPEN = text(
    "broadcasts.not_open", "This date has begun or is cancelled. Nobody can be invited any more."
)
CANCELLED = text(
    "broadcasts.cancelled",
    "The broadcast about <b>{title}</b> was stopped: the date is cancelled. Whoever signed up is "
    "told.",
)
DATE_OVER = text(
    "broadcasts.date_over",
    "The broadcast about <b>{title}</b> is not sent any more: the date is over.",
)

FOR: dict[seminar_kinds.Audience, Audience] = {
    seminar_kinds.Audience.EVERYONE: Audience(Whom.EVERYONE),
    seminar_kinds.Audience.APPLICANTS: Audience(Whom.BUDDIES, (audience.Buddies.APPLICANTS.value,)),
    seminar_kinds.Audience.BUDDIES: Audience(Whom.BUDDIES),
    seminar_kinds.Audience.ACTIVE: Audience(
        Whom.BUDDIES, (audience.Buddies.ACTIVE.value, audience.Buddies.PAUSED.value)
    ),
}
"""The audience of a broadcast for each of a seminar's."""


async def announce(this: turn.Turn) -> turn.Reply:
    """The draft about a seminar; the one there is already, if it isn't over."""
    await rights.require(this, Role.COORDINATOR)
    seminar = rights.row_of(this.about)
    if await seminars.find(this.work.all, seminar) is None:
        raise turn.NotYours(Said(turn.GONE))
    for_whom = await invitation.audience(this.work, seminar)
    if for_whom is None:
        return turn.reply(Said(NOT_OPEN))
    begun = await store.about_seminar(this.work, seminar)
    if begun:
        return await showing.shown(this, await store.get(this.work, begun[0]))
    new = await store.add(
        this.work,
        Topic.SEMINARS,
        FOR[for_whom],
        written_in=seminar_rules.WRITTEN_IN,
        by=this.person,
        seminar=seminar,
    )
    await record.add(this.work, this.person, Deed.WROTE_BROADCAST)
    return await showing.shown(this, await store.get(this.work, new))


async def cancelled(work: database.Work, event: seminars.Cancelled) -> None:
    """What was to invite to it isn't sent any further; whoever sent it hears why."""
    for number in await store.about_seminar(work, event.seminar):
        found = await store.get(work, number)
        if found.state is State.DRAFT:
            await store.drop(work, number)
            continue
        await _stop(work, found, event.seminar, CANCELLED)


async def stop_if_past(work: database.Work, found: Broadcast) -> bool:
    """Whether the date it is about has come meanwhile: it isn't sent any further then, and whoever
    sent it hears why."""
    if found.seminar is None or found.is_over or found.state is State.DRAFT:
        return False
    seminar = await seminars.get(work, found.seminar)
    if not seminar.has_begun(work.now):
        return False
    await _stop(work, found, seminar.id, DATE_OVER)
    return True


async def _stop(work: database.Work, found: Broadcast, number: int, why: Text) -> None:
    await steps.change_state(work, found.id, State.STOPPED)
    if found.report_to is not None:
        seminar = await seminars.get(work, number)
        person = await people.get(work, found.report_to)
        title = seminar.title(person.language)
        await telling.tell(work, person.id, cards.card(say(why, title=title)))
