"""Referring on: an advisor tells a newcomer of a place that can help better, or as well.

The newcomer hears it at once, with what the town file knows of the place; what the advisor wrote
stays as it was written, and its language is named.
"""

from collections.abc import Sequence

from bot import facts
from bot.conversation import cards, flow, turn
from bot.conversation.asking import Answers, Context
from bot.conversation.cards import Button
from bot.conversation.flow import Flow
from bot.conversation.options import Choice, Option
from bot.conversation.places import Place
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said, Tongue, Words, say
from bot.i18n import text
from bot.needs import case, standing, store
from bot.needs.store import Request, State
from bot.people import menu, telling
from bot.people import store as people
from bot.staff import record
from bot.staff.record import Deed

LONGEST_MESSAGE = 600
IN_LANGUAGE = text(
    "needs.refer_language",
    "{name} reads and writes: <b>{language}</b>. What you write yourself is passed on as it is; "
    "the language it is written in is named.",
)
NOT_WAITING = text(
    "needs.refer_not_waiting", "There is a buddy already. Please write to the newcomer instead."
)
REVIEW = text("needs.refer_review", "The newcomer hears this at once. Is everything right?")
REFERRED = text("needs.refer_done", "The newcomer has been told.")

TOLD = text(
    "needs.told_referred",
    "The Welcome Center has looked at your request. This place can help you:",
)
PLACE = text("needs.told_place", "<b>{name}</b>")
FROM_ADVISOR = text("needs.told_message", "The Welcome Center also writes to you: {words}")
FROM_ADVISOR_IN = text(
    "needs.told_message_in", "The Welcome Center also writes to you ({language}): {words}"
)
STILL_LOOKING = text("needs.told_still_looking", "We also go on with your request for a buddy.")
NOW_CLOSED = text(
    "needs.told_closed",
    "Your request is closed with this. If you would still like a buddy, you can ask at any time.",
)
ADDRESS = text("needs.told_address", "Address and phone")


class Then(Choice):
    """What becomes of the request."""

    CLOSE = "close", text("needs.refer_close", "Close the request")
    GO_ON = "go_on", text("needs.refer_go_on", "Also look for a buddy")


def partners(context: Context) -> Sequence[Option]:
    """Who gives advice here."""
    return [Option(partner.key, Words(partner.name)) for partner in context.town.advice]


async def refer(this: turn.Turn) -> turn.Reply:
    """The form, after a word on who is going to read it."""
    request = await _waiting(this)
    person = await people.get(this.work, request.person)
    name = await case.name_of(this, request.person)
    reads = say(IN_LANGUAGE, name=name, language=Tongue(person.language))
    return turn.Reply((cards.card(reads),), then=REFER.name, about=str(request.id))


async def _waiting(this: turn.Turn) -> Request:
    request = await case.changeable_by(this, this.about)
    if not request.is_waiting:
        raise turn.Refusal(Said(NOT_WAITING))
    return request


async def referred(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Tell the newcomer, and close the request if nobody is to look for a buddy any more."""
    request = await _waiting(this)
    is_closed = Then.of(answers["then"]) is Then.CLOSE
    await telling.tell(this.work, request.person, await _told(this, request, answers))
    if is_closed:
        await store.change_state(this.work, request.id, State.REFERRED)
        this.work.happened(store.Referred(request.id))
    await record.add(this.work, this.person, Deed.REFERRED, request.person)
    return await case.after(this, request.id, Said(REFERRED))


async def _told(this: turn.Turn, request: Request, answers: Answers) -> cards.Card:
    """What the newcomer is told; the place's own page has its address and how sure that is."""
    partner = facts.find(this.town.advice, answers["place"].get("office", ""))
    if partner is None and "office" in answers["place"]:
        raise turn.NotYours(Said(turn.GONE))
    name = partner.name if partner else answers["place"]["words"]
    what = (Said(partner.what),) if partner else ()
    message = await _message(this, request, answers["message"])
    ends = NOW_CLOSED if Then.of(answers["then"]) is Then.CLOSE else STILL_LOOKING
    page = (Button(Said(ADDRESS), cards.action("partner", partner.key)),) if partner else ()
    stands = Button(Said(standing.MY_REQUEST), cards.action("request"))
    lines = (Said(TOLD), None, say(PLACE, name=Words(name)), *what, *message, None, Said(ends))
    return cards.card(*lines, rows=cards.column(*page, stands, menu.BACK_TO_MENU))


async def _message(this: turn.Turn, request: Request, words: str | None) -> tuple[Said | None, ...]:
    """What the advisor adds; in which language, if it isn't the newcomer's."""
    if not words:
        return ()
    person = await people.get(this.work, request.person)
    if person.language == this.language:
        return (None, say(FROM_ADVISOR, words=Words(words)))
    language = Tongue(this.language)
    return (None, say(FROM_ADVISOR_IN, language=language, words=Words(words)))


REFER = Flow(
    "refer",
    (
        Place(
            "place",
            text("needs.refer_where", "Where can this person get help? Choose, or type a place."),
            partners,
            name=text("needs.refer_where_label", "Place"),
        ),
        Write(
            "message",
            text("needs.refer_message", "Would you like to add a few words for the newcomer?"),
            LONGEST_MESSAGE,
            has_lines=True,
            optional=True,
            skip=text("needs.refer_no_message", "Nothing to add"),
            name=text("needs.refer_message_label", "Your words"),
        ),
        Choose(
            "then",
            text("needs.refer_then", "What becomes of the request?"),
            Then,
            name=text("needs.refer_then_label", "What next"),
        ),
        flow.Review("review", REVIEW, name=REVIEW),
    ),
    done=referred,
    title=text("needs.refer_title", "Referring on"),
)
