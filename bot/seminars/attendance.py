"""Who comes, for coordinators; and once it has begun, who was there, ticked in place."""

from dataclasses import replace

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, say
from bot.i18n import Text, text
from bot.seminars import card as view
from bot.seminars import entry, presence
from bot.seminars.kinds import Kind
from bot.seminars.presence import Listed
from bot.seminars.rules import WRITTEN_IN
from bot.seminars.seats import Answer
from bot.seminars.store import Seminar, State
from bot.staff import record, rights
from bot.staff.record import Deed

PAGE = 10
LONGEST_NAME = 30

NOBODY = text("seminars.nobody_yet", "Nobody has answered yet.")
ANSWERS = {
    Answer.COMING: text("seminars.name_comes", "{name}: comes"),
    Answer.WAITING: text("seminars.name_waits", "{name}: on the waiting list"),
    Answer.NOT_COMING: text("seminars.name_cannot", "{name}: can't come"),
}
COMES_UNSURE = text(
    "seminars.name_comes_unsure", "{name}: comes (not confirmed since the date moved)"
)
TICK_HEAD = text(
    "seminars.tick_head", "Who was there? Press a name to tick it, or to take the tick away."
)
TICK_INTRODUCES = text(
    "seminars.tick_introduces",
    "A tick is a step on the way to being a buddy. Taking it away does not undo the step.",
)
NOBODY_CAME = text("seminars.nobody_had_a_seat", "Nobody had a seat.")
NOT_BEGUN = text(
    "seminars.not_begun", "It has not begun yet. Once it has begun, you can tick who was there."
)
ALL_CAME = text("seminars.all_came", "All were there")
THE_REST = text("seminars.the_rest", "The others were not there")
ALL, REST = "all", "rest"


async def who_comes(this: turn.Turn) -> turn.Reply:
    """A page of names and answers; that they were seen is recorded. `about` is the seminar, or
    "17.2" for a later page."""
    number, _, page = this.about.partition(".")
    seminar = await entry.visible(this, number)
    at = rights.row_of(page)
    found = await presence.listed(this.work, seminar.id)
    shown = found[at * PAGE : (at + 1) * PAGE]
    for each in shown:
        await record.add(this.work, this.person, Deed.SAW_ANSWER, each.person)
    lines = [
        say(_answer(seminar, each), name=entry.called(each.person, each.name)) for each in shown
    ]
    head = view.named(seminar, WRITTEN_IN)[:2]
    rows = entry.pages("who_comes", seminar, at, has_more=len(found) > (at + 1) * PAGE)
    card = cards.card(*head, None, *(lines or [Said(NOBODY)]), rows=rows)
    return turn.Reply((card,), in_place=bool(page))


def _answer(seminar: Seminar, each: Listed) -> Text:
    """Whoever said yes to another time may not come to this one."""
    is_older = seminar.moved_at is not None and each.answered_at < seminar.moved_at
    return COMES_UNSURE if each.answer is Answer.COMING and is_older else ANSWERS[each.answer]


async def show(this: turn.Turn) -> turn.Reply:
    """A page of ticks: "17" or "17.2". That the names were seen is recorded."""
    number, _, page = this.about.partition(".")
    seminar = await entry.visible(this, number)
    at = rights.row_of(page)
    for each in (await _others(this, seminar))[at * PAGE : (at + 1) * PAGE]:
        await record.add(this.work, this.person, Deed.SAW_ANSWER, each.person)
    return replace(await _ticks(this, seminar, at), in_place=bool(page))


async def _others(this: turn.Turn, seminar: Seminar) -> list[Listed]:
    """Those who have a seat, but for the coordinator who looks: nobody decides on themselves."""
    seated = await presence.seated(this.work, seminar.id)
    return [each for each in seated if each.person != this.person]


async def _ticks(this: turn.Turn, seminar: Seminar, at: int) -> turn.Reply:
    if seminar.state is State.CANCELLED or not seminar.has_begun(this.work.now):
        why = entry.MEANWHILE if seminar.state is State.CANCELLED else NOT_BEGUN
        return turn.Reply((await entry.card(this, seminar, Said(why)),))
    seated = await _others(this, seminar)
    boxes = (_box(seminar, each, at) for each in seated[at * PAGE : (at + 1) * PAGE])
    has_open = any(each.attended is None for each in seated)
    rows = (
        *cards.column(*boxes, *(_at_once(seminar, at) if has_open else ())),
        *entry.pages("attendance", seminar, at, has_more=len(seated) > (at + 1) * PAGE),
    )
    head = view.named(seminar, WRITTEN_IN)[:2]
    is_introduction = seminar.plan.kind is Kind.INTRODUCTION
    asks = (Said(TICK_HEAD), *((Said(TICK_INTRODUCES),) if is_introduction else ()))
    said = asks if seated else (Said(NOBODY_CAME),)
    return turn.Reply((cards.card(*head, None, *said, rows=rows),), in_place=True)


def _box(seminar: Seminar, each: Listed, at: int) -> Button:
    """The tick carries what is wanted, never "the other way round"."""
    wanted = int(not each.attended)
    press = cards.action("tick", f"{seminar.id}.{each.rsvp}.{wanted}.{at}")
    return Button(
        cards.short(entry.called(each.person, each.name), LONGEST_NAME),
        press,
        is_ticked=bool(each.attended),
    )


def _at_once(seminar: Seminar, at: int) -> tuple[Button, ...]:
    return (
        Button(Said(ALL_CAME), cards.action("tick", f"{seminar.id}.{ALL}.1.{at}")),
        Button(Said(THE_REST), cards.action("tick", f"{seminar.id}.{REST}.0.{at}")),
    )


async def tick(this: turn.Turn) -> turn.Reply:
    """Somebody was there, or wasn't: "17.45.1.0" is the seminar, whose answer, what is wanted and
    the page; "all" and "rest" mean those of whom nothing is noted yet."""
    number, whose, wanted, page = (*this.about.split("."), "", "", "", "")[:4]
    seminar = await entry.visible(this, number)
    is_time = seminar.has_begun(this.work.now) and seminar.state is State.PLANNED
    if is_time and wanted in ("0", "1"):
        for rsvp in await _whose(this, seminar, whose):
            await _note(this, seminar, rsvp, attended=wanted == "1")
    return await _ticks(this, seminar, rights.row_of(page))


async def _whose(this: turn.Turn, seminar: Seminar, whose: str) -> list[int]:
    others = await _others(this, seminar)
    if whose in (ALL, REST):
        return [each.rsvp for each in others if each.attended is None]
    return [each.rsvp for each in others if each.rsvp == rights.row_of(whose)]


async def _note(this: turn.Turn, seminar: Seminar, rsvp: int, *, attended: bool) -> None:
    person = await presence.tick(this.work, seminar.id, rsvp, attended=attended)
    if person is None:
        return
    is_introduction = seminar.plan.kind is Kind.INTRODUCTION and attended
    deed = Deed.INTRODUCED if is_introduction else Deed.NOTED_ATTENDANCE
    await record.add(this.work, this.person, deed, person)
