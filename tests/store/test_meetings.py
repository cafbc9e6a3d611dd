"""What the rows of meetings keep true, whoever is faster."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.matches.store import Side
from bot.meetings import finding, forgetting, store
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Meeting, Offer, Slot, State
from bot.storage import forms
from tests.store import matchmaking
from tests.store.matchmaking import NOON, TOM, Played

CAFE = Where(None, "Café")
TOM_FOR_MANY = replace(TOM, places=3)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as played:
        yield played


async def pair(here: Played, buddy: int | None = None) -> tuple[int, int, int]:
    """A newcomer, a buddy, and their match."""
    coordinator, newcomer = await here.coordinator(), await here.newcomer()
    buddy = buddy or await here.buddy(TOM_FOR_MANY)
    await here.proposes(coordinator, newcomer, buddy)
    match = await here.match_of(newcomer)
    assert match is not None
    await here.both_say_yes(match)
    return newcomer, buddy, match.id


def slot(days: int = 9, hours: float = 0, length: float = 1) -> Slot:
    begins = NOON + timedelta(days=days, hours=hours)
    return Slot(begins, begins + timedelta(hours=length))


async def proposes(here: Played, match: int, *slots: Slot, side: Side = Side.BUDDY) -> int:
    async with here.base.work() as work:
        its = Offer(side, slots or (slot(),), CAFE, "Bring a pen.", work.now)
        return await store.propose(work, match, Occasion.GERMAN, its)


async def confirms(here: Played, number: int, which: int = 0) -> Meeting:
    async with here.base.work() as work:
        its = (await store.get(work, number)).offer
        assert its is not None
        await store.confirm(work, number, its, its.slots[which])
        return await store.get(work, number)


async def meets(here: Played, match: int, *slots: Slot) -> int:
    number = await proposes(here, match, *slots)
    await confirms(here, number)
    return number


async def its_state(here: Played, number: int) -> Meeting:
    async with here.base.work() as work:
        return await store.get(work, number)


@pytest.mark.parametrize(
    ("its", "is_in_the_way"),
    [
        (slot(), True),
        (slot(hours=0.5), True),
        (slot(hours=-0.5), True),
        (slot(hours=0.25, length=0.5), True),
        (slot(hours=-1, length=3), True),
        (slot(hours=1), False),
        (slot(hours=-1), False),
        (slot(days=10), False),
    ],
)
async def test_what_overlaps_is_in_the_way_of_both(
    here: Played, its: Slot, is_in_the_way: bool
) -> None:
    newcomer, buddy, match = await pair(here)
    number = await meets(here, match)
    async with here.base.work() as work:
        for person in (newcomer, buddy):
            found = await finding.overlapping(work, person, its)
            assert (found is not None) is is_in_the_way
            assert await finding.overlapping(work, person, its, but_for=number) is None


async def test_what_is_suggested_cancelled_or_ended_is_in_nobodys_way(here: Played) -> None:
    newcomer, buddy, match = await pair(here)
    await proposes(here, match)
    number = await meets(here, match, slot(days=10))
    async with here.base.work() as work:
        await store.cancel(work, number, "buddy")
        assert await finding.overlapping(work, buddy, slot()) is None
        assert await finding.overlapping(work, buddy, slot(days=10)) is None
    await meets(here, match, slot(days=11))
    found = await here.match_of(newcomer)
    assert found is not None
    await here.ends(found)
    async with here.base.work() as work:
        assert await finding.overlapping(work, buddy, slot(days=11)) is None


async def test_two_newcomers_say_yes_to_the_same_time_of_one_buddy(here: Played) -> None:
    amal, tom, first = await pair(here)
    sara, _, second = await pair(here, tom)
    one, other = await proposes(here, first), await proposes(here, second, slot(hours=0.5))
    assert "It is agreed" in await here.presses(amal, "confirm_meeting", f"{one}.1", 1)
    assert "has no time any more" in await here.presses(sara, "confirm_meeting", f"{other}.1", 1)
    assert (await its_state(here, other)).state is State.CANCELLED


async def test_the_buddy_is_not_at_two_places_either(here: Played) -> None:
    _, tom, first = await pair(here)
    _, _, second = await pair(here, tom)
    mine = await proposes(here, second, slot(hours=0.5), side=Side.NEWCOMER)
    await meets(here, first)
    said = await here.presses(tom, "confirm_meeting", f"{mine}.1", 1)
    assert "You have another meeting at that time" in said


async def test_both_move_at_once_and_whoever_is_second_sees_the_others_first(here: Played) -> None:
    newcomer, buddy, match = await pair(here)
    number = await meets(here, match)
    for person in (newcomer, buddy):
        await has_seen(here, person, number, version=2)
    assert "Your suggestion is sent" in await here.sends(buddy, "move_meeting", number, MOVE)
    assert "not sent yet" in await here.sends(newcomer, "move_meeting", number, MOVE)
    offer = (await its_state(here, number)).offer
    assert offer is not None
    assert offer.side is Side.BUDDY

    await has_seen(here, newcomer, number, version=3)
    assert "Your suggestion is sent" in await here.sends(newcomer, "move_meeting", number, MOVE)
    offer = (await its_state(here, number)).offer
    assert offer is not None
    assert offer.side is Side.NEWCOMER


MOVE = {
    "day": "2026-12-10",
    "time": "09:30",
    "length": 60,
    "where": {"words": "Café"},
    "note": None,
}


async def has_seen(here: Played, person: int, number: int, *, version: int) -> None:
    """Somebody fills the form, having seen this version."""
    form = forms.Form(f"move_meeting@{number}", answers={**MOVE, "seen": version})
    async with here.base.work() as work:
        await forms.put(work, person, form)


async def test_moving_keeps_what_is_agreed_until_both_say_yes(here: Played) -> None:
    _, _, match = await pair(here)
    number = await meets(here, match)
    async with here.base.work() as work:
        moved = Offer(Side.NEWCOMER, (slot(days=12),), Where("library"), None, work.now)
        await store.offer(work, number, moved)
        meeting = await store.get(work, number)
    assert (meeting.slot, meeting.where, meeting.note) == (slot(), CAFE, "Bring a pen.")
    assert (meeting.version, meeting.sequence) == (3, 0)

    meeting = await confirms(here, number)
    assert (meeting.slot, meeting.where, meeting.note) == (slot(days=12), Where("library"), None)
    assert (meeting.version, meeting.sequence, meeting.offer) == (4, 1, None)


async def test_an_offer_that_goes_leaves_no_trace_in_what_is_agreed(here: Played) -> None:
    _, _, match = await pair(here)
    number = await meets(here, match)
    async with here.base.work() as work:
        moved = Offer(Side.NEWCOMER, (slot(days=12),), Where("library"), None, work.now)
        await store.offer(work, number, moved)
        await store.drop_offer(work, number)
        meeting = await store.get(work, number)
    assert (meeting.slot, meeting.where, meeting.sequence, meeting.offer) == (slot(), CAFE, 0, None)


async def test_where_a_suggestion_was_to_be_stays_known_but_not_its_note(here: Played) -> None:
    _, _, match = await pair(here)
    number = await proposes(here, match)
    async with here.base.work() as work:
        await store.cancel(work, number, None)
        meeting = await store.get(work, number)
    assert (meeting.state, meeting.slot) == (State.CANCELLED, None)
    assert (meeting.where, meeting.note, meeting.ended_by) == (CAFE, None, None)


async def test_cancelling_twice_counts_once(here: Played) -> None:
    _, _, match = await pair(here)
    number = await meets(here, match)
    async with here.base.work() as work:
        await store.cancel(work, number, "buddy")
        first = await store.get(work, number)
        await store.cancel(work, number, "newcomer")
        assert await store.get(work, number) == first


async def test_own_words_are_forgotten_when_the_meeting_is_long_over(here: Played) -> None:
    _, _, match = await pair(here)
    told = await meets(here, match, slot(days=1))
    untold = await meets(here, match, slot(days=2))
    ahead = await meets(here, match, slot(days=200))
    async with here.base.work() as work:
        await store.cancel(work, told, "buddy")
    for days, forgotten in ((91, {told}), (93, {told, untold})):
        await forget(here, NOON + timedelta(days=days))
        for number in (told, untold, ahead):
            meeting = await its_state(here, number)
            assert (meeting.where == Where(), meeting.note is None) == (
                (number in forgotten,) * 2
            ), f"meeting {number} after {days} days"


async def forget(here: Played, now: datetime) -> None:
    before = int((now - timedelta(days=90)).timestamp())
    async with here.base.work() as work:
        await forgetting.forget_words(work, before)


async def test_what_the_two_wrote_goes_with_either_of_them(here: Played) -> None:
    newcomer, buddy, match = await pair(here)
    await meets(here, match)
    await proposes(here, match, slot(days=12), side=Side.NEWCOMER)
    await here.is_erased(newcomer)
    rows = await here.base.read(
        "select place, note, state from meeting union all select place, note, side from offer"
    )
    assert [tuple(row) for row in rows] == [(None, None, "cancelled")] * 2
    assert "does not take place any more" in await here.told(buddy)


async def test_a_long_list_has_pages_and_a_menu_stays_short(here: Played) -> None:
    newcomer, _, match = await pair(here)
    for days in range(1, 23):
        await proposes(here, match, slot(days))
    first = [label for label, _ in await here.buttons(newcomer, "meetings")]
    assert first == [*["Meeting with Tom?"] * 20, "More …", "Meet Tom", "Menu"]
    second = [label for label, _ in await here.buttons(newcomer, "meetings", 1)]
    assert second == [*["Meeting with Tom?"] * 2, "Meet Tom", "Menu"]
    for about in ("7", "-1", "x", "9" * 30):
        assert "Menu" in [label for label, _ in await here.buttons(newcomer, "meetings", about)]
    menu = [label for label, _ in await here.buttons(newcomer, "menu")]
    assert menu.count("Meeting with Tom?") == 3
