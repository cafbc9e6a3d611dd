"""Until when a proposal can be answered: shorter before a day that matters, and longer while the
Welcome Center owes an answer itself.
"""

from datetime import date

import pytest

from bot import app
from bot.conversation.asking import Message
from bot.matches.store import Match, State
from bot.needs.store import Kind, Need, Wanted
from bot.nudges import rounds
from bot.relay import questions
from bot.relay import store as threads
from tests.store.matchmaking import KEY, SETTINGS, Played, programme

AT_THE_OFFICE = Wanted((Need(Kind.OFFICE, date(2026, 11, 27)),), None, None)


async def proposed(town: Played, wanted: Wanted) -> Match:
    petra, tom = await town.coordinator(), await town.buddy()
    amal = await town.newcomer(wanted=wanted)
    await town.proposes(petra, amal, tom)
    match = await town.match_of(amal)
    assert match is not None
    return match


async def asked_for_letters(town: Played) -> Match:
    return await proposed(town, Wanted((Need(Kind.LETTERS),), None, None))


async def asks_the_center(town: Played, person: int | None) -> None:
    assert person is not None
    async with town.base.work() as work:
        thread = await threads.center(work, person)
        await questions.add(work, thread.id, Message(1, "text"), "en")


async def center_answers(town: Played, person: int | None) -> None:
    assert person is not None
    petra = await town.coordinator()
    async with town.base.work() as work:
        thread = await threads.center(work, person)
        await questions.answer(work, thread.id, petra)


async def reminders(town: Played) -> list[str]:
    setting = app.setting(SETTINGS, programme().town, KEY)
    found = await rounds.unanswered_proposals(town.base, setting, town.clock.now())
    return [nudge.key for nudge in found]


async def test_each_side_has_time_until_the_evening_before_the_day(here: Played) -> None:
    match = await proposed(here, AT_THE_OFFICE)
    assert match.buddy is not None
    assert match.newcomer is not None
    until = "Please answer by <b>Thursday, 26 November, 18:00</b>."
    assert until in await here.told(match.buddy)
    await here.passes(hours=20)
    await here.answers(match.buddy, match)
    assert until in await here.told(match.newcomer)
    status = await here.presses(match.newcomer, "status")
    assert "Please answer by <b>Thursday, 26 November, 18:00</b>." in status
    await here.passes(hours=33)
    assert (await here.now(match)).state is State.ACCEPTED
    await here.passes(hours=1, minutes=1)
    assert (await here.now(match)).state is State.EXPIRED


async def test_who_has_less_than_a_day_is_reminded_half_way(here: Played) -> None:
    tomorrow = Wanted((Need(Kind.OFFICE, date(2026, 11, 25)),), None, None)
    match = await proposed(here, tomorrow)
    await here.passes(hours=2, minutes=59)
    assert await reminders(here) == []
    await here.passes(minutes=2)
    assert await reminders(here) == [f"proposal:{match.id}:{match.version}"]
    await here.passes(hours=3)
    assert await reminders(here) == []
    assert (await here.now(match)).state is State.EXPIRED


@pytest.mark.parametrize("is_buddy", [True, False], ids=["buddy", "newcomer"])
async def test_nobodys_time_runs_out_while_they_wait_for_an_answer_themselves(
    here: Played, is_buddy: bool
) -> None:
    match = await asked_for_letters(here)
    if not is_buddy:
        await here.answers(match.buddy or 0, match)
    person = match.buddy if is_buddy else match.newcomer
    state = State.PROPOSED if is_buddy else State.ACCEPTED
    await asks_the_center(here, person)
    await here.passes(days=4)
    assert (await here.now(match)).state is state
    assert await reminders(here) == []
    shown = await here.presses(person or 0, "proposal", match.id)
    assert "Please answer by <b>Sunday, 29 November, 12:00</b>." in shown
    await center_answers(here, person)
    await here.passes(hours=23)
    assert (await here.now(match)).state is state
    await here.passes(hours=1, minutes=1)
    assert (await here.now(match)).state is State.EXPIRED


async def test_an_answer_in_good_time_makes_it_no_longer(here: Played) -> None:
    match = await asked_for_letters(here)
    await asks_the_center(here, match.buddy)
    await center_answers(here, match.buddy)
    await here.passes(hours=72)
    assert (await here.now(match)).state is State.EXPIRED


async def test_a_question_of_before_or_of_the_other_side_keeps_nothing_open(here: Played) -> None:
    tom = await here.buddy()
    await asks_the_center(here, tom)
    await here.passes(seconds=2)
    petra, amal = await here.coordinator(), await here.newcomer()
    await here.proposes(petra, amal, tom)
    match = await here.match_of(amal)
    assert match is not None
    await asks_the_center(here, amal)
    await here.passes(hours=72)
    assert (await here.now(match)).state is State.EXPIRED


async def test_what_is_not_asked_any_more_has_no_time(here: Played) -> None:
    match = await proposed(here, AT_THE_OFFICE)
    assert match.answer_by is not None
    await here.both_say_yes(match)
    assert (await here.now(match)).answer_by is None
