"""A draft before it is sent: as each of its readers will see it, how many they are, and who will
not get it.
"""

import functools
from collections.abc import Collection, Iterator
from datetime import datetime

from bot import clock, i18n, workdays
from bot.broadcasts import audience, form, message, rules
from bot.broadcasts.audience import Headcount, Verdict
from bot.broadcasts.progress import TO_LIST
from bot.broadcasts.store import Broadcast
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Count, Hour, Listed, Said, ShortDay, Tongue, When, say
from bot.i18n import plural, text
from bot.seminars import store as seminars
from bot.storage import outbox

DRAFT = text(
    "broadcasts.draft",
    "<b>Broadcast: not sent yet</b>\nAbove you see it as its readers will see it.",
)
PLANNED = text("broadcasts.planned", "<b>Broadcast: planned</b>\nIt goes out on <b>{when}</b>.")
# Translators: {languages} is a list of lines such as "– German: 38".
READERS = plural(
    "broadcasts.readers",
    "<b>{count}</b> person gets it, by language:{languages}",
    "<b>{count}</b> people get it, by language:{languages}",
)
IN_LANGUAGE = text("broadcasts.in_language", "{language}: {number}")
MISSING = plural(
    "broadcasts.missing",
    "{language}: there is no text. {count} person reads it in this language: {other}.",
    "{language}: there is no text. {count} people read it in this language: {other}.",
)
NOBODY = text(
    "broadcasts.nobody",
    "<b>Nobody would get it.</b> Please change for whom it is: another group, all languages, or "
    "the whole city.",
)
NOBODY_OF_SEMINAR = text(
    "broadcasts.nobody_of_seminar",
    "<b>Nobody would get it.</b> Whoever it is for has answered already, or doesn't want such "
    "messages.",
)
OTHERS = {
    Verdict.ANSWERED: plural(
        "broadcasts.count_answered",
        "{count} person has answered already, and isn't asked again.",
        "{count} people have answered already, and aren't asked again.",
    ),
    Verdict.OFF: plural(
        "broadcasts.count_off",
        "{count} person has turned this topic off.",
        "{count} people have turned this topic off.",
    ),
    Verdict.PAUSED: plural(
        "broadcasts.count_paused",
        "{count} person has paused all messages.",
        "{count} people have paused all messages.",
    ),
    Verdict.UNREACHABLE: plural(
        "broadcasts.count_unreachable",
        "{count} person can't be reached.",
        "{count} people can't be reached.",
    ),
}
SEND_NOW = text("broadcasts.send_now", "Send now")
# Translators: button, with a short day ("Wed 25 Nov") and a time.
SEND_ON = text("broadcasts.send_on", "Send on {day}, {time}")
ADD_LANGUAGE = text("broadcasts.add_language", "Add a language")
CHANGE_TEXT = text("broadcasts.change_text", "Change the text")
CHANGE_WHOM = text("broadcasts.change_whom", "Change for whom")
DROP = text("broadcasts.drop", "Drop it")
NOT_YET = text("broadcasts.unplan", "Don't send it yet")


async def count(this: turn.Turn, found: Broadcast) -> Headcount:
    return await audience.count(this.work, found.audience, found.topic.value, found.seminar)


async def draft(this: turn.Turn, found: Broadcast, *first: Said) -> Card:
    """The draft with its buttons; before it go the messages themselves, one in each language that
    has a text."""
    heads = await count(this, found)
    written = await _written(this, found)
    for language in _previews(found, heads, written):
        what = {
            "maker": message.MAKER,
            "arguments": {
                "broadcast": found.id,
                "language": language,
                "reader": heads.somebody.get(language, this.person),
            },
        }
        await outbox.say(this.work, this.person, what, kind="document")
    lines = (*first, Said(DRAFT), None, *form.summary(found, this.context))
    numbers = (None, *_numbers(found, heads, written))
    return cards.card(*lines, *numbers, rows=cards.column(*_buttons(this, found, heads)))


async def planned(this: turn.Turn, found: Broadcast, *first: Said) -> Card:
    """What goes out later, and can be held back until then."""
    heads = await count(this, found)
    when = say(PLANNED, when=When(found.send_at or this.work.now))
    buttons = (
        Button(
            Said(SEND_NOW), cards.action("send_broadcast", found.id, found.version), style="success"
        ),
        Button(Said(NOT_YET), cards.action("unplan_broadcast", found.id, found.version)),
        TO_LIST,
    )
    lines = (*first, when, None, *form.summary(found, this.context), None)
    numbers = _numbers(found, heads, await _written(this, found))
    return cards.card(*lines, *numbers, rows=cards.column(*buttons))


async def _written(this: turn.Turn, found: Broadcast) -> Collection[str]:
    """The languages that have a text."""
    if found.seminar is None:
        return found.texts
    return (await seminars.get(this.work, found.seminar)).texts


def _previews(found: Broadcast, heads: Headcount, written: Collection[str]) -> list[str]:
    """Its first language, and every other one that has a text of its own and readers; for a
    seminar, of which much more is translated than the text, every language that has readers."""
    if found.seminar is not None:
        return [*heads.languages]
    others = (code for code in i18n.shipped() if code in written and code in heads.languages)
    return list(dict.fromkeys((found.written_in, *others)))


def _numbers(found: Broadcast, heads: Headcount, written: Collection[str]) -> Iterator[Said]:
    """How many get it, in which languages, and who doesn't."""
    if heads.readers:
        languages = tuple(
            say(IN_LANGUAGE, language=Tongue(code), number=Count(number))
            for code, number in heads.languages.items()
        )
        yield say(READERS, count=Count(heads.readers), languages=Listed(languages))
    else:
        yield Said(NOBODY if found.seminar is None else NOBODY_OF_SEMINAR)
    for code, number in heads.languages.items():
        if code not in written:
            other = rules.read_in(code, written, found.written_in, i18n.SOURCE)
            parts = {"language": Tongue(code), "other": Tongue(other)}
            yield say(MISSING, count=Count(number), **parts)
    for verdict, words in OTHERS.items():
        if heads.others.get(verdict):
            yield say(words, count=Count(heads.others[verdict]))


def _buttons(this: turn.Turn, found: Broadcast, heads: Headcount) -> Iterator[Button]:
    def press(name: str) -> str:
        return cards.action(name, found.id, found.version)

    if heads.readers:
        morning = next_morning(this)
        day, hour = ShortDay(morning.date()), Hour(morning.time())
        yield Button(Said(SEND_NOW), press("send_broadcast"), style="success")
        at = cards.action("plan_broadcast", f"{found.id}.{clock.stamp(morning)}", found.version)
        yield Button(say(SEND_ON, day=day, time=hour), at)
    if found.seminar is None:
        yield Button(Said(ADD_LANGUAGE), press("add_language"))
        yield Button(Said(CHANGE_TEXT), press("change_broadcast_text"))
        yield Button(Said(CHANGE_WHOM), press("change_broadcast_whom"))
    yield Button(Said(DROP), press("drop_broadcast"), style="danger")
    yield TO_LIST


def next_morning(this: turn.Turn) -> datetime:
    """When a broadcast that isn't sent now would go out."""
    is_workday = functools.partial(workdays.is_workday, town=this.town)
    return rules.next_morning(this.work.now, this.context.reader.zone, is_workday)
