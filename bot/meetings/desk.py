"""What meetings bring to the coordinators' desk: who has an appointment without the buddy presses,
the others wait until somebody has time.
"""

from collections.abc import Sequence

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, ShortDay, say
from bot.i18n import plural, text
from bot.meetings import looking, outcome
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

ALONE = plural(
    "meetings.desk_alone",
    "{count} newcomer has an appointment without the buddy ({day})",
    "{count} newcomers have an appointment without the buddy (the first: {day})",
)
# Translators: staff button that leads to newcomers who have nobody to go with them. Short.
TO_ALONE = text("meetings.desk_to_alone", "Without a buddy")
OTHERS = plural(
    "meetings.desk_others",
    "{count} meeting did not go as planned",
    "{count} meetings did not go as planned",
)


async def count(work: database.Work, member: Member, reader: Reader) -> Sequence[Item]:
    """The meetings that a coordinator should look at."""
    if Role.COORDINATOR not in member.roles:
        return ()
    waiting = await outcome.count(work, member.person)
    press = cards.action("meeting_flags")
    items = []
    if waiting.first is not None:
        day = ShortDay(waiting.first.astimezone(reader.zone).date())
        line = say(ALONE, count=Count(waiting.alone), day=day)
        button = Button(Said(TO_ALONE), press, style="danger")
        items.append(Item(Urgency.PRESSING, button, line))
    if waiting.others:
        line = say(OTHERS, count=Count(waiting.others))
        items.append(Item(Urgency.USUAL, Button(Said(looking.MEETINGS), press), line))
    return items
