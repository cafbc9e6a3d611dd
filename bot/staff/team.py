"""The staff as coordinators see it, one's own entry, and making invitations."""

from collections.abc import Sequence

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Count, Day, Reader, Said, Series, StartLink, When, say
from bot.i18n import plural, text
from bot.people import menu
from bot.staff import invitations, joining, record, rights, store
from bot.staff.record import Deed
from bot.staff.store import Member, Role
from bot.staff.today import Item, Urgency
from bot.storage import database

PAGE = 10

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
    buttons = (
        *(Button(joining.called(m), cards.action("team_member", m.person)) for m in shown),
        *((more,) if pages > 1 else ()),
        *(Button(Said(INVITE[role]), cards.action("invite", role.value)) for role in Role),
        menu.BACK_TO_MENU,
    )
    lines = (line_of(member, this.context.reader) for member in shown)
    head = say(HEAD, count=Count(len(everyone)))
    return Card((head, None, *lines), cards.column(*buttons))


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
    """An invitation of one's own, taken back before somebody uses it."""
    await rights.require(this, Role.COORDINATOR)
    back = Button(Said(STAFF), cards.action("team"))
    number = rights.row_of(this.about)
    is_done = await invitations.withdraw(this.work, number, this.person)
    card = cards.card(Said(WITHDRAWN if is_done else TOO_LATE), rows=cards.column(back))
    return turn.Reply((card,), in_place=True)


async def desk(_work: database.Work, of: Member, _reader: Reader) -> Sequence[Item]:
    """The staff for coordinators, their own entry for advisors."""
    if Role.COORDINATOR in of.roles:
        return (Item(Urgency.STANDING, Button(Said(STAFF), cards.action("team"))),)
    return (Item(Urgency.STANDING, Button(Said(MY_ENTRY), cards.action("team_member"))),)
