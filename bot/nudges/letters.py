"""Letters with a deadline: three days before and on the day before, both sides are reminded, on
holidays too. What kind of letter it is isn't said: these words may be read on a lock screen.
"""

from datetime import datetime, timedelta

from bot import clock
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.nudges import dates, rules
from bot.nudges.rules import Due, Found
from bot.nudges.setting import Setting
from bot.storage import database

DEADLINE = text("nudges.letter_deadline", "There is a letter with a deadline: <b>{day}</b>")
LOOK = text("nudges.look_at_letter", "Show what is noted")
FRESH = timedelta(hours=3)
"""Of what somebody has written down so lately nobody needs to be reminded."""

# A cross join keeps the order: the few whose day it is.
DEADLINES = """
    select letter.id, person.id as person,
           'letter:' || letter.id || ':' || :day || ':' || :before || ':' || person.id as key
    from letter cross join match on match.id = letter.match
    join person on person.id in (match.newcomer, match.buddy)
    where letter.deadline = :day and letter.done_at is null and letter.changed_at <= :settled
      and match.state = 'active' and paused_at is null and unreachable_since is null
      and not exists (select 1 from outbox where once = key)
"""


async def deadlines(base: database.Database, setting: Setting, now: datetime) -> list[Found]:
    """Both sides of a letter whose deadline comes."""
    found = []
    for ahead in rules.days_ahead(now, setting.town.zone):
        rows = await base.read(
            DEADLINES,
            day=ahead.day.isoformat(),
            before=ahead.days,
            settled=clock.stamp(now - FRESH),
        )
        for row in rows:
            look = Button(Said(LOOK), cards.action("letter", row["id"]), style="primary")
            comes = say(DEADLINE, day=Day(ahead.day))
            card = cards.card(comes, Said(dates.TALKED), rows=cards.column(look))
            due = Due(ahead.until, f"letter:{row['id']}")
            found.append(Found(row["person"], row["key"], due, card))
    return found
