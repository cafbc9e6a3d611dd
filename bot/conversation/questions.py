"""The kinds of questions a form is made of. A question shows its buttons, and reads a press or
typed words as an answer, as a draft (more to come), or as something to ask again about. All pure.

Answers are JSON: a code, a list of codes, an ISO date, words; None where an optional question was
skipped. Here: Choose, ChooseMany, Write, Number, Review; in `planning`: Grid, Day, Time, Place.
"""

import dataclasses
import enum
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Self, TypeAlias, cast

from bot import i18n
from bot.conversation import cards, reading, values
from bot.conversation.cards import Button, Row
from bot.conversation.values import Reader, Said, Series, Value, Words, say
from bot.i18n import plural, text
from bot.town import Town

Answers: TypeAlias = Mapping[str, Any]
PAGE = 12

# Translators: button under a question with several answers.
DONE = text("conversation.done", "Done")
CHOOSE = text("conversation.choose_a_button", "Please choose one of these.")
DID_YOU_MEAN = text("conversation.did_you_mean", "I am not sure what you mean. Is it one of these?")
AT_LEAST_ONE = text("conversation.at_least_one", "Please choose at least one, then press “Done”.")
NOT_FOUND = text(
    "conversation.not_found", "I did not find that. Please choose, or type it differently."
)
TOO_LONG = plural(
    "conversation.too_long",
    "That is {count} letter too long for me. Please say it a little shorter.",
    "That is {count} letters too long for me. Please say it a little shorter.",
)
EMPTY = text("conversation.empty", "I could not read that. Please type it with letters.")
A_NUMBER = text("conversation.a_number", "Please type a number from {low} to {high}.")
# Translators: leads to the next page of a long list of buttons.
MORE = text("conversation.more", "More …")
# Translators: shown where an optional question was skipped.
NO_ANSWER = text("conversation.no_answer", "nothing")


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
    """More of the answer is there, or another page is shown; the question stays open."""

    draft: dict[str, Any]


@dataclass(frozen=True)
class Again:
    """The words weren't understood; `choices` are (value, label) that may have been meant."""

    why: Said
    choices: tuple[tuple[str, Value], ...] = ()


Heard: TypeAlias = Answer | Draft | Again


@dataclass(frozen=True)
class Option:
    code: str
    label: Value


class Choice(enum.Enum):
    """Options with a code that is kept and a text that is shown: `NONE = "none", text(…)`."""

    label: i18n.Text

    def __new__(cls, code: str, label: i18n.Text) -> "Choice":
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def options(cls) -> "tuple[Option, ...]":
        return tuple(Option(choice.value, Said(choice.label)) for choice in cls)

    @classmethod
    def of(cls, code: str) -> Self:
        """The option with this code. Raises LookupError."""
        for choice in cls:
            if choice.value == code:
                return choice
        raise LookupError(f"{cls.__name__} {code}")


Options: TypeAlias = type[Choice] | Callable[[Context], Sequence[Option]]


def options_of(options: Options, context: Context) -> tuple[Option, ...]:
    if isinstance(options, type):
        return cast("type[Choice]", options).options()
    return tuple(options(context))


def always(_: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """`name` stands before the answer in the review; `when` says for which answers it is asked.

    Buttons carry bare values; the flow makes them its own.
    """

    key: str
    ask: i18n.Text
    _: KW_ONLY
    name: i18n.Text
    optional: bool = False
    skip: i18n.Text | None = None
    when: Callable[[Answers], bool] = always

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        """The question's buttons."""
        raise NotImplementedError

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        """What a button means; None for one that isn't there."""
        raise NotImplementedError

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        """What typed words mean."""
        raise NotImplementedError

    def shown(self, answer: Any, context: Context) -> Value:
        """The answer as its reader sees it."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choose(Question):
    """One of several options. Long lists come in pages; `columns` side by side where labels are
    short."""

    options: Options
    columns: int = 1

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        options = options_of(self.options, context)
        shown, more = page(options, draft.get("page", 0))
        buttons = [Button(option.label, option.code) for option in shown]
        return (*in_columns(buttons, self.columns), *more)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value.startswith(NEXT_PAGE):
            return turn_page(value, draft)
        codes = {option.code for option in options_of(self.options, context)}
        return Answer(value) if value in codes else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        options = options_of(self.options, context)
        code = reading.choice(words, labels_of(options, context))
        return Answer(code) if code else not_a_choice(words, options, context)

    def shown(self, answer: Any, context: Context) -> Value:
        return label_of(answer, self.options, context)


@dataclass(frozen=True)
class ChooseMany(Question):
    """Any number of options, ticked and unticked in place. `alone` is the option that answers by
    itself ("I don't know yet"); `search` finds more options than are shown by what is typed."""

    options: Options
    alone: str | None = None
    search: Callable[[str, Context], Sequence[Option]] | None = None
    search_hint: i18n.Text | None = None

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        picked = self._picked(draft)
        boxes = []
        for option in self._offered(picked, context):
            if option.code == self.alone:
                boxes.append(Button(option.label, f"+{option.code}"))
                continue
            sign = "-" if option.code in picked else "+"
            boxes.append(Button(option.label, sign + option.code, is_ticked=option.code in picked))
        hint = (Button(Said(self.search_hint), SEARCH),) if self.search_hint else ()
        return cards.column(*boxes, *hint, Button(Said(DONE), FINISH, style="primary"))

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        picked = self._picked(draft)
        if value == FINISH:
            return finished(picked)
        if value == SEARCH:
            return Again(say(self.search_hint)) if self.search_hint else None
        sign, code = value[:1], value[1:]
        if sign not in ("+", "-") or not self._is_known(code, picked, context):
            return None
        if code == self.alone:
            return Answer([code])
        return Draft({**draft, "picked": changed(picked, code, is_in=sign == "+")})

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        picked = self._picked(draft)
        if reading.choice(words, {FINISH: texts_of(Said(DONE), context)}):
            return finished(picked)
        found = self._found(words, picked, context)
        if not found:
            again = NOT_FOUND if self.search else CHOOSE
            return not_a_choice(words, self._offered(picked, context), context, again, sign="+")
        if found == [self.alone]:
            return Answer(found)
        for code in found:
            picked = changed(picked, code, is_in=code != self.alone)
        return Draft({**draft, "picked": picked})

    def shown(self, answer: Any, context: Context) -> Value:
        return Series(tuple(self._label(code, context) for code in answer))

    def _picked(self, draft: Answers) -> list[str]:
        """What is ticked; an answer that stands alone isn't, when somebody comes back to it."""
        return [code for code in draft.get("picked", ()) if code != self.alone]

    def _offered(self, picked: Sequence[str], context: Context) -> tuple[Option, ...]:
        options = options_of(self.options, context)
        known = {option.code for option in options}
        found = (Option(code, self._label(code, context)) for code in picked if code not in known)
        return (*options, *found)

    def _label(self, code: str, context: Context) -> Value:
        known = {option.code: option.label for option in options_of(self.options, context)}
        if code not in known and self.search:
            known |= {option.code: option.label for option in self.search(code, context)}
        return known.get(code, Words(code))

    def _is_known(self, code: str, picked: Sequence[str], context: Context) -> bool:
        if any(option.code == code for option in self._offered(picked, context)):
            return True
        found = self.search(code, context) if self.search else ()
        return any(option.code == code for option in found)

    def _found(self, words: str, picked: Sequence[str], context: Context) -> list[str]:
        """The codes of what the words, or else their parts, name. A code itself is no name: "no" is
        Norwegian to nobody."""
        labels = labels_of(self._offered(picked, context), context)
        found: list[str] = []
        for part in (words, *reading.parts(words)):
            code = reading.choice(part, labels)
            more = self.search(part, context) if self.search and not code else ()
            named = (option.code for option in more if option.code != part)
            found = [*found, *([code] if code else []), *named]
            if found and part == words:
                break
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Write(Question):
    """Own words, cleaned of control characters; one line unless `has_lines`."""

    longest: int
    suggest: Callable[[Context], str] | None = None
    has_lines: bool = False

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        name = self._suggestion(context)
        return cards.column(Button(Words(name), SUGGESTED)) if name else ()

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        name = self._suggestion(context)
        return Answer(name) if value == SUGGESTED and name else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        cleaned = clean(words, has_lines=self.has_lines)
        if not any(letter.isalnum() for letter in cleaned):
            return Again(say(EMPTY))
        surplus = len(cleaned) - self.longest
        return Again(say(TOO_LONG, count=values.Count(surplus))) if surplus > 0 else Answer(cleaned)

    def shown(self, answer: Any, context: Context) -> Value:
        return Words(answer)

    def _suggestion(self, context: Context) -> str:
        words = clean(self.suggest(context)) if self.suggest else ""
        return words if 0 < len(words) <= self.longest and any(map(str.isalnum, words)) else ""


@dataclass(frozen=True)
class Number(Question):
    """A whole number from `low` to `high`, both included; the first ten have a button."""

    low: int
    high: int

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        numbers = range(self.low, min(self.high, self.low + 9) + 1)
        return in_columns([Button(values.Count(n), str(n)) for n in numbers], columns=5)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        heard = self.typed(value, draft, context) if value.isascii() and value.isdigit() else None
        return heard if isinstance(heard, Answer) else None

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        number = reading.number(words)
        if number is None or not self.low <= number <= self.high:
            limits = {"low": values.Count(self.low), "high": values.Count(self.high)}
            return Again(say(A_NUMBER, **limits))
        return Answer(number)

    def shown(self, answer: Any, context: Context) -> Value:
        return values.Count(answer)


NEXT_PAGE = ".p"
FINISH = ".done"
SEARCH = ".search"
SUGGESTED = ".name"


def page(options: Sequence[Option], number: int) -> tuple[Sequence[Option], tuple[Row, ...]]:
    """The options of a page, and the button that leads to the next; two stragglers get no page."""
    if len(options) <= PAGE + 2:
        return options, ()
    pages = -(-len(options) // PAGE)
    number %= pages
    more = Button(Said(MORE), f"{NEXT_PAGE}{(number + 1) % pages}")
    return options[number * PAGE : (number + 1) * PAGE], cards.column(more)


def turn_page(value: str, draft: Answers) -> Draft | None:
    number = value.removeprefix(NEXT_PAGE)
    return Draft({**draft, "page": int(number)}) if number.isascii() and number.isdigit() else None


def in_columns(buttons: Sequence[Button], columns: int) -> tuple[Row, ...]:
    starts = range(0, len(buttons), columns)
    return tuple(Row(tuple(buttons[i : i + columns]), is_grid=columns > 1) for i in starts)


def finished(picked: list[str]) -> Answer | Again:
    return Answer(picked) if picked else Again(say(AT_LEAST_ONE))


def changed(picked: Sequence[str], code: str, *, is_in: bool) -> list[str]:
    others = [other for other in picked if other != code]
    return [*others, code] if is_in else others


def texts_of(label: Value, context: Context) -> tuple[str, ...]:
    """A label as the reader sees it, and in English."""
    source = dataclasses.replace(context.reader, language=i18n.SOURCE)
    readers = (context.reader, source)
    return tuple(values.shown(label, reader, is_html=False) for reader in readers)


def labels_of(options: Sequence[Option], context: Context) -> dict[str, tuple[str, ...]]:
    return {option.code: texts_of(option.label, context) for option in options}


def label_of(code: str, options: Options, context: Context) -> Value:
    known = {option.code: option.label for option in options_of(options, context)}
    return known.get(code, Words(code))


def not_a_choice(
    words: str,
    options: Sequence[Option],
    context: Context,
    again: i18n.Text = CHOOSE,
    sign: str = "",
) -> Again:
    """The options that are spelled nearly like the words; where there are none, `again`."""
    known = {option.code: option.label for option in options}
    near = reading.close(words, labels_of(options, context))
    choices = tuple((sign + code, known[code]) for code in near)
    return Again(say(DID_YOU_MEAN if choices else again), choices)


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
