"""What a capability adds to "what needs me today": `app.desk_of` lists who adds, and the desk shows
it."""

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation.cards import Button
from bot.conversation.values import Reader, Said
from bot.staff.store import Member
from bot.storage import database


class Urgency(enum.IntEnum):
    """The order on the desk."""

    ALARM = 0
    PRESSING = 1
    USUAL = 2
    STANDING = 3


@dataclass(frozen=True)
class Item:
    """One line with its button. What is only `STANDING` (a list one may look at) has no line."""

    urgency: Urgency
    button: Button
    line: Said | None = None


Count: TypeAlias = Callable[[database.Work, Member, Reader], Awaitable[Sequence[Item]]]
"""Counts what waits for a staff member, by index: it is asked on every look at the desk."""
