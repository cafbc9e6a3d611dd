"""What Telegram itself shows of the bot: command menu, name and descriptions, in every language.

They are set only when they differ from what Telegram was told last; setting them too often is what
Telegram refuses for hours.
"""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from telegram import BotCommandScopeAllPrivateChats
from telegram.error import RetryAfter, TelegramError

from bot import i18n
from bot.conversation import values
from bot.conversation.values import Reader, Words, say
from bot.i18n import text
from bot.storage import database, outbox
from bot.telegram import post, wire
from bot.town import Town

log = logging.getLogger(__name__)

# Translators: the bot's name in Telegram, at most 64 letters.
NAME = text("telegram.name", "Welcome Buddies {town}")
# Translators: shown on the bot's profile, at most 120 letters.
SHORT = text(
    "telegram.short_description",
    "Volunteers go with newcomers in {town} to offices, read letters, practise German. Free.",
)
# Translators: shown in an empty chat, before START, at most 512 letters.
DESCRIPTION = text(
    "telegram.description",
    "New in {town}? A Welcome Buddy goes with you to offices, reads letters with you, practises "
    "German, or helps you look for work. It costs nothing. Press START and choose your language.",
)
COMMANDS = (
    ("menu", text("telegram.menu", "What you can do")),
    ("status", text("telegram.status", "Where you stand")),
    ("sos", text("telegram.sos", "Emergency numbers")),
    ("language", text("telegram.language", "Another language")),
    ("help", text("telegram.help", "How this works")),
    ("cancel", text("telegram.cancel", "Stop the form you are in")),
    ("privacy", text("telegram.privacy", "Who sees what")),
    ("mydata", text("telegram.mydata", "What is known about you")),
    ("forgetme", text("telegram.forgetme", "Delete it")),
    ("stop", text("telegram.stop", "No more messages by itself")),
)


@dataclass(frozen=True)
class Item:
    """One thing to tell Telegram: `content` decides whether it has changed. `chats_in` is the
    language of the chats that have a copy of their own."""

    name: str
    content: Any
    tell: Callable[[], Awaitable[bool]]
    chats_in: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.content, ensure_ascii=False).encode()).hexdigest()


TOLD = "select item, digest from told_telegram"
TELL = """
    insert into told_telegram (item, digest) values (:item, :digest)
    on conflict (item) do update set digest = excluded.digest
"""


async def tell(
    telegram: wire.Telegram, base: database.Database, town: Town, languages: Sequence[str]
) -> int:
    """Tell Telegram what has changed since the last time; returns how much that was. What Telegram
    refuses is told at the next start."""
    told = {row[0]: row[1] for row in await base.read(TOLD)}
    count = 0
    for item in _items(telegram, town, languages):
        if told.get(item.name) == item.digest:
            continue
        try:
            await item.tell()
        except RetryAfter as error:
            log.warning("Telegram's menus wait for the next start (%s)", type(error).__name__)
            return count
        except TelegramError as error:
            log.warning("Telegram did not take %s: %s", item.name, type(error).__name__)
            continue
        async with base.work() as work:
            await work.run(TELL, item=item.name, digest=item.digest)
            if item.chats_in and item.name in told:
                await outbox.renew_commands(work, item.chats_in)
        count += 1
    return count


def _items(telegram: wire.Telegram, town: Town, languages: Sequence[str]) -> Iterator[Item]:
    """For each language, and without one for all others, which read English."""
    bot_id = telegram.bot.token.partition(":")[0]
    for language in (None, *languages):
        for name, content, tell in _contents(telegram, town, language):
            chats_in = (language or "") if name == "commands" else ""
            yield Item(f"{bot_id}:{name}:{language or ''}", content, tell, chats_in)


def _contents(
    telegram: wire.Telegram, town: Town, language: str | None
) -> Iterator[tuple[str, Any, Callable[[], Awaitable[bool]]]]:
    bot = telegram.bot
    reader = Reader(language or i18n.SOURCE, ZoneInfo("UTC"), values.EPOCH)
    where = Words(town.name)
    name, short, long = (
        values.shown(say(words, town=where), reader, is_html=False)
        for words in (NAME, SHORT, DESCRIPTION)
    )
    commands = post.command_list(COMMANDS, reader)
    scope = BotCommandScopeAllPrivateChats()
    yield "name", name, lambda: bot.set_my_name(name, language_code=language)
    yield (
        "short",
        short,
        lambda: bot.set_my_short_description(short, language_code=language),
    )
    yield "description", long, lambda: bot.set_my_description(long, language_code=language)
    yield (
        "commands",
        [[c.command, c.description] for c in commands],
        lambda: bot.set_my_commands(commands, scope=scope, language_code=language),
    )
