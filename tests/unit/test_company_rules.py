"""What stays when the buddy can't come, and who could step in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matches import rules
from bot.matches.rules import Candidate, Past
from bot.meetings import company_rules
from bot.meetings.company_rules import StandIn
from tests.unit.test_matching_rules import AMAL, TOM, candidates, seekers

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY_MORNING = "3m"
NOBODY: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    ("occasion", "is_at_office", "stays"),
    [
        ("office", True, True),
        ("office", False, True),  # at a place in own words
        ("work", True, True),  # with somebody of the job centre
        ("work", False, False),
        ("letters", True, False),  # in the library, which is an office of the town file
        ("german", True, False),
        ("talk", False, False),
        ("city", False, False),
    ],
)
def test_an_appointment_at_an_office_stays_without_the_buddy(
    occasion: str,
    is_at_office: bool,
    stays: bool,
) -> None:
    assert company_rules.stays(occasion, is_at_office=is_at_office) is stays


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        (datetime(2026, 12, 3, 8, 30, tzinfo=UTC), "3m"),
        (datetime(2026, 12, 3, 10, 59, tzinfo=UTC), "3m"),
        (datetime(2026, 12, 3, 11, tzinfo=UTC), "3a"),
        (datetime(2026, 12, 3, 16, 59, tzinfo=UTC), "3a"),
        (datetime(2026, 12, 3, 17, tzinfo=UTC), "3e"),
        (datetime(2026, 12, 3, 23, 30, tzinfo=UTC), "4m"),  # Friday in the town
        (datetime(2026, 7, 2, 10, tzinfo=UTC), "3a"),  # noon in summer
    ],
)
def test_the_time_of_the_week_is_the_towns(moment: datetime, slot: str) -> None:
    assert company_rules.slot_of(moment, BERLIN) == slot


def found(*crowd: Candidate, busy: frozenset[int] = NOBODY, **about: Any) -> list[int]:
    seeker = replace(AMAL, **about)
    fit = company_rules.stand_ins(seeker, crowd, THURSDAY_MORNING, busy)
    return [one.buddy for one in fit]


@pytest.mark.parametrize(
    ("unlike_tom", "about"),
    [
        ({"languages": frozenset(("de",))}, {}),
        ({"free": frozenset(("3a", "2m"))}, {}),
        ({"is_active": False}, {}),
        ({"is_reachable": False}, {}),
        ({"past": Past.OVER}, {}),
        ({"person": AMAL.person}, {}),
        ({}, {"wish": "woman"}),
        ({"gender": "man"}, {"wish": "woman"}),
        ({}, {"has_children": True}),
    ],
    ids=str,
)
def test_who_can_not_step_in(unlike_tom: dict[str, Any], about: dict[str, Any]) -> None:
    assert found(TOM) == [TOM.person]
    assert found(TOM._replace(**unlike_tom), **about) == []


@pytest.mark.parametrize(
    ("unlike_tom", "about"),
    [
        ({"taken": 2, "places": 2}, {}),  # stepping in takes no place
        ({"past": Past.NOT_NOW}, {}),
        ({"district": "muehlberg"}, {}),
        ({"helps": frozenset()}, {}),
        ({"gender": "woman"}, {"wish": "woman"}),
        ({"is_certified": True}, {"has_children": True}),
    ],
    ids=str,
)
def test_who_can_step_in_all_the_same(unlike_tom: dict[str, Any], about: dict[str, Any]) -> None:
    assert found(TOM._replace(**unlike_tom), **about) == [TOM.person]


def test_who_has_another_meeting_then_can_not() -> None:
    assert found(TOM, busy=frozenset((TOM.person,))) == []
    assert found(TOM, busy=frozenset((77,))) == [TOM.person]


def test_the_nearest_come_first_then_who_accompanies_fewest() -> None:
    far, near = TOM._replace(district="muehlberg"), TOM
    crowd = [
        far._replace(person=5, taken=0),
        near._replace(person=6, taken=2),
        near._replace(person=7, taken=1),
        far._replace(person=4, taken=0),
    ]
    assert found(*crowd) == [7, 6, 4, 5]
    assert found(*reversed(crowd)) == [7, 6, 4, 5]


def test_the_reasons_are_told() -> None:
    (one,) = company_rules.stand_ins(AMAL, [TOM], THURSDAY_MORNING, NOBODY)
    assert one == StandIn(TOM.person, ("ar",), is_near=True, matches=1)


@given(seekers, st.lists(candidates, max_size=9, unique_by=lambda each: each.person))
def test_no_veto_of_the_people_is_broken(seeker: rules.Seeker, crowd: list[Candidate]) -> None:
    by_person = {each.person: each for each in crowd}
    for one in company_rules.stand_ins(seeker, crowd, THURSDAY_MORNING, NOBODY):
        its = by_person[one.buddy]
        assert rules.unsuited(seeker, its) is None
        assert its.is_active
        assert its.is_reachable
        assert THURSDAY_MORNING in its.free
        assert one.languages


def test_a_week_has_all_its_times() -> None:
    monday = datetime(2026, 11, 30, 7, tzinfo=UTC)
    hours = (monday + timedelta(hours=hour) for hour in range(7 * 24))
    assert {company_rules.slot_of(hour, BERLIN) for hour in hours} == {
        f"{day}{part}" for day in range(7) for part in "mae"
    }
