"""Answering a suggestion with other times: up to three, of which the other picks one by a tap.
Place, length and note stay as they were suggested.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.conversation import turn
from bot.conversation.asking import Again, Answers, Context, Question
from bot.conversation.flow import Flow, Review
from bot.conversation.options import Choice
from bot.conversation.questions import Choose
from bot.conversation.values import Said
from bot.i18n import text
from bot.meetings import answering, crossing, drafts, gate, moving, plan, proposing
from bot.meetings.gate import Seen
from bot.meetings.plan import NUMBERS
from bot.meetings.store import Offer

SAME_TIME = text(
    "meetings.same_time", "You have suggested this time already. Please choose another one."
)


class More(Choice):
    """Whether there is one more time to choose from."""

    YES = "yes", text("meetings.add_another", "Add another time")
    NO = "no", text("meetings.that_is_all", "That is all")


MORE = text("meetings.more", "Is there another time that suits you too?")
MORE_LABEL = text("meetings.more_label", "Another time too")


def _has_second(answers: Answers) -> bool:
    return bool(answers.get("more") == More.YES.value)


def _has_third(answers: Answers) -> bool:
    return _has_second(answers) and bool(answers.get("more2") == More.YES.value)


async def begin(this: turn.Turn) -> turn.Reply:
    """Begin to suggest other times than those that were suggested."""
    seen = await answering.current(this, this.about)
    if seen is None or seen.asked is None:
        return await answering.outdated(this, this.about)
    await gate.must_be_open(this, seen.pair)
    return await crossing.begin(this, drafts.OTHER_TIMES, seen, {})


def check(answers: Answers, context: Context) -> Again | None:
    """Why one of the times can't be."""
    latest, numbers = plan.latest(answers), _numbers(answers)
    for number in numbers:
        is_meant = latest in (f"day{number}", f"time{number}", "review")
        again = plan.refused(answers, context, number) if is_meant else None
        if again is not None:
            return again
    told = [(answers.get(f"day{n}"), answers.get(f"time{n}")) for n in numbers]
    complete = [each for each in told if None not in each]
    is_twice = len(set(complete)) < len(complete)
    return Again(Said(SAME_TIME), key=f"time{numbers[-1]}") if is_twice else None


def _numbers(answers: Answers) -> tuple[str, ...]:
    """The keys' endings of the times that are asked for."""
    return NUMBERS[: 1 + _has_second(answers) + _has_third(answers)]


async def send(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent: the other side is asked to pick one."""
    seen = await moving.open_for(this)
    if isinstance(seen, turn.Reply):
        return seen
    offer = _offer(this, seen, answers)
    return await moving.suggest(this, drafts.OTHER_TIMES, seen, answers, offer)


def _offer(this: turn.Turn, seen: Seen, answers: Answers) -> Offer:
    """As what is suggested, or else agreed, but at other times."""
    meeting = seen.meeting
    like = meeting.offer or meeting
    its = meeting.offer.slots[0] if meeting.offer else meeting.slot
    if its is None:
        raise LookupError(f"meeting {meeting.id} has no time at all")
    full = {**answers, "length": plan.minutes(its)}
    slots = tuple(plan.slot(full, this.context, number) for number in _numbers(answers))
    return Offer(seen.pair.side, slots, like.where, like.note, this.work.now)


def _one_more(number: str, when: Callable[[Answers], bool]) -> tuple[Question, Question]:
    """The questions for one more day and time."""
    day = replace(plan.DAY, key=f"day{number}", when=when)
    return day, replace(plan.TIME, key=f"time{number}", when=when)


OTHER_TIMES = Flow(
    drafts.OTHER_TIMES,
    (
        plan.DAY,
        plan.TIME,
        Choose("more", MORE, More, name=MORE_LABEL),
        *_one_more("2", _has_second),
        Choose("more2", MORE, More, when=_has_second, name=MORE_LABEL),
        *_one_more("3", _has_third),
        Review("review", proposing.REVIEW, name=proposing.REVIEW),
    ),
    done=send,
    check=check,
    title=text("meetings.other_title", "Suggesting other times"),
    dropped=text(
        "meetings.other_dropped",
        "This form is deleted. The suggestion still waits for your answer.",
    ),
)
