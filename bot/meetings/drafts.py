"""The forms about meetings by name, and what is kept in an open one beside its answers."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from bot import clock
from bot.conversation import turn
from bot.i18n import text
from bot.meetings import days, store
from bot.storage import database, forms

MEETING, OTHER_TIMES, MOVE_MEETING = "meeting", "other_times", "move_meeting"
ABOUT_A_MEETING = (OTHER_TIMES, MOVE_MEETING)
"""The first is about a match."""
SEEN = "seen"
"""The version of the meeting that its writer had seen."""
SURE = "sure"
"""The place and the times whose doubts were told."""

BEGUN = text("meetings.begun", "You have begun this already. You can go on with it here.")


async def find(this: turn.Turn, form: str, about: str) -> forms.Form | None:
    """The form of this kind that the person whose turn it is has open."""
    name = forms.name(form, about)
    found = await forms.open_forms(this.work, this.person)
    return next((form for form in found if form.flow == name), None)


async def beside(this: turn.Turn, form: str) -> Mapping[str, Any]:
    """What is kept beside the answers of the form whose turn it is."""
    found = await find(this, form, this.about)
    answers = found.answers if found else {}
    return {key: answers[key] for key in (SEEN, SURE, days.DATES) if key in answers}


async def drop_own(this: turn.Turn, meeting: int) -> None:
    """Whoever has answered has nothing to suggest any more."""
    for form in ABOUT_A_MEETING:
        await forms.drop(this.work, this.person, forms.name(form, str(meeting)))


class OfMeeting(Protocol):
    """An event of a meeting."""

    @property
    def meeting(self) -> int: ...


async def forget(work: database.Work, event: OfMeeting) -> None:
    """What was begun about a suggestion that was answered or is over goes, or about a meeting."""
    meeting = await store.find(work, event.meeting)
    if meeting is None or not meeting.is_open:
        await drop_all(work, event.meeting)
    elif meeting.offer is None:
        await forms.drop_about(work, OTHER_TIMES, str(meeting.id))


# Own days that have passed are of no use, but for whoever is just about to change them.
OVERDUE = """
    select person, flow from form
    where touched_at <= :now and (
        flow > 'move_meeting@' and flow < 'move_meetingA' and exists (
            select 1 from meeting
            where meeting.id = cast(substr(flow, 14) as integer) and begins_at <= :now
              and not exists (select 1 from offer where offer.meeting = meeting.id)
        )
        or flow > 'meeting@' and flow < 'meetingA' and touched_at <= :yesterday
          and json_extract(answers, '$.day') < :today
    )
"""


async def drop_overdue(base: database.Database, now: datetime, today: date) -> None:
    """Forget forms about meetings that have begun, and those for days that have passed."""
    spans = {"now": clock.stamp(now), "yesterday": clock.stamp(now - timedelta(days=1))}
    for row in await base.read(OVERDUE, **spans, today=today.isoformat()):
        async with base.work() as work:
            await forms.drop(work, row["person"], row["flow"])


async def drop_all(work: database.Work, meeting: int) -> None:
    """Nobody has anything to suggest any more."""
    for form in ABOUT_A_MEETING:
        await forms.drop_about(work, form, str(meeting))
