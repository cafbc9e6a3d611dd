"""Seeing, taking along and erasing what is known about oneself: /mydata and /forgetme."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from bot import clock
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.documents import Document, Maker
from bot.conversation.values import Day, Reader, Said, Tongue, say
from bot.i18n import text
from bot.people import consent, menu, personal, store
from bot.people.personal import Erasure, Personal
from bot.storage import database, outbox

MY_DATA = text("people.my_data", "<b>What I know about you</b>")
WRITES = text("people.data_language", "I write to you in: <b>{language}</b>")
SINCE = text("people.data_since", "We know each other since: <b>{day}</b>")
AGREED_ON = text("people.data_agreed", "You agreed to the privacy notice on: <b>{day}</b>")
AS_FILE = text("people.as_file", "As a file (JSON)")
FILE = text("people.file", "Everything that is stored about you here, as a file.")
FORGET_BUTTON = text("people.forget_button", "Delete everything")
FORGET = text(
    "people.forget",
    "Shall I delete <b>everything</b> about you here? Whoever is your buddy, or is supported by "
    "you, hears that you have left. Nobody can bring it back. You can start again at any time.",
)
FORGET_YES = text("people.forget_yes", "Yes, delete everything")
FORGET_NO = text("people.forget_no", "No, keep it")
KEPT = text("people.kept", "Nothing was deleted. All is as before.")
FORGOTTEN = text(
    "people.forgotten",
    "Everything about you is deleted here. What stands in this chat you can delete in Telegram. "
    "I wish you well. If you need help again: /start",
)

Describe: TypeAlias = Callable[[turn.Turn], Awaitable[Sequence[Said]]]

SINCE_WHEN = """
    select met_at, (select max(given_at) from consent where consent.person = person.id
                    and purpose in (:support, :volunteering) and withdrawn_at is null) as agreed_at
    from person where id = :person
"""


async def describe(this: turn.Turn) -> Sequence[Said]:
    """What is known about everyone."""
    row = await this.work.one(
        SINCE_WHEN,
        person=this.person,
        support=consent.SUPPORT.name,
        volunteering=consent.VOLUNTEERING.name,
    )
    if row is None:
        return ()
    agreed = (say(AGREED_ON, day=_day(row["agreed_at"], this)),) if row["agreed_at"] else ()
    return (
        say(WRITES, language=Tongue(this.language)),
        say(SINCE, day=_day(row["met_at"], this)),
        *agreed,
    )


def _day(stamp: int, this: turn.Turn) -> Day:
    return Day(clock.moment(stamp).astimezone(this.context.reader.zone).date())


def showing(describes: Sequence[Describe]) -> turn.Action:
    """The action behind /mydata."""

    async def show(this: turn.Turn) -> turn.Reply:
        lines = [line for part in describes for line in await part(this)]
        buttons = (
            Button(Said(AS_FILE), cards.action("my_file")),
            menu.WHAT_I_GET,
            Button(Said(FORGET_BUTTON), cards.action("forget"), style="danger"),
            menu.BACK_TO_MENU,
        )
        return turn.reply(Said(MY_DATA), None, *lines, rows=cards.column(*buttons))

    return show


async def as_file(_this: turn.Turn) -> turn.Reply:
    return turn.Reply(document="my_data")


async def ask_to_forget(_this: turn.Turn) -> turn.Reply:
    """The first of two steps."""
    buttons = (
        Button(Said(FORGET_YES), cards.action("forget_now"), style="danger"),
        Button(Said(FORGET_NO), cards.action("keep")),
    )
    return turn.reply(Said(FORGET), rows=cards.column(*buttons))


async def keep(_this: turn.Turn) -> turn.Reply:
    return turn.Reply((cards.card(Said(KEPT)),), in_place=True)


def forgetting(erasure: Erasure) -> turn.Action:
    """The second step: everything goes, and a farewell is said to somebody unknown."""

    async def forget(this: turn.Turn) -> turn.Reply:
        person = await store.get(this.work, this.person)
        await personal.erase(this.work, person, erasure)
        farewell = cards.pack(cards.card(Said(FORGOTTEN)))
        await outbox.say_farewell(
            this.work, person.telegram, {**farewell, "language": person.language}
        )
        return turn.Reply()

    return forget


def making(tables: Sequence[Personal]) -> Maker:
    """The maker of the file behind /mydata."""

    async def make(
        base: database.Database, person: int, reader: Reader, _arguments: Mapping[str, Any]
    ) -> Document:
        exported: dict[str, Any] = {"made_at": reader.now.isoformat(timespec="seconds")}
        exported |= await personal.export(base, person, tables)
        content = json.dumps(exported, ensure_ascii=False, indent=2).encode()
        return Document("my-data.json", content, Said(FILE))

    return make
