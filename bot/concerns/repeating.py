"""A call for help that nobody takes care of is told again: after an hour, and on every morning, to
everybody of the staff and with a sound. Nobody who called waits unseen.
"""

import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import clock
from bot.concerns import calling, rules, standing, store, texts
from bot.conversation import cards
from bot.conversation.values import Said
from bot.people import telling
from bot.relay import texts as relay_texts
from bot.storage import database

UNTAKEN = """
    select id, person, raised_at from concern
    where closed_at is null and kind = 'crisis' and taken_by is null and raised_at <= :before
    order by raised_at, id
"""
# A cross join keeps the order: the few of the staff, and for each the person.
NOT_TOLD = """
    select person.id, :told || ':' || person.id as key
    from staff cross join person on person.id = staff.person
    where person.id <> :caller and unreachable_since is null
      and not exists (select 1 from outbox where once = :told || ':' || person.id)
"""


async def repeat_calls(base: database.Database, now: datetime, zone: ZoneInfo) -> None:
    """Tell again what must be told by now. It looks beside the writer, which is needed only when
    somebody hasn't been told."""
    for call in await base.read(UNTAKEN, before=clock.stamp(now - rules.FIRST)):
        which = rules.told_again(clock.moment(call["raised_at"]), now, zone)
        told = f"call:{call['id']}:{which}"
        helpers = await base.read(NOT_TOLD, caller=call["person"], told=told)
        if helpers:
            async with base.work() as work:
                await _tell_again(work, call, helpers, is_morning=which != rules.FIRST_TIME)


async def _tell_again(
    work: database.Work, call: sqlite3.Row, helpers: list[sqlite3.Row], *, is_morning: bool
) -> None:
    if not await store.is_untaken(work, call["id"]):
        return
    ago = relay_texts.ago(clock.moment(call["raised_at"]), work.now)
    card = await calling.alarm(work, call["id"], call["person"], texts.ALERT_AGAIN, ago=ago)
    for person, key in helpers:
        await telling.alert(work, person, card, once=key)
    if is_morning:
        await _tell_the_caller(work, call)


MAY_BE_TOLD = """
    select 1 from person
    where id = :person and paused_at is null and unreachable_since is null
      and not exists (
        select 1 from thread
        join relayed on relayed.thread = thread.id join outbox on outbox.id = relayed.sent
        where thread.person = :person and thread.kind = 'center' and author <> :person
          and made_at >= :since
      )
"""


async def _tell_the_caller(work: database.Work, call: sqlite3.Row) -> None:
    """Once, and only if it is true that nobody has written."""
    caller, since = call["person"], call["raised_at"]
    if await work.one(MAY_BE_TOLD, person=caller, since=since):
        card = cards.card(Said(texts.NOT_YET), rows=cards.column(standing.TO_NUMBERS))
        await telling.tell(work, caller, card, once=f"call:{call['id']}:waits")
