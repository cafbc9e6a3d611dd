"""Whatever happens to newcomers and buddies, in whatever order: no place is filled twice, nobody
has two matches, and a pair that came to nothing is never proposed again.
"""

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.matches.store import Match
from bot.newcomers.introduction import Household
from tests.store import matchmaking
from tests.store.matchmaking import AMAL, TOM

Given = TypeVar("Given")

NEWCOMERS, BUDDIES = 4, 3
newcomers = st.integers(0, NEWCOMERS - 1)
helpers = st.integers(0, BUDDIES - 1)

TWICE = """
    select newcomer from match where state in ('proposed', 'accepted', 'active') group by newcomer
    having count(*) > 1
"""
AGAIN = """
    select later.id from match as later join match as earlier
      on earlier.newcomer = later.newcomer and earlier.buddy = later.buddy
    where earlier.id < later.id and earlier.state in ('declined', 'expired', 'ended')
"""
AWAY = """
    select match.id from match join buddy on buddy.person = match.buddy
    where match.state in ('proposed', 'accepted') and buddy.state <> 'active'
       or match.state = 'active' and buddy.state not in ('active', 'paused')
"""
WITHOUT_A_REQUEST = """
    select match.id from match left join request on request.id = match.request
    where match.state in ('proposed', 'accepted') and request.state is not 'ready'
       or match.state = 'active' and request.state is not 'matched'
"""
WITHOUT_A_CERTIFICATE = """
    select match.id from match join newcomer on newcomer.person = match.newcomer
    where match.state in ('proposed', 'accepted') and household = 'children'
"""
NEVER = (TWICE, AGAIN, AWAY, WITHOUT_A_REQUEST, WITHOUT_A_CERTIFICATE)
TAKEN = """
    select (select count(*) from match where match.buddy = buddy.person
            and state in ('proposed', 'accepted', 'active')) as taken, places
    from buddy where person = :buddy
"""


class Histories(RuleBasedStateMachine):
    """Four newcomers, three buddies and a coordinator, who press what they like."""

    @initialize()
    def meet(self) -> None:
        self.runner = asyncio.Runner()
        self.opened = AsyncExitStack()
        folder = Path(self.opened.enter_context(tempfile.TemporaryDirectory()))
        self.town = self.run(self.opened.enter_async_context(matchmaking.played(folder)))
        self.coordinator = self.run(self.town.coordinator())
        self.newcomers = [self.run(self.town.newcomer()) for _ in range(NEWCOMERS)]
        self.buddies = [self.run(self.town.buddy(replace(TOM, places=n))) for n in (1, 1, 2)]
        self.erased: set[int] = set()

    def run(self, wanted: Coroutine[Any, Any, Given]) -> Given:
        return self.runner.run(wanted)

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.run(self.opened.aclose())
            self.runner.close()

    def match(self, newcomer: int) -> Match | None:
        return self.run(self.town.match_of(self.newcomers[newcomer]))

    @rule(newcomer=newcomers, helper=helpers)
    def propose(self, newcomer: int, helper: int) -> None:
        seeker, buddy = self.newcomers[newcomer], self.buddies[helper]
        said = self.run(self.town.proposes(self.coordinator, seeker, buddy))
        if "is asked about" in said:
            taken, places = self.run(self.town.base.read(TAKEN, buddy=buddy))[0]
            assert taken <= places

    @rule(newcomer=newcomers, action=st.sampled_from(("yes_to_match", "not_now")))
    def answer(self, newcomer: int, action: str) -> None:
        match = self.match(newcomer)
        for person in (match.buddy, match.newcomer) if match else ():
            assert match
            assert person
            self.run(self.town.answers(person, match, action))

    @rule(newcomer=newcomers, is_buddy=st.booleans())
    def say_no(self, newcomer: int, is_buddy: bool) -> None:
        match = self.match(newcomer)
        person = (match.buddy if is_buddy else match.newcomer) if match else None
        if match and person:
            form = "decline_as_buddy" if is_buddy else "decline_as_newcomer"
            answers = {"reason": "other", "words": None}
            self.run(self.town.sends(person, form, match.id, answers))

    @rule(newcomer=newcomers)
    def end(self, newcomer: int) -> None:
        match = self.match(newcomer)
        if match:
            self.run(self.town.ends(match))
            self.run(self.town.presses(self.newcomers[newcomer], "another_buddy", match.id))

    @rule(newcomer=newcomers)
    def withdraw(self, newcomer: int) -> None:
        if self.newcomers[newcomer] not in self.erased:
            self.run(self.town.withdraws(self.newcomers[newcomer]))

    @rule(newcomer=newcomers, household=st.sampled_from((Household.ALONE, Household.CHILDREN)))
    def change(self, newcomer: int, household: Household) -> None:
        if self.newcomers[newcomer] not in self.erased:
            introduced = replace(AMAL, household=household)
            self.run(self.town.changes(self.newcomers[newcomer], introduced))

    @rule(helper=helpers)
    def pause(self, helper: int) -> None:
        if self.buddies[helper] not in self.erased:
            self.run(self.town.pauses(self.buddies[helper]))

    @rule(helper=helpers, places=st.integers(1, 3))
    def come_back(self, helper: int, places: int) -> None:
        if self.buddies[helper] not in self.erased:
            self.run(self.town.is_active(self.buddies[helper], replace(TOM, places=places)))

    @rule(helper=helpers)
    def leave(self, helper: int) -> None:
        if self.buddies[helper] not in self.erased:
            self.run(self.town.leaves(self.buddies[helper]))

    @precondition(lambda self: not self.erased)
    @rule(number=st.integers(0, NEWCOMERS + BUDDIES - 1))
    def erase(self, number: int) -> None:
        person = [*self.newcomers, *self.buddies][number]
        self.run(self.town.is_erased(person))
        self.erased.add(person)

    @rule(hours=st.sampled_from((1, 80, 24 * 15)))
    def wait(self, hours: int) -> None:
        self.run(self.town.passes(hours=hours))

    @invariant()
    def nothing_is_as_it_must_never_be(self) -> None:
        if hasattr(self, "town"):
            found = [self.run(self.town.base.read(query)) for query in NEVER]
            assert [list(map(tuple, rows)) for rows in found] == [[]] * len(NEVER)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
