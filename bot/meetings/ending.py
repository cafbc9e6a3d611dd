"""A match is over: what the two had before them does not take place, and both hear of it once."""

from collections.abc import Sequence

from bot.conversation import cards
from bot.conversation.values import Count, Listed, When, say
from bot.i18n import plural
from bot.matches import store as matches
from bot.meetings import drafts, finding, store
from bot.meetings.store import Meeting
from bot.people import menu, telling
from bot.storage import database, forms

NOT_ANY_MORE = plural(
    "meetings.not_any_more",
    "This meeting of yours does not take place any more:{times}",
    "These meetings of yours do not take place any more:{times}",
)


async def close(work: database.Work, event: matches.Ended) -> None:
    """Cancel what is suggested or agreed and hasn't begun, and drop the forms about it. Of what was
    agreed each of the two is told, in one message."""
    match = await matches.get(work, event.match)
    await forms.drop_about(work, drafts.MEETING, str(match.id))
    called_off = []
    for meeting in await finding.open_of_match(work, match.id):
        await drafts.drop_all(work, meeting.id)
        if meeting.slot and meeting.slot.begins_at <= work.now:
            if meeting.offer:
                await store.drop_offer(work, meeting.id)
            continue
        await store.cancel(work, meeting.id, match.ended_by)
        if meeting.slot:
            called_off.append(meeting)
    if called_off:
        for person in filter(None, (match.newcomer, match.buddy)):
            await telling.tell(work, person, _card(called_off))


def _card(called_off: Sequence[Meeting]) -> cards.Card:
    times = Listed(tuple(When(each.slot.begins_at) for each in called_off if each.slot))
    count = Count(len(called_off))
    return cards.card(
        say(NOT_ANY_MORE, count=count, times=times), rows=cards.column(menu.BACK_TO_MENU)
    )
