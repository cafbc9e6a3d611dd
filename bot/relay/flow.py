"""The two of a match write to each other, and what answers a message finds its way back.

Nobody's number or user name is shown. Where a message can't be passed on, its author is told why.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation import cards, turn
from bot.conversation.asking import Answers, Message
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.values import Said, say
from bot.people import menu, telling
from bot.people import store as people
from bot.relay import answering, center, compose, passing, relayed, store, texts
from bot.relay.store import Kind, Thread
from bot.staff import store as staff
from bot.storage import database


async def write(this: turn.Turn) -> turn.Reply:
    """The form by which somebody writes to the other one of a match."""
    thread = await _own(this)
    other = await _other(this, thread)
    hindered = await _hindered(this, thread)
    if hindered is not None:
        return turn.Reply((hindered,))
    goes_to = say(texts.GOES_TO, name=await passing.name(this.work, thread, other))
    form = turn.Reply(then=store.WRITE_PAIR, about=this.about)
    return replace(form, says=(cards.card(goes_to),))


async def sent(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Things change while somebody writes: it is looked again whether it can be passed on."""
    card, _ = await deliver(this, await _own(this), [compose.message_of(answers)])
    return turn.Reply((card,))


WRITE_PAIR = Flow(store.WRITE_PAIR, (compose.question(texts.WRITE),), done=sent, title=texts.TITLE)


async def _own(this: turn.Turn) -> Thread:
    """The thread of the match the turn is about, for its two. Raises `NotYours`."""
    about = this.about
    is_number = about.isascii() and about.isdigit() and len(about) < 16
    thread = await store.of_match(this.work, int(about), this.person) if is_number else None
    if thread is None:
        raise turn.NotYours(Said(turn.GONE))
    return thread


async def _other(this: turn.Turn, thread: Thread) -> int:
    other = thread.other(this.person)
    if other is None:
        raise turn.NotYours(Said(turn.GONE))
    return other


async def _hindered(this: turn.Turn, thread: Thread) -> Card | None:
    """Why nothing can be passed on to the other one now, if so."""
    other = await _other(this, thread)
    called = await passing.name(this.work, thread, other)
    rows = cards.column(center.TO_CENTER, menu.BACK_TO_MENU)
    if not thread.is_open:
        is_over = await store.is_over(this.work, thread)
        return cards.card(say(texts.IS_OVER if is_over else texts.PAUSED, name=called), rows=rows)
    if await passing.is_unreachable(this.work, other):
        return cards.card(say(texts.CANNOT_REACH, name=called), rows=rows)
    return None


async def deliver(
    this: turn.Turn, thread: Thread, messages: Sequence[Message]
) -> tuple[Card, bool]:
    """Pass messages on within a pair; returns what their author hears, and whether they went."""
    hindered = await _hindered(this, thread)
    if hindered is not None:
        return hindered, False
    other = await _other(this, thread)
    its = await passing.way(this.work, thread, this.person, other)
    await passing.pass_on(this.work, its, messages)
    called = await passing.name(this.work, thread, other)
    return cards.card(say(texts.SENT_TO, name=called)), True


# What answers a message that was passed on


async def answered(this: turn.Turn, message: Message) -> turn.Reply | None:
    """Pass on what answers a message that was passed on, or belongs to an album of which a part
    was; None for everything else."""
    thread = await relayed.of_album(this.work, this.person, message.album)
    is_first = thread is None
    if thread is None and message.answers is not None:
        thread = await relayed.passed_on_as(this.work, this.person, message.answers)
    if thread is None:
        return None
    why = compose.refused(message)
    if why is not None:
        return turn.reply(why)
    card = await _to_thread(this, thread, message)
    return turn.Reply((card,) if is_first else ())


async def _to_thread(this: turn.Turn, thread: Thread, message: Message) -> Card:
    if thread.kind is Kind.CENTER and thread.person == this.person:
        return await center.ask(this, [message])
    if thread.kind is Kind.CENTER:
        return await answering.speak(this, thread, [message])
    if thread.other(this.person) is None:
        return cards.card(Said(turn.GONE), rows=cards.column(menu.BACK_TO_MENU))
    card, _ = await deliver(this, thread, [message])
    return card


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: whom one can write to."""
    buttons = []
    for thread in await store.pairs_of(this.work, this.person):
        other = thread.other(this.person)
        if other is not None:
            called = await passing.name(this.work, thread, other)
            press = cards.action(store.WRITE_PAIR, thread.match or "")
            buttons.append(Button(say(texts.WRITE_TO, name=cards.short(called)), press))
    is_staff = await staff.find(this.work, this.person) is not None
    if await center.has_agreed(this) and not is_staff:
        buttons.append(center.TO_CENTER)
    return menu.Part(tuple(buttons))


# When somebody can't be reached, or goes


async def tell_of_loss(work: database.Work, event: people.Unreachable) -> None:
    """Whoever wrote to a person and can't be passed on any more hears of it, once."""
    for number, author in await relayed.just_lost(work, event.person):
        thread = await store.find(work, number)
        if thread is None:
            continue
        called = await passing.name(work, thread, event.person)
        if thread.kind is Kind.PAIR:
            rows = cards.column(center.TO_CENTER, menu.BACK_TO_MENU)
            await telling.tell(work, author, cards.card(say(texts.LOST, name=called), rows=rows))
        elif event.person == thread.person:
            card = cards.card(say(texts.NOT_ARRIVED, name=called))
            await telling.tell(work, author, card)
        else:
            await answering.release(work, thread)
