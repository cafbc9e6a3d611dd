"""The question that takes a whole message: text, voice, photo, document or place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from bot.conversation.asking import Again, Answer, Answers, Context, Heard, Message, Question
from bot.conversation.cards import Row
from bot.conversation.values import Said, Value, Words
from bot.i18n import Text
from bot.relay import rules, texts

KEY = "message"


@dataclass(frozen=True)
class Compose(Question):
    """The answer is the message as a dict, for `message_of`."""

    goes_to_a_person: ClassVar[bool] = True

    def rows(self, _draft: Answers, _context: Context) -> tuple[Row, ...]:
        return ()

    def pressed(self, _value: str, _draft: Answers, _context: Context) -> Heard | None:
        return None

    def sent(self, message: Message, _draft: Answers, _context: Context) -> Heard | None:
        why = refused(message)
        return Again(why) if why else Answer(asdict(message))

    def typed(self, words: str, _draft: Answers, _context: Context) -> Heard:
        return Answer(asdict(Message(0, "text", words)))

    def shown(self, answer: Any, _context: Context) -> Value:
        return Words(answer["words"]) if answer["words"] else Said(texts.YOUR_MESSAGE)


def question(ask: Text) -> Compose:
    return Compose(KEY, ask, name=texts.TITLE)


def message_of(answers: Mapping[str, Any]) -> Message:
    return Message(**answers[KEY])


def refused(message: Message) -> Said | None:
    """Why a message can't be passed on, if so."""
    if message.is_forwarded:
        return Said(texts.NO_FORWARDS)
    if message.kind == "contact":
        return Said(texts.NO_CONTACTS)
    return None if message.kind in rules.PASSABLE else Said(texts.ONLY_THESE)
