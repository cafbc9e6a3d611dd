"""The other of two in a nudge: named below its first line, which may be read on a lock screen, and
on a button that leads to them.
"""

import sqlite3

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Said, Words, say
from bot.i18n import text
from bot.matches import standing

WITH = text("nudges.with_name", "With {name}.")


def lines(row: sqlite3.Row) -> tuple[Said, ...]:
    """Who the other is, by the column `partner`; nothing where that isn't known any more."""
    name = row["partner"]
    return (say(WITH, name=Words(name)),) if name else ()


def write_to(row: sqlite3.Row, *, style: str = "") -> Button:
    """To the other of a `match`."""
    label = say(standing.WRITE_TO, name=cards.short(Words(row["partner"] or "")))
    return Button(label, cards.action("write_pair", row["match"]), style=style)
