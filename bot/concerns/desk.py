"""What stands first on the desk: calls for help, above all those that nobody has; then reports, and
what failed.
"""

from collections.abc import Iterable, Sequence

from bot.concerns import store, texts
from bot.concerns.store import Kind, Waiting
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Count, Reader, Said, say
from bot.i18n import Text
from bot.relay import texts as relay_texts
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

LINES: Sequence[tuple[Kind, Sequence[bool], Urgency, Text]] = (
    (Kind.CRISIS, (False,), Urgency.ALARM, texts.CALLS_UNTAKEN),
    (Kind.CRISIS, (True,), Urgency.USUAL, texts.CALLS_TAKEN),
    (Kind.CONCERN, (False, True), Urgency.ALARM, texts.REPORTS_WAIT),
    (Kind.FAILURE, (False, True), Urgency.PRESSING, texts.FAILURES_WAIT),
)
"""Which of what is open make one line, by whether somebody takes care of it."""
LABELS = {Kind.CRISIS: texts.CALLS, Kind.CONCERN: texts.CONCERNS, Kind.FAILURE: texts.FAILURES}


async def count(work: database.Work, member: Member, reader: Reader) -> Sequence[Item]:
    """What this staff member may take care of, a line for each kind."""
    if not member.roles & {Role.ADVISOR, Role.COORDINATOR}:
        return ()
    waiting = await store.count_for(work, member)
    items = []
    for kind, taken, urgency, words in LINES:
        of_line = [one for one in waiting if one.kind is kind and one.is_taken in taken]
        if of_line:
            style = "danger" if urgency is Urgency.ALARM else ""
            button = Button(Said(LABELS[kind]), cards.action("concerns", kind.value), style=style)
            items.append(Item(urgency, button, _line(words, of_line, reader)))
    return items


def _line(words: Text, waiting: Iterable[Waiting], reader: Reader) -> Said:
    together = [*waiting]
    oldest = min(one.since for one in together)
    count = Count(sum(one.count for one in together))
    return say(words, count=count, ago=relay_texts.ago(oldest, reader.now))
