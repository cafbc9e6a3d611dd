"""What the two decide together: the questions, and the answers as terms of an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.buddies.application import Help
from bot.conversation.asking import Answers
from bot.conversation.options import Choice
from bot.conversation.planning import Day
from bot.conversation.questions import Choose, ChooseMany, Write
from bot.i18n import text

LONGEST_WORDS = 200


class Duration(Choice):
    """How long: three meetings on trial, whole months, until a day, or open."""

    TRIAL = "trial", text("agreements.trial", "Three meetings, then we decide")
    MONTH = "1", text("agreements.month", "One month")
    THREE = "3", text("agreements.three_months", "Three months")
    SIX = "6", text("agreements.six_months", "Six months")
    UNTIL = "until", text("agreements.until_a_day", "Until a certain day")
    OPEN = "open", text("agreements.open", "Open, without an end")

    @property
    def months(self) -> int | None:
        return int(self.value) if self.value.isdigit() else None


class Rhythm(Choice):
    """How often the two meet."""

    TWICE = "twice", text("agreements.twice", "Twice a week")
    WEEKLY = "weekly", text("agreements.weekly", "Once a week")
    FORTNIGHTLY = "fortnightly", text("agreements.fortnightly", "Every two weeks")
    MONTHLY = "monthly", text("agreements.monthly", "Once a month")
    NEEDED = "needed", text("agreements.needed", "When there is a need")


class Place(Choice):
    """Where the two meet. A home isn't among them: they don't know each other yet."""

    LIBRARY = "library", text("agreements.library", "In a library")
    CAFE = "cafe", text("agreements.cafe", "In a café")
    CENTER = "center", text("agreements.center", "At the Welcome Center")
    OUTDOORS = "outdoors", text("agreements.outdoors", "On a walk outdoors")
    OFFICES = "offices", text("agreements.offices", "At offices")
    REMOTE = "remote", text("agreements.remote", "By phone or video")


def _has_a_day(answers: Answers) -> bool:
    return bool(answers.get("duration") == Duration.UNTIL.value)


UNTIL = Day(
    "until",
    text("agreements.until", "Until which day?"),
    when=_has_a_day,
    name=text("agreements.until_label", "Until"),
)
QUESTIONS = (
    ChooseMany(
        "needs",
        text(
            "agreements.needs",
            "What will you do together? Choose as many as you like, then press “Done”.",
        ),
        Help,
        is_listed=True,
        name=text("agreements.needs_label", "What"),
    ),
    Choose(
        "duration",
        text(
            "agreements.duration",
            "For how long would you like to do this together? "
            "You can change it later, and end it at any time.",
        ),
        Duration,
        name=text("agreements.duration_label", "How long"),
    ),
    UNTIL,
    Choose(
        "rhythm",
        text("agreements.rhythm", "How often would you like to meet?"),
        Rhythm,
        name=text("agreements.rhythm_label", "How often"),
    ),
    ChooseMany(
        "places",
        text(
            "agreements.places",
            "Where would you like to meet? Please meet in public places at first. "
            "Choose all that suit you, then press “Done”.",
        ),
        Place,
        name=text("agreements.places_label", "Where"),
    ),
    Write(
        "where",
        text(
            "agreements.where",
            "Do you know already where exactly? For example: the library at the main square. "
            "Please do not write a home address.",
        ),
        LONGEST_WORDS,
        optional=True,
        name=text("agreements.where_label", "Where exactly"),
    ),
)

PARTS: Mapping[str, Sequence[str]] = {
    "needs": ("needs",),
    "duration": ("duration", "until"),
    "rhythm": ("rhythm",),
    "places": ("places", "where"),
}
"""What may be changed by itself, and the questions that belong to it, the first one first."""


@dataclass(frozen=True)
class Terms:
    """What an agreement says. `until` is the last day where the duration names one; `words` say
    where exactly."""

    needs: tuple[Help, ...]
    duration: Duration
    until: date | None
    rhythm: Rhythm
    places: tuple[Place, ...]
    words: str | None


def read(answers: Mapping[str, Any]) -> Terms:
    """The terms from the form's answers, in the order of the options."""
    return Terms(
        tuple(kind for kind in Help if kind.value in answers["needs"]),
        Duration.of(answers["duration"]),
        date.fromisoformat(answers["until"]) if answers.get("until") else None,
        Rhythm.of(answers["rhythm"]),
        tuple(place for place in Place if place.value in answers["places"]),
        answers["where"],
    )


def answers(terms: Terms) -> dict[str, Any]:
    """The opposite of `read`."""
    until = {"until": terms.until.isoformat()} if terms.until else {}
    return {
        "needs": [kind.value for kind in terms.needs],
        "duration": terms.duration.value,
        **until,
        "rhythm": terms.rhythm.value,
        "places": [place.value for place in terms.places],
        "where": terms.words,
    }
