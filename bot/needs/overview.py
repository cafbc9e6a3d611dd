"""A case as the staff see it: everything about it on one screen, with what can be done."""

from collections.abc import AsyncIterator, Iterator

from bot.conversation import asking, cards, flow, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, Tongue, Value, Words, say
from bot.i18n import Text, text
from bot.needs import labels, queue, standing
from bot.needs.store import Kind, Request, State
from bot.newcomers import introduction
from bot.newcomers import store as newcomers
from bot.people import menu
from bot.people import store as people
from bot.staff import store as staff
from bot.staff.store import Member, Role

HEAD = text("needs.case_head", "<b>{name}</b>, asked on {day} ({age})")
HEAD_OF_CLOSED = text("needs.case_head_of_closed", "<b>{name}</b>, asked on {day}")
# Translators: instead of the name of somebody whose name isn't known.
NO_NAME = text("needs.case_no_name", "Somebody")
STATES = {
    State.SENT: text("needs.case_sent", "Waits for an advisor."),
    State.READY: text("needs.case_ready", "Ready: waits for a buddy."),
    State.MATCHED: text("needs.case_matched", "Has a buddy."),
    State.ENDED: text("needs.case_ended", "Had a buddy; that is over."),
    State.REFERRED: text("needs.case_referred", "Referred on; the request is closed."),
    State.WITHDRAWN: text("needs.case_withdrawn", "The newcomer has taken the request back."),
}
NOBODYS = text("needs.case_nobodys", "Nobody has this case yet.")
YOURS = text("needs.case_yours", "This is your case.")
WHOSE = text("needs.case_whose", "This is the case of {advisor}.")
# Translators: an advisor without a name, as in "This is the case of a colleague."
COLLEAGUE = text("needs.case_colleague", "a colleague")
WRITES_IN = text("needs.case_writes_in", "Reads and writes: <b>{language}</b>")
OWN_WORDS = text("needs.case_own_words", "In their own words: “{words}”")
SPOKEN = text("needs.case_spoken", "Their own words are a voice message.")
NOTE = text("needs.case_note_line", "Staff note: {note}")
NOT_KNOWN = text("needs.case_not_known", "What is needed is not known yet. Please set the needs.")

TAKE = text("needs.take_case", "Take this case")
GIVE_BACK = text("needs.give_back_case", "Give the case back")
HEAR = text("needs.hear_voice", "Hear the voice message")
WRITE = text("needs.write_to_newcomer", "Write to them")
SET_NEEDS = text("needs.set_needs", "Set the needs")
WRITE_NOTE = text("needs.write_note", "Staff note")
REFER = text("needs.refer_on", "Refer on")
READY = text("needs.mark_ready", "Ready for a buddy")
# Translators: button under a message that something has happened; shows the case.
LOOK_AT_IT = text("needs.look_at_it", "Look at it")


async def card(this: turn.Turn, request: Request, member: Member, *first: Said) -> Card:
    """The case for this member, below what is said first."""
    lines = [line async for line in _lines(this, request)]
    top = (*first, None) if first else ()
    return Card((*top, *lines), cards.column(*_buttons(request, member), menu.BACK_TO_MENU))


async def _lines(this: turn.Turn, request: Request) -> AsyncIterator[Said | None]:
    newcomer = await newcomers.find(this.work, request.person)
    person = await people.get(this.work, request.person)
    reader = this.context.reader
    asked = Day(request.sent_at.astimezone(reader.zone).date())
    name: Value = Words(newcomer.name) if newcomer else Said(NO_NAME)
    if request.is_open:
        yield say(HEAD, name=name, day=asked, age=labels.age(request.sent_at, reader))
    else:
        yield say(HEAD_OF_CLOSED, name=name, day=asked)
    yield Said(STATES[request.state])
    yield await _whose(this, request)
    yield None
    for line in _introduced(newcomer, this.context) if newcomer else ():
        yield line
    yield say(WRITES_IN, language=Tongue(person.language))
    yield None
    yield standing.needs(request) if is_known(request) else Said(NOT_KNOWN)
    if request.words:
        yield say(OWN_WORDS, words=Words(request.words))
    if request.voice:
        yield Said(SPOKEN)
    if request.note:
        yield None
        yield say(NOTE, note=Words(request.note))


def is_known(request: Request) -> bool:
    """Whether anything is known of what is needed."""
    return any(need.kind is not Kind.UNSURE for need in request.needs)


def _introduced(newcomer: introduction.Newcomer, context: asking.Context) -> Iterator[Said]:
    """How somebody introduced themselves, in the words of the form; the name stands above."""
    answers = introduction.answers(newcomer)
    for question in introduction.QUESTIONS:
        if question is not introduction.NAME:
            answer = flow.shown(question, answers[question.key], context)
            yield say(flow.LINE, name=Said(question.name), answer=answer)


async def _whose(this: turn.Turn, request: Request) -> Said:
    if request.advisor is None:
        return Said(NOBODYS)
    if request.advisor == this.person:
        return Said(YOURS)
    return say(WHOSE, advisor=await advisor(this, request.advisor))


async def advisor(this: turn.Turn, person: int) -> Value:
    """What an advisor is called."""
    member = await staff.find(this.work, person)
    return Words(member.name) if member and member.name else Said(COLLEAGUE)


def _buttons(request: Request, member: Member) -> Iterator[Button]:
    """What this member can do with a case as it is."""

    def button(label: Text, action: str, style: str = "") -> Button:
        return Button(Said(label), cards.action(action, request.id, request.version), style=style)

    is_own = request.advisor == member.person
    if request.voice:
        yield button(HEAR, "hear_voice")
    if request.is_open and request.advisor is None and Role.ADVISOR in member.roles:
        yield button(TAKE, "take_case", "primary")
    if request.is_open:
        yield Button(Said(WRITE), cards.action("write_to", request.person))
    if request.is_open and (is_own or Role.COORDINATOR in member.roles):
        yield button(SET_NEEDS, "set_needs")
        yield button(WRITE_NOTE, "case_note")
        if request.is_waiting:
            yield button(REFER, "refer")
        if request.state is State.SENT:
            yield button(READY, "ready", "success")
    if request.is_open and is_own:
        yield button(GIVE_BACK, "give_back_case")
    if is_own:
        yield queue.TO_MINE
    else:
        yield queue.TO_NEW if Role.ADVISOR in member.roles else queue.TO_ALL
