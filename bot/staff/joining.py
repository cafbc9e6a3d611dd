"""Joining the staff by a one-time invitation, and saying what people may call you.

The coordinators hear at once who joined, so that a link in the wrong hands is noticed.
"""

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow
from bot.conversation.questions import Write
from bot.conversation.values import Said, Value, When, Words, say
from bot.i18n import text
from bot.people import menu, telling
from bot.staff import invitations, record, rights, store
from bot.staff.invitations import Invitation
from bot.staff.record import Deed
from bot.staff.store import Member, Role

LONGEST_NAME = 60

JOINED = {
    Role.ADVISOR: text(
        "staff.joined_advisor",
        "Welcome to the team. You are now an <b>advisor</b> of the Welcome programme. "
        "What you look at about people is recorded.",
    ),
    Role.COORDINATOR: text(
        "staff.joined_coordinator",
        "Welcome to the team. You are now a <b>coordinator</b> of the Welcome programme. "
        "What you look at about people is recorded.",
    ),
}
JOINED_BEFORE = text("staff.joined_before", "You have already joined with this invitation.")
NOT_NEEDED = text(
    "staff.invitation_not_needed",
    "You have this role already. The invitation has not been used up.",
)
USED = text(
    "staff.invitation_used",
    "This invitation has been used before; each works for one person only. If it was meant for "
    "you, please tell the person who gave it to you, so that they can see who has used it.",
)
EXPIRED = text(
    "staff.invitation_expired",
    "This invitation does not work any more. Please ask the person who gave it to you for a new "
    "one.",
)
UNKNOWN = text(
    "staff.invitation_unknown",
    "I don't know this invitation. Perhaps a part of the link is missing.",
)
NEW = {
    Role.ADVISOR: text("staff.new_advisor", "{name} is now an <b>advisor</b>."),
    Role.COORDINATOR: text("staff.new_coordinator", "{name} is now a <b>coordinator</b>."),
}
# Translators: somebody who has just joined, known by what Telegram says.
ON_TELEGRAM = text("staff.on_telegram", "{name} (the name on Telegram)")
BY_YOU = text("staff.invited_by_you", "The invitation was yours, made on {when}.")
BY_OTHER = text("staff.invited_by_other", "The invitation was made by {name} on {when}.")
BY_COMMAND = text(
    "staff.invited_by_command",
    "The invitation was made on {when} by whoever runs the bot, on the command line.",
)
# Translators: a colleague who has not said their name yet.
A_COLLEAGUE = text("staff.a_colleague", "a colleague without a name")
WRONG_PERSON = text("staff.wrong_person", "Not the right person? Remove")

NAME = text(
    "staff.name",
    "What may people call you? Newcomers and buddies see this name when you write to them. "
    "Press a name or type one.",
)
NAME_LABEL = text("staff.name_label", "Name")
NAME_TITLE = text("staff.name_title", "Your name on the staff")
NAMED = text("staff.named", "Thank you. From now on people see you as <b>{name}</b>.")
TELL_NAME = text("staff.tell_name", "Tell us your name")
FIRST_OF_ALL = text(
    "staff.first_of_all",
    "You belong to the staff of the Welcome programme. First of all: what may people call you? "
    "Then press “Today” to see what waits.",
)


async def arrive(this: turn.Turn, secret: str) -> Said:
    """Somebody follows an invitation: they get its role, if it is still free."""
    invitation = await invitations.find(this.work, secret)
    if invitation is None:
        return Said(UNKNOWN)
    member = await store.find(this.work, this.person)
    has_role = member is not None and invitation.role in member.roles
    if invitation.is_used:
        is_own = has_role and invitation.used_by == this.person
        return Said(JOINED_BEFORE if is_own else USED)
    if has_role:
        return Said(NOT_NEEDED)
    if invitation.expires_at <= this.work.now:
        return Said(EXPIRED)
    await invitations.use(this.work, invitation.id, this.person)
    await store.add(this.work, this.person, invitation.role)
    await record.add(this.work, this.person, Deed.JOINED)
    await _tell_coordinators(this, invitation, member)
    return Said(JOINED[invitation.role])


async def _tell_coordinators(
    this: turn.Turn, invitation: Invitation, before: Member | None
) -> None:
    joined = await store.find(this.work, this.person)
    if joined is None:
        return
    name = before.name if before else ""
    known: Value = Words(name) if name else say(ON_TELEGRAM, name=Words(this.context.telegram_name))
    button = Button(Said(WRONG_PERSON), cards.action("remove_member", joined.person, joined.since))
    for coordinator in await store.everyone(this.work, Role.COORDINATOR):
        if coordinator.person != this.person:
            how = await _how(this, invitation, coordinator)
            card = cards.card(say(NEW[invitation.role], name=known), how, rows=cards.column(button))
            await telling.tell(this.work, coordinator.person, card)


async def _how(this: turn.Turn, invitation: Invitation, reader: Member) -> Said:
    when = When(invitation.made_at)
    if invitation.made_by is None:
        return say(BY_COMMAND, when=when)
    if invitation.made_by == reader.person:
        return say(BY_YOU, when=when)
    maker = await store.find(this.work, invitation.made_by)
    return say(BY_OTHER, name=called(maker), when=when)


def called(member: Member | None) -> Value:
    """What a member of the staff is called among colleagues."""
    return Words(member.name) if member and member.name else Said(A_COLLEAGUE)


async def take_name(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is answered: keep what people may call this member."""
    await rights.require(this)
    await store.change_name(this.work, this.person, answers["name"])
    return turn.reply(say(NAMED, name=Words(answers["name"])), rows=cards.column(menu.BACK_TO_MENU))


STAFF_NAME = Flow(
    "staff_name",
    (
        Write(
            "name",
            NAME,
            LONGEST_NAME,
            suggest=lambda context: context.telegram_name,
            name=NAME_LABEL,
        ),
    ),
    done=take_name,
    title=NAME_TITLE,
)


async def say_name(this: turn.Turn) -> turn.Reply:
    """The form for the own name, the first time or for another one."""
    await rights.require(this)
    return turn.Reply(then=STAFF_NAME.name)


async def offer(this: turn.Turn) -> menu.Part:
    """What leads on right after joining: the name is still missing."""
    member = await store.find(this.work, this.person)
    if member is None or member.name:
        return menu.Part()
    button = Button(Said(TELL_NAME), cards.action("staff_name"), style="primary")
    return menu.Part((button,), (Said(FIRST_OF_ALL),))
