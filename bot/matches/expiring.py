"""Proposals whose time for an answer is over: nobody is blamed, and everybody knows. Nobody's time
runs out while the Welcome Center owes them an answer itself.
"""

from datetime import datetime

from bot import clock
from bot.conversation import cards
from bot.conversation.values import Said
from bot.i18n import text
from bot.matches import answering, asked, standing, store
from bot.matches.store import Match, Side, State
from bot.people import menu, telling
from bot.storage import database

BUDDY_LATE = text(
    "matches.expired_buddy",
    "There was no answer from you in time. No harm done. "
    "If you have little time at the moment, you can pause.",
)
NEWCOMER_LATE = text(
    "matches.expired_newcomer",
    "We had found somebody for you, but there was no answer from you in time. No harm done: your "
    "request stays, and we go on looking.",
)
IN_VAIN = text(
    "matches.expired_in_vain",
    "The other side has not answered in time. I am sorry that you waited. "
    "Thank you for your yes. I ask you again when somebody fits.",
)

DUE = """
    select id from match where state in ('proposed', 'accepted') and answer_by <= :now
      and not exists (
          select 1 from thread join question on question.thread = thread.id
          where thread.person = iif(match.state = 'proposed', buddy, newcomer)
            and thread.kind = 'center' and question.asked_at >= match.asked_at
            and answered_at is null)
"""


async def expire(base: database.Database, now: datetime) -> None:
    """Let expire what nobody has answered, at any hour; what is said about it makes no sound at
    night. It looks beside the writer, which is needed only when something is due."""
    for row in await base.read(DUE, now=clock.stamp(now)):
        async with base.work() as work:
            await _expire(work, row["id"])


ASKED_BACK = """
    select count(*) - count(answered_at) as open, max(answered_at) as answered_at
    from thread join question on question.thread = thread.id
    where thread.person = :person and thread.kind = 'center' and question.asked_at >= :since
"""
MORE_TIME = "update match set answer_by = :answer_by where id = :match"


async def _expire(work: database.Work, number: int) -> None:
    match = await store.find(work, number)
    side = asked.asks(match) if match else None
    if match is None or side is None or match.answer_by is None or match.answer_by > work.now:
        return  # Answered in between.
    until = await _prolonged(work, match, side)
    if until is None:
        return
    if until > work.now:
        await work.run(MORE_TIME, match=match.id, answer_by=clock.stamp(until))
        return
    await _let_expire(work, match, side)


async def _prolonged(work: database.Work, match: Match, side: Side) -> datetime | None:
    """Until when there is time, since the Welcome Center was asked and has answered; None while it
    has not."""
    since = clock.stamp(match.asked_at)
    row = await work.one(ASKED_BACK, person=match.person_of(side), since=since)
    if row is not None and row["open"]:
        return None
    if row is None or row["answered_at"] is None:
        return match.answer_by
    return clock.moment(row["answered_at"]) + asked.AFTER_AN_ANSWER


async def _let_expire(work: database.Work, match: Match, side: Side) -> None:
    await store.change(work, match.id, State.EXPIRED)
    late = match.person_of(side)
    if late is not None:
        way = standing.TO_PAUSE if side is Side.BUDDY else standing.TO_REQUEST
        words = BUDDY_LATE if side is Side.BUDDY else NEWCOMER_LATE
        card = cards.card(Said(words), rows=cards.column(way, menu.BACK_TO_MENU))
        await telling.tell(work, late, card)
    if side is Side.NEWCOMER:
        await answering.tell_in_vain(work, match, IN_VAIN)
