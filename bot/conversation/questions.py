"""The common kinds of questions: Choose, ChooseMany, Write, Number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import i18n
from bot.conversation import asking, cards, options, reading, values
from bot.conversation.asking import Again, Answer, Answers, Context, Draft, Heard, Question
from bot.conversation.cards import Button, Row
from bot.conversation.options import FINISH, Option, Options
from bot.conversation.values import Listed, Said, Series, Value, Words, say
from bot.i18n import plural, text

NOT_FOUND = text(
    "conversation.not_found", "I did not find that. Please choose, or type it differently."
)
A_NUMBER = text("conversation.a_number", "Please type a number from {low} to {high}.")

TOO_MANY = plural(
    "conversation.too_many",
    "That is more than {count} answer. Please choose the most important.",
    "That is more than {count} answers. Please choose the most important.",
)
# Translators: the numbers from 0 to 10 as people write them out, separated by |; several ways to
# write one are separated by a slash.
IN_WORDS = text(
    "conversation.numbers_in_words",
    "zero/none | one | two | three | four | five | six | seven | eight | nine | ten",
)
# Translators: shown where somebody answered by voice instead of typing.
SPOKEN = text("conversation.spoken", "a voice message")
MOST = 20
"""Answers that fit under one question."""
LONGEST_OWN_WORDS = 600
SEARCH = ".search"
SUGGESTED = ".name"


@dataclass(frozen=True)
class Choose(Question):
    """One of several options. Long lists come in pages; `columns` side by side where labels are
    short. Where there is a code for `own_words`, typed words that name no option are an answer too:
    {that code: the words}; `chosen` reads both."""

    options: Options
    columns: int = 1
    own_words: str | None = None

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        offered = options.options_of(self.options, context)
        shown, more = options.page(offered, draft.get("page", 0))
        buttons = [Button(option.label, option.code) for option in shown]
        return (*options.in_columns(buttons, self.columns), *more)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(options.NEXT_PAGE):
            return options.turn_page(value, draft)
        codes = {option.code for option in options.options_of(self.options, context)}
        return Answer(value) if value in codes else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        offered = options.options_of(self.options, context)
        code = reading.choice(words, options.labels_of(offered, context))
        if code:
            return Answer(code)
        if self.own_words is None:
            return options.not_a_choice(words, offered, context)
        written = asking.written(words, LONGEST_OWN_WORDS)
        return Answer({self.own_words: written}) if isinstance(written, str) else written

    def outdated(self, answer: Any, context: Context) -> Again | None:
        code, words = chosen(answer)
        offered = {option.code for option in options.options_of(self.options, context)}
        holds = code in offered if words is None else code == self.own_words
        return None if holds else Again(say(options.CHOOSE))

    def shown(self, answer: Any, context: Context) -> Value:
        code, words = chosen(answer)
        return options.label_of(code, self.options, context) if words is None else Words(words)


def chosen(answer: Any) -> tuple[str, str | None]:
    """The code that was chosen, and the own words that were typed instead of an option."""
    if not isinstance(answer, dict):
        return answer, None
    [(code, words)] = answer.items()
    return code, words


@dataclass(frozen=True)
class ChooseMany(Question):
    """Any number of options, ticked and unticked in place, in pages where there are many. `alone`
    is the option that answers by itself ("I don't know yet"); `search` finds more options than are
    shown by what is typed; `is_listed` shows the answers on lines of their own, where their labels
    are long."""

    options: Options
    alone: str | None = None
    search: Callable[[str, Context], Sequence[Option]] | None = None
    search_hint: i18n.Text | None = None
    is_listed: bool = False

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        picked = self._picked(draft)
        boxes = []
        shown, more = self._page(picked, draft, context)
        for option in shown:
            if option.code == self.alone:
                boxes.append(Button(option.label, f"+{option.code}"))
                continue
            sign = "-" if option.code in picked else "+"
            boxes.append(Button(option.label, sign + option.code, is_ticked=option.code in picked))
        hint = (Button(Said(self.search_hint), SEARCH),) if self.search_hint else ()
        done = Button(Said(options.DONE), FINISH, style="primary")
        return (*cards.column(*boxes), *more, *cards.column(*hint, done))

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        picked = self._picked(draft)
        if value == FINISH:
            return options.finished(picked)
        if value == SEARCH:
            return Again(say(self.search_hint)) if self.search_hint else None
        if value.startswith(options.NEXT_PAGE):
            return options.turn_page(value, draft)
        sign, code = value[:1], value[1:]
        if sign not in ("+", "-") or not self._is_known(code, picked, context):
            return None
        if code == self.alone:
            return Answer([code])
        return Draft({**draft, "picked": options.changed(picked, code, is_in=sign == "+")})

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        picked = self._picked(draft)
        if reading.choice(words, {FINISH: asking.texts_of(Said(options.DONE), context)}):
            return options.finished(picked)
        found = self._found(words, picked, context)
        if not found:
            again = NOT_FOUND if self.search else options.CHOOSE
            return options.not_a_choice(
                words, self._offered(picked, context), context, again, sign="+"
            )
        if found == [self.alone]:
            return Answer(found)
        for code in found:
            picked = options.changed(picked, code, is_in=code != self.alone)
        if len(picked) > MOST:
            return Again(say(TOO_MANY, count=values.Count(MOST)))
        return Draft({**draft, "picked": picked})

    def shown(self, answer: Any, context: Context) -> Value:
        labels = tuple(self._label(code, context) for code in answer)
        return Listed(labels) if self.is_listed and len(labels) > 1 else Series(labels)

    def _picked(self, draft: Answers) -> list[str]:
        """What is ticked; an answer that stands alone isn't, when somebody comes back to it."""
        return [code for code in draft.get("picked", ()) if code != self.alone]

    def _page(
        self, picked: Sequence[str], draft: Answers, context: Context
    ) -> tuple[tuple[Option, ...], tuple[Row, ...]]:
        """What is found by typing stands on every page."""
        offered = options.options_of(self.options, context)
        found = self._offered(picked, context)[len(offered) :]
        shown, more = options.page(offered, draft.get("page", 0))
        return (*shown, *found), more

    def _offered(self, picked: Sequence[str], context: Context) -> tuple[Option, ...]:
        offered = options.options_of(self.options, context)
        known = {option.code for option in offered}
        found = (Option(code, self._label(code, context)) for code in picked if code not in known)
        return (*offered, *found)

    def _label(self, code: str, context: Context) -> Value:
        known = {option.code: option.label for option in options.options_of(self.options, context)}
        if code not in known and self.search:
            known |= {option.code: option.label for option in self.search(code, context)}
        return known.get(code, Words(code))

    def _is_known(self, code: str, picked: Sequence[str], context: Context) -> bool:
        if any(option.code == code for option in self._offered(picked, context)):
            return True
        found = self.search(code, context) if self.search else ()
        return any(option.code == code for option in found)

    def _found(self, words: str, picked: Sequence[str], context: Context) -> list[str]:
        """The codes of what the words name, or else their parts, or else single words. A code
        itself is no name: "no" is Norwegian to nobody."""
        labels = options.labels_of(self._offered(picked, context), context)
        for pieces in ((words,), reading.parts(words), words.split()):
            found = [code for piece in pieces for code in self._named(piece, labels, context)]
            if found:
                return list(dict.fromkeys(found))
        return []

    def _named(
        self, words: str, labels: Mapping[str, Sequence[str]], context: Context
    ) -> list[str]:
        code = reading.choice(words, labels)
        if code or not self.search:
            return [code] if code else []
        return [option.code for option in self.search(words, context) if option.code != words]


@dataclass(frozen=True)
class Write(Question):
    """Own words, cleaned of control characters; one line unless `has_lines`. Where they
    `may_be_spoken`, the answer may be {"voice": Telegram's reference} instead."""

    longest: int
    suggest: Callable[[Context], str] | None = None
    has_lines: bool = False
    may_be_spoken: bool = False

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        name = self._suggestion(context)
        return cards.column(Button(Words(name), SUGGESTED)) if name else ()

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        name = self._suggestion(context)
        return Answer(name) if value == SUGGESTED and name else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        written = asking.written(words, self.longest, has_lines=self.has_lines)
        return Answer(written) if isinstance(written, str) else written

    def sent(self, message: asking.Message, draft: Answers, context: Context) -> Heard | None:
        is_voice = self.may_be_spoken and message.kind == "voice"
        return Answer({"voice": message.file}) if is_voice else None

    def shown(self, answer: Any, context: Context) -> Value:
        return Words(answer) if isinstance(answer, str) else Said(SPOKEN)

    def _suggestion(self, context: Context) -> str:
        words = asking.clean(self.suggest(context)) if self.suggest else ""
        return words if 0 < len(words) <= self.longest and any(map(str.isalnum, words)) else ""


@dataclass(frozen=True)
class Number(Question):
    """A whole number from `low` to `high`, both included; the first ten have a button."""

    low: int
    high: int

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        numbers = range(self.low, min(self.high, self.low + 9) + 1)
        return options.in_columns([Button(values.Count(n), str(n)) for n in numbers], columns=5)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        heard = self.typed(value, draft, context) if value.isascii() and value.isdigit() else None
        return heard if isinstance(heard, Answer) else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        number = reading.number(words)
        if number is None:
            number = _in_words(words, context)
        if number is None or not self.low <= number <= self.high:
            limits = {"low": values.Count(self.low), "high": values.Count(self.high)}
            return Again(say(A_NUMBER, **limits))
        return Answer(number)

    def shown(self, answer: Any, context: Context) -> Value:
        return values.Count(answer)


def _in_words(words: str, context: Context) -> int | None:
    """A number that is written out, in the reader's language or in English."""
    typed = reading.fold(words)
    for listed in asking.texts_of(Said(IN_WORDS), context):
        for number, ways in enumerate(listed.split("|")):
            if typed in map(reading.fold, ways.split("/")):
                return number
    return None
