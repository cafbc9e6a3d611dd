"""Which Bot API methods there are, and which parameters each knows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox import calls, world

Run = Callable[[world.World, calls.Call], Any | Awaitable[Any]]
# What a reader of the chat can notice, of the parameters that every sending method knows.
SENDING = "chat_id reply_parameters reply_markup disable_notification protect_content"


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: frozenset[str]
    run: Run


METHODS: dict[str, Method] = {}


def method(name: str, parameters: str = "") -> Callable[[Run], Run]:
    """Registers a function under a method's name. A call is done in one step (no awaiting) unless
    the function is async, so that calls never see each other half done.
    """

    def register(run: Run) -> Run:
        METHODS[name.lower()] = Method(name, frozenset(parameters.split()), run)
        return run

    return register
