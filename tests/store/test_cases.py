"""Requests as cases: who sees which in a list, in which order, and whose they become."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import clock, town
from bot.conversation import asking, values
from bot.conversation.values import Reader
from bot.needs import cases, following, labels, pressing
from bot.needs import store as requests
from bot.needs.cases import Case, Standing
from bot.needs.store import Kind, Need, State, Wanted
from bot.newcomers import links
from bot.people import store as people
from bot.staff import store as staff
from bot.storage import database

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
PETRA, PAUL = 1, 2
"""Two advisors; newcomers come after them."""
BERLIN = ZoneInfo("Europe/Berlin")
ADVISOR, COORDINATOR = (
    pressing.Viewer(PETRA, TODAY, BERLIN, sees_all) for sees_all in (False, True)
)
"""The same person, with her own eyes and with those of somebody who sees all."""


async def fill(base: database.Database, *days: date | None) -> list[int]:
    """Two advisors, and one newcomer with a request for each of these dates, the oldest first.
    Returns the requests."""
    base.clock.shift(NOON - base.clock.now())
    made = []
    async with base.work() as work:
        for chat in (701, 702):
            person = await people.add(work, chat, "de")
            await staff.add(work, person.id, staff.Role.ADVISOR)
        for number, day in enumerate(days):
            newcomer = await people.add(work, 800 + number, "ar")
            wanted = Wanted((Need(Kind.OFFICE, day), Need(Kind.GERMAN)), None, None)
            request = await requests.put(work, newcomer.id, wanted)
            await work.run(
                "update request set sent_at = :at where id = :id",
                at=work.stamp - 86400 * (len(days) - number),
                id=request,
            )
            made.append(request)
    return made


def in_days(count: int) -> date:
    return TODAY + timedelta(days=count)


def numbers(found: object) -> list[int]:
    assert isinstance(found, list)
    return [case.request for case in found]


async def test_what_matters_soon_comes_first_then_the_oldest(base: database.Database) -> None:
    oldest, later, soon, passed, edge = await fill(
        base, None, in_days(15), in_days(3), in_days(-1), in_days(14)
    )
    async with base.work() as work:
        found = await cases.untaken(work, PETRA, TODAY, 9, 0)
        second = await cases.untaken(work, PETRA, TODAY, 2, 2)
    assert numbers(found) == [soon, edge, oldest, later, passed]
    assert found[0].soon == Need(Kind.OFFICE, in_days(3))
    assert numbers(second) == [oldest, later]


async def test_a_request_is_in_the_queue_until_somebody_has_it(base: database.Database) -> None:
    (request,) = await fill(base, None)
    async with base.work() as work:
        await cases.take(work, request, PETRA)
        await cases.take(work, request, PAUL)
        assert (await requests.get(work, request)).advisor == PETRA
        assert await cases.untaken(work, PAUL, TODAY, 9, 0) == []
        assert numbers(await cases.own(work, PETRA, TODAY, 9, 0)) == [request]
        assert await cases.own(work, PAUL, TODAY, 9, 0) == []
        await cases.give_back(work, request)
        assert numbers(await cases.untaken(work, PAUL, TODAY, 9, 0)) == [request]


@pytest.mark.parametrize("over", [State.WITHDRAWN, State.REFERRED, State.ENDED])
async def test_what_is_over_is_nobodys_to_take(base: database.Database, over: State) -> None:
    (request,) = await fill(base, in_days(1))
    async with base.work() as work:
        await requests.change_state(work, request, over)
        await cases.take(work, request, PETRA)
        assert (await requests.get(work, request)).advisor is None
        for found in (
            await cases.untaken(work, PETRA, TODAY, 9, 0),
            await cases.waiting(work, PETRA, TODAY, 9, 0),
            await pressing.pressed(work, COORDINATOR, 9, 0),
        ):
            assert found == []


async def test_nobody_is_shown_their_own_request(base: database.Database) -> None:
    await fill(base)
    async with base.work() as work:
        wanted = Wanted((Need(Kind.OFFICE, in_days(1)),), None, None)
        await requests.put(work, PETRA, wanted)
        assert await cases.untaken(work, PETRA, TODAY, 9, 0) == []
        assert await cases.waiting(work, PETRA, TODAY, 9, 0) == []
        assert await pressing.pressed(work, COORDINATOR, 9, 0) == []
        assert (await cases.count_untaken(work, PETRA, NOON)).count == 0
        assert (await pressing.count(work, COORDINATOR)).count == 0
        assert (await cases.count_untaken(work, PAUL, NOON)).count == 1


async def test_what_presses_is_ones_own_or_untaken_and_all_for_coordinators(
    base: database.Database,
) -> None:
    mine, his, free, *_ = await fill(
        base, in_days(7), in_days(2), in_days(3), in_days(8), in_days(-1), None
    )
    async with base.work() as work:
        await cases.take(work, mine, PETRA)
        await cases.take(work, his, PAUL)
        pressed = await pressing.pressed(work, ADVISOR, 9, 0)
        everything = await pressing.pressed(work, COORDINATOR, 9, 0)
        counted = await pressing.count(work, ADVISOR)
        counted_all = await pressing.count(work, COORDINATOR)
    assert numbers(pressed) == [free, mine]
    assert numbers(everything) == [his, free, mine]
    assert (counted.count, counted.first) == (2, in_days(3))
    assert (counted_all.count, counted_all.first) == (3, in_days(2))


async def test_new_requests_are_counted_with_the_age_of_the_oldest(base: database.Database) -> None:
    oldest, *_ = await fill(base, None, None, None)
    async with base.work() as work:
        oldest_at = clock.moment(work.stamp - 3 * 86400)
        counted = await cases.count_untaken(work, PETRA, work.now - timedelta(days=2))
        assert counted == cases.Counted(3, oldest=oldest_at, late=1)
        await cases.take(work, oldest, PETRA)
        assert (await cases.count_untaken(work, PETRA, NOON)).count == 2


async def test_the_open_cases_of_an_advisor_who_leaves_are_untaken_in_the_state_they_are_in(
    base: database.Database,
) -> None:
    sent, ready, over, his = await fill(base, None, None, None, None)
    async with base.work() as work:
        for request in (sent, ready, over):
            await cases.take(work, request, PETRA)
        await cases.take(work, his, PAUL)
        await requests.change_state(work, ready, State.READY)
        await requests.change_state(work, over, State.WITHDRAWN)
        await links.open_case(work, 72, PETRA)
        await following.left(work, staff.Left(PETRA))
        await links.forget_advisor(work, staff.Left(PETRA))
    rows = await base.read("select advisor, state from request order by id")
    assert [tuple(row) for row in rows] == [
        (None, "sent"),
        (None, "ready"),
        (PETRA, "withdrawn"),
        (PAUL, "sent"),
    ]
    assert [row[0] for row in await base.read("select advisor from opened_case")] == [None]


async def test_needs_that_an_advisor_sets_make_older_buttons_stale_and_keep_their_order(
    base: database.Database,
) -> None:
    (request,) = await fill(base, None)
    found = (Need(Kind.WORK), Need(Kind.LETTERS, in_days(4)), Need(Kind.GERMAN))
    async with base.work() as work:
        before = await requests.get(work, request)
        await cases.set_needs(work, request, found)
        after = await requests.get(work, request)
        assert (after.needs, after.version) == (found, before.version + 1)
        changed = Wanted((Need(Kind.GERMAN), Need(Kind.WORK), Need(Kind.ARRIVING)), None, None)
        await requests.put(work, after.person, changed)
        ranked = (await requests.get(work, request)).needs
    assert [need.kind for need in ranked] == [Kind.WORK, Kind.GERMAN, Kind.ARRIVING]


async def test_a_day_that_passed_without_a_buddy_is_there_for_its_advisor_and_coordinators(
    base: database.Database,
) -> None:
    mine, his, *_ = await fill(
        base, in_days(-7), in_days(-1), in_days(-8), in_days(0), in_days(3), None
    )
    async with base.work() as work:
        await cases.take(work, mine, PETRA)
        await cases.take(work, his, PAUL)
        own = await pressing.passed(work, ADVISOR, 9, 0)
        everything = await pressing.passed(work, COORDINATOR, 9, 0)
        counted = await pressing.count_passed(work, ADVISOR)
        await requests.change_state(work, his, State.MATCHED)
        without = await pressing.count_passed(work, COORDINATOR)
    assert (numbers(own), numbers(everything)) == ([mine], [his, mine])
    assert (counted, without) == (1, 1)
    assert own[0].soon == Need(Kind.OFFICE, in_days(-7))


async def test_what_is_ready_presses_too_and_what_has_a_buddy_for_coordinators_only(
    base: database.Database,
) -> None:
    ready, matched = await fill(base, in_days(2), in_days(1))
    async with base.work() as work:
        await requests.change_state(work, ready, State.READY)
        await requests.change_state(work, matched, State.MATCHED)
        await cases.take(work, matched, PETRA)
        own = await pressing.pressed(work, ADVISOR, 9, 0)
        everything = await pressing.pressed(work, COORDINATOR, 9, 0)
        counted = await pressing.count(work, COORDINATOR)
    assert (numbers(own), numbers(everything)) == ([ready], [matched, ready])
    assert (counted.count, counted.first) == (2, in_days(1))
    assert [case.standing for case in everything] == [Standing.MATCHED, Standing.READY]


async def test_taking_a_case_is_a_fact_once(base: database.Database) -> None:
    (request,) = await fill(base, None)
    async with base.work() as work:
        await cases.take(work, request, PETRA)
        await cases.take(work, request, PAUL)
        assert work.events == [cases.Taken(request)]


OFFICE = Need(Kind.OFFICE, in_days(9))
WAITED = NOON - timedelta(days=6)
NEW, ASKED = Standing.NEW, Standing.BUDDY_ASKED
HERE = town.load("musterstadt")


def shown(found: list[Case], *, has_names: bool) -> list[str]:
    reader = Reader("en", ZoneInfo("Europe/Berlin"), NOON)
    said = labels.of(found, asking.Context(reader, HERE), has_names=has_names)
    return [values.shown(label, reader, is_html=False) for label in said]


@pytest.mark.parametrize(
    ("case", "has_names", "label"),
    [
        pytest.param(
            Case(1, "Amal", "ar", WAITED, OFFICE, NEW, "hafen"),
            False,
            "6 days · office on Thu 3 Dec · Arabic",
            id="without a name",
        ),
        pytest.param(Case(1, "Amal", "ar", NOON, None), False, "today · Arabic", id="today"),
        pytest.param(
            Case(1, "", "ar", NOON, None, NEW, "hafen", Kind.GERMAN),
            False,
            "today · Hafen · German · Arabic",
            id="where somebody lives, and what for",
        ),
        pytest.param(
            Case(1, "", "kmr", WAITED, None, NEW, "hafen", Kind.UNSURE),
            False,
            "6 days · Hafen · Kurdish (Kurmanji)",
            id="where somebody lives before what for",
        ),
        pytest.param(
            Case(1, "Amal", "kmr", NOON - timedelta(days=16), OFFICE),
            False,
            "16 days · Thu 3 Dec · Kurdish (Kurmanji)",
            id="a long language",
        ),
        pytest.param(
            Case(1, "Amal", "ar", WAITED, None, ASKED), True, "Amal · 6 days · buddy asked",
            id="with a name",
        ),
        pytest.param(
            Case(1, "Amal", "ar", WAITED, OFFICE, ASKED),
            True,
            "Amal · 6 days · Thu 3 Dec · buddy asked",
            id="with a name and a date",
        ),
        pytest.param(
            Case(1, "Annamaria", "ar", WAITED, OFFICE, ASKED),
            True,
            "Annamaria · Thu 3 Dec · buddy asked",
            id="how it stands before how long it waits",
        ),
        pytest.param(
            Case(1, "Anna-Maximiliane Mira", "ar", WAITED, OFFICE, ASKED),
            True,
            "Anna-Maximiliane Mira · Thu 3 Dec",
            id="a long name",
        ),
        pytest.param(Case(1, "A" * 60, "ar", NOON, OFFICE), True, "A" * 60, id="only the name"),
    ],
)  # fmt: skip
def test_a_button_says_as_much_of_a_case_as_fits(case: Case, has_names: bool, label: str) -> None:
    assert shown([case], has_names=has_names) == [label]


def test_two_who_seem_the_same_can_be_told_apart() -> None:
    """Both wait as long, for the same and in the same language."""
    pair = [Case(1, "", "ar", NOON, OFFICE, NEW, place) for place in ("hafen", "altstadt")]
    assert shown(pair, has_names=False) == [
        "today · office on Thu 3 Dec · Arabic",
        "today · Thu 3 Dec · Altstadt · Arabic",
    ]
