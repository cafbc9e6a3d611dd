"""What somebody writes that fits nowhere: it waits until they say whom it is for."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.conversation import cards, turn
from bot.conversation.asking import Message
from bot.conversation.cards import Button
from bot.conversation.values import Said, say
from bot.people import menu
from bot.relay import answering, center, compose, flow, passing, relayed, store, texts, unsent
from bot.relay.store import Kind
from bot.staff import store as staff

TO_CENTER = Button(Said(texts.TO_CENTER), cards.action("send_center"))
TO_MENU = Button(Said(menu.TO_MENU), cards.action("drop_unsent"))


Offer: TypeAlias = Callable[[turn.Turn, Message], Awaitable[Sequence[Button]]]
"""What else something may be that fits nowhere, as buttons."""


async def ask_for_whom(
    offers: Sequence[Offer], this: turn.Turn, message: Message
) -> turn.Reply | None:
    """What fits nowhere goes to whoever of the staff is in conversation with the person, if they
    are in touch with nobody else; else it is kept for a while and asked whom it is for, or what
    else it may be. None where there is nobody."""
    people_there = await _receivers(this)
    why = compose.refused(message)
    if why is not None:
        return turn.reply(why, rows=cards.column(menu.BACK_TO_MENU)) if people_there else None
    if not people_there and await _is_answered(this):
        return turn.Reply((await center.ask(this, [message]),))
    is_staff = await staff.find(this.work, this.person) is not None
    if is_staff and not people_there:
        return None
    waiting = await unsent.of_person(this.work, this.person)
    kept = message if people_there else replace(message, words="")
    await unsent.put(this.work, this.person, kept)
    if message.album and any(other.album == message.album for other in waiting):
        return turn.Reply()
    others = [button for offer in offers for button in await offer(this, message)]
    rows = cards.column(*others, *people_there, *(() if is_staff else (TO_CENTER,)), TO_MENU)
    return turn.reply(await _why(this, people_there), rows=rows)


async def _is_answered(this: turn.Turn) -> bool:
    """Whether somebody of the staff has said that they answer this person here."""
    for thread in await store.center_of(this.work, this.person):
        who = thread.partner
        if who is not None and await relayed.has_spoken(this.work, thread, who):
            return True
    return False


async def _why(this: turn.Turn, people_there: Sequence[Button]) -> Said:
    """That it was not understood; or that the one it may be for can't be written to now."""
    for thread in () if people_there else await store.paused_of(this.work, this.person):
        other = thread.other(this.person)
        if other is not None:
            return say(texts.PAUSED, name=await passing.name(this.work, thread, other))
    return Said(texts.FOR_WHOM if people_there else texts.FOR_SOMEONE)


async def _receivers(this: turn.Turn) -> list[Button]:
    """A button for each person somebody is in touch with."""
    pairs = await store.pairs_of(this.work, this.person)
    conversations = await store.conversations_of(this.work, this.person)
    found = []
    for thread in (*pairs, *conversations):
        other = thread.other(this.person)
        if other is not None:
            called = await passing.name(this.work, thread, other)
            press = cards.action("send_to", thread.id)
            found.append(Button(say(texts.TO_NAME, name=cards.short(called)), press))
    return found


async def send_to(this: turn.Turn) -> turn.Reply:
    """What waits goes to one of those somebody is in touch with."""
    mine = (
        *await store.pairs_of(this.work, this.person),
        *await store.conversations_of(this.work, this.person),
    )
    thread = next((thread for thread in mine if str(thread.id) == this.about), None)
    if thread is None:
        raise turn.NotYours(Said(turn.GONE))
    waiting = await unsent.of_person(this.work, this.person)
    if not waiting:
        return _nothing_waits()
    if thread.kind is Kind.CENTER:
        card, has_gone = await answering.speak(this, thread, waiting), True
    else:
        card, has_gone = await flow.deliver(this, thread, waiting)
    if has_gone:
        await unsent.wipe(this.work, this.person)
    else:
        card = replace(card, rows=cards.column(TO_CENTER, TO_MENU))
    return turn.Reply((card,), in_place=True)


async def send_center(this: turn.Turn) -> turn.Reply:
    """What waits goes to the Welcome Center, if its author agrees that it is kept there."""
    notice = await center.notice(this, "send_center")
    if notice is not None:
        return notice
    waiting = await unsent.of_person(this.work, this.person)
    if not waiting:
        return _nothing_waits()
    await unsent.wipe(this.work, this.person)
    return turn.Reply((await center.ask(this, waiting),))


async def drop_unsent(this: turn.Turn) -> turn.Reply:
    """It is for nobody, and forgotten; the menu instead."""
    await unsent.wipe(this.work, this.person)
    return turn.Reply(acts="menu")


def _nothing_waits() -> turn.Reply:
    rows = cards.column(menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(texts.NOTHING_WAITS), rows=rows),), in_place=True)
