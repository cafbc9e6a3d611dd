"""Who may: the function that lets somebody in is the one every staff screen begins with."""

from bot.conversation import turn
from bot.conversation.values import Said
from bot.staff import store
from bot.staff.store import Member, Role


async def require(this: turn.Turn, *roles: Role) -> Member:
    """The staff member whose turn it is, if they have one of these roles; any role will do if none
    is named. Raises `NotYours` in the words that are said of what isn't there at all."""
    member = await store.find(this.work, this.person)
    if member is None or (roles and not member.roles & {*roles}):
        raise turn.NotYours(Said(turn.GONE))
    return member


async def colleague(this: turn.Turn, about: str) -> Member:
    """The member of the staff with this id, for coordinators and for themselves. Raises
    `NotYours`."""
    looker = await require(this)
    number = row_of(about)
    is_allowed = Role.COORDINATOR in looker.roles or number == looker.person
    found = await store.find(this.work, number) if is_allowed else None
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    return found


def row_of(about: str) -> int:
    """The id that a button carries; 0, which no row has, for whatever else it carries."""
    return int(about) if about.isascii() and about.isdigit() and len(about) < 16 else 0
