"""The fourth part of the story: a coordinator invites the buddies to a reflection meeting, and sees
who was there.
"""

from datetime import datetime, time, timedelta

from bot import workdays
from bot.broadcasts import preview
from bot.conversation import lengths
from bot.conversation.values import Count, Hour, ShortDay, Words, say
from bot.demonstration import cast, meeting
from bot.demonstration.play import Play
from bot.demonstration.stage import PATIENCE
from bot.desk import flow as desk
from bot.nudges import seminars as reminders
from bot.nudges.appointment_rules import Before
from bot.seminars import attendance, card, creating, entry, form, listing
from bot.seminars.kinds import Audience, Kind

BEGINS_AT, TAKES = time(18), timedelta(minutes=90)
A_LITTLE_LATER = timedelta(minutes=5)


def begins(play: Play) -> datetime:
    """When the buddies come together: on the working day after the meeting, in the evening."""
    day = workdays.after(meeting.begins(play).date(), 1, play.town)
    return datetime.combine(day, BEGINS_AT, play.town.zone)


async def plans_and_announces(play: Play) -> None:
    coordinator = play.coordinator
    await coordinator.presses(desk.TODAY)
    await coordinator.presses(entry.SEMINARS)
    await coordinator.presses(listing.NEW)
    await coordinator.presses(Kind.REFLECTION.label)
    await coordinator.types(cast.SEMINAR)
    await coordinator.presses(form.NO_TEXT)
    await coordinator.types(cast.typed_day(begins(play).date(), coordinator.language))
    await coordinator.presses(Hour(BEGINS_AT))
    await coordinator.presses(lengths.told(90))
    await coordinator.types(cast.SEMINAR_PLACE)
    await coordinator.presses(Count(12))
    await coordinator.presses(Audience.ACTIVE.label)
    await coordinator.presses(creating.MAKE)
    await coordinator.hears(creating.MADE)
    await coordinator.presses(entry.ANNOUNCE)
    await coordinator.hears(preview.DRAFT)
    await coordinator.presses(preview.SEND_NOW)


async def comes(play: Play) -> None:
    buddy = play.buddy
    await buddy.hears(card.FREE, within=PATIENCE)
    await play.stage.settle()
    await buddy.presses(card.I_COME)
    await buddy.hears(card.YOU_COME)


async def the_evening_before_comes(play: Play) -> None:
    day = begins(play).date() - timedelta(days=1)
    await play.stage.move_to(datetime.combine(day, meeting.EVENING, play.town.zone))


async def is_reminded(play: Play) -> None:
    await play.buddy.hears(reminders.BEGINS[Before.DAY], within=PATIENCE)


async def it_is_over(play: Play) -> None:
    await play.stage.move_to(begins(play) + TAKES + A_LITTLE_LATER)


async def notes_who_was_there(play: Play) -> None:
    coordinator = play.coordinator
    day, title = ShortDay(begins(play).date()), Words(cast.SEMINAR)
    await coordinator.presses(desk.TODAY)
    await coordinator.presses(entry.SEMINARS)
    await coordinator.presses(say(listing.ROW_OVER, day=day, title=title))
    await coordinator.presses(entry.ATTENDANCE)
    await coordinator.hears(attendance.TICK_HEAD)
    await coordinator.presses(Words(play.buddy.name))
    await coordinator.presses(entry.TO_ENTRY)
    await coordinator.hears(entry.WERE_THERE)
