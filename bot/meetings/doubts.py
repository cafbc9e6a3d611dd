"""What is looked at before a suggestion is sent: own meetings at that time, and whether the office
is open then. A closed door is only a doubt: whoever sends the form once more is sure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import facts
from bot.conversation import cards, flow, turn
from bot.conversation.asking import Answers, Context
from bot.conversation.cards import Card
from bot.conversation.values import Day, Hour, Said, Series, When, say
from bot.i18n import text
from bot.meetings import clashes, drafts, finding, plan, rules
from bot.meetings.store import Meeting, Offer, Slot

BUSY = text(
    "meetings.busy",
    "You have another meeting at that time: <b>{when}</b>. Please choose another time.",
)
CLOSED_THAT_DAY = text(
    "meetings.closed_that_day", "{office}: as far as I know, it is closed on <b>{day}</b>."
)
OPEN_ONLY = text(
    "meetings.open_only",
    "{office}: as far as I know, it is open on {day} only at these times: <b>{hours}</b>",
)
# Translators: opening hours, like 8:30–12:00.
SPAN = text("meetings.span", "{opens}–{closes}")
ARE_YOU_SURE = text(
    "meetings.are_you_sure",
    "If you are sure, press “{button}” once more. You can also change the day or the time.",
)


async def objection(
    this: turn.Turn, form: str, answers: Answers, offer: Offer, but_for: int = 0
) -> turn.Reply | None:
    """Why a form isn't sent yet, which is open again then with all that was answered: a time at
    which whoever suggests it has another meeting, or a closed door that wasn't told of before."""
    beside = await drafts.beside(this, form)
    again = turn.Reply(then=form, about=this.about, answers={**answers, **beside})
    for number, slot in zip(plan.NUMBERS, offer.slots, strict=False):
        own = await finding.overlapping(this.work, this.person, slot, but_for)
        if own is not None and own.slot is not None:
            return replace(again, says=(_busy(own, own.slot),), changes=f"time{number}")
    doubts = closed(offer, this.context)
    told = [offer.where.office, *([*slot.stamps.values()] for slot in offer.slots)]
    if not doubts or beside.get(drafts.SURE) == told:
        return None
    doubt = cards.card(*doubts, say(ARE_YOU_SURE, button=Said(flow.SEND)))
    return replace(again, says=(doubt,), answers={**again.answers, drafts.SURE: told})


def _busy(meeting: Meeting, slot: Slot) -> Card:
    return cards.card(say(BUSY, when=When(slot.begins_at)), rows=cards.column(clashes.to(meeting)))


def closed(offer: Offer, context: Context) -> list[Said]:
    """What the town file says against these times: an office with known hours isn't open."""
    office = facts.find(context.town.offices, offer.where.office or "")
    if office is None or office.hours is None:
        return []
    said = [*_closed(office, office.hours, offer.slots, context)]
    return [words for n, words in enumerate(said) if words not in said[:n]]


def _closed(
    office: facts.Office, hours: facts.Hours, slots: Sequence[Slot], context: Context
) -> Iterator[Said]:
    zone = context.reader.zone
    for slot in slots:
        begins, ends = slot.begins_at.astimezone(zone), slot.ends_at.astimezone(zone)
        spans, day = hours.on(begins.date()), Day(begins.date())
        if rules.covers(spans, begins, ends):
            continue
        name = Said(office.gloss)
        each = tuple(say(SPAN, opens=Hour(s.opens), closes=Hour(s.closes)) for s in spans)
        if each:
            yield say(OPEN_ONLY, office=name, day=day, hours=Series(each))
        else:
            yield say(CLOSED_THAT_DAY, office=name, day=day)
