"""The question how long something takes, by a button or as people say it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation import asking, moments, options, questions, reading, reading_lengths
from bot.conversation.asking import Again, Answer, Answers, Context, Heard
from bot.conversation.cards import Button, Row
from bot.conversation.values import Count, Hour, Said, Value, say
from bot.i18n import Text, plural, text

HOURS = plural("conversation.hours", "{count} hour", "{count} hours")
MINUTES = plural("conversation.minutes", "{count} minute", "{count} minutes")
# Translators: a length, like "1 hour 30 minutes".
HOURS_AND_MINUTES = text("conversation.hours_and_minutes", "{hours} {minutes}")
HALF_A_DAY = text("conversation.half_a_day", "half a day")
# Translators: how long something takes: until half past eleven.
UNTIL = text("conversation.until", "until {time}")
NO_LENGTH = text(
    "conversation.no_length",
    "I did not understand how long that is. Please type it like this: 45 minutes, 2 hours, "
    "or until {example}",
)
LENGTH_TOO_SHORT = text(
    "conversation.length_too_short", "That is too short for me. Please say at least {length}."
)
LENGTH_TOO_LONG = text(
    "conversation.length_too_long", "That is too long for me. Please say {length} at most."
)

IN_WORDS = text(
    # Translators: how people write out 15, 30, 45, 60, 90, 120, 180 minutes, half a day, 150 and
    # 210 minutes, separated by |; several ways to write one are separated by a slash.
    "conversation.lengths_in_words",
    "a quarter of an hour/quarter of an hour/quarter hour | half an hour/half hour"
    " | three quarters of an hour | an hour/one hour | an hour and a half/one and a half hours"
    " | two hours/a couple of hours | three hours | half a day/half day/morning/afternoon"
    " | two and a half hours | three and a half hours",
)
HOUR_WORDS = text(
    # Translators: words and short forms for hours, as people type them, separated by |.
    "conversation.hour_words",
    "hour | hours | h | hr | hrs",
)
MINUTE_WORDS = text(
    # Translators: words and short forms for minutes, as people type them, separated by |.
    "conversation.minute_words",
    "minute | minutes | min | mins | m",
)
HALF_WORDS = text(
    # Translators: words for half an hour more, as in "two and a half hours", separated by |.
    "conversation.half_words",
    "half | a half",
)
UNTIL_WORDS = text(
    # Translators: words before or after a time, as in "until 11:30", separated by |.
    "conversation.until_words",
    "until | till | til | up to | to",
)
NO_WEIGHT_WORDS = text(
    # Translators: what people write beside a length without changing it, separated by |.
    "conversation.no_weight_words",
    "about | around | roughly | approximately | approx | ca | maybe | for | a | an | and | of",
)
HALF_DAY = 240
WHOLE = (15, 30, 45, 60, 90, 120, 180, HALF_DAY, 150, 210)
NAMED = ((NO_WEIGHT_WORDS, ""), (HOUR_WORDS, "h"), (MINUTE_WORDS, "m"), (HALF_WORDS, "half"))
COUNTED = (
    (questions.IN_WORDS, tuple(map(str, range(11)))),
    (IN_WORDS, tuple(f"={minutes}" for minutes in WHOLE)),
)
OFFERED = (30, 60, 90, 120, 180, 240)
FEWEST, MOST = 10, 12 * 60
"""Minutes that can be told."""
TO = "u"
"""Before a time, where a press means "until" it."""


@dataclass(frozen=True)
class Length(asking.Question):
    """How long something takes. Answer: minutes, or {"until": a time of the day}, which only the
    time it begins at makes a length (`ends_at`)."""

    def rows(self, draft: Answers, context: Context) -> tuple[Row, ...]:
        buttons = [Button(told(minutes), str(minutes)) for minutes in OFFERED]
        return options.in_columns(buttons, columns=2)

    def pressed(self, value: str, draft: Answers, context: Context) -> Heard | None:
        if value in map(str, OFFERED):
            return Answer(int(value))
        hour = value.removeprefix(TO)
        is_time = value.startswith(TO) and len(hour) == 4 and hour.isascii() and hour.isdigit()
        if not is_time or int(hour[:2]) > 23 or int(hour[2:]) > 59:
            return None
        return Answer({"until": f"{hour[:2]}:{hour[2:]}"})

    def typed(self, words: str, draft: Answers, context: Context) -> Heard:
        labels = ((minutes, told(minutes)) for minutes in OFFERED)
        exact = (m for m, label in labels if asking.is_label(words, label, context))
        vocabulary = _vocabulary(context)
        minutes = next(exact, None) or reading_lengths.minutes(words, vocabulary)
        until = reading_lengths.until(words, asking.listed(UNTIL_WORDS, context))
        has_unit = reading_lengths.has_unit(words, vocabulary)
        if until is not None and (minutes is None or not has_unit):
            return Answer({"until": until.isoformat("minutes")})
        if minutes is not None:
            return _checked(minutes)
        at = reading.time(words)
        if at is None:
            return Again(say(NO_LENGTH, example=Hour(time(11, 30))))
        choice = (f"{TO}{at:%H%M}", say(UNTIL, time=Hour(at)))
        return Again(say(options.DID_YOU_MEAN), (choice,))

    def shown(self, answer: Any, context: Context) -> Value:
        if isinstance(answer, dict):
            return say(UNTIL, time=Hour(time.fromisoformat(answer["until"])))
        return told(answer)


def _checked(minutes: int) -> Answer | Again:
    if minutes < FEWEST:
        return Again(say(LENGTH_TOO_SHORT, length=told(FEWEST)))
    return Answer(minutes) if minutes <= MOST else Again(say(LENGTH_TOO_LONG, length=told(MOST)))


def told(minutes: int) -> Said:
    """A length in words."""
    hours, rest = divmod(minutes, 60)
    if minutes == HALF_DAY:
        return Said(HALF_A_DAY)
    in_hours, in_minutes = say(HOURS, count=Count(hours)), say(MINUTES, count=Count(rest))
    if hours and rest:
        return say(HOURS_AND_MINUTES, hours=in_hours, minutes=in_minutes)
    return in_hours if hours else in_minutes


def ends_at(day: date, begins: time, length: Any, zone: ZoneInfo) -> datetime | None:
    """When something ends, in UTC, by the day and time it begins and an answer to the question;
    None where that wouldn't be after the beginning, or at a time that doesn't exist."""
    first = moments.moment(day, begins, zone)
    if first is None or not isinstance(length, dict):
        return None if first is None else first + timedelta(minutes=length)
    last = moments.moment(day, time.fromisoformat(length["until"]), zone)
    return last if last is not None and last > first else None


def _vocabulary(context: Context) -> reading_lengths.Vocabulary:
    """What the words say, in the reader's language and in English."""
    return reading_lengths.vocabulary(
        ((spoken, symbol) for words, symbol in NAMED for spoken in _spoken(words, context)),
        ((spoken, symbols) for words, symbols in COUNTED for spoken in _spoken(words, context)),
    )


def _spoken(words: Text, context: Context) -> tuple[str, ...]:
    return asking.texts_of(Said(words), context)
