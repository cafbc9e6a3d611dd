"""A buddy's pause: until a day, and over by itself on that day."""

from datetime import date

from bot.buddies import path, store
from bot.buddies.store import State
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow
from bot.conversation.planning import Day
from bot.conversation.values import Said
from bot.i18n import text
from bot.people import menu, telling
from bot.people import store as people
from bot.storage import database

FURTHEST_DAYS = 365
TITLE = text("buddies.pause_title", "Pausing as a buddy")
UNTIL = text(
    "buddies.pause_until",
    "On which day are you active again? Until then no new newcomer is proposed to you. "
    "Those you accompany now stay with you.",
)
UNTIL_LABEL = text("buddies.pause_until_label", "Active again on")
THANKS = text("buddies.pause_thanks", "Thank you for saying so.")
BACK = text("buddies.resumed", "It is good that you are back.")
OVER = text(
    "buddies.pause_over",
    "Your pause is over: from today on a newcomer can be proposed to you again. "
    "It is good that you are back.",
)

OVER_ROWS = cards.column(
    Button(Said(path.MY_OFFER), cards.action("my_path")),
    Button(Said(path.PAUSE), cards.action("pause_buddy")),
)


async def ask(this: turn.Turn) -> turn.Reply:
    """Until when? For buddies who take part."""
    buddy = await store.find(this.work, this.person)
    if buddy is None or buddy.state not in store.TAKING_PART:
        return await path.show(this)
    return turn.Reply(then=PAUSE_BUDDY.name)


async def pause(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The day is chosen; no pause where there is nothing to pause any more."""
    buddy = await store.find(this.work, this.person)
    if buddy is None or buddy.state not in store.TAKING_PART:
        return turn.reply(Said(path.NO_BUDDY), rows=cards.column(menu.BACK_TO_MENU))
    until = date.fromisoformat(answers["until"])
    await store.change_state(this.work, this.person, State.PAUSED, paused_until=until)
    this.work.happened(store.Paused(this.person))
    return await _now(this, Said(THANKS))


PAUSE_BUDDY = Flow(
    "pause_buddy",
    (Day("until", UNTIL, name=UNTIL_LABEL, earliest=1, furthest=FURTHEST_DAYS),),
    done=pause,
    title=TITLE,
)


async def resume(this: turn.Turn) -> turn.Reply:
    """Active again at once; an old button ends no later pause."""
    buddy = await store.find(this.work, this.person)
    if buddy is None or buddy.state is not State.PAUSED or this.version != buddy.version:
        return await path.show(this)
    await store.change_state(this.work, this.person, State.ACTIVE)
    this.work.happened(store.Resumed(this.person))
    return await _now(this, Said(BACK), in_place=True)


async def _now(this: turn.Turn, intro: Said, *, in_place: bool = False) -> turn.Reply:
    buddy = await store.get(this.work, this.person)
    return turn.Reply((path.card(this, buddy, intro, None),), in_place)


async def resume_due(base: database.Database, today: date) -> None:
    """Make buddies active again whose pause ends on this day of the town. They are told, but for
    those to whom the bot writes nothing by itself."""
    for person in await store.paused_until(base, today):
        async with base.work() as work:
            buddy = await store.find(work, person)
            if buddy is None or buddy.paused_until is None or buddy.paused_until > today:
                continue
            await store.change_state(work, person, State.ACTIVE)
            work.happened(store.Resumed(person))
            if not (await people.get(work, person)).is_paused:
                await telling.tell(work, person, cards.card(Said(OVER), rows=OVER_ROWS))
