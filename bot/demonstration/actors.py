"""A person with a phone in one language: presses what is called so there, and notes what stands
in the chat.

Buttons are named by values, as the bot says them, never by their words in some language.
"""

import asyncio
import html
import re
import unicodedata
from collections.abc import Sequence

from bot import i18n
from bot.conversation import values
from bot.conversation.values import Reader, Said, Value
from bot.demonstration import cast
from bot.demonstration.bubbles import Aside, Entry, Pressed, Told, Typed
from bot.demonstration.stage import Stage, Unexpected
from bot.i18n import Text
from bot.sandbox import model

OPENING = re.compile(r"<[^>]*>|\{[^}]*\}|\n")
"""Where a text's own words are interrupted."""
BOXES = "☐☑ "


class Actor:
    """One of those who play. `entries` are what the chat has come to since they were taken."""

    def __init__(self, stage: Stage, language: str) -> None:
        role = cast.role(language)
        self.language = language
        self.name = role.name
        self.acts = 0
        self._stage = stage
        self._phone = stage.box.person(role.name, language_code=language)
        self._entries: list[Entry] = []
        self._noted: dict[int, str] = {}

    async def starts(self, payload: str = "", how: str = "") -> None:
        """Press START; `how` says what can't be seen of it."""
        self._entries += [Aside(how)] if how else []
        self._entries.append(Typed("/start"))
        await self._phone.starts(payload)
        await self._done()

    async def types(self, words: str) -> None:
        self._note()
        self._entries.append(Typed(words))
        await self._phone.types(words)
        await self._done()

    async def presses(self, label: Value | Text, column: int = 0) -> None:
        """Press the newest button of that name; of several side by side the one in that column, as
        the reader counts, and note what stands above it."""
        value = Said(label) if isinstance(label, Text) else label
        message, buttons = self._buttons(value)
        button = buttons[column]
        above = self._as_read(message.keyboard[0])[column].text if len(buttons) > 1 else ""
        before = self._new()
        await self._phone.presses_data(button.callback_data or "", message)
        self._note(before)
        self._entries.append(Pressed(" · ".join(filter(None, map(_plain, (button.text, above))))))
        await self._done()

    async def presses_below(self, label: Text) -> None:
        """Press one of the big buttons at the bottom of the chat."""
        below = self._phone.reply_keyboard
        words = self._shown(Said(label))
        if below is None or not any(words == _plain(name) for row in below.rows for name in row):
            raise self._unexpected(f"has no button {words} at the bottom")
        self._note()
        self._entries.append(Pressed(words))
        await self._phone.types(words)
        await self._done()

    async def hears(self, what: Text, within: float = 0) -> None:
        """The bot has said this, with whatever values; or says it within so many seconds."""
        own = [_plain(part) for part in OPENING.split(i18n.pattern(what, self.language))]
        try:
            async with asyncio.timeout(within):
                while not self._heard(own):
                    await self._phone.changed_since(self._phone.version, within)
        except TimeoutError:
            raise self._unexpected(f"does not hear “{what.english}”") from None

    def hears_nothing(self, why: str) -> None:
        """Nothing has been said to them since they rested."""
        if self._new():
            raise self._unexpected("hears something")
        self._entries.append(Aside(why))

    def rests(self) -> None:
        """Note what stands there now, though nobody has answered it."""
        self._note()

    def take(self) -> list[Entry]:
        """What has been noted since the last time."""
        taken, self._entries = self._entries, []
        return taken

    async def _done(self) -> None:
        self.acts += 1
        await self._stage.settle()

    def _new(self) -> list[model.Message]:
        """What hasn't been noted, or asks something else by now; not what remains of a question."""
        return [
            message
            for message in self._phone.messages
            if message.from_bot
            and (known := self._noted.get(message.id)) != message.text
            and (known is None or message.keyboard)
        ]

    def _note(self, messages: list[model.Message] | None = None) -> None:
        for message in self._new() if messages is None else messages:
            self._noted[message.id] = message.text
            self._entries.append(Told(message))

    def _buttons(self, value: Value) -> tuple[model.Message, list[model.Button]]:
        """All of that name in the newest row that has one, as they are read."""
        words = self._shown(value)
        for message in reversed(self._phone.messages):
            for row in message.keyboard:
                named = [button for button in self._as_read(row) if _plain(button.text) == words]
                if named:
                    return message, named
        raise self._unexpected(f"finds no button “{words}”")

    def _as_read(self, row: Sequence[model.Button]) -> Sequence[model.Button]:
        return row[::-1] if i18n.is_right_to_left(self.language) else row

    def _heard(self, own: list[str]) -> bool:
        said = [_plain(message.text) for message in self._phone.messages if message.from_bot]
        return any(all(part in words for part in own) for words in said)

    def _shown(self, value: Value) -> str:
        reader = Reader(self.language, self._stage.town.zone, self._stage.box.clock.now())
        return _plain(values.shown(value, reader, is_html=False))

    def _unexpected(self, what: str) -> Unexpected:
        return Unexpected(f"{self.name} {what}. The chat:\n{self._phone.transcript()}")


def _plain(words: str) -> str:
    """Words without marks of direction, boxes to tick and double spaces."""
    kept = (sign for sign in html.unescape(words) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(kept).strip(BOXES).split())
