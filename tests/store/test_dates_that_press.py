"""The days of those who have a buddy: whether they press on the coordinators is known by the
meetings of the two.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.matches.store import Side
from bot.meetings import outcome, store
from bot.needs import cases, pressing
from bot.needs.cases import Why
from bot.needs.store import Kind, Need
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import Two, appointment, meet, move_to, suggests, two

FRIDAY = date(2026, 11, 27)
NOON = datetime(2026, 11, 27, 11, tzinfo=UTC)
"""Of that Friday."""
DAY = timedelta(days=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


async def with_days(here: Played, *days: date) -> tuple[Two, int]:
    """Two who are matched, with days of the newcomer's; and a coordinator."""
    those = await two(here)
    request = await here.request(those.newcomer)
    assert request is not None
    kinds = (Kind.OFFICE, Kind.LETTERS)
    async with here.base.work() as work:
        await cases.set_needs(work, request.id, [*map(Need, kinds, days)])
    return those, await here.coordinator()


async def whys(here: Played, coordinator: int, *, is_past: bool = False) -> list[Why | None]:
    """Why what the list shows is in it."""
    async with here.base.work() as work:
        zone = matchmaking.programme().town.zone
        today = work.now.astimezone(zone).date()
        viewer = pressing.Viewer(coordinator, today, zone, sees_all=True)
        if is_past:
            found = await pressing.passed(work, viewer, 9, 0)
            assert await pressing.count_passed(work, viewer) == len(found)
        else:
            found = await pressing.pressed(work, viewer, 9, 0)
            assert (await pressing.count(work, viewer)).count == len(found)
    return [case.why for case in found]


async def row(here: Played, coordinator: int, listing: str) -> str:
    """The first button of a list."""
    return (await here.buttons(coordinator, listing))[0][0]


async def test_the_day_of_two_presses_until_they_have_a_meeting_on_it(here: Played) -> None:
    those, petra = await with_days(here, FRIDAY)
    assert await row(here, petra, "pressing") == "Amal · Fri 27 Nov · Tom · no meeting"
    await meet(here, those, NOON + DAY)
    assert await whys(here, petra) == [Why.NO_MEETING], "that is another day"
    number = await meet(here, those, NOON)
    assert await whys(here, petra) == []
    async with here.base.work() as work:
        await store.cancel(work, number, "buddy")
    assert await whys(here, petra) == [Why.NO_MEETING]


@pytest.mark.parametrize(
    ("begins_at", "presses"),
    [
        pytest.param(datetime(2026, 11, 26, 22, 59, tzinfo=UTC), True, id="before midnight"),
        pytest.param(datetime(2026, 11, 26, 23, tzinfo=UTC), False, id="at midnight"),
        pytest.param(datetime(2026, 11, 27, 22, 59, tzinfo=UTC), False, id="late on that day"),
        pytest.param(datetime(2026, 11, 27, 23, tzinfo=UTC), True, id="when it is over"),
    ],
)
async def test_the_day_is_the_towns(here: Played, begins_at: datetime, presses: bool) -> None:
    those, petra = await with_days(here, FRIDAY)
    await meet(here, those, begins_at)
    assert bool(await whys(here, petra)) is presses


async def test_what_is_only_suggested_is_no_meeting(here: Played) -> None:
    those, petra = await with_days(here, FRIDAY)
    await suggests(here, await meet(here, those, NOON + 2 * DAY), Side.BUDDY, NOON)
    assert await whys(here, petra) == [Why.NO_MEETING]


async def test_a_buddy_who_can_not_come_is_none(here: Played) -> None:
    those, petra = await with_days(here, FRIDAY)
    number = await appointment(here, those, NOON)
    async with here.base.work() as work:
        await outcome.leave(work, number)
    assert await row(here, petra, "pressing") == "Amal · Fri 27 Nov · Tom can't come"
    async with here.base.work() as work:
        await outcome.come_back(work, number)
    assert await whys(here, petra) == []


async def test_of_two_days_the_one_that_lacks_a_meeting_is_named(here: Played) -> None:
    those, petra = await with_days(here, FRIDAY, FRIDAY + DAY)
    await meet(here, those, NOON)
    assert await row(here, petra, "pressing") == "Amal · Sat 28 Nov · Tom · no meeting"
    number = await appointment(here, those, NOON + DAY)
    async with here.base.work() as work:
        await outcome.leave(work, number)
    assert await whys(here, petra) == [Why.BUDDY_CANT]
    await cancelled_on_friday(here)
    assert await row(here, petra, "pressing") == "Amal · Fri 27 Nov · Tom · no meeting"


async def cancelled_on_friday(here: Played) -> None:
    async with here.base.work() as work:
        rows = await work.all("select id from meeting where alone_since is null")
        await store.cancel(work, rows[0]["id"], "newcomer")


async def test_an_advisor_is_not_shown_who_has_a_buddy(here: Played) -> None:
    await with_days(here, FRIDAY)
    async with here.base.work() as work:
        zone = matchmaking.programme().town.zone
        viewer = pressing.Viewer(99, FRIDAY - DAY, zone, sees_all=False)
        assert await pressing.pressed(work, viewer, 9, 0) == []


@pytest.mark.parametrize(
    ("met", "why"),
    [
        pytest.param("not", Why.NO_MEETING, id="without a meeting"),
        pytest.param("together", None, id="with a meeting"),
        pytest.param("held", None, id="with one that was held"),
        pytest.param("missed", Why.NO_MEETING, id="with one that did not take place"),
        pytest.param("alone", Why.WAS_ALONE, id="alone"),
    ],
)
async def test_the_day_after_it_is_known_who_had_no_company(
    here: Played, met: str, why: Why | None
) -> None:
    those, petra = await with_days(here, FRIDAY)
    number = 0 if met == "not" else await appointment(here, those, NOON)
    if met == "alone":
        async with here.base.work() as work:
            await outcome.leave(work, number)
    await move_to(here, NOON + 2 * timedelta(hours=1))
    if met == "held":
        await here.presses(those.newcomer, "met_good", number)
    if met == "missed":
        await here.presses(those.newcomer, "absent_other", number)
    assert await whys(here, petra, is_past=True) == [], "not on the day itself"
    await move_to(here, NOON + DAY)
    assert await whys(here, petra, is_past=True) == ([why] if why else [])
    await move_to(here, NOON + 8 * DAY)
    assert await whys(here, petra, is_past=True) == []


async def test_who_found_a_buddy_after_the_day_is_not_said_to_have_been_without(
    here: Played,
) -> None:
    _, petra = await with_days(here, FRIDAY)
    async with here.base.work() as work:
        await work.run("update match set active_at = :at", at=int((NOON + DAY).timestamp()))
    await move_to(here, NOON + 2 * DAY)
    assert await whys(here, petra, is_past=True) == []
