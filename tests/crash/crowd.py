"""Many applicants at once beside one bot, and what must be true when all of them are done."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date
from pathlib import Path
from typing import Any

from bot import i18n
from bot.conversation import flow
from bot.needs import flow as needs
from bot.sandbox import server
from bot.storage import files
from tests import world
from tests.crash.applicants import FORM, Applicant

PEOPLE = 20


class Crowd:
    """`said` counts the updates so far; `reaches` waits for a count."""

    def __init__(self, box: server.Sandbox, database: Path, seed: int, size: int = PEOPLE) -> None:
        self.box = box
        self.database = database
        self.said = 0
        self._changed = asyncio.Event()
        dice = random.Random(seed)  # noqa: S311
        today = box.clock.now().astimezone(UTC).date()
        self.people = [self._applicant(n, dice.random(), today) for n in range(size)]

    def _applicant(self, number: int, seed: float, today: date) -> Applicant:
        language = i18n.shipped()[number % len(i18n.shipped())]
        person = self.box.person(f"P{number}", language_code=language)
        return Applicant(person, int(seed * 10**9), today, self._count)

    def _count(self) -> None:
        self.said += 1
        self._changed.set()

    async def apply(self) -> None:
        """Everybody at once; returns when all are done and the bot has come to rest."""
        async with asyncio.TaskGroup() as tasks:
            for person in self.people:
                tasks.create_task(person.apply())
        await world.until(self._is_calm)

    async def reaches(self, said: int) -> None:
        while self.said < said:
            self._changed.clear()
            await self._changed.wait()

    async def _is_calm(self) -> bool:
        return self.waiting("inbox") == self.waiting("outbox") == 0

    # What the database holds; another process writes it meanwhile

    def rows(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as base:
            return base.execute(sql, given).fetchall()

    def waiting(self, table: str) -> int:
        return int(self.rows(f"select count(*) from {table} where state = 'waiting'")[0][0])  # noqa: S608

    def waiting_to_be_said(self) -> int:
        sql = "select count(*) from outbox where state = 'waiting' and kind = 'say'"
        return int(self.rows(sql)[0][0])

    def repeats(self) -> int:
        """Messages on the phones beyond those the outbox has noted as sent."""
        shown = sum(m.from_bot for someone in self.people for m in someone.person.messages)
        noted = self.rows("select count(*) from outbox where state = 'sent' and kind = 'say'")
        return int(shown - noted[0][0])

    # What must be true at the end

    def lost(self) -> list[str]:
        """Everything that is not as the plans say: nothing, if the bot keeps its promises."""
        return [*self._unhandled(), *(line for who in self.people for line in self._missed(who))]

    def _unhandled(self) -> list[str]:
        states = dict(self.rows("select state, count(*) from inbox group by state"))
        found = [] if states == {"done": self.said} else [f"{self.said} updates, kept {states}"]
        dead = self.rows("select count(*) from outbox where state = 'dead'")[0][0]
        found += [f"{dead} messages were refused"] if dead else []
        return found if files.is_whole(self.database) else [*found, "the database is damaged"]

    def _missed(self, who: Applicant) -> list[str]:
        kept = self.kept(who)
        found = [] if kept == who.answers else [f"answered {who.answers}, kept {kept}"]
        found += [f"never asked {key}" for key in self._unseen(who)]
        thanks = _last_line(needs.SENT, who.language)
        if not any(thanks in message.text for message in who.person.messages):
            found.append("was not thanked")
        told = self.rows(
            "select count(*) from outbox where kind = 'say' and chat = ?", who.person.id
        )
        if told[0][0] != who.told:
            found.append(f"was to be told {who.told} times, was told {told[0][0]} times")
        return [f"{who.person.name} {line}" for line in found]

    def kept(self, who: Applicant) -> dict[str, Any]:
        """The sent request, as the form's answers would read."""
        chat = who.person.id
        asker = "(select id from person where telegram = ?)"
        about = "select name, district, household, german, wish from newcomer where person = "
        request = f"select id, words from request where state = 'sent' and person = {asker}"  # noqa: S608
        needed = "select kind, by_day from need where request = ?"
        (introduction,) = self.rows(about + asker, chat) or [(None,) * 5]
        ((number, words),) = self.rows(request, chat) or [(None, None)]
        days = dict(self.rows(needed, number))
        dated = {f"{kind}_by": day for kind, day in days.items() if f"{kind}_by" in who.answers}
        return {
            **dict(
                zip(("name", "district", "household", "german", "wish"), introduction, strict=True)
            ),
            "languages": self._in_order(who, "languages", "spoken", "language"),
            "free": self._in_order(who, "free", "free", "slot"),
            "needs": sorted(days, key=_place_in(who.answers["needs"])),
            **dated,
            "words": words,
        }

    def _in_order(self, who: Applicant, key: str, table: str, column: str) -> list[str]:
        """Rows of a set, in the order in which they were answered."""
        asker = "(select id from person where telegram = ?)"
        sql = f"select {column} from {table} where person = {asker}"  # noqa: S608
        found = [row[0] for row in self.rows(sql, who.person.id)]
        return sorted(found, key=_place_in(who.answers[key]))

    def _unseen(self, who: Applicant) -> list[str]:
        """Questions that no message shows together with the answer's tick."""
        texts = [message.text for message in who.person.messages if message.from_bot]
        answered = [text for text in texts if "✓" in text]
        return [
            question.key
            for question in flow.visible(FORM, who.answers)
            if not isinstance(question, flow.Review)
            and not any(words in text for words in _in_all(question.ask) for text in answered)
        ]


def _place_in(order: list[str]) -> Callable[[str], int]:
    return lambda code: order.index(code) if code in order else len(order)


def _in_all(text: i18n.Text) -> list[str]:
    return [_last_line(text, language) for language in i18n.shipped()]


def _last_line(text: i18n.Text, language: str) -> str:
    """The end of a text, as the phone shows it."""
    return i18n.pattern(text, language).split("\n")[-1]
