"""What follows for proposals and matches when something happens to one of the two."""

from bot.buddies import store as buddies
from bot.conversation import cards
from bot.conversation.cards import Button
from bot.conversation.values import Said, say
from bot.i18n import Text, text
from bot.matches import answering, ending, loading, partners, rules, standing, store
from bot.matches.rules import Veto
from bot.matches.store import Match, Side, State
from bot.needs import store as requests
from bot.people import menu, telling
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database

NOT_NEEDED = text(
    "matches.not_needed",
    "The request that we asked you about is not open any more. You need not do anything. "
    "Thank you for being there.",
)
FITS_NO_MORE = text(
    "matches.fits_no_more",
    "Something has changed in the request that we asked you about, and it does not fit any more. "
    "It is not because of you. I ask you again when somebody fits.",
)
OFFER_CHANGED = text(
    "matches.offer_changed",
    "You have changed what you offer, so a proposal that waits does not fit any more. "
    "I ask you again when somebody fits.",
)
LOOKING_ON = text(
    "matches.looking_on",
    "You have changed your request, so the buddy whom we had found for you does not fit any more. "
    "We go on looking.",
)
BUDDY_GONE = text(
    "matches.buddy_gone",
    "The buddy whom we had found for you can't come at the moment. I am sorry. "
    "Your request stays, and we go on looking.",
)
STAFF_TOOK_BACK = text(
    "matches.staff_took_back",
    "The Welcome Buddies team has taken back the proposal that we asked you about. "
    "It is not because of you. I ask you again when somebody fits.",
)
CERTIFICATE_NEEDED = text(
    "matches.certificate_needed",
    "Children live with {newcomer} now, and {buddy} has no valid certificate. "
    "Please talk to both soon.",
)
WISH_UNMET = text(
    "matches.wish_unmet",
    "{newcomer} now wishes for a buddy whom {buddy} isn't: a woman, or a man. "
    "Please talk to both soon.",
)
LOOK = text("matches.look_at_match", "Look at the match")

OF_REQUEST = """
    select id from match where request = :request and state in ('proposed', 'accepted', 'active')
"""


async def request_closed(
    work: database.Work, event: requests.Withdrawn | requests.Referred
) -> None:
    """The request is over: what was proposed for it is taken back, and the buddy is told."""
    for row in await work.all(OF_REQUEST, request=event.request):
        match = await store.get(work, row["id"])
        if match.state is not State.ACTIVE:
            by = Side.NEWCOMER if isinstance(event, requests.Withdrawn) else "staff"
            await store.change(work, match.id, State.TAKEN_BACK, by=by)
            await answering.tell_in_vain(work, match, NOT_NEEDED)


async def request_changed(work: database.Work, event: requests.Changed) -> None:
    """There may be children now, or a wish: what is only proposed is taken back if it doesn't fit
    any more; of what is a match the coordinators are told."""
    match = await store.of_newcomer(work, event.person)
    unfit = await unfit_now(work, match) if match else None
    if match is None or unfit is None:
        return
    if match.state is State.ACTIVE:
        await _tell_coordinators(work, match, unfit)
        return
    await store.change(work, match.id, State.TAKEN_BACK, by=Side.NEWCOMER)
    await answering.tell_in_vain(work, match, FITS_NO_MORE)
    if match.state is State.ACCEPTED:
        await _tell_newcomer(work, match, LOOKING_ON)


async def buddy_changed(work: database.Work, event: buddies.Changed | buddies.Certified) -> None:
    """The same the other way round: the buddy offers something else now, or a certificate says that
    they may not accompany children."""
    is_own = isinstance(event, buddies.Changed)
    for match in await store.of_buddy(work, event.person):
        unfit = await unfit_now(work, match)
        if unfit is None:
            continue
        if match.state is State.ACTIVE:
            await _tell_coordinators(work, match, unfit)
            continue
        by = Side.BUDDY if is_own else "staff"
        await store.change(work, match.id, State.TAKEN_BACK, by=by)
        await answering.tell_in_vain(work, match, OFFER_CHANGED if is_own else STAFF_TOOK_BACK)
        if match.state is State.ACCEPTED:
            await _tell_newcomer(work, match, BUDDY_GONE)


async def unfit_now(work: database.Work, match: Match) -> Veto | None:
    """What would rule the buddy out if they were proposed now, of that which the two may change:
    for a match a wish unmet, or children and no certificate; for a proposal the language too."""
    if match.request is None or match.newcomer is None or match.buddy is None:
        return None
    asking = await loading.asking(work, match.request)
    found = await loading.candidates(work, match.newcomer, 0, work.now.date(), match.buddy)
    if asking is None or not found:
        return None
    judge = rules.misfit if match.state is State.ACTIVE else rules.unsuited
    return judge(asking.seeker, found[0])


async def _tell_coordinators(work: database.Work, match: Match, unfit: Veto) -> None:
    names = {
        "newcomer": await partners.name(work, match, Side.NEWCOMER),
        "buddy": await partners.name(work, match, Side.BUDDY),
    }
    words = CERTIFICATE_NEEDED if unfit is Veto.CERTIFICATE else WISH_UNMET
    button = Button(Said(LOOK), cards.action("match_staff", match.id), style="primary")
    card = cards.card(say(words, **names), rows=cards.column(button))
    for member in await staff.everyone(work, Role.COORDINATOR):
        if member.person not in (match.newcomer, match.buddy):
            await telling.tell(work, member.person, card)


async def _tell_newcomer(work: database.Work, match: Match, words: Text) -> None:
    if match.newcomer is not None:
        rows = cards.column(standing.TO_REQUEST, menu.BACK_TO_MENU)
        card = cards.card(Said(words), rows=rows)
        await telling.tell(work, match.newcomer, card)


async def buddy_paused(work: database.Work, event: buddies.Paused) -> None:
    """What was only proposed is taken back; those they accompany stay."""
    await _take_back_of_buddy(work, event.person)


async def buddy_gone(work: database.Work, event: buddies.Left | buddies.Declined) -> None:
    """A buddy left: what was proposed is taken back, and whom they accompanied is told."""
    await _take_back_of_buddy(work, event.person)
    for match in await store.of_buddy(work, event.person):
        await _end(work, match, Side.BUDDY)


async def _take_back_of_buddy(work: database.Work, person: int) -> None:
    for match in await store.of_buddy(work, person):
        if match.state is not State.ACTIVE:
            await store.change(work, match.id, State.TAKEN_BACK, by=Side.BUDDY)
        if match.state is State.ACCEPTED:
            await _tell_newcomer(work, match, BUDDY_GONE)


async def _end(work: database.Work, match: Match, leaving: Side) -> None:
    """An active match ends because one side goes; the other is told."""
    called = await partners.name(work, match, leaving)
    await ending.end(work, match, leaving)
    await ending.tell(work, match, leaving.other, ending.HAS_LEFT, called)


async def before_erasure(work: database.Work, person: int) -> None:
    """Somebody is about to be erased: whom they were proposed to or matched with is told."""
    for match in await store.of_buddy(work, person):
        if match.state is State.ACTIVE:
            await _end(work, match, Side.BUDDY)
    await _take_back_of_buddy(work, person)
    own = await store.of_newcomer(work, person)
    if own is None:
        return
    if own.state is State.ACTIVE:
        await _end(work, own, Side.NEWCOMER)
        return
    await store.change(work, own.id, State.TAKEN_BACK, by=Side.NEWCOMER)
    await answering.tell_in_vain(work, own, NOT_NEEDED)
