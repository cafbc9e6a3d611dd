"""One person in a form, as the engine alone sees it: presses and typed words in, cards out.

No database and no Telegram: what the dialogue would keep in a row is the `form` here.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot import town
from bot.conversation import asking, cards, flow, steps, values
from bot.conversation.asking import Again, Context
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.turn import Reply, Turn
from bot.conversation.values import Reader
from bot.storage.forms import Form
from bot.telegram import screens

TOWN = town.load("musterstadt")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday."""


def context(language: str = "en", now: datetime = NOW, name: str = "Amal") -> Context:
    return Context(Reader(language, TOWN.zone, now), TOWN, name)


async def nothing(_this: Turn, _answers: asking.Answers) -> Reply:
    """The `done` of forms that are only talked about."""
    return Reply()


@dataclass
class Talk:
    """A form from its first question on. `said` gathers every card, closed ones too."""

    its_flow: Flow
    context: Context = field(default_factory=context)
    form: Form = field(init=False)
    again: Again | None = field(init=False, default=None)
    step: steps.Step | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.form = flow.opened(self.its_flow, Form(self.its_flow.name))

    @property
    def open(self) -> str:
        """The key of the open question."""
        question = flow.current(self.its_flow, self.form.answers)
        return question.key if question else ""

    @property
    def answers(self) -> dict[str, Any]:
        return self.form.answers

    @property
    def is_over(self) -> bool:
        return isinstance(self.step, steps.Finished | steps.Kept | steps.Dropped)

    @property
    def card(self) -> Card:
        return flow.card_of(
            self.its_flow, self.form, self.context, self.again, is_first=self.step is None
        )

    @property
    def text(self) -> str:
        return screens.screen(self.card, self.context.reader, ()).text

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.card.rows for button in row.buttons]

    @property
    def labels(self) -> list[str]:
        return [self.label(button) for button in self.buttons]

    def label(self, button: Button) -> str:
        """The label as it is read, without the marks that direct it."""
        box = {True: f"{screens.TICKED} ", False: f"{screens.UNTICKED} ", None: ""}
        label = screens.label(button.label, self.context.reader)
        return box[button.is_ticked] + label.translate(dict.fromkeys((0x2068, 0x2069, 0x200F)))

    def find(self, label: str) -> Button:
        """The button with this label, whether ticked or not."""
        found = [
            b for b in self.buttons if self.label(b).removeprefix("☐ ").removeprefix("☑ ") == label
        ]
        assert found, f"no button {label!r} among {self.labels}"
        return found[0]

    def presses(self, *labels: str) -> steps.Step:
        """Press buttons one after the other; returns what the last one came to."""
        for label in labels:
            step = self.press(self.find(label).press)
        return step

    def press(self, data: str) -> steps.Step:
        """A press as it arrives, with the form's name and turn before the value."""
        name, turn, value = data.split(":", 2)
        assert name == self.its_flow.name
        return self._take(steps.press(self.its_flow, self.form, int(turn), value, self.context))

    def forges(self, value: str) -> steps.Step:
        """A press of this turn that stands on no button."""
        return self.press(f"{self.its_flow.name}:{self.form.turn}:{value}")

    def types(self, *several: str) -> steps.Step:
        for words in several:
            step = self._take(steps.words(self.its_flow, self.form, words, self.context))
        return step

    def speaks(self, language: str) -> None:
        self.context = replace(self.context, reader=replace(self.context.reader, language=language))

    def meets(self, other: Flow) -> None:
        """The program is changed in the middle of the form."""
        self.its_flow = other

    def _take(self, step: steps.Step) -> steps.Step:
        self.step, self.again = step, None
        match step:
            case steps.Redrawn(form) | steps.Kept(form):
                self.form = form
            case steps.Moved(form, _, again):
                self.form, self.again = form, again
            case steps.AskedAgain(form, again):
                self.form, self.again = form, again
        return step


def shown(value: values.Value, language: str = "en") -> str:
    """A value as its reader sees it, marks included."""
    return values.shown(value, context(language).reader)


def pressable(card: Card) -> list[str]:
    """The callback data of all buttons that answer the form."""
    presses = (button.press for row in card.rows for button in row.buttons)
    actions = f"{cards.ACTION}:"
    return [p for p in presses if p != cards.INERT and not p.startswith(actions)]
