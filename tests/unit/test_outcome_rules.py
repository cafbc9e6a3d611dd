"""What a meeting came to, by what the two of it say afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings import outcome_rules
from bot.meetings.outcome_rules import MET, Absent, Account, Moment, Outcome, Verdict

NEWCOMER, BUDDY, BOTH = map(Account, Absent)
HELD, MISSED, CANCELLED = Outcome
BEGINS = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=1)
accounts = st.sampled_from((MET, NEWCOMER, BUDDY, BOTH))


@pytest.mark.parametrize(
    ("said", "outcome"), [(MET, HELD), (NEWCOMER, MISSED), (BUDDY, MISSED), (BOTH, CANCELLED)]
)
def test_the_first_answer_counts_until_there_is_another(said: Account, outcome: Outcome) -> None:
    assert outcome_rules.verdict(said, None, None) == Verdict(outcome)
    assert outcome_rules.verdict(None, said, None) == Verdict(outcome)


@pytest.mark.parametrize(
    ("newcomer", "buddy", "outcome"),
    [
        (MET, MET, HELD),
        (NEWCOMER, NEWCOMER, MISSED),
        (BUDDY, BUDDY, MISSED),
        (NEWCOMER, BUDDY, MISSED),  # each says: I could not come
        (BOTH, BOTH, CANCELLED),
        (NEWCOMER, BOTH, CANCELLED),
        (BOTH, BUDDY, CANCELLED),
        (BUDDY, BOTH, MISSED),  # who waited in vain isn't overruled
        (BOTH, NEWCOMER, MISSED),
    ],
)
def test_two_who_tell_the_same_story_settle_it(
    newcomer: Account, buddy: Account, outcome: Outcome
) -> None:
    for before in (None, *Outcome):
        assert outcome_rules.verdict(newcomer, buddy, before) == Verdict(outcome)


@pytest.mark.parametrize("other", [NEWCOMER, BUDDY, BOTH])
@pytest.mark.parametrize("before", Outcome)
def test_who_contradict_each_other_leave_it_as_it_was(other: Account, before: Outcome) -> None:
    assert outcome_rules.verdict(MET, other, before) == Verdict(before, is_disputed=True)
    assert outcome_rules.verdict(other, MET, before) == Verdict(before, is_disputed=True)


def test_each_says_that_the_other_did_not_come() -> None:
    assert outcome_rules.verdict(BUDDY, NEWCOMER, HELD) == Verdict(MISSED, is_disputed=True)


@given(accounts, accounts)
def test_nothing_was_held_unless_somebody_says_so(newcomer: Account, buddy: Account) -> None:
    its = outcome_rules.verdict(newcomer, buddy, None)
    assert (its.outcome is HELD) <= (newcomer.is_held and buddy.is_held)
    assert its.is_disputed or newcomer.is_held == buddy.is_held


@pytest.mark.parametrize(
    ("now", "has_answered", "expected"),
    [
        (BEGINS - timedelta(seconds=1), False, Moment.TOO_EARLY),
        (BEGINS, False, Moment.OPEN),
        (ENDS + timedelta(days=4), True, Moment.OPEN),
        (ENDS + timedelta(days=4, seconds=1), True, Moment.SETTLED),
        (ENDS + timedelta(days=30), False, Moment.OPEN),
    ],
)
def test_when_it_may_be_said(now: datetime, has_answered: bool, expected: Moment) -> None:
    assert outcome_rules.moment(BEGINS, ENDS, now, has_answered=has_answered) is expected
