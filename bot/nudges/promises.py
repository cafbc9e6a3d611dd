"""A promise that wasn't kept: whose request nobody has read by the day that was named hears so from
us, once."""

from datetime import datetime, timedelta

from bot import clock, workdays
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.needs import standing
from bot.nudges import rules
from bot.nudges.rules import Due, Found
from bot.nudges.setting import Setting
from bot.relay import center
from bot.storage import database

LATE = text(
    "nudges.late_request",
    "I said that an advisor reads your request by <b>{day}</b>. No advisor has it yet, and that is "
    "our fault. The Welcome Center knows about it; nothing of it is lost.",
)
LONGEST = timedelta(days=30)
"""After so many days no promise is regretted any more, however many holidays there were."""

# The first condition on the state follows from the second; SQLite needs both to choose the index.
LATE_REQUESTS = """
    select request.id, request.person, request.sent_at, 'late:' || request.id as key
    from request join person on person.id = request.person
    where request.state in ('sent', 'ready') and request.state = 'sent'
      and request.advisor is null and request.sent_at >= :since and request.sent_at < :late_before
      and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = 'late:' || request.id)
"""


async def late_requests(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Newcomers whose request is nobody's case on the working day after the promised one."""
    zone, town = setting.town.zone, setting.town
    today, until = now.astimezone(zone).date(), rules.end_of_daytime(now, zone)
    if until is None or not workdays.is_workday(today, town):
        return []
    rows = await base.read(
        LATE_REQUESTS,
        since=clock.stamp(now - LONGEST),
        late_before=clock.stamp(standing.late_before(today, town)),
    )
    my_request = Button(Said(standing.MY_REQUEST), cards.action("request"))
    found = []
    for row in rows:
        sent = clock.moment(row["sent_at"]).astimezone(zone).date()
        promised = standing.read_by(sent, town)
        if rules.is_regretted(promised, today):
            card = cards.card(
                say(LATE, day=Day(promised)), rows=cards.column(center.TO_CENTER, my_request)
            )
            due = Due(until, f"request:{row['id']}")
            found.append(Found(row["person"], row["key"], due, card))
    return found
