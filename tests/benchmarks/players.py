"""People who go to and fro between two questions of the form: each press is one durable step, and
is answered by three calls (the press, the edited question, the next one).

They live in the sandbox's process, so a time is measured there, from the moment the update is
queued to the moment the reply is on the phone.
"""

import asyncio
import time

from bot.sandbox import model, people, server

WALK = (":alone", "speak:en", "need_help", "a:agree", ":.name", ":-en", ":+en", ":hafen")
"""Buttons on the way to the first of the two questions, the last one of the way first."""
PATIENCE = 120.0


class Player:
    """One person, who presses only what the newest message offers."""

    def __init__(self, box: server.Sandbox, number: int) -> None:
        self.person: people.Person = box.person(f"P{number}", language_code="en")

    async def arrive(self) -> None:
        """From /start to the first of the two questions."""
        await self.person.starts()
        async with asyncio.timeout(PATIENCE):
            while (press := await self._offered()) != ":alone":
                before = self._newest()
                await self.person.presses_data(self._data(":.done" if press == ":-en" else press))
                while self._newest() == before:
                    await self.person.changed_since(self.person.version, PATIENCE)

    async def step(self) -> None:
        """One press; returns when the next question is there."""
        question = self.person.last
        await self.person.presses_data(_next_press(question), question)
        deadline = time.perf_counter() + PATIENCE
        while self.person.last.id == question.id:
            await self.person.changed_since(self.person.version, PATIENCE)
            if time.perf_counter() > deadline:
                raise AssertionError(f"no next question\n{self.person.transcript()}")

    async def _offered(self) -> str:
        """The furthest button of the way that the newest message offers, waited for."""
        while True:
            version = self.person.version
            for press in WALK:
                if any(press in data for data in self._newest()):
                    return press
            await self.person.changed_since(version, PATIENCE)

    def _data(self, press: str) -> str:
        return next(data for data in self._newest() if press in data)

    def _newest(self) -> list[str]:
        """The buttons of the bot's newest message."""
        messages = reversed(self.person.messages)
        return next((_presses(message) for message in messages if message.from_bot), [])


def _presses(message: model.Message) -> list[str]:
    return [button.callback_data for button in message.buttons if button.callback_data]


def _next_press(question: model.Message) -> str:
    found = {data.rpartition(":")[2]: data for data in _presses(question)}
    return found.get("alone") or found[".back"]


async def flood(players: list[Player], seconds: float) -> int:
    """Everybody presses again as soon as they are answered; how many steps were made."""
    until = time.perf_counter() + seconds
    made = 0

    async def play(player: Player) -> None:
        nonlocal made
        while time.perf_counter() < until:
            await player.step()
            made += time.perf_counter() < until

    async with asyncio.TaskGroup() as tasks:
        for player in players:
            tasks.create_task(play(player))
    return made


async def steadily(players: list[Player], per_second: float, seconds: float) -> list[float]:
    """Presses at an even pace, whoever is free; the seconds from each press to its reply. Where
    nobody is free any more, waiting for somebody counts."""
    free: asyncio.Queue[Player] = asyncio.Queue()
    for player in players:
        free.put_nowait(player)
    took: list[float] = []

    async def play(player: Player, began: float) -> None:
        await player.step()
        took.append(time.perf_counter() - began)
        free.put_nowait(player)

    first = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(first + number / per_second - time.perf_counter())
            began = time.perf_counter()
            tasks.create_task(play(await free.get(), began))
    return took
