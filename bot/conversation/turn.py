"""A turn: one person said one thing, and all that follows is written in one transaction.

Capabilities are handed a `Turn` and return a `Reply`; they never send.

    Refusal        something kept a wish from coming true; carries the text that says so
    └── NotYours   not there, or not theirs: the same words for both, so that nothing is learned
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.conversation import asking, cards, values
from bot.i18n import text
from bot.storage import database
from bot.town import Town

GONE = text("conversation.gone", "This is not here, or not any more. Here is what you can do now.")


@dataclass(frozen=True)
class Turn:
    """Who said something, and the transaction. `about` is the object of a pressed action or of a
    form, or what stood behind a command."""

    work: database.Work
    person: int
    context: asking.Context
    about: str = ""
    version: int = 0

    @property
    def language(self) -> str:
        return self.context.reader.language

    @property
    def town(self) -> Town:
        return self.context.town


@dataclass(frozen=True)
class Reply:
    """What a capability answers: cards to say, in order.

    `in_place` turns the pressed message into the first card. `then` names the flow that starts
    next, with `answers` already given; `changes` is the key of one of these that is asked for once
    more; `about` is the object it is about. `document` names the maker of a file that goes out too,
    made from `arguments`. `acts` names the action that follows. `asks_again` repeats the open
    question, if there is one.
    """

    says: tuple[cards.Card, ...] = ()
    in_place: bool = False
    then: str = ""
    about: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    changes: str = ""
    document: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    acts: str = ""
    asks_again: bool = False


Action: TypeAlias = Callable[[Turn], Awaitable[Reply]]


class Refusal(Exception):
    """Something kept a wish from coming true."""

    def __init__(self, why: values.Said) -> None:
        super().__init__(why.text.key)
        self.why = why


class NotYours(Refusal):
    """Not there, or not theirs."""


def reply(*lines: values.Said | None, rows: tuple[cards.Row, ...] = ()) -> Reply:
    return Reply((cards.card(*lines, rows=rows),))
