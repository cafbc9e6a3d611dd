"""Leaving the staff, by oneself or by a coordinator's hand. There is always a coordinator left."""

from collections.abc import Awaitable, Callable, Collection

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.people import menu, telling
from bot.staff import joining, record, rights, store, team
from bot.staff.record import Deed
from bot.staff.store import Left, Member, Role
from bot.storage import database, forms

LAST = text(
    "staff.last_coordinator",
    "You are the only coordinator, and the programme needs one. Please invite another coordinator "
    "first, behind the button “{staff}”.",
)
REMOVE_SURE = text(
    "staff.remove_sure",
    "Shall I take <b>{name}</b> off the staff? From then on this person sees nothing of others "
    "here, and open cases go back to all advisors.",
)
REMOVE_YES = text("staff.remove_yes", "Yes, take off the staff")
REMOVE_NO = text("staff.remove_no", "No, keep on the staff")
REMOVED = text("staff.removed_now", "<b>{name}</b> is no longer on the staff, and has been told.")
YOU_ARE_REMOVED = text(
    "staff.you_are_removed",
    "You are no longer on the staff of the Welcome programme. If this is a mistake, please ask a "
    "coordinator.",
)
REMOVED_BY = text("staff.removed_by", "{name} has taken {member} off the staff.")
LEAVE_SURE = text(
    "staff.leave_sure",
    "Would you like to leave the staff? Your open cases go back to all advisors. "
    "To come back you need a new invitation.",
)
LEAVE_YES = text("staff.leave_yes", "Yes, leave the staff")
LEAVE_NO = text("staff.leave_no", "No, stay")
YOU_HAVE_LEFT = text("staff.you_have_left", "You have left the staff. Thank you for your work.")
HAS_LEFT = text("staff.has_left", "{name} has left the staff.")


async def ask_to_remove(this: turn.Turn) -> turn.Reply:
    """The first of two steps."""
    await rights.require(this, Role.COORDINATOR)
    member = await rights.colleague(this, this.about)
    if member.person == this.person:
        return await ask_to_leave(this)
    buttons = (
        Button(
            Said(REMOVE_YES),
            cards.action("remove_member_now", member.person, member.since),
            style="danger",
        ),
        Button(Said(REMOVE_NO), cards.action("team_member", member.person)),
    )
    sure = say(REMOVE_SURE, name=joining.called(member))
    return turn.Reply((cards.card(sure, rows=cards.column(*buttons)),), in_place=True)


async def remove(this: turn.Turn) -> turn.Reply:
    """The second step. An old button does nothing to somebody who has come back since."""
    remover = await rights.require(this, Role.COORDINATOR)
    member = await rights.colleague(this, this.about)
    if member.person == this.person:
        return await ask_to_leave(this)
    if member.since != this.version:
        return turn.Reply((await team.member_card(this, member),), in_place=True)
    await store.end(this.work, member.person)
    await record.add(this.work, this.person, Deed.REMOVED, member.person)
    told = cards.card(Said(YOU_ARE_REMOVED), rows=cards.column(menu.BACK_TO_MENU))
    await telling.tell(this.work, member.person, told)
    name = joining.called(member)
    news = say(REMOVED_BY, name=joining.called(remover), member=name)
    await _tell_coordinators(this.work, news, besides=this.person)
    back = Button(Said(team.STAFF), cards.action("team", 0))
    card = cards.card(say(REMOVED, name=name), rows=cards.column(back))
    return turn.Reply((card,), in_place=True)


async def ask_to_leave(this: turn.Turn) -> turn.Reply:
    """The first of two steps."""
    member = await rights.require(this)
    await _refuse_the_last(this)
    buttons = (
        Button(Said(LEAVE_YES), cards.action("leave_staff_now", "", member.since), style="danger"),
        Button(Said(LEAVE_NO), cards.action("team_member", member.person)),
    )
    return turn.Reply((cards.card(Said(LEAVE_SURE), rows=cards.column(*buttons)),), in_place=True)


async def leave(this: turn.Turn) -> turn.Reply:
    """The second step."""
    member = await rights.require(this)
    if member.since != this.version:
        return turn.Reply((await team.member_card(this, member),), in_place=True)
    await _refuse_the_last(this)
    await record.add(this.work, this.person, Deed.LEFT)
    await _end(this.work, member)
    card = cards.card(Said(YOU_HAVE_LEFT), rows=cards.column(menu.BACK_TO_MENU))
    return turn.Reply((card,), in_place=True)


async def before_erasure(work: database.Work, person: int) -> None:
    """Whoever is erased leaves the staff first."""
    member = await store.find(work, person)
    if member is not None:
        await _end(work, member)


async def _end(work: database.Work, member: Member) -> None:
    await store.end(work, member.person)
    await _tell_coordinators(work, say(HAS_LEFT, name=joining.called(member)))


async def _tell_coordinators(work: database.Work, news: Said, besides: int = 0) -> None:
    for coordinator in await store.everyone(work, Role.COORDINATOR):
        if coordinator.person != besides:
            await telling.tell(work, coordinator.person, cards.card(news))


def unless_last(action: turn.Action) -> turn.Action:
    """The action, refused to the only coordinator there is."""

    async def act(this: turn.Turn) -> turn.Reply:
        await _refuse_the_last(this)
        return await action(this)

    return act


async def _refuse_the_last(this: turn.Turn) -> None:
    if await store.is_last_coordinator(this.work, this.person):
        raise turn.Refusal(say(LAST, staff=Said(team.STAFF)))


def forgetting(kinds: Collection[str]) -> Callable[[database.Work, Left], Awaitable[None]]:
    """The follower that drops the forms of these kinds when somebody leaves the staff."""

    async def forget(work: database.Work, event: Left) -> None:
        for form in await forms.open_forms(work, event.person):
            if form.kind in kinds:
                await forms.drop(work, event.person, form.flow)

    return forget
