"""What was tried for a newcomer before, as coordinators see it: whom, how it ended, and why.

Reasons are for coordinators and not for the other side: one who is the buddy doesn't read them.
"""

import sqlite3

from bot.conversation.values import Said, Value, Words, say
from bot.i18n import text
from bot.matches import partners, whys
from bot.matches.store import Side, State
from bot.storage import database

MOST = 3
BEFORE = text("matches.before", "Before: {name} ({how})")
# Translators: these complete "Before: Tom (…)" and "How it ended: …".
HOW = {
    State.DECLINED: text("matches.how_declined", "{side} said no"),
    State.POSTPONED: text("matches.how_postponed", "“not now”"),
    State.EXPIRED: text("matches.how_expired", "no answer in time"),
    State.TAKEN_BACK: text("matches.how_taken_back", "taken back"),
    State.ENDED: text("matches.how_ended", "ended by {side}"),
}
HOW_IT_ENDED = text("matches.how_it_ended", "How it ended: {how}")
SIDES = {
    "buddy": text("matches.side_buddy", "the buddy"),
    "newcomer": text("matches.side_newcomer", "the newcomer"),
    "staff": text("matches.side_staff", "the team"),
}
WHY = text("matches.how_why", "{how}: {reason}")
IN_WORDS = text("matches.how_words", "{how} – “{words}”")

# What is only a mark that these two don't fit has no end any more.
PAST = """
    select buddy, state, ended_by, iif(buddy = :looker, null, reason) as reason,
           iif(buddy = :looker, null, words) as words from match
    where newcomer = :newcomer and ended_at is not null
    order by id desc limit :most
"""


async def of_newcomer(work: database.Work, newcomer: int, looker: int) -> list[Said]:
    """The last proposals and matches that are over, the newest first."""
    rows = await work.all(PAST, newcomer=newcomer, looker=looker, most=MOST)
    return [say(BEFORE, name=await _name(work, row["buddy"]), how=_how(row)) for row in rows]


async def _name(work: database.Work, buddy: int | None) -> Value:
    called = await partners.name_of(work, buddy, Side.BUDDY) if buddy is not None else None
    return called or Said(partners.SOMEBODY)


OF_MATCH = """
    select state, ended_by, iif(buddy = :looker, null, reason) as reason,
           iif(buddy = :looker, null, words) as words from match
    where id = :match and ended_at is not null
"""


async def of_match(work: database.Work, match: int, looker: int) -> Said | None:
    """How one match or proposal ended; None when that isn't kept any more."""
    row = await work.one(OF_MATCH, match=match, looker=looker)
    return say(HOW_IT_ENDED, how=_how(row)) if row else None


def _how(row: sqlite3.Row) -> Said:
    """How it ended, with the reason as far as one was given."""
    state, by = State(row["state"]), row["ended_by"] or "staff"
    told = say(HOW[state], side=Said(SIDES[by]))
    if row["reason"] is not None:
        told = say(WHY, how=told, reason=whys.reason(state, by, row["reason"]))
    return say(IN_WORDS, how=told, words=Words(row["words"])) if row["words"] else told
