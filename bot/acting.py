"""What a press or an answer comes to: actions done, forms begun, filled and left, written down.

Nothing is sent here: rows of the turn's transaction are read and written, no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from bot.conversation import cards, flow, steps, values
from bot.conversation.asking import Again
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.turn import GONE, Refusal, Reply, Turn
from bot.conversation.values import Said
from bot.i18n import plural, text
from bot.people import menu
from bot.people import store as people
from bot.speaking import Speaker, pop_up
from bot.storage import forms, outbox
from bot.storage.forms import Form

STILL_OPEN = text("acting.still_open", "<b>{title}</b>: this is still open.")
KEPT = plural(
    "acting.kept",
    "Kept. You can go on whenever you like. After {count} day it is deleted.",
    "Kept. You can go on whenever you like. After {count} days it is deleted.",
)
DROPPED = text("acting.dropped", "This form is deleted. Nothing of it is kept.")
GO_ON = text("acting.go_on", "Go on")
# Translators: a word that passes over the screen when an old button is pressed. Short.
FROM_BEFORE = text("acting.from_before", "That was from before.")

GO_ON_WITH, DROP = OWN_ACTIONS = ("go_on", "drop_form")
"""Actions on open forms; all others are the capabilities' own."""


@dataclass
class Acting(Speaker):
    """A turn's side that acts. `number` is the update's: it never comes again, so a form that
    begins now can't be mistaken for an earlier one."""

    number: int = 1

    async def act(self, name: str, about: str = "", version: int = 0) -> None:
        """Do what a button or command of a fact stands for, and answer."""
        if name not in OWN_ACTIONS and name not in self.programme.actions:
            await self.stale()
        elif name == GO_ON_WITH:
            await self._go_on(about)
        elif name == DROP:
            await self._drop(about)
        else:
            this = Turn(self.work, self.person.id, self.context, about, version)
            await self.answer(await self._acted(name, this))

    async def _acted(self, name: str, this: Turn) -> Reply:
        try:
            return await self.programme.actions[name](this)
        except Refusal as refusal:
            menu_reply = await self.programme.actions["menu"](this)
            why = cards.card(refusal.why)
            return replace(menu_reply, says=(why, *menu_reply.says))

    async def answer(self, reply: Reply) -> None:
        """Write what a capability answered. The language may just have changed."""
        self.person = await people.find(self.work, self.person.telegram) or self.person
        says = list(reply.says)
        if reply.in_place and says and self.pressed is not None:
            await self.edit(says.pop(0), self.pressed)
        for card in says:
            await self.say(card)
        if reply.document:
            what = {"maker": reply.document, "arguments": reply.arguments}
            await outbox.say(self.work, self.person.id, what, kind="document")
        if reply.then:
            name = forms.name(reply.then, reply.about)
            await self.start(name, reply.answers, reply.changes)
        elif reply.acts:
            await self.act(reply.acts)
        elif reply.asks_again:
            await self.ask_front()

    async def start(self, name: str, answers: Mapping[str, object], changes: str = "") -> None:
        """Begin a form with what is already known, of which one answer may be asked for once more;
        one that is open is gone on with as it is."""
        if await self.form(name) is not None:
            await self._go_on(name)
            return
        form = Form(name, self.number, dict(answers))
        if changes:
            form = steps.reopened(self.flow_of(form), form, changes)
        await self.ask(self.flow_of(form), form, is_first=not answers)

    async def _go_on(self, name: str) -> None:
        form = await self.form(name)
        if form is None:
            await self.stale()
            return
        await forms.bring_to_front(self.work, self.person.id, name)
        await self.ask(self.flow_of(form), flow.at_question(form))

    async def _drop(self, name: str) -> None:
        form = await self.form(name)
        if form is None:
            await self.stale()
            return
        await self.bare(self.flow_of(form), form)
        await self._dropped(self.flow_of(form), form)

    async def take(self, its_flow: Flow, form: Form, step: steps.Step) -> None:
        """Write what a press or words came to."""
        match step:
            case steps.Stale():
                await self.stale()
            case steps.Redrawn(new, together):
                await self.redraw(its_flow, new, together=together)
            case steps.AskedAgain(new, again):
                await self.ask_once_more(its_flow, new, again)
            case steps.Moved(new, closed, again):
                await self.close(form, closed)
                await self.ask(its_flow, replace(new, asked=None), again)
            case steps.Finished(answers, closed):
                await self.close(form, closed)
                await self._finish(its_flow, form, answers)
            case steps.Kept(new):
                await self.conclude(its_flow, form, self._kept(form))
                await forms.put(self.work, self.person.id, replace(new, asked=None))
            case steps.Dropped():
                await self._dropped(its_flow, form)
            case _:
                assert_never(step)

    async def _finish(self, its_flow: Flow, form: Form, answers: Mapping[str, object]) -> None:
        """The form goes when its answers have been taken; a refusal leaves it as it is."""
        this = Turn(self.work, self.person.id, self.context, form.about)
        try:
            reply = await its_flow.done(this, answers)
            await forms.drop(self.work, self.person.id, form.flow)
        except Refusal as refusal:
            reply = Reply((cards.card(refusal.why),))
        await self.answer(reply)
        if not reply.then:
            await self._resume()

    async def _resume(self) -> None:
        """Ask what is still open beneath, and say what it is: it may be another thing."""
        form = await self.front()
        if form is not None:
            its_flow = self.flow_of(form)
            still = values.say(STILL_OPEN, title=Said(its_flow.title))
            await self.ask(its_flow, flow.at_question(form), Again(still))

    async def _dropped(self, its_flow: Flow, form: Form) -> None:
        await forms.drop(self.work, self.person.id, form.flow)
        await self.conclude(its_flow, form, cards.card(Said(its_flow.dropped or DROPPED)))
        await self.act("menu")

    def _kept(self, form: Form) -> Card:
        kept = values.say(KEPT, count=values.Count(self.programme.form_days))
        go_on = Button(Said(GO_ON), cards.action(GO_ON_WITH, form.flow))
        return cards.card(kept, rows=cards.column(go_on, menu.BACK_TO_MENU))

    async def stale(self) -> None:
        """An old button, or one that never was: the same words for both, and what is current."""
        self.toast = pop_up(Said(FROM_BEFORE), self.context.reader)
        if await self.front() is None:
            await self.say(cards.card(Said(GONE)))
            await self.act("menu")
        else:
            await self.ask_front()
