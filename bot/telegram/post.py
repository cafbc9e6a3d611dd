"""One outbox row to one request: rendered for its reader, and posted."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from telegram import BotCommand, BotCommandScopeChat, InputFile, LinkPreviewOptions

from bot import i18n
from bot.conversation import cards, documents, packing, values
from bot.conversation.values import Reader, Said
from bot.people import telling
from bot.storage import database
from bot.storage.outbox import Row
from bot.telegram import screens, wire

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


Commands: TypeAlias = Sequence[tuple[str, i18n.Text]]


async def says_nothing(
    _: database.Database, _broadcast: int, _person: int, _reader: Reader
) -> None:
    """Where there are no broadcasts."""


class Poster:
    """Posts rows. `bottom` are the three big buttons, `makers` the makers of files by name; `told`
    knows what broadcasts say."""

    def __init__(
        self,
        telegram: wire.Telegram,
        base: database.Database,
        zone: ZoneInfo,
        bottom: Sequence[i18n.Text],
        commands: Commands,
        makers: Mapping[str, documents.Maker],
        is_quiet: Callable[[datetime], bool] = lambda _: False,
        told: documents.Told = says_nothing,
    ) -> None:
        self._telegram = telegram
        self._bot = telegram.bot
        self._database = base
        self._zone = zone
        self._bottom = bottom
        self._commands = commands
        self._makers = makers
        self._is_quiet = is_quiet
        self._told = told

    async def post(self, row: Row, sent: Mapping[int, int]) -> int | None:
        """Post a row; returns Telegram's id of the new message, None where there is none.

        `sent` are ids of rows just sent and not yet noted. Raises python-telegram-bot's errors, and
        `packing.Unknown` for what another version of this program has kept.
        """
        what: dict[str, Any] = json.loads(row.what)
        language = row.language or str(what.get("language", i18n.SOURCE))
        bot = await self._telegram.own_name()
        reader = Reader(language, self._zone, self._database.clock.now(), bot)
        is_silent = bool(what.get(telling.QUIETLY)) and self._is_quiet(reader.now)
        match row.kind:
            case "say" | "relay":
                return await self._say(row, cards.unpack(what), reader, is_silent=is_silent)
            case "copy":
                return await self._copy(row, what, reader, is_silent=is_silent)
            case "edit":
                await self._edit(row, what, reader, sent)
                return None
            case "document":
                return await self._send_document(row, what, reader)
            case "broadcast":
                return await self._tell(row, reader)
            case "commands":
                await self._set_commands(row, reader)
                return None
        raise packing.Unknown(row.kind)

    async def _say(self, row: Row, card: cards.Card, reader: Reader, *, is_silent: bool) -> int:
        screen = screens.screen(card, reader, self._bottom)
        message = await self._bot.send_message(
            row.chat,
            screen.text,
            parse_mode="HTML",
            reply_markup=screen.bottom or screen.inline,
            link_preview_options=NO_PREVIEW,
            disable_notification=is_silent or None,
        )
        return message.message_id

    async def _copy(
        self, row: Row, what: dict[str, Any], reader: Reader, *, is_silent: bool
    ) -> int:
        """What another person sent, under the caption and with the buttons of a card: a `message`
        of a `chat`, or a `voice` message by Telegram's reference. What is `protected` can't be
        forwarded or saved."""
        screen = screens.screen(cards.unpack(what), reader, self._bottom)
        caption, buttons = screen.text or None, screen.inline
        if "voice" in what:
            sent = await self._bot.send_voice(
                row.chat,
                what["voice"],
                caption=caption,
                parse_mode="HTML",
                reply_markup=buttons,
                disable_notification=is_silent or None,
            )
            return sent.message_id
        copied = await self._bot.copy_message(
            row.chat,
            what["chat"],
            what["message"],
            caption=caption,
            parse_mode="HTML",
            reply_markup=buttons,
            disable_notification=is_silent or None,
            protect_content=what.get("protected") or None,
        )
        return copied.message_id

    async def _edit(
        self, row: Row, what: dict[str, Any], reader: Reader, sent: Mapping[int, int]
    ) -> None:
        """A text becomes the card; of what has a `caption`, the caption does."""
        message = row.edits_message or sent.get(row.edits or 0)
        if message is None:
            return
        screen = screens.screen(cards.unpack(what), reader, self._bottom)
        if what.get("caption"):
            await self._bot.edit_message_caption(
                chat_id=row.chat,
                message_id=message,
                caption=screen.text,
                parse_mode="HTML",
                reply_markup=screen.inline,
            )
            return
        await self._bot.edit_message_text(
            screen.text,
            chat_id=row.chat,
            message_id=message,
            parse_mode="HTML",
            reply_markup=screen.inline,
            link_preview_options=NO_PREVIEW,
        )

    async def _send_document(self, row: Row, what: dict[str, Any], reader: Reader) -> int | None:
        maker = self._makers[what["maker"]]
        arguments = what.get("arguments", {})
        document = await maker(self._database, row.person or 0, reader, arguments)
        if document is None:
            return None
        if isinstance(document, cards.Card):
            return await self._say(row, document, reader, is_silent=False)
        if isinstance(document, documents.Pin):
            return await self._pin(row, document)
        file = InputFile(document.content, filename=document.name)
        send = self._bot.send_photo if document.is_picture else self._bot.send_document
        caption = screens.written(document.caption, reader)
        message = await send(row.chat, file, caption=caption, parse_mode="HTML")
        return message.message_id

    async def _tell(self, row: Row, reader: Reader) -> int | None:
        card = await self._told(self._database, row.broadcast or 0, row.person or 0, reader)
        if card is None:
            return None
        return await self._say(row, card, reader, is_silent=False)

    async def _pin(self, row: Row, pin: documents.Pin) -> int:
        message = await self._bot.send_venue(
            row.chat, pin.lat, pin.lon, title=pin.name, address=pin.address
        )
        return message.message_id

    async def _set_commands(self, row: Row, reader: Reader) -> None:
        commands = command_list(self._commands, reader)
        await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(row.chat))


def command_list(commands: Commands, reader: Reader) -> list[BotCommand]:
    """Telegram's command menu in a reader's language."""
    return [
        BotCommand(name, values.shown(Said(words), reader, is_html=False))
        for name, words in commands
    ]


def seconds(span: int | timedelta) -> float:
    """A span as python-telegram-bot gives it."""
    return span.total_seconds() if isinstance(span, timedelta) else float(span)
