"""What is done by itself when its time has come, at any hour: proposals and suggested meetings
expire, pauses end, calls for help that nobody takes care of are told again.
"""

from bot.buddies import pausing
from bot.concerns import repeating
from bot.matches import expiring
from bot.meetings import alerting, drafts
from bot.meetings import expiring as meetings
from bot.nudges.setting import Setting
from bot.storage import database


async def expire_proposals(base: database.Database, _setting: Setting) -> None:
    """Nobody holds a place for longer than the answer may take."""
    await expiring.expire(base, base.clock.now())


async def expire_offers(base: database.Database, _setting: Setting) -> None:
    """A suggestion of a meeting is over when its last time has come."""
    await meetings.expire(base, base.clock.now())


async def drop_overdue_drafts(base: database.Database, setting: Setting) -> None:
    """Nobody is asked about a form whose meeting has begun, or whose day has passed."""
    now = base.clock.now()
    await drafts.drop_overdue(base, now, setting.reader(now).today)


async def alert_of_company(base: database.Database, setting: Setting) -> None:
    """Coordinators hear of an appointment without the buddy before it begins."""
    at = setting.config.nudges.digest_at
    await alerting.alert(base, base.clock.now(), setting.town, at)


async def end_pauses(base: database.Database, setting: Setting) -> None:
    """Buddies whose pause is over are active again."""
    await pausing.resume_due(base, setting.reader(base.clock.now()).today)


async def repeat_calls(base: database.Database, setting: Setting) -> None:
    """Nobody who called for help waits unseen."""
    await repeating.repeat_calls(base, base.clock.now(), setting.town.zone)
