"""What changes by itself when its time has come, at any hour: proposals expire, pauses end."""

from bot.buddies import pausing
from bot.matches import expiring
from bot.nudges.setting import Setting
from bot.storage import database


async def expire_proposals(base: database.Database, setting: Setting) -> None:
    """Nobody holds a place for longer than the answer may take."""
    await expiring.expire(base, base.clock.now(), setting.config.matching.answer_hours)


async def end_pauses(base: database.Database, setting: Setting) -> None:
    """Buddies whose pause is over are active again."""
    await pausing.resume_due(base, setting.reader(base.clock.now()).today)
