"""A broadcast as it stands: a draft with its preview, a planned one, or how the sending goes on;
and the list of them all.
"""

from bot.broadcasts import gate, preview, progress, steps, store
from bot.broadcasts.rules import Rhythm
from bot.broadcasts.store import Broadcast, State
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, Value, Words, say
from bot.i18n import text
from bot.people import menu
from bot.seminars import store as seminars
from bot.staff import rights
from bot.staff.store import Role
from bot.storage import database

LONGEST_SUBJECT = 60
FROM_BEFORE = text("broadcasts.from_before", "That was from before. This is how it stands now.")
LIST = text(
    "broadcasts.list",
    "<b>Broadcasts</b>\nOne message to many, each in their own language.",
)
NONE = text("broadcasts.list_empty", "There is none yet.")
WRITE = text("broadcasts.write_one", "Write a broadcast")
# Translators: button: how a broadcast stands, and its first words. Both are short.
IN_LIST = text("broadcasts.in_list", "{state}: {words}")
# Translators: how a broadcast stands, before its first words on a button. Short.
STATES = {
    State.DRAFT: text("broadcasts.state_draft", "Draft"),
    State.PLANNED: text("broadcasts.state_planned", "Planned"),
    State.RUNNING: text("broadcasts.state_running", "Being sent"),
    State.PAUSED: text("broadcasts.state_paused", "Paused"),
    State.STOPPED: text("broadcasts.state_stopped", "Stopped"),
    State.DONE: text("broadcasts.state_done", "Sent"),
}
# Translators: stands for the words of a broadcast that are not kept any more.
FORGOTTEN = text("broadcasts.forgotten", "an older one")


async def list_(this: turn.Turn) -> turn.Reply:
    """What runs or will, drafts, and what was sent last."""
    await rights.require(this, Role.COORDINATOR)
    found = await store.listed(this.work)
    buttons = []
    for each in found:
        words = cards.short(await subject(this.work, each, this.language))
        label = say(IN_LIST, state=Said(STATES[each.state]), words=words)
        buttons.append(Button(label, cards.action("broadcast", each.id)))
    write = Button(Said(WRITE), cards.action("write_broadcast"), style="primary")
    lines = (Said(LIST),) if found else (Said(LIST), None, Said(NONE))
    return turn.reply(*lines, rows=cards.column(write, *buttons, menu.BACK_TO_MENU))


def looking(rhythm: Rhythm) -> turn.Action:
    """The action that shows a broadcast; on a card about it, in place."""

    async def show(this: turn.Turn) -> turn.Reply:
        found = await gate.own(this)
        if found.state in (State.DRAFT, State.PLANNED):
            return await shown(this, found)
        card = await standing(this, found, rhythm)
        return turn.Reply((card,), in_place=this.about.endswith(progress.IN_PLACE))

    return show


async def shown(this: turn.Turn, found: Broadcast, *first: Said) -> turn.Reply:
    """The broadcast as it stands, after a sentence."""
    match found.state:
        case State.DRAFT:
            return turn.Reply((await preview.draft(this, found, *first),))
        case State.PLANNED:
            return turn.Reply((await preview.planned(this, found, *first),))
    card = await standing(this, found)
    return turn.Reply((*((cards.card(*first),) if first else ()), card))


async def standing(this: turn.Turn, found: Broadcast, rhythm: Rhythm | None = None) -> cards.Card:
    """How the sending goes on, counted now; with a `rhythm` also how long it takes."""
    about = await subject(this.work, found, this.language)
    tally = found.tally if found.is_over else await steps.tally(this.work.all, found.id)
    if rhythm is None:
        return progress.card(found, about, tally)
    zone = this.context.reader.zone
    ahead = progress.outlook(found, tally, rhythm, this.work.now, zone)
    return progress.card(found, about, tally, ahead)


async def outrun(this: turn.Turn, found: Broadcast) -> turn.Reply:
    """Somebody else was faster, or the button is old."""
    return await shown(this, found, Said(FROM_BEFORE))


async def gone(this: turn.Turn, found: Broadcast | None, why: Said) -> turn.Reply:
    """What was wanted came too late."""
    if found is not None:
        return await shown(this, found, why)
    return turn.reply(Said(turn.GONE), rows=cards.column(progress.TO_LIST, menu.BACK_TO_MENU))


async def subject(work: database.Work, found: Broadcast, language: str) -> Value:
    """The title of its seminar, or its first words, in the reader's language where they are."""
    if found.seminar is not None:
        return (await seminars.get(work, found.seminar)).title(language)
    words = found.texts.get(language) or found.texts.get(found.written_in, "")
    first = " ".join(words.split())
    return cards.short(Words(first), LONGEST_SUBJECT) if first else Said(FORGOTTEN)
