"""The third part of the story: the two find a time, are reminded unasked, and meet."""

from datetime import datetime, time, timedelta

from bot import workdays
from bot.conversation import flow, lengths
from bot.conversation.values import Hour
from bot.demonstration import cast
from bot.demonstration.play import Play
from bot.demonstration.stage import PATIENCE
from bot.matches import standing
from bot.meetings import afterwards, answering, card, presence, proposing
from bot.meetings.occasions import Occasion
from bot.nudges import afterwards as asked_afterwards
from bot.nudges import meetings as reminders
from bot.nudges.appointment_rules import Before

BEGINS_AT, TAKES = time(9, 30), timedelta(hours=1)
EVENING = time(18, 1)
A_MINUTE = timedelta(minutes=1)


def begins(play: Play) -> datetime:
    """When the two meet: on the second working day after the agreement, in the morning."""
    day = workdays.after(play.agreed_on, 2, play.town)
    return datetime.combine(day, BEGINS_AT, play.town.zone)


async def suggests_a_meeting(play: Play) -> None:
    buddy, office = play.buddy, play.town.offices[0]
    day = begins(play).date()
    await buddy.presses(standing.SUGGEST_MEETING)
    await buddy.presses(Occasion.OFFICE.label)
    await buddy.types(cast.typed_day(day, buddy.language))
    await buddy.presses(Hour(BEGINS_AT))
    await buddy.presses(lengths.told(60))
    await buddy.types(office.name)
    await buddy.presses(flow.SKIP)
    await buddy.hears(proposing.REVIEW)
    await buddy.presses(flow.SEND)
    await buddy.hears(proposing.SENT)


async def says_yes_to_it(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.hears(card.SUGGESTS)
    await newcomer.presses(card.YES)
    await newcomer.hears(answering.AGREED)
    await newcomer.presses(card.MAP)


async def the_evening_before_comes(play: Play) -> None:
    day = begins(play).date() - timedelta(days=1)
    await play.stage.move_to(datetime.combine(day, EVENING, play.town.zone))


async def will_be_there(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.hears(reminders.BEGINS[Before.DAY], within=PATIENCE)
    await play.stage.settle()
    await newcomer.presses(presence.ILL_BE_THERE)


async def hears_that_too(play: Play) -> None:
    await play.buddy.hears(reminders.BEGINS[Before.DAY], within=PATIENCE)
    await play.stage.settle()
    await play.buddy.presses(presence.DETAILS)


async def two_hours_are_left(play: Play) -> None:
    await play.stage.move_to(begins(play) - timedelta(hours=2) + A_MINUTE)


async def is_reminded_once_more(play: Play) -> None:
    await play.newcomer.hears(reminders.BEGINS[Before.SOON], within=PATIENCE)


async def buddy_is_reminded_once_more(play: Play) -> None:
    await play.buddy.hears(reminders.BEGINS[Before.SOON], within=PATIENCE)


async def an_hour_after_its_end(play: Play) -> None:
    await play.stage.move_to(begins(play) + TAKES + timedelta(hours=1) + A_MINUTE)


async def says_how_it_went(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.hears(asked_afterwards.HOW, within=PATIENCE)
    await play.stage.settle()
    await newcomer.presses(afterwards.GOOD)
    await newcomer.hears(afterwards.THANKS_GOOD)


async def buddy_says_so_too(play: Play) -> None:
    buddy = play.buddy
    await buddy.hears(asked_afterwards.HOW, within=PATIENCE)
    await buddy.presses(afterwards.GOOD)
    await buddy.hears(afterwards.THANKS_GOOD)
