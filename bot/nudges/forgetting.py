"""What was decided about something and isn't sent yet is forgotten when that changes: a later round
finds what still is to be said of it.
"""

from typing import Protocol

from bot.agreements import store as agreements
from bot.matches import store as matches
from bot.storage import database, outbox


class OfMeeting(Protocol):
    """An event of a meeting."""

    @property
    def meeting(self) -> int: ...


class OfLetter(Protocol):
    """An event of a letter."""

    @property
    def letter(self) -> int: ...


MATCH_OF = """
    select match.id, request from meeting join match on match.id = meeting.match
    where meeting.id = :meeting
"""


async def meeting(work: database.Work, event: OfMeeting) -> None:
    """It is at another time, or won't be, or one of the two comes or does not, or said how it went;
    and the two have not been silent, and may have somebody for a day."""
    await _forget_meeting(work, event.meeting)
    row = await work.one(MATCH_OF, meeting=event.meeting)
    if row is not None:
        await outbox.take_back(work, f"match:{row['id']}")
        if row["request"] is not None:
            await outbox.take_back(work, f"request:{row['request']}")


async def _forget_meeting(work: database.Work, meeting: int) -> None:
    await outbox.take_back(work, f"meeting:{meeting}")
    await outbox.take_back(work, f"offer:{meeting}")


async def letter(work: database.Work, event: OfLetter) -> None:
    """What is noted of it changed, or it is done with."""
    await outbox.take_back(work, f"letter:{event.letter}")


async def agreement(work: database.Work, event: agreements.Changed) -> None:
    """Something else is proposed or agreed on: how it goes on isn't asked any more."""
    await outbox.take_back(work, f"agreement:{event.match}")


MEETINGS = "select id from meeting where match = :match"
LETTERS = "select id from letter where match = :match and deadline is not null"


async def match(work: database.Work, event: matches.Ended) -> None:
    """The two are no match any more: they have no meetings, letters and agreement together."""
    await outbox.take_back(work, f"match:{event.match}")
    await outbox.take_back(work, f"agreement:{event.match}")
    for row in await work.all(MEETINGS, match=event.match):
        await _forget_meeting(work, row["id"])
    for row in await work.all(LETTERS, match=event.match):
        await outbox.take_back(work, f"letter:{row['id']}")
