"""The question that takes the pages of a letter, as photos or files, until that's all.

Only Telegram's numbers of the messages are kept, and only until they are passed on.
"""

from dataclasses import dataclass
from typing import Any

from bot.conversation import asking, cards, options, reading
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard, Message, Question
from bot.conversation.cards import Button, Row
from bot.conversation.values import Count, Said, Value, say
from bot.i18n import plural, text
from bot.letters import card

KINDS = ("photo", "document")
"""What a page may be."""
MOST = 30
"""Pages of one letter: more are more than anybody reads on a phone."""
PICKED, ALBUM = "picked", "album"
"""Where a draft gathers what is there so far, and of which album the last one was."""

THAT_IS_ALL = text("letters.that_is_all", "That's all")
ARE_HERE = plural(
    "letters.pages_are_here",
    "<b>{count} page is there.</b> Send the next one, or press “That's all”.",
    "<b>{count} pages are there.</b> Send the next one, or press “That's all”.",
)
ONLY_PAGES = text(
    "letters.only_pages",
    "I have not sent that: here I take photos and files of the letter only. When all are there, "
    "press “That's all”; then you can write to your buddy.",
)
NO_PAGE = text("letters.no_page", "No page is there yet. Please send a photo of the letter first.")
TOO_MANY = plural(
    "letters.too_many",
    "More than {count} page does not fit into one letter. Please press “That's all”, and send the "
    "rest as another letter.",
    "More than {count} pages do not fit into one letter. Please press “That's all”, and send the "
    "rest as another letter.",
)


@dataclass(frozen=True)
class Pages(Question):
    """The answer is a list of Telegram's numbers of the messages."""

    def rows(self, draft: Answers, _context: Context) -> tuple[Row, ...]:
        if not draft.get(PICKED):
            return ()
        return cards.column(Button(Said(THAT_IS_ALL), options.FINISH, style="primary"))

    def heard(self, draft: Answers, _context: Context) -> Said | None:
        picked = draft.get(PICKED)
        return say(ARE_HERE, count=Count(len(picked))) if picked else None

    def pressed(self, value: str, draft: Answers, _context: Context) -> Heard | None:
        return _finished(draft) if value == options.FINISH else None

    def sent(self, message: Message, draft: Answers, _context: Context) -> Heard | None:
        if message.kind == "text":
            return None
        if message.kind not in KINDS:
            return Again(Said(ONLY_PAGES))
        picked = draft.get(PICKED, [])
        if len(picked) >= MOST:
            return Again(say(TOO_MANY, count=Count(MOST)))
        together = bool(message.album) and message.album == draft.get(ALBUM)
        gathered = {PICKED: [*picked, message.number], ALBUM: message.album}
        return Draft({**draft, **gathered}, together)

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = (THAT_IS_ALL, options.DONE)
        ways = [way for label in labels for way in asking.texts_of(Said(label), context)]
        is_all = reading.choice(words, {options.FINISH: ways})
        return _finished(draft) if is_all else Again(Said(ONLY_PAGES))

    def shown(self, answer: Any, _context: Context) -> Value:
        return say(card.PAGES, count=Count(len(answer)))


def _finished(draft: Answers) -> Heard:
    picked = draft.get(PICKED)
    return Answer(picked) if picked else Again(Said(NO_PAGE))
