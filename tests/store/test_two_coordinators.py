"""Two coordinators propose two newcomers to the last free place, in every order in which their
cards can be opened and pressed and the buddy can answer: each ends in a clear state, with a clear
sentence.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.matches.store import State
from bot.newcomers.introduction import Household
from tests.store.matchmaking import AMAL, TOM, Played

ACTS = ("Petra opens", "Petra presses", "Paul opens", "Paul presses", "Tom says yes")


def orders() -> Iterator[tuple[str, ...]]:
    """Everybody opens a card before pressing on it; Tom answers once he is asked."""
    for order in itertools.permutations(ACTS):
        at = {act: place for place, act in enumerate(order)}
        opened = all(at[f"{who} opens"] < at[f"{who} presses"] for who in ("Petra", "Paul"))
        if opened and at["Tom says yes"] > min(at["Petra presses"], at["Paul presses"]):
            yield order


@pytest.mark.parametrize("order", [*orders()], ids=", ".join)
async def test_the_last_place_is_filled_once(here: Played, order: tuple[str, ...]) -> None:
    tom = await here.buddy()
    staff = {name: await here.coordinator() for name in ("Petra", "Paul")}
    newcomers = {
        "Petra": await here.newcomer(),
        "Paul": await here.newcomer(replace(AMAL, name="Idris")),
    }
    seen: dict[str, tuple[str, int]] = {}
    said: dict[str, str] = {}
    for act in order:
        name, _, does = act.partition(" ")
        if does == "says yes":
            matches = [await here.match_of(newcomer) for newcomer in newcomers.values()]
            (asked,) = [match for match in matches if match]
            assert "You said yes" in await here.answers(tom, asked)
        elif does == "opens":
            request = await here.request(newcomers[name])
            assert request is not None
            seen[name] = f"{request.id}.{tom}", request.version
            await here.presses(staff[name], "waiting", request.id)
        else:
            about, version = seen[name]
            said[name] = await here.presses(staff[name], "propose", about, version)
    first = min(staff, key=lambda name: order.index(f"{name} presses"))
    (second,) = {*staff} - {first}
    assert "is asked about" in said[first]
    assert "The last place with Tom has just been taken. Nobody was asked." in said[second]
    match = await here.match_of(newcomers[first])
    assert match is not None
    assert match.state is State.ACCEPTED
    assert await here.match_of(newcomers[second]) is None


async def test_two_who_propose_for_the_same_newcomer_fill_one_place(here: Played) -> None:
    tom, lena = await here.buddy(), await here.buddy(replace(TOM, name="Lena"))
    petra, paul, amal = (
        await here.coordinator(),
        await here.coordinator(),
        await here.newcomer(),
    )
    assert "<b>Tom</b> is asked" in await here.proposes(petra, amal, tom)
    assert "Somebody has just been proposed for Amal." in await here.proposes(paul, amal, lena)
    match = await here.match_of(amal)
    assert match is not None
    assert match.buddy == tom


async def test_the_same_button_pressed_twice_asks_once(here: Played) -> None:
    tom, petra, amal = (
        await here.buddy(),
        await here.coordinator(),
        await here.newcomer(),
    )
    await here.proposes(petra, amal, tom)
    await here.proposes(petra, amal, tom)
    rows = await here.base.read("select count(*) from match")
    assert rows[0][0] == 1


async def test_a_buddy_who_pauses_meanwhile_is_not_asked(here: Played) -> None:
    tom, petra, amal = (
        await here.buddy(),
        await here.coordinator(),
        await here.newcomer(),
    )
    await here.pauses(tom)
    assert "Tom is not active at the moment." in await here.proposes(petra, amal, tom)


async def test_a_newcomer_who_has_taken_the_request_back_is_left_alone(here: Played) -> None:
    tom, petra, amal = (
        await here.buddy(),
        await here.coordinator(),
        await here.newcomer(),
    )
    await here.withdraws(amal)
    assert "Amal does not wait for a buddy any more." in await here.proposes(petra, amal, tom)


async def test_a_request_that_has_changed_is_looked_at_again(here: Played) -> None:
    tom, petra, amal = (
        await here.buddy(),
        await here.coordinator(),
        await here.newcomer(),
    )
    request = await here.request(amal)
    assert request is not None
    await here.changes(amal, replace(AMAL, household=Household.PARTNER))
    said = await here.presses(petra, "propose", f"{request.id}.{tom}", request.version)
    assert "The request of Amal has changed in the meantime." in said


async def test_places_that_are_made_fewer_leave_those_who_are_there(here: Played) -> None:
    tom = await here.buddy(replace(TOM, places=2))
    petra, amal, idris = (
        await here.coordinator(),
        await here.newcomer(),
        await here.newcomer(),
    )
    await here.proposes(petra, amal, tom)
    await here.is_active(tom, replace(TOM, places=1))
    assert "The last place" in await here.proposes(petra, idris, tom)
    assert await here.match_of(amal) is not None


async def test_nobody_proposes_for_themselves(here: Played) -> None:
    tom, petra = await here.buddy(), await here.coordinator()
    await here.introduces(petra)
    assert "is not here, or not any more" in await here.proposes(petra, petra, tom)
    assert "Nobody is waiting" in await here.presses(petra, "waiting")


@pytest.mark.parametrize("about", ["", "7", "0.0", "1.2.3", "a.b", f"{'9' * 30}.1"])
async def test_a_forged_button_proposes_nothing(here: Played, about: str) -> None:
    petra = await here.coordinator()
    assert "is not here, or not any more" in await here.presses(petra, "propose", about, 1)


@pytest.mark.parametrize(
    "action",
    ["waiting", "why_not", "propose", "take_back_proposal", "matches_list", "match_staff",
     "end_match_staff", "agreement_staff"],
)  # fmt: skip
async def test_the_screens_of_coordinators_are_nobody_elses(here: Played, action: str) -> None:
    tom, petra, amal = (
        await here.buddy(),
        await here.coordinator(),
        await here.newcomer(),
    )
    await here.proposes(petra, amal, tom)
    match = await here.match_of(amal)
    assert match is not None
    request = f"{match.request}.{tom}" if action == "propose" else match.id
    for person in (amal, tom):
        assert "is not here, or not any more" in await here.presses(
            person, action, request, match.version
        )


async def test_the_walk_goes_on_from_where_one_stood(here: Played) -> None:
    petra, tom = await here.coordinator(), await here.buddy()
    names = ("Amal", "Idris", "Rana")
    people = [await here.newcomer(replace(AMAL, name=name)) for name in names]
    requests = [request for each in people if (request := await here.request(each))]
    second = f"{requests[1].id}.1.0"
    assert "<b>Idris</b>" in await here.presses(petra, "waiting", second)
    await here.withdraws(people[0])
    assert "<b>Idris</b>" in await here.presses(petra, "waiting", second)
    await here.proposes(petra, people[1], tom)
    assert "<b>Rana</b>" in await here.presses(petra, "waiting", second)
    await here.withdraws(people[2])
    assert "Nobody is waiting" in await here.presses(petra, "waiting", second)


async def test_more_buddies_come_in_pages_of_three(here: Played) -> None:
    petra, amal = await here.coordinator(), await here.newcomer()
    for number in range(4):
        await here.buddy(replace(TOM, name=f"Tom{number}"))
    request = await here.request(amal)
    assert request is not None
    first = await here.presses(petra, "waiting", f"{request.id}.0.0")
    assert "3. <b>Tom2</b>" in first
    assert "Tom3" not in first
    second = await here.presses(petra, "waiting", f"{request.id}.0.3")
    assert "4. <b>Tom3</b>" in second
    assert "Tom2" not in second
    beyond = await here.presses(petra, "waiting", f"{request.id}.0.999")
    assert "1. <b>Tom0</b>" in beyond


@pytest.mark.parametrize("about", ["x", "1.2.3.4", "-1", "٣.0.0", f"{'9' * 40}"])
async def test_a_forged_place_in_the_walk_shows_the_first(here: Played, about: str) -> None:
    petra, _ = await here.coordinator(), await here.newcomer()
    assert "<b>Amal</b> has been waiting" in await here.presses(petra, "waiting", about)


async def test_whoever_looks_is_recorded(here: Played) -> None:
    petra, tom, amal = await here.coordinator(), await here.buddy(), await here.newcomer()
    await here.presses(petra, "waiting")
    await here.proposes(petra, amal, tom)
    rows = await here.base.read("select deed, person from record order by id")
    assert [tuple(row) for row in rows] == [
        ("saw_request", amal),
        ("saw_buddy", tom),
        ("proposed", amal),
        ("proposed", tom),
    ]
