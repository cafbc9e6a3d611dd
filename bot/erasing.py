"""What is known of people, table by table, and what ends before a person is forgotten."""

from collections.abc import Sequence

from bot.agreements import store as agreements
from bot.broadcasts import programme as broadcasts
from bot.buddies import leaving as leaving_buddies
from bot.buddies import store as buddies
from bot.concerns import store as concerns
from bot.letters import following as letter_followers
from bot.letters import store as letters
from bot.matches import following
from bot.matches import store as matches
from bot.meetings import forgetting as meetings
from bot.meetings import hours, sides
from bot.needs import following as case_followers
from bot.needs import store as requests
from bot.newcomers import store as newcomers
from bot.people import personal
from bot.relay import answering as staff_answers
from bot.relay import questions, relayed, unsent
from bot.relay import store as threads
from bot.seminars import programme as seminars
from bot.staff import invitations, leaving, record
from bot.staff import store as staff

PERSONAL = (
    *personal.PERSONAL,
    *staff.PERSONAL,
    *invitations.PERSONAL,
    *record.PERSONAL,
    *threads.PERSONAL,
    *relayed.PERSONAL,
    *questions.PERSONAL,
    *unsent.PERSONAL,
    *newcomers.PERSONAL,
    *buddies.PERSONAL,
    *requests.PERSONAL,
    *matches.PERSONAL,
    *concerns.PERSONAL,
    *agreements.PERSONAL,
    *meetings.PERSONAL,
    *sides.PERSONAL,
    *hours.PERSONAL,
    *letters.PERSONAL,
    *seminars.PERSONAL,
    *broadcasts.PERSONAL,
)
"""For each table that names a person: how it is exported and forgotten."""

LEAVING: Sequence[personal.Leave] = (
    concerns.before_erasure,
    case_followers.leaving,
    following.before_erasure,
    staff_answers.leaving,
    leaving.before_erasure,
    leaving_buddies.before_erasure,
    letter_followers.before_erasure,
    seminars.LEAVING,
)
"""What ends before a person is erased."""


def erasure(key: bytes) -> personal.Erasure:
    """How a person is forgotten; the key marks that somebody was."""
    return personal.Erasure(LEAVING, PERSONAL, key)
