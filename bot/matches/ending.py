"""The end of a match, by either side or by the staff: a reason that only coordinators see, thanks
to both, and a way on for each."""

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.options import Choice
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said, Value, say
from bot.i18n import Text, text
from bot.matches import partners, standing, store
from bot.matches.store import Match, Side, State
from bot.needs import store as requests
from bot.people import menu, telling
from bot.staff import record
from bot.staff.record import Deed
from bot.storage import database, forms

LONGEST_WORDS = 600


class WhyNewcomer(Choice):
    """Why a newcomer ends a match."""

    REACHED = "reached", text("matches.end_reached", "We have reached what we wanted")
    NO_TIME = "no_time", text("matches.end_no_time", "I have no more time")
    MOVED = "moved", text("matches.end_moved", "I am moving away")
    NO_FIT = "no_fit", text("matches.end_no_fit", "It doesn't fit")
    SILENT = "silent", text("matches.end_silent", "I can't reach my buddy")
    OTHER = "other", text("matches.end_other", "Something else")


class WhyBuddy(Choice):
    """Why a buddy ends a match."""

    REACHED = "reached", text("matches.end_reached_buddy", "We have reached what we wanted")
    NO_TIME = "no_time", text("matches.end_no_time_buddy", "I have no more time")
    MOVED = "moved", text("matches.end_moved_buddy", "One of us is moving away")
    NO_FIT = "no_fit", text("matches.end_no_fit_buddy", "It doesn't fit")
    SILENT = "silent", text("matches.end_silent_buddy", "I can't reach the other side")
    OTHER = "other", text("matches.end_other_buddy", "Something else")


class WhyStaff(Choice):
    """Why the staff end a match."""

    REACHED = "reached", text("matches.end_reached_staff", "They have reached what they wanted")
    ASKED = "asked", text("matches.end_asked", "One of the two asked for it")
    SILENT = "silent", text("matches.end_silent_staff", "One of the two can't be reached")
    CERTIFICATE = "certificate", text("matches.end_certificate", "A certificate is missing")
    CONCERN = "concern", text("matches.end_concern", "After a report")
    OTHER = "other", text("matches.end_other_staff", "Something else")


WHY = text(
    "matches.end_why",
    "Why do you want to end it? Only the coordinators see the reason; the "
    "other side is told that it has ended, and thanked.",
)
WHY_STAFF = text(
    "matches.end_why_staff",
    "Why do you end this match? Only coordinators see the reason; both are told kindly that it has "
    "ended.",
)
WHY_LABEL = text("matches.end_why_label", "Reason")
IN_WORDS = text("matches.end_words", "Would you like to add something in your own words?")
IN_WORDS_LABEL = text("matches.end_words_label", "In your words")
REVIEW = text("matches.end_review", "Shall I end it now? Both of you are told.")
REVIEW_STAFF = text("matches.end_review_staff", "Shall I end it now? Both are told.")
TITLE = text("matches.ending", "Ending your time together")
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
    """End an active match: its request is over, and so is everything begun about it."""
    await store.change(work, match.id, State.ENDED, by=by, reason=reason, words=words)
    if match.request is not None:
        request = await requests.get(work, match.request)
        if request.state is requests.State.MATCHED:
            await requests.change_state(work, request.id, requests.State.ENDED)
            work.happened(requests.Ended(request.id))


async def drop_forms(work: database.Work, event: store.Ended) -> None:
    """Nobody has to give a reason any more for what is over."""
    for flow in FLOWS:
        await forms.drop_about(work, flow.name, str(event.match))


async def tell(work: database.Work, match: Match, side: Side, words: Text, called: Value) -> None:
    """Tell one side that it is over, with a way on."""
    person = match.person_of(side)
    if person is None:
        return
    way = standing.TO_PAUSE if side is Side.BUDDY else standing.another(match)
    center = Button(Said(ASK_CENTER), cards.action("write_center"))
    card = cards.card(say(words, name=called), rows=cards.column(way, center, menu.BACK_TO_MENU))
    await telling.tell(work, person, card)


async def ask(this: turn.Turn) -> turn.Reply:
    """One of the two wants to end it; an old button shows how it stands."""
    match, side = await partners.side_of(this, this.about)
    if match.state is not State.ACTIVE or match.version != this.version:
        return turn.Reply((await standing.settled(this, match),), in_place=True)
    return turn.Reply(then=ENDING[side].name, about=str(match.id))


async def done(this: turn.Turn, answers: Answers) -> turn.Reply:
    """It is ended, and the other side is told without the reason."""
    match, side = await partners.side_of(this, this.about)
    if match.state is not State.ACTIVE:
        return turn.Reply((await standing.settled(this, match),))
    own = await partners.name(this.work, match, side)
    called = await partners.name(this.work, match, side.other)
    await end(this.work, match, side, reason=answers["reason"], words=answers["words"])
    await tell(this.work, match, side.other, HAS_ENDED, own)
    thanks = THANKS if side is Side.NEWCOMER else THANKS_BUDDY
    return turn.Reply((await standing.over(this, match, say(thanks, name=called)),))


async def ask_staff(this: turn.Turn) -> turn.Reply:
    """A coordinator wants to end it."""
    match = await partners.staff_sees(this, this.about)
    if match.state is not State.ACTIVE:
        raise turn.Refusal(Said(ALREADY))
    return turn.Reply(then=END_STAFF.name, about=str(match.id))


async def done_staff(this: turn.Turn, answers: Answers) -> turn.Reply:
    """It is ended, and both are told in the name of the team."""
    match = await partners.staff_sees(this, this.about)
    rows = cards.column(menu.BACK_TO_MENU)
    if match.state is not State.ACTIVE:
        return turn.reply(Said(ALREADY), rows=rows)
    await end(this.work, match, "staff", reason=answers["reason"], words=answers["words"])
    for side in Side:
        called = await partners.name(this.work, match, side.other)
        await tell(this.work, match, side, TEAM_ENDED, called)
        await record.add(this.work, this.person, Deed.ENDED_MATCH, match.person_of(side))
    return turn.reply(Said(ENDED_STAFF), rows=rows)


def _words() -> Write:
    return Write(
        "words", IN_WORDS, LONGEST_WORDS, has_lines=True, optional=True, name=IN_WORDS_LABEL
    )


def _by_one_of_them(name: str, reasons: type[Choice]) -> Flow:
    questions = (Choose("reason", WHY, reasons, name=WHY_LABEL), _words())
    return Flow(name, (*questions, Review("review", REVIEW, name=REVIEW)), done=done, title=TITLE)


END_AS_NEWCOMER = _by_one_of_them("end_as_newcomer", WhyNewcomer)
END_AS_BUDDY = _by_one_of_them("end_as_buddy", WhyBuddy)
END_STAFF = Flow(
    "end_match_staff",
    (
        Choose("reason", WHY_STAFF, WhyStaff, name=WHY_LABEL),
        _words(),
        Review("review", REVIEW_STAFF, name=REVIEW_STAFF),
    ),
    done=done_staff,
    title=TITLE_STAFF,
)
ENDING = {Side.NEWCOMER: END_AS_NEWCOMER, Side.BUDDY: END_AS_BUDDY}
FLOWS = (END_AS_NEWCOMER, END_AS_BUDDY, END_STAFF)


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
    rows = cards.column(
        Button(Said(standing.MY_REQUEST), cards.action("request")), menu.BACK_TO_MENU
    )
    return turn.reply(Said(LOOKING_AGAIN), rows=rows)


async def _ask_again(this: turn.Turn, match: Match) -> None:
    """The request of a match waits once more. One that was taken back since, or referred on, is
    over: whoever still wants a buddy fills the form."""
    request = await requests.get(this.work, match.request) if match.request is not None else None
    if request is None or request.state is not requests.State.ENDED:
        raise turn.NotYours(Said(turn.GONE))
    await requests.change_state(this.work, request.id, requests.State.READY)
