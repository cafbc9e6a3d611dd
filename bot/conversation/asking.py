"""What it means to ask: a question shows its buttons, and reads a press or typed words as an
answer, as a draft (more to come), or as something to ask again about. All pure.

Answers are JSON: a code, a list of codes, an ISO date, words; None where an optional question was
skipped. The kinds of questions are in `questions` (Choose, ChooseMany, Write, Number), `planning`
(Day, Time), `places` (Place), `week` (Grid) and `flow` (Review).
"""

import abc
import dataclasses
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, TypeAlias

from bot import i18n
from bot.conversation import reading, values
from bot.conversation.cards import Row
from bot.conversation.values import Reader, Said, Value, say
from bot.i18n import plural, text
from bot.town import Town

Answers: TypeAlias = Mapping[str, Any]

TOO_LONG = plural(
    "conversation.too_long",
    "That is {count} letter too long for me. Please say it a little shorter.",
    "That is {count} letters too long for me. Please say it a little shorter.",
)
EMPTY = text("conversation.empty", "I could not read that. Please type it with letters.")
# Translators: shown where an optional question was skipped.
NO_ANSWER = text("conversation.no_answer", "nothing")


@dataclass(frozen=True)
class Message:
    """What somebody sent, as far as it can be taken as an answer or passed on. `number` is
    Telegram's id in the sender's chat, `words` a text or caption, `file` Telegram's reference to a
    voice message, `album` the group of pictures it belongs to, `answers` the message it replies
    to."""

    number: int
    kind: str
    words: str = ""
    file: str = ""
    album: str = ""
    answers: int | None = None
    is_forwarded: bool = False


@dataclass(frozen=True)
class Context:
    """What a question may know about the one who is asked."""

    reader: Reader
    town: Town
    telegram_name: str = ""


@dataclass(frozen=True)
class Answer:
    """The question is answered."""

    value: Any


@dataclass(frozen=True)
class Draft:
    """More of the answer is there, or another page is shown; the question stays open. What came
    `together` with something before (the pictures of an album) is answered together with it."""

    draft: dict[str, Any]
    together: bool = False


@dataclass(frozen=True)
class Again:
    """The words weren't understood; `choices` are (value, label) that may have been meant. Where
    answers don't go together, `key` is the one to be asked for again at the end."""

    why: Said
    choices: tuple[tuple[str, Value], ...] = ()
    key: str = ""


Heard: TypeAlias = Answer | Draft | Again


def always(_: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Question(abc.ABC):
    """`name` stands before the answer in the review; `when` says for which answers it is asked.

    Buttons carry bare values; the flow makes them its own. What `goes_to_a_person` is taken as the
    answer even if it sounds like danger: it is for them to read.
    """

    goes_to_a_person: ClassVar[bool] = False

    key: str
    ask: i18n.Text
    _: KW_ONLY
    name: i18n.Text
    optional: bool = False
    skip: i18n.Text | None = None
    when: Callable[[Answers], bool] = always

    def begun(self, _answers: Answers) -> dict[str, Any]:
        """What a draft of the question begins with, by what a form keeps beside its answers."""
        return {}

    @abc.abstractmethod
    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        """The question's buttons."""

    @abc.abstractmethod
    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        """What a button means; None for one that isn't there."""

    def sent(self, _message: Message, _draft: Answers, _context: Context) -> Heard | None:
        """What something means that isn't text; None where only text is understood."""
        return None

    @abc.abstractmethod
    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        """What typed words mean."""

    def heard(self, _draft: Answers, _context: Context) -> Said | None:
        """What is said above the question about what was just typed; None where it is plain."""
        return None

    def outdated(self, _answer: Any, _context: Context) -> Again | None:
        """Why an answer that was given earlier doesn't hold any more; None while it does."""
        return None

    @abc.abstractmethod
    def shown(self, answer: Any, context: Context) -> Value:
        """The answer as its reader sees it."""


def texts_of(label: Value, context: Context) -> tuple[str, ...]:
    """A label as the reader sees it, and in English."""
    source = dataclasses.replace(context.reader, language=i18n.SOURCE)
    readers = (context.reader, source)
    return tuple(values.shown(label, reader, is_html=False) for reader in readers)


def listed(words: i18n.Text, context: Context) -> list[str]:
    """What a text lists between bars, in the reader's language and in English."""
    return "|".join(texts_of(Said(words), context)).split("|")


def is_label(words: str, label: Value, context: Context) -> bool:
    """Whether somebody typed what stands on a button, in their language or in English."""
    typed = reading.fold(words)
    return any(typed in reading.spellings(name) for name in texts_of(label, context))


def written(words: str, longest: int, *, has_lines: bool = False) -> str | Again:
    """Own words, cleaned; asked again when nothing of them can be read, or too much."""
    cleaned = clean(words, has_lines=has_lines)
    if not any(letter.isalnum() for letter in cleaned):
        return Again(say(EMPTY))
    surplus = len(cleaned) - longest
    return Again(say(TOO_LONG, count=values.Count(surplus))) if surplus > 0 else cleaned


def clean(words: str, *, has_lines: bool = False) -> str:
    """Words without control, direction-override and blank characters, spaces tidied. Joiners stay:
    Persian and emoji are spelled with them."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", words) if _is_kept(letter))
    lines = [" ".join(line.split()) for line in kept.splitlines()]
    return "\n".join(lines).strip() if has_lines else " ".join(" ".join(lines).split())


JOINERS = "\u200c\u200d"
BLANKS = "\u115f\u1160\u3164\uffa0"
"""Hangul fillers: letters to Unicode, but nothing is seen of a name made of them."""


def _is_kept(letter: str) -> bool:
    if letter in JOINERS or letter in "\n\t\r":
        return True
    return letter not in BLANKS and unicodedata.category(letter)[0] != "C"
