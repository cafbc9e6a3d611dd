"""Both have noted something else as the same part of a letter's card: whoever says it second is
told, and asked which is right. Of two deadlines the earlier one counts until then.
"""

from dataclasses import dataclass
from typing import Any

from bot.conversation import asking, cards, options, reading
from bot.conversation.asking import Again, Answer, Answers, Context, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.values import Said, Value, say
from bot.i18n import text
from bot.letters import card
from bot.letters.store import Part

PART, SAW, THEIRS = "part", "saw", "theirs"
"""Kept beside the answer: which part is asked for, what its writer saw there, and what the other
one has noted meanwhile."""
WHICH, MINE = "which", "mine"
LONGEST_LABEL = 35

MEANWHILE = text(
    "letters.meanwhile", "{name} has noted something else in the meantime: <b>{theirs}</b>"
)
EARLIER_COUNTS = text("letters.earlier_counts", "Until you say which, the earlier day counts.")
WHICH_IS_RIGHT = text("letters.which_is_right", "Which is right?")
LEAVE_EMPTY = text("letters.leave_empty", "Leave it empty")


def is_crossed(beside: Answers, stands: str | None, mine: str | None) -> bool:
    """Whether what stands there is neither what the writer saw nor what the writer says."""
    return SAW in beside and stands is not None and stands not in (beside[SAW], mine)


def counts(part: Part, mine: str | None, theirs: str) -> str:
    """What stands there until it is said which is right."""
    is_earlier = part is Part.DEADLINE and mine is not None and mine < theirs
    return mine if is_earlier and mine else theirs


def _is_asked(answers: Answers) -> bool:
    return THEIRS in answers


@dataclass(frozen=True)
class Which(asking.Question):
    """One of two answers, each a button. The answer is {"part": …, "answer": …}."""

    def begun(self, answers: Answers) -> dict[str, Any]:
        part = answers[PART]
        return {PART: part, MINE: answers.get(part), THEIRS: answers[THEIRS]}

    def rows(self, draft: Answers, _context: Context) -> tuple[Row, ...]:
        return cards.column(*(Button(_label(draft, of), of) for of in (THEIRS, MINE)))

    def pressed(self, value: str, draft: Answers, _context: Context) -> Heard | None:
        if value not in (THEIRS, MINE):
            return None
        return Answer({"part": draft[PART], "answer": draft[value]})

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = {of: asking.texts_of(_label(draft, of), context) for of in (THEIRS, MINE)}
        chosen = reading.choice(words, labels)
        heard = self.pressed(chosen, draft, context) if chosen else None
        return heard or Again(say(options.CHOOSE))

    def shown(self, answer: Any, _context: Context) -> Value:
        return _shown(answer["part"], answer["answer"])


def _label(draft: Answers, of: str) -> Value:
    return cards.short(_shown(draft[PART], draft[of]), LONGEST_LABEL)


def _shown(part: str, answer: str | None) -> Value:
    return Said(LEAVE_EMPTY) if answer is None else card.shown(Part(part), answer)


QUESTION = Which(WHICH, WHICH_IS_RIGHT, name=WHICH_IS_RIGHT, when=_is_asked)
