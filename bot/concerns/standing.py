"""Where a person stands with what they reported, or called for: whether somebody takes care."""

from bot.concerns import store, texts
from bot.concerns.store import Concern, Kind
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, Value, Words, say
from bot.people import menu
from bot.relay import center
from bot.staff import store as staff

TO_NUMBERS = Button(Said(texts.NUMBERS), cards.action("sos"))


async def standing(this: turn.Turn) -> Card | None:
    """Everything of theirs that is open, the oldest first."""
    found = await store.open_of(this.work, this.person)
    if not found:
        return None
    lines = [await _line(this, concern) for concern in found]
    has_called = any(concern.kind is Kind.CRISIS for concern in found)
    numbers = (TO_NUMBERS,) if has_called else ()
    return Card(tuple(lines), cards.column(*numbers, center.TO_CENTER, menu.BACK_TO_MENU))


async def _line(this: turn.Turn, concern: Concern) -> Said:
    is_call = concern.kind is Kind.CRISIS
    day = Day(concern.raised_at.astimezone(this.context.reader.zone).date())
    if concern.taken_by is None:
        return say(texts.YOUR_CALL_WAITS if is_call else texts.YOUR_REPORT_WAITS, day=day)
    member = await staff.find(this.work, concern.taken_by)
    nameless = texts.SOMEBODY_THERE if is_call else texts.A_COORDINATOR
    who: Value = Words(member.name) if member and member.name else Said(nameless)
    return say(texts.YOUR_CALL if is_call else texts.YOUR_REPORT, day=day, staff=who)
