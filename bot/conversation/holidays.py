"""A question for a day that wants to be sure where the day is a public holiday of the town."""

from dataclasses import dataclass
from datetime import date

from bot import workdays
from bot.conversation import asking, cards, planning, reading
from bot.conversation.asking import Answer, Answers, Context, Draft, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.values import Day as DayValue
from bot.conversation.values import Said, say
from bot.i18n import text

IS_HOLIDAY = text(
    "conversation.is_holiday", "<b>{day}</b> is a public holiday. Shall it be that day?"
)
# Translators: button: yes, on this day, although it is a public holiday.
THAT_DAY = text("conversation.that_day", "Yes: {day}")
# Translators: what people type who mean that day, separated by |.
WORDS_FOR_YES = text("conversation.words_for_yes", "yes | yes please | sure | ok | okay")
SURE = "holiday"
"""Where the draft keeps the day that was named once."""


@dataclass(frozen=True)
class Day(planning.Day):
    """A day as `planning.Day` asks for it. A public holiday is taken when it is named twice, or
    after a yes; any other day is taken at once."""

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        day = _named(draft)
        yes = (Button(say(THAT_DAY, day=DayValue(day)), day.isoformat()),) if day else ()
        return (*cards.column(*yes), *super().rows(draft, context))

    def heard(self, draft: Answers, context: Context) -> Said | None:
        day = _named(draft)
        return say(IS_HOLIDAY, day=DayValue(day)) if day else super().heard(draft, context)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        heard = super().pressed(value, draft, context)
        return _sure(heard, draft, context) if heard else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        day = _named(draft)
        if day and is_yes(words, day, context):
            return Answer(day.isoformat())
        return _sure(super().typed(words, draft, context), draft, context)


def _named(draft: Answers) -> date | None:
    return date.fromisoformat(draft[SURE]) if SURE in draft else None


def is_yes(words: str, day: date, context: Context) -> bool:
    """Whether somebody typed that it shall be this day."""
    yes = map(reading.fold, asking.listed(WORDS_FOR_YES, context))
    label = say(THAT_DAY, day=DayValue(day))
    return reading.fold(words) in yes or asking.is_label(words, label, context)


def _sure(heard: Heard, draft: Answers, context: Context) -> Heard:
    match heard:
        case Answer(value) if value != draft.get(SURE):
            if workdays.is_holiday(date.fromisoformat(value), context.town):
                return Draft({**draft, SURE: value})
    return heard
