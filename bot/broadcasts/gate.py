"""Who may see a broadcast before it is sent: every coordinator, each of them the same."""

from bot.broadcasts import store
from bot.broadcasts.store import Broadcast
from bot.conversation import turn
from bot.conversation.values import Said
from bot.staff import rights
from bot.staff.store import Role


async def own(this: turn.Turn) -> Broadcast:
    """The broadcast the turn is about. Raises `NotYours`."""
    found = await find(this)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    return found


async def find(this: turn.Turn) -> Broadcast | None:
    """The same, where it may have been dropped. Raises `NotYours` for others."""
    await rights.require(this, Role.COORDINATOR)
    number, _, _ = this.about.partition(".")
    return await store.find(this.work.all, rights.row_of(number))
