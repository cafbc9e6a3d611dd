"""A person with a phone in one language: presses what is called so there, and notes what stands
in the chat.

Buttons are named by values, as the bot says them, never by their words in some language.
"""

import asyncio
import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

from bot import i18n
from bot.conversation import values
from bot.conversation.values import Reader, Said, Value, Words
from bot.demonstration.bubbles import Aside, Entry, Pressed, Told, Typed
from bot.demonstration.stage import Unexpected
from bot.i18n import Text
from bot.sandbox import model, server
from bot.town import Town

OPENING = re.compile(r"<[^>]*>|\{[^}]*\}|\n")
"""Where a text's own words are interrupted."""
BOXES = "☐☑ "
COUNTS = (1, 2, 5)
"""For texts that count: one of each form that is likely to be said."""
START = re.compile(r"\?start=([\w-]+)")


class Place(Protocol):
    """Where people play: a sandbox, its town, and the end of all that was said."""

    box: server.Sandbox

    @property
    def town(self) -> Town: ...

    async def settle(self) -> None: ...


class Actor:
    """One of those who play. `entries` are what the chat has come to since they were taken."""

    def __init__(self, stage: Place, language: str, name: str) -> None:
        self.language = language
        self.name = name
        self.acts = 0
        self._stage = stage
        self._phone = stage.box.person(name, language_code=language)
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

    async def chooses_language(self) -> None:
        """Press the name of the own language, where the bot asks for it."""
        await self.presses(Words(i18n.own_name(self.language)))

    async def presses_first(self) -> None:
        """Press the first button of the newest message: the first entry of a list."""
        newest = next(m for m in reversed(self._phone.messages) if m.keyboard)
        await self._press(newest, newest.buttons[0])

    async def replies(self, words: str) -> None:
        """Reply, as Telegram offers it, to the newest message of the bot."""
        newest = next(m for m in reversed(self._phone.messages) if m.from_bot)
        self._note()
        self._entries.append(Typed(words))
        await self._phone.types(words, reply_to=newest)
        await self._done()

    def link(self) -> str:
        """What stands behind `?start=` in the newest link that the bot has said."""
        said = (START.search(m.text) for m in reversed(self._phone.messages) if m.from_bot)
        found = next((link for link in said if link), None)
        if found is None:
            raise self._unexpected("was given no link")
        return found[1]

    async def presses(self, label: Value | Text, column: int = 0) -> None:
        """Press the newest button of that name; of several side by side the one in that column, as
        the reader counts, and note what stands above it."""
        value = Said(label) if isinstance(label, Text) else label
        message, buttons = self._buttons(value)
        button = buttons[column]
        above = self._as_read(message.keyboard[0])[column].text if len(buttons) > 1 else ""
        await self._press(message, button, above)

    async def _press(self, message: model.Message, button: model.Button, above: str = "") -> None:
        before = self._new()
        await self._phone.presses_data(button.callback_data or "", message)
        self._note(before)
        self._entries.append(Pressed(" · ".join(filter(None, map(_plain, (button.text, above))))))
        await self._done()

    def transcript(self) -> str:
        """The whole chat, as the phone shows it."""
        return self._phone.transcript()

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
        own = [_own_words(i18n.pattern(what, self.language, count)) for count in COUNTS]
        try:
            async with asyncio.timeout(within):
                while not self._heard(own):
                    await self._phone.changed_since(self._phone.version, within)
        except TimeoutError:
            raise self._unexpected(f"does not hear “{what.english}”") from None

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

    def _heard(self, ways: list[list[str]]) -> bool:
        """Whether something was said with all the words of one of these ways to say it."""
        said = [_plain(message.text) for message in self._phone.messages if message.from_bot]
        return any(all(part in words for part in own) for own in ways for words in said)

    def _shown(self, value: Value) -> str:
        reader = Reader(self.language, self._stage.town.zone, self._stage.box.clock.now())
        return _plain(values.shown(value, reader, is_html=False))

    def _unexpected(self, what: str) -> Unexpected:
        return Unexpected(f"{self.name} {what}. The chat:\n{self._phone.transcript()}")


def _own_words(pattern: str) -> list[str]:
    return [_plain(part) for part in OPENING.split(pattern)]


def _plain(words: str) -> str:
    """Words without marks of direction, boxes to tick and double spaces."""
    kept = (sign for sign in html.unescape(words) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(kept).strip(BOXES).split())
