"""The running bot: everything opened, every task started, and stopped in order.

Receiving stops first, the turns at hand are finished, what is in flight is noted; all within five
seconds. Whatever is cut short was kept before and goes on at the next start.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken, TelegramError

from bot import app, clock, config, i18n, logs, sections, town, workdays
from bot.broadcasts import programme as broadcasts
from bot.conversation import reading
from bot.people import tongues
from bot.storage import database, files
from bot.telegram import menus, post, receive, send, wire
from bot.telegram.callbacks import Callbacks
from bot.telegram.pace import Pace
from bot.turns import Turns

log = logging.getLogger(__name__)

ROUND_SECONDS = 15
BROADCASTING_SECONDS = 2
HOUSEKEEPING_SECONDS = 600
SECONDS_TO_STOP = 4.0
SECONDS_TO_WARM_UP = 2.0
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass
class Installation:
    """One installation, ready to run. Open it with `opened`."""

    settings: config.Config
    town: town.Town
    clock: clock.Clock
    database: database.Database
    telegram: wire.Telegram
    key: bytes

    def __post_init__(self) -> None:
        in_flight = self.settings.pace.in_flight
        programme = app.programme(self.settings, self.town, self.key)
        self._setting = app.setting(self.settings, self.town, self.key)
        poster = post.Poster(
            self.telegram,
            self.database,
            self.town.zone,
            [label for label, _ in app.BOTTOM],
            app.COMMAND_MENU,
            app.makers_of(self.town),
            self._setting.is_quiet,
            broadcasts.TOLD,
        )
        self.callbacks = Callbacks(self.telegram)
        self.receiver = receive.Receiver(self.telegram, self.database, self.callbacks.arrived)
        self.turns = Turns(self.database, programme, self.callbacks)
        pace = Pace(self.settings.pace.bulk_per_second)
        self.sender = send.Sender(self.database, poster, pace, in_flight, self._setting.is_quiet)
        root = self.settings.telegram.api_root
        self._sandbox = (
            wire.SandboxClock(root.removesuffix("/bot"), self.clock)
            if sections.is_loopback(root)
            else None
        )
        self._stopping = asyncio.Event()
        self._greeted = asyncio.Event()

    def stop(self) -> None:
        """Ask the bot to stop; `run` returns soon."""
        self._stopping.set()

    async def run(self) -> None:
        """Run until stopped. Raises `InvalidToken` when Telegram doesn't know the token, and
        `files.Refused` when the database turns out to be damaged."""
        await self._take_the_time()
        try:
            async with asyncio.TaskGroup() as tasks:
                working = [
                    tasks.create_task(self.turns.run()),
                    tasks.create_task(self.sender.run()),
                ]
                waiting = [
                    tasks.create_task(self._receive()),
                    tasks.create_task(self._tell_telegram()),
                    tasks.create_task(self._warm_up()),
                    tasks.create_task(self._tick()),
                    tasks.create_task(self._follow_the_sandbox()),
                ]
                answering = tasks.create_task(self.callbacks.run())
                await self._stopping.wait()
                await self._wind_down(working, waiting, answering)
        except* (InvalidToken, files.Refused) as group:
            raise group.exceptions[0] from None

    async def _wind_down(
        self,
        working: list["asyncio.Task[None]"],
        waiting: list["asyncio.Task[None]"],
        answering: "asyncio.Task[None]",
    ) -> None:
        for task in waiting:
            task.cancel()
        self.turns.stop()
        self.sender.stop()
        _, late = await asyncio.wait(working, timeout=SECONDS_TO_STOP)
        for task in (*late, answering):
            task.cancel()

    async def _receive(self) -> None:
        await self._introduce()
        self._greeted.set()
        await self.receiver.run()

    async def _tell_telegram(self) -> None:
        """What Telegram shows of the bot, beside everything else: nobody waits for it."""
        await self._greeted.wait()
        languages = self.settings.languages.offered
        try:
            await menus.tell(self.telegram, self.database, self.town, languages)
        except database.Unavailable:
            log.warning("Telegram's menus wait for the next start: the database is unavailable")

    async def _introduce(self) -> None:
        """Greet Telegram, patiently."""
        failures = 0
        while True:
            try:
                name = await self.telegram.own_name()
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = PAUSES[min(failures, len(PAUSES) - 1)]
                log.warning("Telegram can't be reached (%s); again in %.0f s", error, pause)
                failures += 1
                await asyncio.sleep(pause)
        log.info("running as @%s", name)

    async def _warm_up(self) -> None:
        """Learn the names of days and languages before somebody types one: the first look at a
        language's tables takes a third of a second, which would hold up everyone's replies."""
        await self._greeted.wait()
        await asyncio.sleep(SECONDS_TO_WARM_UP)
        today = self.clock.now().date()
        await asyncio.to_thread(workdays.learn, self.town, today)
        for language in self.settings.languages.offered:
            await asyncio.to_thread(tongues.names, language, self.town.languages)
            await asyncio.to_thread(reading.day, "1.1.", language, today)
        words = "demain"  # Only dateparser reads French.
        await asyncio.to_thread(reading.day, words, i18n.SOURCE, today)

    async def _tick(self) -> None:
        """Rounds and housekeeping, by the scheduler's beat and whenever the clock was moved."""
        scheduler = AsyncIOScheduler(timezone=self.town.zone)
        for job, seconds in (
            (self.round, ROUND_SECONDS),
            (self.carry_broadcasts, BROADCASTING_SECONDS),
            (self.keep_house, HOUSEKEEPING_SECONDS),
        ):
            scheduler.add_job(
                job,
                "interval",
                seconds=seconds,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        scheduler.start()
        try:
            while True:
                await self.keep_house()
                await self.round()
                await self.carry_broadcasts()
                await self.clock.moved()
        finally:
            scheduler.shutdown(wait=False)

    async def round(self) -> None:
        """Write what is due now."""
        await self._work_through(app.ROUNDS)

    async def carry_broadcasts(self) -> None:
        """Write the next messages of the broadcasts that are under way."""
        await self._work_through(app.BROADCASTING)

    async def keep_house(self) -> None:
        """Delete what has served its purpose, also from the write-ahead log."""
        await self._work_through(app.HOUSEKEEPING)
        try:
            await self.database.truncate_log()
        except database.Unavailable:
            log.warning("the write-ahead log could not be emptied this time")

    async def _work_through(self, jobs: app.Rounds) -> None:
        """A job that fails stops neither the others nor the bot."""
        for job in jobs:
            try:
                await job(self.database, self._setting)
            except database.Unavailable:
                log.warning("%s waits: the database is unavailable", job.__name__)
            except Exception as error:  # noqa: BLE001  (tried again at the next beat)
                log.error("%s failed: %s", job.__name__, logs.trace(error))

    async def _take_the_time(self) -> None:
        """The sandbox's, before anything is done by the clock."""
        if self._sandbox is not None:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError, ValueError):
                await self._sandbox.take(0)

    async def _follow_the_sandbox(self) -> None:
        if self._sandbox is not None:
            await self._sandbox.follow()


@asynccontextmanager
async def opened(
    settings: config.Config, its_clock: clock.Clock | None = None
) -> AsyncIterator[Installation]:
    """Open all that an installation needs. Raises `faults.Faults` and `files.Refused`."""
    token = config.required_token(settings).get_secret_value()
    moving = its_clock or clock.Clock()
    local = town.load(settings.town, moving.now().date())
    roots = settings.telegram
    async with (
        database.open_database(settings.database, moving, app.AFTER) as base,
        wire.Telegram(token, roots.api_root, roots.file_root, settings.pace.in_flight) as telegram,
    ):
        key = tombstone_key(settings.database)
        yield Installation(settings, local, moving, base, telegram, key)


def tombstone_key(path: Path) -> bytes:
    """The key of the marks that erased people leave; made once, kept beside the database."""
    file = path.with_name(f"{path.name}.key")
    if not file.exists():
        new = file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(json.dumps(secrets.token_hex(32)))
        new.replace(file)  # A crash leaves the whole key or none.
    return bytes.fromhex(json.loads(file.read_text()))


class NoTelegram(Exception):
    """Telegram doesn't serve this bot now."""

    def __str__(self) -> str:
        return " ".join((self.__doc__ or "").split())


class WrongToken(NoTelegram):
    """Telegram doesn't know this token. Take it anew from @BotFather and set BOT_TOKEN."""


class NotReachable(NoTelegram):
    """Telegram can't be reached. Look at this machine's connection, or try again later."""


async def run(settings: config.Config) -> None:
    """Run until SIGINT or SIGTERM. Raises `WrongToken`."""
    async with opened(settings) as installation:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, installation.stop)
        try:
            await installation.run()
        except InvalidToken as error:
            raise WrongToken from error
    log.info("stopped")


async def own_name(settings: config.Config) -> str:
    """What Telegram calls this bot, without @. Raises `WrongToken` and `NotReachable`."""
    token = config.required_token(settings).get_secret_value()
    roots = settings.telegram
    async with wire.Telegram(token, roots.api_root, roots.file_root, in_flight=1) as telegram:
        try:
            return await telegram.own_name()
        except InvalidToken as error:
            raise WrongToken from error
        except TelegramError as error:
            raise NotReachable from error
