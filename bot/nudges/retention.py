"""Forgetting in time: what has served its purpose is deleted after the configured days."""

import logging
from datetime import timedelta

from bot import clock
from bot.needs import store as requests
from bot.newcomers import links
from bot.nudges.setting import Setting
from bot.people import personal
from bot.people import store as people
from bot.storage import database, forms, inbox, outbox

log = logging.getLogger(__name__)


async def purge(work: database.Work, setting: Setting) -> None:
    """Delete handled updates, sent messages, dead letters, old forms, links and requests."""
    kept = setting.config.retention

    def before(days: int) -> int:
        return clock.stamp(work.now - timedelta(days=days))

    await inbox.purge(work, before(kept.handled_updates), before(kept.dead_letters))
    await outbox.purge(work, before(kept.unfinished_forms), before(kept.dead_letters))
    await forms.forget_old(work, before(kept.unfinished_forms))
    await links.purge(work)
    await requests.forget_withdrawn(work, before(kept.withdrawn_requests))


IDLE = """
    select id from person where seen_on < :day
      and not exists (select 1 from request where request.person = person.id and state = 'sent')
"""


async def erase_idle_people(work: database.Work, setting: Setting) -> None:
    """Erase whoever hasn't written for a year and waits for nothing."""
    days = setting.config.retention.idle_people_erased
    day = (work.now - timedelta(days=days)).date().isoformat()
    for row in await work.all(IDLE, day=day):
        person = await people.get(work, row[0])
        await personal.erase(work, person, setting.personal, setting.key)
        log.info("person %d was erased after %d days without a word", person.id, days)
