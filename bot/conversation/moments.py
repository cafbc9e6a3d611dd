"""When something is to begin: a day and a time of the town made a moment, or the sentence that says
why nothing can begin then. Pure.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.values import Day, Hour, Reader, Said, When, say
from bot.i18n import text

SOON = timedelta(minutes=15)
"""What begins sooner than that nobody hears of in time."""

NO_SUCH_TIME = text(
    "conversation.no_such_time",
    "There is no <b>{time}</b> on {day}: the clocks go forward that night. "
    "Please choose another time.",
)
IS_OVER = text("conversation.is_over", "<b>{when}</b> has passed. Please choose another time.")
TOO_SOON = text(
    "conversation.too_soon",
    "<b>{when}</b> is too soon: nobody would know of it in time. Please choose a later time.",
)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC that the clocks of the zone show as this day and time: the earlier one
    where they show it twice in autumn, None where they skip it in spring."""
    meant = datetime.combine(day, at, zone).replace(fold=0)
    found = meant.astimezone(UTC)
    is_there = found.astimezone(zone).replace(tzinfo=None) == meant.replace(tzinfo=None)
    return found if is_there else None


def ends_of(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When a day of the zone begins, and when the next one does."""
    begins, ends = (datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))
    return begins, ends


def why_not(day: date, at: time, reader: Reader) -> Said | None:
    """Why nothing can begin then: the time doesn't exist, is over, or is nearly now. None where all
    is well. How far ahead a day may be is for the question that asks for it."""
    begins = moment(day, at, reader.zone)
    if begins is None:
        return say(NO_SUCH_TIME, time=Hour(at), day=Day(day))
    if begins <= reader.now:
        return say(IS_OVER, when=When(begins))
    if begins < reader.now + SOON:
        return say(TOO_SOON, when=When(begins))
    return None
