"""A coordinator moves a seminar to another time, or calls it off. Whoever signed up is told."""

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow, Review
from bot.conversation.questions import Write
from bot.conversation.values import Count, Said, say
from bot.i18n import plural, text
from bot.meetings import plan as times
from bot.seminars import entry, form, notices, seats, store
from bot.seminars.seats import SIGNED_UP
from bot.seminars.store import Seminar
from bot.storage import forms

LONGEST_WHY = 500
SEEN = "seen"
"""Kept beside the answers: the version the coordinator had seen."""

REVIEW = text("seminars.move_review", "Shall I move it? Everybody who signed up is told.")
MOVE = text("seminars.move_yes", "Yes, move it")
TITLE = text("seminars.move_title", "Moving a seminar")
MOVED = plural(
    "seminars.moved",
    "It is moved, and {count} person who signed up is told.",
    "It is moved, and {count} people who signed up are told.",
)
SAME = text("seminars.move_same", "That is when it is already. Nothing changes.")
CROSSED = text(
    "seminars.crossed",
    "Somebody has just changed it. Yours is <b>not done yet</b>: you find it below.",
)
SURE = plural(
    "seminars.cancel_sure",
    "Shall I cancel it? {count} person who signed up is told.",
    "Shall I cancel it? {count} people who signed up are told.",
)
YES = text("seminars.cancel_yes", "Yes, cancel it")
AND_WHY = text("seminars.cancel_and_why", "Yes, and say why")
WHY = text(
    "seminars.cancel_why",
    "Why does it not take place, or when instead? Those who signed up read it as you write it.",
)
CANCEL_REVIEW = text(
    "seminars.cancel_review", "Shall I cancel it and tell everybody who signed up?"
)
WHY_LABEL = text("seminars.cancel_why_label", "Why")
CANCEL_TITLE = text("seminars.cancel_title", "Cancelling a seminar")
NOT_CANCELLED = text(
    "seminars.cancel_not_done",
    "This has changed in the meantime, so it is not cancelled. Here is how it stands now.",
)
NO = text("seminars.cancel_no", "No, it takes place")
CANCELLED = plural(
    "seminars.cancelled",
    "It is cancelled, and {count} person who signed up is told.",
    "It is cancelled, and {count} people who signed up are told.",
)


async def ask_to_move(this: turn.Turn) -> turn.Reply:
    seminar = await entry.visible(this)
    if not _is_current(this, seminar):
        return await entry.outrun(this, seminar)
    answers = {"length": form.minutes(seminar.plan), SEEN: seminar.version}
    return turn.Reply(then=MOVE_SEMINAR.name, about=str(seminar.id), answers=answers)


def _is_current(this: turn.Turn, seminar: Seminar) -> bool:
    return seminar.is_open(this.work.now) and seminar.version == this.version


async def move(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent. What somebody else has changed meanwhile is shown before it counts."""
    seminar = await entry.visible(this)
    if not seminar.is_open(this.work.now):
        return turn.Reply((await entry.card(this, seminar, Said(entry.CLOSED)),))
    if await _seen(this, MOVE_SEMINAR) != seminar.version:
        kept = {**answers, SEEN: seminar.version}
        shown = await entry.card(this, seminar, Said(CROSSED))
        return turn.Reply((shown,), then=MOVE_SEMINAR.name, about=this.about, answers=kept)
    slot, plan = times.slot(answers, this.context), seminar.plan
    if (slot.begins_at, slot.ends_at) == (plan.begins_at, plan.ends_at):
        return turn.Reply((await entry.card(this, seminar, Said(SAME)),))
    await store.move(this.work, seminar.id, slot.begins_at, slot.ends_at)
    moved = await store.get(this.work, seminar.id)
    told = await notices.moved(this.work, moved, plan.begins_at)
    return turn.Reply((await entry.card(this, moved, say(MOVED, count=Count(told))),))


async def _seen(this: turn.Turn, its: Flow) -> int:
    """The version that the form's writer has looked at."""
    name = forms.name(its.name, this.about)
    found = await forms.open_forms(this.work, this.person)
    return next((form.answers.get(SEEN, 0) for form in found if form.flow == name), 0)


MOVE_SEMINAR = Flow(
    "move_seminar",
    (form.DAY, form.TIME, form.LENGTH, Review("review", REVIEW, name=REVIEW, send=MOVE)),
    done=move,
    title=TITLE,
    check=times.check,
)


async def ask_to_cancel(this: turn.Turn) -> turn.Reply:
    """The first of two steps."""
    seminar = await entry.visible(this)
    if not _is_current(this, seminar):
        return await entry.outrun(this, seminar)
    numbers = await seats.count(this.work.all, seminar.id)
    sure = say(SURE, count=Count(sum(numbers[answer] for answer in SIGNED_UP)))
    yes = cards.action("cancel_seminar_now", seminar.id, seminar.version)
    buttons = (
        Button(Said(YES), yes, style="danger"),
        Button(Said(AND_WHY), cards.action("cancel_seminar_why", seminar.id, seminar.version)),
        Button(Said(NO), cards.action("seminar_staff", seminar.id)),
    )
    return turn.Reply((cards.card(sure, rows=cards.column(*buttons)),), in_place=True)


async def cancel(this: turn.Turn) -> turn.Reply:
    """The second step; an old button cancels nothing."""
    seminar = await entry.visible(this)
    if not _is_current(this, seminar):
        return await entry.outrun(this, seminar)
    return turn.Reply((await _cancelled(this, seminar, None),), in_place=True)


async def _cancelled(this: turn.Turn, seminar: Seminar, words: str | None) -> Card:
    await store.cancel(this.work, seminar.id)
    gone = await store.get(this.work, seminar.id)
    told = await notices.cancelled(this.work, gone, words)
    return await entry.card(this, gone, say(CANCELLED, count=Count(told)))


async def ask_why(this: turn.Turn) -> turn.Reply:
    """The second step for whoever wants to say why."""
    seminar = await entry.visible(this)
    if not _is_current(this, seminar):
        return await entry.outrun(this, seminar)
    answers = {SEEN: seminar.version}
    return turn.Reply(then=CANCEL_SEMINAR.name, about=str(seminar.id), answers=answers)


async def cancel_with_words(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent; it cancels nothing that somebody else has changed meanwhile."""
    seminar = await entry.visible(this)
    is_as_seen = await _seen(this, CANCEL_SEMINAR) == seminar.version
    if not is_as_seen or not seminar.is_open(this.work.now):
        return turn.Reply((await entry.card(this, seminar, Said(NOT_CANCELLED)),))
    return turn.Reply((await _cancelled(this, seminar, answers["words"]),))


CANCEL_SEMINAR = Flow(
    "cancel_seminar",
    (
        Write("words", WHY, LONGEST_WHY, has_lines=True, optional=True, name=WHY_LABEL),
        Review("review", CANCEL_REVIEW, name=CANCEL_REVIEW, send=YES),
    ),
    done=cancel_with_words,
    title=CANCEL_TITLE,
)
