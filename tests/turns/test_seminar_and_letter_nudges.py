"""Seminars and letters with a deadline: who is reminded, when, and of what no longer."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app, config, town
from bot.conversation import cards, values
from bot.conversation.values import Reader
from bot.letters import store as letter_rows
from bot.letters.store import Part
from bot.meetings import store as meeting_rows
from bot.nudges import letters, meetings, rounds, seminars
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.seminars import seats, store
from bot.seminars.kinds import Audience, Kind
from bot.seminars.store import Plan, Wording
from bot.storage import database
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import THURSDAY, meet, two

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
"""Noon in Berlin, when everything begins."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = datetime(2026, 12, 24, 17, tzinfo=UTC)
"""18:00 in Berlin on Christmas Eve, the day before the seminar."""
BEGINS = datetime(2026, 12, 25, 9, tzinfo=UTC)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


def goes_to(here: Played, moment: datetime) -> None:
    here.clock.shift(moment - here.clock.now() + here.clock.offset)


async def kinds(here: Played) -> list[str]:
    """What is decided and not sent."""
    rows = await here.base.read(
        "select once from outbox where priority = 1 and state = 'waiting' order by id"
    )
    return [":".join(row["once"].split(":")[:2]) for row in rows]


def first_line(nudge: Found, setting: Setting) -> str:
    line = nudge.card.lines[0]
    assert line is not None
    return values.shown(line, Reader("en", setting.town.zone, TUESDAY), is_html=False)


async def seminar(here: Played, seats: int | None = None) -> int:
    plan = Plan(Kind.SEMINAR, BEGINS, BEGINS + 2 * HOUR, "Rathaus", seats, Audience.BUDDIES)
    by = await here.coordinator()
    async with here.base.work() as work:
        return await store.add(work, plan, {"de": Wording("Briefe verstehen", None)}, by)


async def comes(here: Played, number: int) -> int:
    """A buddy who has a seat."""
    buddy = await here.buddy()
    async with here.base.work() as work:
        assert await seats.take(work, await store.get(work, number), buddy)
    return buddy


async def test_who_comes_is_reminded_on_the_evening_before_and_soon_before_on_a_holiday_too(
    here: Played, setting: Setting
) -> None:
    number = await seminar(here)
    buddy = await comes(here, number)
    found = await seminars.reminders(here.base, setting, EVENING)
    assert [(each.person, first_line(each, setting)) for each in found] == [
        (buddy, "Tomorrow at <b>10:00</b> is the event that you said yes to.")
    ]
    found = await seminars.reminders(here.base, setting, BEGINS - 2 * HOUR)
    assert [(each.person, first_line(each, setting)) for each in found] == [
        (buddy, "Soon, at <b>10:00</b>, the event begins that you said yes to.")
    ]
    for moment in (EVENING - 0.1 * HOUR, BEGINS - 2.1 * HOUR, BEGINS):
        assert await seminars.reminders(here.base, setting, moment) == []


async def test_who_only_waits_for_a_seat_or_does_not_come_is_not_reminded(
    here: Played, setting: Setting
) -> None:
    number = await seminar(here, seats=1)
    declines, waits, comes_then = await comes(here, number), await here.buddy(), await here.buddy()
    async with here.base.work() as work:
        await seats.decline(work, number, declines)
    async with here.base.work() as work:
        await seats.wait(work, number, comes_then)
    async with here.base.work() as work:
        await seats.wait(work, number, waits)
    found = await seminars.reminders(here.base, setting, EVENING)
    assert [each.person for each in found] == [comes_then], "the free seat went to the first"


async def test_who_signed_up_a_moment_ago_is_reminded_when_three_hours_have_passed(
    here: Played, setting: Setting
) -> None:
    number = await seminar(here)
    goes_to(here, EVENING - HOUR)
    await comes(here, number)
    assert await seminars.reminders(here.base, setting, EVENING) == []
    assert len(await seminars.reminders(here.base, setting, EVENING + 2.1 * HOUR)) == 1


async def test_a_seminar_that_is_moved_or_cancelled_is_not_spoken_of(
    here: Played, setting: Setting
) -> None:
    number = await seminar(here)
    await comes(here, number)
    goes_to(here, EVENING)
    await rounds.decide(here.base, setting)
    assert await kinds(here) == ["seminar:day"]
    async with here.base.work() as work:
        await store.move(work, number, BEGINS + 5 * DAY, BEGINS + 5 * DAY + HOUR)
    assert await kinds(here) == []
    assert await seminars.reminders(here.base, setting, EVENING + 2 * HOUR) == []
    assert len(await seminars.reminders(here.base, setting, EVENING + 5 * DAY)) == 1
    async with here.base.work() as work:
        await store.cancel(work, number)
    assert await seminars.reminders(here.base, setting, EVENING + 5 * DAY) == []


async def test_another_place_at_the_same_time_is_no_second_reminder(
    here: Played, setting: Setting
) -> None:
    number = await seminar(here)
    await comes(here, number)
    goes_to(here, EVENING)
    await rounds.decide(here.base, setting)
    async with here.base.work() as work:
        await work.run("update outbox set state = 'sent', what = null")
        await store.change_place(work, number, "Stadtbibliothek")
    assert await seminars.reminders(here.base, setting, EVENING + HOUR) == []


# Letters


async def letter(here: Played, deadline: date) -> tuple[int, int, int]:
    """A letter with a deadline, and the two who read it."""
    those = await two(here)
    async with here.base.work() as work:
        number = await letter_rows.add(work, those.match, 2)
        await letter_rows.change(work, number, Part.DEADLINE, deadline.isoformat())
    return number, those.newcomer, those.buddy


@pytest.mark.parametrize(
    ("after", "is_said"),
    [
        pytest.param(2 * HOUR, False, id="not when it was just written down"),
        pytest.param(4 * HOUR, True, id="three days before"),
        pytest.param(10 * HOUR, False, id="not in the evening"),
        pytest.param(DAY, False, id="not two days before"),
        pytest.param(2 * DAY, True, id="on the day before"),
        pytest.param(6 * DAY, False, id="not days after"),
    ],
)
async def test_both_are_reminded_of_the_deadline_of_a_letter(
    here: Played, setting: Setting, after: timedelta, is_said: bool
) -> None:
    _, *people = await letter(here, date(2026, 11, 27))
    found = await letters.deadlines(here.base, setting, TUESDAY + after)
    assert [each.person for each in found] == (people if is_said else [])
    assert {first_line(each, setting) for each in found} <= {
        "There is a letter with a deadline: <b>Friday, 27 November</b>",
        "Today is the last day of a letter.",
        "The last day of a letter has passed.",
    }


@pytest.mark.parametrize(
    ("hours", "is_said"),
    [
        pytest.param(-4.1, False, id="not at night"),
        pytest.param(-4, True, id="in the morning"),
        pytest.param(7.9, True, id="until the evening"),
        pytest.param(8, False, id="not in the evening"),
    ],
)
async def test_both_hear_on_the_last_day_itself_that_it_is_today(
    here: Played, setting: Setting, hours: float, is_said: bool
) -> None:
    _, *people = await letter(here, date(2026, 11, 27))
    found = await letters.deadlines(here.base, setting, TUESDAY + 3 * DAY + hours * HOUR)
    assert [each.person for each in found] == (people if is_said else [])
    assert {first_line(each, setting) for each in found} <= {"Today is the last day of a letter."}


async def test_when_the_last_day_has_passed_both_hear_who_gives_advice(
    here: Played, setting: Setting
) -> None:
    number, *people = await letter(here, date(2026, 11, 27))
    found = await letters.deadlines(here.base, setting, TUESDAY + 4 * DAY)
    assert [each.person for each in found] == people
    for each in found:
        assert first_line(each, setting) == "The last day of a letter has passed."
        presses = [button.press for row in each.card.rows for button in row.buttons]
        assert presses == [
            cards.action("letter", number),
            cards.action("letter_advice", number),
        ]
    async with here.base.work() as work:
        await letter_rows.end(work, number)
    assert await letters.deadlines(here.base, setting, TUESDAY + 4 * DAY) == []


async def test_a_last_day_that_had_passed_when_it_was_noted_is_no_news(
    here: Played, setting: Setting
) -> None:
    await letter(here, date(2026, 11, 23))
    assert await letters.deadlines(here.base, setting, TUESDAY + 5 * HOUR) == []


async def test_a_letter_that_is_done_or_has_another_day_is_not_spoken_of(
    here: Played, setting: Setting
) -> None:
    number, *_ = await letter(here, date(2026, 11, 27))
    goes_to(here, TUESDAY + 4 * HOUR)
    await rounds.decide(here.base, setting)
    assert await kinds(here) == [f"letter:{number}", f"letter:{number}"]
    async with here.base.work() as work:
        await letter_rows.change(work, number, Part.DEADLINE, "2026-12-24")
    assert await kinds(here) == []
    async with here.base.work() as work:
        await letter_rows.change(work, number, Part.DEADLINE, "2026-11-27")
        await letter_rows.end(work, number)
    assert await letters.deadlines(here.base, setting, TUESDAY + 8 * HOUR) == []


async def test_a_letter_of_two_who_are_no_match_any_more_is_not_spoken_of(
    here: Played, setting: Setting
) -> None:
    _, newcomer, _ = await letter(here, date(2026, 11, 27))
    goes_to(here, TUESDAY + 4 * HOUR)
    await rounds.decide(here.base, setting)
    match = await here.match_of(newcomer)
    assert match is not None
    await here.ends(match)
    assert await kinds(here) == []


# While a round looks


class Meanwhile(database.Database):
    """The same, but somebody cancels a meeting while a round has found that it is due and has
    written nothing yet."""

    def __init__(self, base: database.Database, number: int) -> None:
        vars(self).update(vars(base))
        self._number = number

    async def read(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        found = await super().read(sql, **values)
        if found and sql == meetings.REMINDERS and self._number:
            number, self._number = self._number, 0
            async with self.work() as work:
                await meeting_rows.cancel(work, number, "buddy")
        return found


async def test_what_is_cancelled_while_a_round_looks_is_not_spoken_of(
    here: Played, setting: Setting
) -> None:
    number = await meet(here, await two(here))
    goes_to(here, THURSDAY - HOUR)
    assert len(await meetings.reminders(here.base, setting, here.clock.now())) == 2
    await rounds.decide(Meanwhile(here.base, number), setting)
    assert await kinds(here) == []
