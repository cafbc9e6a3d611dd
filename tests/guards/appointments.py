"""Meetings on the stage: suggested, agreed on, to be moved, without the buddy. The dates are chosen
so that something is due on later days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.guards import together
from tests.guards.stage import Stage

MEETING: Mapping[str, Any] = {
    "occasion": "talk",
    "day": "2026-11-26",
    "time": "16:00",
    "length": 60,
    "where": {"words": "Café <b>International</b>"},
    "note": "Tisch am <i>Fenster</i>",
}
OFFICE: Mapping[str, Any] = {
    **MEETING,
    "occasion": "office",
    "where": {"office": "foreigners_office"},
}
NEWEST = "select id, version from meeting order by id desc limit 1"
VERSION = "select id, version from meeting where id = :meeting"
OVER = """
    select meeting.id from meeting join match on match.id = meeting.match
    join person on person.id = newcomer where telegram = :chat and ends_at < :now
"""
OPEN = "select 1 from form join person on person.id = form.person where telegram = :chat"


@dataclass(frozen=True)
class Pair:
    """Two by their chats."""

    newcomer: int
    buddy: int


async def suggests(here: Stage, chat: int, pair: Pair, **answers: Any) -> int:
    """One of a pair suggests a meeting; where an office may be closed, they are sure."""
    await here.presses(chat, "meet", await together.match_of(here, pair.newcomer))
    await sends(here, chat, {**MEETING, **answers})
    number, _ = await together.latest(here, NEWEST, chat)
    return int(number)


async def sends(here: Stage, chat: int, answers: Mapping[str, Any]) -> None:
    """Send the form in front; a second time where somebody is asked whether they are sure."""
    before = len(await here.rows(OPEN, chat=chat))
    await here.fills(chat, answers=answers)
    if len(await here.rows(OPEN, chat=chat)) == before:
        await here.fills(chat, answers=answers)


async def agree(here: Stage, pair: Pair, **answers: Any) -> int:
    """Both say yes to a meeting."""
    number = await suggests(here, pair.buddy, pair, **answers)
    await presses(here, pair.newcomer, "confirm_meeting", number, ".1")
    return number


async def presses(here: Stage, chat: int, action: str, meeting: int, option: str = "") -> None:
    """A button about a meeting that is up to date."""
    ((_, version),) = await here.rows(VERSION, meeting=meeting)
    await here.presses(chat, action, f"{meeting}{option}", version)


async def moves(here: Stage, chat: int, meeting: int, **answers: Any) -> None:
    await presses(here, chat, "move_meeting", meeting)
    await sends(here, chat, answers)


async def are_arranged(here: Stage, talking: Pair, alone: Pair, brave: Pair, moving: Pair) -> None:
    """In every way that one can be reminded of a meeting: it holds, the newcomer goes without the
    buddy, or may yet; it may be moved, or nobody answers."""
    await agree(here, talking, day="2026-11-25", time="13:30")
    await suggests(here, talking.newcomer, talking, day="2026-11-26", time="19:00")
    for pair in (alone, brave):
        appointment = await agree(here, pair, **OFFICE)
        await presses(here, pair.buddy, "cannot_come", appointment)
    await presses(here, brave.newcomer, "go_alone", appointment)
    early = await agree(here, alone, **{**OFFICE, "day": "2026-11-25", "time": "08:00"})
    await presses(here, alone.buddy, "cannot_come", early)
    for time in ("12:30", "14:00", "15:30"):
        await agree(here, brave, day="2026-11-25", time=time)
    moved = await agree(here, moving)
    await presses(here, moving.buddy, "coming", moved)
    await moves(here, moving.newcomer, moved, day="2026-12-03", time="15:00")
    stays = await agree(here, moving, day="2026-12-10")
    await moves(here, moving.newcomer, stays, day="2026-11-26", time="12:00")
    off = await agree(here, talking, day="2026-12-15")
    await presses(here, talking.newcomer, "cancel_meeting_now", off)
    later = await agree(here, talking, day="2026-12-16")
    await moves(here, talking.newcomer, later, day="2026-12-17")
    await presses(here, talking.buddy, "confirm_meeting", later, ".1")


async def take_place(here: Stage, pair: Pair) -> None:
    """Whatever two had today was good."""
    rows = await here.rows(OVER, chat=pair.newcomer, now=int(here.clock.now().timestamp()))
    for (meeting,) in rows:
        await here.presses(pair.newcomer, "met_good", meeting)
    await here.presses(pair.buddy, "meetings")
