"""What people do on the stage, alone and together: joining, applying, asking, becoming a pair."""

from collections.abc import Mapping
from typing import Any

from bot.people import consent
from bot.staff import invitations
from bot.staff.store import Role
from bot.telegram.updates import Command
from tests.guards.stage import Stage, pressed

VERSION = "select version from buddy where person = :person"
SINCE = "select since_at from staff where person = :person"
CENTER = "select id from thread where person = :person and kind = 'center'"
REQUEST = """
    select request.id, version from request join person on person.id = request.person
    where telegram = :chat order by request.id desc
"""
MATCH = """
    select match.id, version from match join person on person.id = newcomer
    where telegram = :chat order by match.id desc
"""

FORMS = """
    select flow, turn from form join person on person.id = form.person
    where telegram = :chat order by opened desc
"""


async def joins(here: Stage, chat: int, role: Role, *, has_name: bool = True) -> None:
    """Somebody follows an invitation, and says what people may call them."""
    await here.does(chat, await invitation(here, role, 72))
    await here.presses(chat, "speak", here.language)
    if has_name:
        await here.presses(chat, "staff_name")
        await here.fills(chat)


async def invitation(here: Stage, role: Role, hours: int) -> Command:
    """Following one that works for so many hours."""
    async with here.base.work() as work:
        return Command("start", await invitations.make(work, role, hours))


async def asks(here: Stage, chat: int, answers: Mapping[str, Any] | None = None) -> None:
    """A newcomer sends a request; some of the answers may be named."""
    await here.agrees(chat, consent.SUPPORT, "need_help")
    await here.fills(chat, answers=answers)


async def applies(here: Stage, chat: int, answers: Mapping[str, Any] | None = None) -> None:
    await here.agrees(chat, consent.VOLUNTEERING, "apply_as_buddy")
    await here.fills(chat, answers=answers)


async def goes_on(here: Stage, coordinator: int, buddy: int, steps: int = 3) -> None:
    """A coordinator leads an applicant on; three steps make a buddy."""
    for _ in range(steps):
        version = await value(here, VERSION, buddy)
        await here.presses(coordinator, "move_on", await person(here, buddy), version)


async def case(here: Stage, staff: int, newcomer: int, action: str) -> None:
    """A member of the staff, or the newcomer, does something with a request, as it is now."""
    request, version = await latest(here, REQUEST, newcomer)
    await here.presses(staff, action, request, version)


async def proposes(here: Stage, coordinator: int, newcomer: int, buddy: int) -> None:
    request, version = await latest(here, REQUEST, newcomer)
    about = f"{request}.{await person(here, buddy)}"
    await here.presses(coordinator, "propose", about, version)


async def match(here: Stage, chat: int, newcomer: int, action: str) -> None:
    """Somebody does something with the last match of a newcomer, as it is now."""
    number, version = await latest(here, MATCH, newcomer)
    await here.presses(chat, action, number, version)


async def become_a_pair(here: Stage, coordinator: int, newcomer: int, buddy: int) -> None:
    await proposes(here, coordinator, newcomer, buddy)
    await match(here, buddy, newcomer, "yes_to_match")
    await match(here, newcomer, newcomer, "yes_to_match")


async def match_of(here: Stage, newcomer: int) -> int:
    """The last match of a newcomer."""
    number, _ = await latest(here, MATCH, newcomer)
    return int(number)


async def leaves(here: Stage, who: int, way: str) -> None:
    """Somebody leaves the form in front, in one of the ways to do so."""
    flow, turn = await latest(here, FORMS, who)
    for control in (".leave", way):
        await here.does(who, pressed(f"{flow}:{turn}:{control}"))


# Rows


async def latest(here: Stage, sql: str, chat: int) -> tuple[Any, int]:
    """The first row about a chat: what it is called, and its version."""
    rows = await here.rows(sql, chat=chat)
    assert rows, f"{chat}: {sql}"
    return rows[0][0], rows[0][1]


async def person(here: Stage, chat: int) -> int:
    rows = await here.rows("select id from person where telegram = :chat", chat=chat)
    return int(rows[0][0])


async def value(here: Stage, sql: str, chat: int) -> int:
    """One value about a person."""
    rows = await here.rows(sql, person=await person(here, chat))
    return int(rows[0][0])
