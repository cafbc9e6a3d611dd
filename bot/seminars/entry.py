"""A seminar as coordinators see it: the plan, its texts, who comes, and what can be done."""

from collections.abc import AsyncIterator, Iterator

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Count, Said, Tongue, Value, Words, say
from bot.i18n import text
from bot.people import menu
from bot.seminars import card as view
from bot.seminars import presence, seats, store, topics
from bot.seminars.kinds import Kind
from bot.seminars.rules import WRITTEN_IN
from bot.seminars.seats import Answer
from bot.seminars.store import Seminar, State
from bot.staff import rights
from bot.staff.store import Role

# Translators: staff button that leads to the list of seminars. Short.
SEMINARS = text("seminars.seminars", "Seminars")
FOR = text("seminars.entry_for", "For: {audience}")
ALSO_IN = text("seminars.also_in", "Also in {language}: {title}")
ONLY_GERMAN = text(
    "seminars.only_german", "There is only the German text. Readers of other languages get it too."
)
COME = text("seminars.come", "Come: <b>{coming}</b> of {seats} · waiting: {waiting} · can't: {no}")
COME_NO_LIMIT = text("seminars.come_no_limit", "Come: <b>{coming}</b>, no limit · can't: {no}")
WERE_THERE = text("seminars.were_there", "Were there: <b>{there}</b> · not ticked yet: {open}")

ANNOUNCE = text("seminars.announce", "Announce the date")
WHO_COMES = text("seminars.who_comes", "Who comes")
ATTENDANCE = text("seminars.attendance", "Who was there")
TOPICS = text("seminars.topics", "Topics: {number}")
CHANGE = text("seminars.change", "Change")
MOVE = text("seminars.move", "Move")
COPY = text("seminars.copy", "Copy")
COPY_ANEW = text("seminars.copy_anew", "Copy for a new date")
CANCEL = text("seminars.cancel", "Cancel it")
MEANWHILE = text(
    "seminars.meanwhile", "This has changed in the meantime. Here is how it stands now."
)
# Translators: somebody whose name is not known; the number tells them from others.
SOMEBODY = text("seminars.somebody", "somebody (no. {number})")
BEFORE = text("seminars.page_before", "Previous")
AFTER = text("seminars.page_after", "Next")
TO_ENTRY = text("seminars.to_entry", "The seminar")
CLOSED = text(
    "seminars.closed", "It has begun or is cancelled, so nothing of it can be changed any more."
)
TO_LIST = Button(Said(SEMINARS), cards.action("seminars_staff"))


async def visible(this: turn.Turn, about: str | None = None) -> Seminar:
    """The seminar that a button is about, or another part of what it carries, for coordinators.
    Raises `NotYours`."""
    await rights.require(this, Role.COORDINATOR)
    number = rights.row_of(this.about if about is None else about)
    found = await store.find(this.work.all, number)
    if found is None:
        raise turn.NotYours(Said(turn.GONE))
    return found


async def show(this: turn.Turn) -> turn.Reply:
    return turn.Reply((await card(this, await visible(this)),))


async def outrun(this: turn.Turn, seminar: Seminar) -> turn.Reply:
    """How it stands, instead of what an old button would do."""
    return turn.Reply((await card(this, seminar, Said(MEANWHILE)),), in_place=True)


async def card(this: turn.Turn, seminar: Seminar, *intro: Said) -> Card:
    """The entry, after whatever is said first."""
    lines = [line async for line in _lines(this, seminar)]
    apart = (*intro, None) if intro else ()
    return Card((*apart, *lines), tuple([row async for row in _rows(this, seminar)]))


async def _lines(this: turn.Turn, seminar: Seminar) -> AsyncIterator[Said | None]:
    for line in view.described(seminar, WRITTEN_IN):
        yield line
    for line in _translations(seminar):
        yield line
    yield say(FOR, audience=Said(seminar.plan.audience.label))
    yield None
    if seminar.state is State.CANCELLED:
        yield Said(view.IS_CANCELLED)
    yield await _numbers(this, seminar)
    if seminar.has_begun(this.work.now):
        there = await presence.count(this.work, seminar.id)
        yield say(WERE_THERE, there=Count(there.came), open=Count(there.open))


def _translations(seminar: Seminar) -> Iterator[Said]:
    others = [code for code in seminar.texts if code != WRITTEN_IN]
    for code in others:
        title = Words(seminar.texts[code].title)
        yield say(ALSO_IN, language=Tongue(code), title=title)
    if not others:
        yield Said(ONLY_GERMAN)


async def _numbers(this: turn.Turn, seminar: Seminar) -> Said:
    numbers = await seats.count(this.work.all, seminar.id)
    coming, no = Count(numbers[Answer.COMING]), Count(numbers[Answer.NOT_COMING])
    if seminar.plan.seats is None:
        return say(COME_NO_LIMIT, coming=coming, no=no)
    waiting, of = Count(numbers[Answer.WAITING]), Count(seminar.plan.seats)
    return say(COME, coming=coming, seats=of, waiting=waiting, no=no)


async def _rows(this: turn.Turn, seminar: Seminar) -> AsyncIterator[Row]:
    """What can be done with it. What has begun can't be announced or changed any more."""
    about, version = seminar.id, seminar.version
    has_begun = seminar.has_begun(this.work.now)
    is_open = seminar.is_open(this.work.now)
    if is_open:
        announce = cards.action("announce", about)
        yield cards.row(Button(Said(ANNOUNCE), announce, style="primary"))
    who = [Button(Said(WHO_COMES), cards.action("who_comes", about))]
    if has_begun and seminar.state is State.PLANNED:
        who.append(Button(Said(ATTENDANCE), cards.action("attendance", about)))
    yield cards.row(*who)
    if seminar.plan.kind is Kind.REFLECTION:
        number = Count(await topics.count(this.work, about))
        yield cards.row(Button(say(TOPICS, number=number), cards.action("seminar_topics", about)))
    is_cancelled = seminar.state is State.CANCELLED
    label = Said(COPY_ANEW if is_cancelled else COPY)
    copy = Button(label, cards.action("copy_seminar", about))
    if is_open:
        move = Button(Said(MOVE), cards.action("move_seminar", about, version))
        cancel = Button(Said(CANCEL), cards.action("cancel_seminar", about, version))
        yield cards.row(Button(Said(CHANGE), cards.action("change_seminar", about)), move)
        yield cards.row(copy, cancel)
    else:
        yield cards.row(copy)
    yield cards.row(TO_LIST, menu.BACK_TO_MENU)


def called(person: int, name: str | None) -> Value:
    """What coordinators see of somebody who signed up or said something."""
    return Words(name) if name else say(SOMEBODY, number=Count(person))


def pages(action: str, seminar: Seminar, at: int, *, has_more: bool) -> tuple[Row, ...]:
    """What stands below a page of something about a seminar: its neighbours, and the way back."""
    ways = []
    if at:
        ways.append(Button(Said(BEFORE), cards.action(action, f"{seminar.id}.{at - 1}")))
    if has_more:
        ways.append(Button(Said(AFTER), cards.action(action, f"{seminar.id}.{at + 1}")))
    back = Button(Said(TO_ENTRY), cards.action("seminar_staff", seminar.id))
    return (*((cards.row(*ways),) if ways else ()), cards.row(back))
