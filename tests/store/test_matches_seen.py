"""How matches and proposals are seen: by the two, in one message, and by the coordinators."""

from dataclasses import replace

import pytest

from bot.buddies.application import Gender
from bot.matches import overview
from bot.matches.store import Match
from bot.newcomers.introduction import Wish
from bot.staff.record import Deed
from tests.store.matchmaking import AMAL, TOM, Played

TERMS = {
    "needs": ["letters"],
    "duration": "trial",
    "rhythm": "weekly",
    "places": ["library"],
    "where": "The library at the main square",
    "review": True,
}


async def proposed(town: Played) -> Match:
    petra, tom, amal = await town.coordinator(), await town.buddy(), await town.newcomer()
    await town.proposes(petra, amal, tom)
    match = await town.match_of(amal)
    assert match is not None
    return match


async def matched(town: Played) -> Match:
    match = await proposed(town)
    await town.both_say_yes(match)
    return await town.now(match)


async def agree(town: Played, match: Match) -> None:
    assert match.newcomer is not None
    assert match.buddy is not None
    await town.sends(match.newcomer, "agreement", match.id, TERMS)
    await town.presses(match.buddy, "accept_agreement", match.id, 1)


# The two


@pytest.mark.parametrize(("wish", "gender"), [("woman", "a woman"), ("man", "a man")])
async def test_a_wish_that_is_met_is_said_so(here: Played, wish: str, gender: str) -> None:
    petra = await here.coordinator()
    tom = await here.buddy(replace(TOM, gender=Gender.of(wish)))
    amal = await here.newcomer(replace(AMAL, wish=Wish.of(wish)))
    await here.proposes(petra, amal, tom)
    match = await here.match_of(amal)
    assert match is not None
    await here.answers(tom, match)
    assert f"As you wished: {gender}." in await here.told(amal)


async def test_of_what_nobody_wished_for_nothing_is_said(here: Played) -> None:
    petra = await here.coordinator()
    tom = await here.buddy(replace(TOM, gender=Gender.MAN))
    amal = await here.newcomer()
    await here.proposes(petra, amal, tom)
    match = await here.match_of(amal)
    assert match is not None
    await here.answers(tom, match)
    assert "As you wished" not in await here.told(amal)


async def test_the_button_is_called_as_it_is_in_the_message_that_names_it(here: Played) -> None:
    match = await matched(here)
    assert match.buddy is not None
    told = await here.told(match.buddy)
    assert "without phone numbers: press “Write to Amal”, or answer a message." in told
    assert "looking forward" not in told


async def test_where_a_newcomer_stands_is_one_message_at_every_step(here: Played) -> None:
    match = await proposed(here)
    assert match.buddy is not None
    assert match.newcomer is not None
    standing = []
    for person in (None, match.buddy, match.newcomer):
        if person is not None:
            await here.answers(person, await here.now(match))
        standing.append(await here.presses(match.newcomer, "status"))
    asking, asked, found = standing
    assert asking.startswith("We are asking a buddy whether it fits.")
    assert asked == (
        "Somebody would like to be your buddy. Please answer by <b>Friday, 27 November, 12:00</b>."
    )
    assert found.startswith("Your buddy: <b>Tom</b>")
    for said in standing:
        assert "Help with" not in said
    assert "Help with: <b>Reading letters" in await here.presses(match.newcomer, "request")


async def test_each_sees_in_the_own_data_who_the_other_is_and_that_they_agreed(
    here: Played,
) -> None:
    match = await matched(here)
    amal, tom = match.newcomer or 0, match.buddy or 0
    assert "Your buddy: <b>Tom</b>, since Tuesday, 24" in await here.presses(amal, "my_data")
    seen = await here.presses(tom, "my_data")
    assert "You accompany <b>Amal</b>, since Tuesday, 24" in seen
    assert "You have agreed" not in seen
    await agree(here, match)
    assert "You have agreed on what you do together." in await here.presses(tom, "my_data")
    await here.ends(match)
    assert "Your buddy" not in await here.presses(amal, "my_data")


# The coordinators


async def rows(town: Played, about: str = "") -> list[str]:
    petra = await town.coordinator()
    return [
        label
        for label, press in await town.buttons(petra, "matches_list", about)
        if press.startswith("a:match_staff:")
    ]


async def test_the_list_ends_with_what_ended_in_the_last_two_weeks(here: Played) -> None:
    match = await matched(here)
    await here.ends(match)
    amal = match.newcomer or 0
    lena = await here.buddy(replace(TOM, name="Lena"))
    await here.proposes(await here.coordinator(), amal, lena)
    assert await rows(here) == ["Amal – Lena: buddy asked", "Amal – Tom: ended"]
    again = await here.match_of(amal)
    assert again is not None
    await here.answers(lena, again, "no_to_match")
    assert await rows(here) == ["Amal – Lena: said no", "Amal – Tom: ended"]
    card = await here.presses(await here.coordinator(), "match_staff", match.id)
    assert "How it ended: ended by the buddy: I have no more time" in card
    await here.passes(days=14, seconds=2)
    assert await rows(here) == []


async def test_what_ended_follows_what_is_open_on_the_pages_too(here: Played) -> None:
    petra = await here.coordinator()
    for number in range(overview.PAGE + 4):
        tom = await here.buddy(replace(TOM, name=f"Tom{number}"))
        amal = await here.newcomer(replace(AMAL, name=f"Amal{number}"))
        await here.proposes(petra, amal, tom)
        match = await here.match_of(amal)
        assert match is not None
        if number < 3:
            await here.answers(tom, match, "not_now")
    first, second = await rows(here), await rows(here, "1")
    assert len(first) == overview.PAGE
    assert {row.partition(": ")[2] for row in first} == {"buddy asked"}
    assert [row.partition(": ")[2] for row in second] == ["buddy asked"] + ["not now"] * 3
    assert len({*first, *second}) == overview.PAGE + 4


async def test_somebody_who_was_erased_has_no_name_in_the_list(here: Played) -> None:
    match = await matched(here)
    await here.is_erased(match.buddy or 0)
    assert await rows(here) == ["Amal – somebody: ended"]


async def test_a_coordinator_reads_what_two_agreed_on_and_it_is_recorded(here: Played) -> None:
    match = await matched(here)
    petra = await here.coordinator()
    assert "is not here, or not any more" in await here.presses(petra, "agreement_staff", match.id)
    shown = [press for _, press in await here.buttons(petra, "match_staff", match.id)]
    assert not any("agreement_staff" in press for press in shown)
    await agree(here, match)
    shown = [press for _, press in await here.buttons(petra, "match_staff", match.id)]
    assert f"a:agreement_staff:{match.id}:0" in shown
    reads = "select person from record where staff = :staff and deed = :deed"
    before = await here.base.read(reads, staff=petra, deed=Deed.SAW_MATCH.value)
    said = await here.presses(petra, "agreement_staff", match.id)
    assert "This is what Amal and Tom agreed on:" in said
    assert "The library at the main square" in said
    after = await here.base.read(reads, staff=petra, deed=Deed.SAW_MATCH.value)
    assert [row[0] for row in after[len(before) :]] == [match.newcomer, match.buddy]


@pytest.mark.parametrize("about", ["", "x", "99999", "0"])
async def test_an_agreement_that_is_not_there_is_shown_to_nobody(here: Played, about: str) -> None:
    await agree(here, await matched(here))
    petra = await here.coordinator()
    assert "is not here, or not any more" in await here.presses(petra, "agreement_staff", about)
