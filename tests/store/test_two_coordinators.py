"""Two coordinators propose two newcomers to the last free place, in every order in which their cards
can be opened and pressed and the buddy can answer: each ends in a clear state with a clear sentence.
"""

import itertools
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.matches.store import State
from bot.newcomers.introduction import Household
from tests.store import matchmaking
from tests.store.matchmaking import AMAL, TOM, Played

ACTS = ("Petra opens", "Petra presses", "Paul opens", "Paul presses", "Tom says yes")


def orders() -> Iterator[tuple[str, ...]]:
    """Everybody opens a card before pressing on it; Tom answers once he is asked."""
    for order in itertools.permutations(ACTS):
        at = {act: place for place, act in enumerate(order)}
        opened = all(at[f"{who} opens"] < at[f"{who} presses"] for who in ("Petra", "Paul"))
        if opened and at["Tom says yes"] > min(at["Petra presses"], at["Paul presses"]):
            yield order


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


@pytest.mark.parametrize("order", orders(), ids=", ".join)
async def test_the_last_place_is_filled_once(town: Played, order: tuple[str, ...]) -> None:
    tom = await town.buddy()
    staff = {name: await town.coordinator() for name in ("Petra", "Paul")}
    newcomers = {
        "Petra": await town.newcomer(),
        "Paul": await town.newcomer(replace(AMAL, name="Idris")),
    }
    seen: dict[str, tuple[str, int]] = {}
    said: dict[str, str] = {}
    for act in order:
        name, _, does = act.partition(" ")
        if does == "says yes":
            matches = [await town.match_of(newcomer) for newcomer in newcomers.values()]
            (match,) = [match for match in matches if match]
            assert "You said yes" in await town.answers(tom, match)
        elif does == "opens":
            request = await town.request(newcomers[name])
            assert request is not None
            seen[name] = f"{request.id}.{tom}", request.version
            await town.presses(staff[name], "waiting", request.id)
        else:
            about, version = seen[name]
            said[name] = await town.presses(staff[name], "propose", about, version)
    first = min(staff, key=lambda name: order.index(f"{name} presses"))
    (second,) = {*staff} - {first}
    assert "is asked about" in said[first]
    assert "The last place with Tom has just been taken. Nobody was asked." in said[second]
    match = await town.match_of(newcomers[first])
    assert match is not None
    assert match.state is State.ACCEPTED
    assert await town.match_of(newcomers[second]) is None


async def test_two_who_propose_for_the_same_newcomer_fill_one_place(town: Played) -> None:
    tom, lena = await town.buddy(), await town.buddy(replace(TOM, name="Lena"))
    petra, paul, amal = await town.coordinator(), await town.coordinator(), await town.newcomer()
    assert "Tom is asked" in await town.proposes(petra, amal, tom)
    assert "Somebody has just been proposed for Amal." in await town.proposes(paul, amal, lena)
    match = await town.match_of(amal)
    assert match is not None
    assert match.buddy == tom


async def test_the_same_button_pressed_twice_asks_once(town: Played) -> None:
    tom, petra, amal = await town.buddy(), await town.coordinator(), await town.newcomer()
    await town.proposes(petra, amal, tom)
    await town.proposes(petra, amal, tom)
    rows = await town.base.read("select count(*) from match")
    assert rows[0][0] == 1


async def test_a_buddy_who_pauses_meanwhile_is_not_asked(town: Played) -> None:
    tom, petra, amal = await town.buddy(), await town.coordinator(), await town.newcomer()
    await town.pauses(tom)
    assert "Tom is not active at the moment." in await town.proposes(petra, amal, tom)


async def test_a_newcomer_who_has_taken_the_request_back_is_left_alone(town: Played) -> None:
    tom, petra, amal = await town.buddy(), await town.coordinator(), await town.newcomer()
    await town.withdraws(amal)
    assert "Amal does not wait for a buddy any more." in await town.proposes(petra, amal, tom)


async def test_a_request_that_has_changed_is_looked_at_again(town: Played) -> None:
    tom, petra, amal = await town.buddy(), await town.coordinator(), await town.newcomer()
    request = await town.request(amal)
    assert request is not None
    await town.changes(amal, replace(AMAL, household=Household.PARTNER))
    said = await town.presses(petra, "propose", f"{request.id}.{tom}", request.version)
    assert "The request of Amal has changed in the meantime." in said


async def test_places_that_are_made_fewer_leave_those_who_are_there(town: Played) -> None:
    tom = await town.buddy(replace(TOM, places=2))
    petra, amal, idris = await town.coordinator(), await town.newcomer(), await town.newcomer()
    await town.proposes(petra, amal, tom)
    await town.is_active(tom, replace(TOM, places=1))
    assert "The last place" in await town.proposes(petra, idris, tom)
    assert await town.match_of(amal) is not None


async def test_nobody_proposes_for_themselves(town: Played) -> None:
    tom, petra = await town.buddy(), await town.coordinator()
    await town.introduces(petra)
    assert "it is not there" in await town.proposes(petra, petra, tom)
    assert "Nobody is waiting" in await town.presses(petra, "waiting")


@pytest.mark.parametrize("about", ["", "7", "0.0", "1.2.3", "a.b", f"{'9' * 30}.1"])
async def test_a_forged_button_proposes_nothing(town: Played, about: str) -> None:
    petra = await town.coordinator()
    assert "it is not there" in await town.presses(petra, "propose", about, 1)


@pytest.mark.parametrize(
    "action",
    ["waiting", "why_not", "propose", "take_back_proposal", "matches_list", "match_staff",
     "end_match_staff"],
)  # fmt: skip
async def test_the_screens_of_coordinators_are_nobody_elses(town: Played, action: str) -> None:
    tom, petra, amal = await town.buddy(), await town.coordinator(), await town.newcomer()
    await town.proposes(petra, amal, tom)
    match = await town.match_of(amal)
    assert match is not None
    request = f"{match.request}.{tom}" if action == "propose" else match.id
    for person in (amal, tom):
        assert "it is not there" in await town.presses(person, action, request, match.version)
