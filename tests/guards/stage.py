"""The programme with a real database: somebody says something, and all that is answered or told to
others is noted. What is only tried is taken back.
"""

import collections
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import app, clock, config, dialogue, i18n, sections, town
from bot.broadcasts import programme as broadcasts
from bot.conversation import asking, cards, documents, steps
from bot.conversation.asking import Answers
from bot.conversation.cards import Card
from bot.conversation.flow import Flow
from bot.conversation.values import Reader
from bot.nudges.setting import Setting
from bot.people import consent
from bot.people import store as people
from bot.programme import Programme
from bot.storage import database, forms, outbox
from bot.storage.forms import Form
from bot.telegram import updates
from bot.telegram.updates import Heard, Pressed
from tests.guards import at_once, every_form
from tests.guards.every_form import Manner, Moment

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
EXAMPLE = "musterstadt"
"""The town in which everything is played; elsewhere only the form and the information differ."""
KEY = bytes(32)
MESSAGE = 77
MOST_ALIKE = 20
"""Buttons that differ in nothing but a number and are all pressed: a list's first ones."""
CENTER = sections.WelcomeCenter(
    phone="030 23125 100",
    hours="Mo–Fr 9:00–12:00",
    email="welcome@stadt.example",
    website="https://welcome.stadt.example",
)
FRONT = """
    select flow from form join person on person.id = form.person
    where telegram = :chat order by opened desc limit 1
"""
FOR_ALL = frozenset(
    (
        "information",
        "offices",
        "office",
        "office_map",
        "steps",
        "step",
        "advice",
        "partner",
        "speak",
    )
)
"""Actions that show everybody the same."""
UNLIKE: Mapping[str, tuple[Answers, ...]] = {
    "certificate": (
        {"seen_on": "2026-11-02", "issued_on": "2026-11-20"},
        {"issued_on": "2024-01-02"},
        {"seen_on": "2021-11-22", "issued_on": "2021-11-01", "entry": "no"},
    ),
    "end_as_buddy": ({"reason": "silent"},),
    "end_as_newcomer": ({"reason": "silent"},),
    "refer": ({"place": {"words": "Café <b>International</b>"}, "then": "go_on"},),
}
"""Answers that a form comes to differ by, besides those it is filled with in every manner."""


class Undone(Exception):
    """What was tried is taken back."""


@dataclass(repr=False)
class Stage:
    """`moments` is all that was said so far, `buttons` the buttons that each chat has been shown,
    `finished` the forms whose answers were taken. `known` are the messages that were read
    already, `filled` the forms, by how they began: both come again and again."""

    language: str
    base: database.Database
    clock: clock.Clock
    settings: config.Config
    town: town.Town
    programme: Programme
    moments: dict[str, Moment] = field(default_factory=dict)
    files: list[documents.Document | documents.Pin] = field(default_factory=list)
    buttons: dict[int, dict[str, None]] = field(default_factory=dict)
    finished: set[tuple[int, str, str]] = field(default_factory=set)
    in_scene: database.Work | None = None
    trying: database.Group | None = None
    informed: set[updates.What] = field(default_factory=set)
    known: dict[str, Card] = field(default_factory=dict)
    filled: dict[str, tuple[Form, steps.Finished]] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        return Reader(self.language, self.town.zone, self.clock.now(), "welcome_bot")

    @property
    def context(self) -> asking.Context:
        return asking.Context(self.reader, self.town, every_form.strange_name(self.language))

    @property
    def setting(self) -> Setting:
        return app.setting(self.settings, self.town, KEY)

    def passes(self, **span: float) -> None:
        self.clock.shift(self.clock.offset + timedelta(**span))
        self.informed.clear()

    def shown_to(self, chat: int) -> list[updates.What]:
        """Pressing all that somebody has been shown until now."""
        return [pressed(press) for press in self.buttons.get(chat, ())]

    def note(self, moment: Moment) -> None:
        self.moments.setdefault(every_form.content(moment), moment)

    # What counts, or belongs to a scene

    async def does(self, chat: int, what: updates.What) -> None:
        """Somebody says something, and it counts; all that it leads to is sent."""
        async with self._counting() as work:
            await self._keep(work, await self._says(work, chat, what, f"{chat}: {what}"))

    async def chooses(self, chat: int) -> None:
        """Somebody new begins, and chooses the language."""
        await self.does(chat, updates.Command("start", ""))
        await self.presses(chat, "speak", self.language)

    async def agrees(self, chat: int, purpose: consent.Purpose, door: str) -> None:
        """… agrees to a notice, and has a form open."""
        await self.chooses(chat)
        await self.presses(chat, "agree", f"{purpose.name}/{door}", purpose.version)

    async def presses(
        self, chat: int, action: str, about: str | int = "", version: int = 0
    ) -> None:
        await self.does(chat, pressed(cards.action(action, about, version)))

    async def fills(
        self, chat: int, manner: Manner = Manner.FULLY, answers: Answers | None = None
    ) -> None:
        """Somebody fills the form in front, and sends it; some answers may be named."""
        async with self._counting() as work:
            shown = await self._fills(work, chat, manner, answers or {}, f"{chat} fills")
            await self._keep(work, shown)

    async def happens(self, what: Callable[[database.Work], Awaitable[None]], where: str) -> None:
        """Something that nobody says, with all that follows."""
        async with self._counting() as work:
            last = await _last(work)
            await what(work)
            await self.base.follow(work)
            await self._keep(work, await self._noted(work, last, where))

    async def becomes_due(self, rounds: app.Rounds, where: str) -> Mapping[int, list[Card]]:
        """What the bot says by itself now, by chat."""
        async with self.base.work() as work:
            last = await _last(work)
        for decide in rounds:
            await decide(self.base, self.setting)
        async with self._counting() as work:
            told = await self._noted(work, last, where)
            await self._keep(work, told)
        return told

    async def rows(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        async with self._counting() as work:
            return await work.all(sql, **values)

    @contextlib.asynccontextmanager
    async def scene(self) -> AsyncIterator[None]:
        """Whatever is said in it counts until it is over; then it is taken back. Nothing is sent
        meanwhile."""
        async with self._undone() as self.in_scene:
            try:
                yield
            finally:
                self.in_scene = None

    @contextlib.asynccontextmanager
    async def _counting(self) -> AsyncIterator[database.Work]:
        if self.in_scene is not None:
            yield self.in_scene
            return
        async with self.base.work() as work:
            yield work

    async def _keep(self, work: database.Work, found: Mapping[int, list[Card]]) -> None:
        if self.in_scene is not None:
            return
        for chat, shown in found.items():
            self.buttons.setdefault(chat, {}).update(dict.fromkeys(_actions(shown)))
        await _arrive(work)

    # What is only tried

    async def tries(self, chat: int, what: updates.What, state: str) -> list[Card]:
        """The cards that somebody is shown who says something; then it is taken back. A form that
        this opens is filled and sent, in every manner."""
        where = f"{state}: {what}"
        found: list[Card] = []
        opened = ""
        async with self._undone() as work:
            before = await _front(work, chat)
            found += (await self._says(work, chat, what, where)).get(chat, ())
            opened = await _front(work, chat)
            opened = "" if opened == before else opened
        for manner, answers in self._ways_to_fill(chat, opened):
            async with self._undone() as work:
                await self._says(work, chat, what, where)
                shown = await self._fills(work, chat, manner, answers, f"{where}, {opened} sent")
                found += shown.get(chat, ())
        return found

    def _ways_to_fill(self, chat: int, opened: str) -> Iterator[tuple[Manner, Answers]]:
        """Those in which this person hasn't filled this form yet."""
        ways: list[tuple[Manner, Answers]] = [(manner, {}) for manner in Manner]
        ways += [(Manner.FULLY, answers) for answers in UNLIKE.get(forms.kind_of(opened), ())]
        for manner, answers in ways if opened else ():
            key = (chat, opened, f"{manner}{answers}")
            if key not in self.finished:
                self.finished.add(key)
                yield manner, answers

    @contextlib.asynccontextmanager
    async def _undone(self) -> AsyncIterator[database.Work]:
        with contextlib.suppress(Undone):
            async with self.trying.work() if self.trying else self.base.work() as work:
                yield work
                raise Undone

    async def explores(self, chat: int, state: str, first: Iterable[updates.What]) -> None:
        """Say all of this, and press every button that appears, until none is new."""
        waiting, known = collections.deque(first), set[updates.What]()
        alike = collections.Counter[str]()
        async with self.base.group() as self.trying:
            while waiting:
                what = waiting.popleft()
                if what in known or what in self.informed:
                    continue
                known.add(what)
                shown = await self.tries(chat, what, state)
                if shown and _action(what) in FOR_ALL:
                    self.informed.add(what)
                for press in _actions(shown):
                    shape = every_form.DIGIT.sub("#", press)
                    if pressed(press) not in known and alike[shape] < MOST_ALIKE:
                        alike[shape] += 1
                        waiting.append(pressed(press))
        self.trying = None

    # What is said

    async def _says(
        self, work: database.Work, chat: int, what: updates.What, where: str
    ) -> dict[int, list[Card]]:
        last = await _last(work)
        heard = Heard(chat, every_form.strange_name(self.language), self.language, what)
        try:
            toast = await dialogue.answer(self.programme, work, heard, is_repeated=False)
            await self.base.follow(work)
        except Exception as error:
            error.add_note(where)
            raise
        if toast.said is not None:
            self.note(Moment(where, None, toast.said))
        return await self._noted(work, last, where)

    async def _fills(
        self,
        work: database.Work,
        chat: int,
        manner: Manner,
        answers: Answers,
        where: str,
    ) -> dict[int, list[Card]]:
        last = await _last(work)
        person = await people.find(work, chat)
        assert person is not None
        begun, *_ = await forms.open_forms(work, person.id)
        flow = self.programme.flows[begun.kind]
        try:
            form, step = self._filled(flow, begun, manner)
            named = replace(step, answers={**step.answers, **answers})
            this = dialogue.Dialogue(self.programme, work, person, self.context.telegram_name)
            await this.take(flow, form, named)
            await self.base.follow(work)
        except Exception as error:
            error.add_note(f"{where} {manner} {answers}")
            raise
        return await self._noted(work, last, where)

    def _filled(self, flow: Flow, begun: Form, manner: Manner) -> tuple[Form, steps.Finished]:
        """A form that was begun, filled to its end: as another one that began like this today."""
        like = json.dumps([begun.kind, begun.answers, begun.draft, manner.value])
        key = f"{self.clock.offset}{like}"
        if key not in self.filled:
            self.filled[key] = every_form.finishing(flow, begun, self.context, manner)
        form, step = self.filled[key]
        return replace(form, flow=begun.flow, asked=begun.asked), step

    async def _noted(self, work: database.Work, last: int, where: str) -> dict[int, list[Card]]:
        """All that was written to the outbox, by chat."""
        found: dict[int, list[Card]] = {}
        new = (
            "select chat, person, kind, what, broadcast from outbox"
            " where id > :last and state = 'waiting' order by id"
        )
        for chat, person, kind, packed, broadcast in await work.all(new, last=last):
            if kind in ("document", "broadcast"):
                card = await self._made(person, json.loads(packed), broadcast)
                if card is not None:
                    self.note(Moment(f"{where}, to {chat}", card))
            elif kind != "commands":
                card = self._read(kind, packed, f"{where}, to {chat}")
            else:
                card = None
            if card is not None:
                found.setdefault(chat, []).append(card)
        return found

    def _read(self, kind: str, packed: str, where: str) -> Card:
        """A card as it waits to be sent; what was read before is not read again."""
        key = f"{kind}{packed}"
        if key not in self.known:
            content = json.loads(packed)
            is_caption = kind == "copy" or "caption" in content
            self.known[key] = cards.unpack(content)
            self.note(Moment(where, self.known[key], is_caption=is_caption))
        return self.known[key]

    async def _made(
        self, person: int, what: Mapping[str, Any], broadcast: int | None
    ) -> Card | None:
        """What is made at the moment of sending: a card, or a file or pin that is kept."""
        if broadcast is not None:
            return await broadcasts.TOLD(self.base, broadcast, person, self.reader)
        made = await app.makers_of(self.town)[what["maker"]](
            self.base, person, self.reader, what["arguments"]
        )
        if isinstance(made, Card):
            return made
        if made is not None:
            self.files.append(made)
        return None


async def _front(work: database.Work, chat: int) -> str:
    """The form in front of somebody; empty where none is open."""
    row = await work.one(FRONT, chat=chat)
    return str(row[0]) if row else ""


async def _last(work: database.Work) -> int:
    row = await work.one("select coalesce(max(id), 0) from outbox")
    return int(row[0]) if row else 0


async def _arrive(work: database.Work) -> None:
    """All that waits is sent, and Telegram has given it a number."""
    waiting = await work.all("select id from outbox where state = 'waiting'")
    await outbox.end(work, [outbox.Ending(row[0], "sent", number_of(row[0])) for row in waiting])


def number_of(row: int) -> int:
    """Telegram's number of a message, by the row that brought it."""
    return 1000 + row


def _actions(shown: Iterable[Card]) -> list[str]:
    found = (press for card in shown for press in every_form.presses(card))
    return [press for press in found if press.startswith(f"{cards.ACTION}:")]


def _action(what: updates.What) -> str:
    """The action that is pressed; empty for all else."""
    return what.data.split(":")[1] if isinstance(what, Pressed) and ":" in what.data else ""


def pressed(data: str) -> Pressed:
    return Pressed("callback", MESSAGE, data)


@contextlib.asynccontextmanager
async def stage(language: str, town_name: str, folder: Path) -> AsyncIterator[Stage]:
    """The programme of a town on the day for which the facts of the towns were read."""
    its_clock = clock.Clock()
    its_clock.shift(NOON - its_clock.now())
    settings = config.Config(
        town=town_name,
        database=folder / "welcome.sqlite3",
        languages=sections.Languages(offered=i18n.shipped()),
        welcome_center=CENTER,
    )
    local = town.load(town_name)
    programme = app.programme(settings, local, KEY)
    async with at_once.opened(settings.database, its_clock, app.AFTER) as base:
        yield Stage(language, base, its_clock, settings, local, programme)
