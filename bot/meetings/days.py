"""The question for a meeting's day: the dates that the newcomer has named come first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation import cards, holidays, turn
from bot.conversation.asking import Answers, Context
from bot.conversation.cards import Button, Row
from bot.conversation.values import Day as DayValue
from bot.matches import partners
from bot.matches import store as matches
from bot.meetings import finding

DATES = "dates"
"""Where a form keeps them beside its answers, and a draft for its buttons."""
MOST = 2


@dataclass(frozen=True)
class Day(holidays.Day):
    """A day, by a calendar below the dates that are known to matter."""

    def begun(self, answers: Answers) -> dict[str, Any]:
        return {DATES: answers[DATES]} if answers.get(DATES) else {}

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        days = (date.fromisoformat(day) for day in draft.get(DATES, ()))
        ahead = (day for day in days if self.outdated(day.isoformat(), context) is None)
        buttons = (Button(DayValue(day), day.isoformat()) for day in ahead)
        return (*cards.column(*buttons), *super().rows(draft, context))


async def named(this: turn.Turn, match: int) -> list[str]:
    """The days by which the newcomer needs something, as a form keeps them: the next ones on which
    the two don't meet already."""
    reader, found = this.context.reader, await matches.get(this.work, match)
    needs = await partners.needs_of(this.work, found)
    slots = (each.slot for each in await finding.current_of_match(this.work, match))
    taken = {slot.begins_at.astimezone(reader.zone).date() for slot in slots if slot}
    days = {need.by for need in needs if need.by and need.by >= reader.today} - taken
    return [day.isoformat() for day in sorted(days)[:MOST]]
