"""The time that a buddy has given to newcomers: the meetings that took place, as long as they were
planned. Nobody is compared with anybody.

When a match is forgotten, its hours go on counting for the buddy. Years are those of UTC.
"""

from dataclasses import dataclass

from bot.conversation import cards, lengths, turn
from bot.conversation.cards import Card
from bot.conversation.values import Count, Said, say
from bot.i18n import text
from bot.meetings import card
from bot.people import menu
from bot.people.personal import Personal
from bot.storage import database

GIVEN = text(
    "meetings.hours_given",
    "Thank you for the time you have given to newcomers.\n"
    "This year: <b>{this_year}</b>\nIn all: {in_all}",
)
GIVEN_THIS_YEAR = text(
    "meetings.hours_this_year",
    "Thank you for the time you have given to newcomers: <b>{this_year}</b>",
)

# Meetings to which the newcomer went alone are none of the buddy's.
OF_MATCHES = """
    select cast(strftime('%Y', begins_at, 'unixepoch') as integer) as year,
           sum((ends_at - begins_at) / 60) as minutes
    from match cross join meeting on meeting.match = match.id
    where match.buddy = :person and meeting.state = 'held' and alone_since is null
    group by year
"""
KEPT = "select year, minutes from buddy_hours where person = :person"


@dataclass(frozen=True)
class Given:
    """Minutes."""

    this_year: int
    in_all: int


async def given(work: database.Work, person: int) -> Given:
    """What a person gave as a buddy."""
    rows = [
        *await work.all(OF_MATCHES, person=person),
        *await work.all(KEPT, person=person),
    ]
    this_year = sum(row["minutes"] for row in rows if row["year"] == work.now.year)
    return Given(this_year, sum(row["minutes"] for row in rows))


KEEP = """
    insert into buddy_hours (person, year, minutes)
    select buddy.person, cast(strftime('%Y', begins_at, 'unixepoch') as integer) as year,
           sum((ends_at - begins_at) / 60)
    from match cross join meeting on meeting.match = match.id
    join buddy on buddy.person = match.buddy
    where match.ended_at < :before and match.state = 'ended' and meeting.state = 'held'
      and alone_since is null
    group by buddy.person, year
    on conflict (person, year) do update set minutes = minutes + excluded.minutes
"""


async def keep(work: database.Work, before: int) -> None:
    """Keep the hours of matches that ended before this moment; whoever calls forgets these in the
    same transaction, or they count twice."""
    await work.run(KEEP, before=before)


async def standing(this: turn.Turn) -> Card | None:
    """The buddy's hours, for "where do I stand"; None for whoever has given none yet."""
    said = await line(this)
    rows = cards.column(card.TO_MEETINGS, menu.BACK_TO_MENU)
    return cards.card(said, rows=rows) if said else None


async def line(this: turn.Turn) -> Said | None:
    """The hours in one sentence."""
    its = await given(this.work, this.person)
    if not its.in_all:
        return None
    if its.in_all == its.this_year:
        return say(GIVEN_THIS_YEAR, this_year=told(its.in_all))
    return say(GIVEN, this_year=told(its.this_year), in_all=told(its.in_all))


def told(minutes: int) -> Said:
    """A sum of times in words; never "half a day"."""
    hours, rest = divmod(minutes, 60)
    in_hours = say(lengths.HOURS, count=Count(hours))
    in_minutes = say(lengths.MINUTES, count=Count(rest))
    if hours and rest:
        return say(lengths.HOURS_AND_MINUTES, hours=in_hours, minutes=in_minutes)
    return in_hours if hours else in_minutes


PERSONAL = (
    Personal("buddy_hours", "select year, minutes from buddy_hours where person = :person"),
)
