"""Reporting something about the other person of a match. The coordinators know at once; the two can
no longer write to each other here, and the other person isn't told why.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.concerns import calling, store, texts
from bot.concerns.store import Kind, Reason
from bot.conversation import cards, questions, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said
from bot.matches import store as matches
from bot.matches.store import Match
from bot.people import menu
from bot.relay import store as threads

FORM = "concern"
LONGEST_WORDS = 600


@dataclass(frozen=True)
class Matter(Choose):
    """What it is about, or own words at once: a person reads them, whatever they sound like."""

    goes_to_a_person: ClassVar[bool] = True


@dataclass(frozen=True)
class Report(Write):
    """Own words about what happened, which may well sound like danger."""

    goes_to_a_person: ClassVar[bool] = True


async def report(this: turn.Turn) -> turn.Reply:
    """The form, for the two of a match, and for a while after it."""
    await _own(this)
    return turn.Reply(then=FORM, about=this.about)


async def _own(this: turn.Turn) -> Match:
    """The match the turn is about. Raises `NotYours`."""
    match = await matches.visible_to(this, this.about)
    if not await store.can_report(this.work, match.id):
        raise turn.NotYours(Said(turn.GONE))
    return match


async def sent(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Keep what was reported, close the thread, and alert the coordinators."""
    match = await _own(this)
    side = match.side_of(this.person)
    reason, words = questions.chosen(answers["reason"])
    concern = await store.add(
        this.work,
        Kind.CONCERN,
        person=this.person,
        about=match.person_of(side.other) if side else None,
        match=match.id,
        reason=reason,
        words=words or answers.get("words"),
    )
    await threads.close_pair(this.work, match.id)
    await calling.alert_concern(this.work, concern)
    buttons = (Button(Said(texts.NUMBERS), cards.action("sos")), menu.BACK_TO_MENU)
    return turn.reply(Said(texts.REPORTED), rows=cards.column(*buttons))


def _has_no_words(answers: Answers) -> bool:
    _, words = questions.chosen(answers.get("reason"))
    return words is None


CONCERN = Flow(
    FORM,
    (
        Matter("reason", texts.WHAT, Reason, own_words=Reason.OTHER.value, name=texts.WHAT_LABEL),
        Report(
            "words",
            texts.IN_YOUR_WORDS,
            LONGEST_WORDS,
            has_lines=True,
            optional=True,
            name=texts.WORDS_LABEL,
            when=_has_no_words,
        ),
        Review("review", texts.SURE, name=texts.SURE, send=texts.SEND),
    ),
    done=sent,
    title=texts.TITLE,
    opening=texts.OPENING,
    is_private=True,
)
