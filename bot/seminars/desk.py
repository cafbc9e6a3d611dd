"""What of seminars needs the coordinators: the list, and those of which nobody has ticked yet who
was there."""

from collections.abc import Sequence

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, say
from bot.i18n import plural, text
from bot.seminars import entry, store
from bot.seminars.rules import WRITTEN_IN
from bot.staff import today
from bot.staff.store import Member, Role
from bot.storage import database

DAYS = 14
"""After so many days nobody remembers who was there."""

WHO_WAS_THERE = text("seminars.desk_button", "Who was there?")
UNTICKED = text("seminars.desk_unticked", "Not ticked yet who was there: {title}")
SEVERAL = plural(
    "seminars.desk_several",
    "{count} seminar where it is not ticked yet who was there, first: {title}",
    "{count} seminars where it is not ticked yet who was there, first: {title}",
)

UNTICKED_SEMINARS = """
    select id from seminar
    where begins_at > :since and begins_at <= :now and state = 'planned'
      and exists (select 1 from rsvp where rsvp.seminar = seminar.id
                  and rsvp.state = 'coming' and rsvp.person <> :member)
      and not exists (select 1 from rsvp
                      where rsvp.seminar = seminar.id and rsvp.attended is not null)
    order by begins_at
"""


async def count(work: database.Work, member: Member, _reader: Reader) -> Sequence[today.Item]:
    if Role.COORDINATOR not in member.roles:
        return ()
    listed = today.Item(
        today.Urgency.STANDING,
        Button(Said(entry.SEMINARS), cards.action("seminars_staff")),
    )
    since = work.stamp - DAYS * 24 * 60 * 60
    rows = await work.all(UNTICKED_SEMINARS, since=since, now=work.stamp, member=member.person)
    if not rows:
        return (listed,)
    first = await store.get(work, rows[0]["id"])
    title = first.title(WRITTEN_IN)
    line = say(UNTICKED, title=title)
    if len(rows) > 1:
        line = say(SEVERAL, count=Count(len(rows)), title=title)
    button = Button(Said(WHO_WAS_THERE), cards.action("attendance", first.id))
    return (today.Item(today.Urgency.USUAL, button, line), listed)
