"""Forgetting in time: what has served its purpose is deleted after the configured days."""

from datetime import timedelta

from bot import clock
from bot.broadcasts import rules
from bot.broadcasts import store as broadcasts
from bot.buddies import store as buddies
from bot.concerns import store as concerns
from bot.letters import store as letters
from bot.matches import forgetting
from bot.meetings import forgetting as meetings
from bot.meetings import hours
from bot.needs import store as requests
from bot.newcomers import links
from bot.nudges.setting import Setting
from bot.people import personal
from bot.people import store as people
from bot.relay import questions, unsent
from bot.seminars import store as seminars
from bot.staff import invitations, record
from bot.storage import database, forms, inbox, outbox

DRAFT_DAYS = 30
"""How long the draft of a broadcast is kept that nobody has sent."""
SENT_DAYS = 30
"""How long it is kept that something was sent, so that an edit finds it and no nudge comes twice.
"""


async def purge(base: database.Database, setting: Setting) -> None:
    """Delete handled updates, sent messages, dead letters, old forms, links, the record of staff
    views, requests and buddies."""
    async with base.work() as work:
        await _purge(work, setting)


async def _purge(work: database.Work, setting: Setting) -> None:
    kept = setting.config.retention

    def before(days: int) -> int:
        return clock.stamp(work.now - timedelta(days=days))

    await inbox.purge(work, before(kept.handled_updates), before(kept.dead_letters))
    await outbox.purge(work, before(SENT_DAYS), before(kept.dead_letters))
    await forms.forget_old(work, before(kept.unfinished_forms))
    await links.purge(work)
    await unsent.purge(work)
    await concerns.purge(work, before(kept.closed_concerns_days))
    await questions.purge(work, before(SENT_DAYS))
    await invitations.purge(work)
    await record.purge(work, before(kept.staff_record_days))
    await broadcasts.purge(
        work,
        ended=before(kept.broadcasts_days),
        drafted=before(DRAFT_DAYS),
        settled=work.stamp - rules.SETTLES_WITHIN,
    )
    await requests.forget_ended(work, before(kept.withdrawn_requests))
    await forgetting.forget_proposals(work, before(kept.proposals_days))
    await hours.keep(work, before(kept.ended_matches_days))
    await forgetting.anonymise(work, before(kept.ended_matches_days))
    await letters.purge(work, kept.letters_days)
    await meetings.forget_words(work, before(kept.meetings_days))
    await seminars.forget_old(work, before(kept.seminars_days))
    await buddies.forget_left(work, before(kept.buddies_left_days), before(kept.certificate_days))


# Who was asked and didn't answer; and who can't be asked, having stopped the bot.
IDLE = """
    select id from person
    where seen_on < :day
      and not exists (select 1 from request where request.person = person.id
                      and state in ('sent', 'ready', 'matched'))
      and not exists (select 1 from staff where staff.person = person.id)
      and not exists (select 1 from buddy where buddy.person = person.id
                      and state not in ('left', 'declined'))
      and (
        paused_at is not null or unreachable_since is not null or exists (
            select 1 from outbox
            where once = 'idle:' || seen_on || ':' || person.id
              and state = 'sent' and ended_at <= :asked_before
        )
      )
    limit :most
"""
AT_ONCE = 50


async def erase_idle_people(base: database.Database, setting: Setting) -> None:
    """Erase whoever hasn't written for a year, waits for nothing, and was asked whether to stay."""
    kept = setting.config.retention
    now = base.clock.now()
    day = (now - timedelta(days=kept.idle_people_erased)).date().isoformat()
    asked_before = clock.stamp(
        now - timedelta(days=kept.idle_people_erased - kept.idle_people_asked)
    )
    while rows := await base.read(IDLE, day=day, asked_before=asked_before, most=AT_ONCE):
        async with base.work() as work:
            for row in rows:
                person = await people.get(work, row[0])
                await personal.erase(work, person, setting.erasure)
