"""The menu: what a person can do now. Every capability offers its part; `app.MENU` lists them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said
from bot.i18n import text

MENU = text("people.menu", "What would you like to do?")
STATUS = text("people.nothing_yet", "Nothing is open for you right now.")
# Translators: button at the bottom of the chat, opens the menu.
TO_MENU = text("people.to_menu", "Menu")
# Translators: button at the bottom of the chat: how do my request, my buddy stand? Very short.
TO_STATUS = text("people.to_status", "Where I stand")
# Translators: button at the bottom of the chat: shows the numbers to call in danger. Very short.
TO_SOS = text("people.to_sos", "Emergency")
# Translators: what people type who want this, separated by |; commands without their slash too.
WORDS_FOR_MENU = text("people.words_for_menu", "menu | hello | hi | start | back")
WORDS_FOR_STATUS = text("people.words_for_status", "status | where do I stand | my request")
WORDS_FOR_HELP = text("people.words_for_help", "help | how does this work | what is this")
WORDS_FOR_LANGUAGE = text(
    "people.words_for_language", "language | another language | deutsch | english | العربية"
)
WORDS_FOR_PAUSE = text("people.words_for_pause", "stop | no more messages | unsubscribe")
WORDS_FOR_FORGETTING = text(
    "people.words_for_forgetting", "delete | delete my data | delete everything | forget me"
)
# Translators: button: which messages to many (news, seminars, …) would you like to get?
TOPICS = text("people.topics", "Which news I get")
BACK_TO_MENU = Button(Said(TO_MENU), cards.action("menu"))
WHAT_I_GET = Button(Said(TOPICS), cards.action("topics"))


@dataclass(frozen=True)
class Part:
    """What a capability adds to the menu."""

    buttons: tuple[Button, ...] = ()
    lines: tuple[Said, ...] = ()


Offer: TypeAlias = Callable[[turn.Turn], Awaitable[Part]]
Standing: TypeAlias = Callable[[turn.Turn], Awaitable[cards.Card | None]]


async def card(
    this: turn.Turn, offers: Sequence[Offer], *intro: Said, hello: Said | None = None
) -> cards.Card:
    """The menu for this person, after whatever is said first; `hello` where no part of the menu
    has something to say."""
    parts = [await offer(this) for offer in offers]
    lines = [line for part in parts for line in part.lines]
    buttons = [button for part in parts for button in part.buttons]
    greeting = (hello,) if hello is not None and not lines else ()
    return cards.Card((*greeting, *intro, *lines) or (Said(MENU),), cards.column(*buttons))


def showing(offers: Sequence[Offer]) -> turn.Action:
    """The action that shows the menu."""

    async def show(this: turn.Turn) -> turn.Reply:
        return turn.Reply((await card(this, offers),))

    return show


def standing(standings: Sequence[Standing], offers: Sequence[Offer]) -> turn.Action:
    """The action that says where a person stands in everything they take part in."""

    async def stand(this: turn.Turn) -> turn.Reply:
        found = [shown for where in standings if (shown := await where(this)) is not None]
        return turn.Reply(tuple(found) or (await card(this, offers, Said(STATUS)),))

    return stand
