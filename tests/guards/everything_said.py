"""Everything the bot says in one language and town: found by saying and pressing everything there
is, in every state a person can be in, with the real programme and a real database.
"""

import asyncio
import functools
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot import app, i18n, turns
from bot.conversation import cards, documents
from bot.conversation.values import Count, Reader, say
from bot.desk import digest
from bot.information import crisis
from bot.newcomers import links
from bot.nudges import changes, rounds, soft
from bot.people import consent
from bot.telegram import updates
from bot.telegram.updates import Command, Sent, Typed
from tests.guards import appointments, crossing, every_form, full_swing, many_readers
from tests.guards.appointments import Pair
from tests.guards.every_form import Moment
from tests.guards.stage import EXAMPLE, Stage, pressed, stage

DOORS = {
    "ask_for_a_buddy": (consent.SUPPORT, "need_help"),
    "apply_as_buddy": (consent.VOLUNTEERING, "apply_as_buddy"),
}
"""What somebody without a role agrees to, and the action behind which a form opens then."""
TO_THE_NEXT_WEEK = 4
READ = ("ask_for_a_buddy", "meeting")
"""Forms in which languages, days, hours, lengths and places are read."""
FORGED = ("nonsense", "4711", "1.1")
AFTER_A_LONG_SILENCE = 16
LATER = (1, 2, TO_THE_NEXT_WEEK, 7, AFTER_A_LONG_SILENCE, 305)
"""Days that pass one after the other: for reminders, long waits, and the end of a year's silence.
"""


@dataclass(frozen=True)
class Heard:
    """What readers of a language are shown in a town."""

    reader: Reader
    moments: Collection[Moment]
    files: Sequence[documents.Document | documents.Pin]


@functools.cache
def heard(language: str, town_name: str) -> Heard:
    """A message is data, and the same for the readers of all languages that run one way, but for
    little that the language itself decides."""
    found = everything(crawled_for(language, town_name), town_name)
    moments = dict(found.moments)
    if language != found.language and town_name == EXAMPLE:
        moments = {**_in_short(language).moments, **moments}
    reader = replace(found.reader, language=language)
    return Heard(reader, moments.values(), found.files)


def crawled_for(language: str, town_name: str) -> str:
    """The language in which all is found that one's readers are shown: the first that runs the same
    way. Away from the example town it is the towns that differ, not the people."""
    ways = {i18n.is_right_to_left(code): code for code in reversed(i18n.shipped())}
    return ways[i18n.is_right_to_left(language) and town_name == EXAMPLE]


@functools.cache
def everything(language: str, town_name: str) -> Stage:
    """All that is said in a town, found in one language."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_everything(language, town_name, Path(folder)))


def _in_short(language: str) -> Stage:
    """What depends on a language beyond its words: how it is chosen and read."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_own(language, Path(folder)))


async def _own(language: str, folder: Path) -> Stage:
    async with stage(language, EXAMPLE, folder) as here:
        _forms(here, READ)
        await here.explores(1, "a stranger", [Command("start", ""), *_spoken(here)])
        await here.chooses(2)
        await here.agrees(3, consent.SUPPORT, "need_help")
        for chat, state in ((2, "language chosen"), (3, "a form is open")):
            for what in _spoken(here):
                await here.tries(chat, what, state)
        return here


def _forms(here: Stage, names: Collection[str]) -> None:
    for name in names:
        for moment in every_form.moments(here.programme.flows[name], here.context):
            here.note(moment)


async def _everything(language: str, town_name: str, folder: Path) -> Stage:
    async with stage(language, town_name, folder) as here:
        here.note(Moment("our fault", cards.card(say(turns.OUR_FAULT, count=Count(4711)))))
        _forms(here, here.programme.flows)
        await here.explores(1, "a stranger", _words(here))
        if town_name == EXAMPLE:
            await _only_the_staff(here)
            await _first_days(here)
            await here.explores(full_swing.Who.COORDINATOR, "a new town", _words(here))
            await full_swing.play(here)
            await many_readers.play(here)
            await _everybody(here)
            await crossing.play(here)
            await _later(here)
        return here


def _words(here: Stage) -> Iterator[updates.What]:
    """Whatever can be said without having seen a button, and buttons about nothing: those are
    refused alike in every language."""
    yield from _spoken(here)
    if here.language != i18n.SOURCE:
        return
    yield from (pressed(cards.action(name)) for name in here.programme.actions)
    for flow in here.programme.flows:
        yield pressed(f"{flow}:1:nonsense")
        yield from (pressed(cards.action(name, flow)) for name in ("go_on", "drop_form"))


def _spoken(here: Stage) -> Iterator[updates.What]:
    for name in (*here.programme.commands, "cancel", "nonsense"):
        yield Command(name, "")
    for payload in ("case_nonsense", "staff_nonsense", "nonsense"):
        yield Command("start", payload)
    yield from (Typed(i18n.pattern(label, here.language)) for label, _ in app.BOTTOM)
    yield from _chatter(here)


def _chatter(here: Stage) -> Iterator[updates.What]:
    """What fits nowhere, or sounds like danger."""
    yield Typed("qwertz")
    yield Typed(i18n.pattern(crisis.CRISIS_WORDS, here.language).split("|")[0])
    yield Typed("qwertz", is_forwarded=True)
    yield from (Sent(kind) for kind in ("voice", "photo", "contact", "sticker"))


def _forged(here: Stage, who: int) -> Iterator[updates.What]:
    """Buttons that were never shown like this: of all for coordinators, who may do most, one of
    each kind for others."""
    yield pressed("nonsense")
    if here.language != i18n.SOURCE:
        return
    for number, name in enumerate(here.programme.actions, who):
        first = number % len(FORGED)
        for about in FORGED if who == full_swing.Who.COORDINATOR else FORGED[first : first + 1]:
            yield pressed(cards.action(name, about, 1))


async def _only_the_staff(here: Stage) -> None:
    """A town in which nobody waits for anything."""
    await full_swing.opens(here)
    for who in (full_swing.Who.ADVISOR, full_swing.Who.COORDINATOR):
        await here.explores(who, "an empty town", [*_words(here), *here.shown_to(who)])
    here.passes(hours=-2)
    await here.becomes_due((digest.digests,), "a morning in an empty town")
    here.passes(hours=2)


async def _first_days(here: Stage) -> None:
    """From the first word to a form that is sent, with and without an advisor's link."""
    words = list(_spoken(here))
    used, free, expired = [await _link(here, hours) for hours in (72, 72, 0)]
    await here.chooses(2)
    await here.explores(2, "language chosen", [*_words(here), *_forged(here, 2), free, expired])
    for n, (flow, (purpose, door)) in enumerate(DOORS.items()):
        form, sent, after_advice = range(10 * n + 3, 10 * n + 6)
        await here.agrees(form, purpose, door)
        await here.explores(form, "a form is open", words)
        for control in (".leave", ".keep", ".drop"):
            await here.tries(form, pressed(f"{flow}:1:{control}"), "leaving")
        await here.agrees(sent, purpose, door)
        await here.fills(sent)
        await here.explores(sent, "sent today", [*words, *here.shown_to(sent), free])
        await here.does(after_advice, used)
        await here.explores(after_advice, "a case is open", words)
        await here.agrees(after_advice, purpose, door)
        await here.fills(after_advice)
        await here.explores(after_advice, "sent after advice", [*words, used])
        await here.explores(sent, "sent today", [used])


async def _link(here: Stage, hours: int) -> Command:
    """Following an advisor's link that works for so many hours."""
    async with here.base.work() as work:
        return Command("start", await links.open_case(work, hours))


async def _everybody(here: Stage) -> None:
    """Everybody looks around in the town that is in full swing, and presses what they were shown;
    some press what they never were."""
    for who, state in full_swing.everybody():
        replies = await full_swing.replies(here, who)
        first = [*_everyday(), *_chatter(here), *here.shown_to(who), *replies]
        await here.explores(
            who, state, [*first, *(_forged(here, who) if who in full_swing.FORGERS else ())]
        )
    for what in await full_swing.invitations(here):
        await here.explores(1, "an invitation", [what])


def _everyday() -> Iterator[updates.What]:
    yield from (Command(name, "") for name in ("menu", "status", "mydata", "forgetme", "cancel"))


async def _later(here: Stage) -> None:
    """How it stands on later days, and what is said then unasked."""
    words = [Command(name, "") for name in ("menu", "status", "mydata")]
    await here.becomes_due((changes.alert_of_company,), "a buddy can't come")
    for days in LATER:
        here.passes(days=days, hours=-2)
        await here.becomes_due((digest.digests,), f"{days} days later, in the morning")
        here.passes(hours=2)
        for chat in (
            *full_swing.WAITERS,
            *(full_swing.STAFF_LATER if days == TO_THE_NEXT_WEEK else ()),
        ):
            await here.explores(chat, f"{days} days later", words)
        await _nudges(here, f"{days} days later")
        if days == LATER[0]:
            here.passes(hours=6.5)
            await _nudges(here, "in the evening")
            who = full_swing.Who.IN_TROUBLE
            await appointments.take_place(here, Pair(who, full_swing.PAIRS[who]))
            here.passes(hours=-6.5)
        if days == AFTER_A_LONG_SILENCE:
            await _coordinators_look_at_matches(here)


async def _coordinators_look_at_matches(here: Stage) -> None:
    who = full_swing.Who.COORDINATOR
    for card in await here.tries(who, pressed(cards.action("matches_list")), "a long silence"):
        for press in every_form.presses(card):
            await here.tries(who, pressed(press), "a long silence")


async def _nudges(here: Stage, when: str) -> None:
    """What is due; and each of the buttons that come with it is pressed once."""
    for find in (*rounds.ALL, *soft.ALL):
        for nudge in await find(here.base, here.setting, here.clock.now()):
            here.note(Moment(f"nudge {nudge.key}", nudge.card))
    told = await here.becomes_due((*app.ROUNDS, rounds.decide_softly), when)
    tried = set[str]()
    for chat, shown in told.items():
        for press in (press for card in shown for press in every_form.presses(card)):
            action = press.split(":")[1]
            if press.startswith(f"{cards.ACTION}:") and action not in tried:
                tried.add(action)
                await here.tries(chat, pressed(press), when)
