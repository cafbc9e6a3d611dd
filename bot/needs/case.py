"""Who may see a case and who may change it; and what moves it: taking it, giving it back, marking
it ready for a buddy.

Advisors see their own and untaken cases and change their own; coordinators see and change all;
nobody sees their own request.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, Tongue, Value, Words, say
from bot.i18n import text
from bot.needs import cases, overview, queue, standing, store
from bot.needs.store import Request, State
from bot.newcomers import store as newcomers
from bot.people import menu, telling
from bot.people import store as people
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role
from bot.storage import forms, outbox

TAKEN_BY = text("needs.taken_by", "This case has been taken by {advisor}.")
TAKE_FIRST = text("needs.take_first", "This is not your case. Please take it before you change it.")
IS_CLOSED = text("needs.case_is_closed", "This request is closed. Nothing in it can be changed.")
GIVEN_BACK = text("needs.given_back", "The case is given back. A colleague can take it now.")
MADE_READY = text(
    "needs.made_ready", "It is ready. A coordinator looks for a buddy now, and the newcomer knows."
)
LOOKED_AT = text(
    "needs.told_ready",
    "An advisor has looked at your request. Now we look for a buddy who fits.\n"
    "I write to you at every step, and at least every two weeks.",
)
VOICE = text("needs.voice_of", "Voice message from {name}. Reads and writes: {language}")

ASSESSING = "assess"
FORMS = (ASSESSING, "case_note", "refer")
"""The staff's forms about a case."""


async def visible_to(this: turn.Turn, number: str | int) -> Request:
    """The request, if the staff member whose turn it is may see it. Raises `NotYours`."""
    member = await rights.require(this, *queue.STAFF)
    request = await _get(this, number)
    is_own = request.advisor == this.person
    is_untaken = request.advisor is None and request.is_open
    if Role.COORDINATOR in member.roles or is_own or is_untaken:
        return request
    raise turn.NotYours(Said(turn.GONE))


async def changeable_by(this: turn.Turn, number: str | int) -> Request:
    """The same for one that they may change and that is open. Raises `Refusal` too."""
    member = await rights.require(this, *queue.STAFF)
    request = await visible_to(this, number)
    if not request.is_open:
        raise turn.Refusal(Said(IS_CLOSED))
    if request.advisor != this.person and Role.COORDINATOR not in member.roles:
        raise turn.Refusal(Said(TAKE_FIRST))
    return request


async def _get(this: turn.Turn, number: str | int) -> Request:
    """The request of this number, unless it is the own one. Raises `NotYours`."""
    about = str(number)
    is_number = about.isascii() and about.isdigit() and len(about) < 16
    try:
        found = await store.get(this.work, int(about) if is_number else 0)
    except LookupError:
        raise turn.NotYours(Said(turn.GONE)) from None
    if found.person == this.person:
        raise turn.NotYours(Said(turn.GONE))
    return found


async def show(this: turn.Turn) -> turn.Reply:
    """The case on one screen."""
    request = await visible_to(this, this.about)
    await record.add(this.work, this.person, Deed.SAW_REQUEST, request.person)
    return await after(this, request.id)


async def _current(this: turn.Turn, request: Request) -> turn.Reply:
    """Instead of what an old button stood for."""
    await record.add(this.work, this.person, Deed.SAW_REQUEST, request.person)
    return await after(this, request.id, in_place=True)


async def after(this: turn.Turn, number: int, *first: Said, in_place: bool = False) -> turn.Reply:
    """The case as it is after something was done, below what is said first."""
    member = await rights.require(this, *queue.STAFF)
    request = await store.get(this.work, number)
    return turn.Reply((await overview.card(this, request, member, *first),), in_place=in_place)


async def take(this: turn.Turn) -> turn.Reply:
    """Make an untaken case one's own. Who comes second sees who was first, and what is left."""
    await rights.require(this, Role.ADVISOR)
    request = await _get(this, this.about)
    if request.is_open and request.advisor not in (None, this.person):
        advisor = await overview.advisor(this, request.advisor)
        return await queue.new(this, say(TAKEN_BY, advisor=advisor))
    request = await visible_to(this, this.about)
    if request.advisor is not None or request.version != this.version:
        return await _current(this, request)
    await cases.take(this.work, request.id, this.person)
    await record.add(this.work, this.person, Deed.TOOK_CASE, request.person)
    return await after(this, request.id, in_place=True)


async def give_back(this: turn.Turn) -> turn.Reply:
    """Make one's own case untaken again; what was begun about it goes."""
    request = await changeable_by(this, this.about)
    if request.advisor != this.person:
        return await _current(this, request)
    await cases.give_back(this.work, request.id)
    await record.add(this.work, this.person, Deed.GAVE_BACK, request.person)
    for kind in FORMS:
        await forms.drop(this.work, this.person, forms.name(kind, str(request.id)))
    return await queue.new(this, Said(GIVEN_BACK))


async def hear(this: turn.Turn) -> turn.Reply:
    """Play the newcomer's voice message, which stands at Telegram and is only referred to here."""
    request = await visible_to(this, this.about)
    await record.add(this.work, this.person, Deed.SAW_REQUEST, request.person)
    if request.voice is None:
        return await after(this, request.id, in_place=True)
    person = await people.get(this.work, request.person)
    name = await name_of(this, request.person)
    caption = cards.card(say(VOICE, name=name, language=Tongue(person.language)))
    what = cards.pack(caption) | {"voice": request.voice}
    await outbox.say(this.work, this.person, what, kind="copy")
    return turn.Reply()


async def name_of(this: turn.Turn, person: int) -> Value:
    """What a newcomer is called."""
    newcomer = await newcomers.find(this.work, person)
    return Words(newcomer.name) if newcomer else Said(overview.NO_NAME)


async def ready(this: turn.Turn) -> turn.Reply:
    """Mark a case as ready for a buddy, and tell the newcomer; not before it is known what for."""
    request = await changeable_by(this, this.about)
    if request.state is not State.SENT or request.version != this.version:
        return await _current(this, request)
    if not overview.is_known(request):
        set_needs = Button(Said(overview.SET_NEEDS), cards.action("set_needs", request.id))
        rows = cards.column(set_needs, menu.BACK_TO_MENU)
        return turn.reply(Said(overview.NOT_KNOWN), rows=rows)
    await store.change_state(this.work, request.id, State.READY)
    await record.add(this.work, this.person, Deed.MARKED_READY, request.person)
    this.work.happened(store.Ready(request.id))
    button = Button(Said(standing.MY_REQUEST), cards.action("request"))
    told = cards.card(Said(LOOKED_AT), rows=cards.column(button, menu.BACK_TO_MENU))
    await telling.tell(this.work, request.person, told)
    return await after(this, request.id, Said(MADE_READY), in_place=True)
