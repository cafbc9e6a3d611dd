"""The staff as coordinators see it, one's own entry, and making invitations."""

from collections.abc import Sequence

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import (
    Count,
    Day,
    Listed,
    Reader,
    Said,
    Series,
    StartLink,
    When,
    say,
)
from bot.i18n import plural, text
from bot.people import menu
from bot.staff import invitations, joining, record, rights, store
from bot.staff.invitations import Invitation
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

PAGE = 10
LISTED = 10
"""Open invitations that are listed; those that end first."""

# Translators: button for coordinators. Short.
STAFF = text("staff.staff", "Staff, invitations")
# Translators: button for advisors: the own name and role. Short.
MY_ENTRY = text("staff.my_entry", "My entry")
HEAD = plural("staff.head", "<b>Staff</b>: {count} person", "<b>Staff</b>: {count} people")
LINE = text("staff.line", "{name}: {roles}, since {day}")
# Translators: what somebody is, in a list: "Petra: advisor, since 3 March". Lower case.
ADVISOR = text("staff.advisor", "advisor")
COORDINATOR = text("staff.coordinator", "coordinator")
ROLES = {Role.ADVISOR: ADVISOR, Role.COORDINATOR: COORDINATOR}
INVITE = {
    Role.ADVISOR: text("staff.invite_advisor", "Invite an advisor"),
    Role.COORDINATOR: text("staff.invite_coordinator", "Invite a coordinator"),
}
MORE = text("staff.more", "More")
OTHER_NAME = text("staff.other_name", "Change my name")
LEAVE = text("staff.leave", "Leave the staff")
TAKE_OFF = text("staff.take_off", "Take off the staff")

LINK = {
    Role.ADVISOR: text(
        "staff.advisors_link",
        "This link makes one person an <b>advisor</b>:\n{link}\n"
        "It works once, until <b>{when}</b>.",
    ),
    Role.COORDINATOR: text(
        "staff.coordinators_link",
        "This link makes one person a <b>coordinator</b>:\n{link}\n"
        "It works once, until <b>{when}</b>.",
    ),
}
HAND_OVER = text(
    "staff.hand_over",
    "Please give it to this person yourself and to nobody else: whoever opens it first gets the "
    "role. You hear at once who it was.",
)
OPEN = plural(
    "staff.open_invitations",
    "<b>{count} open invitation</b>, not used yet: {invitations}",
    "<b>{count} open invitations</b>, not used yet: {invitations}",
)
# Translators: one of the open invitations in a list, by its number: "1. advisor, until Friday …".
OPEN_ONE = text("staff.open_invitation", "{number}. {role}, until {when}")
# Translators: button; {number} is the number of the invitation in the list above. Short.
TAKE_BACK = text("staff.take_invitation_back", "Take invitation {number} back")
NO_ADVISOR = text("staff.no_advisor", "<b>Nobody is an advisor</b> at the moment.")
WITHDRAW = text("staff.withdraw_invitation", "Take this invitation back")
WITHDRAWN = text("staff.invitation_withdrawn", "This invitation does not work any more.")
TOO_LATE = text(
    "staff.invitation_over",
    "This invitation was over already: somebody has used it, or its time has passed. "
    "You can see below who is on the staff.",
)


async def team(this: turn.Turn) -> turn.Reply:
    """Everybody of the staff, in pages. A page that is asked for by its number takes the place of
    the one before."""
    await rights.require(this, Role.COORDINATOR)
    page = await _team_card(this, rights.row_of(this.about))
    return turn.Reply((page,), in_place=bool(this.about))


async def _team_card(this: turn.Turn, number: int) -> Card:
    everyone = await store.everyone(this.work)
    pages = -(-len(everyone) // PAGE)
    shown = everyone[number % pages * PAGE :][:PAGE]
    more = Button(Said(MORE), cards.action("team", (number + 1) % pages))
    opened = await invitations.still_open(this.work)
    buttons = (
        *(Button(joining.called(m), cards.action("team_member", m.person)) for m in shown),
        *((more,) if pages > 1 else ()),
        *(_take_back(number, one) for number, one in enumerate(opened[:LISTED], 1)),
        *(Button(Said(INVITE[role]), cards.action("invite", role.value)) for role in Role),
        menu.BACK_TO_MENU,
    )
    lines = (line_of(member, this.context.reader) for member in shown)
    head = say(HEAD, count=Count(len(everyone)))
    return Card((head, None, *lines, *_opened(opened)), cards.column(*buttons))


def _opened(opened: Sequence[Invitation]) -> tuple[Said | None, ...]:
    each = tuple(
        say(OPEN_ONE, number=Count(number), role=Said(ROLES[one.role]), when=When(one.expires_at))
        for number, one in enumerate(opened[:LISTED], 1)
    )
    return (None, say(OPEN, count=Count(len(opened)), invitations=Listed(each))) if each else ()


def _take_back(number: int, one: Invitation) -> Button:
    label = say(TAKE_BACK, number=Count(number))
    return Button(label, cards.action("withdraw_invitation", one.id))


def line_of(member: Member, reader: Reader) -> Said:
    roles = Series(tuple(Said(ROLES[role]) for role in Role if role in member.roles))
    day = Day(member.since_at.astimezone(reader.zone).date())
    return say(LINE, name=joining.called(member), roles=roles, day=day)


async def member(this: turn.Turn) -> turn.Reply:
    """One member of the staff, for coordinators; the own entry for everyone of the staff."""
    shown = await rights.colleague(this, this.about or str(this.person))
    return turn.Reply((await member_card(this, shown),), in_place=bool(this.about))


async def member_card(this: turn.Turn, shown: Member) -> Card:
    looker = await rights.require(this)
    about = (shown.person, shown.since)
    own = (
        Button(Said(OTHER_NAME), cards.action("staff_name")),
        Button(Said(LEAVE), cards.action("leave_staff"), style="danger"),
    )
    others = (Button(Said(TAKE_OFF), cards.action("remove_member", *about), style="danger"),)
    back = Button(Said(STAFF), cards.action("team", 0))
    buttons = own if shown.person == this.person else others
    ends = back if Role.COORDINATOR in looker.roles else menu.BACK_TO_MENU
    return cards.card(line_of(shown, this.context.reader), rows=cards.column(*buttons, ends))


def inviting(hours: int) -> turn.Action:
    """The action that makes an invitation for the role it is about, good for so many hours."""

    async def invite(this: turn.Turn) -> turn.Reply:
        await rights.require(this, Role.COORDINATOR)
        if this.about not in {*Role}:
            raise turn.NotYours(Said(turn.GONE))
        role = Role(this.about)
        payload = await invitations.make(this.work, role, hours, made_by=this.person)
        await record.add(this.work, this.person, Deed.INVITED)
        made = await invitations.get(this.work, payload)
        buttons = cards.column(
            Button(Said(WITHDRAW), cards.action("withdraw_invitation", made.id)),
            Button(Said(STAFF), cards.action("team")),
        )
        link = say(LINK[role], link=StartLink(payload), when=When(made.expires_at))
        return turn.reply(link, None, Said(HAND_OVER), rows=buttons)

    return invite


async def withdraw(this: turn.Turn) -> turn.Reply:
    """An invitation, taken back before somebody uses it."""
    await rights.require(this, Role.COORDINATOR)
    back = Button(Said(STAFF), cards.action("team"))
    number = rights.row_of(this.about)
    is_done = await invitations.withdraw(this.work, number)
    card = cards.card(Said(WITHDRAWN if is_done else TOO_LATE), rows=cards.column(back))
    return turn.Reply((card,), in_place=True)


async def desk(work: database.Work, of: Member, _reader: Reader) -> Sequence[Item]:
    """The staff for coordinators, who see when nobody is an advisor; for others the own entry."""
    if Role.COORDINATOR in of.roles:
        button = Button(Said(STAFF), cards.action("team"))
        if not await store.has_advisor(work):
            return (Item(Urgency.PRESSING, button, Said(NO_ADVISOR)),)
        return (Item(Urgency.STANDING, button),)
    return (Item(Urgency.STANDING, Button(Said(MY_ENTRY), cards.action("team_member"))),)
