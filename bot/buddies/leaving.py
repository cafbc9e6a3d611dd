"""Leaving: a buddy stops, or somebody takes the application back; in two steps."""

from bot.buddies import path, store
from bot.buddies.store import Buddy, State
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said
from bot.i18n import text
from bot.people import menu
from bot.storage import database, forms

LEAVE_SURE = text(
    "buddies.leave_sure",
    "Would you like to stop being a buddy? Those you accompany now are told, and the Welcome "
    "Center looks for somebody else. If you only need time for yourself, you can pause instead.",
)
LEAVE_YES = text("buddies.leave_yes", "Yes, stop")
LEAVE_NO = text("buddies.leave_no", "No, stay a buddy")
TAKE_BACK_SURE = text(
    "buddies.take_back_sure",
    "Shall I take your application back? Nobody writes to you about it any more. "
    "You can apply again at any time.",
)
TAKE_BACK_YES = text("buddies.take_back_yes", "Yes, take it back")
TAKE_BACK_NO = text("buddies.take_back_no", "No, keep it")
LEFT = text(
    "buddies.left",
    "You are no longer a Welcome Buddy. Thank you for your time, and for every way you went with "
    "somebody. You are welcome back at any time.",
)
TAKEN_BACK = text(
    "buddies.taken_back",
    "Your application is taken back. Thank you for wanting to help. You are welcome at any time.",
)
STAYS = text("buddies.stays", "Nothing has changed.")


async def ask(this: turn.Turn) -> turn.Reply:
    """The first of two steps."""
    buddy = await _shown(this)
    if buddy is None:
        return await path.show(this)
    yes = cards.action("leave_buddy_now", "", buddy.version)
    no = cards.action("stay_buddy")
    if buddy.state in store.ON_THE_PATH:
        rows = (Button(Said(TAKE_BACK_YES), yes, style="danger"), Button(Said(TAKE_BACK_NO), no))
        return turn.reply(Said(TAKE_BACK_SURE), rows=cards.column(*rows))
    pause = (Button(Said(path.PAUSE), cards.action("pause_buddy")),)
    rows = (
        Button(Said(LEAVE_YES), yes, style="danger"),
        *(pause if buddy.state is State.ACTIVE else ()),
        Button(Said(LEAVE_NO), no),
    )
    return turn.reply(Said(LEAVE_SURE), rows=cards.column(*rows))


async def leave(this: turn.Turn) -> turn.Reply:
    """The second step; an old button ends nothing."""
    buddy = await _shown(this)
    if buddy is None:
        return await path.show(this)
    await store.change_state(this.work, this.person, State.LEFT)
    await drop_forms(this.work, this.person)
    this.work.happened(store.Left(this.person))
    said = TAKEN_BACK if buddy.state in store.ON_THE_PATH else LEFT
    return turn.Reply((cards.card(Said(said), rows=cards.column(menu.BACK_TO_MENU)),), True)


async def stay(this: turn.Turn) -> turn.Reply:
    buddy = await store.find(this.work, this.person)
    if buddy is None or buddy.has_ended:
        return await path.show(this)
    return turn.Reply((path.card(this, buddy, Said(STAYS), None),), True)


async def _shown(this: turn.Turn) -> Buddy | None:
    """The buddy whose turn it is, if the pressed button shows how it stands now."""
    buddy = await store.find(this.work, this.person)
    is_shown = buddy is not None and not buddy.has_ended and buddy.version == this.version
    return buddy if is_shown else None


async def drop_forms(work: database.Work, person: int) -> None:
    """Nothing is left to change or to pause for somebody who has left or was declined."""
    for form in (path.FORM, "pause_buddy"):
        await forms.drop(work, person, form)


async def before_erasure(work: database.Work, person: int) -> None:
    """What coordinators are just writing about somebody goes with them."""
    for form in ("certificate", "decline_buddy"):
        await forms.drop_about(work, form, str(person))
