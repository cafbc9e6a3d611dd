"""The one-time links that are made on the command line, beside a running bot."""

from collections.abc import Awaitable, Callable

from bot import config, running
from bot.conversation import values
from bot.newcomers import links
from bot.staff import invitations
from bot.staff.store import Role
from bot.storage import database


async def open_case(settings: config.Config) -> str:
    """Open a case and return its one-time link. Raises `running.NoTelegram`."""
    hours = settings.retention.case_links_hours
    return await _link(settings, lambda work: links.open_case(work, hours))


async def invite(settings: config.Config, role: Role) -> str:
    """Make an invitation to the staff and return its link. Raises `running.NoTelegram`."""
    hours = settings.retention.invitation_hours
    return await _link(settings, lambda work: invitations.make(work, role, hours))


async def _link(settings: config.Config, make: Callable[[database.Work], Awaitable[str]]) -> str:
    name = await running.own_name(settings)
    async with running.opened(settings) as installation, installation.database.work() as work:
        payload = await make(work)
    return values.start_link(name, payload)
