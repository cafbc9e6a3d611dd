"""The time that buddies have given: what counts, for how long, and for whom."""

from datetime import UTC, datetime, timedelta

from bot import app, config
from bot.meetings import hours
from bot.nudges import retention
from tests.store.matchmaking import Played, programme
from tests.store.meeting import THURSDAY, Two, appointment, meet, move_to, presses, two

YEAR_END = datetime(2026, 12, 17, 8, 30, tzinfo=UTC)


async def holds(here: Played, those: Two, begins_at: datetime, minutes: int = 60) -> None:
    number = await meet(here, those, begins_at, minutes=minutes)
    await move_to(here, begins_at + timedelta(minutes=minutes))
    await here.presses(those.buddy, "met_good", number)


async def given(here: Played, person: int) -> tuple[int, int]:
    """Minutes of this year, and in all."""
    async with here.base.work() as work:
        its = await hours.given(work, person)
    return its.this_year, its.in_all


async def test_held_meetings_count_as_long_as_they_were_planned(here: Played) -> None:
    those = await two(here)
    await holds(here, those, THURSDAY, 90)
    await holds(here, those, THURSDAY + timedelta(days=1), 60)
    assert await given(here, those.buddy) == (150, 150)
    assert await given(here, those.newcomer) == (0, 0)
    said = "Thank you for the time you have given to newcomers: <b>2 hours 30 minutes</b>"
    assert said in await here.presses(those.buddy, "meetings")
    assert "time you have given" not in await here.presses(those.newcomer, "meetings")


async def test_what_was_missed_or_cancelled_or_is_to_come_does_not_count(here: Played) -> None:
    those = await two(here)
    missed = await meet(here, those)
    await presses(here, those.buddy, "cannot_come", await meet(here, those, YEAR_END))
    await meet(here, those, YEAR_END + timedelta(days=1))
    await move_to(here, THURSDAY + timedelta(hours=2))
    await here.presses(those.buddy, "absent_me", missed)
    assert await given(here, those.buddy) == (0, 0)


async def test_an_appointment_to_which_the_newcomer_went_alone_does_not_count(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    await presses(here, those.buddy, "cannot_come", number)
    await move_to(here, THURSDAY + timedelta(hours=2))
    await here.presses(those.newcomer, "met_good", number)
    assert await given(here, those.buddy) == (0, 0)


async def test_a_new_year_is_counted_anew(here: Played) -> None:
    those = await two(here)
    await holds(here, those, YEAR_END)
    await holds(here, those, YEAR_END + timedelta(days=28), 30)
    assert await given(here, those.buddy) == (30, 90)
    said = await here.presses(those.buddy, "meetings")
    assert "This year: <b>30 minutes</b>" in said
    assert "In all: 1 hour 30 minutes" in said


async def test_hours_outlive_the_match_they_were_given_in(here: Played) -> None:
    those = await two(here)
    await holds(here, those, THURSDAY)
    await holds(here, those, THURSDAY + timedelta(days=60))
    match = await here.match_of(those.newcomer)
    assert match is not None
    await here.ends(match)
    await here.passes(days=170)
    setting = app.setting(config.Config(), programme().town, bytes(32))
    await retention.purge(here.base, setting)
    assert await given(here, those.buddy) == (60, 120)
    await here.passes(days=20)
    for _ in range(2):
        await retention.purge(here.base, setting)
        assert not await here.base.read(
            "select 1 from match where buddy is not null and state = 'ended'"
        )
        assert await given(here, those.buddy) == (60, 120)


async def test_hours_go_with_the_buddy(here: Played) -> None:
    those = await two(here)
    async with here.base.work() as work:
        await work.run(
            "insert into buddy_hours (person, year, minutes) values (:p, 2025, 60)", p=those.buddy
        )
    assert await given(here, those.buddy) == (0, 60)
    await here.is_erased(those.buddy)
    assert not await here.base.read("select * from buddy_hours")
