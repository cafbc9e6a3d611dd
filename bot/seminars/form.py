"""What a coordinator is asked about a seminar: the questions of its forms, and their answers as a
plan and texts. Pure."""

from dataclasses import dataclass
from typing import Any

from bot.conversation import holidays, options
from bot.conversation.asking import Answers, Context
from bot.conversation.cards import Button, Row
from bot.conversation.lengths import Length
from bot.conversation.planning import Time
from bot.conversation.questions import Choose, Number, Write
from bot.conversation.values import Count
from bot.i18n import text
from bot.meetings import plan as times
from bot.seminars.kinds import Audience, Kind
from bot.seminars.store import Plan, Seminar, Wording

MOST_SEATS = 500
SOME_NUMBERS = (6, 8, 10, 12, 15, 20, 25, 30, 50, 100)
"""Seats that have a button."""
FURTHEST = 365
"""Days ahead."""

NO_TEXT = text("seminars.no_text", "No text")
NO_LIMIT = text("seminars.no_limit", "No limit")


@dataclass(frozen=True)
class Seats(Number):
    """A number of seats; those that are common have a button."""

    def rows(self, _draft: Answers, _context: Context) -> tuple[Row, ...]:
        return options.in_columns([Button(Count(n), str(n)) for n in SOME_NUMBERS], columns=5)


KIND = Choose(
    "kind",
    text("seminars.ask_kind", "What kind of date is it?"),
    Kind,
    name=text("seminars.kind", "Kind"),
)
TITLE = Write(
    "title",
    text(
        "seminars.ask_title",
        "What is it called? Please write it <b>in German</b>. You can add other languages later.",
    ),
    100,
    name=text("seminars.title", "Title"),
)
WORDS = Write(
    "words",
    text(
        "seminars.ask_words",
        "What should people know about it? Please <b>in German</b> too, at most 1,000 letters.",
    ),
    1000,
    has_lines=True,
    optional=True,
    skip=NO_TEXT,
    name=text("seminars.words", "Text"),
)
DAY = holidays.Day(
    "day",
    text("seminars.ask_day", "On which day?"),
    furthest=FURTHEST,
    name=text("seminars.day", "Day"),
)
TIME = Time(
    "time",
    text("seminars.ask_time", "At what time does it begin?"),
    name=text("seminars.time", "Begins at"),
)
LENGTH = Length(
    "length",
    text("seminars.ask_length", "How long does it take?"),
    name=text("seminars.length", "Takes"),
)
PLACE = Write(
    "place",
    text("seminars.ask_place", "Where is it? An address, or a link for a meeting online."),
    300,
    name=text("seminars.place_label", "Place"),
)
SEATS = Seats(
    "seats",
    text("seminars.ask_seats", "How many seats are there? You can also type a number."),
    low=1,
    high=MOST_SEATS,
    optional=True,
    skip=NO_LIMIT,
    name=text("seminars.seats", "Seats"),
)
AUDIENCE = Choose(
    "audience",
    text("seminars.ask_audience", "For whom is it?"),
    Audience,
    name=text("seminars.audience", "For"),
)


def plan(answers: Answers, context: Context) -> Plan:
    """When, where, for how many and for whom."""
    slot = times.slot(answers, context)
    return Plan(
        Kind.of(answers["kind"]),
        slot.begins_at,
        slot.ends_at,
        answers["place"],
        answers["seats"],
        Audience.of(answers["audience"]),
    )


def wording(answers: Answers) -> Wording:
    return Wording(answers["title"], answers["words"])


def known(seminar: Seminar) -> dict[str, Any]:
    """The answers that would make the same once more, but for the day."""
    its = seminar.plan
    return {
        "kind": its.kind.value,
        "length": minutes(its),
        "place": its.place,
        "seats": its.seats,
        "audience": its.audience.value,
    }


def minutes(its: Plan) -> int:
    """How long it takes."""
    return int((its.ends_at - its.begins_at).total_seconds()) // 60
