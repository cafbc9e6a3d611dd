"""What a round finds, from the rows as they are: each nudge at its time, and decided once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import app, clock, config, town
from bot.needs import standing
from bot.needs import store as requests
from bot.needs.store import Kind, Need, State, Wanted
from bot.nudges import rounds
from bot.nudges.setting import Setting
from bot.people import store as people
from bot.storage import database, forms
from bot.storage.forms import Form

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
FLOW = "ask_for_a_buddy"


@pytest.fixture
async def base(tmp_path: Path) -> AsyncIterator[database.Database]:
    """A database at a noon, with one person in it."""
    moving = clock.Clock()
    moving.shift(NOON - moving.now())
    async with database.open_database(tmp_path / "welcome.sqlite3", moving, app.AFTER) as opened:
        async with opened.work() as work:
            await people.add(work, 700, "en")
        yield opened


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


async def touch_the_form(base: database.Database) -> datetime:
    async with base.work() as work:
        await forms.put(work, 1, Form(FLOW))
        return clock.moment(work.stamp)


async def send_a_request(base: database.Database) -> datetime:
    async with base.work() as work:
        await requests.put(work, 1, Wanted((Need(Kind.GERMAN),), None, None))
        return clock.moment(work.stamp)


def past(days: float) -> timedelta:
    return timedelta(days=days)


@pytest.mark.parametrize(
    ("waited", "reminders"),
    [
        pytest.param(past(3) - A_SECOND, [], id="not before the third day"),
        pytest.param(past(3), ["3"], id="from the third day on"),
        pytest.param(past(7) - A_SECOND, ["3"], id="until the seventh"),
        pytest.param(past(7), ["7"], id="then the second one only"),
        pytest.param(past(30) - A_SECOND, ["7"], id="until it is forgotten"),
        pytest.param(past(30), [], id="and no longer"),
    ],
)
async def test_an_unfinished_form_is_mentioned_twice(
    base: database.Database, setting: Setting, waited: timedelta, reminders: list[str]
) -> None:
    touched = await touch_the_form(base)
    found = await rounds.unfinished_forms(base, setting, touched + waited)
    assert [nudge.key.rpartition(":")[2] for nudge in found] == reminders
    assert all(nudge.due.until > touched + waited for nudge in found)


@pytest.mark.parametrize(
    ("waited", "periods"),
    [
        pytest.param(past(14) - A_SECOND, [], id="not before two weeks"),
        pytest.param(past(14), ["1"], id="after two weeks"),
        pytest.param(past(28) - A_SECOND, ["1"], id="not again before four"),
        pytest.param(past(28), ["2"], id="after four weeks"),
        pytest.param(past(89), ["6"], id="after a downtime only the newest"),
    ],
)
async def test_a_waiting_newcomer_hears_every_two_weeks(
    base: database.Database, setting: Setting, waited: timedelta, periods: list[str]
) -> None:
    sent = await send_a_request(base)
    found = await rounds.waiting_newcomers(base, setting, sent + waited)
    assert [nudge.key.rpartition(":")[2] for nudge in found] == periods
    assert all(nudge.due.until > sent + waited for nudge in found)


async def test_who_waits_for_a_buddy_hears_that_we_are_looking(
    base: database.Database, setting: Setting
) -> None:
    sent = await send_a_request(base)
    async with base.work() as work:
        await requests.change_state(work, 1, State.READY)
    (nudge,) = await rounds.waiting_newcomers(base, setting, sent + past(14))
    assert standing.SEARCHING in [line.text for line in nudge.card.lines if line]


async def test_what_is_decided_is_not_found_again(
    base: database.Database, setting: Setting
) -> None:
    await send_a_request(base)
    base.clock.shift(base.clock.offset + timedelta(days=14, seconds=1))
    await rounds.decide(base, setting)
    await rounds.decide(base, setting)
    assert await rounds.waiting_newcomers(base, setting, base.clock.now()) == []
    rows = await base.read("select once from outbox")
    assert [row["once"].split(":")[0] for row in rows] == ["waiting"]


@pytest.mark.parametrize("column", ["paused_at", "unreachable_since"])
async def test_who_is_paused_or_cannot_be_reached_is_left_alone(
    base: database.Database, setting: Setting, column: str
) -> None:
    sent = await send_a_request(base)
    async with base.work() as work:
        await work.run(f"update person set {column} = 1")  # noqa: S608  (a column of ours)
    assert await rounds.waiting_newcomers(base, setting, sent + past(20)) == []


@pytest.mark.parametrize("state", [State.SENT, State.READY, State.MATCHED])
async def test_who_waits_for_something_is_not_asked_whether_to_stay(
    base: database.Database, setting: Setting, state: State
) -> None:
    assert len(await rounds.idle_people(base, setting, NOON + past(340))) == 1
    await send_a_request(base)
    async with base.work() as work:
        await requests.change_state(work, 1, state)
    assert await rounds.idle_people(base, setting, NOON + past(340)) == []


async def test_a_round_with_thousands_waiting_and_none_due_takes_no_turn_of_the_writer(
    base: database.Database, setting: Setting
) -> None:
    await send_a_request(base)
    async with base.group():
        await rounds.decide(base, setting)
