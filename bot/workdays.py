"""On which days an office works: Monday to Friday without the town's public holidays.

They are asked for once, for two years at a time; whoever starts the bot does it beside everything
else (`learn`), so that nobody waits.
"""

import functools
import logging
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from bot.town import Town

log = logging.getLogger(__name__)

SATURDAY = 5
PATIENCE = 20.0
"""Seconds for the process that knows the holidays; it takes a third of one."""
ROOT = Path(__file__).parent.parent


def is_holiday(day: date, town: Town) -> bool:
    return day in _holidays(town.country, town.subdivision, day.year - day.year % 2)


def is_workday(day: date, town: Town) -> bool:
    return day.weekday() < SATURDAY and not is_holiday(day, town)


def after(day: date, count: int, town: Town) -> date:
    """The day that is so many working days later."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day, town)
    return day


def kept_since(today: date, count: int, town: Town) -> date:
    """The first day whose promise, to keep within so many working days, isn't broken today."""
    day = today
    while after(day - timedelta(days=1), count, town) >= today:
        day -= timedelta(days=1)
    return day


def learn(town: Town, today: date) -> None:
    """Ask for what is needed this year, next, and of the weeks before; takes a moment."""
    for year in ((today - timedelta(days=30)).year, today.year, today.year + 1):
        is_holiday(date(year, 1, 1), town)


@functools.cache
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The holidays of this year and the next. Where they can't be had, the days count as working
    days: a promise that is a day too early is better than none."""
    command = ("-m", "bot.public_holidays", country, subdivision, str(year), str(year + 1))
    try:
        asked = subprocess.run(  # noqa: S603  (the words are the town file's, which was checked)
            (sys.executable, *command),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            text=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("public holidays of %d are not known: %s", year, type(error).__name__)
        return frozenset()
    return frozenset(map(date.fromisoformat, asked.stdout.split()))
