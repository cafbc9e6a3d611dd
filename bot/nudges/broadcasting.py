"""The rhythm of broadcasts in one installation, and their beat."""

from functools import partial

from bot.broadcasts import feeding
from bot.broadcasts.rules import Rhythm
from bot.config import Config
from bot.nudges import rules
from bot.nudges.setting import Setting
from bot.storage import database


def rhythm(settings: Config) -> Rhythm:
    hours = settings.quiet_hours
    is_quiet = partial(rules.is_quiet, start=hours.start, until=hours.until)
    return Rhythm(settings.pace.bulk_per_second, hours.until, is_quiet)


async def beat(base: database.Database, setting: Setting) -> None:
    """Every two seconds; next to nothing while no broadcast is under way."""
    await feeding.beat(base, rhythm(setting.config), setting.town.zone)
