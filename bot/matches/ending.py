"""The end of a match, by either side or by the staff: thanks to both, and a way on for each. A
newcomer whose buddy goes waits for another one at once. Reasons are for coordinators only.
"""

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow, Review
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said, Value, say
from bot.i18n import Text, text
from bot.matches import partners, standing, store, whys
from bot.matches.store import Match, Side, State
from bot.needs import store as requests
from bot.people import menu, telling
from bot.staff import record
from bot.staff.record import Deed
from bot.storage import database, forms

WHY_STAFF = text(
    "matches.end_why_staff",
    "Why do you end this match? Only coordinators see the reason; both are told kindly that it has "
    "ended.",
)
WHY_LABEL = text("matches.end_why_label", "Reason")
IN_WORDS = text("matches.end_words", "Would you like to add something in your own words?")
IN_WORDS_LABEL = text("matches.end_words_label", "In your words")
SURE = text("matches.end_review", "Shall I end it now? Both of you are told.")
YES = text("matches.end_yes", "Yes, end it")
GO_ON = text("matches.end_go_on", "No, go on")
REVIEW_STAFF = text("matches.end_review_staff", "Shall I end it now? Both are told.")
TITLE_STAFF = text("matches.ending_staff", "Ending a match")

THANKS = text(
    "matches.end_thanks",
    "It is ended. Thank you for the time with {name}. I tell {name}, without the reason.",
)
THANKS_BUDDY = text(
    "matches.end_thanks_buddy",
    "It is ended. Thank you for everything you did for {name}. I tell {name}, without the reason.",
)
HAS_ENDED = text(
    "matches.has_ended",
    "<b>{name}</b> has ended your time together as newcomer and buddy. "
    "Thank you for the time you gave each other.",
)
CAN_NOT_GO_ON = text(
    "matches.buddy_cannot_go_on",
    "<b>{name}</b> can't go on as your buddy. It is not because of you. "
    "We are looking for somebody else for you now.",
)
NO_NEED = text("matches.no_need_any_more", "I don't need a buddy any more")
HAS_LEFT = text(
    "matches.has_left",
    "<b>{name}</b> does not take part any more, so your time together ends here. It is not because "
    "of you. Thank you for the time you gave each other.",
)
TEAM_ENDED = text(
    "matches.team_ended",
    "The Welcome Buddies team has ended your match with <b>{name}</b>. "
    "If you have questions, ask the Welcome Center.",
)
ENDED_STAFF = text("matches.ended_staff", "The match is ended, and both have been told.")
ALREADY = text("matches.already_over", "This match is over already.")
ASK_CENTER = text("matches.end_ask_center", "Ask the Welcome Center")
LOOKING_AGAIN = text(
    "matches.looking_again",
    "We look for another buddy for you. I write to you at every step, and at least every two "
    "weeks.",
)


async def end(
    work: database.Work,
    match: Match,
    by: str,
    *,
    reason: str | None = None,
    words: str | None = None,
) -> None:
    """End an active match, and everything begun about it. Its request is over too; but if it was
    the buddy who went, it waits for another one, as it is."""
    await store.change(work, match.id, State.ENDED, by=by, reason=reason, words=words)
    request = await _request(work, match)
    if request is None or request.state is not requests.State.MATCHED:
        return
    if by == Side.BUDDY:
        await requests.change_state(work, request.id, requests.State.READY)
        work.happened(requests.Ready(request.id))
    else:
        await requests.change_state(work, request.id, requests.State.ENDED)


async def _request(work: database.Work, match: Match) -> requests.Request | None:
    return await requests.get(work, match.request) if match.request is not None else None


async def drop_forms(work: database.Work, event: store.Ended) -> None:
    """The staff have nothing to end any more."""
    await forms.drop_about(work, END_STAFF.name, str(event.match))


async def tell(work: database.Work, match: Match, side: Side, words: Text, called: Value) -> None:
    """Tell one side that it is over, with a way on: a newcomer who waits again hears that."""
    person = match.person_of(side)
    if person is None:
        return
    request = await _request(work, match) if side is Side.NEWCOMER else None
    if request is not None and request.is_waiting:
        await telling.tell(work, person, _looking(request, called))
        return
    way = standing.TO_PAUSE if side is Side.BUDDY else standing.another(match)
    center = Button(Said(ASK_CENTER), cards.action("write_center"))
    card = cards.card(say(words, name=called), rows=cards.column(way, center, menu.BACK_TO_MENU))
    await telling.tell(work, person, card)


def _looking(request: requests.Request, called: Value) -> Card:
    no_need = Button(Said(NO_NEED), cards.action("withdraw", request.id, request.version))
    rows = cards.column(standing.TO_REQUEST, no_need, menu.BACK_TO_MENU)
    return cards.card(say(CAN_NOT_GO_ON, name=called), rows=rows)


async def ask(this: turn.Turn) -> turn.Reply:
    """One of the two wants to end it; an old button shows how it stands."""
    match = await _current(this)
    if match is None:
        return await _as_it_stands(this)
    buttons = (
        Button(Said(YES), cards.action("end_match_now", match.id, match.version), style="danger"),
        Button(Said(GO_ON), cards.action("keep_match", match.id)),
    )
    return turn.Reply((cards.card(Said(SURE), rows=cards.column(*buttons)),), in_place=True)


async def end_now(this: turn.Turn) -> turn.Reply:
    """It is ended, and the other side is told; why is asked of whoever likes to say it."""
    match = await _current(this)
    if match is None:
        return await _as_it_stands(this)
    side = match.side_of(this.person) or Side.NEWCOMER
    own = await partners.name(this.work, match, side)
    called = await partners.name(this.work, match, side.other)
    await end(this.work, match, side)
    await tell(this.work, match, side.other, HAS_ENDED, own)
    thanks = THANKS if side is Side.NEWCOMER else THANKS_BUDDY
    said = await standing.over(this, match, say(thanks, name=called))
    return turn.Reply((said,), in_place=True, then=whys.ENDED[side].name, about=str(match.id))


async def keep(this: turn.Turn) -> turn.Reply:
    """Nothing is ended."""
    return await _as_it_stands(this)


async def _current(this: turn.Turn) -> Match | None:
    """The match, while it is as the button that was pressed shows it."""
    match, _ = await partners.side_of(this, this.about)
    is_current = match.state is State.ACTIVE and match.version == this.version
    return match if is_current else None


async def _as_it_stands(this: turn.Turn) -> turn.Reply:
    match, _ = await partners.side_of(this, this.about)
    return turn.Reply((await standing.current(this, match),), in_place=True)


async def ask_staff(this: turn.Turn) -> turn.Reply:
    """A coordinator wants to end it."""
    match = await partners.staff_decides(this, this.about)
    if match.state is not State.ACTIVE:
        raise turn.Refusal(Said(ALREADY))
    return turn.Reply(then=END_STAFF.name, about=str(match.id))


async def done_staff(this: turn.Turn, answers: Answers) -> turn.Reply:
    """It is ended, and both are told in the name of the team."""
    match = await partners.staff_decides(this, this.about)
    rows = cards.column(menu.BACK_TO_MENU)
    if match.state is not State.ACTIVE:
        return turn.reply(Said(ALREADY), rows=rows)
    await end(this.work, match, "staff", reason=answers["reason"], words=answers["words"])
    for side in Side:
        called = await partners.name(this.work, match, side.other)
        await tell(this.work, match, side, TEAM_ENDED, called)
        await record.add(this.work, this.person, Deed.ENDED_MATCH, match.person_of(side))
    return turn.reply(Said(ENDED_STAFF), rows=rows)


END_STAFF = Flow(
    "end_match_staff",
    (
        Choose("reason", WHY_STAFF, whys.StaffEnd, name=WHY_LABEL),
        Write(
            "words",
            IN_WORDS,
            whys.LONGEST_WORDS,
            has_lines=True,
            optional=True,
            name=IN_WORDS_LABEL,
        ),
        Review("review", REVIEW_STAFF, name=REVIEW_STAFF),
    ),
    done=done_staff,
    title=TITLE_STAFF,
)


async def another_buddy(this: turn.Turn) -> turn.Reply:
    """The newcomer of a match that is over waits again; pressed twice, or after a new request, it
    changes nothing."""
    match, side = await partners.side_of(this, this.about)
    if side is not Side.NEWCOMER or match.state is not State.ENDED:
        raise turn.NotYours(Said(turn.GONE))
    waiting = await requests.find_open(this.work, this.person)
    if waiting is None:
        await _ask_again(this, match)
    elif not waiting.is_waiting:
        return turn.Reply(acts="request")
    rows = cards.column(standing.TO_REQUEST, menu.BACK_TO_MENU)
    return turn.reply(Said(LOOKING_AGAIN), rows=rows)


async def _ask_again(this: turn.Turn, match: Match) -> None:
    """The request of a match waits once more. One that was taken back since, or referred on, is
    over: whoever still wants a buddy fills the form."""
    request = await _request(this.work, match)
    if request is None or request.state is not requests.State.ENDED:
        raise turn.NotYours(Said(turn.GONE))
    await requests.change_state(this.work, request.id, requests.State.READY)
