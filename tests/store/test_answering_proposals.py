"""What becomes of a proposal: yes, no, not now, nothing at all, and what else happens meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import app
from bot.matches import store, whys
from bot.matches.store import Match, State
from bot.needs import store as requests
from bot.newcomers.introduction import Household, Wish
from bot.nudges import rounds
from bot.storage import forms
from bot.storage.forms import Form
from tests.store import matchmaking
from tests.store.matchmaking import AMAL, TOM, Played


async def proposed(town: Played) -> Match:
    """A buddy has been asked about a newcomer."""
    petra, tom, amal = await town.coordinator(), await town.buddy(), await town.newcomer()
    await town.proposes(petra, amal, tom)
    match = await town.match_of(amal)
    assert match is not None
    return match


async def accepted(town: Played) -> Match:
    """The buddy said yes, and the newcomer has been asked."""
    match = await proposed(town)
    await town.answers(buddy_of(match), match)
    return await now(town, match)


async def matched(town: Played) -> Match:
    match = await proposed(town)
    await town.both_say_yes(match)
    return await now(town, match)


async def now(town: Played, match: Match) -> Match:
    async with town.base.work() as work:
        return await store.get(work, match.id)


def buddy_of(match: Match) -> int:
    assert match.buddy is not None
    return match.buddy


def newcomer_of(match: Match) -> int:
    assert match.newcomer is not None
    return match.newcomer


async def test_the_buddy_learns_what_is_needed_and_no_name(here: Played) -> None:
    match = await proposed(here)
    asked = await here.told(buddy_of(match))
    assert "Someone is looking for a buddy.\nDistrict: <b>Hafen</b>" in asked
    assert "Reading letters" in asked
    assert "Free, like you: Tue morning" in asked
    assert "Please answer by <b>Friday, 27 November, 12:00</b>." in asked
    assert "Amal" not in asked


async def test_the_newcomer_hears_nothing_before_the_buddy_has_said_yes(
    here: Played,
) -> None:
    match = await proposed(here)
    assert await here.told(newcomer_of(match)) == ""
    assert "We are asking a buddy" in await here.presses(newcomer_of(match), "status")


async def test_the_newcomer_learns_what_the_buddy_offers_and_no_name(here: Played) -> None:
    match = await accepted(here)
    asked = await here.told(newcomer_of(match))
    assert "somebody would like to be your buddy.\nDistrict: <b>Hafen</b>" in asked
    assert "Speaks: English" in asked
    assert "Tom" not in asked
    assert "cook" not in asked


async def test_after_both_have_said_yes_they_know_each_others_names(here: Played) -> None:
    match = await accepted(here)
    said = await here.answers(newcomer_of(match), match)
    assert "You have a buddy: <b>Tom</b>" in said
    assert "I like to cook." in said
    assert "<b>Amal</b> said yes as well" in await here.told(buddy_of(match))
    request = await here.request(newcomer_of(match))
    assert request is not None
    assert request.state is requests.State.MATCHED


async def test_a_button_that_was_pressed_before_shows_how_it_stands(here: Played) -> None:
    match = await proposed(here)
    for _ in range(2):
        said = await here.answers(buddy_of(match), match)
        assert "I ask the other side now" in said
    assert (await now(here, match)).version == match.version + 1
    assert "I ask the other side now" in await here.answers(buddy_of(match), match, "not_now")


@pytest.mark.parametrize("action", ["yes_to_match", "no_to_match", "not_now", "proposal", "match"])
async def test_nobody_else_answers(here: Played, action: str) -> None:
    match = await proposed(here)
    stranger = await here.newcomer()
    for about in (match.id, "", "x", 99999):
        said = await here.presses(stranger, action, about, match.version)
        assert "is not here, or not any more" in said


async def test_the_newcomer_can_not_answer_for_the_buddy(here: Played) -> None:
    match = await proposed(here)
    await here.answers(newcomer_of(match), match)
    assert (await now(here, match)).state is State.PROPOSED


async def test_after_a_no_the_two_are_not_suggested_to_each_other_again(
    here: Played,
) -> None:
    match = await proposed(here)
    said = await here.declines(buddy_of(match), match, reason="no_time")
    assert "You said no. That is fine. I tell nobody why." in said
    petra = await here.coordinator()
    walk = await here.presses(petra, "waiting")
    assert "Before: Tom (the buddy said no: I have too little time)" in walk
    assert "No buddy fits at the moment." in walk
    assert "was proposed or matched before" in await here.presses(petra, "why_not")
    again = await here.proposes(petra, newcomer_of(match), buddy_of(match))
    assert "Tom was proposed to this newcomer or matched before." in again


async def test_the_buddy_is_told_kindly_that_the_newcomer_said_no(here: Played) -> None:
    match = await accepted(here)
    words = "I would like to see Lena."
    said = await here.declines(newcomer_of(match), match, reason={"other": words})
    assert "Your request stays" in said
    told = await here.told(buddy_of(match))
    assert "says nothing about you" in told
    assert "Lena" not in told
    petra = await here.coordinator()
    assert "I would like to see Lena." in await here.presses(petra, "waiting")


async def test_a_no_that_comes_too_late_changes_nothing(here: Played) -> None:
    match = await proposed(here)
    await here.passes(hours=73)
    said = await here.declines(buddy_of(match), match, reason="no_time")
    assert "The time for an answer is over. No harm done." in said
    assert "somebody else" not in said
    assert (await now(here, match)).state is State.EXPIRED
    assert await reason_of(here, match) == (None, None)


async def reason_of(town: Played, match: Match) -> tuple[str | None, str | None]:
    (row,) = await town.base.read("select reason, words from match where id = :id", id=match.id)
    return row["reason"], row["words"]


async def test_the_press_is_the_no_and_nobody_has_to_say_why(here: Played) -> None:
    match = await proposed(here)
    await here.answers(buddy_of(match), match, "no_to_match")
    assert (await now(here, match)).state is State.DECLINED
    again = await here.answers(buddy_of(match), match, "no_to_match")
    assert "You said no." in again
    said = await here.sends(buddy_of(match), "decline_as_buddy", match.id, {"reason": None})
    assert "You need not say why." in said
    assert await reason_of(here, match) == (None, None)


@pytest.mark.parametrize("kind", [flow.name for flow in whys.FLOWS])
async def test_nobody_is_reminded_of_a_reason_that_was_not_said(here: Played, kind: str) -> None:
    match = await proposed(here)
    setting = app.setting(matchmaking.SETTINGS, matchmaking.programme().town, matchmaking.KEY)
    for person, form in ((buddy_of(match), kind), (newcomer_of(match), "ask_for_a_buddy")):
        async with here.base.work() as work:
            await forms.put(work, person, Form(forms.name(form, str(match.id))))
    await here.passes(days=3)
    found = await rounds.unfinished_forms(here.base, setting, here.clock.now())
    assert [nudge.person for nudge in found] == [newcomer_of(match)]


async def test_the_reason_is_kept_once_and_only_of_the_side_that_said_no(here: Played) -> None:
    match = await accepted(here)
    await here.answers(newcomer_of(match), match, "no_to_match")
    other = {"reason": {"other": "I never said no."}}
    await here.sends(buddy_of(match), "decline_as_buddy", match.id, other)
    assert await reason_of(here, match) == (None, None)
    for reason in ("times", "no_need"):
        form = {"reason": reason}
        await here.sends(newcomer_of(match), "decline_as_newcomer", match.id, form)
    assert await reason_of(here, match) == ("times", None)


async def test_not_now_is_asked_again_after_two_weeks(here: Played) -> None:
    match = await proposed(here)
    said = await here.answers(buddy_of(match), match, "not_now")
    assert "Would you like to pause" in said
    petra = await here.coordinator()
    again = [petra, newcomer_of(match), buddy_of(match)]
    assert "“not now” a short while ago" in await here.proposes(*again)
    await here.passes(days=13)
    assert "“not now” a short while ago" in await here.proposes(*again)
    await here.passes(days=1, seconds=1)
    assert "is asked about" in await here.proposes(*again)


async def test_what_the_buddy_does_not_answer_expires_after_three_days(
    here: Played,
) -> None:
    match = await proposed(here)
    await here.passes(hours=71)
    assert (await now(here, match)).state is State.PROPOSED
    await here.passes(hours=1)
    assert (await now(here, match)).state is State.EXPIRED
    assert "There was no answer from you in time." in await here.told(buddy_of(match))
    assert await here.told(newcomer_of(match)) == ""
    late = await here.answers(buddy_of(match), match)
    assert "The time for an answer is over" in late


async def test_what_the_newcomer_does_not_answer_expires_for_both(here: Played) -> None:
    match = await proposed(here)
    await here.passes(hours=71)
    await here.answers(buddy_of(match), match)
    await here.passes(hours=71)
    assert (await now(here, match)).state is State.ACCEPTED
    await here.passes(hours=1)
    assert "your request stays" in await here.told(newcomer_of(match))
    assert "I am sorry that you waited" in await here.told(buddy_of(match))


async def test_a_request_taken_back_takes_the_proposal_with_it(here: Played) -> None:
    match = await accepted(here)
    await here.withdraws(newcomer_of(match))
    assert (await now(here, match)).state is State.TAKEN_BACK
    assert "is not open any more" in await here.told(buddy_of(match))
    said = await here.answers(newcomer_of(match), match)
    assert "no longer open" in said


async def test_a_coordinator_takes_a_proposal_back(here: Played) -> None:
    match = await proposed(here)
    petra = await here.coordinator()
    said = await here.answers(petra, match, "take_back_proposal")
    assert "The proposal is taken back." in said
    assert "The Welcome Buddies team" in await here.told(buddy_of(match))


async def test_a_coordinator_does_not_take_back_what_has_just_been_answered(
    here: Played,
) -> None:
    match = await proposed(here)
    petra = await here.coordinator()
    await here.answers(buddy_of(match), match)
    said = await here.answers(petra, match, "take_back_proposal")
    assert "The buddy said yes." in said
    assert (await now(here, match)).state is State.ACCEPTED


@pytest.mark.parametrize(
    "changed",
    [replace(AMAL, household=Household.CHILDREN), replace(AMAL, wish=Wish.WOMAN)],
    ids=["children", "wish"],
)
async def test_a_proposal_that_does_not_fit_any_more_is_taken_back(
    here: Played, changed: object
) -> None:
    match = await accepted(here)
    assert isinstance(changed, type(AMAL))
    await here.changes(newcomer_of(match), changed)
    assert (await now(here, match)).state is State.TAKEN_BACK
    assert "does not fit any more" in await here.told(buddy_of(match))
    assert "We go on looking." in await here.told(newcomer_of(match))


async def test_a_change_that_does_not_matter_leaves_the_proposal(here: Played) -> None:
    match = await accepted(here)
    await here.changes(newcomer_of(match), replace(AMAL, household=Household.PARTNER))
    assert (await now(here, match)).state is State.ACCEPTED


async def test_a_child_in_a_match_is_told_to_the_coordinators_until_there_is_a_certificate(
    here: Played,
) -> None:
    match = await matched(here)
    petra = await here.coordinator()
    assert "needs you" not in await here.presses(petra, "desk")
    await here.changes(newcomer_of(match), replace(AMAL, household=Household.CHILDREN))
    assert (await now(here, match)).state is State.ACTIVE
    told = await here.told(petra)
    assert "Children live with Amal now, and Tom has no valid certificate." in told
    assert "1 match needs you" in await here.presses(petra, "desk")
    assert "no valid certificate" in await here.presses(petra, "match_staff", match.id)
    await here.is_certified(buddy_of(match))
    assert "needs you" not in await here.presses(petra, "desk")


async def test_a_buddy_who_offers_something_else_is_not_held_to_the_proposal(here: Played) -> None:
    match = await accepted(here)
    await here.offers(buddy_of(match), replace(TOM, languages=("fr",)))
    assert (await now(here, match)).state is State.TAKEN_BACK
    assert "does not fit any more" in await here.told(buddy_of(match))
    assert "we go on looking" in await here.told(newcomer_of(match))


async def test_a_buddy_who_changes_what_does_not_matter_keeps_the_proposal(here: Played) -> None:
    match = await accepted(here)
    await here.offers(buddy_of(match), replace(TOM, about=None, free=("2e",)))
    assert (await now(here, match)).state is State.ACCEPTED


async def test_a_pause_takes_back_proposals_and_keeps_matches(here: Played) -> None:
    petra = await here.coordinator()
    tom = await here.buddy(replace(TOM, places=2))
    amal, idris = await here.newcomer(), await here.newcomer()
    for newcomer in (amal, idris):
        await here.proposes(petra, newcomer, tom)
    first, second = await here.match_of(amal), await here.match_of(idris)
    assert first is not None
    assert second is not None
    await here.both_say_yes(first)
    await here.pauses(tom)
    assert (await now(here, first)).state is State.ACTIVE
    assert (await now(here, second)).state is State.TAKEN_BACK


async def test_a_buddy_who_leaves_is_missed_and_somebody_else_can_be_looked_for(
    here: Played,
) -> None:
    match = await matched(here)
    await here.leaves(buddy_of(match))
    amal = newcomer_of(match)
    assert "<b>Tom</b> can't go on as your buddy. It is not because of you." in await here.told(
        amal
    )
    await waits_again(here, match)


async def waits_again(town: Played, match: Match) -> None:
    """The newcomer's request is as before, and a coordinator finds it."""
    request = await town.request(newcomer_of(match))
    assert request is not None
    assert request.state is requests.State.READY
    assert request.id == match.request
    assert request.ready_at is not None
    assert town.clock.now() - request.ready_at < timedelta(minutes=1)
    petra = await town.coordinator()
    assert "1 newcomer waits for a buddy" in await town.presses(petra, "desk")
    assert "<b>Amal</b> has been waiting" in await town.presses(petra, "waiting")


async def test_who_is_erased_in_a_proposal_is_not_waited_for(here: Played) -> None:
    match = await accepted(here)
    await here.is_erased(newcomer_of(match))
    assert "is not open any more" in await here.told(buddy_of(match))
    said = await here.presses(buddy_of(match), "proposal", match.id)
    assert "no longer open" in said


async def test_who_is_erased_in_a_match_is_said_goodbye_for(here: Played) -> None:
    match = await matched(here)
    await here.is_erased(buddy_of(match))
    told = await here.told(newcomer_of(match))
    assert "<b>Tom</b> can't go on as your buddy." in told
    await waits_again(here, match)
    state = await now(here, match)
    assert (state.state, state.buddy) == (State.ENDED, None)


@pytest.mark.parametrize("form", ["end_as_newcomer", "end_as_buddy"])
async def test_either_side_ends_a_match_and_the_other_is_not_told_why(
    here: Played, form: str
) -> None:
    match = await matched(here)
    sides = [newcomer_of(match), buddy_of(match)]
    by, other = sides if form == "end_as_newcomer" else reversed(sides)
    assert "Shall I end it now?" in await here.answers(by, match, "end_match")
    assert (await now(here, match)).state is State.ACTIVE
    said = await here.answers(by, match, "end_match_now")
    assert "It is ended." in said
    await here.sends(by, form, match.id, {"reason": {"other": "Too many jokes."}})
    assert await reason_of(here, match) == ("other", "Too many jokes.")
    assert "jokes" not in await here.told(other)
    again = await here.answers(other, match, "end_match_now")
    assert "Your time together is over here." in again


async def test_who_ends_it_is_asked_whether_to_look_for_another(here: Played) -> None:
    match = await matched(here)
    amal = newcomer_of(match)
    await here.answers(amal, match, "end_match_now")
    assert "has ended your time together" in await here.told(buddy_of(match))
    request = await here.request(amal)
    assert request is not None
    assert request.state is requests.State.ENDED
    for _ in range(2):
        said = await here.presses(amal, "another_buddy", match.id)
        assert "We look for another buddy for you." in said
    await waits_again(here, match)


async def test_who_is_left_by_a_buddy_waits_again_without_doing_anything(here: Played) -> None:
    match = await matched(here)
    amal = newcomer_of(match)
    before = await here.request(amal)
    await here.passes(days=20)
    await here.ends(match)
    assert "<b>Tom</b> can't go on as your buddy." in await here.told(amal)
    await waits_again(here, match)
    after = await here.request(amal)
    assert before is not None
    assert after is not None
    assert (after.words, after.needs) == (before.words, before.needs)
    assert "Shall I take your request back?" in await here.presses(
        amal, "withdraw", after.id, after.version
    )
    petra = await here.coordinator()
    again = await here.proposes(petra, amal, buddy_of(match))
    assert "was proposed to this newcomer or matched before" in again


async def test_nothing_is_ended_by_thinking_again(here: Played) -> None:
    match = await matched(here)
    tom = buddy_of(match)
    await here.answers(tom, match, "end_match")
    assert "You accompany <b>Amal</b>" in await here.answers(tom, match, "keep_match")
    assert (await now(here, match)).state is State.ACTIVE


@pytest.mark.parametrize("action", ["end_match", "end_match_now", "keep_match"])
async def test_nobody_else_ends_it(here: Played, action: str) -> None:
    match = await matched(here)
    stranger = await here.newcomer()
    for about in (match.id, "", "x", 99999):
        said = await here.presses(stranger, action, about, match.version)
        assert "is not here, or not any more" in said
    assert (await now(here, match)).state is State.ACTIVE


async def test_a_coordinator_ends_a_match_in_the_name_of_the_team(here: Played) -> None:
    match = await matched(here)
    petra = await here.coordinator()
    answers = {"reason": "silent", "words": None, "review": True}
    said = await here.sends(petra, "end_match_staff", match.id, answers)
    assert "both have been told" in said
    for person in (newcomer_of(match), buddy_of(match)):
        assert "The Welcome Buddies team has ended your match" in await here.told(person)
    shown = await here.presses(petra, "match_staff", match.id)
    assert "ended by the team: One of the two can't be reached" in shown
