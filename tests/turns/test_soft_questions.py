"""Questions that can wait, after a silence, before an agreement ends, after three meetings on
trial: when they are asked, of whom, and when not.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import app, config, town
from bot.agreements import store as agreements
from bot.agreements.terms import Duration, Place, Rhythm, Terms
from bot.buddies.application import Help
from bot.matches import overview, register
from bot.matches.register import Trouble
from bot.matches.store import Side
from bot.meetings import store as meetings
from bot.nudges import partner, rounds, soft
from bot.nudges.setting import Setting
from tests.store import matchmaking
from tests.store.matchmaking import Played
from tests.store.meeting import Two, meet, suggests, two

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)
"""Noon in Berlin, when the two became a match."""
DAY = timedelta(days=1)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Played]:
    async with matchmaking.played(tmp_path) as made:
        yield made


@pytest.fixture
def setting() -> Setting:
    return app.setting(config.Config(), town.load("musterstadt"), bytes(32))


def goes_to(here: Played, moment: datetime) -> None:
    here.clock.shift(moment - here.clock.now() + here.clock.offset)


async def keys(here: Played) -> list[str]:
    rows = await here.base.read(
        "select once from outbox where priority = 1 and (once like 'silent:%'"
        " or once like 'agreement:%' or once like 'trial:%') order by id"
    )
    return [row["once"].partition(":")[0] for row in rows]


async def agree(here: Played, those: Two, duration: Duration, until: date | None = None) -> None:
    """The buddy suggests it, the newcomer says yes."""
    terms = Terms((Help.LETTERS,), duration, until, Rhythm.WEEKLY, (Place.CAFE,), None)
    async with here.base.work() as work:
        await agreements.propose(work, those.match, Side.BUDDY, terms)
        version = (await agreements.standing(work, those.match)).proposed
    assert version is not None
    await here.presses(those.newcomer, "accept_agreement", those.match, version.version)


# A silence


@pytest.mark.parametrize(
    ("after", "is_asked"),
    [
        pytest.param(13.99 * DAY, False, id="not before two weeks"),
        pytest.param(14.01 * DAY, True, id="after two weeks"),
        pytest.param(14.4 * DAY, False, id="not in the evening"),
        pytest.param(14.7 * DAY, False, id="not at night"),
        pytest.param(20.97 * DAY, True, id="for a week, if the bot was away"),
        pytest.param(21.1 * DAY, False, id="then it is for the coordinators"),
    ],
)
async def test_both_are_asked_after_two_weeks_without_a_meeting(
    here: Played, setting: Setting, after: timedelta, is_asked: bool
) -> None:
    those = await two(here)
    found = await soft.silent_matches(here.base, setting, TUESDAY + after)
    assert [each.person for each in found] == ([those.newcomer, those.buddy] if is_asked else [])


async def test_two_who_never_met_here_are_not_told_that_it_was_a_while_ago(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    for nudge in await soft.silent_matches(here.base, setting, TUESDAY + 15 * DAY):
        assert [line.text for line in nudge.card.lines if line] == [soft.NEVER_MET, partner.WITH]
    await meet(here, those, TUESDAY + DAY)
    found = await soft.silent_matches(here.base, setting, TUESDAY + 17 * DAY)
    assert [nudge.person for nudge in found] == [those.newcomer, those.buddy]
    for nudge in found:
        assert [line.text for line in nudge.card.lines if line] == [soft.NOT_MET, partner.WITH]


async def test_nobody_is_asked_on_a_public_holiday(here: Played, setting: Setting) -> None:
    goes_to(here, datetime(2026, 12, 11, 11, tzinfo=UTC))
    await two(here)
    christmas = datetime(2026, 12, 25, 12, tzinfo=UTC)
    assert await soft.silent_matches(here.base, setting, christmas) == []
    assert len(await soft.silent_matches(here.base, setting, christmas + 2 * DAY)) == 2


async def test_what_was_lately_or_is_ahead_or_suggested_is_no_silence(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    later = TUESDAY + 15 * DAY
    number = await meet(here, those, TUESDAY + 5 * DAY)
    assert await soft.silent_matches(here.base, setting, later) == []
    async with here.base.work() as work:
        await meetings.cancel(work, number, "buddy")
    assert len(await soft.silent_matches(here.base, setting, later)) == 2
    await suggests(here, await meet(here, those, TUESDAY + DAY), Side.BUDDY, later + DAY)
    assert await soft.silent_matches(here.base, setting, later) == []


async def test_after_another_meeting_another_silence_is_another_question(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    goes_to(here, TUESDAY + 15 * DAY)
    await rounds.decide_softly(here.base, setting)
    async with here.base.work() as work:
        await work.run("update outbox set state = 'sent', what = null")
    await held(here, those, TUESDAY + 16 * DAY)
    goes_to(here, TUESDAY + 29 * DAY)
    await rounds.decide_softly(here.base, setting)
    assert await keys(here) == ["silent"] * 2, "what was held thirteen days ago counts"
    goes_to(here, TUESDAY + 34 * DAY)
    await rounds.decide_softly(here.base, setting)
    assert await keys(here) == ["silent"] * 4


async def test_a_meeting_that_is_suggested_takes_the_question_back(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    goes_to(here, TUESDAY + 15 * DAY)
    await rounds.decide_softly(here.base, setting)
    await rounds.decide_softly(here.base, setting)
    assert await keys(here) == ["silent", "silent"]
    await meet(here, those, here.clock.now() + DAY)
    assert await keys(here) == []


async def test_the_other_is_not_asked_any_more_when_one_says_that_they_meet_without_the_bot(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    goes_to(here, TUESDAY + 15 * DAY)
    await rounds.decide_softly(here.base, setting)
    await here.presses(those.buddy, "meet_without_bot", those.match)
    assert await keys(here) == []
    await rounds.decide_softly(here.base, setting)
    assert await keys(here) == []


async def test_nobody_is_sent_to_the_other_where_messages_are_paused(
    here: Played, setting: Setting
) -> None:
    await two(here)
    async with here.base.work() as work:
        await work.run("update thread set closed_at = 1 where kind = 'pair'")
    assert await soft.silent_matches(here.base, setting, TUESDAY + 15 * DAY) == []


async def test_coordinators_see_a_silence_after_three_weeks_in_front_of_all_others(
    here: Played, setting: Setting
) -> None:
    silent, other = await two(here), await two(here)
    coordinator = await here.coordinator()
    goes_to(here, TUESDAY + 20 * DAY)
    assert Trouble.SILENT not in (await troubles(here, coordinator))[silent.match]
    await meet(here, other, here.clock.now() + 2 * DAY)
    goes_to(here, TUESDAY + 21.1 * DAY)
    found = await troubles(here, coordinator)
    assert next(iter(found)) == silent.match
    assert found[silent.match][0] is Trouble.SILENT
    assert Trouble.SILENT not in found[other.match]
    shown = await here.presses(coordinator, "match_staff", silent.match)
    assert "No meeting for 21 days, as far as the bot knows." in shown
    await here.presses(silent.buddy, "meet_without_bot", silent.match)
    assert Trouble.SILENT not in (await troubles(here, coordinator))[silent.match]


async def troubles(here: Played, member: int) -> dict[int, tuple[Trouble, ...]]:
    async with here.base.work() as work:
        found = await register.page(work, member, work.now.date(), overview.PAGE, 0)
        counted = await register.in_trouble(work, member, work.now.date())
    assert counted == sum(Trouble.SILENT in entry.troubles for entry in found)
    return {entry.match: entry.troubles for entry in found}


async def test_only_the_two_may_say_that_they_meet_without_the_bot(here: Played) -> None:
    those, stranger = await two(here), await here.stranger()
    for about in (those.match, "x", 99999, ""):
        await here.presses(stranger, "meet_without_bot", about)
    rows = await here.base.read("select quiet_until from match")
    assert [row["quiet_until"] for row in rows] == [None]


# The end of an agreement


@pytest.mark.parametrize(
    ("valid", "duration", "last_day"),
    [
        pytest.param("2026-11-24 11:00", Duration.MONTH, "2026-12-24", id="a month"),
        pytest.param("2027-01-31 11:00", Duration.MONTH, "2027-02-28", id="a short month"),
        pytest.param("2026-11-30 23:30", Duration.THREE, "2027-03-01", id="the town's day"),
        pytest.param("2026-11-24 11:00", Duration.TRIAL, None, id="a trial"),
        pytest.param("2026-11-24 11:00", Duration.OPEN, None, id="open"),
    ],
)
async def test_an_agreement_knows_its_last_day(
    here: Played, valid: str, duration: Duration, last_day: str | None
) -> None:
    those = await two(here)
    goes_to(here, datetime.fromisoformat(valid).replace(tzinfo=UTC))
    await agree(here, those, duration)
    rows = await here.base.read("select ends_on from agreement where state = 'valid'")
    assert [row["ends_on"] for row in rows] == [last_day]


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [
        pytest.param("2026-12-16", False, id="not eight days before"),
        pytest.param("2026-12-17", True, id="a week before"),
        pytest.param("2026-12-24", True, id="until the last day"),
        pytest.param("2026-12-28", False, id="not when it is over"),
    ],
)
async def test_both_are_asked_a_week_before_the_end(
    here: Played, setting: Setting, day: str, is_asked: bool
) -> None:
    those = await two(here)
    await agree(here, those, Duration.MONTH)
    now = datetime.fromisoformat(f"{day} 11:00").replace(tzinfo=UTC)
    found = await soft.ending_agreements(here.base, setting, now)
    assert [each.person for each in found] == ([those.newcomer, those.buddy] if is_asked else [])
    assert all(each.due.until > now for each in found)


async def test_who_has_just_agreed_or_is_about_to_is_not_asked(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    await agree(here, those, Duration.UNTIL, TUESDAY.date() + 6 * DAY)
    assert await soft.ending_agreements(here.base, setting, TUESDAY + 2 * DAY) == []
    now = TUESDAY + 4 * DAY
    assert len(await soft.ending_agreements(here.base, setting, now)) == 2
    goes_to(here, now)
    await rounds.decide_softly(here.base, setting)
    assert await keys(here) == ["agreement", "agreement"]
    terms = Terms((Help.LETTERS,), Duration.OPEN, None, Rhythm.WEEKLY, (Place.CAFE,), None)
    async with here.base.work() as work:
        await agreements.propose(work, those.match, Side.BUDDY, terms)
    assert await keys(here) == []
    assert await soft.ending_agreements(here.base, setting, now) == []


async def test_letting_it_end_says_when_that_is_and_changes_nothing(here: Played) -> None:
    those = await two(here)
    await agree(here, those, Duration.MONTH)
    said = await here.presses(those.buddy, "let_agreement_end", those.match)
    assert "ends by itself, on <b>Thursday, 24 December</b>" in said
    said = await here.presses(await here.stranger(), "let_agreement_end", those.match)
    assert "24 December" not in said
    goes_to(here, TUESDAY + 40 * DAY)
    said = await here.presses(those.buddy, "let_agreement_end", those.match)
    assert "ends by itself" not in said


# Three meetings on trial


async def held(here: Played, those: Two, begins_at: datetime) -> None:
    number = await meet(here, those, begins_at)
    goes_to(here, begins_at + timedelta(hours=2))
    await here.presses(those.buddy, "met_good", number)


async def test_after_three_meetings_both_are_asked_how_they_go_on(
    here: Played, setting: Setting
) -> None:
    those = await two(here)
    await held(here, those, TUESDAY + timedelta(hours=3))
    await agree(here, those, Duration.TRIAL)
    for week in (1, 2):
        await held(here, those, TUESDAY + week * 7 * DAY)
    now = TUESDAY + 15 * DAY
    assert await soft.ended_trials(here.base, setting, now) == [], "one was before they agreed"
    await held(here, those, TUESDAY + 20 * DAY)
    found = await soft.ended_trials(here.base, setting, TUESDAY + 21 * DAY)
    assert [each.person for each in found] == [those.newcomer, those.buddy]
    assert await soft.ended_trials(here.base, setting, TUESDAY + 35 * DAY) == []
