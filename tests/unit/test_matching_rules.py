"""Few vetoes, many reasons: whatever the facts, no veto is broken, and only the facts count."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matches import rules
from bot.matches.rules import (
    Candidate,
    FreeTogether,
    HasPlaces,
    HasWaited,
    LikesToHelp,
    Past,
    SameDistrict,
    Seeker,
    Speaks,
    Veto,
    Waiting,
)
from bot.sections import Matching

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
TODAY = NOW.date()
WEIGHTS = Matching()
NEEDS = ("office", "letters", "german", "work", "arriving")
SLOTS = tuple(f"{day}{part}" for day in range(7) for part in "mae")
LANGUAGES = ("ar", "de", "en", "tr")

AMAL = Seeker(
    person=1,
    languages=frozenset(("ar", "en")),
    district="hafen",
    has_children=False,
    wish=None,
    free=frozenset(("1m", "3m")),
    needs=("office", "letters"),
)
TOM = Candidate(
    person=2,
    languages=frozenset(("ar", "de")),
    district="hafen",
    helps=frozenset(("letters",)),
    free=frozenset(("3m", "5e")),
    places=2,
    taken=1,
    gender=None,
    is_certified=False,
    is_active=True,
    is_reachable=True,
    waiting_since=NOW - timedelta(days=9),
    past=Past.NOTHING,
)

seekers = st.builds(
    Seeker,
    person=st.integers(1, 5),
    languages=st.frozensets(st.sampled_from(LANGUAGES), min_size=1),
    district=st.sampled_from(("hafen", "muehlberg", "")),
    has_children=st.booleans(),
    wish=st.sampled_from((None, "woman", "man")),
    free=st.frozensets(st.sampled_from(SLOTS), max_size=6),
    needs=st.lists(st.sampled_from((*NEEDS, "unsure")), min_size=1, unique=True).map(tuple),
)
candidates = st.builds(
    Candidate,
    person=st.integers(1, 9),
    languages=st.frozensets(st.sampled_from(LANGUAGES), min_size=1),
    district=st.sampled_from(("hafen", "muehlberg", "surroundings")),
    helps=st.frozensets(st.sampled_from(NEEDS)),
    free=st.frozensets(st.sampled_from(SLOTS), max_size=6),
    places=st.integers(1, 3),
    taken=st.integers(0, 3),
    gender=st.sampled_from((None, "woman", "man")),
    is_certified=st.booleans(),
    is_active=st.booleans(),
    is_reachable=st.booleans(),
    waiting_since=st.integers(0, 90).map(lambda days: NOW - timedelta(days=days)),
    past=st.sampled_from(Past),
)
crowds = st.lists(candidates, max_size=9, unique_by=lambda candidate: candidate.person)


def ranked(seeker: Seeker, crowd: list[Candidate]) -> rules.Ranking:
    return rules.rank(seeker, crowd, WEIGHTS, NOW)


def scored(seeker: Seeker, candidate: Candidate) -> int:
    return rules.suggestion(seeker, candidate, WEIGHTS, NOW).score


@given(seekers, crowds)
def test_no_veto_is_ever_broken(seeker: Seeker, crowd: list[Candidate]) -> None:
    known = {candidate.person: candidate for candidate in crowd}
    for fits in ranked(seeker, crowd).suggestions:
        buddy = known[fits.buddy]
        assert buddy.person != seeker.person
        assert buddy.is_active
        assert buddy.is_reachable
        assert buddy.languages & seeker.languages
        assert buddy.taken < buddy.places
        assert seeker.wish in (None, buddy.gender)
        assert buddy.is_certified or not seeker.has_children
        assert buddy.past is Past.NOTHING


@given(seekers, crowds)
def test_everybody_is_suggested_or_ruled_out_for_one_reason(
    seeker: Seeker, crowd: list[Candidate]
) -> None:
    ranking = ranked(seeker, crowd)
    suggested = [fits.buddy for fits in ranking.suggestions]
    assert sorted([*suggested, *ranking.vetoes]) == sorted(each.person for each in crowd)
    assert sum(ranking.counts().values()) == len(ranking.vetoes)


@given(seekers, crowds, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_does_not_matter(
    seeker: Seeker, crowd: list[Candidate], chance: random.Random
) -> None:
    shuffled = [*crowd]
    chance.shuffle(shuffled)
    assert ranked(seeker, shuffled) == ranked(seeker, crowd)


@given(seekers, candidates, st.sampled_from(LANGUAGES))
def test_one_more_language_never_counts_less(
    seeker: Seeker, candidate: Candidate, language: str
) -> None:
    more = candidate._replace(languages=candidate.languages | {language})
    assert scored(seeker, more) >= scored(seeker, candidate)


@given(seekers, candidates, st.sampled_from(NEEDS))
def test_one_more_way_to_help_never_counts_less(
    seeker: Seeker, candidate: Candidate, kind: str
) -> None:
    more = candidate._replace(helps=candidate.helps | {kind})
    assert scored(seeker, more) >= scored(seeker, candidate)


@given(seekers, candidates, st.sampled_from(SLOTS))
def test_one_more_free_time_never_counts_less(
    seeker: Seeker, candidate: Candidate, slot: str
) -> None:
    more = candidate._replace(free=candidate.free | {slot})
    assert scored(seeker, more) >= scored(seeker, candidate)


@given(seekers, candidates, st.integers(0, 60))
def test_a_longer_wait_or_a_shorter_way_never_counts_less(
    seeker: Seeker, candidate: Candidate, days: int
) -> None:
    longer = candidate._replace(waiting_since=candidate.waiting_since - timedelta(days=days))
    nearer = candidate._replace(district=seeker.district)
    assert scored(seeker, longer) >= scored(seeker, candidate)
    assert scored(seeker, nearer) >= scored(seeker, candidate)


@given(seekers, candidates)
def test_one_more_place_never_counts_less(seeker: Seeker, candidate: Candidate) -> None:
    more = candidate._replace(places=candidate.places + 1)
    assert scored(seeker, more) >= scored(seeker, candidate)


@pytest.mark.parametrize(
    ("changed", "veto"),
    [
        ({}, None),
        ({"person": AMAL.person}, Veto.SAME_PERSON),
        ({"past": Past.OVER}, Veto.OVER),
        ({"past": Past.NOT_NOW}, Veto.NOT_NOW),
        ({"is_active": False}, Veto.NOT_ACTIVE),
        ({"is_reachable": False}, Veto.UNREACHABLE),
        ({"languages": frozenset(("de", "tr"))}, Veto.NO_LANGUAGE),
        ({"taken": 2}, Veto.NO_PLACE),
        ({"taken": 2, "past": Past.OVER}, Veto.OVER),
    ],
)
def test_each_veto_is_told_by_itself(changed: dict[str, object], veto: Veto | None) -> None:
    assert rules.veto(AMAL, TOM._replace(**changed)) is veto  # type: ignore[arg-type]  # a table


def test_children_call_for_a_certificate() -> None:
    with_children = replace(AMAL, has_children=True)
    assert rules.veto(with_children, TOM) is Veto.CERTIFICATE
    assert rules.veto(with_children, TOM._replace(is_certified=True)) is None


def test_a_wish_is_met_only_by_whoever_has_said_so() -> None:
    wishing = replace(AMAL, wish="woman")
    assert rules.veto(wishing, TOM) is Veto.WISH
    assert rules.veto(wishing, TOM._replace(gender="man")) is Veto.WISH
    assert rules.veto(wishing, TOM._replace(gender="woman")) is None


@pytest.mark.parametrize(
    ("german", "is_spoken"), [("none", False), ("little", False), ("some", True), ("good", True)]
)
def test_german_is_in_common_from_daily_life_on(german: str, is_spoken: bool) -> None:
    assert ("de" in rules.helped_in(("ar",), german)) is is_spoken


def test_german_that_somebody_chose_counts_however_they_rate_it() -> None:
    assert rules.helped_in(("ar", "de"), "little") == {"ar", "de"}


def test_the_reasons_say_what_the_two_have_in_common() -> None:
    fits = rules.suggestion(AMAL, TOM._replace(helps=frozenset(NEEDS)), WEIGHTS, NOW)
    assert fits.reasons == (
        Speaks(("ar",)),
        SameDistrict(),
        LikesToHelp(("office", "letters")),
        FreeTogether(("3m",)),
        HasPlaces(1),
        HasWaited(9),
    )


def test_what_is_not_in_common_is_no_reason() -> None:
    other = TOM._replace(
        district="muehlberg", helps=frozenset(), free=frozenset(), waiting_since=NOW
    )
    fits = rules.suggestion(AMAL, other, WEIGHTS, NOW)
    assert fits.reasons == (Speaks(("ar",)), HasPlaces(1))


def test_outside_the_city_nobody_lives_near() -> None:
    outside = replace(AMAL, district="")
    assert not rules.suggestion(outside, TOM._replace(district=""), WEIGHTS, NOW).is_near


def test_what_matters_most_counts_most() -> None:
    first = TOM._replace(person=3, helps=frozenset(("office",)))
    second = TOM._replace(person=4, helps=frozenset(("letters",)))
    assert [fits.buddy for fits in ranked(AMAL, [second, first]).suggestions] == [3, 4]


def test_among_equals_comes_first_who_has_waited_longest_and_then_who_was_there_first() -> None:
    waits = TOM._replace(person=9, waiting_since=TOM.waiting_since - timedelta(hours=1))
    crowd = [TOM._replace(person=4), TOM._replace(person=3), waits]
    assert [fits.buddy for fits in ranked(AMAL, crowd).suggestions] == [9, 3, 4]


def test_what_the_points_are_can_be_set() -> None:
    near = TOM._replace(person=3, helps=frozenset())
    helper = TOM._replace(person=4, district="muehlberg", helps=frozenset(("office",)))
    for weights, first in ((WEIGHTS, 4), (Matching(same_district=90), 3)):
        best, _ = rules.rank(AMAL, [near, helper], weights, NOW).suggestions
        assert best.buddy == first


def waiting(request: int, days: int, first_day: date | None = None) -> Waiting:
    return Waiting(request, NOW - timedelta(days=days), first_day)


def test_dates_that_press_come_first_and_then_who_has_waited_longest() -> None:
    soon, later = TODAY + timedelta(days=3), TODAY + timedelta(days=13)
    queue = [
        waiting(1, days=2),
        waiting(2, days=9, first_day=TODAY + timedelta(days=40)),
        waiting(3, days=0, first_day=later),
        waiting(4, days=1, first_day=soon),
        waiting(5, days=30, first_day=TODAY - timedelta(days=1)),
    ]
    order = [one.request for one in rules.by_urgency(reversed(queue), TODAY)]
    assert order == [4, 3, 5, 2, 1]


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("asked", "hours", "days", "until"),
    [
        pytest.param("11-24 12:00", 72, [], "11-27 12:00", id="as long as there is no day"),
        pytest.param("11-24 12:00", 72, ["11-30"], "11-27 12:00", id="a day that is far away"),
        pytest.param("11-24 12:00", 72, ["11-27"], "11-26 18:00", id="the evening before a day"),
        pytest.param("11-24 12:00", 72, ["11-28"], "11-27 12:00", id="an evening after the end"),
        pytest.param("11-24 20:00", 72, ["11-28"], "11-27 18:00", id="an evening just before it"),
        pytest.param("11-24 12:00", 72, ["11-27", "11-26"], "11-25 18:00", id="the nearest day"),
        pytest.param("11-24 12:00", 72, ["11-25"], "11-24 18:00", id="tomorrow"),
        pytest.param("11-24 15:30", 72, ["11-25"], "11-24 19:30", id="at least four hours"),
        pytest.param("11-24 23:30", 72, ["11-25"], "11-25 03:30", id="also at night"),
        pytest.param("11-24 12:00", 72, ["11-24"], "11-27 12:00", id="today is no coming day"),
        pytest.param("11-24 12:00", 72, ["11-20"], "11-27 12:00", id="nor one that has passed"),
        pytest.param("11-24 12:00", 2, ["11-25"], "11-24 14:00", id="never more than is set"),
        pytest.param("03-27 12:00", 72, ["03-30"], "03-29 18:00", id="when the clocks change"),
    ],
)
def test_who_is_asked_has_time_but_not_beyond_a_day_that_matters(
    asked: str, hours: int, days: list[str], until: str
) -> None:
    def local(moment: str) -> datetime:
        return datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=BERLIN)

    moment = local(asked).astimezone(UTC)
    coming = [date.fromisoformat(f"2026-{day}") for day in days]
    assert rules.answer_by(moment, hours, coming, BERLIN) == local(until)
