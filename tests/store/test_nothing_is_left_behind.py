"""When something between two people is over, or one of them goes, nothing is left that belongs to
nobody: no forms, no words, no old buttons that begin anew what is over."""

import pytest

from bot import app
from bot.matches.store import Match
from bot.needs import store as requests
from bot.nudges import rounds
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import forms
from bot.storage.forms import Form
from tests.store import matchmaking
from tests.store.matchmaking import Played

WHY = {"reason": "other", "words": "I can say it only here.", "review": True}


async def newcomer_ends(here: Played, newcomer: int, match: Match) -> None:
    await here.answers(newcomer, await here.now(match), "end_match_now")
    await here.sends(newcomer, "end_as_newcomer", match.id, WHY)


async def matched(here: Played) -> tuple[int, int, Match]:
    """A coordinator, a newcomer and the match of the newcomer."""
    petra, tom, amal = await here.coordinator(), await here.buddy(), await here.newcomer()
    await here.proposes(petra, amal, tom)
    asked = await here.match_of(amal)
    assert asked is not None
    await here.both_say_yes(asked)
    match = await here.match_of(amal)
    assert match is not None
    return petra, amal, match


async def opens(here: Played, person: int, name: str) -> None:
    async with here.base.work() as work:
        await forms.put(work, person, Form(name, 1, {}))


async def forms_of(here: Played, person: int) -> list[str]:
    async with here.base.work() as work:
        return [form.flow for form in await forms.open_forms(work, person)]


async def test_whose_case_it_was_hears_that_a_newcomer_with_a_buddy_is_gone(here: Played) -> None:
    _, amal, match = await matched(here)
    advisor = await here.stranger()
    async with here.base.work() as work:
        await staff.add(work, advisor, Role.ADVISOR)
    request = await here.request(amal)
    assert request is not None
    await here.presses(advisor, "take_case", request.id, request.version)
    await opens(here, advisor, f"case_note@{match.request}")
    await here.is_erased(amal)
    assert await forms_of(here, advisor) == []
    assert "The case is gone." in await here.told(advisor)


async def test_what_staff_write_about_a_case_goes_when_its_match_ends(here: Played) -> None:
    petra, amal, match = await matched(here)
    for form in ("assess", "case_note", "refer", "end_match_staff"):
        about = match.id if form == "end_match_staff" else match.request
        await opens(here, petra, f"{form}@{about}")
    await newcomer_ends(here, amal, match)
    assert await forms_of(here, petra) == []


async def test_why_somebody_ended_a_match_is_not_kept_of_who_is_erased(here: Played) -> None:
    _, amal, match = await matched(here)
    await newcomer_ends(here, amal, match)
    ((words,),) = await here.base.read("select words from match")
    assert words == WHY["words"]
    await here.is_erased(amal)
    rows = await here.base.read("select newcomer, words from match")
    assert [tuple(row) for row in rows] == [(None, None)]


@pytest.mark.parametrize("by_buddy", [True, False], ids=["the buddy goes", "the newcomer asks"])
async def test_who_looks_for_another_buddy_waits_from_that_day_on(
    here: Played, by_buddy: bool
) -> None:
    _, amal, match = await matched(here)
    await here.passes(days=100)
    if by_buddy:
        await here.ends(match)
    else:
        await newcomer_ends(here, amal, match)
        await here.presses(amal, "another_buddy", match.id)
    assert "since today" in await here.presses(amal, "request")
    setting = app.setting(matchmaking.SETTINGS, matchmaking.programme().town, matchmaking.KEY)
    assert await rounds.waiting_newcomers(here.base, setting, here.clock.now()) == []
    await here.passes(days=14)
    assert len(await rounds.waiting_newcomers(here.base, setting, here.clock.now())) == 1


async def test_an_old_button_does_not_bring_back_a_request_that_was_taken_back(
    here: Played,
) -> None:
    _, amal, match = await matched(here)
    await newcomer_ends(here, amal, match)
    await here.presses(amal, "another_buddy", match.id)
    await here.withdraws(amal)
    assert "not here, or" in await here.presses(amal, "another_buddy", match.id)
    request = await here.request(amal)
    assert request is not None
    assert request.state is requests.State.WITHDRAWN


async def test_nobody_who_has_a_new_buddy_is_told_that_we_look_for_one(here: Played) -> None:
    petra, amal, match = await matched(here)
    await newcomer_ends(here, amal, match)
    await here.presses(amal, "another_buddy", match.id)
    await here.proposes(petra, amal, await here.buddy())
    asked = await here.match_of(amal)
    assert asked is not None
    await here.both_say_yes(asked)
    assert "We look for another" not in await here.presses(amal, "another_buddy", match.id)


async def test_what_a_member_took_care_of_waits_when_they_leave(here: Played) -> None:
    petra, amal, match = await matched(here)
    paul = await here.coordinator()
    await here.sends(amal, "concern", match.id, WHY)
    (concern,) = await here.base.read("select id from concern")
    await here.presses(petra, "take_concern", concern["id"])
    assert "takes care of it" in await here.presses(paul, "concern_staff", concern["id"])
    async with here.base.work() as work:
        await staff.end(work, petra)
    assert "takes care of it" not in await here.presses(paul, "concern_staff", concern["id"])


async def test_the_two_can_be_let_write_again_after_a_report_is_done(here: Played) -> None:
    petra, amal, match = await matched(here)
    await here.sends(amal, "concern", match.id, WHY)
    (concern,) = await here.base.read("select id from concern")
    await here.presses(petra, "close_concern", concern["id"])
    assert "paused" in await here.presses(amal, "write_pair", match.id)
    await here.presses(petra, "reopen_relay", concern["id"])
    assert "goes to" in await here.presses(amal, "write_pair", match.id)


async def test_while_another_report_is_open_the_two_are_kept_apart(here: Played) -> None:
    petra, amal, match = await matched(here)
    assert match.buddy is not None
    for person in (amal, match.buddy):
        await here.sends(person, "concern", match.id, WHY)
    first, second = [row["id"] for row in await here.base.read("select id from concern")]
    await here.presses(petra, "reopen_relay", first)
    assert "paused" in await here.presses(amal, "write_pair", match.id)
    await here.presses(petra, "close_concern", second)
    await here.presses(petra, "reopen_relay", first)
    assert "goes to" in await here.presses(amal, "write_pair", match.id)


async def test_nobody_is_proposed_who_wants_to_be_written_to_no_more(here: Played) -> None:
    petra, tom, amal = await here.coordinator(), await here.buddy(), await here.newcomer()
    await here.presses(tom, "pause")
    assert "can't be reached at the moment" in await here.proposes(petra, amal, tom)
    assert await here.match_of(amal) is None
    await here.presses(amal, "pause")
    assert "has stopped this bot" in await here.presses(petra, "waiting")
    for person in (tom, amal):
        await here.presses(person, "resume")
    assert "is asked about" in await here.proposes(petra, amal, tom)
