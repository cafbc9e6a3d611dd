"""What can be chosen: options with a code that is kept and a label that is shown, in pages."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias, cast

from bot import i18n
from bot.conversation import asking, cards, reading
from bot.conversation.asking import Again, Answer, Answers, Context, Draft
from bot.conversation.cards import Button, Row
from bot.conversation.values import Said, Value, Words, say
from bot.i18n import text

PAGE = 12

# Translators: button under a question with several answers.
DONE = text("conversation.done", "Done")
CHOOSE = text("conversation.choose_a_button", "Please choose one of these.")
DID_YOU_MEAN = text("conversation.did_you_mean", "I am not sure what you mean. Is it one of these?")
AT_LEAST_ONE = text("conversation.at_least_one", "Please choose at least one, then press “Done”.")
# Translators: leads to the next page of a long list of buttons.
MORE = text("conversation.more", "More …")

NEXT_PAGE = ".p"
FINISH = ".done"


@dataclass(frozen=True)
class Option:
    """`also` are other words for it, which people may type."""

    code: str
    label: Value
    also: tuple[Value, ...] = ()


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


def labels_of(options: Sequence[Option], context: Context) -> dict[str, tuple[str, ...]]:
    return {
        option.code: tuple(
            dict.fromkeys(
                way
                for label in (option.label, *option.also)
                for way in asking.texts_of(label, context)
            )
        )
        for option in options
    }


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
