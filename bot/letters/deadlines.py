"""The question for a letter's deadline: letters are often opened late, but a day that has passed
may also be a slip."""

from dataclasses import dataclass
from datetime import date

from bot.conversation import asking, cards, holidays
from bot.conversation.asking import Answer, Answers, Context, Draft, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.planning import Day
from bot.conversation.values import Day as DayValue
from bot.conversation.values import Said, say
from bot.i18n import text

IS_IT_RIGHT = text("letters.is_day_right", "<b>{day}</b> has passed. Is that right?")
ANOTHER_DAY = text("letters.another_day", "Another day")
PASSED, OTHER = "passed", "other"
"""Where a draft keeps a day that has passed, and the button that takes another one."""


@dataclass(frozen=True)
class Deadline(Day):
    """A day; one that has passed is taken when it is named twice, or after a yes."""

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        day = _named(draft)
        if day is None:
            return super().rows(draft, context)
        yes = Button(say(holidays.THAT_DAY, day=DayValue(day)), day.isoformat())
        return cards.column(yes, Button(Said(ANOTHER_DAY), OTHER))

    def heard(self, draft: Answers, context: Context) -> Said | None:
        day = _named(draft)
        return say(IS_IT_RIGHT, day=DayValue(day)) if day else super().heard(draft, context)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value == OTHER:
            return _once_more(draft) if PASSED in draft else None
        heard = super().pressed(value, draft, context)
        return _sure(heard, draft, context) if heard else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        day = _named(draft)
        if day and holidays.is_yes(words, day, context):
            return Answer(day.isoformat())
        if day and asking.is_label(words, Said(ANOTHER_DAY), context):
            return _once_more(draft)
        return _sure(super().typed(words, draft, context), draft, context)


def _named(draft: Answers) -> date | None:
    return date.fromisoformat(draft[PASSED]) if PASSED in draft else None


def _once_more(draft: Answers) -> Draft:
    return Draft({key: kept for key, kept in draft.items() if key != PASSED})


def _sure(heard: Heard, draft: Answers, context: Context) -> Heard:
    match heard:
        case Answer(value) if value != draft.get(PASSED):
            if date.fromisoformat(value) < context.reader.today:
                return Draft({**draft, PASSED: value})
    return heard
