"""Suggestions to meet without an answer: who is reminded of them, and when, and who hears that
there is no answer.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import app, config, town
from bot.conversation import values
from bot.conversation.values import Reader
from bot.matches.store import Side
from bot.meetings import store
from bot.meetings.occasions import Occasion
from bot.meetings.store import Offer, Slot
from bot.nudges import rounds, rules, suggestions
from bot.nudges.rules import Due, Found
from bot.nudges.setting import Setting
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import CAFE, Two, two

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
"""Noon in Berlin, when everything begins."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


def goes_to(here: Played, moment: datetime) -> None:
    here.clock.shift(moment - here.clock.now() + here.clock.offset)


async def suggests(here: Played, those: Two, side: Side, *begins: datetime) -> int:
    """A side suggests times; the meeting."""
    slots = tuple(Slot(each, each + HOUR) for each in begins)
    async with here.base.work() as work:
        offer = Offer(side, slots, CAFE, None, work.now)
        return await store.propose(work, those.match, Occasion.TALK, offer)


async def said(here: Played, setting: Setting, after: timedelta) -> list[tuple[str, int]]:
    """What a round says so long after the beginning, to whom; then it has been sent."""
    goes_to(here, TUESDAY + after)
    await rounds.decide(here.base, setting)
    rows = await here.base.read(
        "select once, person from outbox where state = 'waiting' and priority = 1 order by id"
    )
    async with here.base.work() as work:
        sent = "update outbox set state = 'sent', what = null, ended_at = :now"
        await work.run(f"{sent} where state = 'waiting'", now=work.stamp)
    kinds = ("offer:again", "offer:waits", "offer")
    return [
        (next(kind for kind in kinds if row["once"].startswith(kind)), row["person"])
        for row in rows
        if row["once"].startswith(kinds)
    ]


def words(nudge: Found) -> str:
    reader = Reader("en", town.load("musterstadt").zone, TUESDAY)
    lines = (values.shown(line, reader, is_html=False) for line in nudge.card.lines if line)
    return "\n".join(lines).replace("<b>", "").replace("</b>", "")


def presses(nudge: Found) -> list[str]:
    return [button.press.split(":")[1] for row in nudge.card.rows for button in row.buttons]


async def test_both_hear_in_time_of_a_suggestion_without_an_answer(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    await suggests(here, those, Side.BUDDY, TUESDAY + 7 * DAY)
    asked, suggester = those.newcomer, those.buddy
    heard = [(days, await said(here, setting, days * DAY)) for days in (0.9, 1, 1.9, 2, 4, 5.9)]
    assert [(days, what) for days, what in heard if what] == [
        (1, [("offer", asked)]),
        (2, [("offer:waits", suggester)]),
    ]
    assert await said(here, setting, 6 * DAY) == [("offer:again", asked)]
    assert await said(here, setting, 6.5 * DAY) == []


async def test_who_suggested_a_day_soon_hears_two_days_before_it(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    await suggests(here, those, Side.NEWCOMER, TUESDAY + 3 * DAY + 2 * HOUR)
    assert await said(here, setting, DAY) == [("offer", those.buddy)]
    assert await said(here, setting, DAY + 2 * HOUR) == [("offer:waits", those.newcomer)]


async def test_the_suggester_reads_when_and_that_the_other_side_was_reminded(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    number = await suggests(here, those, Side.BUDDY, TUESDAY + 7 * DAY, TUESDAY + 8 * DAY)
    await said(here, setting, DAY)
    (nudge,) = await suggestions.in_vain(here.base, setting, TUESDAY + 2 * DAY)
    assert words(nudge) == (
        "There is no answer yet to your suggestion to meet:\n"
        "Tuesday, 1 December, 12:00\n"
        "I have reminded the other side."
    )
    assert presses(nudge) == ["meeting", "write_pair"]
    assert nudge.due == Due(TUESDAY + 8 * DAY, f"offer:{number}")
    (later,) = await suggestions.in_vain(here.base, setting, TUESDAY + 7.5 * DAY)
    assert "Wednesday, 2 December" in words(later), "the first time has passed"


async def test_nobody_is_said_to_be_reminded_who_was_not(here: Played, setting: Setting) -> None:
    those = await two(here)
    await suggests(here, those, Side.BUDDY, TUESDAY + 7 * DAY)
    await here.presses(those.newcomer, "pause")
    assert await said(here, setting, DAY) == []
    (nudge,) = await suggestions.in_vain(here.base, setting, TUESDAY + 2 * DAY)
    assert "reminded" not in words(nudge)


async def test_the_second_reminder_names_the_time_and_below_it_the_other(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    await suggests(here, those, Side.BUDDY, TUESDAY + 7 * DAY)
    await said(here, setting, DAY)
    (nudge,) = await suggestions.still_unanswered(here.base, setting, TUESDAY + 6 * DAY)
    assert words(nudge) == (
        "May I ask once more: a meeting was suggested to you. Does it suit you?\n"
        "Tuesday, 1 December, 12:00\n"
        "With Tom."
    )


@pytest.mark.parametrize("ends", ["answered", "paused"])
async def test_nothing_is_said_of_what_is_answered_or_between_two_who_are_paused(
    here: Played, setting: Setting, ends: str
) -> None:
    those = await two(here)
    number = await suggests(here, those, Side.BUDDY, TUESDAY + 7 * DAY)
    await said(here, setting, DAY)
    goes_to(here, TUESDAY + 2 * DAY)
    await rounds.decide(here.base, setting)
    async with here.base.work() as work:
        if ends == "answered":
            await store.cancel(work, number, "newcomer")
        else:
            await work.run("delete from outbox where state = 'waiting'")
            await work.run("update thread set closed_at = 1 where kind = 'pair'")
    assert await said(here, setting, 2 * DAY) == []
    assert await said(here, setting, 6 * DAY) == []


# The moments, by themselves


@pytest.mark.parametrize(
    ("ahead", "after", "is_time"),
    [
        pytest.param(200, 47.9, False, id="not before two days"),
        pytest.param(200, 48, True, id="after two days"),
        pytest.param(80, 31.9, False, id="not earlier than two days before"),
        pytest.param(80, 32, True, id="two days before, if that is earlier"),
        pytest.param(60, 23.9, False, id="not before the other side is reminded"),
        pytest.param(60, 24, True, id="as soon as it is"),
        pytest.param(10, 4.9, False, id="nor before half of a short time"),
        pytest.param(10, 5, True, id="after half of a short time"),
    ],
)
def test_when_a_suggestion_is_in_vain_so_far(ahead: float, after: float, is_time: bool) -> None:
    first = TUESDAY + ahead * HOUR
    due = rules.offer_in_vain(TUESDAY, (first,), 17, 24, TUESDAY + after * HOUR)
    assert due == (Due(first, "offer:17") if is_time else None)


@pytest.mark.parametrize(
    ("reminded", "before", "is_time"),
    [
        pytest.param(72, 24.1, False, id="not earlier than a day before"),
        pytest.param(72, 24, True, id="a day before"),
        pytest.param(30, 6.1, False, id="not within a day of the first reminder"),
        pytest.param(30, 6, True, id="a day after it"),
        pytest.param(72, 0, False, id="not when it begins"),
        pytest.param(20, 1, False, id="not where there is no day left"),
    ],
)
def test_when_somebody_is_reminded_once_more(reminded: float, before: float, is_time: bool) -> None:
    first = TUESDAY + 100 * HOUR
    now = first - before * HOUR
    due = rules.still_unanswered_offer(first, 17, first - reminded * HOUR, now)
    assert due == (Due(first, "offer:17") if is_time else None)
