"""The staff's side of questions to the Welcome Center: one person at a time has a conversation, and
whoever asks knows when it is a person who answers and when the bot is back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import cards, turn
from bot.conversation.asking import Answers, Message
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.values import Said, Tongue, say
from bot.i18n import Text
from bot.people import menu, telling
from bot.people import store as people
from bot.relay import compose, passing, questions, relayed, store, texts
from bot.relay.store import Kind, Thread
from bot.staff import record, rights
from bot.staff import store as staff
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.storage import database, forms

FORM = "answer_center"


@dataclass(frozen=True)
class Spoke:
    """Somebody of the staff has written to a person."""

    staff: int
    person: int


async def own(this: turn.Turn, about: str) -> tuple[Member, Thread]:
    """A staff member's turn, and the center's thread if they may see it. Raises `NotYours`."""
    member = await rights.require(this, Role.ADVISOR, Role.COORDINATOR)
    is_number = about.isascii() and about.isdigit() and len(about) < 16
    thread = await store.find(this.work, int(about)) if is_number else None
    if thread is None or thread.kind is not Kind.CENTER:
        raise turn.NotYours(Said(turn.GONE))
    if not await may_write(this.work, member, thread.person):
        raise turn.NotYours(Said(turn.GONE))
    return member, thread


async def may_write(work: database.Work, member: Member, person: int) -> bool:
    return person in await questions.among_own(work, member, [person])


async def read(this: turn.Turn) -> turn.Reply:
    """Take a conversation, and read what was asked. Whoever has it already is named; pressing once
    more takes it over from exactly them."""
    member, thread = await own(this, this.about)
    holder = thread.partner
    if holder not in (None, member.person) and holder != this.version:
        return turn.Reply((await _held(this, thread, holder or 0),))
    if holder != member.person:
        await _take(this, member, thread)
    asked = await questions.of_thread(this.work, thread.id)
    await record.add(this.work, member.person, Deed.SAW_QUESTION, thread.person)
    await telling.tell(this.work, member.person, await _head(this, thread))
    await passing.copy(this.work, thread, member.person, asked)
    called = await passing.name(this.work, thread, thread.person)
    return turn.reply(say(texts.WHAT_NOW, name=called), rows=_choices(thread))


async def _take(this: turn.Turn, member: Member, thread: Thread) -> None:
    await store.change_partner(this.work, thread.id, member.person)
    if thread.partner is None:
        return
    called = await passing.name(this.work, thread, thread.person)
    new = await passing.colleague(this.work, member.person)
    gone_on = cards.card(say(texts.TAKEN_OVER, staff=new, name=called))
    await telling.tell(this.work, thread.partner, gone_on)


async def _held(this: turn.Turn, thread: Thread, holder: int) -> Card:
    called = await passing.name(this.work, thread, thread.person)
    line = say(texts.HAS_IT, staff=await passing.colleague(this.work, holder), name=called)
    buttons = (
        Button(Said(texts.TAKE_OVER), cards.action("question", thread.id, holder)),
        Button(Said(texts.QUESTIONS), cards.action("questions")),
    )
    return cards.card(line, rows=cards.column(*buttons))


async def _head(this: turn.Turn, thread: Thread) -> Card:
    called = await passing.name(this.work, thread, thread.person)
    asked_at = await questions.open_since(this.work, thread.id)
    spoken = Tongue((await people.get(this.work, thread.person)).language)
    if asked_at is None:
        return cards.card(say(texts.NOTHING_OPEN, name=called, language=spoken))
    ago = texts.ago(asked_at, this.work.now)
    return cards.card(say(texts.ASKS, name=called, language=spoken, ago=ago))


def _choices(thread: Thread) -> tuple[cards.Row, ...]:
    return cards.column(
        Button(Said(texts.ANSWER_CENTER), cards.action(FORM, thread.id), style="primary"),
        Button(Said(texts.NO_ANSWER_NEEDED), cards.action("finish_question", thread.id)),
        Button(Said(texts.LEAVE_IT), cards.action("leave_question", thread.id)),
    )


# Writing


async def answer(this: turn.Turn) -> turn.Reply:
    """The form by which staff write in a conversation that is theirs or nobody's."""
    member, thread = await own(this, this.about)
    return await _form(this, member, thread)


async def write_to(this: turn.Turn) -> turn.Reply:
    """Begin a conversation with a person."""
    member = await rights.require(this, Role.ADVISOR, Role.COORDINATOR)
    is_number = this.about.isascii() and this.about.isdigit() and len(this.about) < 16
    if not is_number or not await may_write(this.work, member, int(this.about)):
        raise turn.NotYours(Said(turn.GONE))
    return await _form(this, member, await store.center(this.work, int(this.about)))


async def _form(this: turn.Turn, member: Member, thread: Thread) -> turn.Reply:
    if thread.partner not in (None, member.person):
        return turn.Reply((await _held(this, thread, thread.partner or 0),))
    called = await passing.name(this.work, thread, thread.person)
    goes_to = cards.card(say(texts.GOES_TO, name=called))
    return turn.Reply((goes_to,), then=FORM, about=str(thread.id))


async def sent(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Rights and threads may have gone while somebody wrote; then nothing is sent, and said so."""
    thread = await store.find(this.work, int(this.about))
    if thread is None:
        return turn.Reply((_gone(),))
    return turn.Reply((await speak(this, thread, [compose.message_of(answers)]),))


ANSWER_CENTER = Flow(FORM, (compose.question(texts.WRITE),), done=sent, title=texts.TITLE)


async def speak(this: turn.Turn, thread: Thread, messages: Sequence[Message]) -> Card:
    """Bring what a staff member writes to whoever asks, unless a colleague has the conversation
    now; returns what the staff member hears."""
    member = await staff.find(this.work, this.person)
    if member is None or not await may_write(this.work, member, thread.person):
        return _gone()
    called = await passing.name(this.work, thread, thread.person)
    if thread.partner not in (None, member.person):
        holder = await passing.colleague(this.work, thread.partner)
        return cards.card(say(texts.NOT_SENT, staff=holder, name=called))
    if await passing.is_unreachable(this.work, thread.person):
        return cards.card(say(texts.NOT_REACHED, name=called))
    if thread.partner is None:
        await store.change_partner(this.work, thread.id, member.person)
    if thread.partner is None or not await relayed.has_spoken(this.work, thread, member.person):
        own_name = await passing.staff_name(this.work, member.person)
        says = say(texts.PERSON_ANSWERS, name=own_name)
        introduced = says if member.name else Said(texts.SOMEBODY_ANSWERS)
        await telling.tell(this.work, thread.person, cards.card(introduced))
    its = await passing.way(this.work, thread, member.person, thread.person)
    await passing.pass_on(this.work, its, messages)
    await questions.answer(this.work, thread.id, member.person)
    await record.add(this.work, member.person, Deed.WROTE, thread.person)
    this.work.happened(Spoke(member.person, thread.person))
    finish = Button(Said(texts.FINISH), cards.action("finish_question", thread.id))
    return cards.card(say(texts.SENT_WHILE_OPEN, name=called), rows=cards.column(finish))


def _gone() -> Card:
    return cards.card(Said(turn.GONE), rows=cards.column(menu.BACK_TO_MENU))


# Ending


async def finish(this: turn.Turn) -> turn.Reply:
    """Nothing is open any more, and the bot is back."""
    member, thread = await own(this, this.about)
    if thread.partner not in (None, member.person):
        return turn.Reply((await _held(this, thread, thread.partner or 0),))
    await questions.answer(this.work, thread.id, member.person)
    await release(this.work, thread)
    return await _over(this, thread, texts.FINISHED)


async def leave(this: turn.Turn) -> turn.Reply:
    """The question stays, for somebody else."""
    member, thread = await own(this, this.about)
    if thread.partner == member.person:
        await release(this.work, thread)
    return await _over(this, thread, texts.LEFT_TO_OTHERS)


async def _over(this: turn.Turn, thread: Thread, words: Text) -> turn.Reply:
    called = await passing.name(this.work, thread, thread.person)
    more = Button(Said(texts.QUESTIONS), cards.action("questions"))
    rows = cards.column(more, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(say(words, name=called), rows=rows),), in_place=True)


async def release(work: database.Work, thread: Thread) -> None:
    """Nobody has the conversation any more; whoever heard a person hears that the bot is back."""
    if thread.partner is None:
        return
    if await relayed.has_spoken(work, thread, thread.partner):
        member = await staff.find(work, thread.partner)
        called = await passing.staff_name(work, thread.partner)
        has_name = member is not None and member.name
        finished = say(texts.PERSON_FINISHED, name=called)
        says = finished if has_name else Said(texts.SOMEBODY_FINISHED)
        await telling.tell(work, thread.person, cards.card(says))
    await store.change_partner(work, thread.id, None)


async def release_all(work: database.Work, event: staff.Left) -> None:
    """Whoever leaves the staff leaves their conversations to the others."""
    for thread in await store.conversations_of(work, event.person):
        await release(work, thread)


async def leaving(work: database.Work, person: int) -> None:
    """What ends when a person goes: their conversations, and what they wrote and isn't sent."""
    await release_all(work, staff.Left(person))
    for thread in await store.center_of(work, person):
        await forms.drop_about(work, FORM, str(thread.id))
    await relayed.take_back(work, person)
