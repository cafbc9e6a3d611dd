"""The days a newcomer told us about, and the day by which a request is read: who is reminded of
them, in which words, and when no longer.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import app, config, town
from bot.conversation import cards, values
from bot.conversation.values import Reader
from bot.matches.store import Side
from bot.meetings import outcome
from bot.meetings import store as meetings
from bot.meetings.occasions import Occasion
from bot.meetings.store import Offer, Slot
from bot.needs import cases
from bot.needs import store as requests
from bot.needs.store import Kind, Need, State, Wanted
from bot.newcomers import store as newcomers
from bot.nudges import dates, promises, rounds, suggestions
from bot.nudges.rules import Found
from bot.nudges.setting import Setting
from bot.people import store as people
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import CAFE, Two, appointment, meet, two

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
"""Noon in Berlin."""
FRIDAY = date(2026, 11, 27)
READ_BY = datetime(2026, 11, 27, 11, tzinfo=UTC)
"""Noon of the day by which a request of Tuesday is read."""


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


async def needs(here: Played, newcomer: int, *wanted: Need) -> int:
    """What a newcomer asks for, as an advisor sets it; the request."""
    request = await here.request(newcomer)
    assert request is not None
    async with here.base.work() as work:
        await cases.set_needs(work, request.id, wanted)
    return request.id


async def pair(here: Played) -> tuple[int, int]:
    """A newcomer and the buddy who accompanies them."""
    newcomer, buddy = await here.newcomer(), await here.buddy()
    await here.proposes(await here.coordinator(), newcomer, buddy)
    match = await here.match_of(newcomer)
    assert match is not None
    await here.both_say_yes(match)
    return newcomer, buddy


async def found(here: Played, setting: Setting, now: datetime) -> list[Found]:
    both = (dates.for_newcomers, dates.for_buddies)
    return [nudge for find in both for nudge in await find(here.base, setting, now)]


def words(nudge: Found) -> str:
    reader = Reader("en", ZoneInfo("Europe/Berlin"), TUESDAY)
    lines = (line for line in nudge.card.lines if line)
    shown = "\n".join(values.shown(line, reader, is_html=False) for line in lines)
    return shown.replace("<b>", "").replace("</b>", "")


def labels(nudge: Found) -> list[str]:
    reader = Reader("en", ZoneInfo("Europe/Berlin"), TUESDAY)
    buttons = (button for row in nudge.card.rows for button in row.buttons)
    return [values.shown(button.label, reader, is_html=False) for button in buttons]


async def keys(here: Played) -> list[str]:
    rows = await here.base.read("select once from outbox where priority = 1 order by once")
    return [row["once"] for row in rows]


# The days of newcomers


@pytest.mark.parametrize("state", [State.SENT, State.READY])
async def test_who_has_no_buddy_for_a_day_hears_that_the_welcome_center_knows(
    here: Played, setting: Setting, state: State
) -> None:
    newcomer = await here.newcomer()
    request = await needs(here, newcomer, Need(Kind.OFFICE, FRIDAY))
    async with here.base.work() as work:
        await requests.change_state(work, request, state)
    (nudge,) = await found(here, setting, TUESDAY)
    assert nudge.person == newcomer
    assert words(nudge) == (
        "Something you told us about is on Friday, 27 November.\n"
        "We have no buddy for that day yet. The Welcome Center knows about it."
    )
    assert labels(nudge) == ["Write to the Welcome Center", "Where does my request stand?"]


async def test_a_pair_is_asked_whether_they_have_agreed(here: Played, setting: Setting) -> None:
    newcomer, buddy = await pair(here)
    await needs(here, newcomer, Need(Kind.OFFICE, FRIDAY))
    to_newcomer, to_buddy = await found(here, setting, TUESDAY)
    assert (to_newcomer.person, to_buddy.person) == (newcomer, buddy)
    assert words(to_newcomer).endswith("Have you two agreed who comes along?")
    assert "Write to Tom" in labels(to_newcomer)
    first, second = words(to_buddy).split("\n")
    assert first == "Somebody you accompany told us about something on Friday, 27 November."
    assert second == "Have you two talked about it?"
    assert "Write to Amal" in labels(to_buddy)


async def test_on_the_day_before_only_the_newcomer_hears_of_it(
    here: Played, setting: Setting
) -> None:
    newcomer, _ = await pair(here)
    await needs(here, newcomer, Need(Kind.LETTERS, FRIDAY))
    (nudge,) = await found(here, setting, TUESDAY + timedelta(days=2))
    assert nudge.person == newcomer
    assert words(nudge).endswith("Have you two talked about it?")


async def test_nobody_is_sent_to_a_partner_with_whom_messages_are_paused(
    here: Played, setting: Setting
) -> None:
    newcomer, _ = await pair(here)
    await needs(here, newcomer, Need(Kind.OFFICE, FRIDAY))
    async with here.base.work() as work:
        await work.run("update thread set closed_at = 1 where kind = 'pair'")
    (nudge,) = await found(here, setting, TUESDAY)
    assert nudge.person == newcomer
    assert labels(nudge) == ["Write to the Welcome Center", "Where does my request stand?"]


async def test_two_needs_of_one_day_are_one_reminder_and_its_first_line_says_nothing_of_them(
    here: Played, setting: Setting
) -> None:
    newcomer = await here.newcomer()
    await needs(here, newcomer, Need(Kind.LETTERS, FRIDAY), Need(Kind.OFFICE, FRIDAY))
    (nudge,) = await found(here, setting, TUESDAY)
    assert "office" not in words(nudge).lower().partition("\n")[0]


@pytest.mark.parametrize(
    ("hours", "is_found"),
    [
        pytest.param(-2.01, False, id="before ten"),
        pytest.param(-2, True, id="from ten on"),
        pytest.param(7.99, True, id="until eight"),
        pytest.param(8, False, id="not in the evening"),
        pytest.param(24, False, id="not two days before"),
        pytest.param(48, True, id="the day before"),
        pytest.param(72, False, id="not on the day"),
    ],
)
async def test_a_day_is_spoken_of_at_its_time(
    here: Played, setting: Setting, hours: float, is_found: bool
) -> None:
    await needs(here, await here.newcomer(), Need(Kind.OFFICE, FRIDAY))
    now = TUESDAY + timedelta(hours=hours)
    nudges = await found(here, setting, now)
    assert bool(nudges) is is_found
    assert all(now < nudge.due.until <= now.replace(hour=19, minute=0) for nudge in nudges)


async def test_a_day_is_decided_once_and_a_change_takes_back_what_is_unsent(
    here: Played, setting: Setting
) -> None:
    newcomer = await here.newcomer()
    request = await needs(here, newcomer, Need(Kind.OFFICE, FRIDAY))
    await rounds.decide(here.base, setting)
    await rounds.decide(here.base, setting)
    assert await keys(here) == [f"date:{request}:2026-11-27:3:{newcomer}"]
    async with here.base.work() as work:
        work.happened(requests.Changed(request, newcomer))
    assert await keys(here) == []


async def test_who_gets_a_buddy_is_not_told_that_there_is_none(
    here: Played, setting: Setting
) -> None:
    newcomer, buddy = await here.newcomer(), await here.buddy()
    await needs(here, newcomer, Need(Kind.OFFICE, FRIDAY))
    await rounds.decide(here.base, setting)
    assert len(await keys(here)) == 1
    await here.proposes(await here.coordinator(), newcomer, buddy)
    match = await here.match_of(newcomer)
    assert match is not None
    await here.both_say_yes(match)
    assert [key for key in await keys(here) if key.startswith("date:")] == []


@pytest.mark.parametrize("over", [State.WITHDRAWN, State.REFERRED, State.ENDED])
async def test_nothing_is_said_of_a_day_in_what_is_over(
    here: Played, setting: Setting, over: State
) -> None:
    request = await needs(here, await here.newcomer(), Need(Kind.OFFICE, FRIDAY))
    async with here.base.work() as work:
        await requests.change_state(work, request, over)
    assert await found(here, setting, TUESDAY) == []


@pytest.mark.parametrize("column", ["paused_at", "unreachable_since"])
async def test_who_wants_no_messages_hears_of_no_day(
    here: Played, setting: Setting, column: str
) -> None:
    newcomer, _ = await pair(here)
    await needs(here, newcomer, Need(Kind.OFFICE, FRIDAY))
    async with here.base.work() as work:
        await work.run(f"update person set {column} = 1")  # noqa: S608  (a column of ours)
    assert await found(here, setting, TUESDAY) == []


# Days on which the two meet, or may


NOON_OF_FRIDAY = datetime(2026, 11, 27, 11, tzinfo=UTC)


async def of_two(here: Played) -> Two:
    """Two who are matched, and a day of the newcomer's."""
    those = await two(here)
    await needs(here, those.newcomer, Need(Kind.OFFICE, FRIDAY))
    return those


async def suggests(here: Played, those: Two, side: Side, begins_at: datetime) -> int:
    slot = Slot(begins_at, begins_at + timedelta(hours=1))
    async with here.base.work() as work:
        offer = Offer(side, (slot,), CAFE, None, work.now)
        return await meetings.propose(work, those.match, Occasion.OFFICE, offer)


@pytest.mark.parametrize(
    ("begins_at", "is_said"),
    [
        pytest.param(NOON_OF_FRIDAY, False, id="on that day"),
        pytest.param(datetime(2026, 11, 26, 23, tzinfo=UTC), False, id="from midnight on"),
        pytest.param(datetime(2026, 11, 27, 22, 59, tzinfo=UTC), False, id="until midnight"),
        pytest.param(datetime(2026, 11, 27, 23, tzinfo=UTC), True, id="not the next day"),
        pytest.param(datetime(2026, 11, 26, 22, 59, tzinfo=UTC), True, id="not the day before"),
    ],
)
async def test_two_who_meet_on_that_day_hear_of_that_and_nothing_here(
    here: Played, setting: Setting, begins_at: datetime, is_said: bool
) -> None:
    await meet(here, await of_two(here), begins_at, minutes=30)
    for days in (0, 2):
        assert bool(await found(here, setting, TUESDAY + timedelta(days=days))) is is_said


async def test_a_meeting_on_that_day_takes_back_what_is_unsent(
    here: Played, setting: Setting
) -> None:
    those = await of_two(here)
    await rounds.decide(here.base, setting)
    assert len(await keys(here)) == 2
    await meet(here, those, NOON_OF_FRIDAY)
    assert await keys(here) == []


async def test_two_without_a_meeting_may_suggest_one(here: Played, setting: Setting) -> None:
    await of_two(here)
    for nudge, other in zip(await found(here, setting, TUESDAY), ("Tom", "Amal"), strict=True):
        assert labels(nudge) == [f"Write to {other}", "Suggest a meeting", "Menu"]


async def test_whose_buddy_can_not_come_is_sent_to_the_welcome_center_once(
    here: Played, setting: Setting
) -> None:
    number = await appointment(here, await of_two(here), NOON_OF_FRIDAY)
    async with here.base.work() as work:
        await outcome.leave(work, number)
    (nudge,) = await found(here, setting, TUESDAY)
    assert words(nudge).endswith(
        "Your buddy can't come. If you need somebody, please write to the Welcome Center."
    )
    assert labels(nudge) == ["Write to the Welcome Center", "Where does my request stand?"]
    assert await found(here, setting, TUESDAY + timedelta(days=2)) == [], (
        "the meeting's own says so"
    )


async def test_a_suggestion_for_that_day_is_what_both_hear_of(
    here: Played, setting: Setting
) -> None:
    those = await of_two(here)
    number = await suggests(here, those, Side.BUDDY, NOON_OF_FRIDAY)
    to_newcomer, to_buddy = await found(here, setting, TUESDAY)
    assert words(to_newcomer).endswith("A meeting on that day waits for your answer.")
    assert words(to_buddy).endswith("You suggested to meet then. There is no answer to it yet.")
    for nudge in (to_newcomer, to_buddy):
        (row, *_) = nudge.card.rows
        assert row.buttons[0].press == cards.action("meeting", number)
    async with here.base.work() as work:
        await meetings.cancel(work, number, "newcomer")
    assert "Suggest a meeting" in labels((await found(here, setting, TUESDAY))[0])


async def test_a_suggestion_for_another_day_is_not_what_is_meant(
    here: Played, setting: Setting
) -> None:
    await suggests(here, await of_two(here), Side.BUDDY, NOON_OF_FRIDAY + timedelta(days=1))
    assert all("Suggest a meeting" in labels(each) for each in await found(here, setting, TUESDAY))


@pytest.mark.parametrize("minutes", [0, 61])
async def test_nobody_hears_of_the_day_and_of_its_suggestion_within_an_hour(
    here: Played, setting: Setting, minutes: int
) -> None:
    """Whichever comes first."""
    those = await of_two(here)
    await suggests(here, those, Side.BUDDY, NOON_OF_FRIDAY)
    here.clock.shift(TUESDAY + timedelta(days=2) - here.clock.now() + here.clock.offset)
    await rounds.decide(here.base, setting)
    first = await keys(here)
    assert [key.startswith("offer:") for key in first] == [True, True]
    here.clock.shift(here.clock.offset + timedelta(minutes=minutes))
    await rounds.decide(here.base, setting)
    is_apart = minutes > 60
    assert any(key.startswith("date:") for key in await keys(here)) is is_apart


async def test_the_suggestion_waits_where_the_day_came_first(
    here: Played, setting: Setting
) -> None:
    those = await of_two(here)
    await rounds.decide(here.base, setting)
    async with here.base.work() as work:
        await work.run("update outbox set state = 'sent', what = null, about = null")
    soon = TUESDAY + timedelta(minutes=90)
    await suggests(here, those, Side.BUDDY, soon)
    now = TUESDAY + timedelta(minutes=59)
    assert await suggestions.unanswered(here.base, setting, now) == []
    assert await suggestions.in_vain(here.base, setting, now) == []
    now = TUESDAY + timedelta(minutes=61)
    assert len(await suggestions.unanswered(here.base, setting, now)) == 1
    assert len(await suggestions.in_vain(here.base, setting, now)) == 1


# The promise to read a request


async def asks(here: Played) -> tuple[int, int]:
    """Somebody who sends a request; the person and the request."""
    async with here.base.work() as work:
        person = (await people.add(work, 900, "en")).id
        await newcomers.put(work, person, matchmaking.AMAL)
        return person, await requests.put(work, person, Wanted((Need(Kind.GERMAN),), None, None))


@pytest.mark.parametrize(
    ("days", "is_found"),
    [
        pytest.param(0, False, id="on the promised day"),
        pytest.param(1, False, id="not on a Saturday"),
        pytest.param(2, False, id="not on a Sunday"),
        pytest.param(2.91, False, id="not before ten"),
        pytest.param(3, True, id="on the next working day"),
        pytest.param(7, True, id="for a week, if the bot was away"),
        pytest.param(10, False, id="then no more"),
    ],
)
async def test_who_was_not_read_in_time_hears_it_from_us(
    here: Played, setting: Setting, days: float, is_found: bool
) -> None:
    person, _ = await asks(here)
    nudges = await promises.late_requests(here.base, setting, READ_BY + timedelta(days=days))
    assert [nudge.person for nudge in nudges] == ([person] if is_found else [])
    assert all(
        "reads your request by Friday, 27 November. No advisor has it yet" in words(nudge)
        for nudge in nudges
    )


async def test_a_promise_is_regretted_once(here: Played, setting: Setting) -> None:
    _, request = await asks(here)
    for _ in range(2):
        here.clock.shift(READ_BY + timedelta(days=3) - here.clock.now() + here.clock.offset)
        await rounds.decide(here.base, setting)
    assert await keys(here) == [f"late:{request}"]
    assert await promises.late_requests(here.base, setting, READ_BY + timedelta(days=4)) == []


async def test_whose_case_is_taken_hears_no_regret(here: Played, setting: Setting) -> None:
    _, request = await asks(here)
    here.clock.shift(READ_BY + timedelta(days=3) - here.clock.now() + here.clock.offset)
    await rounds.decide(here.base, setting)
    advisor = await here.coordinator()
    async with here.base.work() as work:
        await cases.take(work, request, advisor)
    assert await keys(here) == []
    assert await promises.late_requests(here.base, setting, here.clock.now()) == []
