"""What was said, taken to the flow or action it belongs to; and what that answers, written down.

Nothing is sent here: a dialogue reads and writes rows of the turn's transaction, no more.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from bot import i18n
from bot.acting import Acting
from bot.conversation import asking, cards, flow, reading, steps
from bot.conversation.turn import Reply, Turn
from bot.conversation.values import Reader, Said
from bot.i18n import text
from bot.people import store as people
from bot.programme import Programme
from bot.speaking import Toast, pop_up
from bot.storage import database, outbox
from bot.telegram import updates
from bot.telegram.updates import Heard

NOT_UNDERSTOOD = text(
    "dialogue.not_understood", "I did not understand that. You can press one of these buttons."
)
ONLY_TEXT = text(
    "dialogue.only_text",
    "I can read text only, for now. Please type it, or press one of the buttons.",
)
UNKNOWN_COMMAND = text("dialogue.unknown_command", "I don't know this command. /help shows all.")
NOTHING_TO_CANCEL = text("dialogue.nothing_to_cancel", "There is no form open that I could stop.")
NOT_KNOWN = text("dialogue.not_known", "Nothing is kept about you here. Send /start to begin.")


@dataclass
class Dialogue(Acting):
    """One turn's conversation with one person."""

    is_new: bool = False

    # What was said

    async def hear(self, what: updates.What, *, is_repeated: bool) -> None:
        match what:
            case updates.Pressed(_, message, data):
                self.pressed = message
                if not is_repeated and data != cards.INERT:
                    await self._press(data)
            case updates.Command(name, rest):
                await self._command(name, rest)
            case updates.Typed():
                await self._typed(what.as_message)
            case updates.Sent():
                await self._sent(what.as_message)
            case updates.Edited(message, words, is_caption):
                await self.programme.relay.edited(self._turn(), message, words, is_caption)
            case updates.Blocked():
                await people.mark_unreachable(self.work, self.person.telegram)
                await outbox.drop_all(self.work, self.person.telegram)
            case updates.Unblocked():
                await people.mark_reachable(self.work, self.person.telegram)
            case _:
                assert_never(what)

    async def _press(self, data: str) -> None:
        first, _, rest = data.partition(":")
        if first == cards.ACTION:
            await self._pressed_action(rest)
            return
        turn, _, value = rest.partition(":")
        form = await self.form(first)
        if form is None or not turn.isascii() or not turn.isdigit():
            await self.stale()
            return
        its_flow = self.flow_of(form)
        step = steps.press(its_flow, form, int(turn), value, self.context)
        await self.take(its_flow, form, step)

    async def _pressed_action(self, rest: str) -> None:
        name, _, rest = rest.partition(":")
        about, _, version = rest.rpartition(":")
        is_number = version.isascii() and version.isdigit()
        await (self.act(name, about, int(version)) if is_number else self.stale())

    async def _command(self, name: str, rest: str) -> None:
        if name == "cancel":
            await self._cancel()
        elif name in self.programme.commands:
            await self.act(self.programme.commands[name], rest)
        else:
            await self.say(cards.card(Said(UNKNOWN_COMMAND)))
            await self.act("menu")

    async def _typed(self, message: asking.Message) -> None:
        """The big buttons and words of danger come before everything; neither is an answer."""
        words = message.words
        action = self.programme.below(words)
        warning = None if action else self.programme.alarm(words, self.programme.town)
        if action:
            await self.act(action)
        elif warning:
            await self.say(warning)
            await self._typed_in_danger(message)
        elif not await self._passed_on(message):
            await self._typed_here(message)

    async def _typed_in_danger(self, message: asking.Message) -> None:
        """It reaches whoever it was meant for; but it is no answer to a form."""
        form = await self.front()
        question = form and flow.current(self.flow_of(form), form.answers)
        if await self._passed_on(message) or not (question and question.goes_to_a_person):
            await self.ask_front()
        else:
            await self._typed_here(message)

    async def _typed_here(self, message: asking.Message) -> None:
        """To the open question, or to whom it may be meant for."""
        form = await self.front()
        if form is not None:
            its_flow = self.flow_of(form)
            step = steps.words(its_flow, form, message.words, self.context, message)
            await self.take(its_flow, form, step)
        elif self.is_new:
            await self.act("start")
        elif not await self._named(message.words):
            await self.answer(await self._kept_for(message))

    async def _named(self, words: str) -> bool:
        """Whether the words are one for a command, or stand on a button of the menu or of what
        waits for an answer; then it is done."""
        typed = reading.fold(words)
        for listed, action in self.programme.words:
            if typed and typed in map(reading.fold, asking.listed(listed, self.context)):
                await self.act(action)
                return True
        this = self._turn()
        replies = [await self.programme.actions[name](this) for name in ("status", "menu")]
        rows = (row for reply in replies for card in reply.says for row in card.rows)
        for button in (button for row in rows for button in row.buttons):
            if asking.is_label(words, button.label, self.context):
                await self._press(button.press)
                return True
        return False

    async def _sent(self, message: asking.Message) -> None:
        if self.is_new:
            await self.act("start")
            return
        if await self._passed_on(message):
            return
        form = await self.front()
        if form is None:
            await self.answer(await self._kept_for(message))
            return
        its_flow = self.flow_of(form)
        step = steps.sent(its_flow, form, message, self.context)
        again = asking.Again(Said(ONLY_TEXT))
        await self.take(its_flow, form, step or steps.AskedAgain(form, again))

    async def _passed_on(self, message: asking.Message) -> bool:
        """Whether it answers a message that was passed on, and so goes back to its author."""
        reply = await self.programme.relay.answered(self._turn(), message)
        if reply is None:
            return False
        await self.answer(reply)
        return True

    async def _kept_for(self, message: asking.Message) -> Reply:
        """What fits nowhere: it is asked for whom it is, or else the menu is shown."""
        this = self._turn()
        reply = await self.programme.relay.homeless(this, message)
        if reply is not None:
            return reply
        why = NOT_UNDERSTOOD if message.kind == "text" else ONLY_TEXT
        menu_reply = await self.programme.actions["menu"](this)
        return replace(menu_reply, says=(cards.card(Said(why)), *menu_reply.says))

    def _turn(self) -> Turn:
        return Turn(self.work, self.person.id, self.context)

    async def _cancel(self) -> None:
        form = await self.front()
        if form is None:
            await self.say(cards.card(Said(NOTHING_TO_CANCEL)))
            await self.act("menu")
            return
        leaving = replace(form, draft={**form.draft, "leaving": True})
        await self.ask(self.flow_of(form), leaving)


async def answer(
    programme: Programme,
    work: database.Work,
    heard: Heard,
    *,
    is_repeated: bool = False,
    number: int = 1,
) -> Toast:
    """Handle one thing that one person said, in update `number`; returns what to answer a press
    with. Nobody becomes known by pressing an old button."""
    person = await people.find(work, heard.chat)
    language = i18n.guess(heard.language, programme.languages)
    is_new = person is None
    if person is None:
        if isinstance(heard.what, updates.Edited):
            return Toast()
        if not isinstance(heard.what, (updates.Typed, updates.Command, updates.Sent)):
            reader = Reader(language, programme.town.zone, work.now)
            return pop_up(Said(NOT_KNOWN), reader, is_alert=True)
        person = await people.add(work, heard.chat, language)
    dialogue = Dialogue(programme, work, person, heard.name, number=number, is_new=is_new)
    await dialogue.hear(heard.what, is_repeated=is_repeated)
    return dialogue.toast
