"""What follows when one of the two says how a meeting went: its state, and whether coordinators are
to look at it. What they have dealt with stays so, until somebody says something else.
"""

from bot.matches.store import Side
from bot.meetings import outcome, outcome_rules, sides
from bot.meetings.outcome_rules import Outcome, Verdict
from bot.meetings.sides import Answer
from bot.meetings.store import Flag, Meeting, State
from bot.storage import database


async def note(work: database.Work, meeting: Meeting, side: Side, said: Answer) -> None:
    """Keep what a side says; the same said twice changes nothing."""
    answers = await sides.answers(work, meeting.id)
    if answers.get(side) == said:
        return
    await sides.answer(work, meeting.id, side, said)
    before = Outcome(meeting.state) if answers else None
    accounts = {each: answer.account for each, answer in {**answers, side: said}.items()}
    its = outcome_rules.verdict(accounts.get(Side.NEWCOMER), accounts.get(Side.BUDDY), before)
    if its.outcome is not before:
        await outcome.conclude(work, meeting.id, its.outcome)
        await _next(work, meeting, its.outcome)
    await _flag(work, meeting, its, is_new=its.outcome is not before)


async def _flag(work: database.Work, meeting: Meeting, its: Verdict, *, is_new: bool) -> None:
    """Ask the coordinators to look, or no longer."""
    if its.is_disputed:
        await outcome.raise_flag(work, meeting.id, Flag.DISAGREE)
    elif not (its.outcome is Outcome.MISSED and await _is_second(work, meeting)):
        await outcome.settle(work, meeting.id)
    elif is_new or meeting.flag is not None:
        await outcome.raise_flag(work, meeting.id, Flag.MISSED_TWICE)


async def _is_second(work: database.Work, meeting: Meeting) -> bool:
    return meeting.alone_since is None and await outcome.is_missed_before(work, meeting)


async def _next(work: database.Work, meeting: Meeting, its: Outcome) -> None:
    """Whether the one after this was the second in a row depends on this one."""
    following = await outcome.following(work, meeting)
    if following is None or following.state is not State.MISSED:
        return
    is_second = its is Outcome.MISSED and meeting.alone_since is None
    if is_second and following.flag is None:
        await outcome.raise_flag(work, following.id, Flag.MISSED_TWICE)
    elif not is_second and following.flag is Flag.MISSED_TWICE:
        await outcome.lower_flag(work, following.id)
