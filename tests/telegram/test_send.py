"""From the outbox to Telegram: in order per chat, at least once, paced; nobody holds up others."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import clock
from bot.conversation import documents
from bot.conversation.values import Reader
from bot.sandbox.faults import Kind
from bot.storage import database, outbox
from tests.telegram.post_office import PostOffice, SlowReader, card, open_post_office, said
from tests.unavailable import locked
from tests.world import until

LATER = 200.0
"""Seconds after which everything that is tried again is due."""


async def test_messages_of_a_chat_come_in_the_order_they_were_decided(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    words = [str(n) for n in range(30)]
    await office.tells(amal, *words)
    await office.rests()
    assert said(amal) == words


# What Telegram refuses for now


PASSING: list[Kind] = ["500", "502", "cut", "429"]


@pytest.mark.parametrize("kind", PASSING)
async def test_what_fails_for_now_is_sent_later_in_order_and_once(
    office: PostOffice, kind: Kind
) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add(kind, chat=amal, times=1, retry_after=2)
    await office.tells(amal, "one", "two", "three")
    await office.rests()
    assert said(amal) == []
    office.passes(LATER)
    await office.rests()
    assert said(amal) == ["one", "two", "three"]


async def test_order_is_kept_when_a_message_in_the_middle_must_wait(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    (first,) = await office.tells(amal, "one")
    await office.becomes(first, "sent")
    office.box.faults.add("500", chat=amal, times=3)
    await office.tells(amal, "two", "three")
    for _ in range(4):
        await office.rests()
        await office.tells(amal)
        office.passes(LATER)
    await office.rests()
    assert said(amal) == ["one", "two", "three"]


async def test_a_message_whose_answer_was_lost_is_sent_again(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add("lost", chat=amal, times=1)
    await office.tells(amal, "one", "two")
    await office.rests()
    office.passes(LATER)
    await office.rests()
    assert said(amal) == ["one", "one", "two"], "at least once"


async def test_waits_grow_and_stay_within_a_minute(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add("500", chat=amal)
    (row,) = await office.tells(amal, "one")
    waits = []
    for _ in range(9):
        await office.rests()
        due = (await office.one("select not_before from outbox where id = :row", row=row))[0]
        waits.append(due - office.base.clock.now().timestamp())
        office.passes(waits[-1] + 1)
    assert waits[0] < 3
    assert 40 < waits[-1] < 80
    assert await office.state(row) == "waiting", "it is never given up"


async def test_429_holds_that_chat_as_long_as_asked_and_others_go_on(office: PostOffice) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    office.box.faults.add("429", chat=amal, times=1, retry_after=30)
    await office.tells(amal, "one", "two")
    await office.rests()
    await office.tells(tom, "hello")
    await office.rests()
    assert (said(amal), said(tom)) == ([], ["hello"])
    office.passes(28)
    await office.rests()
    assert said(amal) == []
    office.passes(3)
    await office.rests()
    assert said(amal) == ["one", "two"]


async def test_429_is_never_cut_short_by_a_part_of_a_second(office: PostOffice) -> None:
    """The database keeps whole seconds, so a moment late in one must be rounded up."""
    amal = await office.knows("Amal")
    office.box.faults.add("429", chat=amal, times=1, retry_after=30)
    now = office.base.clock.now()
    office.passes(1.9 - now.microsecond / 1e6)
    before = office.base.clock.now()
    (row,) = await office.tells(amal, "one")
    await office.rests()
    (due,) = await office.one("select not_before from outbox where id = :row", row=row)
    assert datetime.fromtimestamp(due, UTC) >= before + timedelta(seconds=30)


async def test_after_a_429_all_nudges_wait_but_no_reply(office: PostOffice) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    office.box.faults.add("429", chat=amal, times=1, retry_after=30)
    await office.tells(amal, "one")
    await office.rests()
    (nudge,) = await office.nudges(tom, "a nudge")
    (reply,) = await office.tells(tom, "a reply")
    await office.becomes(reply, "sent")
    assert 29 < office.pace.wait() <= 30
    assert (said(tom), await office.state(nudge)) == (["a reply"], "waiting")


# What Telegram refuses for good


GONE = {
    "blocked": ("403", "Forbidden: bot was blocked by the user"),
    "deactivated": ("403", "Forbidden: user is deactivated"),
    "not found": ("400", "Bad Request: chat not found"),
}


@pytest.mark.parametrize(("kind", "words"), GONE.values(), ids=GONE)
async def test_somebody_who_is_gone_is_unreachable_and_their_messages_end(
    office: PostOffice, kind: Kind, words: str
) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    office.box.faults.add(kind, chat=amal, text=words)
    rows = await office.tells(amal, "one", "two", once=None)
    rows += await office.nudges(amal, "a nudge", once="nudge:1")
    await office.tells(tom, "hello")
    await office.rests()
    assert [await office.state(row) for row in rows] == ["dropped"] * 3
    kept = await office.one(
        "select count(what), count(once) from outbox where chat = :a", a=amal.id
    )
    assert tuple(kept) == (0, 0), "the words are wiped, the key is free for when they come back"
    since = await office.one("select unreachable_since from person where telegram = :a", a=amal.id)
    assert since[0] is not None
    assert said(tom) == ["hello"]


async def test_what_is_refused_for_good_is_a_dead_letter_and_the_rest_goes_on(
    office: PostOffice,
) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add("400", chat=amal, times=1, text="Bad Request: something unheard of")
    rows = await office.tells(amal, "one", "two")
    await office.rests()
    assert [await office.state(row) for row in rows] == ["dead", "sent"]
    assert said(amal) == ["two"]
    kept = await office.one("select what from outbox where id = :row", row=rows[0])
    assert "one" in kept[0], "a dead letter keeps its words, to be looked at"


async def test_a_message_that_can_not_be_made_stops_nobody(tmp_path: Path) -> None:
    async def fail(
        _base: database.Database, _person: int, _reader: Reader, _arguments: Mapping[str, Any]
    ) -> documents.Document:
        raise RuntimeError("a bug in a maker")

    async with open_post_office(tmp_path, makers={"broken": fail}) as office:
        amal = await office.knows("Amal")
        async with office.base.work() as work:
            broken = [
                await outbox.say(work, office.id_of(amal), what, kind=kind)
                for kind, what in (
                    ("document", {"maker": "broken", "arguments": {}}),
                    ("document", {"maker": "unknown", "arguments": {}}),
                    ("say", {"lines": [["of another version"]], "rows": [], "bottom": False}),
                    ("say", {"lines": 7}),
                )
            ]
        await office.tells(amal, "hello")
        await office.rests()
        assert [await office.state(row) for row in broken] == ["dead"] * 4
        assert said(amal) == ["hello"]


# Edits


async def test_an_edit_finds_the_message_of_its_row(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    (row,) = await office.tells(amal, "one")
    await office.edits(amal, "one, together", row=row)
    await office.rests()
    assert said(amal) == ["one, together"]
    await office.edits(amal, "one, later", row=row)
    await office.rests()
    assert said(amal) == ["one, later"]


async def test_an_edit_of_what_never_arrived_is_dropped(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add("400", chat=amal, times=1, text="Bad Request: something unheard of")
    (row,) = await office.tells(amal, "one")
    await office.edits(amal, "changed", row=row)
    await office.tells(amal, "two")
    await office.rests()
    assert said(amal) == ["two"]


async def test_an_edit_that_changes_nothing_or_finds_nothing_is_done(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    (row,) = await office.tells(amal, "one")
    await office.rests()
    await office.edits(amal, "one", row=row)
    await office.edits(amal, "nowhere", message=999_999)
    await office.edits(amal, "not mine", message=amal.messages[0].id)
    await office.rests()
    ended = await office.base.read("select state from outbox where kind = 'edit'")
    assert len(ended) == 3
    assert {row[0] for row in ended} <= {"sent", "dropped"}


async def test_a_newer_edit_replaces_an_older_one_that_has_not_left(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    await office.tells(amal, "one")
    await office.rests()
    message = amal.last.id
    office.box.faults.add("500", chat=amal, times=1)
    for words in ("two", "three", "four"):
        await office.edits(amal, words, message=message)
    await office.rests()
    office.passes(LATER)
    await office.rests()
    assert said(amal) == ["four"]
    edits = [call for call in office.box.calls if call.method == "editMessageText"]
    assert len(edits) <= 3
    assert await office.base.read("select 1 from outbox where state = 'waiting'") == []


async def test_a_newer_edit_of_a_row_replaces_an_older_one_that_has_not_left(
    office: PostOffice,
) -> None:
    amal = await office.knows("Amal")
    (row,) = await office.tells(amal, "one")
    await office.rests()
    office.box.faults.add("500", chat=amal, times=1)
    for words in ("two", "three", "four"):
        await office.edits(amal, words, row=row)
    await office.rests()
    office.passes(LATER)
    await office.rests()
    assert said(amal) == ["four"]
    assert len(await office.base.read("select 1 from outbox where kind = 'edit'")) <= 2


# Nudges


async def test_a_nudge_that_is_too_late_is_not_sent(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    now = clock.stamp(office.base.clock.now())
    late, timely = (
        await office.nudges(amal, "late", until=now - 1),
        await office.nudges(amal, "timely", until=now + 60),
    )
    await office.rests()
    assert said(amal) == ["timely"]
    assert (await office.state(late[0]), await office.state(timely[0])) == ("dropped", "sent")


async def test_a_nudge_that_became_too_late_while_it_waited_is_not_sent(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add("500", chat=amal, times=1)
    await office.nudges(amal, "soon", until=clock.stamp(office.base.clock.now()) + 60)
    await office.rests()
    office.passes(LATER)
    await office.rests()
    assert said(amal) == []


async def test_nudges_leave_at_the_pace(tmp_path: Path) -> None:
    async with open_post_office(tmp_path, per_second=50) as office:
        everyone = [await office.knows(str(n)) for n in range(12)]
        for person in everyone:
            await office.nudges(person, "a nudge")
        await office.rests()
        times = [call.at for call in office.box.calls if call.method == "sendMessage"]
        assert len(times) == 12
        assert max(times) - min(times) > 8 / 50, "not counting two at the start, and some delay"


async def test_a_reply_overtakes_nudges_that_wait_for_their_pace(tmp_path: Path) -> None:
    async with open_post_office(tmp_path, per_second=8) as office:
        amal, tom = await office.knows("Amal"), await office.knows("Tom")
        await office.nudges(amal, "n1", "n2", "n3", "n4")
        await amal.sees("n1")
        await office.tells(tom, "a reply")
        await office.tells(amal, "another reply")
        await office.rests()
        assert [c.parameters["text"] for c in office.box.calls if c.method == "sendMessage"] != []
        words = said(amal)
        assert words.index("another reply") < words.index("n4")
        assert said(tom) == ["a reply"]


# Farewells


async def test_of_a_farewell_nothing_remains(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    async with office.base.work() as work:
        await outbox.say_farewell(work, amal.id, {**card("goodbye"), "language": "en"})
    await amal.sees("goodbye")
    await office.rests()
    assert await office.base.read("select 1 from outbox") == []


@pytest.mark.parametrize("kind", ["403", "400"])
async def test_of_a_farewell_that_nobody_takes_nothing_remains(
    office: PostOffice, kind: Kind
) -> None:
    amal = await office.knows("Amal")
    office.box.faults.add(kind, chat=amal)
    async with office.base.work() as work:
        await outbox.say_farewell(work, amal.id, {**card("goodbye"), "language": "en"})
    await office.rests()
    assert await office.base.read("select 1 from outbox") == []


# Nobody holds up others


async def test_a_chat_that_is_slow_with_many_messages_holds_up_nobody(office: PostOffice) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    held = office.box.faults.add("hold", chat=amal)
    await office.tells(amal, *map(str, range(250)))
    (row,) = await office.tells(tom, "hello")
    await office.becomes(row, "sent")
    held.release()
    await office.rests()
    assert said(amal) == [str(n) for n in range(250)]


async def test_a_message_is_in_flight_once_per_chat(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    held = office.box.faults.add("hold", chat=amal)
    await office.tells(amal, "one", "two")
    await amal.sees("one")
    for _ in range(5):
        await office.tells(amal, "more")
    assert said(amal) == ["one"]
    held.release()
    await office.rests()
    assert said(amal) == ["one", "two", *["more"] * 5]


async def test_what_is_noted_during_a_slow_look_is_not_sent_again(tmp_path: Path) -> None:
    async with open_post_office(tmp_path, through=SlowReader) as office:
        assert isinstance(office.base, SlowReader)
        amal, tom = await office.knows("Amal"), await office.knows("Tom")
        held = office.box.faults.add("hold", chat=amal)
        (row,) = await office.tells(amal, "one")
        await amal.sees("one")
        office.base.tells.clear()
        await office.tells(tom, "hello")
        await office.base.asked.wait()
        held.release()
        await until(office.is_idle)
        office.base.tells.set()
        await office.rests()
        assert await office.state(row) == "sent"
        assert (said(amal), said(tom)) == (["one"], ["hello"])


async def test_what_has_arrived_is_noted_before_what_follows_it_has(office: PostOffice) -> None:
    """Else a kill would repeat all of a chat's messages, not only the one in flight."""
    amal = await office.knows("Amal")
    held = office.box.faults.add("hold", method="editMessageText")
    async with office.base.work() as work:
        row = await outbox.say(work, office.id_of(amal), card("one"))
        await outbox.edit(work, office.id_of(amal), card("changed"), row=row)
    await amal.sees("changed")
    await office.becomes(row, "sent")
    assert not office.sender.is_idle
    held.release()


# When the database can't be written


async def answered(office: PostOffice, method: str) -> bool:
    """Whether the box has answered such a call, in whatever way."""
    return any(call.method == method for call in office.box.calls)


async def test_with_the_database_locked_nothing_is_sent_twice(office: PostOffice) -> None:
    amal = await office.knows("Amal")
    held = office.box.faults.add("hold", chat=amal)
    await office.tells(amal, "one")
    await amal.sees("one")
    async with locked(office.base):
        held.release()
        await until(lambda: answered(office, "sendMessage"))
        office.sender.wake()
    await office.rests()
    assert said(amal) == ["one"]


@pytest.mark.parametrize(("kind", "ends"), [("500", "changed"), ("403", "one")])
async def test_with_the_database_locked_a_refusal_is_noted_later(
    office: PostOffice, kind: Kind, ends: str
) -> None:
    amal, tom = await office.knows("Amal"), await office.knows("Tom")
    held = office.box.faults.add("hold", method="sendMessage", chat=amal)
    office.box.faults.add(kind, method="editMessageText", times=1)
    async with office.base.work() as work:
        row = await outbox.say(work, office.id_of(amal), card("one"))
        await outbox.edit(work, office.id_of(amal), card("changed"), row=row)
    await amal.sees("one")
    async with locked(office.base):
        held.release()
        await until(lambda: answered(office, "editMessageText"))
    await office.tells(tom, "hello")
    await office.rests()
    office.passes(LATER)
    await office.rests()
    assert (said(amal), said(tom)) == ([ends], ["hello"])


# Stopping


async def test_a_stop_starts_nothing_more_and_notes_what_is_in_flight(tmp_path: Path) -> None:
    async with open_post_office(tmp_path) as office:
        amal, tom = await office.knows("Amal"), await office.knows("Tom")
        held = office.box.faults.add("hold", chat=amal)
        first, second = await office.tells(amal, "one", "two")
        await amal.sees("one")
        office.sender.stop()
        (third,) = await office.tells(tom, "hello")
        held.release()
        await until(office.is_idle)
        assert await office.state(first) == "sent"
        assert [await office.state(row) for row in (second, third)] == ["waiting"] * 2
        assert (said(amal), said(tom)) == (["one"], [])
