"""Times of the week, as they are called and as people type them, in the reader's language and in
English: which days, parts of the day and little words between them are named (`week_reading`
says what is meant).
"""

import itertools
import re
from collections.abc import Iterator

from bot import i18n
from bot.conversation import asking, reading
from bot.conversation.asking import Context
from bot.conversation.values import Said
from bot.i18n import text

PARTS = {
    "m": text("conversation.morning", "Morning"),
    "a": text("conversation.afternoon", "Afternoon"),
    "e": text("conversation.evening", "Evening"),
}
DURING = {
    "m": text("conversation.in_the_morning", "morning"),
    "a": text("conversation.in_the_afternoon", "afternoon"),
    "e": text("conversation.in_the_evening", "evening"),
}
HEARD_AS = {
    # Translators: words for the morning as people type them, separated by |. Not a translation.
    "m": text("conversation.morning_words", "morning | mornings | forenoon | before noon"),
    # Translators: words for the afternoon as people type them, separated by |.
    "a": text("conversation.afternoon_words", "afternoon | afternoons | noon | midday"),
    # Translators: words for the evening as people type them, separated by |.
    "e": text("conversation.evening_words", "evening | evenings | night | nights"),
}
HABIT_WORDS = text(
    # Translators: words for a part of the day that name it for every day, as "evenings" does and
    # "evening" does not, and words for "every", separated by |.
    "conversation.habit_words",
    "mornings | afternoons | evenings | nights | every | each",
)
AFTER_WORK_WORDS = text(
    # Translators: what people type for the evenings of working days, separated by |.
    "conversation.after_work_words",
    "after work | after office hours",
)
DAY_WORDS = text(
    # Translators: the days from Monday to Sunday as people shorten or spell them, separated by |;
    # several ways for one day are separated by a slash.
    "conversation.day_words",
    "Mon | Tue/Tues | Wed/Weds | Thu/Thur/Thurs | Fri | Sat | Sun",
)
WEEKDAYS_WORDS = text(
    # Translators: words for Monday to Friday together as people type them, separated by |.
    "conversation.weekdays_words",
    "weekday | weekdays | workday | workdays | working days | during the week",
)
WEEKEND_WORDS = text(
    # Translators: words for Saturday and Sunday together as people type them, separated by |.
    "conversation.weekend_words",
    "weekend | weekends",
)
WHOLE_DAY_WORDS = text(
    # Translators: words that say that a day is meant from morning to evening, or that there is
    # nothing against a time, separated by |.
    "conversation.whole_day_words",
    "all | all day | whole | full day | no problem",
)
ANY_TIME_WORDS = text(
    # Translators: what people type who are always free, separated by |.
    "conversation.any_time_words",
    "always | whenever | any time | anytime | any day | every day | everyday | daily"
    " | it doesn't matter | I don't mind",
)
SPAN_WORDS = text(
    # Translators: words between two days, as in "Monday to Friday", separated by |.
    "conversation.span_words",
    "to | till | until | through",
)
AND_WORDS = text(
    # Translators: words between two times that are both meant, separated by |.
    "conversation.and_words",
    "and | or | plus | as well as | not only | not just",
)
BUT_WORDS = text(
    # Translators: words after which something else begins, as in "not Monday, but Tuesday",
    # separated by |.
    "conversation.but_words",
    "but | however | otherwise",
)
ONLY_WORDS = text(
    # Translators: words that say that no other day or time is meant, separated by |.
    "conversation.only_words",
    "only | just | nothing but",
)
NOT_WORDS = text(
    # Translators: words that say that a day or time is not meant, separated by |.
    "conversation.not_words",
    "not | no | except | never | without | apart from | can't | cannot | busy",
)
NOT_BEHIND_WORDS = text(
    # Translators: words that say so of the day or time that stands BEFORE them, whatever follows
    # them, as Turkish "hariç" does, separated by |.
    "conversation.not_behind_words",
    "excluded | excepted",
)
SLOTS = frozenset(f"{day}{part}" for day in range(7) for part in PARTS)

SPAN, NOT, NOT_BEHIND, ONLY, COMMA, AND, BUT = "-!?=,&|"
"""What words say about the times around them; a new line or sentence is a BUT."""
ANY, WHOLE, HABIT, AFTER_WORK = "+*~^"
"""What they say about the times among which they stand: that any will do, that nothing narrows it,
that it is so every day, that working days are meant."""
DASH = re.compile(r"\s*[-–—]\s*")
SEPARATOR = re.compile(r"([,،、/&+;؛!?؟\n]|(?<=\w{4})\.(?=\s|$))")  # "Mo. und Di." goes on
SEPARATES = {**dict.fromkeys(",،、/", COMMA), **dict.fromkeys("&+", AND)}
LONGEST_NAME = 4  # words


def order_of_week(language: str) -> list[int]:
    """Weekdays (Monday is 0) in the order of the reader's week."""
    first = i18n.locale(language).first_week_day
    return [(first + n) % 7 for n in range(7)]


def weekday(number: int, language: str, *, is_short: bool) -> str:
    width = "abbreviated" if is_short else "wide"
    return str(i18n.locale(language).days["stand-alone"][width][number])


def column_head(number: int, language: str) -> str:
    """A weekday as short as it can be told from the others: seven stand side by side on a phone."""
    return str(i18n.locale(language).days["stand-alone"]["short"][number]).rstrip(".")


def is_any(words: str, context: Context) -> bool:
    """Whether somebody says to be free at any time."""
    return reading.fold(words) in _list_of(ANY_TIME_WORDS, context)


def named(words: str, context: Context) -> Iterator[str]:
    """The days ("0" to "6"), parts ("m", "a", "e") and signs that the words name, in order; what
    names nothing is passed over."""
    known = names(context)
    for piece in SEPARATOR.split(words):
        if SEPARATOR.fullmatch(piece):
            yield SEPARATES.get(piece, BUT)
        else:
            words = " ".join(_without_dash(word, known) for word in piece.split())
            yield from _named(reading.fold(words).split(), known)


def _without_dash(word: str, known: dict[str, str]) -> str:
    """A dash is a span, as in "Mon-Fri", unless the word is written with one."""
    return word if reading.fold(word) in known else DASH.sub(" to ", word)


def _named(heard: list[str], known: dict[str, str]) -> Iterator[str]:
    """The longest name that fits counts. Arabic writes "and" as the first letter of the word that
    follows; a number is most likely an hour, which nothing else is to narrow."""
    while heard:
        for length in range(LONGEST_NAME, 0, -1):
            phrase = " ".join(heard[:length])
            if phrase in known:
                yield from known[phrase]
                break
            if phrase[:1] == "و" and phrase[1:] in known:
                yield from AND + known[phrase[1:]]
                break
        else:
            if any(map(str.isdigit, phrase)):
                yield WHOLE
        heard = heard[length:]


def names(context: Context) -> dict[str, str]:
    """What each word says, folded: days, parts and signs; weekend and compounds name several at
    once. German writes a day and its part in one word."""
    days = _names_of_days(context)
    habits = _list_of(HABIT_WORDS, context)
    parts = {
        name: part + HABIT * (name in habits)
        for part in PARTS
        for name in _names_of_part(part, context)
    }
    both = {f"{d}{p}": days[d] + parts[p] for d in days for p in parts if len(d) > 3}
    lists = {
        SPAN: SPAN_WORDS,
        AND: AND_WORDS,
        BUT: BUT_WORDS,
        ONLY: ONLY_WORDS,
        NOT: NOT_WORDS,
        NOT_BEHIND: NOT_BEHIND_WORDS,
        HABIT: HABIT_WORDS,
        WHOLE: WHOLE_DAY_WORDS,
        ANY + WHOLE: ANY_TIME_WORDS,
        f"56{WHOLE}": WEEKEND_WORDS,
        f"01234{WHOLE}": WEEKDAYS_WORDS,
        f"e{AFTER_WORK}": AFTER_WORK_WORDS,
    }
    listed = {name: said for said, words in lists.items() for name in _list_of(words, context)}
    return {**both, **listed, **days, **parts}


def _names_of_days(context: Context) -> dict[str, str]:
    """The weekdays as they are typed: long, short, with the s of "dienstags", and other ways."""
    days: dict[str, str] = {}
    for day, language in itertools.product(range(7), (i18n.SOURCE, context.reader.language)):
        long, short = (weekday(day, language, is_short=is_short) for is_short in (False, True))
        days |= {reading.fold(name): str(day) for name in (long, short, f"{long}s")}
    for listed in asking.texts_of(Said(DAY_WORDS), context):
        for day, ways in zip(range(7), listed.split("|"), strict=False):
            days |= {reading.fold(name): str(day) for name in ways.split("/")}
    return days


def _names_of_part(part: str, context: Context) -> set[str]:
    labels = (PARTS[part], DURING[part], HEARD_AS[part])
    return {name for label in labels for name in _list_of(label, context)}


def _list_of(words: i18n.Text, context: Context) -> set[str]:
    return {reading.fold(name) for name in asking.listed(words, context)}
