"""How a turn speaks: it says, asks and edits by writing rows. Nothing is sent here."""

from dataclasses import dataclass, field, replace

from bot.conversation import asking, cards, flow
from bot.conversation.cards import Card
from bot.conversation.flow import Flow
from bot.conversation.values import Reader, Said
from bot.people import store as people
from bot.programme import Programme
from bot.storage import database, forms, outbox
from bot.storage.forms import Form
from bot.telegram import screens


@dataclass(frozen=True)
class Toast:
    """A word that passes over the screen after a press, as its reader sees it; an alert stays until
    it is read. `said` is the text behind it."""

    words: str = ""
    is_alert: bool = False
    said: Said | None = None


def pop_up(words: Said, reader: Reader, *, is_alert: bool = False) -> Toast:
    return Toast(screens.bare(words, reader), is_alert, words)


@dataclass
class Speaker:
    """The bot's side of one turn with one person. `pressed` is the message whose button was
    pressed; `toast` answers the press."""

    programme: Programme
    work: database.Work
    person: people.Person
    name: str
    pressed: int | None = None
    toast: Toast = field(default_factory=Toast)

    @property
    def context(self) -> asking.Context:
        reader = Reader(self.person.language, self.programme.town.zone, self.work.now)
        return asking.Context(reader, self.programme.town, self.name)

    async def form(self, name: str) -> Form | None:
        """The person's open form of this name, if it is still a form of this programme."""
        if forms.kind_of(name) not in self.programme.flows:
            return None
        found = await forms.open_forms(self.work, self.person.id)
        return next((form for form in found if form.flow == name), None)

    async def front(self) -> Form | None:
        found = await forms.open_forms(self.work, self.person.id)
        return next((form for form in found if form.kind in self.programme.flows), None)

    def flow_of(self, form: Form) -> Flow:
        return self.programme.flows[form.kind]

    async def ask_front(self) -> None:
        """Ask the open question once more, if there is one."""
        form = await self.front()
        if form is not None:
            await self.ask(self.flow_of(form), form)

    async def ask(
        self,
        its_flow: Flow,
        form: Form,
        again: asking.Again | None = None,
        *,
        is_first: bool = False,
    ) -> None:
        """Ask the open question as a new message, and remember where it was asked; an answer that
        no longer holds (a day that has passed) is asked for first. Where the question, or another
        of this form, still stands with its buttons, they go."""
        await self.bare(its_flow, form)
        outdated = flow.outdated(its_flow, form.answers, self.context)
        if outdated is not None:
            form, again = flow.without(form, outdated.key), outdated.again
        form = flow.opened(its_flow, form)
        card = flow.card_of(its_flow, form, self.context, again, is_first=is_first)
        asked = await self.say(card)
        await forms.put(self.work, self.person.id, replace(form, asked=asked))

    async def bare(self, its_flow: Flow, form: Form) -> None:
        """Take the buttons from where the open question was asked."""
        if form.asked is not None:
            bare = cards.pack(flow.bare(its_flow, form))
            await outbox.edit(self.work, self.person.id, bare, row=form.asked)

    async def redraw(self, its_flow: Flow, new: Form, *, together: bool = False) -> None:
        """In place after a press, and for what came `together` with what the question was asked for
        last; anew after anything else, which stands below the old question."""
        card = flow.card_of(its_flow, new, self.context)
        if self.pressed is not None:
            await forms.put(self.work, self.person.id, new)
            await self.edit(card, self.pressed)
        elif together and new.asked is not None:
            await forms.put(self.work, self.person.id, new)
            await outbox.edit(self.work, self.person.id, cards.pack(card), row=new.asked)
        else:
            await self.ask(its_flow, new)

    async def ask_once_more(self, its_flow: Flow, new: Form, again: asking.Again) -> None:
        """After a press a word over the screen is enough, unless there are choices to show."""
        if self.pressed is not None and not again.choices:
            self.toast = pop_up(again.why, self.context.reader, is_alert=True)
            return
        await self.ask(its_flow, new, again)

    async def close(self, form: Form, closed: Card) -> None:
        """Turn the open question's message into what remains of it."""
        if self.pressed is not None:
            await self.edit(closed, self.pressed)
        elif form.asked is not None:
            await outbox.edit(self.work, self.person.id, cards.pack(closed), row=form.asked)

    async def conclude(self, its_flow: Flow, form: Form, card: Card) -> None:
        """End with a card: in place of a pressed one, else below what was typed."""
        if self.pressed is not None:
            await self.edit(card, self.pressed)
            return
        await self.close(form, flow.bare(its_flow, form))
        await self.say(card)

    async def say(self, card: Card) -> int:
        return await outbox.say(self.work, self.person.id, cards.pack(card))

    async def edit(self, card: Card, message: int) -> None:
        await outbox.edit(self.work, self.person.id, cards.pack(card), message=message)
