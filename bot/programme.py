"""All that may be said and done, by name: what `app` puts together and a dialogue looks up."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot import i18n
from bot.conversation import reading
from bot.conversation.asking import Message
from bot.conversation.cards import Card
from bot.conversation.flow import Flow
from bot.conversation.turn import Action, Reply, Turn
from bot.i18n import Text
from bot.town import Town


@dataclass(frozen=True)
class Relay:
    """How messages get from one person to another. `answered` passes on what replies to a message
    that was passed on, and is None for everything else; `homeless` asks for whom something is that
    fits nowhere, None where there is nobody; `edited` passes on that a message reads differently.
    """

    answered: Callable[[Turn, Message], Awaitable[Reply | None]]
    homeless: Callable[[Turn, Message], Awaitable[Reply | None]]
    edited: Callable[[Turn, int, str, bool], Awaitable[None]]


@dataclass(frozen=True)
class Programme:
    """One installation's. `bottom` are the big buttons below the chat, each with its action;
    `words` list what people type for an action; `alarm` finds words of danger; `form_days` is how
    long an unfinished form is kept."""

    town: Town
    languages: Sequence[str]
    flows: Mapping[str, Flow]
    actions: Mapping[str, Action]
    commands: Mapping[str, str]
    words: Sequence[tuple[Text, str]]
    bottom: Sequence[tuple[Text, str]]
    alarm: Callable[[str, Town], Card | None]
    relay: Relay
    form_days: int

    def below(self, words: str) -> str | None:
        """The action of a button below the chat, in any language: an old keyboard may still be
        there."""
        typed = reading.fold(words)
        for label, action in self.bottom:
            for language in i18n.shipped():
                if typed == reading.fold(i18n.pattern(label, language)):
                    return action
        return None
