"""Buddies as rows: pauses that end by themselves, and what is forgotten when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import clock
from bot.buddies import pausing, register, store
from bot.buddies.application import Gender, Help, Offer
from bot.buddies.rules import Certificate
from bot.buddies.store import State
from bot.people import store as people
from bot.storage import database

TODAY = date(2026, 11, 24)
OFFER = Offer(
    name="Tom",
    languages=("ar", "de"),
    district="hafen",
    helps=(Help.OFFICE, Help.ARRIVING),
    free=("1m", "3e"),
    places=2,
    gender=Gender.MAN,
    about="I like\nto cook.",
)
CERTIFICATE = Certificate(TODAY, TODAY - timedelta(days=20), has_entry=False)


@pytest.fixture(autouse=True)
def _today(its_clock: clock.Clock) -> None:
    its_clock.shift(datetime(2026, 11, 24, 11, tzinfo=UTC) - its_clock.now())


async def applicant(base: database.Database, chat: int) -> int:
    async with base.work() as work:
        person = await people.add(work, chat, "en")
        await store.put(work, person.id, OFFER)
    return person.id


async def move(
    base: database.Database, person: int, state: State, until: date | None = None
) -> None:
    async with base.work() as work:
        await store.change_state(work, person, state, paused_until=until)


async def state_of(base: database.Database, person: int) -> State:
    async with base.work() as work:
        return (await store.get(work, person)).state


async def messages(base: database.Database) -> int:
    return len(await base.read("select id from outbox"))


async def test_an_offer_is_found_as_it_was_kept(base: database.Database) -> None:
    tom = await applicant(base, 1)
    async with base.work() as work:
        buddy = await store.get(work, tom)
    assert buddy.offer == OFFER
    assert (buddy.state, buddy.version, buddy.certificate) == (State.APPLIED, 1, None)


async def test_a_pause_ends_on_its_day_and_not_before(base: database.Database) -> None:
    tom = await applicant(base, 1)
    await move(base, tom, State.PAUSED, TODAY + timedelta(days=1))
    await pausing.resume_due(base, TODAY)
    assert await state_of(base, tom) is State.PAUSED
    await pausing.resume_due(base, TODAY + timedelta(days=1))
    assert await state_of(base, tom) is State.ACTIVE
    assert await messages(base) == 1
    await pausing.resume_due(base, TODAY + timedelta(days=2))
    assert await messages(base) == 1


async def test_who_said_stop_is_active_again_without_a_word(base: database.Database) -> None:
    tom = await applicant(base, 1)
    await move(base, tom, State.PAUSED, TODAY)
    async with base.work() as work:
        await people.change_pause(work, tom, is_paused=True)
    await pausing.resume_due(base, TODAY)
    assert await state_of(base, tom) is State.ACTIVE
    assert await messages(base) == 0


async def test_a_certificate_is_forgotten_sooner_than_the_buddy(
    base: database.Database, its_clock: clock.Clock
) -> None:
    tom, lena = await applicant(base, 1), await applicant(base, 2)
    for person in (tom, lena):
        async with base.work() as work:
            await store.certify(work, person, CERTIFICATE)
    await move(base, tom, State.LEFT)
    its_clock.shift(its_clock.offset + timedelta(days=91))
    async with base.work() as work:
        before = clock.stamp(work.now - timedelta(days=90))
        await store.forget_left(work, before=0, certificates_before=before)
        assert (await store.get(work, tom)).certificate is None
        assert (await store.get(work, lena)).certificate == CERTIFICATE


async def test_only_who_left_or_was_declined_is_forgotten(
    base: database.Database, its_clock: clock.Clock
) -> None:
    stays = await applicant(base, 1)
    for chat, state in ((2, State.LEFT), (3, State.DECLINED)):
        await move(base, await applicant(base, chat), state)
    its_clock.shift(its_clock.offset + timedelta(days=366))
    async with base.work() as work:
        before = clock.stamp(work.now - timedelta(days=365))
        await store.forget_left(work, before, before)
    assert [row[0] for row in await base.read("select person from buddy")] == [stays]
    left = await base.read("select distinct person from buddy_spoken")
    assert [row[0] for row in left] == [stays]


async def test_who_applies_again_begins_the_way_anew(base: database.Database) -> None:
    tom = await applicant(base, 1)
    async with base.work() as work:
        await store.change_state(work, tom, State.INTERVIEWED)
        await store.change_state(work, tom, State.DECLINED, declined_for="No time.")
        await store.put(work, tom, OFFER)
        buddy = await store.get(work, tom)
    assert (buddy.state, buddy.declined_for) == (State.APPLIED, None)
    assert [
        tuple(row) for row in await base.read("select interviewed_at, ended_at from buddy")
    ] == [(None, None)]


async def test_the_register_goes_from_the_oldest_to_the_newest(base: database.Database) -> None:
    first, second, active = [await applicant(base, chat) for chat in (1, 2, 3)]
    await move(base, active, State.ACTIVE)
    async with base.work() as work:
        assert await register.next_applicant(work, 0) == first
        assert await register.next_applicant(work, 0, after=first) == second
        assert await register.next_applicant(work, 0, after=second) is None
        counted = await register.count_applicants(work, 0, work.now)
        assert (counted.count, counted.late) == (2, 0)
        counted = await register.count_applicants(work, 0, work.now + timedelta(seconds=1))
        assert (counted.count, counted.late) == (2, 2)
        assert await register.count_by_state(work, 0) == {State.APPLIED: 2, State.ACTIVE: 1}
        assert await register.names(work, 0, State.APPLIED, 1, 5) == [(second, "Tom")]


async def test_nobody_waits_where_there_is_no_application(base: database.Database) -> None:
    async with base.work() as work:
        assert await register.count_applicants(work, 0, work.now) == register.Applicants(0)
        assert await register.next_applicant(work, 0) is None
