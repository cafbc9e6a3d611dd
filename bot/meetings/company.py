"""Who of the active buddies could go with a newcomer whose buddy can't come. Nobody is asked by
looking: a coordinator writes to whom they choose.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.conversation import cards, turn
from bot.conversation.cards import Card
from bot.conversation.values import Count, Said, Value, say
from bot.i18n import plural, text
from bot.matches import loading, partners, reasons, walk
from bot.matches.store import Match, Side
from bot.meetings import company_rules, looking
from bot.meetings.company_rules import StandIn
from bot.meetings.store import Meeting, Slot
from bot.people import menu
from bot.staff import record
from bot.staff.record import Deed
from bot.storage import database

LONGEST = timedelta(hours=24)
"""No meeting takes longer."""

COULD_STEP_IN = text(
    "meetings.could_step_in",
    "These buddies share a language with {newcomer}, are usually free then ({times}) and have no "
    "other meeting at that time. Nobody has been asked.",
)
NOBODY_COULD = text(
    "meetings.nobody_could",
    "No active buddy who shares a language with {newcomer} is usually free then ({times}) and has "
    "no other meeting.",
)
ACCOMPANIES = plural(
    "meetings.accompanies", "accompanies {count} newcomer", "accompanies {count} newcomers"
)
ACCOMPANIES_NOBODY = text("meetings.accompanies_nobody", "accompanies nobody now")


async def show(this: turn.Turn) -> turn.Reply:
    """The buddies who could step in, with the reasons for each."""
    meeting, match = await looking.staff_sees(this, this.about)
    if meeting.slot is None or not looking.needs_company(this, meeting):
        return await looking.outdated(this, meeting, match)
    found = await stand_ins(this, match, meeting.slot)
    shown = found[: company_rules.MOST]
    for each in shown:
        await record.add(this.work, this.person, Deed.SAW_BUDDY, each.buddy)
    for side in Side:
        await record.add(this.work, this.person, Deed.SAW_MEETING, match.person_of(side))
    return turn.Reply((await _card(this, meeting, match, shown),))


async def stand_ins(this: turn.Turn, match: Match, slot: Slot) -> tuple[StandIn, ...]:
    """Everybody but the one who looks who could go with the newcomer of a match at that time, the
    best first."""
    asking = await loading.asking(this.work, match.request) if match.request else None
    if asking is None or match.newcomer is None:
        return ()
    today: date = this.context.reader.today
    candidates = await loading.candidates(this.work, match.newcomer, 0, today)
    others = (each for each in candidates if each.person != this.person)
    part = company_rules.slot_of(slot.begins_at, this.context.reader.zone)
    return company_rules.stand_ins(asking.seeker, others, part, await busy(this.work, slot))


BUSY = """
    select newcomer, buddy from meeting join match on match.id = meeting.match
    where meeting.state = 'confirmed' and begins_at > :begins_at - :longest
      and begins_at < :ends_at and ends_at > :begins_at
"""


async def busy(work: database.Work, slot: Slot) -> frozenset[int]:
    """Who has a confirmed meeting at that time, on either side."""
    rows = await work.all(BUSY, longest=int(LONGEST.total_seconds()), **slot.stamps)
    return frozenset(person for row in rows for person in row if person is not None)


async def _card(
    this: turn.Turn, meeting: Meeting, match: Match, shown: tuple[StandIn, ...]
) -> Card:
    newcomer = await partners.name(this.work, match, Side.NEWCOMER)
    called = [await _name(this.work, each) for each in shown]
    words = COULD_STEP_IN if shown else NOBODY_COULD
    head = say(words, newcomer=newcomer, times=_times(this, meeting))
    lines = (
        say(walk.ONE, place=Count(place), name=name, reasons=_reasons(each))
        for place, (name, each) in enumerate(zip(called, shown, strict=True), 1)
    )
    buttons = [looking.write_to(each.buddy, name) for each, name in zip(shown, called, strict=True)]
    if match.newcomer is not None:
        buttons.append(looking.write_to(match.newcomer, newcomer))
    facts = looking.facts_of(this, meeting)
    rows = cards.column(*buttons, looking.BACK, menu.BACK_TO_MENU)
    return Card((*facts, None, head, *lines), rows)


async def _name(work: database.Work, each: StandIn) -> Value:
    return await partners.name_of(work, each.buddy, Side.BUDDY) or Said(partners.SOMEBODY)


def _times(this: turn.Turn, meeting: Meeting) -> Value:
    if meeting.slot is None:
        raise LookupError(f"meeting {meeting.id} has no time")
    slot = company_rules.slot_of(meeting.slot.begins_at, this.context.reader.zone)
    return reasons.times([slot], this.context)


def _reasons(each: StandIn) -> Value:
    """Why, on one line."""
    *first, last = _each_reason(each)
    joined: Value = last
    for reason in reversed(first):
        joined = say(reasons.AND, first=reason, rest=joined)
    return joined


def _each_reason(each: StandIn) -> Iterator[Said]:
    yield say(reasons.SPEAKS, languages=reasons.tongues(each.languages))
    if each.is_near:
        yield Said(reasons.SAME_DISTRICT)
    if each.matches:
        yield say(ACCOMPANIES, count=Count(each.matches))
    else:
        yield Said(ACCOMPANIES_NOBODY)
