"""What is to be told: decided once, in order of urgency, taken back, ended, wiped."""

from typing import Any

import pytest

from bot import clock
from bot.people import store as people
from bot.storage import database, outbox
from bot.storage.outbox import Ending, Priority

AMAL, TOM = 11, 22
NOW = 1_000_000


async def knows(base: database.Database, *chats: int) -> list[int]:
    async with base.work() as work:
        return [(await people.add(work, chat, "ar")).id for chat in chats]


async def say(base: database.Database, person: int, words: str, **how: Any) -> int:
    async with base.work() as work:
        return await outbox.say(work, person, {"words": words}, **how)


async def hold(base: database.Database, row: int, until: int) -> None:
    async with base.work() as work:
        await outbox.hold(work, row, until)


async def end(base: database.Database, *endings: Ending) -> None:
    async with base.work() as work:
        await outbox.end(work, list(endings))


async def following(base: database.Database, now: int = NOW, limit: int = 100) -> list[int]:
    return [row.id for row in await outbox.next_waiting(base, now, limit)]


async def row_of(base: database.Database, row: int) -> tuple[Any, ...]:
    (found,) = await base.read(
        "select state, what, once, about, message_id from outbox where id = :row", row=row
    )
    return tuple(found)


async def test_replies_come_before_nudges_and_those_before_broadcasts(
    base: database.Database,
) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    broadcast = await say(base, amal, "b", priority=Priority.BROADCAST)
    nudge = await say(base, amal, "n", priority=Priority.NUDGE)
    first, second = await say(base, tom, "1"), await say(base, amal, "2")
    assert await following(base) == [first, second, nudge, broadcast]
    assert await following(base, limit=2) == [first, second]


async def test_a_row_knows_its_chat_and_the_language_of_this_moment(
    base: database.Database,
) -> None:
    (amal,) = await knows(base, AMAL)
    await say(base, amal, "hello")
    async with base.work() as work:
        await people.choose_language(work, amal, "de")
    (row,) = await outbox.next_waiting(base, NOW, 10)
    assert (row.chat, row.person, row.language) == (AMAL, amal, "de")
    assert row.what == '{"words": "hello"}'


async def test_what_is_decided_once_is_said_once(base: database.Database) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    row = await say(base, amal, "hello", once="nudge:1")
    other = await say(base, tom, "hello")
    again = await say(base, amal, "hello again", once="nudge:1")
    assert await following(base) == [row, other]
    assert again not in (row, other), "nobody may take another's row for this one"


async def test_nothing_is_said_to_somebody_who_is_not_there(base: database.Database) -> None:
    (amal,) = await knows(base, AMAL)
    row = await say(base, amal, "hello")
    assert await say(base, 999, "hello") != row
    assert await following(base) == [row]


# Holding


async def test_a_chat_that_is_held_is_left_out_with_all_its_rows(base: database.Database) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    first, second = await say(base, amal, "1"), await say(base, amal, "2")
    other = await say(base, tom, "3")
    await hold(base, first, NOW + 30)
    assert await following(base) == [other]
    assert await following(base, NOW + 29) == [other]
    assert await following(base, NOW + 30) == [first, second, other]


async def test_it_is_known_when_the_next_chat_is_free(base: database.Database) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    assert await outbox.held_until(base, NOW) is None
    await hold(base, await say(base, amal, "1"), NOW + 30)
    await hold(base, await say(base, tom, "2"), NOW + 20)
    assert await outbox.held_until(base, NOW) == NOW + 20
    assert await outbox.held_until(base, NOW + 20) == NOW + 30
    assert await outbox.held_until(base, NOW + 30) is None


async def test_a_try_is_counted(base: database.Database) -> None:
    (amal,) = await knows(base, AMAL)
    row = await say(base, amal, "1")
    for _ in range(2):
        await hold(base, row, NOW)
    assert (await outbox.next_waiting(base, NOW, 1))[0].tries == 2


async def test_chats_can_be_left_out(base: database.Database) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    await say(base, amal, "1")
    other = await say(base, tom, "2")
    assert [row.id for row in await outbox.next_waiting(base, NOW, 9, but_for={AMAL})] == [other]


# Ending


ENDINGS = [("sent", False), ("dropped", False), ("dead", True)]


@pytest.mark.parametrize(("state", "keeps_words"), ENDINGS)
async def test_what_has_ended_is_wiped_but_for_dead_letters(
    base: database.Database, state: str, keeps_words: bool
) -> None:
    (amal,) = await knows(base, AMAL)
    row = await say(base, amal, "hello", once="key", about="request:1")
    await end(base, Ending(row, state, 77 if state == "sent" else None))
    ended = await row_of(base, row)
    assert ended[0] == state
    assert (ended[1] is not None) == keeps_words
    assert ended[2:4] == ("key", None), "the key stays, so that it isn't decided again"
    assert await following(base) == []


async def test_an_edit_by_row_knows_the_message_once_it_was_sent(base: database.Database) -> None:
    (amal,) = await knows(base, AMAL)
    row = await say(base, amal, "hello")
    async with base.work() as work:
        await outbox.edit(work, amal, {"words": "changed"}, row=row)
    _, edit = await outbox.next_waiting(base, NOW, 10)
    assert edit.edits_message is None
    await end(base, Ending(row, "sent", 77))
    (edit,) = await outbox.next_waiting(base, NOW, 10)
    assert (edit.edits, edit.edits_message) == (row, 77)


async def test_a_newer_edit_of_a_message_replaces_an_unsent_one_of_that_chat_only(
    base: database.Database,
) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    async with base.work() as work:
        for person, message in ((amal, 77), (tom, 77), (amal, 78), (amal, 77)):
            await outbox.edit(work, person, {"words": "x"}, message=message)
    left = [(row.chat, row.edits_message) for row in await outbox.next_waiting(base, NOW, 10)]
    assert left == [(TOM, 77), (AMAL, 78), (AMAL, 77)]


# Giving up, taking back, farewells


async def test_who_is_gone_is_told_nothing_more_and_keys_are_free_again(
    base: database.Database,
) -> None:
    amal, tom = await knows(base, AMAL, TOM)
    rows = [await say(base, amal, "1"), await say(base, amal, "2", once="key", about="request:1")]
    other = await say(base, tom, "3")
    async with base.work() as work:
        await outbox.drop_all(work, AMAL)
    assert [await row_of(base, row) for row in rows] == [("dropped", None, None, None, None)] * 2
    assert await following(base) == [other]
    again = await say(base, amal, "2", once="key")
    assert await following(base) == [other, again]


async def test_unsent_nudges_about_an_object_are_taken_back_and_no_replies(
    base: database.Database,
) -> None:
    (amal,) = await knows(base, AMAL)
    nudge = {"priority": Priority.NUDGE, "about": "request:1"}
    sent = await say(base, amal, "sent", **nudge)
    await end(base, Ending(sent, "sent", 77))
    await say(base, amal, "unsent", **nudge)
    other = await say(base, amal, "other", priority=Priority.NUDGE, about="request:12")
    reply = await say(base, amal, "reply", about="request:1")
    async with base.work() as work:
        await outbox.take_back(work, "request:1")
    assert await following(base) == [reply, other]
    assert (await row_of(base, sent))[0] == "sent"


async def test_of_a_farewell_nothing_remains_however_it_ends(base: database.Database) -> None:
    await knows(base, TOM)
    for chat, state in ((AMAL, "sent"), (AMAL, "dead"), (TOM, "dropped")):
        async with base.work() as work:
            await outbox.say_farewell(work, chat, {"words": "goodbye"})
        (row,) = await following(base)
        await end(base, Ending(row, state))
        assert await base.read("select 1 from outbox") == []
    async with base.work() as work:
        await outbox.say_farewell(work, AMAL, {"words": "goodbye"})
        await outbox.drop_all(work, AMAL)
    assert await base.read("select 1 from outbox") == []


async def test_a_farewell_survives_the_person_and_other_messages_do_not(
    base: database.Database,
) -> None:
    (amal,) = await knows(base, AMAL)
    await say(base, amal, "hello")
    async with base.work() as work:
        await outbox.say_farewell(work, AMAL, {"words": "goodbye"})
        await work.run("delete from person where id = :person", person=amal)
    (row,) = await outbox.next_waiting(base, NOW, 10)
    assert (row.chat, row.person, row.what) == (AMAL, None, '{"words": "goodbye"}')


async def test_old_rows_are_deleted_and_keys_that_still_matter_are_not(
    base: database.Database,
) -> None:
    (amal,) = await knows(base, AMAL)
    now = clock.stamp(base.clock.now())
    sent = await say(base, amal, "sent")
    lasting = await say(base, amal, "lasting", once="key", until=now + 100)
    dead = await say(base, amal, "dead")
    waits = await say(base, amal, "waits")
    await end(base, Ending(sent, "sent", 1), Ending(lasting, "sent", 2), Ending(dead, "dead"))

    async def left(sent_before: int, dead_before: int) -> list[int]:
        async with base.work() as work:
            await outbox.purge(work, sent_before, dead_before)
        return [row[0] for row in await base.read("select id from outbox order by id")]

    assert await left(now - 5, now - 5) == [sent, lasting, dead, waits]
    assert await left(now + 5, now - 5) == [lasting, dead, waits]
    assert await left(now + 5, now + 5) == [lasting, waits]
    assert await left(now + 200, now + 200) == [waits]
