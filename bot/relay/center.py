"""Asking the Welcome Center: a person answers in the same chat.

A question is kept as Telegram's number of the message, never as words. While somebody of the staff
has the conversation, what is written reaches them at once, and still counts as a question until
they have answered.
"""

from collections.abc import Sequence

from bot.conversation import cards, turn
from bot.conversation.asking import Answers, Message
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.values import Said, say
from bot.people import consent, menu
from bot.people import store as people
from bot.relay import answering, compose, passing, questions, store, texts
from bot.relay.store import Thread
from bot.staff import store as staff

FORM = "write_center"
TO_CENTER = Button(Said(texts.WRITE_CENTER), cards.action(FORM))


async def write(this: turn.Turn) -> turn.Reply:
    """The form, for whoever agrees that a question is kept until it is answered."""
    return await notice(this, FORM) or turn.Reply(then=FORM)


async def has_agreed(this: turn.Turn) -> bool:
    """Whether a person has agreed to any notice as it reads now: newcomers and buddies may ask."""
    for purpose in consent.PURPOSES.values():
        version = str(purpose.version)
        if await people.has_agreed(this.work, this.person, purpose.name, version):
            return True
    return False


async def notice(this: turn.Turn, then: str) -> turn.Reply | None:
    """The notice, after which the action `then` is done; None for whoever has agreed."""
    if await has_agreed(this):
        return None
    return await consent.ask_or(this, then, turn.Reply())


async def sent(this: turn.Turn, answers: Answers) -> turn.Reply:
    return turn.Reply((await ask(this, [compose.message_of(answers)]),))


WRITE_CENTER = Flow(
    FORM, (compose.question(texts.ASK_CENTER),), done=sent, title=texts.WRITE_CENTER
)


async def ask(this: turn.Turn, messages: Sequence[Message]) -> Card:
    """Bring messages to the Welcome Center; returns what their author hears."""
    thread = await _with_whom(this, await store.center(this.work, this.person))
    for message in messages:
        await questions.add(this.work, thread.id, message, this.language)
    if thread.partner is None:
        return cards.card(Said(texts.ASKED), rows=cards.column(menu.BACK_TO_MENU))
    its = await passing.way(this.work, thread, this.person, thread.partner)
    await passing.pass_on(this.work, its, messages)
    called = await passing.staff_name(this.work, thread.partner)
    return cards.card(say(texts.SENT_TO, name=called))


async def _with_whom(this: turn.Turn, thread: Thread) -> Thread:
    """The thread; with nobody answering if whoever did can't be reached or is no longer there."""
    who = thread.partner
    if who is None:
        return thread
    if await staff.find(this.work, who) and not await passing.is_unreachable(this.work, who):
        return thread
    await answering.release(this.work, thread)
    return await store.center(this.work, this.person)
