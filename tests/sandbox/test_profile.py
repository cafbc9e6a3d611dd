"""Commands, names and descriptions per scope and language, with Telegram's fallbacks."""

import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonWebApp,
    WebAppInfo,
)

from bot.sandbox import people, server


def names(person: people.Person) -> list[str]:
    return [command["command"] for command in person.commands]


async def test_the_narrowest_scope_and_then_the_language_win(
    box: server.Sandbox, bot: telegram.Bot, amal: people.Person
) -> None:
    tom = box.person("Tom", language_code="de")
    assert names(amal) == []
    await bot.set_my_commands([BotCommand("a", "default")])
    assert names(amal) == names(tom) == ["a"]
    await bot.set_my_commands([BotCommand("b", "Standard")], language_code="de")
    assert (names(amal), names(tom)) == (["a"], ["b"])
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("c", "private")], scope=private)
    assert names(amal) == names(tom) == ["c"]
    hers = BotCommandScopeChat(amal.id)
    await bot.set_my_commands([BotCommand("/D", "قائمة")], scope=hers)
    assert (names(amal), names(tom)) == (["d"], ["c"])
    await bot.delete_my_commands(scope=hers)
    assert names(amal) == ["c"]


async def test_commands_are_given_back_as_they_were_set_without_fallback(
    bot: telegram.Bot,
) -> None:
    commands = (BotCommand("menu", "Menü"),)
    await bot.set_my_commands(commands, language_code="de")
    assert await bot.get_my_commands(language_code="de") == commands
    assert await bot.get_my_commands() == ()


async def test_names_and_descriptions_fall_back_to_the_one_without_a_language(
    bot: telegram.Bot,
) -> None:
    assert (await bot.get_my_name()).name == "Sandbox"
    await bot.set_my_name("Buddies")
    await bot.set_my_name("Freunde", language_code="de")
    assert (await bot.get_my_name("ar")).name == "Buddies"
    assert (await bot.get_my_name("de")).name == "Freunde"
    await bot.set_my_name(language_code="de")
    assert (await bot.get_my_name("de")).name == "Buddies"
    await bot.set_my_name()
    assert (await bot.get_my_name()).name == "Sandbox"
    await bot.set_my_description("Long", language_code="de")
    assert (await bot.get_my_description("de")).description == "Long"
    assert (await bot.get_my_description()).description == ""
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_short_description("de")).short_description == "Short"


async def test_the_menu_button_of_a_chat_wins(bot: telegram.Bot, amal: people.Person) -> None:
    assert (await bot.get_chat_menu_button()).type == "commands"
    app = MenuButtonWebApp("Page", WebAppInfo("https://example.org/"))
    await bot.set_chat_menu_button(amal.id, app)
    assert await bot.get_chat_menu_button(amal.id) == app
    await bot.set_chat_menu_button(amal.id)
    assert (await bot.get_chat_menu_button(amal.id)).type == "default"
    with pytest.raises(telegram.error.BadRequest, match="only https links are allowed"):
        await bot.set_chat_menu_button(
            menu_button=MenuButtonWebApp("Page", WebAppInfo("http://example.org/"))
        )


async def test_the_bot_knows_itself(bot: telegram.Bot) -> None:
    assert (bot.id, bot.username, bot.bot.is_bot) == (1, "sandbox_bot", True)
