"""Everything the bot says in one language and town: found by saying and pressing everything there
is, in every state a person can be in, with the real programme and a real database.
"""

import asyncio
import collections
import contextlib
import functools
import json
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app, clock, config, dialogue, i18n, sections, town, turns
from bot.conversation import asking, cards, documents
from bot.conversation.cards import Card
from bot.conversation.values import Count, Reader, say
from bot.information import crisis
from bot.newcomers import links
from bot.nudges import rounds
from bot.people import consent
from bot.people import store as people
from bot.programme import Programme
from bot.storage import database, forms
from bot.telegram import updates
from bot.telegram.updates import Command, Heard, Pressed, Sent, Typed
from tests.guards import every_form
from tests.guards.every_form import Moment

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
EXAMPLE = "musterstadt"
"""The town in which everything is played; elsewhere only the form and the information differ."""
KEY = bytes(32)
MESSAGE = 77
CENTER = sections.WelcomeCenter(
    phone="030 23125 100",
    hours="Mo–Fr 9:00–12:00",
    email="welcome@stadt.example",
    website="https://welcome.stadt.example",
)


DOORS = {
    "ask_for_a_buddy": (consent.SUPPORT, "need_help"),
    "apply_as_buddy": (consent.VOLUNTEERING, "apply_as_buddy"),
}
"""What somebody agrees to, and the action behind which each form opens then."""


class Undone(Exception):
    """What was tried is taken back."""


@dataclass
class Stage:
    """The programme with its database, where somebody says something and the answer is noted."""

    language: str
    base: database.Database
    clock: clock.Clock
    settings: config.Config
    town: town.Town
    programme: Programme
    moments: dict[str, Moment] = field(default_factory=dict)
    files: list[documents.Document] = field(default_factory=list)

    @property
    def reader(self) -> Reader:
        return Reader(self.language, self.town.zone, self.clock.now())

    @property
    def context(self) -> asking.Context:
        return asking.Context(self.reader, self.town, every_form.strange_name(self.language))

    def note(self, moment: Moment) -> bool:
        """Keep a moment; returns whether it shows something new."""
        content = f"{moment.card and cards.pack(moment.card)}{moment.toast}"
        return self.moments.setdefault(content, moment) is moment

    async def does(self, chat: int, what: updates.What) -> list[Card]:
        """Somebody says something, and it counts."""
        async with self.base.work() as work:
            return await self._say(work, chat, what, f"{chat}: {what}")

    async def tries(self, chat: int, what: updates.What, state: str) -> list[Card]:
        """The cards that are new when somebody says something; then it is taken back."""
        found: list[Card] = []
        with contextlib.suppress(Undone):
            async with self.base.work() as work:
                found = await self._say(work, chat, what, f"{state}: {what}")
                raise Undone
        return found

    async def _say(
        self, work: database.Work, chat: int, what: updates.What, where: str
    ) -> list[Card]:
        last = await work.one("select coalesce(max(id), 0) from outbox")
        heard = Heard(chat, every_form.strange_name(self.language), self.language, what)
        toast = await dialogue.answer(self.programme, work, heard, is_repeated=False)
        await self.base.follow(work)
        self.note(Moment(where, None, toast.words))
        new = "select kind, what, person from outbox where id > :last order by id"
        found = []
        for kind, packed, person in await work.all(new, last=last and last[0]):
            content = json.loads(packed)
            if kind == "document":
                maker = app.MAKERS[content["maker"]]
                self.files.append(await maker(self.base, person, self.reader))
            elif kind != "commands":
                found.append(cards.unpack(content))
        return [card for card in found if self.note(Moment(where, card))]

    async def explores(self, chat: int, state: str, first: Iterable[updates.What]) -> None:
        """Say all of this, and press every button that appears, until nothing is new."""
        waiting, known = collections.deque(first), set[updates.What]()
        while waiting:
            what = waiting.popleft()
            if what in known:
                continue
            known.add(what)
            for card in await self.tries(chat, what, state):
                actions = (p for p in every_form.presses(card) if p.startswith(f"{cards.ACTION}:"))
                waiting.extend(pressed(press) for press in actions)

    async def chooses(self, chat: int) -> None:
        """Somebody new begins, and chooses the language."""
        await self.does(chat, Command("start", ""))
        await self.does(chat, pressed(cards.action("speak", self.language)))

    async def begins(self, chat: int, flow: str) -> None:
        """… agrees, and has a form open."""
        await self.chooses(chat)
        purpose, door = DOORS[flow]
        about = f"{purpose.name}/{door}"
        await self.does(chat, pressed(cards.action("agree", about, purpose.version)))

    async def sends(self, chat: int, flow: str) -> None:
        """… and sends it, filled as far as it goes."""
        await self.begins(chat, flow)
        its_flow = self.programme.flows[flow]
        answers = every_form.answers(its_flow, self.context)
        async with self.base.work() as work:
            person = await people.find(work, chat)
            assert person is not None
            this = dialogue.Dialogue(self.programme, work, person, "")
            await forms.drop(work, person.id, flow)
            await this.start(flow, answers)
            turn = (await forms.open_forms(work, person.id))[0].turn
        await self.does(chat, pressed(f"{flow}:{turn}:.send"))

    async def link(self, hours: int) -> Command:
        """Following an advisor's link that works for so many hours."""
        async with self.base.work() as work:
            return Command("start", await links.open_case(work, hours))

    def passes(self, **span: float) -> None:
        self.clock.shift(self.clock.offset + timedelta(**span))


def pressed(data: str) -> Pressed:
    return Pressed("callback", MESSAGE, data)


@contextlib.asynccontextmanager
async def stage(language: str, town_name: str, folder: Path) -> AsyncIterator[Stage]:
    """The programme of a town on the day for which the facts of the towns were read."""
    its_clock = clock.Clock()
    its_clock.shift(NOON - its_clock.now())
    settings = config.Config(
        town=town_name, database=folder / "welcome.sqlite3", welcome_center=CENTER
    )
    local = town.load(town_name)
    programme = app.programme(settings, local, KEY)
    async with database.open_database(settings.database, its_clock, app.AFTER) as base:
        yield Stage(language, base, its_clock, settings, local, programme)


@functools.cache
def everything(language: str, town_name: str) -> Stage:
    """All that is said to readers of a language in a town."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_everything(language, town_name, Path(folder)))


async def _everything(language: str, town_name: str, folder: Path) -> Stage:
    async with stage(language, town_name, folder) as here:
        here.note(Moment("our fault", cards.card(say(turns.OUR_FAULT, count=Count(4711)))))
        for flow in here.programme.flows.values():
            for moment in every_form.moments(flow, here.context):
                here.note(moment)
        if town_name == EXAMPLE:
            await _first_days(here)
            await _later(here)
        else:
            await here.explores(1, "a stranger", _words(here))
        return here


def _forged(here: Stage) -> Iterator[updates.What]:
    """Buttons that were never shown like this."""
    for name in here.programme.actions:
        yield pressed(cards.action(name, "nonsense"))
        yield pressed(cards.action(name, "", 1))
    yield pressed("nonsense")


def _words(here: Stage) -> Iterator[updates.What]:
    """Whatever can be said without having seen a button."""
    yield from (pressed(cards.action(name)) for name in here.programme.actions)
    for name in (*here.programme.commands, "cancel", "nonsense"):
        yield Command(name, "")
    yield Command("start", "case_nonsense")
    for words in ("qwertz", *(i18n.pattern(label, here.language) for label, _ in app.BOTTOM)):
        yield Typed(words)
    yield Typed(i18n.pattern(crisis.CRISIS_WORDS, here.language).split("|")[0])
    yield Sent("voice")
    for flow in here.programme.flows:
        yield pressed(f"{flow}:1:nonsense")
        yield from (pressed(cards.action(name, flow)) for name in ("go_on", "drop_form"))


async def _first_days(here: Stage) -> None:
    words = list(_words(here))
    used, free, expired = [await here.link(hours) for hours in (72, 72, 0)]
    await here.explores(1, "a stranger", words)
    await here.chooses(2)
    await here.explores(2, "language chosen", [*words, *_forged(here), free, expired])
    for n, flow in enumerate(here.programme.flows):
        form, sent, after_advice = range(10 * n + 3, 10 * n + 6)
        await here.begins(form, flow)
        await here.explores(form, "a form is open", words)
        for control in (".leave", ".keep", ".drop"):
            await here.tries(form, pressed(f"{flow}:1:{control}"), "leaving")
        await here.sends(sent, flow)
        await here.explores(sent, "sent today", [*words, *_forged(here), free])
        await here.does(after_advice, used)
        await here.explores(after_advice, "a case is open", words)
        await here.sends(after_advice, flow)
        await here.explores(after_advice, "sent after advice", [*words, used])
        await here.explores(sent, "sent today", [used])


async def _later(here: Stage) -> None:
    """How it stands on later days, and what is said then unasked."""
    words = [Command(name, "") for name in ("menu", "status", "mydata")]
    people_there = [row[0] for row in await here.base.read("select telegram from person")]
    for days in (1, 3, 7, 14, 335):
        here.passes(days=days)
        for chat in people_there:
            await here.explores(chat, f"{days} days later", words)
        setting = app.setting(here.settings, here.town, KEY)
        for find in rounds.ALL:
            for nudge in await find(here.base, setting, here.clock.now()):
                here.note(Moment(f"nudge {nudge.key}", nudge.card))
