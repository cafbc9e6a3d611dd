"""Who suits whom: few vetoes, many reasons, each with its weight. Pure.

What is suggested depends on the facts alone, never on the order in which candidates come; a person
decides.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from bot.sections import Matching

GERMAN = "de"
SPEAKS_GERMAN = ("some", "good")
"""Levels at which one gets along in a talk about letters and offices."""
PRESSING_DAYS = 14
EVENING = time(18)
LEAST_TIME = timedelta(hours=4)


class Past(enum.Enum):
    """What was between a newcomer and a buddy before."""

    NOTHING = "nothing"
    NOT_NOW = "not now"
    OVER = "over"
    """Declined, expired or ended."""


@dataclass(frozen=True)
class Seeker:
    """A newcomer who needs a buddy, as far as it matters here: `languages` are those of
    `helped_in`, `needs` the most important first. `district` is empty outside the city, where it
    says nothing about how near somebody lives."""

    person: int
    languages: frozenset[str]
    district: str
    has_children: bool
    wish: str | None
    free: frozenset[str]
    needs: tuple[str, ...]


class Candidate(NamedTuple):
    """A buddy, as far as it matters for one newcomer. `waiting_since` is when a match of theirs
    last began or ended, or when they became active."""

    person: int
    languages: frozenset[str]
    district: str
    helps: frozenset[str]
    free: frozenset[str]
    places: int
    taken: int
    gender: str | None
    is_certified: bool
    is_active: bool
    is_reachable: bool
    waiting_since: datetime
    past: Past


class Veto(enum.Enum):
    """What rules a buddy out, in the order in which it is looked at: what stays so first."""

    SAME_PERSON = enum.auto()
    OVER = enum.auto()
    NOT_ACTIVE = enum.auto()
    UNREACHABLE = enum.auto()
    NO_LANGUAGE = enum.auto()
    WISH = enum.auto()
    CERTIFICATE = enum.auto()
    NO_PLACE = enum.auto()
    NOT_NOW = enum.auto()


@dataclass(frozen=True)
class Speaks:
    """The languages both speak."""

    languages: tuple[str, ...]


@dataclass(frozen=True)
class SameDistrict:
    """Both live in the same district."""


@dataclass(frozen=True)
class LikesToHelp:
    """The newcomer's needs that the buddy likes to help with, the most important first."""

    needs: tuple[str, ...]


@dataclass(frozen=True)
class FreeTogether:
    """Times of the week at which both are free."""

    slots: tuple[str, ...]


@dataclass(frozen=True)
class HasPlaces:
    count: int


@dataclass(frozen=True)
class HasWaited:
    """For a newcomer to accompany."""

    days: int


Reason: TypeAlias = Speaks | SameDistrict | LikesToHelp | FreeTogether | HasPlaces | HasWaited


class Suggestion(NamedTuple):
    """A buddy who could fit, and what the two have in common. A tuple, since thousands are made at
    a time; `reasons` says it."""

    buddy: int
    score: int
    languages: frozenset[str]
    is_near: bool
    needs: tuple[str, ...]
    slots: frozenset[str]
    places: int
    days: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for the buddy, in the order in which it is told."""
        return (
            Speaks(german_last(self.languages)),
            *((SameDistrict(),) if self.is_near else ()),
            *((LikesToHelp(self.needs),) if self.needs else ()),
            *((FreeTogether(tuple(sorted(self.slots))),) if self.slots else ()),
            HasPlaces(self.places),
            *((HasWaited(self.days),) if self.days > 0 else ()),
        )


@dataclass(frozen=True)
class Ranking:
    """The buddies who could fit, best first, and what rules out each of the others."""

    suggestions: tuple[Suggestion, ...]
    vetoes: dict[int, Veto]

    def counts(self) -> dict[Veto, int]:
        """How many are ruled out by what, the most frequent first."""
        return dict(Counter(self.vetoes[person] for person in sorted(self.vetoes)).most_common())


def helped_in(languages: Iterable[str], german: str) -> frozenset[str]:
    """The languages in which a newcomer can be helped. German is one of them if they chose it
    among their languages, or if they get along in daily life: with "a little" one practises it, but
    cannot talk about a letter from an office in it."""
    return frozenset((*languages, GERMAN) if german in SPEAKS_GERMAN else languages)


def german_last(languages: Iterable[str]) -> tuple[str, ...]:
    """Languages in order; the others are why two fit."""
    return tuple(sorted(languages, key=lambda code: (code == GERMAN, code)))


def veto(seeker: Seeker, candidate: Candidate) -> Veto | None:
    """The first thing that rules a buddy out; None if nothing does."""
    if candidate.person == seeker.person:
        return Veto.SAME_PERSON
    if candidate.past is Past.OVER:
        return Veto.OVER
    if not candidate.is_active:
        return Veto.NOT_ACTIVE
    if not candidate.is_reachable:
        return Veto.UNREACHABLE
    if (unfit := unsuited(seeker, candidate)) is not None:
        return unfit
    if candidate.taken >= candidate.places:
        return Veto.NO_PLACE
    return Veto.NOT_NOW if candidate.past is Past.NOT_NOW else None


def unsuited(seeker: Seeker, candidate: Candidate) -> Veto | None:
    """What rules a buddy out of what the two said about themselves."""
    if seeker.languages.isdisjoint(candidate.languages):
        return Veto.NO_LANGUAGE
    return misfit(seeker, candidate)


def misfit(seeker: Seeker, candidate: Candidate) -> Veto | None:
    """What rules a buddy out even when they are matched already: a wish unmet, or children and no
    certificate."""
    if seeker.wish is not None and candidate.gender != seeker.wish:
        return Veto.WISH
    return Veto.CERTIFICATE if seeker.has_children and not candidate.is_certified else None


def rank(
    seeker: Seeker, candidates: Iterable[Candidate], weights: Matching, now: datetime
) -> Ranking:
    """Who could fit, the highest score first; among equals who has waited longest, then by id."""
    vetoes: dict[int, Veto] = {}
    found: list[tuple[int, datetime, int, Suggestion]] = []
    for candidate in candidates:
        ruled_out = veto(seeker, candidate)
        if ruled_out is None:
            fits = suggestion(seeker, candidate, weights, now)
            found.append((-fits.score, candidate.waiting_since, fits.buddy, fits))
        else:
            vetoes[candidate.person] = ruled_out
    found.sort()
    return Ranking(tuple([fits for *_, fits in found]), vetoes)


def suggestion(
    seeker: Seeker, candidate: Candidate, weights: Matching, now: datetime
) -> Suggestion:
    """What speaks for a buddy whom nothing rules out. More of a reason never counts less."""
    languages = seeker.languages & candidate.languages
    is_near = candidate.district == seeker.district != ""
    needs = tuple([need for need in seeker.needs if need in candidate.helps])
    slots = seeker.free & candidate.free
    places = candidate.places - candidate.taken
    days = (now - candidate.waiting_since).days
    has_first = bool(needs) and needs[0] == seeker.needs[0]
    score = (
        weights.further_language * (len(languages) - 1)
        + weights.same_district * is_near
        + weights.first_need * has_first
        + weights.further_need * (len(needs) - has_first)
        + weights.common_slot * min(len(slots), weights.most_common_slots)
        + weights.free_place * places
        + weights.week_waiting * min(max(days, 0) // 7, weights.most_weeks_waiting)
    )
    return Suggestion(candidate.person, score, languages, is_near, needs, slots, places, days)


@dataclass(frozen=True)
class Waiting:
    """A newcomer's request that waits for a buddy; `first_day` is the next day by which something
    is needed."""

    request: int
    since: datetime
    first_day: date | None


def by_urgency(waiting: Iterable[Waiting], today: date) -> Sequence[Waiting]:
    """Days within two weeks first, the soonest of them in front; then who has waited longest."""
    last = today + timedelta(days=PRESSING_DAYS)

    def urgency(one: Waiting) -> tuple[bool, date, datetime, int]:
        presses = one.first_day is not None and today <= one.first_day <= last
        day = one.first_day if presses and one.first_day else date.max
        return (not presses, day, one.since, one.request)

    return sorted(waiting, key=urgency)


def answer_by(now: datetime, hours: int, days: Iterable[date], zone: ZoneInfo) -> datetime:
    """Until when one who is asked now may answer: so many hours, but not beyond the evening before
    a coming day by which something is needed. However near that day is, a few hours are left."""
    latest = now + timedelta(hours=hours)
    today = now.astimezone(zone).date()
    evenings = [
        datetime.combine(day - timedelta(days=1), EVENING, zone).astimezone(UTC)
        for day in days
        if day > today
    ]
    return min([latest, *(max(evening, now + LEAST_TIME) for evening in evenings)])
