"""The box without its HTTP server: one world, its people, its faults and a record of the calls."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.sandbox import clock, faults, limits, people, phone, profile, world

CALLS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Called:
    """One call, for tests. `outcome` is "ok", Telegram's refusal, or the fault that hit it."""

    method: str
    parameters: dict[str, Any]
    at: float
    outcome: str


class Box:
    """What a test or the control surface has in its hands."""

    def __init__(self, token: str) -> None:
        self._world = world.World(token)
        self.people: dict[int, people.Person] = {}
        self.faults = faults.Faults(self._world)
        self.limits = limits.Limits()
        self.calls: deque[Called] = deque(maxlen=CALLS_KEPT)

    @property
    def token(self) -> str:
        return self._world.token

    @property
    def clock(self) -> clock.Clock:
        return self._world.clock

    @property
    def unknown_parameters(self) -> set[tuple[str, str]]:
        """(method, parameter) of what the bot sent and the box does not know."""
        return self._world.unknown_parameters

    @property
    def profile(self) -> profile.Profile:
        return self._world.profile

    @property
    def pending(self) -> int:
        """Updates not yet confirmed by the bot."""
        return len(self._world.updates)

    def person(
        self, first_name: str, *, language_code: str = "", username: str = "", last_name: str = ""
    ) -> people.Person:
        """A new user of Telegram, who has not started the bot yet."""
        chat = self._world.add_person(first_name, last_name, username, language_code)
        person = people.Person(self._world, chat)
        self.people[chat.id] = person
        return person

    async def drained(self, timeout: float = phone.PATIENCE) -> None:  # noqa: ASYNC109
        """Returns when the bot has confirmed all updates so far."""
        await self._world.updates.drained(timeout)

    async def polled(self) -> None:
        """Returns when the bot's next getUpdates has arrived."""
        await self._world.updates.polled()

    async def delivery_failed(self) -> None:
        """Returns when a delivery to the webhook has failed since it was set."""
        await self._world.webhook.failed()
