"""Staff and their invitations as rows, and what is kept of a person who goes."""

from datetime import timedelta

from bot import clock, erasing
from bot.people import personal
from bot.people import store as people
from bot.staff import invitations, store
from bot.staff.store import Role
from bot.storage import database

ERASURE = personal.Erasure((), erasing.PERSONAL, b"key")


async def knows(base: database.Database, chat: int) -> people.Person:
    async with base.work() as work:
        return await people.add(work, chat, "en")


async def test_roles_add_up_and_go_together(base: database.Database) -> None:
    petra = await knows(base, 1)
    async with base.work() as work:
        await store.add(work, petra.id, Role.ADVISOR)
        await store.add(work, petra.id, Role.COORDINATOR)
        member = await store.find(work, petra.id)
        assert member is not None
        assert member.roles == {*Role}
        await store.end(work, petra.id)
        assert await store.find(work, petra.id) is None
        assert work.events[-1] == store.Left(petra.id)


async def test_only_the_one_coordinator_there_is_is_the_last(base: database.Database) -> None:
    petra, amir, tom = await knows(base, 1), await knows(base, 2), await knows(base, 3)
    async with base.work() as work:
        await store.add(work, petra.id, Role.COORDINATOR)
        await store.add(work, tom.id, Role.ADVISOR)
        assert await store.is_last_coordinator(work, petra.id)
        assert not await store.is_last_coordinator(work, tom.id)
        await store.add(work, amir.id, Role.COORDINATOR)
        assert not await store.is_last_coordinator(work, petra.id)


async def test_nothing_of_the_secret_is_kept(base: database.Database) -> None:
    async with base.work() as work:
        payload = await invitations.make(work, Role.ADVISOR, 72)
    secret = payload.removeprefix("staff_").encode()
    (row,) = await base.read("select * from invitation")
    assert secret not in b" ".join(str(part).encode() for part in row)
    assert len(row["secret"]) == 32


async def test_whoever_leaves_leaves_no_invitation_open(base: database.Database) -> None:
    petra, amir = await knows(base, 1), await knows(base, 2)
    async with base.work() as work:
        of_petra = await invitations.make(work, Role.ADVISOR, 72, made_by=petra.id)
        of_amir = await invitations.make(work, Role.ADVISOR, 72, made_by=amir.id)
        await invitations.revoke(work, store.Left(petra.id))
        assert (await invitations.get(work, of_petra)).expires_at <= work.now
        assert (await invitations.get(work, of_amir)).expires_at > work.now


async def test_an_invitation_is_open_until_it_is_taken_back(base: database.Database) -> None:
    petra = await knows(base, 1)
    async with base.work() as work:
        made = await invitations.get(
            work, await invitations.make(work, Role.ADVISOR, 72, made_by=petra.id)
        )
        assert await invitations.still_open(work) == [made]
        assert await invitations.withdraw(work, made.id)
        assert not await invitations.withdraw(work, made.id)
        assert await invitations.still_open(work) == []


async def test_erasing_whoever_invited_keeps_who_was_invited(base: database.Database) -> None:
    petra, tom = await knows(base, 1), await knows(base, 2)
    async with base.work() as work:
        used = await invitations.get(
            work, await invitations.make(work, Role.ADVISOR, 72, made_by=petra.id)
        )
        await invitations.use(work, used.id, tom.id)
        await invitations.make(work, Role.ADVISOR, 72, made_by=petra.id)
        await personal.erase(work, petra, ERASURE)
    (row,) = await base.read("select made_by, person from invitation")
    assert tuple(row) == (None, tom.id)


async def test_both_sides_of_an_invitation_are_exported(base: database.Database) -> None:
    petra, tom = await knows(base, 1), await knows(base, 2)
    async with base.work() as work:
        used = await invitations.get(
            work, await invitations.make(work, Role.ADVISOR, 72, made_by=petra.id)
        )
        await invitations.use(work, used.id, tom.id)
    for person, what in ((petra, "made by you"), (tom, "used by you")):
        exported = await personal.export(base, person.id, invitations.PERSONAL)
        assert [row["what"] for row in exported["invitation"]] == [what]


async def test_invitations_are_forgotten_a_month_after_their_end(
    base: database.Database, its_clock: clock.Clock
) -> None:
    async with base.work() as work:
        await invitations.make(work, Role.ADVISOR, 24)
    for days, left in ((30, 1), (32, 0)):
        its_clock.shift(timedelta(days=days))
        async with base.work() as work:
            await invitations.purge(work)
        assert len(await base.read("select 1 from invitation")) == left
