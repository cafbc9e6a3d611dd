"""From Telegram into the inbox: what an update says; none is lost, and none stops the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import clock
from bot.sandbox import server
from bot.sandbox.faults import Kind, Strange
from bot.storage import database, inbox
from bot.telegram import receive, updates, wire
from bot.telegram.updates import Blocked, Command, Edited, Heard, Pressed, Sent, Typed, Unblocked
from tests.unavailable import locked
from tests.world import TOKEN, until

AMAL = {"id": 11, "is_bot": False, "first_name": "Amal", "language_code": "ar"}
CHAT = {"id": 11, "type": "private", "first_name": "Amal"}
GROUP = {"id": -5, "type": "supergroup", "title": "A group"}
ROBOT = {"id": 6, "is_bot": True, "first_name": "Robot"}
FILE = {"file_id": "f", "file_unique_id": "u"}


def message(**what: Any) -> dict[str, Any]:
    return {"message": {"message_id": 7, "date": 0, "chat": CHAT, "from": AMAL, **what}}


def edit(**what: Any) -> dict[str, Any]:
    return {"edited_message": message(**what)["message"]}


def press(**what: Any) -> dict[str, Any]:
    query = {"id": "99", "from": AMAL, "chat_instance": "1", "data": "a:menu::0"}
    return {"callback_query": {**query, **message(text="old"), **what}}


def membership(status: str, **what: Any) -> dict[str, Any]:
    def member(its_status: str) -> dict[str, Any]:
        ends = {"until_date": 0} if its_status == "kicked" else {}
        return {"user": ROBOT, "status": its_status, **ends}

    change = {"chat": CHAT, "from": AMAL, "date": 0, "old_chat_member": member("member")}
    return {"my_chat_member": {**change, "new_chat_member": member(status), **what}}


SAID: dict[str, tuple[dict[str, Any], updates.What]] = {
    "words": (message(text="مرحبا"), Typed("مرحبا", 7)),
    "a command": (message(text="/menu"), Command("menu", "")),
    "a command with more": (message(text="/start  case_x "), Command("start", "case_x")),
    "a command to this bot": (message(text="/Menu@welcome_bot"), Command("menu", "")),
    "only a slash": (message(text="/"), Command("", "")),
    "a press": (press(), Pressed("99", 7, "a:menu::0")),
    "a press on a message too old to be seen": (
        press(message={"message_id": 7, "date": 0, "chat": CHAT}),
        Pressed("99", 7, "a:menu::0"),
    ),
    "a press without its message": (press(message=None), Pressed("99", None, "a:menu::0")),
    "a voice message": (message(voice={**FILE, "duration": 2}), Sent("voice", 7, file="f")),
    "a photo": (
        message(photo=[{**FILE, "width": 1, "height": 1}], caption="x", media_group_id="9"),
        Sent("photo", 7, "x", album="9"),
    ),
    "a document": (message(document=FILE), Sent("document", 7)),
    "a place": (message(location={"latitude": 1.0, "longitude": 1.0}), Sent("location", 7)),
    "something from a newer Bot API": (message(hologram={"depth": 3}), Sent("other", 7)),
    "a change of an own message": (edit(text="changed"), Edited(7, "changed", is_caption=False)),
    "a change of a caption": (
        edit(document=FILE, caption="changed"),
        Edited(7, "changed", is_caption=True),
    ),
    "the bot was blocked": (membership("kicked"), Blocked()),
    "the bot was unblocked": (membership("member"), Unblocked()),
}


@pytest.mark.parametrize(("raw", "what"), SAID.values(), ids=SAID)
def test_an_update_is_kept_as_what_it_says(raw: dict[str, Any], what: updates.What) -> None:
    kept = receive.arrival({"update_id": 5, **raw})
    assert kept is not None
    assert (kept.update_id, kept.chat, kept.is_readable) == (5, 11, True)
    assert updates.unpack(kept.content) == Heard(11, "Amal", "ar", what)
    assert (kept.press is not None) == isinstance(what, Pressed)


NOT_USED: dict[str, dict[str, Any]] = {
    "a message in a group": message(text="hello", chat=GROUP),
    "a message of a bot": message(text="hello", **{"from": ROBOT}),
    "a message of nobody": message(text="hello", **{"from": None}),
    "a press of a bot": press(**{"from": ROBOT}),
    "a press on a game": press(data=None),
    "the bot came into a group": membership("member", chat=GROUP),
    "a change of a message in a group": edit(text="changed", chat=GROUP),
    "a post in a channel": {
        "channel_post": {
            "message_id": 1,
            "date": 0,
            "chat": {"id": -9, "type": "channel", "title": "A channel"},
            "text": "hello",
        }
    },
    "a kind that doesn't exist yet": {"telepathy": {"thought": "hello"}},
}


@pytest.mark.parametrize("raw", NOT_USED.values(), ids=NOT_USED)
def test_an_update_that_is_not_used_is_not_kept(raw: dict[str, Any]) -> None:
    assert receive.arrival({"update_id": 5, **raw}) is None


UNREADABLE: dict[str, dict[str, Any]] = {
    "another shape": {
        "message": {"message_id": {"no": "id"}, "date": "soon", "chat": [], "text": 7}
    },
    "a list": {"message": [1, 2, 3]},
    "a message without a chat": {"message": {"message_id": 7, "date": 0, "from": AMAL}},
    "half a letter": message(text="\ud83d"),
    "half a letter in a press": press(data="\ud83d"),
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_update_that_can_not_be_read_is_kept_as_a_dead_letter(
    raw: dict[str, Any], tmp_path: Path
) -> None:
    kept = receive.arrival({"update_id": 5, **raw})
    assert kept is not None
    assert not kept.is_readable
    async with database.open_database(tmp_path / "welcome.sqlite3", clock.Clock()) as base:
        async with base.work() as work:
            await inbox.add(work, [kept])
        (row,) = await base.read("select state, ended_at is not null from inbox")
        assert tuple(row) == ("dead", 1)


# Polling


@dataclass
class Reception:
    """A receiver at the sandbox."""

    box: server.Sandbox
    base: database.Database
    telegram: wire.Telegram
    pressed: list[str]
    receiver: receive.Receiver

    async def kept(self) -> list[tuple[str, str | None]]:
        """State and kind of each update in the inbox."""
        rows = await self.base.read(
            "select state, iif(state = 'dead', null, content ->> '$[3]') from inbox order by number"
        )
        return [(row[0], row[1]) for row in rows]

    async def has_kept(self) -> bool:
        return bool(await self.kept())

    def another(self) -> receive.Receiver:
        return receive.Receiver(self.telegram, self.base)


@pytest.fixture
async def reception(tmp_path: Path) -> AsyncIterator[Reception]:
    async with (
        server.Sandbox(token=TOKEN) as box,
        database.open_database(tmp_path / "welcome.sqlite3", clock.Clock()) as base,
        wire.Telegram(TOKEN, box.api_root, box.file_root, 4) as telegram,
    ):
        pressed: list[str] = []
        receiver = receive.Receiver(telegram, base, pressed.append)
        yield Reception(box, base, telegram, pressed, receiver)


@asynccontextmanager
async def receiving(receiver: receive.Receiver) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(receiver.run())
        try:
            yield
        finally:
            task.cancel()


async def test_an_update_is_confirmed_by_the_poll_after_it_was_kept(reception: Reception) -> None:
    amal = reception.box.person("Amal")
    await amal.starts()
    assert await reception.receiver.once(0) == 1
    assert await reception.kept() == [("waiting", "Command")]
    assert reception.box.pending == 1
    assert await reception.receiver.once(0) == 0
    assert reception.box.pending == 0


async def test_what_can_not_be_kept_is_not_confirmed_and_comes_again(reception: Reception) -> None:
    amal = reception.box.person("Amal")
    await amal.starts()
    with pytest.raises(database.Unavailable):
        await once_while_locked(reception)
    assert await reception.kept() == []
    assert await reception.receiver.once(0) == 1
    assert await reception.kept() == [("waiting", "Command")]


async def once_while_locked(reception: Reception) -> None:
    async with locked(reception.base):
        await reception.receiver.once(0)


async def test_receiving_waits_while_the_database_is_unavailable(
    reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    amal = reception.box.person("Amal")
    await amal.starts()

    async def has_waited() -> bool:
        return "Unavailable" in caplog.text

    async with locked(reception.base), receiving(reception.receiver):
        await until(has_waited)
        assert reception.box.pending == 1
    async with receiving(reception.receiver):
        await reception.box.drained()
    assert await reception.kept() == [("waiting", "Command")]


async def test_an_update_that_comes_again_is_kept_once(reception: Reception) -> None:
    amal = reception.box.person("Amal")
    await amal.starts()
    await reception.receiver.once(0)
    assert await reception.another().once(0) == 1, "as after a crash"
    assert await reception.kept() == [("waiting", "Command")]


async def test_a_poisoned_update_is_a_dead_letter_and_the_next_one_is_kept(
    reception: Reception,
) -> None:
    amal = reception.box.person("Amal")
    reception.box.faults.poison()
    await amal.starts()
    await reception.receiver.once(0)
    assert await reception.kept() == [("dead", None), ("waiting", "Command")]
    await reception.receiver.once(0)
    assert reception.box.pending == 0


STRANGE: list[Strange] = ["group_message", "channel_post", "from_a_bot", "inline_query", "poll"]


@pytest.mark.parametrize("kind", STRANGE)
async def test_updates_of_groups_channels_and_bots_are_confirmed_and_forgotten(
    reception: Reception, kind: Strange
) -> None:
    reception.box.faults.poison(kind)
    await reception.receiver.once(0)
    await reception.receiver.once(0)
    assert reception.box.pending == 0
    assert await reception.kept() == []


async def test_a_press_is_told_of_once_it_is_kept(reception: Reception) -> None:
    amal = reception.box.person("Amal")
    await amal.starts()
    await reception.telegram.bot.send_message(amal.id, "hello")
    callback = await amal.presses_data("a:menu::0")
    with suppress(database.Unavailable):
        await once_while_locked(reception)
    assert reception.pressed == []
    await reception.receiver.once(0)
    assert reception.pressed == [callback]


PASSING: list[tuple[Kind, str]] = [
    ("500", "waits 0.5 s: NetworkError"),
    ("502", "waits 0.5 s: NetworkError"),
    ("cut", "waits 0.5 s: NetworkError"),
    ("429", "waits 1.0 s: RetryAfter"),
]


@pytest.mark.parametrize(("kind", "words"), PASSING, ids=lambda x: x.split()[-1])
async def test_while_telegram_fails_receiving_waits_and_goes_on(
    reception: Reception, caplog: pytest.LogCaptureFixture, kind: Kind, words: str
) -> None:
    reception.box.faults.add(kind, method="getUpdates", times=1)
    amal = reception.box.person("Amal")
    await amal.starts()
    async with receiving(reception.receiver):
        await reception.box.drained()
    assert words in caplog.text
    assert await reception.kept() == [("waiting", "Command")]


async def test_a_poll_whose_answer_was_lost_loses_nothing(reception: Reception) -> None:
    amal = reception.box.person("Amal")
    await amal.starts()
    await reception.receiver.once(0)
    await amal.types("hello")
    reception.box.faults.add("lost", method="getUpdates", times=1)
    async with receiving(reception.receiver):
        await reception.box.drained()
    assert await reception.kept() == [("waiting", "Command"), ("waiting", "Typed")]


async def test_waits_grow_while_telegram_can_not_be_reached(
    reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    reception.box.faults.add("500", method="getUpdates")

    async def has_waited_twice() -> bool:
        return "waits 1.0 s" in caplog.text

    async with receiving(reception.receiver):
        await until(has_waited_twice)
    assert "waits 0.5 s" in caplog.text


async def test_a_second_bot_with_the_token_is_waited_for(
    reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    async def has_met_it() -> bool:
        return "waits 10.0 s: Conflict" in caplog.text

    async with receiving(reception.receiver):
        await reception.box.polled()
        async with wire.Telegram(TOKEN, reception.box.api_root, "", 1) as second:
            await second.poll(None, 0, receive.ALLOWED)
            await until(has_met_it)


async def test_an_outage_that_calls_the_token_wrong_is_waited_out(
    reception: Reception, caplog: pytest.LogCaptureFixture
) -> None:
    """That the token is right was seen at the start."""

    async def has_waited() -> bool:
        return "waits 0.5 s: InvalidToken" in caplog.text

    async with (
        wire.Telegram("1:other", reception.box.api_root, "", 1) as telegram,
        receiving(receive.Receiver(telegram, reception.base)),
    ):
        await until(has_waited)
