"""Seminars on the stage: one of each kind, in every state that one can be in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from tests.guards.stage import Stage

PLAIN: Mapping[str, Any] = {"kind": "seminar", "audience": "everyone", "seats": None}
LATEST = "select id, version, sequence + 1 from seminar order by id desc limit 1"


async def plans(here: Stage, coordinator: int, **answers: Any) -> int:
    """A coordinator makes a seminar."""
    await here.presses(coordinator, "new_seminar")
    await here.fills(coordinator, answers={**PLAIN, **answers})
    return (await _latest(here))[0]


async def _latest(here: Stage) -> tuple[int, int, int]:
    (row,) = await here.rows(LATEST)
    return row[0], row[1], row[2]


async def sign_up(here: Stage, seminar: int, guests: Sequence[int]) -> None:
    for guest in guests:
        await here.presses(guest, "rsvp_yes", seminar)


async def take_place(here: Stage, coordinator: int, guests: Sequence[int], days: int) -> None:
    """One that is over, one that is just now, and one to which nobody came, when so many days have
    passed."""
    today = here.reader.today
    for later, begins, who in (
        (days - 1, "18:00", guests),
        (days, "11:00", guests),
        (days, "09:00", ()),
    ):
        day = (today + timedelta(days=later)).isoformat()
        answers = {"day": day, "time": begins, "length": 120, "kind": "introduction"}
        await sign_up(here, await plans(here, coordinator, **answers), who)


async def are_planned(here: Stage, coordinator: int, guests: Sequence[int]) -> None:
    """Those to come: full, moved, elsewhere, in several languages, cancelled; with topics."""
    full = await plans(here, coordinator, seats=1, kind="info")
    await sign_up(here, full, guests)
    await here.presses(coordinator, "change_seminar", f"{full}.text.en")
    await here.fills(coordinator)
    reflection = await plans(here, coordinator, kind="reflection", audience="buddies", seats=30)
    await sign_up(here, reflection, guests)
    for named in ("yes", "no"):
        await here.presses(guests[0], "add_topic", reflection)
        await here.fills(guests[0], answers={"named": named})
    await here.presses(guests[1], "rsvp_no", reflection)
    moved = await plans(here, coordinator, audience="active", seats=1)
    await sign_up(here, moved, guests)
    await here.presses(coordinator, "move_seminar", moved, 1)
    await here.fills(coordinator, answers={"time": "16:45"})
    await here.presses(coordinator, "change_seminar", f"{moved}.place")
    await here.fills(coordinator, answers={"place": "https://example.org"})
    cancelled = await plans(here, coordinator)
    await sign_up(here, cancelled, guests)
    await here.presses(coordinator, "cancel_seminar_now", cancelled, 1)
    await plans(here, coordinator, audience="applicants")
