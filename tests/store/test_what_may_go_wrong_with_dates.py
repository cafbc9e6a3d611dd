"""Meetings, letters and seminars where things cross, are forged, or are over meanwhile."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot import app
from bot.conversation import turn
from bot.conversation.values import Reader
from bot.letters import store as letters
from bot.letters.store import Part
from bot.matches.store import Side
from bot.meetings import gate
from bot.meetings.occasions import Occasion
from bot.meetings.store import Flag, Slot, State
from bot.nudges import suggestions
from bot.people import store as people
from bot.people import telling
from bot.relay import store as threads
from bot.seminars import collecting, desk, seats, topics
from bot.seminars.kinds import Kind
from bot.staff import store as staff
from bot.storage import forms, outbox
from bot.storage.forms import Form
from bot.storage.outbox import Priority
from tests.store.matchmaking import KEY, SETTINGS, Played, programme
from tests.store.meeting import THURSDAY, Two, meet, move_to, now, suggests, two
from tests.store.test_seats import planned

FRIDAY = THURSDAY + timedelta(days=1)
AFTER = THURSDAY + timedelta(hours=2)
PAUSED = "are paused at the moment"


async def moving(here: Played) -> tuple[Two, int]:
    """The buddy would like to move Thursday's meeting to Friday, and there is no answer until
    Thursday is over."""
    those = await two(here)
    number = await meet(here, those)
    await suggests(here, number, Side.BUDDY, FRIDAY)
    await move_to(here, AFTER)
    return those, number


async def pauses(here: Played, those: Two) -> None:
    """Somebody reported something: messages between the two are paused."""
    async with here.base.work() as work:
        await threads.close_pair(work, those.match)


async def has_form(here: Played, person: int, name: str) -> bool:
    async with here.base.work() as work:
        return name in [form.flow for form in await forms.open_forms(work, person)]


# An answer about the old time while another one is suggested


@pytest.mark.parametrize("said", ["met_good", "absent_me", "absent_both"])
async def test_nothing_is_asked_any_more_of_a_meeting_that_is_over(here: Played, said: str) -> None:
    those, number = await moving(here)
    await here.presses(those.newcomer, said, number)
    meeting = await now(here, number)
    assert meeting.offer is None
    for version in range(meeting.version + 2):
        await here.presses(those.newcomer, "confirm_meeting", f"{number}.1", version)
    assert (await now(here, number)).state is meeting.state


@pytest.mark.parametrize("said", ["absent_me", "absent_other", "absent_both"])
async def test_another_time_stays_suggested_where_the_old_one_came_to_nothing(
    here: Played, said: str
) -> None:
    those, number = await moving(here)
    words = await here.presses(those.newcomer, said, number)
    assert "Tom suggests a meeting:" in words
    new = await now(here, number + 1)
    assert (new.state, new.match, new.occasion) == (State.PROPOSED, those.match, Occasion.GERMAN)
    assert await here.presses(those.newcomer, "confirm_meeting", f"{number + 1}.1", new.version)
    assert (await now(here, number + 1)).slot == Slot(FRIDAY, FRIDAY + timedelta(hours=1))


async def test_whoever_suggested_it_and_says_that_they_did_not_meet_asks_on(here: Played) -> None:
    those, number = await moving(here)
    await here.presses(those.buddy, "absent_both", number)
    assert "Tom suggests a meeting:" in await here.told(those.newcomer)
    assert (await now(here, number + 1)).state is State.PROPOSED


async def test_a_yes_at_night_to_another_time_for_one_that_is_over_makes_no_sound(
    here: Played,
) -> None:
    those, number = await moving(here)
    await move_to(here, THURSDAY + timedelta(hours=14))
    version = (await now(here, number)).version
    await here.presses(those.newcomer, "confirm_meeting", f"{number}.1", version)
    rows = await here.base.read(
        "select what from outbox where person = :buddy order by id desc limit 1", buddy=those.buddy
    )
    assert json.loads(rows[0][0]).get(telling.QUIETLY)


async def test_other_times_are_suggested_also_when_the_old_one_is_over(here: Played) -> None:
    those, number = await moving(here)
    version = (await now(here, number)).version
    form = Form(f"other_times@{number}", answers={"seen": version})
    async with here.base.work() as work:
        await forms.put(work, those.newcomer, form)
    answers = {"day": "2026-12-03", "time": "09:30", "more": "no"}
    assert "is sent to Tom" in await here.sends(those.newcomer, "other_times", number, answers)


# While messages between the two are paused


ANSWERS = {"occasion": "german", "day": "2026-12-03", "time": "09:30", "length": 60}
WORDS = {**ANSWERS, "where": {"words": "At your door"}, "note": "I know where you live."}


async def is_refused(
    here: Played, person: int, form: str, about: int, answers: Mapping[str, object]
) -> None:
    """The form stays as it is, and why is said."""
    with pytest.raises(turn.Refusal) as refusal:
        await here.sends(person, form, about, answers)
    assert refusal.value.why.text is gate.PAUSED


async def test_no_words_go_to_the_other_by_a_suggestion_while_messages_are_paused(
    here: Played,
) -> None:
    those = await two(here)
    await pauses(here, those)
    before = await here.told(those.newcomer)
    assert PAUSED in await here.presses(those.buddy, "meet", those.match)
    assert not await has_form(here, those.buddy, f"meeting@{those.match}")
    await is_refused(here, those.buddy, "meeting", those.match, WORDS)
    assert await here.told(those.newcomer) == before
    assert not await here.base.read("select 1 from meeting")


async def test_no_words_go_to_the_other_by_moving_while_messages_are_paused(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await pauses(here, those)
    before, version = await here.told(those.newcomer), (await now(here, number)).version
    assert PAUSED in await here.presses(those.buddy, "move_meeting", number, version)
    await is_refused(here, those.buddy, "move_meeting", number, WORDS)
    assert await here.told(those.newcomer) == before
    assert (await now(here, number)).offer is None


async def test_no_other_times_are_suggested_while_messages_are_paused(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await suggests(here, number, Side.BUDDY, FRIDAY)
    await pauses(here, those)
    version = (await now(here, number)).version
    assert PAUSED in await here.presses(those.newcomer, "other_times", number, version)
    answers = {"day": "2026-12-03", "time": "09:30", "more": "no"}
    await is_refused(here, those.newcomer, "other_times", number, answers)
    offer = (await now(here, number)).offer
    assert offer is not None
    assert offer.side is Side.BUDDY


@pytest.mark.parametrize(("is_paused", "asked"), [(False, 1), (True, 0)])
async def test_nobody_is_asked_for_an_answer_to_the_other_while_messages_are_paused(
    here: Played, is_paused: bool, asked: int
) -> None:
    those = await two(here)
    number = await meet(here, those, THURSDAY + timedelta(days=14))
    await suggests(here, number, Side.BUDDY, THURSDAY + timedelta(days=15))
    if is_paused:
        await pauses(here, those)
    await here.passes(days=2)
    setting = app.setting(SETTINGS, programme().town, KEY)
    found = await suggestions.unanswered(here.base, setting, here.clock.now())
    assert len(found) == asked


async def test_a_meeting_is_cancelled_while_messages_are_paused(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await pauses(here, those)
    version = (await now(here, number)).version
    await here.presses(those.newcomer, "cancel_meeting_now", number, version)
    assert (await now(here, number)).state is State.CANCELLED
    assert "has cancelled this meeting" in await here.told(those.buddy)


# Somebody goes


async def letter(here: Played, those: Two) -> int:
    async with here.base.work() as work:
        number = await letters.add(work, those.match, 1)
        await letters.change(work, number, Part.DEADLINE, "2026-12-03")
        form = Form(f"letter_card@{number}", answers={"part": "sender"})
        await forms.put(work, those.buddy, form)
        await outbox.say(
            work,
            those.buddy,
            {},
            priority=Priority.NUDGE,
            once="letter:1",
            about=f"letter:{number}",
        )
    return number


async def test_of_the_letters_of_a_newcomer_who_is_erased_nothing_is_asked_or_said(
    here: Played,
) -> None:
    those = await two(here)
    number = await letter(here, those)
    await here.is_erased(those.newcomer)
    assert not await has_form(here, those.buddy, f"letter_card@{number}")
    assert not await here.base.read("select 1 from outbox where about = :a", a=f"letter:{number}")


# Lists, and what is over


async def test_the_next_meeting_stands_before_those_of_which_nobody_said_anything(
    here: Played,
) -> None:
    those = await two(here)
    for days in range(22):
        await meet(here, those, THURSDAY + timedelta(days=days))
    await move_to(here, THURSDAY + timedelta(days=20, hours=2))
    listed = [label for label, _ in await here.buttons(those.newcomer, "meetings")]
    assert listed[0] == "Thu 17 Dec, 9:30: Tom"
    assert listed[1] == "Thu 3 Dec, 9:30: Tom"
    assert len(listed) == 1 + 14 + len(("Meet Tom", "Menu"))


async def test_another_time_for_one_that_is_long_over_is_found_in_the_list(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await suggests(here, number, Side.BUDDY, THURSDAY + timedelta(days=30))
    await meet(here, those, THURSDAY + timedelta(days=20))
    await move_to(here, THURSDAY + timedelta(days=20, hours=2))
    pressed = [press for _, press in await here.buttons(those.newcomer, "meetings")]
    assert pressed[:2] == [f"a:meeting:{number}:0", f"a:meeting:{number + 1}:0"]


@pytest.mark.parametrize("action", ["meeting_file", "meeting_map"])
async def test_an_old_button_for_a_file_shows_the_meeting_as_it_is(
    here: Played, action: str
) -> None:
    those = await two(here)
    number = await meet(here, those)
    await move_to(here, AFTER)
    await here.presses(those.newcomer, "met_good", number)
    assert "This was your meeting with Amal:" in await here.presses(those.buddy, action, number)


async def test_an_old_button_for_the_file_of_a_seminar_shows_how_it_is(here: Played) -> None:
    seminar, tom = await planned(here, await here.coordinator()), await here.buddy()
    async with here.base.work() as work:
        await seats.take(work, seminar, tom)
    assert not await here.presses(tom, "seminar_file", seminar.id)
    await here.passes(days=4)
    assert "It is over." in await here.presses(tom, "seminar_file", seminar.id)


# Who can't be reached


@pytest.mark.parametrize("action", ["cannot_come", "cancel_meeting_now"])
async def test_whoever_calls_off_learns_that_the_other_may_not_know(
    here: Played, action: str
) -> None:
    those = await two(here)
    number = await meet(here, those)
    version = (await now(here, number)).version
    async with here.base.work() as work:
        await people.mark_unreachable(work, (await people.get(work, those.newcomer)).telegram)
    said = await here.presses(those.buddy, action, number, version)
    assert "Amal can't be reached through Telegram at the moment" in said


async def test_whoever_suggests_something_learns_it_too(here: Played) -> None:
    those = await two(here)
    async with here.base.work() as work:
        await people.mark_unreachable(work, (await people.get(work, those.newcomer)).telegram)
    words = {**WORDS, "note": None}
    said = await here.sends(those.buddy, "meeting", those.match, words)
    assert "Amal can't be reached through Telegram at the moment" in said


# Coordinators


async def test_a_button_from_before_does_not_settle_what_was_said_since(here: Played) -> None:
    those, petra = await two(here), await here.coordinator()
    number = await meet(here, those)
    await move_to(here, AFTER)
    await here.presses(those.newcomer, "met_good", number)
    await here.presses(those.buddy, "absent_me", number)
    seen = (await now(here, number)).version
    await here.presses(petra, "meeting_dealt_with", number, seen)
    assert (await now(here, number)).flag is None
    await here.presses(those.buddy, "absent_other", number)
    assert (await now(here, number)).flag is Flag.DISAGREE
    await here.presses(petra, "meeting_dealt_with", number, seen)
    assert (await now(here, number)).flag is Flag.DISAGREE


async def test_a_coordinator_is_not_asked_to_tick_nobody_but_themselves(here: Played) -> None:
    petra = await here.coordinator()
    seminar = await planned(here, petra, places=5)
    async with here.base.work() as work:
        await seats.take(work, seminar, petra)
    await here.passes(days=4)
    async with here.base.work() as work:
        member = await staff.find(work, petra)
        assert member is not None
        reader = Reader("en", programme().town.zone, work.now)
        items = await desk.count(work, member, reader)
    assert [item.line for item in items] == [None]


async def test_no_more_topics_than_can_be_read_however_many_write_one_at_once(
    here: Played,
) -> None:
    petra, tom = await here.coordinator(), await here.buddy()
    seminar = await planned(here, petra, kind=Kind.REFLECTION)
    async with here.base.work() as work:
        await seats.take(work, seminar, tom)
        for _ in range(collecting.MOST):
            await topics.add(work, seminar.id, "Letters", None)
    answers = {"words": "Letters", "named": "no"}
    assert "no more can be added" in await here.sends(tom, "add_topic", seminar.id, answers)
    async with here.base.work() as work:
        assert await topics.count(work, seminar.id) == collecting.MOST
