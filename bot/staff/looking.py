"""The record for coordinators: who of the staff saw or changed what, newest first."""

import sqlite3
from collections.abc import Sequence

from bot import clock
from bot.conversation import cards, options, turn
from bot.conversation.asking import Context
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, Value, When, Words, say
from bot.i18n import text
from bot.people import menu
from bot.staff import rights
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

PAGE = 10

# Translators: button for coordinators: who of the staff saw what. Short.
RECORD = text("staff.record", "Record")
HEAD = text("staff.record_head", "<b>Record</b>: who of the staff saw or changed what")
NOTHING = text("staff.record_empty", "Nothing is recorded yet.")
# Translators: a line of the record. {deed} is, for example, "saw the request", {whom} a name.
DONE_WITH = text("staff.done_with", "{when} · {who}: {deed} · {whom}")
DONE = text("staff.done", "{when} · {who}: {deed}")
# Translators: somebody whose name is not known any more; the number tells them from others.
SOMEBODY = text("staff.somebody", "somebody (no. {number})")
ERASED = text("staff.erased", "somebody whose data is deleted")
OLDER = text("staff.older", "Older")
NEWER = text("staff.newer", "Newer")

# Nobody learns here that the other one of their match has reported something.
LOOK = """
    select record.id, record.staff, record.person, record.deed, record.done_at,
           coalesce(who.name, who_helps.name) as who,
           coalesce(newcomer.name, buddy.name, whom.name) as whom
    from record
    left join staff as who on who.person = record.staff
    left join buddy as who_helps on who_helps.person = record.staff
    left join newcomer on newcomer.person = record.person
    left join buddy on buddy.person = record.person
    left join staff as whom on whom.person = record.person
    where record.id <= :top
      and not (deed in ('saw_concern', 'closed_concern') and exists (
          select 1 from match where newcomer = :looker and buddy = record.person
                                 or buddy = :looker and newcomer = record.person))
    order by record.id desc limit :most
"""
ABOVE = "select max(id) from (select id from record where id > :top order by id limit :most)"
NEWEST = 2**53


async def look(this: turn.Turn) -> turn.Reply:
    """A page of the record, from the row it is about downwards; the newest if it is about none.
    Turning pages is steady while the record grows."""
    await rights.require(this, Role.COORDINATOR)
    top = rights.row_of(this.about) or NEWEST
    rows = await this.work.all(LOOK, top=top, looker=this.person, most=PAGE + 1)
    shown = rows[:PAGE]
    above = await this.work.one(ABOVE, top=shown[0]["id"] if shown else 0, most=PAGE)
    newer = above[0] if above else None
    buttons = (
        *((Button(Said(OLDER), cards.action("record", rows[PAGE]["id"])),) if rows[PAGE:] else ()),
        *((Button(Said(NEWER), cards.action("record", newer)),) if newer else ()),
        menu.BACK_TO_MENU,
    )
    lines = tuple(_line(row, this.context) for row in shown) or (Said(NOTHING),)
    card = cards.card(Said(HEAD), None, *lines, rows=cards.column(*buttons))
    return turn.Reply((card,), in_place=bool(this.about))


def _line(row: sqlite3.Row, context: Context) -> Said:
    parts: dict[str, Value] = {
        "when": When(clock.moment(row["done_at"])),
        "who": _name(row["who"], row["staff"]),
        "deed": options.label_of(row["deed"], Deed, context),
    }
    if row["person"] is None:
        return Said(DONE, parts)
    return Said(DONE_WITH, parts | {"whom": _name(row["whom"], row["person"])})


def _name(name: str | None, person: int | None) -> Value:
    if name:
        return Words(name)
    return say(SOMEBODY, number=Count(person)) if person else Said(ERASED)


async def desk(_work: database.Work, of: Member, _reader: Reader) -> Sequence[Item]:
    """The record, for coordinators."""
    if Role.COORDINATOR not in of.roles:
        return ()
    return (Item(Urgency.STANDING, Button(Said(RECORD), cards.action("record"))),)
