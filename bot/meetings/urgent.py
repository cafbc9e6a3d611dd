"""Telling the other side what changes a meeting: with a sound, at any hour, if it was to begin
before people have slept and looked again.
"""

from datetime import timedelta

from bot.conversation import turn
from bot.conversation.cards import Card
from bot.meetings.gate import Seen
from bot.people import telling

SOON = timedelta(hours=12)


async def tell(this: turn.Turn, seen: Seen, told: Card) -> None:
    """Say a card to the other side; `seen` is the meeting as it was agreed until now."""
    slot, now = seen.meeting.slot, this.work.now
    is_soon = slot is not None and slot.begins_at - now < SOON and now < slot.ends_at
    how = telling.alert if is_soon else telling.tell
    await how(this.work, seen.pair.partner, told)
