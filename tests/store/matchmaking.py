"""Newcomers, buddies and coordinators on a real database, pressing the real programme's buttons."""

import functools
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import app, clock, config, erasing, town
from bot.buddies import store as buddies
from bot.buddies.application import Help, Offer
from bot.buddies.rules import Certificate
from bot.conversation import asking, cards, turn, values
from bot.conversation.values import Reader
from bot.matches import expiring, store
from bot.needs import store as requests
from bot.needs.store import Kind, Need, Wanted
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import German, Household, Newcomer
from bot.people import personal
from bot.people import store as people
from bot.programme import Programme
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
KEY = bytes(32)
TOM = Offer("Tom", ("en",), "hafen", tuple(Help), ("1m",), 1, None, "I like to cook.")
AMAL = Newcomer("Amal", ("en",), "hafen", Household.ALONE, German.LITTLE, ("1m",), None)
WANTED = Wanted((Need(Kind.LETTERS),), None, None)
SETTINGS = config.Config()


@functools.cache
def programme() -> Programme:
    return app.programme(SETTINGS, town.load("musterstadt"), KEY)


@dataclass
class Played:
    """Everybody is known by the id of their person."""

    base: database.Database
    clock: clock.Clock
    met: int = 0

    async def _person(self, work: database.Work) -> int:
        self.met += 1
        return (await people.add(work, 1000 + self.met, "en")).id

    async def stranger(self) -> int:
        """Somebody new."""
        async with self.base.work() as work:
            return await self._person(work)

    async def coordinator(self) -> int:
        async with self.base.work() as work:
            person = await self._person(work)
            await staff.add(work, person, Role.COORDINATOR)
        return person

    async def newcomer(self, introduced: Newcomer = AMAL, wanted: Wanted = WANTED) -> int:
        """Somebody whose request waits for a buddy."""
        async with self.base.work() as work:
            person = await self._person(work)
        await self.introduces(person, introduced, wanted)
        return person

    async def introduces(
        self, person: int, introduced: Newcomer = AMAL, wanted: Wanted = WANTED
    ) -> None:
        """Somebody who is known asks for a buddy."""
        async with self.base.work() as work:
            await newcomers.put(work, person, introduced)
            await requests.put(work, person, wanted, after_advice=True)

    async def buddy(self, offer: Offer = TOM) -> int:
        """Somebody active."""
        async with self.base.work() as work:
            person = await self._person(work)
            await buddies.put(work, person, offer)
            await buddies.change_state(work, person, buddies.State.ACTIVE)
        return person

    async def presses(self, person: int, name: str, about: str | int = "", version: int = 0) -> str:
        """A button, and the words that answer it."""
        async with self.base.work() as work:
            this = self._turn(work, person, str(about), version)
            return self._words(await _acted(programme().actions[name], this))

    async def buttons(self, person: int, name: str, about: str | int = "") -> list[tuple[str, str]]:
        """The labels and presses of what answers a button."""
        async with self.base.work() as work:
            reply = await _acted(programme().actions[name], self._turn(work, person, str(about), 0))
            found = (b for card in reply.says for row in card.rows for b in row.buttons)
            return [(values.shown(b.label, self._reader, is_html=False), b.press) for b in found]

    async def sends(self, person: int, form: str, about: int, answers: Mapping[str, Any]) -> str:
        """A form that was filled, and the words that answer it."""
        async with self.base.work() as work:
            this = self._turn(work, person, str(about), 0)
            return self._words(await programme().flows[form].done(this, answers))

    def _turn(self, work: database.Work, person: int, about: str, version: int) -> turn.Turn:
        context = asking.Context(self._reader, programme().town)
        return turn.Turn(work, person, context, about, version)

    @property
    def _reader(self) -> Reader:
        return Reader("en", programme().town.zone, self.clock.now())

    def _words(self, reply: turn.Reply) -> str:
        lines = (line for card in reply.says for line in card.lines if line is not None)
        return "\n".join(values.shown(line, self._reader, is_html=False) for line in lines)

    async def told(self, person: int) -> str:
        """The last thing this person was told unasked, as words."""
        rows = await self.base.read(
            "select what from outbox where person = :person order by id desc limit 1", person=person
        )
        card = cards.unpack(json.loads(rows[0][0])) if rows else cards.card()
        return self._words(turn.Reply((card,)))

    async def proposes(self, coordinator: int, newcomer: int, buddy: int) -> str:
        """What a coordinator sees on pressing "Propose" on a card that is up to date."""
        request = await self.request(newcomer)
        about = f"{request.id}.{buddy}" if request else "0.0"
        return await self.presses(coordinator, "propose", about, request.version if request else 0)

    async def request(self, newcomer: int) -> requests.Request | None:
        async with self.base.work() as work:
            return await requests.find_latest(work, newcomer)

    async def match_of(self, newcomer: int) -> store.Match | None:
        async with self.base.work() as work:
            return await store.of_newcomer(work, newcomer)

    async def answers(self, person: int, match: store.Match, action: str = "yes_to_match") -> str:
        return await self.presses(person, action, match.id, match.version)

    async def both_say_yes(self, match: store.Match) -> None:
        for person, step in ((match.buddy, 0), (match.newcomer, 1)):
            assert person is not None
            await self.answers(person, replace(match, version=match.version + step))

    async def ends(self, match: store.Match) -> str:
        """The buddy goes, and says why."""
        assert match.buddy is not None
        said = await self.answers(match.buddy, await self.now(match), "end_match_now")
        await self.sends(match.buddy, "end_as_buddy", match.id, {"reason": "no_time"})
        return said

    async def declines(self, person: int, match: store.Match, **answers: Any) -> str:
        """One side says no, and why."""
        said = await self.answers(person, match, "no_to_match")
        form = "decline_as_buddy" if person == match.buddy else "decline_as_newcomer"
        await self.sends(person, form, match.id, {"reason": "other", **answers})
        return said

    async def now(self, match: store.Match) -> store.Match:
        async with self.base.work() as work:
            return await store.get(work, match.id)

    async def changes(self, newcomer: int, introduced: Newcomer) -> None:
        """A newcomer sends the form once more, or anew."""
        async with self.base.work() as work:
            await newcomers.put(work, newcomer, introduced)
            request = await requests.put(work, newcomer, WANTED, after_advice=True)
            work.happened(requests.Changed(request, newcomer))

    async def withdraws(self, newcomer: int) -> str:
        request = await self.request(newcomer)
        assert request is not None
        return await self.presses(newcomer, "withdraw_now", request.id, request.version)

    async def pauses(self, buddy: int) -> None:
        until = self.clock.now().date() + timedelta(days=30)
        async with self.base.work() as work:
            await buddies.change_state(work, buddy, buddies.State.PAUSED, paused_until=until)
            work.happened(buddies.Paused(buddy))

    async def is_certified(self, buddy: int) -> None:
        """A coordinator has seen a certificate of today."""
        today = self.clock.now().date()
        async with self.base.work() as work:
            await buddies.certify(work, buddy, Certificate(today, today, has_entry=False))

    async def is_active(self, buddy: int, offer: Offer) -> None:
        """Again, with what they offer now."""
        async with self.base.work() as work:
            await buddies.put(work, buddy, offer)
            await buddies.change_state(work, buddy, buddies.State.ACTIVE)

    async def offers(self, buddy: int, offer: Offer) -> None:
        """A buddy changes what they offer."""
        async with self.base.work() as work:
            await buddies.put(work, buddy, offer)
            work.happened(buddies.Changed(buddy))

    async def leaves(self, buddy: int) -> None:
        async with self.base.work() as work:
            await buddies.change_state(work, buddy, buddies.State.LEFT)
            work.happened(buddies.Left(buddy))

    async def is_erased(self, person: int) -> None:
        async with self.base.work() as work:
            known = await people.get(work, person)
            await personal.erase(work, known, erasing.erasure(KEY))

    async def passes(self, **span: float) -> None:
        """Time, and what falls due in it."""
        self.clock.shift(self.clock.offset + timedelta(**span))
        await expiring.expire(self.base, self.clock.now())


async def _acted(action: turn.Action, this: turn.Turn) -> turn.Reply:
    try:
        return await action(this)
    except turn.Refusal as refusal:
        return turn.reply(refusal.why)


@asynccontextmanager
async def played(folder: Path) -> AsyncIterator[Played]:
    """A town on Tuesday, 24 November 2026, at noon."""
    its_clock = clock.Clock()
    its_clock.shift(NOON - its_clock.now())
    path = folder / "welcome.sqlite3"
    async with database.open_database(path, its_clock, app.AFTER) as base:
        yield Played(base, its_clock)
