"""The forms about meetings by name, and what is kept in an open one beside its answers."""

from collections.abc import Mapping
from typing import Any

from bot.conversation import turn
from bot.i18n import text
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
    return {key: answers[key] for key in (SEEN, SURE) if key in answers}


async def drop_own(this: turn.Turn, meeting: int) -> None:
    """Whoever has answered has nothing to suggest any more."""
    for form in ABOUT_A_MEETING:
        await forms.drop(this.work, this.person, forms.name(form, str(meeting)))


async def drop_all(work: database.Work, meeting: int) -> None:
    """Nobody has anything to suggest any more."""
    for form in ABOUT_A_MEETING:
        await forms.drop_about(work, form, str(meeting))
