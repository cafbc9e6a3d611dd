"""The list of all buddies, for coordinators: by state, in pages."""

from bot.buddies import applications, path, register
from bot.buddies.store import State
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.options import MORE
from bot.conversation.values import Count, Said, Words, say
from bot.i18n import text
from bot.people import menu
from bot.staff import rights
from bot.staff.store import Role

PAGE = 8
BACK = "all"
HEAD = text("buddies.list", "<b>Buddies</b>")
NONE = text("buddies.list_empty", "There is no buddy yet.")
# Translators: button: a state on the way to being a buddy, and how many are there.
IN_STATE = text("buddies.list_in_state", "{state}: {number}")
HEAD_OF_STATE = text("buddies.list_of_state", "<b>Buddies: {state}</b>")


async def show(this: turn.Turn) -> turn.Reply:
    """How many buddies there are in which state; or, about "active" or "active.2", their names.
    About "all" it leads back from there."""
    await rights.require(this, Role.COORDINATOR)
    word, _, number = this.about.partition(".")
    if this.about in ("", BACK):
        return await _overview(this)
    is_number = number.isascii() and number.isdigit() and len(number) < 6
    if word not in {*State} or (number and not is_number):
        raise turn.NotYours(Said(turn.GONE))
    return await _page(this, State(word), int(number or 0))


async def _overview(this: turn.Turn) -> turn.Reply:
    counts = await register.count_by_state(this.work, this.person)
    buttons = (
        Button(
            say(IN_STATE, state=Said(path.STATES[state]), number=Count(counts[state])),
            cards.action("buddies_list", state.value),
        )
        for state in State
        if state in counts
    )
    lines = (Said(HEAD),) if counts else (Said(NONE),)
    card = cards.card(*lines, rows=cards.column(*buttons, menu.BACK_TO_MENU))
    return turn.Reply((card,), in_place=this.about == BACK)


async def _page(this: turn.Turn, state: State, page: int) -> turn.Reply:
    found = await register.names(this.work, this.person, state, page * PAGE, PAGE + 1)
    buttons = [Button(Words(name), cards.action("buddy", person)) for person, name in found[:PAGE]]
    if len(found) > PAGE:
        buttons.append(Button(Said(MORE), cards.action("buddies_list", f"{state}.{page + 1}")))
    back = Button(Said(applications.BUDDIES), cards.action("buddies_list", BACK))
    head = say(HEAD_OF_STATE, state=Said(path.STATES[state]))
    return turn.Reply((cards.card(head, rows=cards.column(*buttons, back)),), in_place=True)
