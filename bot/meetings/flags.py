"""The coordinators' list of meetings that somebody should look at: first the newcomers who go to an
appointment without the buddy, by time, and who went; then those of which the two say different
things, and those missed twice in a row.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Hour, Said, ShortDay, Value, Words, say
from bot.i18n import text
from bot.matches import overview, partners
from bot.meetings import outcome
from bot.meetings.outcome import Flagged
from bot.meetings.store import Flag
from bot.people import menu
from bot.staff import rights
from bot.staff.store import Role

PAGE = 8
LONGEST_IN_LIST = 11
LONGEST_BESIDE_A_TIME = 9

HEAD = text(
    "meetings.flags_head",
    "<b>Meetings that need you</b>: first who goes to an appointment without the buddy.",
)
NONE = text("meetings.flags_none", "No meeting needs you right now.")
# Translators: a button in a list: a newcomer has an appointment without the buddy. Very short.
ALONE = text("meetings.flags_alone", "{day}, {time}: {newcomer}")
# Translators: the same, where the newcomer has said to go alone. Very short.
GOES_ALONE = text("meetings.flags_goes_alone", "{day}, {time}: {newcomer}, alone")
# Translators: the same, where the appointment is over. Very short.
WAS_ALONE = text("meetings.flags_was_alone", "{day}: {newcomer} was alone")
HOW = {
    # Translators: on a button: the two say different things about a meeting. Very short.
    Flag.DISAGREE: text("meetings.flags_disagree", "disagree"),
    # Translators: on a button: two meetings in a row did not take place. Very short.
    Flag.MISSED_TWICE: text("meetings.flags_missed", "missed twice"),
}


async def show(this: turn.Turn) -> turn.Reply:
    """A page of the list."""
    await rights.require(this, Role.COORDINATOR)
    is_number = this.about.isascii() and this.about.isdigit() and len(this.about) < 6
    number = int(this.about) if is_number else 0
    found = await outcome.flagged(this.work, this.person, PAGE + 1, number * PAGE)
    ways = []
    if number:
        ways.append(Button(Said(overview.PREVIOUS), cards.action("meeting_flags", number - 1)))
    if len(found) > PAGE:
        ways.append(Button(Said(overview.NEXT), cards.action("meeting_flags", number + 1)))
    rows = (
        *cards.column(*(_row(this, each) for each in found[:PAGE])),
        *((cards.row(*ways),) if ways else ()),
        *cards.column(menu.BACK_TO_MENU),
    )
    return turn.Reply((Card((Said(HEAD if found else NONE),), rows),), in_place=is_number)


def _row(this: turn.Turn, each: Flagged) -> Button:
    if each.flag is Flag.NO_COMPANY:
        local = each.begins_at.astimezone(this.context.reader.zone)
        day, newcomer = ShortDay(local.date()), _shortened(each.newcomer, LONGEST_BESIDE_A_TIME)
        words = GOES_ALONE if each.goes_alone else ALONE
        if each.is_over:
            label = say(WAS_ALONE, day=day, newcomer=newcomer)
        else:
            label = say(words, day=day, time=Hour(local.time()), newcomer=newcomer)
    else:
        newcomer, buddy = _shortened(each.newcomer), _shortened(each.buddy)
        label = say(overview.ROW, newcomer=newcomer, buddy=buddy, how=Said(HOW[each.flag]))
    return Button(label, cards.action("meeting_staff", each.meeting))


def _shortened(called: str | None, most: int = LONGEST_IN_LIST) -> Value:
    return cards.short(Words(called), most) if called else Said(partners.SOMEBODY)
