"""Who plays on which stage, and what a scene is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot.demonstration.actors import Actor
from bot.demonstration.stage import Stage
from bot.town import Town


@dataclass(frozen=True)
class Play:
    """The stage and everybody on it, and the day on which two of them come to an agreement."""

    stage: Stage
    agreed_on: date
    newcomer: Actor
    visitor: Actor
    buddy: Actor
    coordinator: Actor
    advisor: Actor

    @property
    def town(self) -> Town:
        return self.stage.town

    @property
    def actors(self) -> tuple[Actor, ...]:
        return (self.newcomer, self.visitor, self.buddy, self.coordinator, self.advisor)


Act = Callable[[Play], Awaitable[None]]


@dataclass(frozen=True)
class Scene:
    """What happens at one time; titles are for whoever watches. `parts` name two of the play and
    what each does, in this order."""

    title: str
    parts: tuple[tuple[str, Act], ...]
    before: Act | None = None
