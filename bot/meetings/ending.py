"""A match is over: what the two had before them does not take place, and both hear of it once. A
newcomer's appointment at an office stays.
"""

from collections.abc import Sequence

from bot.conversation import cards
from bot.conversation.values import Count, Listed, When, say
from bot.i18n import plural
from bot.matches import partners
from bot.matches import store as matches
from bot.matches.store import Match, Side
from bot.meetings import drafts, finding, outcome, presence, stayed, store
from bot.meetings.stayed import Stayed
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
    agreed each of the two is told, in one message; a newcomer's appointment stays without the
    buddy."""
    match = await matches.get(work, event.match)
    await forms.drop_about(work, drafts.MEETING, str(match.id))
    for_newcomer, for_buddy = [], []
    for meeting in await finding.open_of_match(work, match.id):
        if meeting.slot and meeting.slot.begins_at <= work.now:
            await drafts.drop_all(work, meeting.id)
            if meeting.offer:
                await store.drop_offer(work, meeting.id)
            continue
        if stays := bool(meeting.slot and match.newcomer) and presence.stays(meeting):
            await outcome.keep_for_newcomer(work, meeting.id, match.ended_by)
            await _tell_of_staying(work, match, meeting)
        else:
            await store.cancel(work, meeting.id, match.ended_by)
        if meeting.slot and not stays:
            for_newcomer.append(meeting)
        if meeting.slot and meeting.alone_since is None:
            for_buddy.append(meeting)
    await _tell(work, match.newcomer, for_newcomer)
    await _tell(work, match.buddy, for_buddy)


async def _tell(work: database.Work, person: int | None, called_off: Sequence[Meeting]) -> None:
    if person is not None and called_off:
        await telling.tell(work, person, _card(called_off))


async def _tell_of_staying(work: database.Work, match: Match, meeting: Meeting) -> None:
    if match.newcomer is not None:
        name = await partners.name(work, match, Side.BUDDY)
        await telling.tell(work, match.newcomer, stayed.told(Stayed(meeting, name)))


def _card(called_off: Sequence[Meeting]) -> cards.Card:
    times = Listed(tuple(When(each.slot.begins_at) for each in called_off if each.slot))
    count = Count(len(called_off))
    return cards.card(
        say(NOT_ANY_MORE, count=count, times=times), rows=cards.column(menu.BACK_TO_MENU)
    )
