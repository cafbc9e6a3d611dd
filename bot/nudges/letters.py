"""Letters with a deadline: three days before, on the day before and on the day itself, both sides
are reminded, on holidays too; on the day after, of a letter that isn't done, they hear who gives
advice. What kind of letter it is isn't said: these words may be read on a lock screen.
"""

from datetime import datetime, timedelta

from bot import clock
from bot.conversation import cards, moments
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, say
from bot.i18n import text
from bot.letters import card as letters
from bot.nudges import dates, rules
from bot.nudges.rules import Ahead, Due, Found
from bot.nudges.setting import Setting
from bot.storage import database

DEADLINE = text("nudges.letter_deadline", "There is a letter with a deadline: <b>{day}</b>")
TODAY = text("nudges.letter_today", "Today is the last day of a letter.")
PASSED = text("nudges.letter_passed", "The last day of a letter has passed.")
ADVICE = text(
    "nudges.letter_advice",
    "If it is not done, please ask for advice soon. If it is, you can note that it is done.",
)
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
    """Both sides of a letter whose deadline comes, or has just passed. One that was noted when it
    had passed already isn't news."""
    zone = setting.town.zone
    found = []
    for ahead in rules.last_days(now, zone):
        _, is_over = moments.ends_of(ahead.day, zone)
        rows = await base.read(
            DEADLINES,
            day=ahead.day.isoformat(),
            before=ahead.days,
            settled=clock.stamp(min(now - FRESH, is_over)),
        )
        for row in rows:
            due = Due(ahead.until, f"letter:{row['id']}")
            found.append(Found(row["person"], row["key"], due, _card(row["id"], ahead)))
    return found


def _card(letter: int, ahead: Ahead) -> Card:
    look = Button(Said(LOOK), cards.action("letter", letter), style="primary")
    if ahead.days < 0:
        advice = Button(Said(letters.WHO_ADVISES), cards.action("letter_advice", letter))
        return cards.card(Said(PASSED), Said(ADVICE), rows=cards.column(look, advice))
    comes = say(DEADLINE, day=Day(ahead.day)) if ahead.days else Said(TODAY)
    return cards.card(comes, Said(dates.TALKED), rows=cards.column(look))
