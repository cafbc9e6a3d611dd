"""Answering a proposal: yes, no, or not now; the buddy first, then the newcomer. The press is the
answer; a reason for a no is only asked afterwards.

What is pressed counts only while that very question is open; else it is shown how it stands now.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.conversation import cards, turn
from bot.conversation.values import Said
from bot.i18n import Text, text
from bot.matches import asked, beginning, partners, rules, standing, store, whys
from bot.matches.store import Match, Side, State
from bot.needs.store import Need
from bot.people import menu, telling
from bot.sections import Matching
from bot.storage import database

PAUSES = text(
    "matches.not_now_thanks",
    "All right, not now. We ask somebody else this time. Would you like to pause for a while?",
)
NOT_YOU = text(
    "matches.said_no",
    "The other side has decided otherwise this time. That happens and says nothing about you. "
    "Thank you for your yes. I ask you again when somebody fits.",
)


async def _asked(this: turn.Turn) -> tuple[Match, Side] | None:
    """The match and the person's side of it, while the button they pressed still counts."""
    match, side = await partners.side_of(this, this.about)
    is_open = asked.asks(match) is side and this.version == match.version
    return (match, side) if is_open else None


async def say_yes(settings: Matching, this: turn.Turn) -> turn.Reply:
    """The buddy's yes asks the newcomer; the newcomer's makes it a match."""
    found = await _asked(this)
    if found is None:
        return await _as_it_stands(this)
    match, side = found
    if side is Side.BUDDY:
        needs = await partners.needs_of(this.work, match)
        until = answer_by(settings, this, needs)
        await store.change(this.work, match.id, State.ACCEPTED, answer_by=until)
        await _ask_newcomer(this, match.id)
        return await _as_it_stands(this)
    await store.change(this.work, match.id, State.ACTIVE)
    return await beginning.begin(this, match.id)


def answer_by(settings: Matching, this: turn.Turn, needs: Iterable[Need]) -> datetime:
    """Until when whoever is asked now has time."""
    days = (need.by for need in needs if need.by is not None)
    return rules.answer_by(this.work.now, settings.answer_hours, days, this.town.zone)


async def ask_buddy(this: turn.Turn, number: int) -> None:
    """Put the question of a fresh proposal to the buddy."""
    match = await store.get(this.work, number)
    await _ask(this, match, match.buddy)


async def _ask_newcomer(this: turn.Turn, number: int) -> None:
    match = await store.get(this.work, number)
    await _ask(this, match, match.newcomer)


async def _ask(this: turn.Turn, match: Match, person: int | None) -> None:
    both = await partners.both(this.work, match)
    if both is None or person is None:
        return
    context = await partners.other_context(this, person)
    await telling.tell(this.work, person, asked.card(both, context))


async def _as_it_stands(this: turn.Turn) -> turn.Reply:
    match, _ = await partners.side_of(this, this.about)
    shown = await standing.current(this, match)
    return turn.Reply((shown,), in_place=True)


async def not_now(this: turn.Turn) -> turn.Reply:
    """The buddy has no time just now: somebody else is asked, this one again later."""
    found = await _asked(this)
    if found is None or found[1] is Side.NEWCOMER:
        return await _as_it_stands(this)
    await store.change(this.work, found[0].id, State.POSTPONED, by=Side.BUDDY)
    rows = cards.column(standing.TO_PAUSE, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(PAUSES), rows=rows),), in_place=True)


async def say_no(this: turn.Turn) -> turn.Reply:
    """No, at once; why is asked of whoever likes to say it."""
    found = await _asked(this)
    if found is None:
        return await _as_it_stands(this)
    match, side = found
    await store.change(this.work, match.id, State.DECLINED, by=side)
    if side is Side.NEWCOMER:
        await tell_in_vain(this.work, match, NOT_YOU)
    said = await standing.settled(this, await store.get(this.work, match.id))
    return turn.Reply((said,), in_place=True, then=whys.SAID_NO[side].name, about=str(match.id))


async def tell_in_vain(work: database.Work, match: Match, words: Text) -> None:
    """Tell the buddy, kindly and without a reason, that nothing comes of a proposal."""
    if match.buddy is not None:
        card = cards.card(Said(words), rows=cards.column(menu.BACK_TO_MENU))
        await telling.tell(work, match.buddy, card)
