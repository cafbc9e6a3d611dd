"""Who waits for an answer of the Welcome Center, for the staff: counted on the desk, and listed."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, Series, Tongue, Value, Words, say
from bot.people import menu
from bot.relay import passing, questions, store, texts
from bot.relay.questions import Open
from bot.staff import rights, today
from bot.staff.store import Member, Role
from bot.storage import database

MOST = 8
"""People on one screen; the others come up as these are answered."""
UNSEEN = timedelta(days=1)
"""After this time a question is everybody's, even if a colleague has the conversation."""
TO_QUESTIONS = Button(Said(texts.QUESTIONS), cards.action("questions"))


async def count(work: database.Work, member: Member, reader: Reader) -> Sequence[today.Item]:
    """The desk's line: who waits for this staff member, or for too long."""
    if not member.roles & {Role.ADVISOR, Role.COORDINATOR}:
        return ()
    waiting = await questions.open_for(work, member)
    mine = [
        row
        for row in waiting
        if row.partner in (None, member.person) or reader.now - row.asked_at > UNSEEN
    ]
    if mine:
        ago = texts.ago(mine[0].asked_at, reader.now)
        line = say(texts.WAITING, count=Count(len(mine)), ago=ago)
        return (today.Item(today.Urgency.USUAL, TO_QUESTIONS, line),)
    has_conversations = waiting or await store.conversations_of(work, member.person)
    return (today.Item(today.Urgency.STANDING, TO_QUESTIONS),) if has_conversations else ()


async def show(this: turn.Turn) -> turn.Reply:
    """All who wait, the longest first; below them with whom one is in conversation."""
    member = await rights.require(this, Role.ADVISOR, Role.COORDINATOR)
    waiting = await questions.open_for(this.work, member)
    lines = [await _line(this, row) for row in waiting[:MOST]]
    buttons = [await _button(this, row.thread) for row in waiting[:MOST]]
    more = len(waiting) - MOST
    if more > 0:
        lines.append(say(texts.MORE_WAIT, count=Count(more)))
    shown = {row.thread for row in waiting[:MOST]}
    names: list[Value] = []
    for thread in await store.conversations_of(this.work, member.person):
        names.append(await passing.name(this.work, thread, thread.person))
        if thread.id not in shown:
            buttons.append(await _button(this, thread.id))
    talks = (None, say(texts.IN_CONVERSATION, names=Series(tuple(names)))) if names else ()
    head = Said(texts.THESE_WAIT if waiting else texts.NO_QUESTIONS)
    rows = cards.column(*buttons, menu.BACK_TO_MENU)
    return turn.reply(head, *lines, *talks, rows=rows)


async def _line(this: turn.Turn, row: Open) -> Said:
    told = {
        "name": await _name(this, row.thread),
        "language": Tongue(row.language),
        "ago": texts.ago(row.asked_at, this.work.now),
    }
    if row.partner in (None, this.person):
        return say(texts.WAITS, **told)
    return say(texts.WAITS_WITH, **told, staff=await passing.colleague(this.work, row.partner))


async def _button(this: turn.Turn, thread: int) -> Button:
    label = say(texts.OPEN_QUESTION, name=cards.short(await _name(this, thread)))
    return Button(label, cards.action("question", thread))


async def _name(this: turn.Turn, number: int) -> Value:
    thread = await store.find(this.work, number)
    return await passing.name(this.work, thread, thread.person) if thread else Words("")
