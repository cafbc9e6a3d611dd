"""Answers to pressed buttons: Telegram shows a spinner until one comes, so it never waits long."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.telegram import wire

log = logging.getLogger(__name__)

LONGEST_WAIT = 2.0
"""Seconds after which a press is answered without words, however long its turn still takes."""


class Callbacks:
    """Answers each callback once: with words when its turn has ended, bare when that takes long."""

    def __init__(self, telegram: wire.Telegram, patience: float = LONGEST_WAIT) -> None:
        self._bot = telegram.bot
        self._patience = patience
        self._open: dict[str, asyncio.TimerHandle] = {}
        self._ready: asyncio.Queue[tuple[str, str, bool]] = asyncio.Queue()

    def arrived(self, callback: str) -> None:
        """A press came in; the time runs."""
        loop = asyncio.get_running_loop()
        if callback not in self._open:
            self._open[callback] = loop.call_later(self._patience, self.answer, callback)

    def answer(self, callback: str, words: str = "", is_alert: bool = False) -> None:
        """Answer a press, unless it has been answered."""
        timer = self._open.pop(callback, None)
        if timer is not None:
            timer.cancel()
            self._ready.put_nowait((callback, words, is_alert))

    async def run(self) -> None:
        async with asyncio.TaskGroup() as answers:
            while True:
                answers.create_task(self._post(*await self._ready.get()))

    async def _post(self, callback: str, words: str, is_alert: bool) -> None:
        try:
            await self._bot.answer_callback_query(callback, words or None, show_alert=is_alert)
        except TelegramError as error:
            log.info("a press was not answered: %s", type(error).__name__)
