"""All meetings of a person: as a list, in the menu, and where one stands."""

import math
from collections.abc import Iterator, Sequence

from bot.agreements import pairs
from bot.agreements.pairs import Pair
from bot.conversation import cards, options, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Hour, Listed, Said, ShortDay, When, say
from bot.i18n import text
from bot.matches.store import Side
from bot.meetings import card, finding, hours, presence, stayed
from bot.meetings.gate import Seen
from bot.meetings.store import Meeting
from bot.people import menu

PAGE = 20
MOST_WAITING = 3
"""So many suggestions have a button of their own; the list has them all."""
LONGEST_NAME = 14
"""Letters of a name beside a day and a time."""

YOURS = text("meetings.yours", "These are your meetings.")
NONE = text("meetings.none", "You have no meetings at the moment.")
NEXT = text("meetings.next", "Your next meeting is with {name}:\n<b>{when}</b>")
NEXT_ALONE = text(
    "meetings.next_alone", "Your appointment ({name} can't come with you):\n<b>{when}</b>"
)
YOU_SUGGESTED = text(
    "meetings.waits_there", "You suggested this to {name}, there is no answer yet:{times}"
)
WAITS_FOR_YOU = text("meetings.waits_for_you", "These suggestions wait for your answer.")
# Translators: a button in a list of meetings: when, and with whom.
ENTRY = text("meetings.entry", "{day}, {time}: {name}")
# Translators: a button for a meeting that {name} suggests; keep it short.
FROM = text("meetings.from", "Meeting with {name}?")
# Translators: a button for a meeting that is suggested to {name}; keep it short.
TO = text("meetings.to", "{name}: no answer yet")
# Translators: a button for a new meeting with {name}; keep it short.
SUGGEST_TO = text("meetings.suggest_to", "Meet {name}")


async def show(this: turn.Turn) -> turn.Reply:
    """All meetings that one has before oneself, over all matches, each as a button; `about` is the
    page."""
    mine = await pairs.all_active(this)
    seen = _in_order(this, await _all(this, mine))
    is_page = this.about.isascii() and this.about.isdigit() and len(this.about) < 4
    first = int(this.about) * PAGE if is_page else 0
    shown = seen[first : first + PAGE]
    more = Button(Said(options.MORE), cards.action("meetings", first // PAGE + 1))
    buttons = (
        *(_entry(this, each) for each in shown),
        *((more,) if len(seen) > first + PAGE else ()),
        *(_suggest(pair) for pair in mine),
        menu.BACK_TO_MENU,
    )
    given = await hours.line(this)
    lines = (Said(YOURS if shown else NONE), *((None, given) if given else ()))
    return turn.reply(*lines, rows=cards.column(*buttons))


async def _all(this: turn.Turn, mine: Sequence[Pair]) -> list[Seen]:
    return [
        Seen(meeting, pair)
        for pair in mine
        for meeting in await finding.current_of_match(this.work, pair.match)
    ]


def _in_order(this: turn.Turn, seen: Sequence[Seen]) -> list[Seen]:
    """What is agreed by time, then what waits for this person, then what waits for the other; at
    the end what is over."""

    def place(each: Seen) -> tuple[bool, float, bool, int]:
        slot = each.meeting.slot
        is_past = slot is not None and slot.ends_at <= this.work.now
        is_open = slot is None or (is_past and each.meeting.offer is not None)
        begins = math.inf if slot is None or is_open else slot.begins_at.timestamp()
        return is_past and not is_open, begins, each.asked is None, each.meeting.id

    return sorted(seen, key=place)


def _entry(this: turn.Turn, seen: Seen) -> Button:
    press = cards.action("meeting", seen.meeting.id)
    name = cards.short(seen.pair.name, LONGEST_NAME)
    slot = seen.meeting.slot
    if slot is not None:
        local = slot.begins_at.astimezone(this.context.reader.zone)
        label = say(ENTRY, day=ShortDay(local.date()), time=Hour(local.time()), name=name)
        return Button(label, press, style="primary" if seen.asked else "")
    return _waiting(seen) if seen.asked else Button(say(TO, name=name), press)


def _waiting(seen: Seen) -> Button:
    press = cards.action("meeting", seen.meeting.id)
    return Button(say(FROM, name=seen.pair.short_name), press, style="primary")


def _suggest(pair: Pair) -> Button:
    press = cards.action("meet", pair.match)
    return Button(say(SUGGEST_TO, name=pair.short_name), press)


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: a button for each suggestion that waits for an answer, and the list for
    whoever is in a match."""
    mine = await pairs.all_active(this)
    if not mine:
        return menu.Part()
    asked = [each for each in await _all(this, mine) if each.asked]
    return menu.Part((*map(_waiting, asked[:MOST_WAITING]), card.TO_MEETINGS))


async def standing(this: turn.Turn) -> Card | None:
    """The next meeting and what waits for an answer, for "where do I stand"."""
    seen = _in_order(this, await _all(this, await pairs.all_active(this)))
    waiting = [each for each in seen if each.asked][:MOST_WAITING]
    suggested = [each for each in seen if each.suggested][:MOST_WAITING]
    ahead = [each for each in seen if _is_expected(this, each)][:1]
    staying = await stayed.all_of(this)
    if len(waiting) == 1 and not (ahead or suggested or staying):
        return card.of(waiting[0], this.context)
    lines = [
        *(stayed.line(each) for each in staying),
        *(line for each in ahead for line in _next(this, each)),
        *(line for each in suggested for line in _suggested(each)),
        *((Said(WAITS_FOR_YOU),) if waiting else ()),
    ]
    buttons = [
        *(_details(each.meeting) for each in staying),
        *(_details(each.meeting) for each in ahead),
        *(_entry(this, each) for each in suggested if each not in ahead),
        *map(_waiting, waiting),
    ]
    return Card(tuple(lines), cards.column(*buttons, card.TO_MEETINGS)) if lines else None


def _is_expected(this: turn.Turn, seen: Seen) -> bool:
    """Whether the one whose turn it is goes to what is agreed and isn't over."""
    meeting = seen.meeting
    comes = meeting.alone_since is None or seen.pair.side is Side.NEWCOMER
    return presence.is_not_over(meeting, this.context) and comes


def _next(this: turn.Turn, seen: Seen) -> list[Said]:
    meeting = seen.meeting
    if meeting.slot is None:
        return []
    place = meeting.where.shown(this.town)
    where = [say(card.WHERE, place=place)] if place else []
    words = NEXT if meeting.alone_since is None else NEXT_ALONE
    return [say(words, name=seen.pair.name, when=When(meeting.slot.begins_at)), *where]


def _suggested(seen: Seen) -> Iterator[Said]:
    if seen.suggested:
        times = Listed(tuple(When(slot.begins_at) for slot in seen.suggested.slots))
        yield say(YOU_SUGGESTED, name=seen.pair.name, times=times)


def _details(meeting: Meeting) -> Button:
    return Button(Said(presence.DETAILS), cards.action("meeting", meeting.id), style="primary")
