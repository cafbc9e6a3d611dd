"""What matches bring to the coordinators' desk."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, say
from bot.i18n import plural, text
from bot.matches import overview, register
from bot.staff import today
from bot.staff.store import Member, Role
from bot.storage import database

WAIT = plural(
    "matches.desk_waiting",
    "{count} newcomer waits for a buddy (longest: {days})",
    "{count} newcomers wait for a buddy (longest: {days})",
)
# Translators: how long, as in "longest: 6 days".
DAYS = plural("matches.desk_days", "{count} day", "{count} days")
SINCE_TODAY = text("matches.desk_since_today", "since today")
# Translators: staff button that leads to the newcomers who wait for a buddy. Short.
WAITING = text("matches.desk_to_waiting", "Waiting for a buddy")
IN_TROUBLE = plural("matches.desk_trouble", "{count} match needs you", "{count} matches need you")
LOOK = text("matches.desk_to_matches", "Matches that need you")


async def count(work: database.Work, member: Member, reader: Reader) -> Sequence[today.Item]:
    """Who waits without a proposal, which matches need somebody, and the list of all."""
    if Role.COORDINATOR not in member.roles:
        return ()
    items = [today.Item(today.Urgency.STANDING, overview.BACK)]
    queue = await register.waiting(work, member.person)
    if queue.count:
        days = timedelta(seconds=work.stamp - queue.since).days
        how_long = say(DAYS, count=Count(days)) if days else Said(SINCE_TODAY)
        line = say(WAIT, count=Count(queue.count), days=how_long)
        button = Button(Said(WAITING), cards.action("waiting"))
        items.append(today.Item(today.Urgency.USUAL, button, line))
    troubled = await register.in_trouble(work, member.person, reader.today)
    if troubled:
        line = say(IN_TROUBLE, count=Count(troubled))
        button = Button(Said(LOOK), cards.action("matches_list"))
        items.append(today.Item(today.Urgency.PRESSING, button, line))
    return items
