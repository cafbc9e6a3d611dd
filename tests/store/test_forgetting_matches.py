"""What is forgotten of proposals and matches that are over, and what stays: that two don't fit."""

from bot.matches import forgetting
from bot.matches.store import Match
from tests.store.matchmaking import Played

FAR = 2**40
OF_MATCH = """
    select newcomer, buddy, request, state, proposed_by, proposed_at, ended_at, ended_by, reason,
           words from match order by id
"""
NO = {"reason": "other", "words": "I am moving to Hafen."}


async def proposed(here: Played) -> Match:
    petra, tom, amal = await here.coordinator(), await here.buddy(), await here.newcomer()
    await here.proposes(petra, amal, tom)
    match = await here.match_of(amal)
    assert match is not None
    return match


async def forget(here: Played, before: int = FAR) -> None:
    async with here.base.work() as work:
        await forgetting.forget_proposals(work, before)
        await forgetting.anonymise(work, before)


async def test_of_a_no_stays_only_that_the_two_do_not_fit(here: Played) -> None:
    match = await proposed(here)
    assert match.buddy is not None
    assert match.newcomer is not None
    await here.declines(match.buddy, match, **NO)
    await forget(here)
    rows = [tuple(row) for row in await here.base.read(OF_MATCH)]
    nothing = (None, "declined", None, 0, None, None, None, None)
    assert rows == [(match.newcomer, match.buddy, *nothing)]
    again = await here.proposes(await here.coordinator(), match.newcomer, match.buddy)
    assert "Nobody was asked" in again
    walk = await here.presses(await here.coordinator(), "waiting")
    assert "Before" not in walk


async def test_a_mark_goes_with_either_of_the_two(here: Played) -> None:
    for leaver in ("newcomer", "buddy"):
        match = await proposed(here)
        assert match.buddy is not None
        await here.declines(match.buddy, match, **NO)
        await forget(here)
        await here.is_erased(getattr(match, leaver))
        await forget(here)
        assert await here.base.read(OF_MATCH) == []


async def test_not_now_is_forgotten_altogether(here: Played) -> None:
    match = await proposed(here)
    assert match.buddy is not None
    await here.answers(match.buddy, match, "not_now")
    await forget(here)
    assert await here.base.read(OF_MATCH) == []


async def test_a_match_that_has_ended_loses_its_names(here: Played) -> None:
    match = await proposed(here)
    assert match.newcomer is not None
    await here.both_say_yes(match)
    await here.answers(match.newcomer, await here.now(match), "end_match_now")
    await forget(here)
    await forget(here)
    counted, mark = [tuple(row) for row in await here.base.read(OF_MATCH)]
    if counted[0] is not None:
        counted, mark = mark, counted
    assert counted[:3] == (None, None, None)
    assert counted[3] == "ended"
    assert counted[6] is not None
    assert mark[:4] == (match.newcomer, match.buddy, None, "declined")
    for table in ("request", "thread"):
        assert await here.base.read(f"select * from {table}") == []  # noqa: S608  (two words)


async def test_who_looks_for_another_buddy_keeps_the_request(here: Played) -> None:
    match = await proposed(here)
    assert match.newcomer is not None
    await here.both_say_yes(match)
    await here.ends(match)
    await here.presses(match.newcomer, "another_buddy", match.id)
    await forget(here)
    request = await here.request(match.newcomer)
    assert request is not None
    assert request.id == match.request
    assert match.buddy is not None
    again = await here.proposes(await here.coordinator(), match.newcomer, match.buddy)
    assert "Nobody was asked" in again


async def test_what_is_not_yet_old_and_what_is_open_stays_as_it_is(here: Played) -> None:
    match = await proposed(here)
    before = await here.base.read(OF_MATCH)
    await forget(here)
    assert await here.base.read(OF_MATCH) == before
    await here.both_say_yes(match)
    await here.ends(match)
    before = await here.base.read(OF_MATCH)
    await forget(here, before=0)
    assert await here.base.read(OF_MATCH) == before
