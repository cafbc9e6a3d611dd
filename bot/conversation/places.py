"""The question about where: an office of the town, or a place in own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot import facts, i18n
from bot.conversation import asking, cards, options, reading
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.options import Option
from bot.conversation.values import InLanguage, Named, Said, Value, Words, say
from bot.i18n import text

NO_PLACE = text(
    "conversation.no_place", "That looks like a day or a time. Please write where it is."
)
LONGEST_LABEL = 40
"""Letters that fit on a button of a phone."""
ON_THE_DOOR = "de"
"""What stands on the doors of offices is German, whoever stands before them."""
NEAR, DOUBTED = "near", "doubted"
"""Where a draft keeps own words: those that may mean an office, and those that are doubted."""
OWN_WORDS, SURE, OTHER = "w", "s", "a"


def office(its: facts.Office) -> Option:
    """An office to choose, by what it is and what stands on the door, where there is room for both;
    typed, it is found by either, and by what it is in German."""
    german = InLanguage(Said(its.gloss), ON_THE_DOOR)
    also = (Said(its.gloss), Words(its.name), german)
    return Option(its.key, Named(its.gloss, its.name, LONGEST_LABEL), also)


@dataclass(frozen=True)
class Doubt:
    """What is asked once about a place in own words, before it is taken."""

    says: i18n.Text
    sure: i18n.Text
    other: i18n.Text
    is_about: Callable[[str, Context], bool]


@dataclass(frozen=True)
class Place(asking.Question):
    """An office of the town, or a place in own words. Answer: {"office": key} or {"words": …}."""

    offices: Callable[[Context], Sequence[Option]]
    longest: int = 200
    doubt: Doubt | None = None

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        if self.doubt and draft.get(DOUBTED):
            return cards.column(
                Button(Said(self.doubt.sure), SURE), Button(Said(self.doubt.other), OTHER)
            )
        known = tuple(self.offices(context))
        if draft.get(NEAR):
            near = self._near(draft[NEAR], known, context)
            own = Button(cards.short(Words(draft[NEAR])), OWN_WORDS)
            return cards.column(*(Button(o.label, f"o{o.code}") for o in near), own)
        shown, more = options.page(known, draft.get("page", 0))
        return (*cards.column(*(Button(o.label, f"o{o.code}") for o in shown)), *more)

    def heard(self, draft: Answers, _context: Context) -> Said | None:
        if self.doubt and draft.get(DOUBTED):
            return Said(self.doubt.says)
        return Said(options.DID_YOU_MEAN) if draft.get(NEAR) else None

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(options.NEXT_PAGE):
            return options.turn_page(value, draft)
        if value == OWN_WORDS and draft.get(NEAR):
            return self._own(draft[NEAR], draft, context)
        if value == SURE and draft.get(DOUBTED):
            return Answer({"words": draft[DOUBTED]})
        if value == OTHER and draft.get(DOUBTED):
            return Draft(_plain(draft))
        known = {f"o{office.code}" for office in self.offices(context)}
        return Answer({"office": value[1:]}) if value in known else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        if self.doubt and draft.get(DOUBTED):
            for label, value in ((self.doubt.sure, SURE), (self.doubt.other, OTHER)):
                if asking.is_label(words, Said(label), context):
                    return self.pressed(value, draft, context) or Draft(_plain(draft))
        known = tuple(self.offices(context))
        chosen = reading.choice(words, options.labels_of(known, context))
        if chosen:
            return Answer({"office": chosen})
        written = asking.written(words, self.longest)
        if isinstance(written, Again):
            return written
        if written != draft.get(NEAR) and self._near(written, known, context):
            return Draft({**_plain(draft), NEAR: written})
        return self._own(written, draft, context)

    def _near(self, words: str, known: Sequence[Option], context: Context) -> list[Option]:
        """The offices that these words may mean."""
        near = reading.close(words, options.labels_of(known, context))
        return [office for code in near for office in known if office.code == code]

    def _own(self, words: str, draft: Answers, context: Context) -> Heard:
        if _is_no_place(words, context):
            return Again(say(NO_PLACE))
        if self.doubt and words != draft.get(DOUBTED) and self.doubt.is_about(words, context):
            return Draft({**_plain(draft), DOUBTED: words})
        return Answer({"words": words})

    def shown(self, answer: Any, context: Context) -> Value:
        if "office" in answer:
            return options.label_of(answer["office"], self.offices, context)
        return Words(answer["words"])


def _plain(draft: Answers) -> dict[str, Any]:
    """The draft without what was made of own words."""
    return {key: kept for key, kept in draft.items() if key not in (NEAR, DOUBTED)}


def _is_no_place(words: str, context: Context) -> bool:
    """Whether the words say when instead of where, or nothing at all."""
    if not any(map(str.isalpha, words)) or reading.time(words) is not None:
        return True
    language, today = context.reader.language, context.reader.today
    return isinstance(reading.day(words, language, today), reading.On | reading.Passed)
