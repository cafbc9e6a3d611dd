"""What was said, taken to the flow or action it belongs to; and what that answers, written down.

Nothing is sent here: a dialogue reads and writes rows of the turn's transaction, no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from bot import i18n
from bot.conversation import asking, cards, flow, steps, values
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.turn import GONE, Refusal, Reply, Turn
from bot.conversation.values import Reader, Said
from bot.i18n import plural, text
from bot.people import menu
from bot.people import store as people
from bot.programme import Programme
from bot.speaking import Speaker, Toast, pop_up
from bot.storage import database, forms, outbox
from bot.storage.forms import Form
from bot.telegram import receive
from bot.telegram.receive import Heard

NOT_UNDERSTOOD = text(
    "dialogue.not_understood", "I did not understand that. You can press one of these buttons."
)
ONLY_TEXT = text(
    "dialogue.only_text",
    "I can read text only, for now. Please type it, or press one of the buttons.",
)
UNKNOWN_COMMAND = text("dialogue.unknown_command", "I don't know this command. /help shows all.")
KEPT = plural(
    "dialogue.kept",
    "Kept. You can go on whenever you like. After {count} day it is deleted.",
    "Kept. You can go on whenever you like. After {count} days it is deleted.",
)
DROPPED = text("dialogue.dropped", "This form is deleted. Nothing of it is kept.")
GO_ON = text("dialogue.go_on", "Go on")
NOTHING_TO_CANCEL = text("dialogue.nothing_to_cancel", "There is no form open that I could stop.")
# Translators: a word that passes over the screen when an old button is pressed. Short.
FROM_BEFORE = text("dialogue.from_before", "That was from before.")
NOT_KNOWN = text("dialogue.not_known", "Nothing is kept about you here. Send /start to begin.")

GO_ON_WITH, DROP = OWN_ACTIONS = ("go_on", "drop_form")
"""Actions on open forms; all others are the capabilities' own."""


@dataclass
class Dialogue(Speaker):
    """One turn's conversation with one person. `number` is the update's: it never comes again, so
    a form that begins now can't be mistaken for an earlier one."""

    number: int = 1
    is_new: bool = False

    # What was said

    async def hear(self, what: receive.What, *, is_repeated: bool) -> None:
        match what:
            case receive.Pressed(_, message, data):
                self.pressed = message
                if not is_repeated and data != cards.INERT:
                    await self._press(data)
            case receive.Command(name, rest):
                await self._command(name, rest)
            case receive.Typed(words):
                await self._typed(words)
            case receive.Sent():
                await self._sent()
            case receive.Blocked():
                await people.mark_unreachable(self.work, self.person.telegram)
                await outbox.drop_all(self.work, self.person.telegram)
            case receive.Unblocked():
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
            await self._stale()
            return
        its_flow = self.programme.flows[first]
        step = steps.press(its_flow, form, int(turn), value, self.context)
        await self._take(its_flow, form, step)

    async def _pressed_action(self, rest: str) -> None:
        name, _, rest = rest.partition(":")
        about, _, version = rest.rpartition(":")
        is_number = version.isascii() and version.isdigit()
        await (self.act(name, about, int(version)) if is_number else self._stale())

    async def _command(self, name: str, rest: str) -> None:
        if name == "cancel":
            await self._cancel()
        elif name in self.programme.commands:
            await self.act(self.programme.commands[name], rest)
        else:
            await self.say(cards.card(Said(UNKNOWN_COMMAND)))
            await self.act("menu")

    async def _typed(self, words: str) -> None:
        """The big buttons and words of danger come before everything; neither is an answer."""
        action = self.programme.below(words)
        warning = None if action else self.programme.alarm(words, self.programme.town)
        form = await self.front()
        if action:
            await self.act(action)
        elif warning:
            await self.say(warning)
            await self.ask_front()
        elif form is not None:
            its_flow = self.programme.flows[form.flow]
            step = steps.words(its_flow, form, words, self.context)
            await self._take(its_flow, form, step)
        elif self.is_new:
            await self.act("start")
        else:
            await self.say(cards.card(Said(NOT_UNDERSTOOD)))
            await self.act("menu")

    async def _sent(self) -> None:
        form = await self.front()
        if self.is_new:
            await self.act("start")
            return
        if form is None:
            await self.say(cards.card(Said(ONLY_TEXT)))
            await self.act("menu")
            return
        again = asking.Again(Said(ONLY_TEXT))
        await self.ask(self.programme.flows[form.flow], form, again)

    async def _cancel(self) -> None:
        form = await self.front()
        if form is None:
            await self.say(cards.card(Said(NOTHING_TO_CANCEL)))
            await self.act("menu")
            return
        leaving = replace(form, draft={**form.draft, "leaving": True})
        await self.ask(self.programme.flows[form.flow], leaving)

    # Actions

    async def act(self, name: str, about: str = "", version: int = 0) -> None:
        """Do what a button or command of a fact stands for, and answer."""
        if name not in OWN_ACTIONS and name not in self.programme.actions:
            await self._stale()
        elif name == GO_ON_WITH:
            await self._go_on(about)
        elif name == DROP:
            await self._drop(about)
        else:
            this = Turn(self.work, self.person.id, self.context, about, version)
            await self._answer(await self._acted(name, this))

    async def _acted(self, name: str, this: Turn) -> Reply:
        try:
            return await self.programme.actions[name](this)
        except Refusal as refusal:
            menu_reply = await self.programme.actions["menu"](this)
            why = cards.card(refusal.why)
            return replace(menu_reply, says=(why, *menu_reply.says))

    async def _answer(self, reply: Reply) -> None:
        """Write what a capability answered. The language may just have changed."""
        self.person = await people.find(self.work, self.person.telegram) or self.person
        says = list(reply.says)
        if reply.in_place and says and self.pressed is not None:
            await self.edit(says.pop(0), self.pressed)
        for card in says:
            await self.say(card)
        if reply.document:
            what = {"maker": reply.document}
            await outbox.say(self.work, self.person.id, what, kind="document")
        if reply.then:
            await self.start(reply.then, reply.answers)
        elif reply.acts:
            await self.act(reply.acts)
        elif reply.asks_again:
            await self.ask_front()

    # Forms

    async def start(self, name: str, answers: Mapping[str, object]) -> None:
        """Begin a form with what is already known; one that is open is gone on with as it is."""
        if await self.form(name) is not None:
            await self._go_on(name)
            return
        its_flow = self.programme.flows[name]
        await self.ask(its_flow, Form(name, self.number, dict(answers)), is_first=not answers)

    async def _go_on(self, name: str) -> None:
        form = await self.form(name)
        if form is None:
            await self._stale()
            return
        await forms.bring_to_front(self.work, self.person.id, name)
        await self.ask(self.programme.flows[name], flow.at_question(form))

    async def _drop(self, name: str) -> None:
        form = await self.form(name)
        if form is None:
            await self._stale()
            return
        await self.bare(self.programme.flows[name], form)
        await self._dropped(self.programme.flows[name], form)

    async def _take(self, its_flow: Flow, form: Form, step: steps.Step) -> None:
        """Write what a press or words came to."""
        match step:
            case steps.Stale():
                await self._stale()
            case steps.Redrawn(new):
                await self.redraw(its_flow, new)
            case steps.AskedAgain(new, again):
                await self.ask_once_more(its_flow, new, again)
            case steps.Moved(new, closed):
                await self.close(form, closed)
                await self.ask(its_flow, replace(new, asked=None))
            case steps.Finished(answers, closed):
                await self.close(form, closed)
                await self._finish(its_flow, answers)
            case steps.Kept(new):
                await self.conclude(its_flow, form, self._kept(its_flow))
                await forms.put(self.work, self.person.id, replace(new, asked=None))
            case steps.Dropped():
                await self._dropped(its_flow, form)
            case _:
                assert_never(step)

    async def _finish(self, its_flow: Flow, answers: Mapping[str, object]) -> None:
        """The form goes when its answers have been taken; a refusal leaves it as it is."""
        this = Turn(self.work, self.person.id, self.context)
        try:
            reply = await its_flow.done(this, answers)
            await forms.drop(self.work, self.person.id, its_flow.name)
        except Refusal as refusal:
            reply = Reply((cards.card(refusal.why),))
        await self._answer(reply)
        if not reply.then:
            await self.ask_front()

    async def _dropped(self, its_flow: Flow, form: Form) -> None:
        await forms.drop(self.work, self.person.id, its_flow.name)
        await self.conclude(its_flow, form, cards.card(Said(its_flow.dropped or DROPPED)))
        await self.act("menu")

    def _kept(self, its_flow: Flow) -> Card:
        kept = values.say(KEPT, count=values.Count(self.programme.form_days))
        go_on = Button(Said(GO_ON), cards.action(GO_ON_WITH, its_flow.name))
        return cards.card(kept, rows=cards.column(go_on, menu.BACK_TO_MENU))

    async def _stale(self) -> None:
        """An old button, or one that never was: the same words for both, and what is current."""
        self.toast = pop_up(Said(FROM_BEFORE), self.context.reader)
        if await self.front() is None:
            await self.say(cards.card(Said(GONE)))
            await self.act("menu")
        else:
            await self.ask_front()


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
        if not isinstance(heard.what, (receive.Typed, receive.Command, receive.Sent)):
            reader = Reader(language, programme.town.zone, work.now)
            return pop_up(Said(NOT_KNOWN), reader, is_alert=True)
        person = await people.add(work, heard.chat, language)
    dialogue = Dialogue(programme, work, person, heard.name, number=number, is_new=is_new)
    await dialogue.hear(heard.what, is_repeated=is_repeated)
    return dialogue.toast
