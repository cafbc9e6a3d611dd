"""Two who have a meeting: who comes, who can't, how it went, and what coordinators see of it.
Scenes of the town in full swing, each taken back.
"""

from collections.abc import Mapping
from typing import Any

from bot.meetings import outcome
from bot.meetings.store import Flag
from bot.storage import database
from bot.telegram.updates import Command
from tests.guards import together
from tests.guards.full_swing import PAIRS, Who
from tests.guards.stage import Stage

OFFICE: Mapping[str, Any] = {
    "occasion": "office",
    "day": "2026-12-03",
    "time": "09:30",
    "length": 60,
    "where": {"office": "foreigners_office"},
    "note": None,
}
WITHOUT_OFFICE: Mapping[str, Any] = {**OFFICE, "occasion": "talk", "where": {"words": "Café"}}
NEWCOMER, BUDDY = Who.PAIR, PAIRS[Who.PAIR]
NEWEST = "select id, version from meeting order by id desc limit 1"
LEVELS = ("none", "little", "some", "good")


async def _meeting(
    here: Stage,
    answers: Mapping[str, Any] = OFFICE,
    days: int = 0,
    newcomer: Who = NEWCOMER,
) -> int:
    """A meeting that both agreed to, so many days nearer than it was planned."""
    await here.presses(BUDDY, "meet", await together.match_of(here, newcomer))
    await here.fills(BUDDY, answers=answers)
    number, version = await together.latest(here, NEWEST, BUDDY)
    await here.presses(newcomer, "confirm_meeting", f"{number}.1", version)

    async def passes(work: database.Work) -> None:
        await work.run(
            "update meeting set begins_at = begins_at - 86400 * :days, "
            "ends_at = ends_at - 86400 * :days where id = :meeting",
            days=days,
            meeting=number,
        )

    await here.happens(passes, "days pass")
    return int(number)


async def _presses(here: Stage, who: Who, *actions: str) -> None:
    """Buttons of the newest meeting that are up to date."""
    for action in actions:
        number, version = await together.latest(here, NEWEST, who)
        await here.presses(who, action, number, version)
        await here.presses(who, "meeting", number)


async def both_say_that_they_come(here: Stage) -> None:
    await _meeting(here)
    for who in (BUDDY, NEWCOMER):
        await _presses(here, who, "coming")


async def a_buddy_leaves_an_appointment(here: Stage) -> None:
    number = await _meeting(here)
    await _presses(here, BUDDY, "cannot_come")
    for level in LEVELS:
        await here.happens(_speaks(level), f"speaks {level} German")
        await here.presses(NEWCOMER, "card_for_counter", number)
    await here.presses(NEWCOMER, "meeting", number)
    for who in (NEWCOMER, BUDDY):
        await here.does(who, Command("status", ""))
    await _presses(here, NEWCOMER, "move_meeting")
    await _coordinators_look(here)
    await _presses(here, NEWCOMER, "go_alone")
    await here.presses(BUDDY, "meeting", number)
    await _coordinators_look(here)
    await _presses(here, BUDDY, "come_after_all")
    await here.presses(NEWCOMER, "card_for_counter", number)
    await here.presses(Who.COORDINATOR, "step_in", number)


def _speaks(level: str) -> Any:
    async def change(work: database.Work) -> None:
        await work.run("update newcomer set german = :level", level=level)

    return change


async def nothing_needs_somebody(here: Stage) -> None:
    await here.presses(Who.COORDINATOR, "meeting_flags")
    await here.presses(BUDDY, "meet", await together.match_of(here, NEWCOMER))
    await here.fills(BUDDY, answers=OFFICE)
    await here.does(BUDDY, Command("status", ""))
    number, _ = await together.latest(here, NEWEST, BUDDY)
    await here.presses(Who.COORDINATOR, "meeting_staff", number)


async def _coordinators_look(here: Stage) -> None:
    for action in ("desk", "meeting_flags"):
        await here.presses(Who.COORDINATOR, action)
    for action in ("meeting_staff", "step_in", "meeting_dealt_with"):
        number, version = await together.latest(here, NEWEST, Who.COORDINATOR)
        if action != "meeting_dealt_with":
            await here.presses(Who.COORDINATOR, action, number, version)


async def nobody_could_step_in(here: Stage) -> None:
    number = await _meeting(here)
    await _presses(here, BUDDY, "cannot_come")

    async def no_buddy_has_time(work: database.Work) -> None:
        await work.run("delete from buddy_free")
        await work.run("update person set unreachable_since = 1 where telegram = :c", c=NEWCOMER)

    await here.happens(no_buddy_has_time, "no buddy has time")
    await here.presses(Who.COORDINATOR, "step_in", number)
    await here.presses(Who.COORDINATOR, "meeting_staff", number)


async def somebody_cancels(here: Stage) -> None:
    for who in (NEWCOMER, BUDDY):
        await _meeting(here, WITHOUT_OFFICE)
        await _presses(here, who, "cannot_come")
    await _meeting(here)
    await _presses(here, NEWCOMER, "cannot_come")


async def an_appointment_begins_soon(here: Stage) -> None:
    await _meeting(here, {**OFFICE, "time": "16:00"}, days=9)
    await _presses(here, BUDDY, "cannot_come")


async def a_buddy_has_no_time_for_an_appointment(here: Stage) -> None:
    await here.presses(NEWCOMER, "meet", await together.match_of(here, NEWCOMER))
    await here.fills(NEWCOMER, answers=OFFICE)
    await _presses(here, BUDDY, "decline_meeting")


async def an_appointment_stays_after_the_match(here: Stage) -> None:
    number = await _meeting(here)
    await together.match(here, BUDDY, NEWCOMER, "end_match_now")
    for action in ("meeting", "card_for_counter"):
        await here.presses(NEWCOMER, action, number)
    await here.does(NEWCOMER, Command("status", ""))
    await _coordinators_look(here)


async def somebody_pressed_by_mistake(here: Stage) -> None:
    await _meeting(here, WITHOUT_OFFICE)
    await _presses(here, BUDDY, "cannot_come", "restore_meeting", "cannot_come")
    number, version = await together.latest(here, NEWEST, BUDDY)
    await _meeting(here, WITHOUT_OFFICE, newcomer=Who.PAIR_PROPOSING)
    await here.presses(BUDDY, "restore_meeting", number, version)


async def the_other_has_something_else_by_then(here: Stage) -> None:
    await _meeting(here, WITHOUT_OFFICE)
    await _presses(here, NEWCOMER, "cannot_come")
    number, version = await together.latest(here, NEWEST, NEWCOMER)
    await _meeting(here, WITHOUT_OFFICE, newcomer=Who.PAIR_PROPOSING)
    await here.presses(NEWCOMER, "restore_meeting", number, version)


async def a_buddy_has_two_meetings_at_once(here: Stage) -> None:
    await _meeting(here)
    await _presses(here, BUDDY, "cannot_come")
    number, version = await together.latest(here, NEWEST, BUDDY)
    await _meeting(here, WITHOUT_OFFICE, newcomer=Who.PAIR_PROPOSING)
    await here.presses(BUDDY, "come_after_all", number, version)


async def it_went_well_or_not(here: Stage) -> None:
    number = await _meeting(here, days=10)
    await here.presses(NEWCOMER, "meeting", number)
    for who in (NEWCOMER, BUDDY):
        for action in ("how_it_went", "met_good", "met_so_so", "not_met"):
            await here.presses(who, action, number)
            await here.presses(Who.COORDINATOR, "meeting_staff", number)
        for action in ("absent_me", "absent_other", "absent_both"):
            await here.presses(who, action, number)
            await here.presses(Who.COORDINATOR, "meeting_staff", number)
    await here.presses(NEWCOMER, "met_so_so", number)
    await here.presses(BUDDY, "absent_other", number)
    await _coordinators_look(here)
    await here.presses(BUDDY, "met_good", number)
    for action in ("meetings", "desk"):
        await here.presses(BUDDY, action)
    await here.does(BUDDY, Command("status", ""))


async def two_in_a_row_are_missed(here: Stage) -> None:
    for days in (12, 10):
        number = await _meeting(here, WITHOUT_OFFICE, days=days)
        await here.presses(NEWCOMER, "absent_me", number)
    await _coordinators_look(here)
    _, version = await together.latest(here, NEWEST, NEWCOMER)
    await here.presses(Who.COORDINATOR, "meeting_dealt_with", number, version)


async def a_newcomer_went_alone(here: Stage) -> None:
    number = await _meeting(here)
    await _presses(here, BUDDY, "cannot_come")

    async def days_pass(work: database.Work) -> None:
        await work.run(
            "update meeting set begins_at = begins_at - 864000, ends_at = ends_at - 864000"
        )

    await here.happens(days_pass, "days pass")
    await _coordinators_look(here)
    for action in ("how_it_went", "not_met", "absent_both"):
        await here.presses(NEWCOMER, action, number)
    await here.presses(BUDDY, "met_good", number)


async def an_answer_comes_too_late_or_too_early(here: Stage) -> None:
    number = await _meeting(here, days=30)
    for _ in range(2):
        await here.presses(NEWCOMER, "met_good", number)
    await here.presses(BUDDY, "met_good", await _meeting(here))


async def hours_of_other_years(here: Stage) -> None:
    async def keep(work: database.Work) -> None:
        await work.run(
            "insert into buddy_hours select person, 2025, 750 from buddy join person "
            "on person.id = buddy.person where telegram = :chat",
            chat=BUDDY,
        )

    await here.happens(keep, "hours are kept")
    await here.presses(BUDDY, "meetings")


async def many_meetings_need_somebody(here: Stage) -> None:
    for day in range(9):
        await _meeting(here, WITHOUT_OFFICE, days=10 + day)

    async def flag_all(work: database.Work) -> None:
        for row in await work.all("select id from meeting where begins_at is not null"):
            await outcome.raise_flag(work, row["id"], Flag.DISAGREE)

    await here.happens(flag_all, "all are flagged")
    for page in (0, 1):
        await here.presses(Who.COORDINATOR, "meeting_flags", page)


SCENES = (
    nothing_needs_somebody,
    both_say_that_they_come,
    a_buddy_leaves_an_appointment,
    nobody_could_step_in,
    somebody_cancels,
    an_appointment_begins_soon,
    a_buddy_has_no_time_for_an_appointment,
    an_appointment_stays_after_the_match,
    somebody_pressed_by_mistake,
    the_other_has_something_else_by_then,
    a_buddy_has_two_meetings_at_once,
    it_went_well_or_not,
    two_in_a_row_are_missed,
    a_newcomer_went_alone,
    an_answer_comes_too_late_or_too_early,
    hours_of_other_years,
    many_meetings_need_somebody,
)
