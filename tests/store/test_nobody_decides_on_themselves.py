"""Members of the staff who are also one of the people: nobody decides on themselves, or reads what
is kept from the other side."""

from dataclasses import replace

from bot.buddies import store as buddies
from bot.buddies.store import State
from bot.conversation import asking, turn, values
from bot.matches.store import Match
from bot.matches.store import State as MatchState
from bot.newcomers.introduction import Household
from bot.staff import store as staff
from bot.staff.store import Role
from bot.telegram import screens
from tests.store import matchmaking
from tests.store.matchmaking import AMAL, TOM, Played

SECRET = "The visits were too long."
WHY = {"reason": "no_fit", "words": SECRET, "review": True}


async def with_a_coordinator_as_buddy(here: Played) -> tuple[int, int, int, Match]:
    """Petra, Tom who is of the staff too, Amal, and the match of these two."""
    petra, tom, amal = await here.coordinator(), await here.buddy(), await here.newcomer()
    async with here.base.work() as work:
        await staff.add(work, tom, Role.COORDINATOR)
    await here.proposes(petra, amal, tom)
    asked = await here.match_of(amal)
    assert asked is not None
    await here.both_say_yes(asked)
    match = await here.match_of(amal)
    assert match is not None
    return petra, tom, amal, match


async def test_a_coordinator_does_not_decide_on_the_own_application(here: Played) -> None:
    petra, paul = await here.coordinator(), await here.coordinator()
    async with here.base.work() as work:
        await buddies.put(work, petra, replace(TOM, name="Petra"))
    for action in ("buddy", "move_on", "note_certificate", "decline_buddy"):
        assert "not here, or" in await here.presses(petra, action, petra, 1)
    answers = {"seen_on": None, "issued_on": "2026-11-20", "entry": "no", "review": True}
    await here.sends(petra, "certificate", petra, answers)
    async with here.base.work() as work:
        own = await buddies.get(work, petra)
    assert (own.state, own.certificate) == (State.APPLIED, None)
    assert "1 application" not in await here.presses(petra, "desk")
    assert "Petra" not in await here.presses(petra, "applications")
    assert "There is no buddy yet." in await here.presses(petra, "buddies_list")
    assert "1 application" in await here.presses(paul, "desk")
    await here.presses(paul, "move_on", petra, 1)
    async with here.base.work() as work:
        assert (await buddies.get(work, petra)).state is State.INTERVIEWED


async def test_a_coordinator_does_not_read_why_the_own_newcomer_ended_it(here: Played) -> None:
    petra, tom, amal, match = await with_a_coordinator_as_buddy(here)
    await here.answers(amal, await here.now(match), "end_match_now")
    await here.sends(amal, "end_as_newcomer", match.id, WHY)
    await here.presses(amal, "another_buddy", match.id)
    for action, about in (("match_staff", match.id), ("waiting", "")):
        assert SECRET in await here.presses(petra, action, about)
        seen = await here.presses(tom, action, about)
        assert "Amal" in seen
        assert SECRET not in seen
        assert "It doesn't fit" not in seen


async def test_a_coordinator_ends_the_own_match_as_its_buddy_only(here: Played) -> None:
    petra, tom, _, match = await with_a_coordinator_as_buddy(here)
    assert "Amal" in await here.presses(tom, "match_staff", match.id)
    pressed = await here.presses(tom, "end_match_staff", match.id, match.version)
    assert "not here, or" in pressed
    idris = await here.newcomer(replace(AMAL, name="Idris"))
    async with here.base.work() as work:
        await buddies.put(work, tom, replace(TOM, places=2))
    await here.proposes(petra, idris, tom)
    asked = await here.match_of(idris)
    assert asked is not None
    assert "not here, or" in await here.answers(tom, asked, "take_back_proposal")


async def test_the_record_does_not_tell_a_coordinator_who_reported_them(here: Played) -> None:
    petra, tom, amal, match = await with_a_coordinator_as_buddy(here)
    await here.sends(amal, "concern", match.id, {**WHY, "reason": "money"})
    (concern,) = await here.base.read("select id from concern")
    await here.presses(petra, "concern_staff", concern["id"])
    await here.presses(petra, "close_concern", concern["id"])
    assert "saw the report · Amal" in await here.presses(petra, "record")
    seen = await here.presses(tom, "record")
    assert "report" not in seen
    assert "proposed a match · Amal" in seen


async def test_a_certificate_with_an_entry_takes_back_what_is_proposed(here: Played) -> None:
    petra, tom = await here.coordinator(), await here.buddy()
    amal = await here.newcomer(replace(AMAL, household=Household.CHILDREN))
    await here.is_certified(tom)
    await here.proposes(petra, amal, tom)
    asked = await here.match_of(amal)
    assert asked is not None
    await here.answers(tom, asked)
    answers = {"seen_on": None, "issued_on": "2026-11-20", "entry": "yes", "review": True}
    await here.sends(petra, "certificate", tom, answers)
    assert await here.match_of(amal) is None
    rows = await here.base.read("select state from match")
    assert [row["state"] for row in rows] == [MatchState.TAKEN_BACK]
    assert "we go on looking" in await here.told(amal)


async def fits(here: Played, person: int, name: str, about: str | int, language: str) -> bool:
    """Whether what a press shows is a message that Telegram takes."""
    async with here.base.work() as work:
        programme = matchmaking.programme()
        reader = values.Reader(language, programme.town.zone, here.clock.now())
        context = asking.Context(reader, programme.town)
        reply = await programme.actions[name](turn.Turn(work, person, context, str(about)))
    shown = [screens.screen(card, reader, ()).text for card in reply.says]
    return all(0 < screens.units(text) <= screens.MOST_UNITS for text in shown)


async def test_a_screen_full_of_the_longest_words_is_still_seen(here: Played) -> None:
    petra, amal = await here.coordinator(), await here.newcomer()
    for _ in range(3):
        tom = await here.buddy()
        await here.proposes(petra, amal, tom)
        match = await here.match_of(amal)
        assert match is not None
        await here.declines(tom, match, words="no")
    request = await here.request(amal)
    assert request is not None
    for filled in ("a{}".format("😀" * 599), "a{}b".format("\n" * 598)):
        async with here.base.work() as work:
            await work.run("update match set words = :words", words=filled)
            await work.run("update request set words = :words, note = :words", words=filled)
        for language in ("en", "ar"):
            assert await fits(here, petra, "waiting", "", language)
            assert await fits(here, petra, "case", request.id, language)
