"""The kinds of facts a town file holds, each with its source and its dates.

Names on doors stay German; what explains them is a text, translated like all others.
"""

import enum
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Annotated, Literal, NamedTuple, Protocol, Self, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    InstanceOf,
    PlainValidator,
    Strict,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot import faults, i18n, sections


class Audience(enum.StrEnum):
    """Whom a fact concerns. The bot asks nobody: people see for whom it is and choose."""

    EVERYONE = "everyone"
    EU = "eu"
    NON_EU = "non_eu"
    FAMILIES = "families"
    WORKERS = "workers"
    STUDENTS = "students"


AUDIENCES = {
    Audience.EVERYONE: i18n.text("audience.everyone", "For everyone"),
    Audience.EU: i18n.text("audience.eu", "For citizens of the European Union"),
    Audience.NON_EU: i18n.text("audience.non_eu", "For people from outside the European Union"),
    Audience.FAMILIES: i18n.text("audience.families", "For families"),
    Audience.WORKERS: i18n.text("audience.workers", "For people who work or look for work"),
    Audience.STUDENTS: i18n.text("audience.students", "For students"),
}

T = TypeVar("T")


def not_empty(entries: tuple[T, ...]) -> tuple[T, ...]:
    if not entries:
        raise ValueError
    return entries


KEY = r"^[a-z0-9_]{1,20}$"
Key = Annotated[
    str,
    StringConstraints(pattern=KEY),
    faults.Expected("a key of 1 to 20 letters a–z, digits or _"),
]
SAID = faults.Expected("a text in English without { } < > &, or a key of [terms]")
Said = Annotated[InstanceOf[i18n.Text], SAID]
"""A string in the file; `town_texts.told` makes it a text."""
Day = Annotated[date, Strict(), faults.Expected("a date without quotes, like 2026-11-01")]
Latitude = Annotated[
    float, Strict(), Field(ge=-90, le=90), faults.Expected("a number from -90 to 90")
]
Longitude = Annotated[
    float, Strict(), Field(ge=-180, le=180), faults.Expected("a number from -180 to 180")
]
Source = Annotated[sections.Line, faults.Expected("who says so: a public body, or its page")]
Audiences = Annotated[
    tuple[Annotated[Audience, faults.Expected(f"one of: {', '.join(Audience)}")], ...],
    AfterValidator(not_empty),
    faults.Expected(f"a list of: {', '.join(Audience)}"),
]


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def find(entries: Iterable[K], key: str) -> K | None:
    return next((entry for entry in entries if entry.key == key), None)


def repeated(entries: Iterable[Keyed]) -> str | None:
    """The first key that occurs twice."""
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            return entry.key
        seen.add(entry.key)
    return None


def distinct(entries: tuple[K, ...]) -> tuple[K, ...]:
    if key := repeated(entries):
        raise faults.unexpected("each key once", found=f'the key "{key}" twice')
    return entries


class Sourced(faults.Section):
    """A fact, and where and when it was read."""

    source: Source
    checked_on: Day

    @field_validator("checked_on")
    @classmethod
    def _not_in_the_future(cls, day: date, info: ValidationInfo) -> date:
        """With the UTC date as context; a day more, since the east of the world is ahead of it."""
        if isinstance(info.context, date) and day > info.context + timedelta(days=1):
            raise faults.unexpected("a date that has come")
        return day


class Dated(Sourced):
    """A fact that may change: after `expires_on` people are told to check it, and staff see it."""

    expires_on: Day

    @field_validator("expires_on")
    @classmethod
    def _after_the_check(cls, day: date, info: ValidationInfo) -> date:
        if day <= info.data.get("checked_on", date.min):
            raise faults.unexpected("a date after checked_on")
        return day

    def is_stale(self, today: date) -> bool:
        return today > self.expires_on


class Located(faults.Section):
    """Something with a door. Coordinates come as a pair or not at all."""

    address: sections.Line | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise faults.unexpected("both or neither", found="only one of lat and lon")
        return self


class Span(NamedTuple):
    opens: sections.WallTime
    closes: sections.WallTime


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    times: list[time] = [moment for span in spans for moment in span]
    if times != sorted(set(times)):
        raise ValueError
    return spans


Spans = Annotated[
    tuple[Span, ...],
    AfterValidator(_in_order),
    faults.Expected('times in order, like [["08:30", "12:00"], ["14:00", "16:00"]]'),
]


class Hours(faults.Section):
    """When a door is open, in the town's time. A day that isn't given is closed."""

    mon: Spans = ()
    tue: Spans = ()
    wed: Spans = ()
    thu: Spans = ()
    fri: Spans = ()
    sat: Spans = ()
    sun: Spans = ()

    def on(self, day: date) -> tuple[Span, ...]:
        """The day's spans, earliest first; public holidays are not looked at."""
        week = (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)
        return week[day.weekday()]


class WelcomeCenter(Dated, Located):
    name: sections.Line
    postcode_city: sections.Line


def _proper_name(name: object) -> str | i18n.Text:
    if isinstance(name, i18n.Text) or (isinstance(name, str) and 0 < len(name.strip()) <= 60):
        return name
    raise ValueError


class District(faults.Section):
    """`name` is a text only where it isn't the proper name of a place."""

    key: Key
    name: Annotated[
        str | i18n.Text,
        PlainValidator(_proper_name),
        faults.Expected("a text of 1 to 60 characters"),
    ]


class Office(Dated, Located):
    """`name` stands on the door; `gloss` says what it is."""

    key: Key
    name: sections.Line
    gloss: Said
    phone: sections.Phone | None = None
    hours: Hours | None = None
    note: Said | None = None
    audience: Audiences


class FirstStep(Dated):
    """`sure`: A was read at the body responsible, B elsewhere, or is old."""

    key: Key
    name: sections.Line
    title: Said
    rule: Said
    bring: tuple[Said, ...] = ()
    audience: Audiences
    sure: Annotated[Literal["A", "B"], faults.Expected('"A" or "B"')]


class LocalRule(Dated):
    """What a town adds to the first step of the same key."""

    key: Key
    rule: Said
    sure: Annotated[Literal["A", "B"], faults.Expected('"A" or "B"')]


class CrisisLine(Sourced):
    """Always shown; so it has no date on which it ends."""

    key: Key
    number: sections.Phone
    label: Said
    in_danger: Annotated[bool, Strict(), faults.Expected("true or false")] = False
    """Whether it is for those whose life is in danger now: these stand first."""


class Advice(Dated):
    """A partner to whom people can be sent."""

    key: Key
    name: sections.Line
    what: Said
    address: sections.Line | None = None
    phone: sections.Phone | None = None
    website: sections.Website | None = None
