"""People: consents in force and withdrawn, reachable or not; and when somebody is erased, nothing
of them is left in any table or file."""

from datetime import timedelta
from typing import Any

import pytest

from bot import erasing
from bot.needs import store as requests
from bot.needs.store import Kind, Need, Wanted
from bot.newcomers import links
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import German, Household, Newcomer, Wish
from bot.people import personal
from bot.people import store as people
from bot.storage import database, forms, inbox, outbox
from bot.storage.forms import Form
from bot.storage.inbox import Arrival
from bot.storage.outbox import Ending

AMAL, TOM = 7_777_000_123, 5_555_000_321
NAME = "Amalthea Zorknabulia"
KEY = b"a key that is not in the database"


async def add(base: database.Database, chat: int) -> people.Person:
    async with base.work() as work:
        return await people.add(work, chat, "en")


async def found(base: database.Database, chat: int) -> people.Person | None:
    async with base.work() as work:
        return await people.find(work, chat)


async def column(base: database.Database, sql: str, **values: Any) -> Any:
    (row,) = await base.read(sql, **values)
    return row[0]


async def test_somebody_who_writes_is_known_from_then_on(base: database.Database) -> None:
    assert await found(base, AMAL) is None
    amal = await add(base, AMAL)
    assert await found(base, AMAL) == amal
    assert not amal.has_chosen


async def test_a_chosen_language_is_no_guess_any_more(base: database.Database) -> None:
    amal = await add(base, AMAL)
    async with base.work() as work:
        await people.choose_language(work, amal.id, "ar")
        known = await people.get(work, amal.id)
    assert (known.language, known.has_chosen) == ("ar", True)


async def test_who_is_not_known_can_not_be_got(base: database.Database) -> None:
    async with base.work() as work:
        with pytest.raises(LookupError):
            await people.get(work, 99)


async def test_whoever_writes_can_be_reached_again_and_was_seen_today(
    base: database.Database,
) -> None:
    await add(base, AMAL)
    async with base.work() as work:
        await people.mark_unreachable(work, AMAL)
    base.clock.shift(timedelta(days=40))
    await found(base, AMAL)
    row = "select unreachable_since is null and seen_on = :today from person"
    assert await column(base, row, today=base.clock.now().date().isoformat()) == 1


async def test_the_first_day_somebody_could_not_be_reached_is_kept(
    base: database.Database,
) -> None:
    await add(base, AMAL)
    stamps = []
    for days in (0, 3):
        base.clock.shift(timedelta(days=days))
        async with base.work() as work:
            await people.mark_unreachable(work, AMAL)
        stamps.append(await column(base, "select unreachable_since from person"))
    assert stamps[0] == stamps[1]


# Consents


async def has_agreed(base: database.Database, person: int, version: str = "1") -> bool:
    async with base.work() as work:
        return await people.has_agreed(work, person, "support", version)


async def agree(base: database.Database, person: int, version: str = "1") -> None:
    async with base.work() as work:
        await people.agree(work, person, "support", version, "en")


async def test_a_consent_is_for_one_version_of_the_words(base: database.Database) -> None:
    amal = await add(base, AMAL)
    assert not await has_agreed(base, amal.id)
    await agree(base, amal.id)
    assert await has_agreed(base, amal.id)
    assert not await has_agreed(base, amal.id, "2")
    await agree(base, amal.id, "2")
    assert await has_agreed(base, amal.id, "2")


async def test_agreeing_again_to_the_same_words_keeps_the_first_time(
    base: database.Database,
) -> None:
    amal = await add(base, AMAL)
    await agree(base, amal.id)
    given = await column(base, "select given_at from consent")
    base.clock.shift(timedelta(days=1))
    await agree(base, amal.id)
    assert await column(base, "select given_at from consent") == given


async def live(base: database.Database, chat: int, name: str) -> people.Person:
    """Everything that the bot can come to know of somebody."""
    person = await add(base, chat)
    me = person.id
    introduced = Newcomer(
        name, ("ar", "en"), "hafen", Household.CHILDREN, German.LITTLE, ("0m",), Wish.WOMAN
    )
    async with base.work() as work:
        for purpose in ("support", "adult"):
            await people.agree(work, me, purpose, "1", "en")
        await newcomers.put(work, me, introduced)
        wanted = Wanted((Need(Kind.OFFICE),), f"{name} asks", None)
        await requests.put(work, me, wanted, after_advice=True)
        await forms.put(work, me, Form("ask_for_a_buddy", 2, {"name": name}, {"said": name}))
        await links.open_case(work, 72)
        await work.run(f"{TAKE} where person is null", me=me)
        await speak(work, chat, name)
        await listen(work, me, name)
    return person


TAKE = "update opened_case set person = :me, used_at = 1"


async def speak(work: database.Work, chat: int, name: str) -> None:
    """Updates that were handled, that failed, and that could not be read."""
    update = chat // 7
    await inbox.add(
        work,
        [
            Arrival(update, chat, f"handled {name}", name),
            Arrival(update + 1, chat, f"failed {name}"),
            Arrival(update + 2, chat, f"unreadable {name}", is_readable=False),
        ],
    )
    handled, failed = await inbox.next_waiting(work, 2)
    await inbox.end(work, handled.number)
    for _ in range(inbox.MOST_TRIES):
        await inbox.count_try(work, failed.number)


async def listen(work: database.Work, person: int, name: str) -> None:
    """Messages that were sent, that were refused, and that wait."""
    words = [{"words": f"{how} {name}"} for how in ("sent", "refused", "waiting")]
    sent, refused, _ = [await outbox.say(work, person, what) for what in words]
    await outbox.edit(work, person, {"words": name}, row=sent)
    await outbox.end(work, [Ending(sent, "sent", 5), Ending(refused, "dead")])


def all_bytes(base: database.Database) -> bytes:
    files = sorted(base.path.parent.glob(f"{base.path.name}*"))
    return b"".join(file.read_bytes() for file in files)


def traces(chat: int, name: str) -> dict[str, bytes]:
    """How a person's name and id would look in the files."""
    return {
        "name": name.encode(),
        "id in words": str(chat).encode(),
        "id as SQLite keeps it": chat.to_bytes(6, "big"),
    }


async def erase(base: database.Database, person: people.Person) -> None:
    async with base.work() as work:
        await personal.erase(work, person, erasing.erasure(KEY))
    await base.truncate_log()


async def test_of_an_erased_person_nothing_is_in_the_files_and_of_others_all(
    base: database.Database,
) -> None:
    amal = await live(base, AMAL, NAME)
    await live(base, TOM, "Tom")
    before = all_bytes(base)
    assert {what for what, mark in traces(AMAL, NAME).items() if mark in before} >= {
        "name",
        "id as SQLite keeps it",
    }
    await erase(base, amal)
    after = all_bytes(base)
    assert {what for what, mark in traces(AMAL, NAME).items() if mark in after} == set()
    assert traces(TOM, "Tom")["id as SQLite keeps it"] in after


async def test_of_an_erased_person_no_table_has_a_row(base: database.Database) -> None:
    amal = await live(base, AMAL, NAME)
    await live(base, TOM, "Tom")
    tables = [
        row[0]
        for row in await base.read(
            "select name from pragma_table_list where schema = 'main' and name not like 'sqlite_%'"
        )
    ]

    async def counts() -> dict[str, int]:
        return {t: await column(base, f"select count(*) from {t}") for t in tables}  # noqa: S608

    both = await counts()
    await erase(base, amal)
    one = await counts()
    halves = {t: n for t, n in both.items() if n and t not in ("inbox", "tombstone")}
    assert {t: one[t] for t in halves} == {t: n // 2 for t, n in halves.items()}
    assert "need" in halves
    assert "opened_case" in halves
    kept = await base.read(
        "select * from inbox where chat = :chat or content like '%Zork%'", chat=AMAL
    )
    assert kept == []


async def test_an_erased_person_leaves_a_mark_that_tells_nothing_without_the_key(
    base: database.Database,
) -> None:
    amal = await live(base, AMAL, NAME)
    await erase(base, amal)
    mark = await column(base, "select mark from tombstone")
    assert mark == personal.mark(AMAL, KEY)
    assert mark != personal.mark(AMAL, b"another key")
    assert mark != personal.mark(TOM, KEY)


async def test_who_comes_back_after_being_erased_is_somebody_new(base: database.Database) -> None:
    amal = await live(base, AMAL, NAME)
    await agree(base, amal.id)
    await erase(base, amal)
    again = await add(base, AMAL)
    assert again.id != amal.id, "an old button can't reach the new person"
    assert not await has_agreed(base, again.id)
