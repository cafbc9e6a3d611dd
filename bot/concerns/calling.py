"""Calling for a person at once, and alerting the staff: with a sound, at any hour.

Nothing of what somebody wrote is kept; that they want a person to write to them is.
"""

from typing import Protocol

from bot.concerns import store, texts
from bot.concerns.store import Kind
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Tongue, Value, Words, say
from bot.i18n import Text
from bot.people import menu, telling
from bot.people import store as people
from bot.relay import answering
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database


async def tell_someone(this: turn.Turn) -> turn.Reply:
    """Somebody in danger wants the Welcome Center to know. A call that is open isn't doubled."""
    helpers = [m for m in await staff.everyone(this.work) if m.person != this.person]
    if not await store.has_called(this.work, this.person):
        concern = await store.add(this.work, Kind.CRISIS, person=this.person)
        card = await alarm(this.work, concern, this.person, texts.ALERT_CRISIS)
        for helper in helpers:
            await telling.alert(this.work, helper.person, card)
    buttons = (
        Button(Said(texts.NUMBERS), cards.action("sos"), style="danger"),
        menu.BACK_TO_MENU,
    )
    told = Said(texts.TOLD if helpers else texts.NOBODY_THERE)
    return turn.reply(told, None, Said(texts.NOT_ALWAYS_THERE), rows=cards.column(*buttons))


async def alarm(work: database.Work, concern: int, person: int, words: Text, **told: Value) -> Card:
    """A person's call for help as the staff hear it, with what can be done at once."""
    name = await called(work, person)
    language = Tongue((await people.get(work, person)).language)
    buttons = (
        Button(say(texts.WRITE_TO, name=cards.short(name)), cards.action("write_to", person)),
        Button(Said(texts.TAKE), cards.action("take_concern", concern), style="primary"),
        Button(Said(texts.READ_IT), cards.action("concern_staff", concern)),
    )
    line = say(words, name=name, language=language, **told)
    return cards.card(line, rows=cards.column(*buttons))


async def written_to(work: database.Work, event: answering.Spoke) -> None:
    """Whoever of the staff writes to somebody who called takes care of the call."""
    await store.take_call(work, event.person, event.staff)


async def called(work: database.Work, person: int | None) -> Value:
    """A person's name, for the staff."""
    name = await store.name_of(work, person)
    return Words(name) if name else Said(texts.NO_NAME)


async def alert_concern(work: database.Work, concern: int) -> None:
    """Tell the coordinators that something was reported, but for the one it is about."""
    button = Button(Said(texts.READ_IT), cards.action("concern_staff", concern))
    card = cards.card(Said(texts.ALERT_CONCERN), rows=cards.column(button))
    for member in await staff.everyone(work, Role.COORDINATOR):
        if await store.visible_to(work, member, concern):
            await telling.alert(work, member.person, card)


class Numbered(Protocol):
    """Something with a number of its own, as dead letters have."""

    @property
    def number(self) -> int: ...


async def update_failed(work: database.Work, event: Numbered) -> None:
    """What somebody said could not be handled: coordinators hear its number."""
    await _failed(work, str(event.number), texts.ALERT_FAILURE)


OF_BROADCAST = "select 1 from outbox where id = :row and broadcast is not null"


async def message_failed(work: database.Work, event: Numbered) -> None:
    """Telegram refused a message for good: coordinators hear its number. Those of a broadcast are
    counted in its report."""
    if await work.one(OF_BROADCAST, row=event.number):
        return
    await _failed(work, f"M{event.number}", texts.ALERT_UNSENT)


async def _failed(work: database.Work, number: str, words: Text) -> None:
    """One alert until somebody has seen to it; all further ones stand on the desk. So an alert that
    fails itself is no reason for another."""
    is_known = await store.has_failure(work)
    await store.add(work, Kind.FAILURE, reason=number)
    if is_known:
        return
    card = cards.card(say(words, number=Words(number)))
    for member in await staff.everyone(work, Role.COORDINATOR):
        await telling.alert(work, member.person, card)
