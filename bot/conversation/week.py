"""Times of the week as a grid of toggles: weekday by part of the day."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation import asking, cards, options, week_reading, week_words
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.options import FINISH
from bot.conversation.values import Listed, Said, Series, Value, Words, say
from bot.conversation.week_words import DURING, PARTS, SLOTS, order_of_week, weekday
from bot.i18n import text

# Translators: a weekday and parts of it, as in "Tue morning and evening".
ON_DAY = text("conversation.on_day", "{weekday} {parts}")
# Translators: a weekday, from morning to evening.
ALL_DAY = text("conversation.all_day", "{weekday} all day")
ANY_TIME = text("conversation.any_time", "Any time")
WHICH_TIMES = text(
    "conversation.which_times",
    "I did not understand which times you mean. Please press the times that suit you.",
)
# Translators: the times that were read from what somebody typed.
UNDERSTOOD = text("conversation.understood", "I understood: <b>{times}</b>")
SEEN_AT_A_GLANCE = 3
"""Ticks that are noticed without being named."""


@dataclass(frozen=True)
class Grid(asking.Question):
    """Times of the week: weekday by part of the day, each a toggle. Answer: slots such as "1m".
    Typed times are added to what is ticked; what was read of them is said above the grid."""

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        picked = draft.get("picked", [])
        head = Row(tuple(Button(Said(name)) for name in PARTS.values()), is_grid=True)
        week = order_of_week(context.reader.language)
        days = tuple(self._day(number, picked, context) for number in week)
        ends = (
            Button(Said(ANY_TIME), "+any"),
            Button(Said(options.DONE), FINISH, style="primary"),
        )
        return (head, *days, *cards.column(*ends))

    def _day(self, number: int, picked: Sequence[str], context: Context) -> Row:
        name = Words(weekday(number, context.reader.language, is_short=True))
        slots = [f"{number}{part}" for part in PARTS]
        return Row(
            tuple(
                Button(name, ("-" if slot in picked else "+") + slot, is_ticked=slot in picked)
                for slot in slots
            ),
            is_grid=True,
        )

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        picked = list(draft.get("picked", []))
        if value == FINISH:
            return options.finished(sorted(picked))
        if value == "+any":
            return Answer(sorted(SLOTS))
        if value[:1] in ("+", "-") and value[1:] in SLOTS:
            is_in = value[0] == "+"
            return _ticked(draft, options.changed(picked, value[1:], is_in=is_in))
        return None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        if asking.is_label(words, Said(options.DONE), context):
            return options.finished(sorted(draft.get("picked", [])))
        if asking.is_label(words, Said(ANY_TIME), context) or week_words.is_any(words, context):
            return Answer(sorted(SLOTS))
        ticked = draft.get("picked", [])
        said = week_reading.times(words, context)
        if said is None or not (said.added or ticked):
            return Again(say(WHICH_TIMES))
        return _ticked(draft, sorted(said.beside(ticked)), read=sorted(said.added))

    def heard(self, draft: Answers, context: Context) -> Said | None:
        read = draft.get("read")
        return say(UNDERSTOOD, times=self.shown(read, context)) if read else None

    def shown(self, answer: Any, context: Context) -> Value:
        if set(answer) == SLOTS:
            return Said(ANY_TIME)
        parts = {
            day: "".join(part for part in PARTS if f"{day}{part}" in answer) for day in range(7)
        }
        week = [day for day in order_of_week(context.reader.language) if parts[day]]
        alike = itertools.groupby(sorted(week, key=lambda d: parts[d]), key=lambda d: parts[d])
        groups = sorted(([*days] for _, days in alike), key=lambda days: week.index(days[0]))
        said = tuple(self._on(days, parts[days[0]], context) for days in groups)
        return Listed(said) if len(said) > 1 else Series(said)

    def _on(self, days: Sequence[int], parts: str, context: Context) -> Value:
        names = (weekday(day, context.reader.language, is_short=True) for day in days)
        on = Series(tuple(Words(name) for name in names))
        if len(parts) == len(PARTS):
            return say(ALL_DAY, weekday=on)
        return say(ON_DAY, weekday=on, parts=Series(tuple(Said(DURING[part]) for part in parts)))


def _ticked(draft: Answers, picked: Sequence[str], read: Sequence[str] = ()) -> Draft:
    """The draft with other ticks; `read` are those from typed words, kept while they are news."""
    rest = {key: kept for key, kept in draft.items() if key != "read"}
    news = {"read": read} if len(read) > SEEN_AT_A_GLANCE else {}
    return Draft({**rest, "picked": picked, **news})
