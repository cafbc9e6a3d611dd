"""A buddy can't come to an appointment: the coordinators see it, and who could step in."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.buddies.application import Gender
from bot.conversation import turn, values
from bot.conversation.values import Reader
from bot.matches.store import Side
from bot.meetings import desk as meeting_desk
from bot.meetings import finding
from bot.meetings.occasions import Occasion, Where
from bot.meetings.store import Flag, State
from bot.newcomers.introduction import Household, Wish
from bot.staff import store as staff
from bot.staff.record import Deed
from bot.staff.store import Role
from tests.store.matchmaking import AMAL, TOM, Played, programme
from tests.store.meeting import (
    OFFICE,
    THURSDAY,
    Two,
    appointment,
    meet,
    move_to,
    now,
    presses,
    suggests,
    two,
)

THURSDAYS = ("3m",)
FRIDAY = THURSDAY + timedelta(days=1)
FREE = replace(TOM, free=THURSDAYS)
LENA = replace(FREE, name="Lena")


async def left_alone(here: Played, begins_at: datetime = THURSDAY) -> tuple[Two, int]:
    """A newcomer has an appointment, and the buddy said "I can't"."""
    those = await two(here)
    number = await appointment(here, those, begins_at)
    await presses(here, those.buddy, "cannot_come", number)
    return those, number


async def step_in(here: Played, coordinator: int, number: int) -> list[str]:
    """Whom the list names, in order."""
    said = await here.presses(coordinator, "step_in", number)
    lines = (line for line in said.split("\n") if line[:1].isdigit())
    return [line.partition("<b>")[2].partition("</b>")[0] for line in lines]


async def waiting(here: Played, coordinator: int) -> list[str]:
    """The lines of the desk."""
    async with here.base.work() as work:
        member = await staff.find(work, coordinator)
        assert member is not None
        reader = Reader("en", programme().town.zone, work.now)
        items = await meeting_desk.count(work, member, reader)
    return [values.shown(item.line, reader, is_html=False) for item in items if item.line]


# What stays, and what is cancelled


async def test_an_appointment_stays_without_the_buddy(here: Played) -> None:
    those, number = await left_alone(here)
    meeting = await now(here, number)
    assert meeting.state is State.CONFIRMED
    assert meeting.alone_since is not None
    assert meeting.flag is Flag.NO_COMPANY
    told = await here.told(those.newcomer)
    assert told.startswith("Tom can't come and is sorry. Your appointment stays:")
    assert "Thursday, 26 November, 9:30" in told
    assert "The coordinators of the Welcome Buddies see that." in told


@pytest.mark.parametrize(
    ("occasion", "where"),
    [
        (Occasion.GERMAN, Where(office="library")),
        (Occasion.LETTERS, OFFICE),
        (Occasion.TALK, Where(words="At the café")),
    ],
)
async def test_what_two_do_with_each_other_is_cancelled(
    here: Played, occasion: Occasion, where: Where
) -> None:
    those = await two(here)
    number = await meet(here, those, THURSDAY, occasion, where)
    said = await presses(here, those.buddy, "cannot_come", number)
    assert "I have told Amal. This meeting does not take place:" in said
    assert "Tom can't come and is sorry." in await here.told(those.newcomer)
    meeting = await now(here, number)
    assert (meeting.state, meeting.ended_by, meeting.flag) == (State.CANCELLED, "buddy", None)


async def test_a_newcomer_who_can_not_cancels_and_is_reminded_of_the_office(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    said = await presses(here, those.newcomer, "cannot_come", number)
    assert "please tell the office too that you don't come." in said
    assert (await now(here, number)).state is State.CANCELLED
    assert "Amal can't come and is sorry." in await here.told(those.buddy)


async def test_another_time_that_is_suggested_already_stays_suggested(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await suggests(here, number, Side.BUDDY, FRIDAY)
    await presses(here, those.buddy, "cannot_come", number)
    assert (await now(here, number)).state is State.CANCELLED
    told = await here.told(those.newcomer)
    assert "Tom suggests a meeting:" in told
    assert "Friday, 27 November, 9:30" in told
    new = await now(here, number + 1)
    assert (new.state, new.match) == (State.PROPOSED, those.match)


@pytest.mark.parametrize(("hours", "is_quiet"), [(23, False), (25, True)])
async def test_what_begins_soon_is_told_with_a_sound(
    here: Played, hours: int, is_quiet: bool
) -> None:
    those, _ = await left_alone(here, here.clock.now() + timedelta(hours=hours))
    rows = await here.base.read(
        "select what from outbox where person = :person order by id desc limit 1",
        person=those.newcomer,
    )
    assert ("quietly" in rows[0]["what"]) is is_quiet


async def test_a_buddy_does_not_cancel_an_appointment(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    labels = [label for label, _ in await here.buttons(those.buddy, "meeting", number)]
    assert "I can't" in labels
    assert "Cancel the meeting" not in labels
    for action in ("cancel_meeting", "cancel_meeting_now"):
        await presses(here, those.buddy, action, number)
    assert (await now(here, number)).state is State.CONFIRMED


async def test_the_other_sides_suggestion_waits_for_whoever_can_not_come(here: Played) -> None:
    those = await two(here)
    number = await meet(here, those)
    await suggests(here, number, Side.NEWCOMER, FRIDAY)
    said = await presses(here, those.buddy, "cannot_come", number)
    assert "Amal suggests a meeting:" in said
    assert (await now(here, number + 1)).state is State.PROPOSED


# Thinking again


async def test_the_buddy_can_come_after_all(here: Played) -> None:
    those, number = await left_alone(here)
    await presses(here, those.newcomer, "go_alone", number)
    await presses(here, those.buddy, "come_after_all", number)
    meeting = await now(here, number)
    assert (meeting.alone_since, meeting.goes_alone, meeting.flag) == (None, False, None)
    assert "Good news: Tom can come after all." in await here.told(those.newcomer)


async def test_not_after_somebody_has_changed_it(here: Played) -> None:
    those, number = await left_alone(here)
    old = (await now(here, number)).version
    await suggests(here, number, Side.NEWCOMER, FRIDAY)
    said = await here.presses(those.buddy, "come_after_all", number, old)
    assert said.startswith("That was from before.")
    assert (await now(here, number)).alone_since is not None


async def test_nor_when_it_has_begun(here: Played) -> None:
    those, number = await left_alone(here)
    await move_to(here, THURSDAY)
    await presses(here, those.buddy, "come_after_all", number)
    assert (await now(here, number)).alone_since is not None


async def test_nor_with_another_meeting_at_that_time(here: Played) -> None:
    those = await two(here, buddy=replace(TOM, places=2))
    number = await appointment(here, those)
    await presses(here, those.buddy, "cannot_come", number)
    sara = await here.newcomer(replace(AMAL, name="Sara"))
    await here.proposes(await here.coordinator(), sara, those.buddy)
    match = await here.match_of(sara)
    assert match is not None
    await here.both_say_yes(match)
    await meet(here, Two(sara, those.buddy, match.id), THURSDAY + timedelta(minutes=30))
    said = await presses(here, those.buddy, "come_after_all", number)
    assert said.startswith("You have another meeting at that time")
    assert (await now(here, number)).alone_since is not None


async def test_whoever_said_no_to_it_is_free_at_that_time(here: Played) -> None:
    those, number = await left_alone(here)
    slot = (await now(here, number)).slot
    assert slot is not None
    async with here.base.work() as work:
        assert await finding.overlapping(work, those.buddy, slot) is None
        assert await finding.overlapping(work, those.newcomer, slot) is not None


async def test_pressed_twice_everything_is_said_once(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    version = (await now(here, number)).version
    steps = (
        (those.buddy, "coming", version, those.newcomer, "meetings.comes"),
        (those.buddy, "cannot_come", version, those.newcomer, "meetings.buddy_cant"),
        (those.newcomer, "go_alone", version + 1, those.buddy, "meetings.goes_without_you"),
        (those.buddy, "come_after_all", version + 1, those.newcomer, "meetings.comes_after_all"),
    )
    for person, action, its_version, other, key in steps:
        for _ in range(2):
            await here.presses(person, action, number, its_version)
        rows = await here.base.read("select what from outbox where person = :other", other=other)
        assert sum(f'"{key}"' in row["what"] for row in rows) == 1, action


async def test_who_said_to_come_and_then_can_not_does_not_come(here: Played) -> None:
    those = await two(here)
    number = await appointment(here, those)
    await presses(here, those.buddy, "coming", number)
    assert (await now(here, number)).coming == {Side.BUDDY}
    await presses(here, those.buddy, "cannot_come", number)
    assert (await now(here, number)).coming == frozenset()


async def test_only_the_newcomer_has_a_card_for_the_counter(here: Played) -> None:
    those, number = await left_alone(here)
    assert "Show this at the counter (Thursday, 26 November):" in await here.presses(
        those.newcomer, "card_for_counter", number
    )
    for person in (those.buddy, await here.stranger()):
        assert await here.presses(person, "card_for_counter", number) == turn.GONE.english
    await presses(here, those.buddy, "come_after_all", number)
    said = await here.presses(those.newcomer, "card_for_counter", number)
    assert said.startswith("You don't need the card now.")


# The coordinators


async def test_it_presses_on_the_desk_and_stays_there_when_it_is_over(here: Played) -> None:
    petra = await here.coordinator()
    assert await waiting(here, petra) == []
    await left_alone(here)
    line = "1 newcomer has an appointment without the buddy (Thu 26 Nov)"
    assert await waiting(here, petra) == [line]
    assert next(press for _, press in await here.buttons(petra, "desk")) == "a:meeting_flags::0"
    await move_to(here, THURSDAY + timedelta(hours=2))
    line = "1 newcomer was without the buddy at an appointment (Thu 26 Nov)"
    assert await waiting(here, petra) == [line]
    labels = [label for label, _ in await here.buttons(petra, "meeting_flags")]
    assert labels[0] == "Thu 26 Nov: Amal was alone"


async def test_what_presses_stands_first_in_the_list(here: Played) -> None:
    petra, others = await here.coordinator(), await two(here)
    held = await meet(here, others, here.clock.now() + timedelta(minutes=1), minutes=10)
    await here.passes(hours=1)
    await here.presses(others.newcomer, "met_good", held)
    await here.presses(others.buddy, "absent_other", held)
    late = (await left_alone(here, THURSDAY + timedelta(days=1)))[1]
    soon = (await left_alone(here))[1]
    presses = [press for _, press in await here.buttons(petra, "meeting_flags")]
    assert presses[:3] == [f"a:meeting_staff:{number}:0" for number in (soon, late, held)]
    labels = [label for label, _ in await here.buttons(petra, "meeting_flags")]
    assert labels[:3] == [
        "Thu 26 Nov, 9:30: Amal",
        "Fri 27 Nov, 9:30: Amal",
        "Amal – Tom: disagree",
    ]
    assert await waiting(here, petra) == [
        "2 newcomers have an appointment without the buddy (the first: Thu 26 Nov)",
        "1 meeting did not go as planned",
    ]


async def test_a_coordinator_sees_what_it_is_about_and_that_is_recorded(here: Played) -> None:
    petra, (those, number) = await here.coordinator(), await left_alone(here)
    said = await here.presses(petra, "meeting_staff", number)
    for words in (
        "<b>Amal</b> (newcomer) and <b>Tom</b> (buddy)",
        "Thursday, 26 November, 9:30",
        "Ausländerbehörde",
        "Tom can't come, said on Tuesday, 24 November, 12:00. The appointment of Amal stays.",
    ):
        assert words in said
    assert "to go alone" not in said
    await presses(here, those.newcomer, "go_alone", number)
    assert "Amal has said to go alone." in await here.presses(petra, "meeting_staff", number)
    rows = await here.base.read(
        "select distinct person from record where staff = :petra and deed = :deed",
        petra=petra,
        deed=Deed.SAW_MEETING.value,
    )
    assert {row["person"] for row in rows} == {those.newcomer, those.buddy}


async def test_what_the_two_say_stands_there_when_they_disagree(here: Played) -> None:
    petra, those = await here.coordinator(), await two(here)
    number = await meet(here, those)
    await move_to(here, THURSDAY + timedelta(hours=2))
    await here.presses(those.newcomer, "met_good", number)
    await here.presses(those.buddy, "absent_other", number)
    said = await here.presses(petra, "meeting_staff", number)
    assert "The two say different things about it:\nAmal: they met, good" in said
    assert "Tom: the other did not come" in said


async def test_one_of_the_two_sees_nothing_of_it_as_a_coordinator(here: Played) -> None:
    those, number = await left_alone(here)
    async with here.base.work() as work:
        await staff.add(work, those.buddy, Role.COORDINATOR)
    assert await waiting(here, those.buddy) == []
    assert "No meeting needs you" in await here.presses(those.buddy, "meeting_flags")
    for action in ("meeting_staff", "step_in", "meeting_dealt_with"):
        assert await presses(here, those.buddy, action, number) == turn.GONE.english


async def test_nobody_else_sees_it_at_all(here: Played) -> None:
    those, number = await left_alone(here)
    advisor = await here.stranger()
    async with here.base.work() as work:
        await staff.add(work, advisor, Role.ADVISOR)
    assert await waiting(here, advisor) == []
    for person in (advisor, await here.stranger(), those.newcomer):
        for action in ("meeting_staff", "step_in", "meeting_dealt_with", "meeting_flags"):
            assert await presses(here, person, action, number) == turn.GONE.english
    assert (await now(here, number)).flag is Flag.NO_COMPANY


async def test_what_has_changed_since_is_looked_at_before_it_is_dealt_with(here: Played) -> None:
    petra, (_, number) = await here.coordinator(), await left_alone(here)
    old = (await now(here, number)).version
    await suggests(here, number, Side.NEWCOMER, FRIDAY)
    said = await here.presses(petra, "meeting_dealt_with", number, old)
    assert said.startswith("That was from before.")
    assert (await now(here, number)).flag is Flag.NO_COMPANY


async def test_a_second_coordinator_finds_it_dealt_with(here: Played) -> None:
    petra, olaf = await here.coordinator(), await here.coordinator()
    _, number = await left_alone(here)
    version = (await now(here, number)).version
    await here.presses(petra, "meeting_dealt_with", number, version)
    assert (await now(here, number)).flag is None
    said = await here.presses(olaf, "meeting_dealt_with", number, version)
    assert said.startswith("That was from before.")
    assert "Nobody needs to look at this meeting now." in said
    assert await waiting(here, olaf) == []
    for about in ("4711", "nonsense", "1.1", ""):
        assert await here.presses(olaf, "meeting_staff", about) == turn.GONE.english


# Who could step in


async def test_who_could_step_in_and_why(here: Played) -> None:
    petra, (_, number) = await here.coordinator(), await left_alone(here)
    lena = await here.buddy(LENA)
    said = await here.presses(petra, "step_in", number)
    assert "1. <b>Lena</b>: speaks English · same district · accompanies nobody now" in said
    assert "are usually free then (Thu morning)" in said
    assert "Nobody has been asked." in said
    buttons = await here.buttons(petra, "step_in", number)
    assert ("Write to Lena", f"a:write_to:{lena}:0") in buttons
    assert "Write to Amal" in [label for label, _ in buttons]
    assert await here.told(lena) == ""


async def test_who_could_not(here: Played) -> None:
    petra, (_, number) = await here.coordinator(), await left_alone(here)
    await here.buddy(replace(LENA, name="Speaks something else", languages=("tr",)))
    await here.buddy(replace(LENA, name="Free at another time", free=("3a", "2m")))
    await here.pauses(await here.buddy(replace(LENA, name="Pauses")))
    await here.leaves(await here.buddy(replace(LENA, name="Has left")))
    busy = await two(here, buddy=replace(LENA, name="Is busy", free=(*THURSDAYS, "1m")))
    await meet(here, busy, THURSDAY + timedelta(minutes=45))
    unreachable = await here.buddy(replace(LENA, name="Unreachable"))
    async with here.base.work() as work:
        await work.run("update person set unreachable_since = 1 where id = :id", id=unreachable)
    assert await step_in(here, petra, number) == []
    assert "No active buddy who shares a language with Amal" in await here.presses(
        petra, "step_in", number
    )


async def test_the_buddy_who_can_not_come_is_not_suggested(here: Played) -> None:
    petra = await here.coordinator()
    those = await two(here, buddy=replace(TOM, free=(*TOM.free, *THURSDAYS)))
    number = await appointment(here, those)
    await presses(here, those.buddy, "cannot_come", number)
    assert await step_in(here, petra, number) == []


async def test_a_stated_wish_and_children_count_here_too(here: Played) -> None:
    petra = await here.coordinator()
    family = replace(AMAL, household=Household.FAMILY, wish=Wish.WOMAN)
    her = replace(TOM, gender=Gender.WOMAN)
    asks, helps = await here.newcomer(family), await here.buddy(her)
    await here.is_certified(helps)
    await here.proposes(petra, asks, helps)
    match = await here.match_of(asks)
    assert match is not None
    await here.both_say_yes(match)
    those = Two(asks, helps, match.id)
    number = await appointment(here, those)
    await presses(here, helps, "cannot_come", number)

    await here.is_certified(await here.buddy(replace(LENA, name="A man", gender=Gender.MAN)))
    await here.buddy(replace(LENA, name="No certificate", gender=Gender.WOMAN))
    fits = await here.buddy(replace(LENA, gender=Gender.WOMAN))
    assert await step_in(here, petra, number) == []
    await here.is_certified(fits)
    assert await step_in(here, petra, number) == ["Lena"]


async def test_the_nearest_first_then_who_has_fewest_and_eight_at_most(here: Played) -> None:
    petra, (_, number) = await here.coordinator(), await left_alone(here)
    for name in "abcdefg":
        await here.buddy(replace(FREE, name=name, district="muehlberg"))
    await two(here, buddy=replace(FREE, name="near, with one", free=(*THURSDAYS, "1m"), places=2))
    await here.buddy(replace(FREE, name="near"))
    assert await step_in(here, petra, number) == ["near", "near, with one", *"abcdef"]


async def test_a_coordinator_who_is_a_buddy_is_not_told_to_write_to_themselves(
    here: Played,
) -> None:
    _, number = await left_alone(here)
    lena = await here.buddy(LENA)
    async with here.base.work() as work:
        await staff.add(work, lena, Role.COORDINATOR)
    assert await step_in(here, lena, number) == []


async def test_it_is_said_when_the_newcomer_can_not_be_reached(here: Played) -> None:
    petra, (those, number) = await here.coordinator(), await left_alone(here)
    words = "Amal has stopped this bot and can't be reached here now."
    assert words not in await here.presses(petra, "meeting_staff", number)
    async with here.base.work() as work:
        await work.run("update person set paused_at = 1 where id = :id", id=those.newcomer)
    assert words in await here.presses(petra, "meeting_staff", number)


async def test_when_it_is_settled_nobody_needs_to_step_in(here: Played) -> None:
    petra, (those, number) = await here.coordinator(), await left_alone(here)
    await here.buddy(LENA)
    await presses(here, those.buddy, "come_after_all", number)
    said = await here.presses(petra, "step_in", number)
    assert said.startswith("That was from before.")
    assert "Lena" not in said
