"""Seats of a seminar: never given twice, never lost, and only to those it is for."""

import asyncio
import sqlite3
from datetime import timedelta

import pytest

from bot import app
from bot.buddies import store as buddies
from bot.conversation import turn
from bot.conversation.values import Reader
from bot.nudges import retention
from bot.people import store as people
from bot.seminars import invitation, seats, store, waiting
from bot.seminars.kinds import Audience, Kind
from bot.seminars.seats import Answer
from bot.seminars.store import Plan, Seminar, Wording
from bot.storage import forms, outbox
from bot.storage.forms import Form
from bot.storage.outbox import Priority
from tests.store import matchmaking
from tests.store.matchmaking import Played


async def planned(
    here: Played,
    by: int,
    *,
    places: int | None = 1,
    audience: Audience = Audience.BUDDIES,
    kind: Kind = Kind.SEMINAR,
) -> Seminar:
    """A seminar in three days."""
    begins = here.clock.now() + timedelta(days=3)
    plan = Plan(kind, begins, begins + timedelta(hours=2), "Rathaus", places, audience)
    async with here.base.work() as work:
        made = await store.add(work, plan, {"de": Wording("Austausch", None)}, by)
        return await store.get(work, made)


async def applies(here: Played) -> int:
    """Somebody who wants to be a buddy."""
    person = await here.stranger()
    async with here.base.work() as work:
        await buddies.put(work, person, matchmaking.TOM)
    return person


async def answers_of(here: Played, seminar: Seminar) -> dict[int, str]:
    rows = await here.base.read("select person, state from rsvp where seminar = :s", s=seminar.id)
    return {row["person"]: row["state"] for row in rows}


async def test_the_last_seat_is_given_to_one_of_two_who_want_it_at_once(here: Played) -> None:
    seminar = await planned(here, await here.coordinator())
    tom, ida = await here.buddy(), await here.buddy()
    said = await asyncio.gather(*(here.presses(p, "rsvp_yes", seminar.id, 1) for p in (tom, ida)))
    assert sorted((await answers_of(here, seminar)).values()) == ["coming", "waiting"]
    assert sorted("All seats are taken by now." in words for words in said) == [False, True]


async def test_no_seat_has_two_people_and_none_is_beyond_the_last(here: Played) -> None:
    seminar = await planned(here, await here.coordinator(), places=2)
    tom, ida, ole = await here.buddy(), await here.buddy(), await here.buddy()
    seat = (
        "insert into rsvp (seminar, person, state, seat, answered_at) "
        "values (:seminar, :person, 'coming', :seat, 0)"
    )
    async with here.base.work() as work:
        await work.run(seat, seminar=seminar.id, person=tom, seat=2)
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            await work.run(seat, seminar=seminar.id, person=ida, seat=2)
        with pytest.raises(sqlite3.IntegrityError, match="no such seat"):
            await work.run(seat, seminar=seminar.id, person=ole, seat=3)


async def test_the_same_button_pressed_twice_takes_one_seat(here: Played) -> None:
    seminar = await planned(here, await here.coordinator(), places=2)
    tom = await here.buddy()
    for _ in range(2):
        await here.presses(tom, "rsvp_yes", seminar.id, 1)
    assert await answers_of(here, seminar) == {tom: "coming"}
    for _ in range(2):
        await here.presses(tom, "rsvp_no", seminar.id, 1)
    assert await answers_of(here, seminar) == {tom: "not_coming"}


async def test_whoever_joins_the_line_again_is_at_its_end(here: Played) -> None:
    seminar = await planned(here, await here.coordinator())
    tom, ida, ole = await here.buddy(), await here.buddy(), await here.buddy()
    for person in (tom, ida, ole):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    await here.presses(ida, "rsvp_no", seminar.id, 1)
    await here.presses(ida, "rsvp_yes", seminar.id, 1)
    await here.presses(tom, "rsvp_no", seminar.id, 1)
    assert await answers_of(here, seminar) == {
        tom: "not_coming",
        ole: "coming",
        ida: "waiting",
    }


async def test_fewer_seats_fit_when_somebody_in_between_has_gone(here: Played) -> None:
    petra = await here.coordinator()
    seminar = await planned(here, petra, places=3)
    tom, ida, ole = await here.buddy(), await here.buddy(), await here.buddy()
    for person in (tom, ida, ole):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    await here.presses(tom, "rsvp_no", seminar.id, 1)
    assert "<b>2</b> of 2" in await here.sends(petra, "seminar_seats", seminar.id, {"seats": 2})
    rows = await here.base.read("select seat from rsvp where seat is not null order by seat")
    assert [row["seat"] for row in rows] == [1, 2]


@pytest.mark.parametrize("action", ["seminar", "rsvp_yes", "rsvp_no", "add_topic", "seminar_file"])
async def test_a_newcomer_has_no_part_in_what_is_for_buddies(here: Played, action: str) -> None:
    seminar = await planned(here, await here.coordinator(), kind=Kind.REFLECTION)
    amal = await here.newcomer()
    said = await here.presses(amal, action, seminar.id, 1)
    assert said == await here.presses(amal, action, 4711, 1)
    assert turn.GONE.english == said
    assert await answers_of(here, seminar) == {}


@pytest.mark.parametrize(
    ("audience", "may_come"),
    [
        (Audience.EVERYONE, {"newcomer", "applicant", "active", "paused", "left"}),
        (Audience.APPLICANTS, {"applicant"}),
        (Audience.BUDDIES, {"applicant", "active", "paused"}),
        (Audience.ACTIVE, {"active", "paused"}),
    ],
    ids=lambda value: value.value if isinstance(value, Audience) else "",
)
async def test_only_those_it_is_for_can_sign_up(
    here: Played, audience: Audience, may_come: set[str]
) -> None:
    seminar = await planned(here, await here.coordinator(), places=None, audience=audience)
    newcomer, applicant = await here.newcomer(), await applies(here)
    active, paused, left = await here.buddy(), await here.buddy(), await here.buddy()
    await here.pauses(paused)
    await here.leaves(left)
    everybody = {
        "newcomer": newcomer,
        "applicant": applicant,
        "active": active,
        "paused": paused,
        "left": left,
    }
    for person in everybody.values():
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    come = await answers_of(here, seminar)
    assert {name for name, person in everybody.items() if person in come} == may_come


STAFF_ACTIONS = (
    "seminars_staff", "seminar_staff", "new_seminar", "copy_seminar", "change_seminar",
    "move_seminar", "cancel_seminar", "cancel_seminar_now", "who_comes", "attendance", "tick",
    "seminar_topics",
)  # fmt: skip


@pytest.mark.parametrize("action", STAFF_ACTIONS)
async def test_buddies_can_not_press_what_is_for_coordinators(here: Played, action: str) -> None:
    seminar = await planned(here, await here.coordinator())
    tom = await here.buddy()
    assert await here.presses(tom, action, seminar.id, 1) == turn.GONE.english
    for odd in ("", "-1", "1.2.3", "x" * 40, "1.text.xx", "9" * 20):
        assert await here.presses(tom, action, odd, 1) == turn.GONE.english
    async with here.base.work() as work:
        assert await store.get(work, seminar.id) == seminar


async def test_whoever_leaves_is_erased_or_is_unreachable_frees_the_seat(here: Played) -> None:
    seminar = await planned(here, await here.coordinator())
    tom, ida, ole, eva = [await here.buddy() for _ in range(4)]
    for person in (tom, ida, ole, eva):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    await here.leaves(tom)
    assert (await answers_of(here, seminar))[ida] == "coming"
    assert "You have a seat now" in await here.told(ida)
    await here.is_erased(ida)
    assert (await answers_of(here, seminar))[ole] == "coming"
    async with here.base.work() as work:
        chat = (await people.get(work, ole)).telegram
        await people.mark_unreachable(work, chat)
    assert await answers_of(here, seminar) == {eva: "coming"}


async def test_what_has_begun_takes_no_answers_and_nobody_moves_up(here: Played) -> None:
    petra = await here.coordinator()
    seminar = await planned(here, petra)
    tom, ida = await here.buddy(), await here.buddy()
    for person in (tom, ida):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    await here.passes(days=3, minutes=1)
    assert "It has begun already." in await here.presses(tom, "rsvp_no", seminar.id, 1)
    await here.leaves(tom)
    assert await answers_of(here, seminar) == {tom: "coming", ida: "waiting"}
    await here.is_erased(tom)
    async with here.base.work() as work:
        await waiting.move_up(work, seminar.id)
    assert await answers_of(here, seminar) == {ida: "waiting"}
    for action in ("move_seminar", "cancel_seminar_now"):
        assert "changed in the meantime" in await here.presses(petra, action, seminar.id, 1)
    moved = {"day": "2026-12-24", "time": "18:00", "length": 60}
    assert "has begun" in await here.sends(petra, "move_seminar", seminar.id, moved)


async def test_a_reminder_that_holds_no_longer_is_taken_back(here: Played) -> None:
    petra = await here.coordinator()
    seminar = await planned(here, petra)
    tom, ida = await here.buddy(), await here.buddy()
    await here.presses(tom, "rsvp_yes", seminar.id, 1)

    async def reminded(person: int) -> None:
        about = f"seminar:{seminar.id}:{person}"
        async with here.base.work() as work:
            await outbox.say(work, person, {}, priority=Priority.NUDGE, about=about)

    async def unsent() -> int:
        rows = await here.base.read(
            "select count(*) from outbox where about is not null and state = 'waiting'"
        )
        return int(rows[0][0])

    for press in (("rsvp_no", 1), ("cancel_seminar_now", 1)):
        person = tom if press[0] == "rsvp_no" else petra
        await here.presses(tom, "rsvp_yes", seminar.id, 1)
        await reminded(tom)
        assert await unsent() == 1
        await here.presses(person, press[0], seminar.id, press[1])
        assert await unsent() == 0
    assert ida not in await answers_of(here, seminar)


async def test_an_old_button_of_one_coordinator_does_not_undo_what_another_did(
    here: Played,
) -> None:
    petra, paul = await here.coordinator(), await here.coordinator()
    seminar = await planned(here, petra)
    moved = {"day": "2026-12-24", "time": "18:00", "length": 60}
    async with here.base.work() as work:
        begun = Form(f"move_seminar@{seminar.id}", 1, {**moved, "seen": 1})
        await forms.put(work, petra, begun)
    await here.sends(paul, "seminar_place", seminar.id, {"place": "Bibliothek"})
    assert "changed in the meantime" in await here.presses(
        petra, "cancel_seminar_now", seminar.id, 1
    )
    assert "not done yet" in await here.sends(petra, "move_seminar", seminar.id, moved)
    async with here.base.work() as work:
        now = await store.get(work, seminar.id)
    assert now.plan.begins_at == seminar.plan.begins_at
    assert now.plan.place == "Bibliothek"


async def test_a_new_place_is_told_and_old_answers_to_it_are_asked_anew(here: Played) -> None:
    petra, tom = await here.coordinator(), await here.buddy()
    seminar = await planned(here, petra)
    await here.presses(tom, "rsvp_yes", seminar.id, 1)
    await here.sends(petra, "seminar_place", seminar.id, {"place": "https://example.org/raum"})
    told = await here.told(tom)
    assert "place has changed" in told
    assert "Where: https://example.org/raum" in told
    assert "Can you come?" in await here.presses(tom, "rsvp_no", seminar.id, 1)
    assert await answers_of(here, seminar) == {tom: "coming"}
    await here.presses(tom, "rsvp_no", seminar.id, 0)
    assert await answers_of(here, seminar) == {tom: "not_coming"}


async def test_an_invitation_says_how_it_is_now_or_nothing(here: Played) -> None:
    petra, tom = await here.coordinator(), await here.buddy()
    seminar = await planned(here, petra)
    reader = Reader("en", matchmaking.programme().town.zone, here.clock.now())
    assert await invitation.card(here.base, seminar.id, tom, reader) is not None
    assert await invitation.card(here.base, seminar.id, petra, reader) is None
    await here.presses(petra, "cancel_seminar_now", seminar.id, 1)
    assert await invitation.card(here.base, seminar.id, tom, reader) is None


async def test_ticks_carry_what_is_wanted_and_count_once(here: Played) -> None:
    petra, tom, ida = await here.coordinator(), await here.buddy(), await here.buddy()
    seminar = await planned(here, petra, places=None)
    for person in (tom, ida):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    await here.passes(days=3, minutes=1)
    async with here.base.work() as work:
        rsvp = await seats.find(work.all, seminar.id, tom)
    assert rsvp is not None
    for _ in range(2):
        await here.presses(petra, "tick", f"{seminar.id}.{rsvp.id}.1.0")
    deeds = await here.base.read("select person from record where deed = 'noted_attendance'")
    assert [row["person"] for row in deeds] == [tom]
    await here.presses(petra, "tick", f"{seminar.id}.rest.0.0")
    rows = await here.base.read("select person, attended from rsvp order by person")
    assert [tuple(row) for row in rows] == [(tom, 1), (ida, 0)]


async def test_who_came_is_forgotten_in_time(here: Played) -> None:
    petra, tom = await here.coordinator(), await here.buddy()
    seminar = await planned(here, petra, kind=Kind.REFLECTION)
    await here.presses(tom, "rsvp_yes", seminar.id, 1)
    await here.sends(tom, "add_topic", seminar.id, {"words": "Saying no", "named": "yes"})
    setting = app.setting(matchmaking.SETTINGS, matchmaking.programme().town, matchmaking.KEY)
    for days, left in ((300, 1), (100, 0)):
        await here.passes(days=days)
        await retention.purge(here.base, setting)
        rows = await here.base.read(
            "select (select count(*) from rsvp), (select count(*) from topic)"
        )
        assert tuple(rows[0]) == (left, left)


@pytest.mark.parametrize("answer", [Answer.WAITING, Answer.NOT_COMING, None])
async def test_topics_come_only_from_those_who_have_a_seat(
    here: Played, answer: Answer | None
) -> None:
    seminar = await planned(here, await here.coordinator(), kind=Kind.REFLECTION)
    tom = await here.buddy()
    if answer is Answer.WAITING:
        await here.presses(await here.buddy(), "rsvp_yes", seminar.id, 1)
    if answer is not None:
        action = "rsvp_yes" if answer is Answer.WAITING else "rsvp_no"
        await here.presses(tom, action, seminar.id, 1)
    said = await here.sends(tom, "add_topic", seminar.id, {"words": "Saying no", "named": "no"})
    assert "from those who have a seat" in said
    rows = await here.base.read("select count(*) from topic")
    assert rows[0][0] == 0


async def test_nobody_takes_back_a_topic_of_somebody_else(here: Played) -> None:
    seminar = await planned(here, await here.coordinator(), kind=Kind.REFLECTION, places=None)
    tom, ida = await here.buddy(), await here.buddy()
    for person in (tom, ida):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    await here.sends(tom, "add_topic", seminar.id, {"words": "Saying no", "named": "yes"})
    await here.sends(tom, "add_topic", seminar.id, {"words": "Being tired", "named": "no"})
    rows = await here.base.read("select id, person, added_at from topic order by id")
    assert rows[1]["person"] is None
    assert rows[1]["added_at"] % (24 * 60 * 60) == 0
    for row in rows:
        await here.presses(ida, "take_topic_back", f"{seminar.id}.{row['id']}")
    await here.presses(tom, "take_topic_back", f"{seminar.id}.{rows[1]['id']}")
    assert len(await here.base.read("select id from topic")) == 2


async def test_coordinators_do_not_tick_themselves(here: Played) -> None:
    petra, paul = await here.coordinator(), await here.coordinator()
    async with here.base.work() as work:
        await buddies.put(work, petra, matchmaking.TOM)
        await buddies.change_state(work, petra, buddies.State.INTERVIEWED)
    seminar = await planned(here, paul, kind=Kind.INTRODUCTION, places=None)
    await here.presses(petra, "rsvp_yes", seminar.id, 1)
    await here.passes(days=3, minutes=1)
    for coordinator, state in ((petra, "interviewed"), (paul, "prepared")):
        await here.presses(coordinator, "tick", f"{seminar.id}.1.1.0")
        await here.presses(coordinator, "tick", f"{seminar.id}.all.1.0")
        rows = await here.base.read("select state from buddy")
        assert rows[0]["state"] == state


async def test_whoever_declines_reads_how_many_seats_are_left_after_the_list_moved_up(
    here: Played,
) -> None:
    seminar = await planned(here, await here.coordinator())
    tom, ida = await here.buddy(), await here.buddy()
    for person in (tom, ida):
        await here.presses(person, "rsvp_yes", seminar.id, 1)
    assert "All seats are taken" in await here.presses(tom, "rsvp_no", seminar.id, 1)


async def test_an_introduction_before_the_application_counts(here: Played) -> None:
    petra = await here.coordinator()
    seminar = await planned(
        here, petra, kind=Kind.INTRODUCTION, places=None, audience=Audience.EVERYONE
    )
    ida = await here.stranger()
    await here.presses(ida, "rsvp_yes", seminar.id, 1)
    await here.passes(days=3, minutes=1)
    assert "somebody (no." in await here.presses(petra, "who_comes", seminar.id)
    await here.presses(petra, "tick", f"{seminar.id}.all.1.0")
    async with here.base.work() as work:
        await buddies.put(work, ida, matchmaking.TOM)
        work.happened(buddies.Applied(ida))
    assert "An introduction ✓" in await here.presses(ida, "my_path")
    await here.presses(petra, "move_on", ida, 1)
    async with here.base.work() as work:
        assert (await buddies.get(work, ida)).state is buddies.State.PREPARED
