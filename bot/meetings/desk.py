"""What meetings bring to the coordinators' desk: who has an appointment without the buddy presses,
the others wait until somebody has time.
"""

from collections.abc import Sequence

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, ShortDay, say
from bot.i18n import Text, plural, text
from bot.meetings import looking, outcome
from bot.meetings.outcome import Several
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

ALONE = plural(
    "meetings.desk_alone",
    "{count} newcomer has an appointment without the buddy ({day})",
    "{count} newcomers have an appointment without the buddy (the first: {day})",
)
WERE_ALONE = plural(
    "meetings.desk_were_alone",
    "{count} newcomer was without the buddy at an appointment ({day})",
    "{count} newcomers were without the buddy at an appointment (the first: {day})",
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
    usual = Button(Said(looking.MEETINGS), press)
    items = []
    if waiting.alone:
        button = Button(Said(TO_ALONE), press, style="danger")
        items.append(Item(Urgency.PRESSING, button, _line(ALONE, waiting.alone, reader)))
    if waiting.were_alone:
        items.append(Item(Urgency.USUAL, usual, _line(WERE_ALONE, waiting.were_alone, reader)))
    if waiting.others:
        items.append(Item(Urgency.USUAL, usual, say(OTHERS, count=Count(waiting.others))))
    return items


def _line(words: Text, several: Several, reader: Reader) -> Said:
    day = ShortDay(several.first.astimezone(reader.zone).date())
    return say(words, count=Count(several.count), day=day)
