"""Two who look for a time to meet: other times, moving, cancelling, and what crosses. Scenes of the
town in full swing, each taken back.
"""

from collections.abc import Mapping
from typing import Any

from bot.storage import database
from bot.telegram import updates
from tests.guards import appointments, together
from tests.guards.appointments import MEETING, Pair
from tests.guards.full_swing import PAIRS, Who
from tests.guards.stage import Stage

NEWCOMER, BUDDY = TWO_CHATS = Who.PAIR, PAIRS[Who.PAIR]
TWO = Pair(*TWO_CHATS)
OTHERS = Pair(Who.PAIR_AGREED, BUDDY)
"""The same buddy with somebody else."""
THREE_TIMES: Mapping[str, Any] = {
    "day": "2026-12-03",
    "time": "10:00",
    "more": "yes",
    "day2": "2026-12-04",
    "time2": "11:00",
    "more2": "yes",
    "day3": "2026-12-05",
    "time3": "12:00",
}


async def three_times_are_suggested(here: Stage) -> None:
    meeting = await appointments.suggests(here, BUDDY, TWO, day="2026-12-02")
    for asked, other in ((NEWCOMER, BUDDY), (BUDDY, NEWCOMER)):
        await appointments.presses(here, asked, "other_times", meeting)
        await appointments.sends(here, asked, THREE_TIMES)
        await here.presses(other, "meeting", meeting)
        await here.does(other, updates.Command("status", ""))
        await here.presses(other, "meetings")
    await appointments.presses(here, NEWCOMER, "confirm_meeting", meeting, ".2")
    await appointments.presses(here, NEWCOMER, "other_times", meeting)
    await appointments.moves(here, NEWCOMER, meeting, day="2026-12-09", time="15:00")
    await appointments.presses(here, BUDDY, "other_times", meeting)
    await appointments.sends(here, BUDDY, THREE_TIMES)
    await here.presses(NEWCOMER, "meeting", meeting)
    await appointments.presses(here, NEWCOMER, "keep_old_time", meeting)
    await appointments.moves(here, NEWCOMER, meeting, day="2026-12-09", time="15:00")
    await appointments.presses(here, NEWCOMER, "keep_old_time", meeting)
    await appointments.moves(here, NEWCOMER, meeting, day="2026-12-09", time="15:00")
    await appointments.presses(here, BUDDY, "confirm_meeting", meeting, ".1")
    await here.presses(BUDDY, "meeting_file", meeting)
    await appointments.moves(here, NEWCOMER, meeting)
    await appointments.presses(here, NEWCOMER, "cancel_meeting_now", meeting)
    await here.presses(BUDDY, "meeting", meeting)
    await here.presses(BUDDY, "meeting_file", meeting)
    await here.presses(BUDDY, "meet_again", meeting)


async def it_comes_to_nothing(here: Stage) -> None:
    for chat, action in ((NEWCOMER, "decline_meeting"), (BUDDY, "take_back_meeting")):
        meeting = await appointments.suggests(here, BUDDY, TWO, day="2026-12-02")
        await appointments.presses(here, chat, action, meeting)
        await here.presses(NEWCOMER, "meeting", meeting)


async def two_write_at_once(here: Stage) -> None:
    meeting = await appointments.suggests(here, BUDDY, TWO, day="2026-12-02")
    await appointments.presses(here, NEWCOMER, "other_times", meeting)
    await appointments.presses(here, NEWCOMER, "confirm_meeting", meeting, ".1")
    for chat in (NEWCOMER, BUDDY, BUDDY):
        await appointments.presses(here, chat, "move_meeting", meeting)
    await here.fills(BUDDY, answers={"time": "18:00"})
    await here.fills(NEWCOMER, answers={"time": "19:00"})
    await appointments.presses(here, BUDDY, "keep_old_time", meeting)
    for _ in range(2):
        await here.fills(NEWCOMER, answers={"time": "19:00"})
    await appointments.presses(here, BUDDY, "confirm_meeting", meeting, ".1")
    await here.presses(BUDDY, "move_meeting", meeting, 99)
    for action in ("cancel_meeting", "keep_meeting", "cancel_meeting", "cancel_meeting_now"):
        await appointments.presses(here, NEWCOMER, action, meeting)


async def they_think_again(here: Stage) -> None:
    meeting = await appointments.suggests(here, BUDDY, TWO, day="2026-12-02")
    await appointments.presses(here, NEWCOMER, "other_times", meeting)
    await together.leaves(here, NEWCOMER, ".drop")
    await appointments.presses(here, NEWCOMER, "confirm_meeting", meeting, ".1")
    await appointments.presses(here, NEWCOMER, "move_meeting", meeting)
    await together.leaves(here, NEWCOMER, ".drop")
    await appointments.moves(here, NEWCOMER, meeting, day="2026-12-02", time="16:00")


async def it_begins_while_one_moves_it(here: Stage) -> None:
    meeting = await appointments.agree(here, TWO, day="2026-12-02")
    await appointments.presses(here, NEWCOMER, "move_meeting", meeting)

    async def begins(work: database.Work) -> None:
        await work.run("update meeting set begins_at = 1 where id = :meeting", meeting=meeting)

    await here.happens(begins, "it begins")
    await here.fills(NEWCOMER, answers={"time": "18:00"})


async def somebody_has_no_time_any_more(here: Stage) -> None:
    mine = await appointments.suggests(here, BUDDY, TWO, day="2026-12-02")
    theirs = await appointments.suggests(here, Who.PAIR_AGREED, OTHERS, day="2026-12-02")
    await appointments.presses(here, BUDDY, "confirm_meeting", theirs, ".1")
    await appointments.presses(here, NEWCOMER, "confirm_meeting", mine, ".1")
    again = await appointments.suggests(here, NEWCOMER, TWO, day="2026-12-03")
    await appointments.agree(here, OTHERS, day="2026-12-03", time="16:30")
    await appointments.presses(here, BUDDY, "confirm_meeting", again, ".1")
    await here.presses(BUDDY, "meet", await together.match_of(here, NEWCOMER))
    await here.fills(BUDDY, answers={**MEETING, "day": "2026-12-03"})


async def its_time_passes(here: Stage) -> None:
    meeting = await appointments.suggests(here, BUDDY, TWO, day="2026-12-02")
    agreed = await appointments.agree(here, TWO, day="2026-12-04")
    await appointments.moves(here, NEWCOMER, agreed, day="2026-12-02", time="18:00")

    async def passes(work: database.Work) -> None:
        await work.run("update offered_time set begins_at = 1, ends_at = 2")

    await here.happens(passes, "days pass")
    await appointments.presses(here, NEWCOMER, "confirm_meeting", meeting, ".1")


async def the_other_cannot_be_reached(here: Stage) -> None:
    await here.does(BUDDY, updates.Blocked())
    meeting = await appointments.suggests(here, NEWCOMER, TWO, day="2026-12-02")
    await here.presses(NEWCOMER, "meeting", meeting)


async def messages_are_paused(here: Stage) -> None:
    for who in (Who.CUT_OFF, PAIRS[Who.CUT_OFF]):
        await here.presses(who, "meet", await together.match_of(here, Who.CUT_OFF))


SCENES = (
    messages_are_paused,
    the_other_cannot_be_reached,
    three_times_are_suggested,
    it_comes_to_nothing,
    two_write_at_once,
    they_think_again,
    it_begins_while_one_moves_it,
    somebody_has_no_time_any_more,
    its_time_passes,
)
