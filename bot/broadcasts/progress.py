"""How a broadcast that has begun stands: one card, for who approved it and for who looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.broadcasts import rules
from bot.broadcasts.rules import Rhythm, Tally
from bot.broadcasts.store import Broadcast, State
from bot.conversation import cards
from bot.conversation.cards import Button, Card
from bot.conversation.values import Count, Hour, Said, Value, say
from bot.i18n import plural, text

HEADS = {
    State.RUNNING: text("broadcasts.running", "<b>Broadcast: is being sent</b>"),
    State.PAUSED: text("broadcasts.paused", "<b>Broadcast: paused</b>"),
    State.STOPPED: text("broadcasts.stopped", "<b>Broadcast: stopped</b>"),
    State.DONE: text("broadcasts.done", "<b>Broadcast: sent</b>"),
}
# Translators: {topic} is, for example, "Other news"; {words} are the first words of the message.
SUBJECT = text("broadcasts.subject", "{topic}: {words}")
SENT = text("broadcasts.sent_of", "Sent: <b>{sent}</b> of {readers}")
UNREACHED = plural(
    "broadcasts.unreached", "{count} person can't be reached", "{count} people can't be reached"
)
UNWANTED = plural(
    "broadcasts.unwanted",
    "{count} person doesn't want these messages",
    "{count} people don't want these messages",
)
NOT_NEEDED = plural(
    "broadcasts.not_needed",
    "{count} person has answered already, or doesn't want such messages",
    "{count} people have answered already, or don't want such messages",
)
FAILED = plural(
    "broadcasts.failed",
    "{count} message was refused by Telegram",
    "{count} messages were refused by Telegram",
)
LEFT = plural("broadcasts.left", "About {count} minute left", "About {count} minutes left")
QUIET = text("broadcasts.quiet", "Nobody is written to at night. It goes on at {time}.")
PAUSE = text("broadcasts.pause", "Pause")
GO_ON = text("broadcasts.go_on", "Go on")
STOP = text("broadcasts.stop", "Stop")
REFRESH = text("broadcasts.refresh", "How it stands now")
# Translators: button for coordinators: messages to many. Short.
BROADCASTS = text("broadcasts.broadcasts", "Broadcasts")
TO_LIST = Button(Said(BROADCASTS), cards.action("broadcasts"))
IN_PLACE = ".now"
"""Stands behind the number on a button that renews the card it stands on."""


@dataclass(frozen=True)
class Outlook:
    """How long it still takes; or that it is quiet."""

    minutes: int
    quiet: Hour | None = None


def outlook(
    found: Broadcast, tally: Tally, rhythm: Rhythm, now: datetime, zone: ZoneInfo
) -> Outlook:
    minutes = rules.minutes_left(found.readers, tally, rhythm.per_second)
    return Outlook(minutes, Hour(rhythm.quiet_until) if rhythm.is_quiet(now, zone) else None)


def card(found: Broadcast, subject: Value, tally: Tally, ahead: Outlook | None = None) -> Card:
    """What it is about, how many have it, and what can be done."""
    head = Said(HEADS[found.state])
    about = say(SUBJECT, topic=Said(found.topic.label), words=subject)
    sent = say(SENT, sent=Count(tally.sent), readers=Count(max(found.readers, tally.sent)))
    lines = (head, about, None, sent, *_others(found, tally), *_ahead(found, ahead))
    return cards.card(*lines, rows=cards.column(*_buttons(found)))


def _others(found: Broadcast, tally: Tally) -> Iterator[Said]:
    """Those who didn't get it, by reason."""
    for words, number in (
        (UNREACHED, tally.unreachable),
        (UNWANTED if found.seminar is None else NOT_NEEDED, tally.unwanted),
        (FAILED, tally.failed),
    ):
        if number:
            yield say(words, count=Count(number))


def _ahead(found: Broadcast, ahead: Outlook | None) -> Iterator[Said]:
    if ahead is None or found.state is not State.RUNNING:
        return
    if ahead.quiet is not None:
        yield say(QUIET, time=ahead.quiet)
    elif ahead.minutes:
        yield say(LEFT, count=Count(ahead.minutes))


def _buttons(found: Broadcast) -> Iterator[Button]:
    if found.state is State.RUNNING:
        yield Button(Said(PAUSE), cards.action("pause_broadcast", found.id, found.version))
    if found.state is State.PAUSED:
        press = cards.action("resume_broadcast", found.id, found.version)
        yield Button(Said(GO_ON), press, style="success")
    if not found.is_over:
        press = cards.action("stop_broadcast", found.id, found.version)
        yield Button(Said(STOP), press, style="danger")
        yield Button(Said(REFRESH), cards.action("broadcast", f"{found.id}{IN_PLACE}"))
    yield TO_LIST
