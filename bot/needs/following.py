"""What follows when a request changes under an advisor's hands, or an advisor goes."""

from typing import Protocol

from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Said, Value, Words, say
from bot.i18n import Text, text
from bot.needs import case, cases, overview, standing, store
from bot.newcomers import store as newcomers
from bot.people import menu, telling
from bot.staff import store as staff
from bot.storage import database, forms

SENT = text("needs.tell_sent", "{name} has sent the request that you opened. Now it is your case.")
CHANGED = text("needs.tell_changed", "{name} has changed the request. It is your case.")
WITHDRAWN = text("needs.tell_withdrawn", "{name} has taken the request back. It was your case.")
ERASED = text(
    "needs.tell_erased",
    "One of the newcomers whose case you had has deleted all their data. The case is gone.",
)


async def sent(work: database.Work, event: store.Sent) -> None:
    """The advisor who opened the case hears that its request has come."""
    await _tell(work, event.request, SENT)


async def changed(work: database.Work, event: store.Changed) -> None:
    """The advisor hears of it; needs that somebody is just setting would undo what changed."""
    await forms.drop_about(work, case.ASSESSING, str(event.request))
    await _tell(work, event.request, CHANGED)


async def withdrawn(work: database.Work, event: store.Withdrawn) -> None:
    await closed(work, event)
    await _tell(work, event.request, WITHDRAWN)


async def closed(work: database.Work, event: store.Withdrawn | store.Referred) -> None:
    """Nothing is left to change in it, for the newcomer or for the staff."""
    await _drop_forms(work, event.request)
    request = await _find(work, event.request)
    if request is not None:
        await forms.drop(work, request.person, standing.FORM)


class OfMatch(Protocol):
    """An event of a match."""

    @property
    def match(self) -> int: ...


OF_MATCH = """
    select request from match join request on request.id = match.request
    where match.id = :match and request.state = 'ended'
"""


async def drop_forms(work: database.Work, event: OfMatch) -> None:
    """A match is over, and with it its request, unless that waits again: nothing is left to change
    in it for the staff. A newcomer who is just changing it may send that as a new request."""
    row = await work.one(OF_MATCH, match=event.match)
    if row is not None:
        await _drop_forms(work, row["request"])


async def _drop_forms(work: database.Work, request: int) -> None:
    for kind in case.FORMS:
        await forms.drop_about(work, kind, str(request))


async def left(work: database.Work, event: staff.Left) -> None:
    """The open cases of an advisor who goes are there for everybody again."""
    await cases.give_back_all(work, event.person)


async def leaving(work: database.Work, person: int) -> None:
    """Before a newcomer is erased: whose case it was hears that it is gone."""
    request = await store.find_open(work, person)
    if request is None:
        return
    await _drop_forms(work, request.id)
    advisor = await _advisor(work, request)
    if advisor is not None:
        gone = cards.card(Said(ERASED), rows=cards.column(menu.BACK_TO_MENU))
        await telling.tell(work, advisor, gone)


async def _tell(work: database.Work, number: int, what: Text) -> None:
    """Tell whose case it is, if it is somebody's."""
    request = await _find(work, number)
    advisor = await _advisor(work, request) if request else None
    if request is None or advisor is None:
        return
    newcomer = await newcomers.find(work, request.person)
    name: Value = Words(newcomer.name) if newcomer else Said(overview.NO_NAME)
    look = Button(Said(overview.LOOK_AT_IT), cards.action("case", request.id), style="primary")
    told = cards.card(say(what, name=name), rows=cards.column(look, menu.BACK_TO_MENU))
    await telling.tell(work, advisor, told)


async def _find(work: database.Work, number: int) -> store.Request | None:
    """A follower copes with what is gone by now."""
    try:
        return await store.get(work, number)
    except LookupError:
        return None


async def _advisor(work: database.Work, request: store.Request) -> int | None:
    """Whose case a request is: somebody who is still of the staff, and not about their own."""
    if request.advisor is None or request.advisor == request.person:
        return None
    member = await staff.find(work, request.advisor)
    return member.person if member else None
