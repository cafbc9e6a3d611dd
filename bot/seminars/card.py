"""How a seminar reads for the people it is for: what, when, where, their answer, and what they can
say. Pure.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.conversation import cards, lengths
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Count, Reader, Said, When, Words, say
from bot.i18n import plural, text
from bot.people import menu
from bot.seminars.gate import Seen
from bot.seminars.kinds import Kind
from bot.seminars.seats import Answer
from bot.seminars.store import Seminar, State

# Translators: {kind} is "Info evening", "Introduction", "Seminar" or "Reflection meeting".
HEAD = text("seminars.head", "{kind}: {title}")
# Translators: {when} is a day and a time, {length} something like "2 hours".
WHEN = text("seminars.when", "<b>{when}</b> ({length})")
PLACE = text("seminars.place", "Where: {place}")
ABOUT = text("seminars.about", "What it is about: {words}")
FREE = plural("seminars.free", "{count} seat is free.", "{count} seats are free.")
FULL = text(
    "seminars.full",
    "All seats are taken. You can be put on the waiting list: when a seat becomes free and it is "
    "your turn, it is yours, and I tell you.",
)
YOU_COME = text("seminars.you_come", "You have a seat. I remind you before it begins.")
YOU_WAIT = text(
    "seminars.you_wait",
    "You are on the waiting list, number <b>{place}</b>. When it is your turn, the seat is yours, "
    "and I tell you.",
)
YOU_CANNOT = text(
    "seminars.you_cannot", "You said that you can't come. You can change that until it begins."
)
HAS_BEGUN = text("seminars.has_begun", "It has begun already.")
IS_OVER = text("seminars.is_over", "It is over.")
IS_CANCELLED = text("seminars.is_cancelled", "It is <b>cancelled</b> and does not take place.")

I_COME = text("seminars.i_come", "I come")
I_CANNOT = text("seminars.i_cannot", "I can't")
NOT_AFTER_ALL = text("seminars.not_after_all", "I can't after all")
PUT_ON_LIST = text("seminars.put_on_list", "Put me on the waiting list")
OFF_THE_LIST = text("seminars.off_the_list", "Take my name off")
CALENDAR = text("seminars.calendar", "Calendar file")
ADD_TOPIC = text("seminars.add_topic", "Add a topic")
MY_TOPICS = text("seminars.my_topics", "My topics")
# Translators: button: all the dates of info evenings, seminars and so on that one may come to.
ALL_DATES = text("seminars.all_dates", "All dates")
# Translators: button that leads back to one date.
TO_DATE = text("seminars.to_date", "Back to the date")
TOPIC_LINE = text("seminars.topic_line", "– {words}")
TO_ALL = Button(Said(ALL_DATES), cards.action("seminars"))


def of(seen: Seen, reader: Reader, *intro: Said, asks: bool = False) -> Card:
    """The date with all that can be said to it, after whatever is said first. Where it `asks`, an
    answer that was given stands beside the question whether it still holds."""
    seminar, now = seen.seminar, reader.now
    lines = (*described(seminar, reader.language), None, *_standing(seen, now))
    if not seminar.is_open(now):
        return Card((*_apart(intro), *lines), _over(seen))
    rows = (*_answers(seen, asks=asks), *_more(seen), *cards.column(TO_ALL, menu.BACK_TO_MENU))
    return Card((*_apart(intro), *lines), rows)


def _apart(intro: tuple[Said, ...]) -> tuple[Said | None, ...]:
    return (*intro, None) if intro else ()


def described(seminar: Seminar, language: str) -> tuple[Said, ...]:
    """What, when and where, with all that is to be known about it."""
    words = seminar.words(language)
    return (*named(seminar, language), *((say(ABOUT, words=words),) if words else ()))


def named(seminar: Seminar, language: str) -> tuple[Said, ...]:
    """What it is called, when and where it is."""
    plan = seminar.plan
    return (
        say(HEAD, kind=Said(plan.kind.label), title=seminar.title(language)),
        when(plan.begins_at, plan.ends_at),
        say(PLACE, place=Words(plan.place)),
    )


def when(begins_at: datetime, ends_at: datetime) -> Said:
    minutes = int((ends_at - begins_at).total_seconds()) // 60
    return say(WHEN, when=When(begins_at), length=lengths.told(minutes))


def _standing(seen: Seen, now: datetime) -> Iterator[Said]:
    seminar = seen.seminar
    if seminar.state is State.CANCELLED:
        yield Said(IS_CANCELLED)
    elif not seminar.is_open(now):
        yield Said(HAS_BEGUN if now < seminar.plan.ends_at else IS_OVER)
    elif seen.answer is Answer.COMING:
        yield Said(YOU_COME)
    elif seen.answer is Answer.WAITING:
        yield say(YOU_WAIT, place=Count(seen.place_in_line))
    else:
        if seen.answer is Answer.NOT_COMING:
            yield Said(YOU_CANNOT)
        if seen.free is not None:
            yield say(FREE, count=Count(seen.free)) if seen.free else Said(FULL)


def i_come(seminar: Seminar) -> Button:
    """The yes to this date, wherever it stands."""
    press = cards.action("rsvp_yes", seminar.id, seminar.dated)
    return Button(Said(I_COME), press, style="success")


def i_cannot(seminar: Seminar) -> Button:
    """The no of somebody who hasn't said yes."""
    return Button(Said(I_CANNOT), cards.action("rsvp_no", seminar.id, seminar.dated))


def not_after_all(seminar: Seminar) -> Button:
    """The no of somebody who has a seat."""
    return Button(Said(NOT_AFTER_ALL), cards.action("rsvp_no", seminar.id, seminar.dated))


def _answers(seen: Seen, *, asks: bool) -> tuple[Row, ...]:
    seminar, is_full = seen.seminar, seen.free == 0
    match seen.answer:
        case Answer.COMING if asks:
            return cards.column(i_come(seminar), not_after_all(seminar))
        case Answer.COMING:
            return cards.column(not_after_all(seminar))
        case Answer.WAITING:
            press = cards.action("rsvp_no", seminar.id, seminar.dated)
            return cards.column(Button(Said(OFF_THE_LIST), press))
    press = cards.action("rsvp_yes", seminar.id, seminar.dated)
    yes = Button(Said(PUT_ON_LIST), press) if is_full else i_come(seminar)
    no = () if seen.answer is Answer.NOT_COMING else (i_cannot(seminar),)
    return cards.column(yes, *no)


def _more(seen: Seen) -> tuple[Row, ...]:
    """What else those who come can do until it begins."""
    seminar = seen.seminar
    if seen.answer is not Answer.COMING:
        return ()
    calendar = calendar_file(seminar)
    if seminar.plan.kind is not Kind.REFLECTION:
        return cards.column(calendar)
    add = Button(Said(ADD_TOPIC), cards.action("add_topic", seminar.id))
    mine = Button(Said(MY_TOPICS), cards.action("my_topics", seminar.id))
    return cards.column(calendar, add, mine)


def calendar_file(seminar: Seminar) -> Button:
    return Button(Said(CALENDAR), cards.action("seminar_file", seminar.id))


def _over(seen: Seen) -> tuple[Row, ...]:
    """Of a cancelled date the calendar should know too."""
    is_cancelled = seen.seminar.state is State.CANCELLED and seen.answer is Answer.COMING
    calendar = (calendar_file(seen.seminar),) if is_cancelled else ()
    return cards.column(*calendar, TO_ALL, menu.BACK_TO_MENU)
