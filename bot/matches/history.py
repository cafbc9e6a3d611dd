"""What was tried for a newcomer before, as coordinators see it: whom, how it ended, and why."""

import sqlite3

from bot.conversation.options import Choice
from bot.conversation.values import Said, Value, Words, say
from bot.i18n import text
from bot.matches import answering, ending, partners
from bot.matches.store import Side, State
from bot.storage import database

MOST = 3
BEFORE = {
    State.DECLINED: text("matches.before_declined", "Before: {name}; {side} said no"),
    State.POSTPONED: text("matches.before_postponed", "Before: {name}; answered “not now”"),
    State.EXPIRED: text("matches.before_expired", "Before: {name}; no answer in time"),
    State.TAKEN_BACK: text("matches.before_taken_back", "Before: {name}; taken back"),
    State.ENDED: text("matches.before_ended", "Before: {name}; ended by {side}"),
}
SIDES = {
    "buddy": text("matches.side_buddy", "the buddy"),
    "newcomer": text("matches.side_newcomer", "the newcomer"),
    "staff": text("matches.side_staff", "the team"),
}
WHY = text("matches.before_why", "{before}: {reason}")
IN_WORDS = text("matches.before_words", "{before} (“{words}”)")

WHO_SAID: dict[tuple[State, str], type[Choice]] = {
    (State.DECLINED, "buddy"): answering.WhyBuddy,
    (State.DECLINED, "newcomer"): answering.WhyNewcomer,
    (State.ENDED, "buddy"): ending.WhyBuddy,
    (State.ENDED, "newcomer"): ending.WhyNewcomer,
    (State.ENDED, "staff"): ending.WhyStaff,
}

# What is only a mark that these two don't fit has no end any more.
PAST = """
    select buddy, state, ended_by, reason, words from match
    where newcomer = :newcomer and ended_at is not null
    order by id desc limit :most
"""


async def of_newcomer(work: database.Work, newcomer: int) -> list[Said]:
    """The last proposals and matches that are over, the newest first."""
    rows = await work.all(PAST, newcomer=newcomer, most=MOST)
    return [await _told(work, row) for row in rows]


OF_MATCH = """
    select buddy, state, ended_by, reason, words from match
    where id = :match and ended_at is not null
"""


async def of_match(work: database.Work, match: int) -> Said | None:
    """How one match or proposal ended; None when that isn't kept any more."""
    row = await work.one(OF_MATCH, match=match)
    return await _told(work, row) if row else None


async def _told(work: database.Work, row: sqlite3.Row) -> Said:
    buddy, by = row["buddy"], row["ended_by"] or "staff"
    state = State(row["state"])
    called = await partners.name_of(work, buddy, Side.BUDDY) if buddy is not None else None
    name: Value = called or Said(partners.SOMEBODY)
    told = say(BEFORE[state], name=name, side=Said(SIDES[by]))
    if row["reason"] is not None:
        told = say(WHY, before=told, reason=reason(state, by, row["reason"]))
    return say(IN_WORDS, before=told, words=Words(row["words"])) if row["words"] else told


def reason(state: State, by: str, code: str) -> Value:
    """A reason in words."""
    choices = WHO_SAID.get((state, by))
    known = {each.value: Said(each.label) for each in choices} if choices else {}
    return known.get(code, Words(code))
