"""What each of the two says of a meeting, as rows: "I'll be there" before it, how it went after it.

What one side answered is for the coordinators, never for the other side.
"""

import enum
from dataclasses import dataclass

from bot.matches.store import Side
from bot.meetings.outcome_rules import Absent, Account
from bot.people.personal import Personal
from bot.storage import database


class Went(enum.StrEnum):
    """How it went, where they met."""

    GOOD = "good"
    SO_SO = "so_so"


@dataclass(frozen=True)
class Answer:
    """How it went, or who could not make it: one of both."""

    went: Went | None = None
    absent: Absent | None = None

    @property
    def account(self) -> Account:
        return Account(self.absent)


COME = """
    insert into meeting_side (meeting, side, coming) values (:meeting, :side, :sequence)
    on conflict (meeting, side) do update set coming = excluded.coming
"""


async def come(work: database.Work, meeting: int, side: Side, sequence: int | None) -> None:
    """Note that a side says "I'll be there" to a time; None takes it back."""
    await work.run(COME, meeting=meeting, side=side.value, sequence=sequence)


ANSWERS = """
    select side, went, absent from meeting_side where meeting = :meeting and held is not null
"""
ANSWER = """
    insert into meeting_side (meeting, side, held, went, absent, answered_at)
    values (:meeting, :side, :absent is null, :went, :absent, :now)
    on conflict (meeting, side) do update set held = excluded.held, went = excluded.went,
        absent = excluded.absent, answered_at = excluded.answered_at
"""


async def answers(work: database.Work, meeting: int) -> dict[Side, Answer]:
    """What was said afterwards, by side."""
    return {
        Side(row["side"]): Answer(
            Went(row["went"]) if row["went"] else None,
            Absent(row["absent"]) if row["absent"] else None,
        )
        for row in await work.all(ANSWERS, meeting=meeting)
    }


async def answer(work: database.Work, meeting: int, side: Side, said: Answer) -> None:
    """Keep what a side says, in place of what it said before."""
    await work.run(
        ANSWER,
        meeting=meeting,
        side=side.value,
        went=said.went.value if said.went else None,
        absent=said.absent.value if said.absent else None,
        now=work.stamp,
    )


PERSONAL = (
    Personal(
        "meeting_side",
        "select meeting_side.meeting, coming is not null as said_to_come, held, went, absent, "
        "answered_at from match join meeting on meeting.match = match.id "
        "join meeting_side on meeting_side.meeting = meeting.id "
        "and meeting_side.side = iif(match.newcomer = :person, 'newcomer', 'buddy') "
        "where newcomer = :person or buddy = :person",
    ),
)
