"""Questions to the Welcome Center as rows: Telegram's number of a message, never its words.

They are open until somebody of the staff has answered, or found that no answer is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.conversation.asking import Message
from bot.people.personal import Personal
from bot.staff.store import Member, Role
from bot.storage import database

ADD = """
    insert into question (thread, message, kind, language, album, asked_at)
    values (:thread, :message, :kind, :language, :album, :now)
"""


async def add(work: database.Work, thread: int, message: Message, language: str) -> None:
    await work.run(
        ADD,
        thread=thread,
        message=message.number,
        kind=message.kind,
        language=language,
        album=message.album,
        now=work.stamp,
    )


@dataclass(frozen=True)
class Open:
    """A person with open questions: since when, in which language, and who of the staff has the
    conversation."""

    thread: int
    person: int
    partner: int | None
    asked_at: datetime
    language: str


OPEN = """
    select thread.id, thread.person, thread.partner, min(asked_at) as asked_at, language
    from question join thread on thread.id = question.thread
    where answered_at is null group by thread.id order by min(asked_at), thread.id
"""


async def open_for(work: database.Work, member: Member) -> Sequence[Open]:
    """All who wait for an answer that this staff member may give, the longest first."""
    rows = [
        Open(row[0], row[1], row[2], clock.moment(row[3]), row[4]) for row in await work.all(OPEN)
    ]
    allowed = await among_own(work, member, [row.person for row in rows])
    return [row for row in rows if row.person in allowed]


OWN = """
    select person.id from json_each(:people) join person on person.id = json_each.value
    where person.id <> :me and (
        :sees_all
        or exists (select 1 from concern where concern.person = person.id and kind = 'crisis'
                   and closed_at is null)
        or (not exists (select 1 from request join staff on staff.person = request.advisor
                        where request.person = person.id and request.advisor <> :me
                          and request.state in ('sent', 'ready', 'matched'))
            and (exists (select 1 from newcomer where newcomer.person = person.id)
                 or not exists (select 1 from buddy where buddy.person = person.id))))
"""


async def among_own(work: database.Work, member: Member, people: Sequence[int]) -> set[int]:
    """To whom of these people a staff member may write. Coordinators to all; advisors to those
    whose case is theirs or nobody's, who aren't buddies only, or who called for help."""
    sees_all = Role.COORDINATOR in member.roles
    rows = await work.all(OWN, people=f"{[*people]}", me=member.person, sees_all=sees_all)
    return {row[0] for row in rows}


OF_THREAD = """
    select message, kind, album from question
    where thread = :thread and answered_at is null order by asked_at, message
"""
SINCE = "select min(asked_at) from question where thread = :thread and answered_at is null"


async def of_thread(work: database.Work, thread: int) -> Sequence[Message]:
    """What was asked and isn't answered, oldest first; without words."""
    rows = await work.all(OF_THREAD, thread=thread)
    return [Message(row["message"], row["kind"], album=row["album"]) for row in rows]


async def open_since(work: database.Work, thread: int) -> datetime | None:
    """When the oldest open question was asked."""
    row = await work.one(SINCE, thread=thread)
    return clock.moment(row[0]) if row and row[0] is not None else None


ANSWER = """
    update question set answered_at = :now, answered_by = :staff
    where thread = :thread and answered_at is null
"""


async def answer(work: database.Work, thread: int, staff: int) -> None:
    """Nothing of this thread is open any more."""
    await work.run(ANSWER, thread=thread, staff=staff, now=work.stamp)


PURGE = "delete from question where answered_at < :before"


async def purge(work: database.Work, before: int) -> None:
    await work.run(PURGE, before=before)


PERSONAL = (
    Personal(
        "question",
        "select question.kind, question.language, asked_at, answered_at from thread "
        "join question on question.thread = thread.id "
        "where thread.person = :person and thread.kind = 'center'",
    ),
)
