"""What a meeting is planned by: the questions, what can't be answered to them, and the answers as
times and a place. Pure.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.conversation import lengths, moments, places
from bot.conversation.asking import Again, Answers, Context
from bot.conversation.lengths import Length
from bot.conversation.options import Option
from bot.conversation.places import Place
from bot.conversation.planning import Time
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Hour, say
from bot.i18n import text
from bot.meetings import homes
from bot.meetings.days import Day
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Slot

LONGEST_NOTE = 300
FURTHEST = 365
"""Days ahead."""
TIMED = ("day", "time", "length", "review")
NUMBERS = ("", "2", "3")
"""How the keys of the first, second and third day and time end, where several are asked for."""

ENDS_BEFORE = text(
    "meetings.ends_before",
    "It would end at <b>{until}</b>, and it begins at <b>{time}</b>. Please answer once more.",
)

DAY_LABEL = text("meetings.day_label", "Day")
TIME_LABEL = text("meetings.time_label", "Time")


def _offices(context: Context) -> Sequence[Option]:
    return [places.office(office) for office in context.town.offices]


OCCASION = Choose(
    "occasion",
    text("meetings.occasion", "What would you like to meet for?"),
    Occasion,
    name=text("meetings.occasion_label", "What"),
)
DAY = Day(
    "day",
    text("meetings.day", "On which day would you like to meet?"),
    furthest=FURTHEST,
    name=DAY_LABEL,
)
TIME = Time("time", text("meetings.time", "At what time?"), name=TIME_LABEL)
LENGTH = Length(
    "length",
    text("meetings.length", "About how long will it take? A guess is fine."),
    name=text("meetings.length_label", "How long"),
)
WHERE = Place(
    "where",
    text(
        "meetings.where",
        "Where do you meet? Choose an office, or type a public place, for example: the café at the "
        "station. “By phone” is fine too.",
    ),
    _offices,
    doubt=homes.DOUBT,
    name=text("meetings.where_label", "Where"),
)
NOTE = Write(
    "note",
    text(
        "meetings.note",
        "Is there something to add, for example what to bring? Please no home address, and nothing "
        "about health or residence papers.",
    ),
    LONGEST_NOTE,
    has_lines=True,
    optional=True,
    name=text("meetings.note_label", "Note"),
)


def check(answers: Answers, context: Context) -> Again | None:
    """Why there can't be a meeting at that time. It is said of the answers that make the time, and
    at the end; whoever comes to another question later isn't kept there."""
    is_about_time = latest(answers) in TIMED
    return refused(answers, context) if is_about_time else None


def latest(answers: Answers) -> str:
    """The key of the answer that was given last."""
    return [*answers][-1]


def refused(answers: Answers, context: Context, number: str = "") -> Again | None:
    """The same for one of several days and times, whose keys end in `number` (`NUMBERS`)."""
    if answers.get(f"day{number}") is None or answers.get(f"time{number}") is None:
        return None
    day, at = _day(answers, number), _time(answers, number)
    why = moments.why_not(day, at, context.reader)
    if why is not None:
        return Again(why, key=f"time{number}")
    length = answers.get("length")
    if length is None or lengths.ends_at(day, at, length, context.reader.zone) is not None:
        return None
    until = time.fromisoformat(length["until"])
    return Again(say(ENDS_BEFORE, until=Hour(until), time=Hour(at)), key="length")


def slot(answers: Answers, context: Context, number: str = "") -> Slot:
    """The time that is meant by answers which `refused` has let pass."""
    day, at, zone = _day(answers, number), _time(answers, number), context.reader.zone
    begins, ends = moments.moment(day, at, zone), lengths.ends_at(day, at, answers["length"], zone)
    if begins is None or ends is None:
        raise ValueError(f"no time: {answers}")
    return Slot(begins, ends)


def _day(answers: Answers, number: str) -> date:
    return date.fromisoformat(answers[f"day{number}"])


def _time(answers: Answers, number: str) -> time:
    return time.fromisoformat(answers[f"time{number}"])


def minutes(its: Slot) -> int:
    """How long it takes."""
    return round((its.ends_at - its.begins_at).total_seconds() / 60)


def where(answers: Answers) -> Where:
    said = answers["where"]
    return Where(said.get("office"), said.get("words"))


def known(its: Slot | None, there: Where) -> dict[str, Any]:
    """The answers that say the same, as far as they are known: the length and the place."""
    office = {"office": there.office} if there.office else None
    words = {"words": there.words} if there.words else None
    said = {"length": its and minutes(its), "where": office or words}
    return {key: answer for key, answer in said.items() if answer is not None}
