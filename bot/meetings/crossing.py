"""What happened to a meeting while one side filled a form about it: a form remembers the version
that its writer had seen. So two suggestions that cross are noticed by whoever sends second, and
nobody's answers are lost.
"""

from dataclasses import replace
from typing import Any

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Card
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.meetings import card, days, drafts
from bot.meetings.gate import Seen
from bot.storage import forms

CROSSED = text(
    "meetings.crossed",
    "{name} has just made a suggestion too. Yours is <b>not sent yet</b>: you find it below. You "
    "can answer this one, or send yours instead.",
)
HOLDS_MEANWHILE = text(
    "meetings.holds_meanwhile",
    "The meeting has changed in the meantime. What you wrote is <b>not sent yet</b>: you find it "
    "below, in case you would still like to suggest it.",
)


async def begin(
    this: turn.Turn, form: str, seen: Seen, known: dict[str, Any], *head: Said
) -> turn.Reply:
    """The form with what is known; one that is open already is gone on with, but from now on it
    answers to what stands now, which its writer has just looked at."""
    about, saw = str(seen.meeting.id), {drafts.SEEN: seen.meeting.version}
    found = await drafts.find(this, form, about)
    if found is None:
        says = (cards.card(*head),) if head else ()
        dates = {days.DATES: await days.named(this, seen.pair.match)}
        return turn.Reply(says, then=form, about=about, answers={**known, **dates, **saw})
    await forms.put(this.work, this.person, replace(found, answers={**found.answers, **saw}))
    return turn.Reply((cards.card(Said(drafts.BEGUN)),), then=form, about=about)


async def news(this: turn.Turn, form: str, seen: Seen, answers: Answers) -> turn.Reply | None:
    """What the writer of the form hasn't seen; the form stays open below it."""
    beside, version = await drafts.beside(this, form), seen.meeting.version
    if beside.get(drafts.SEEN) == version:
        return None
    again = {**answers, **beside, drafts.SEEN: version}
    return turn.Reply((_card(this, seen),), then=form, about=this.about, answers=again)


def _card(this: turn.Turn, seen: Seen) -> Card:
    if seen.asked:
        crossed = card.asked(seen, seen.asked, this.context)
        return Card((say(CROSSED, name=seen.pair.name), None, *crossed.lines[1:]), crossed.rows)
    shown = card.of(seen, this.context)
    return Card((Said(HOLDS_MEANWHILE), None, *shown.lines), shown.rows)
