"""Everything the bot says in one language and town: found by saying and pressing everything there
is, in every state a person can be in, with the real programme and a real database.
"""

import asyncio
import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot import app, i18n, turns
from bot.conversation import cards
from bot.conversation.values import Count, say
from bot.desk import digest
from bot.information import crisis
from bot.newcomers import links
from bot.nudges import rounds
from bot.people import consent
from bot.telegram import updates
from bot.telegram.updates import Command, Sent, Typed
from tests.guards import crossing, every_form, full_swing
from tests.guards.every_form import Moment
from tests.guards.stage import EXAMPLE, Stage, pressed, stage

DOORS = {
    "ask_for_a_buddy": (consent.SUPPORT, "need_help"),
    "apply_as_buddy": (consent.VOLUNTEERING, "apply_as_buddy"),
}
"""What somebody without a role agrees to, and the action behind which a form opens then."""
TO_THE_NEXT_WEEK = 4
LATER = (1, 2, TO_THE_NEXT_WEEK, 7, 16, 305)
"""Days that pass one after the other: for reminders, long waits, and the end of a year's silence.
"""


@functools.cache
def everything(language: str, town_name: str) -> Stage:
    """All that is said to readers of a language in a town."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_everything(language, town_name, Path(folder)))


async def _everything(language: str, town_name: str, folder: Path) -> Stage:
    async with stage(language, town_name, folder) as here:
        here.note(Moment("our fault", cards.card(say(turns.OUR_FAULT, count=Count(4711)))))
        for flow in here.programme.flows.values():
            for moment in every_form.moments(flow, here.context):
                here.note(moment)
        await here.explores(1, "a stranger", _words(here))
        if town_name == EXAMPLE:
            await _only_the_staff(here)
            await _first_days(here)
            await here.explores(full_swing.Who.COORDINATOR, "a new town", _words(here))
            await full_swing.play(here)
            await _everybody(here)
            await crossing.play(here)
            await _later(here)
        return here


def _words(here: Stage) -> Iterator[updates.What]:
    """Whatever can be said without having seen a button."""
    yield from (pressed(cards.action(name)) for name in here.programme.actions)
    for name in (*here.programme.commands, "cancel", "nonsense"):
        yield Command(name, "")
    for payload in ("case_nonsense", "staff_nonsense", "nonsense"):
        yield Command("start", payload)
    yield from (Typed(i18n.pattern(label, here.language)) for label, _ in app.BOTTOM)
    yield from _chatter(here)
    for flow in here.programme.flows:
        yield pressed(f"{flow}:1:nonsense")
        yield from (pressed(cards.action(name, flow)) for name in ("go_on", "drop_form"))


def _chatter(here: Stage) -> Iterator[updates.What]:
    """What fits nowhere, or sounds like danger."""
    yield Typed("qwertz")
    yield Typed(i18n.pattern(crisis.CRISIS_WORDS, here.language).split("|")[0])
    yield Typed("qwertz", is_forwarded=True)
    yield from (Sent(kind) for kind in ("voice", "photo", "contact", "sticker"))


def _forged(here: Stage) -> Iterator[updates.What]:
    """Buttons that were never shown like this."""
    for name in here.programme.actions:
        for about in ("nonsense", "4711", "1.1"):
            yield pressed(cards.action(name, about, 1))
    yield pressed("nonsense")


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
    words = list(_words(here))
    used, free, expired = [await _link(here, hours) for hours in (72, 72, 0)]
    await here.chooses(2)
    await here.explores(2, "language chosen", [*words, *_forged(here), free, expired])
    for n, (flow, (purpose, door)) in enumerate(DOORS.items()):
        form, sent, after_advice = range(10 * n + 3, 10 * n + 6)
        await here.agrees(form, purpose, door)
        await here.explores(form, "a form is open", words)
        for control in (".leave", ".keep", ".drop"):
            await here.tries(form, pressed(f"{flow}:1:{control}"), "leaving")
        await here.agrees(sent, purpose, door)
        await here.fills(sent)
        await here.explores(sent, "sent today", [*words, *_forged(here), free])
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
    forged = tuple(_forged(here))
    for who, state in full_swing.everybody():
        replies = await full_swing.replies(here, who)
        first = [*_everyday(), *_chatter(here), *here.shown_to(who), *replies]
        await here.explores(who, state, [*first, *(forged if who in full_swing.FORGERS else ())])
    for what in await full_swing.invitations(here):
        await here.explores(1, "an invitation", [what])


def _everyday() -> Iterator[updates.What]:
    yield from (Command(name, "") for name in ("menu", "status", "mydata", "forgetme", "cancel"))


async def _later(here: Stage) -> None:
    """How it stands on later days, and what is said then unasked."""
    words = [Command(name, "") for name in ("menu", "status", "mydata")]
    for days in LATER:
        here.passes(days=days, hours=-2)
        await here.becomes_due((digest.digests,), f"{days} days later, in the morning")
        here.passes(hours=2)
        for chat in (
            *full_swing.WAITERS,
            *(full_swing.STAFF_LATER if days == TO_THE_NEXT_WEEK else ()),
        ):
            await here.explores(chat, f"{days} days later", words)
        for find in rounds.ALL:
            for nudge in await find(here.base, here.setting, here.clock.now()):
                here.note(Moment(f"nudge {nudge.key}", nudge.card))
        await here.becomes_due(app.ROUNDS, f"{days} days later")
