"""What coordinators see of the meetings on the page of a match."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.matches.store import Side
from bot.meetings import outcome, store
from bot.meetings.occasions import Occasion
from bot.meetings.store import Offer, Slot
from bot.staff import store as staff
from bot.staff.store import Role
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import CAFE, THURSDAY, appointment, meet, move_to, two

DAY = timedelta(days=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


async def page(here: Played, match: int) -> str:
    shown = await here.presses(await here.coordinator(), "match_staff", match)
    return shown.replace("<b>", "").replace("</b>", "")


async def links(here: Played, member: int, match: int) -> list[str]:
    found = await here.buttons(member, "match_staff", match)
    return [label for label, press in found if press.startswith("a:meeting_staff:")]


async def test_the_next_meeting_and_whether_it_is_at_an_office(here: Played) -> None:
    those = await two(here)
    assert "No meeting is ahead." in await page(here, those.match)
    await meet(here, those, THURSDAY + 2 * DAY)
    shown = await page(here, those.match)
    assert "Next meeting: Saturday, 28 November, 9:30" in shown
    assert "office" not in shown
    assert "café" not in shown, "the place is for the two"
    await appointment(here, those, THURSDAY)
    assert "Next meeting: Thursday, 26 November, 9:30, at an office" in await page(
        here, those.match
    )


async def test_what_is_only_suggested_is_no_meeting_yet(here: Played) -> None:
    those = await two(here)
    async with here.base.work() as work:
        slot = Slot(THURSDAY, THURSDAY + timedelta(hours=1))
        offer = Offer(Side.BUDDY, (slot,), CAFE, None, work.now)
        await store.propose(work, those.match, Occasion.TALK, offer)
    assert "A meeting is suggested and not answered yet." in await page(here, those.match)


async def test_who_can_not_come_and_who_goes_alone(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    async with here.base.work() as work:
        await outcome.leave(work, number)
    shown = await page(here, those.match)
    assert "Tom can't come." in shown
    assert "goes alone" not in shown
    async with here.base.work() as work:
        await outcome.go_alone(work, number)
    assert "Amal goes alone." in await page(here, those.match)


@pytest.mark.parametrize(
    ("answer", "how"),
    [("", "Nobody has said how it went."), ("met_good", "It took place."),
     ("absent_me", "It did not take place.")],
)  # fmt: skip
async def test_the_last_meeting_and_how_it_stands(here: Played, answer: str, how: str) -> None:
    those = await two(here)
    await meet(here, those, THURSDAY - DAY / 2)
    number = await meet(here, those)
    await move_to(here, THURSDAY + timedelta(hours=2))
    if answer:
        await here.presses(those.newcomer, answer, number)
    assert f"Last meeting: Thursday, 26 November. {how}" in await page(here, those.match)


async def test_a_meeting_that_somebody_should_look_at_is_one_press_away(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    petra = await here.coordinator()
    assert await links(here, petra, those.match) == []
    async with here.base.work() as work:
        await outcome.leave(work, number)
    assert await links(here, petra, those.match) == ["Look at the meeting of Thu 26 Nov"]


async def test_the_buddy_of_a_match_is_not_led_where_they_may_not_look(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    async with here.base.work() as work:
        await outcome.leave(work, number)
        await staff.add(work, those.buddy, Role.COORDINATOR)
    assert await links(here, those.buddy, those.match) == []
