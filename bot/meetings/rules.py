"""When a door is open long enough for a meeting. Pure."""

from collections.abc import Sequence
from datetime import datetime

from bot.facts import Span


def covers(spans: Sequence[Span], begins: datetime, ends: datetime) -> bool:
    """Whether a day's opening hours reach from the beginning to the end, both in the time of the
    town."""
    if begins.date() != ends.date():
        return False
    return any(span.opens <= begins.time() and ends.time() <= span.closes for span in spans)
