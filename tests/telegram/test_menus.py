"""What Telegram shows of the bot is set once, in every language, and again only when it changed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import clock, i18n
from bot import town as towns
from bot.people import store as people
from bot.sandbox import server
from bot.storage import database
from bot.telegram import menus, wire
from tests.world import TOKEN

EACH = 4
"""Name, two descriptions, commands: once for everyone, and once for each language."""
METHODS = ("setMyName", "setMyShortDescription", "setMyDescription", "setMyCommands")


@dataclass
class Telling:
    box: server.Sandbox
    base: database.Database
    telegram: wire.Telegram
    town: towns.Town

    async def tell(self, languages: tuple[str, ...] = i18n.shipped()) -> int:
        return await menus.tell(self.telegram, self.base, self.town, languages)

    def calls(self) -> int:
        return sum(call.method in METHODS for call in self.box.calls)


@pytest.fixture
async def telling(tmp_path: Path) -> AsyncIterator[Telling]:
    async with (
        server.Sandbox(token=TOKEN) as box,
        database.open_database(tmp_path / "welcome.sqlite3", clock.Clock()) as base,
        wire.Telegram(TOKEN, box.api_root, box.file_root, 4) as telegram,
    ):
        town = towns.load("musterstadt", base.clock.now().date())
        yield Telling(box, base, telegram, town)


async def test_everything_is_told_once_and_not_again_at_the_next_start(telling: Telling) -> None:
    wanted = EACH * (1 + len(i18n.shipped()))
    assert await telling.tell() == telling.calls() == wanted
    assert await telling.tell() == 0
    assert telling.calls() == wanted


@pytest.mark.parametrize("language", i18n.shipped())
async def test_a_person_sees_the_commands_in_the_own_language(
    telling: Telling, language: str
) -> None:
    await telling.tell()
    person = telling.box.person("Somebody", language_code=language)
    shown = {command["command"]: command["description"] for command in person.commands}
    assert shown == {name: i18n.pattern(text, language) for name, text in menus.COMMANDS}


async def test_whose_language_is_not_spoken_sees_english(telling: Telling) -> None:
    await telling.tell()
    person = telling.box.person("Somebody", language_code="fi")
    assert person.commands[0]["description"] == menus.COMMANDS[0][1].english
    assert telling.box.profile.text("name", "fi") == "Welcome Buddies Musterstadt"


async def test_what_changed_is_told_again_and_nothing_else(telling: Telling) -> None:
    await telling.tell()
    telling.town = telling.town.model_copy(update={"name": "Neustadt"})
    texts = 3 * (1 + len(i18n.shipped()))
    assert await telling.tell() == texts, "the commands don't name the town"
    assert telling.box.profile.text("name", "") == "Welcome Buddies Neustadt"


async def test_chats_with_commands_of_their_own_get_new_ones(telling: Telling) -> None:
    """An older release told other commands: whoever chose this language is shown the new ones."""
    await telling.tell()
    async with telling.base.work() as work:
        for chat, language in ((7, "de"), (8, "en")):
            person = await people.add(work, chat, language)
            await people.choose_language(work, person.id, language)
        await work.run("update told_telegram set digest = 'old' where item like '%:commands:de'")
    assert await telling.tell() == 1
    rows = await telling.base.read("select chat, kind from outbox")
    assert [tuple(row) for row in rows] == [(7, "commands")]


async def test_a_language_that_is_added_is_told_alone(telling: Telling) -> None:
    await telling.tell(("en", "de"))
    assert await telling.tell(("en", "de", "ar")) == EACH


async def test_what_telegram_does_not_take_is_told_at_the_next_start(telling: Telling) -> None:
    telling.box.faults.add("400", method="setMyName", times=1, text="Bad Request: no")
    wanted = EACH * (1 + len(i18n.shipped()))
    assert await telling.tell() == wanted - 1
    assert await telling.tell() == 1


async def test_when_telegram_asks_to_wait_the_rest_waits_for_the_next_start(
    telling: Telling,
) -> None:
    telling.box.faults.add("429", method="setMyDescription", times=1, retry_after=3600)
    assert await telling.tell() < EACH
    before = telling.calls()
    assert before <= EACH, "nothing was tried after the 429"
    assert await telling.tell() > 0


async def test_another_bot_on_the_same_database_is_told_everything(telling: Telling) -> None:
    await telling.tell()
    token = "987654:another-token-of-the-sandbox"
    async with (
        server.Sandbox(token=token) as box,
        wire.Telegram(token, box.api_root, box.file_root, 4) as telegram,
    ):
        told = await menus.tell(telegram, telling.base, telling.town, ("en",))
    assert told == EACH * 2
