"""Declining an application: the reason is for staff, the applicant hears it kindly without."""

from bot.buddies import applications, entry, leaving, store
from bot.buddies.store import State
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.questions import Write
from bot.conversation.values import Said, Words, say
from bot.i18n import text
from bot.people import menu, telling
from bot.staff import record

LONGEST_REASON = 600
WHOM = text("buddies.decline_whom", "Declining the application of <b>{name}</b>.")
WHY = text(
    "buddies.decline_why",
    "What is the reason? Only staff can read it. The applicant gets a kind message without it.",
)
REASON_LABEL = text("buddies.decline_label", "Reason, for staff only")
SURE = text("buddies.decline_sure", "Shall the application be declined, and the applicant be told?")
DONE = text("buddies.decline_done", "Declined. {name} has been told, without the reason.")
OVER = text("buddies.decline_over", "Nothing was declined: this has changed in the meantime.")
NEWS = text(
    "buddies.news_declined",
    "Thank you, {name}, for wanting to help, and for the time you took. This time we can't "
    "offer you a place as a Welcome Buddy.\n"
    "If you would like to talk about it, please ask at the Welcome Center. You can apply again "
    "later.",
)
WELCOME_CENTER = Button(
    Said(text("buddies.to_welcome_center", "The Welcome Center")), cards.action("welcome_center")
)


async def ask(this: turn.Turn) -> turn.Reply:
    """Why? For applications that are still open."""
    buddy = await entry.visible(this)
    if buddy.state not in store.ON_THE_PATH or buddy.version != this.version:
        return await applications.outrun(this, buddy)
    whom = cards.card(say(WHOM, name=Words(buddy.offer.name)))
    return turn.Reply((whom,), then=DECLINE_BUDDY.name, about=str(buddy.person))


async def decline(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The reason is given. Whoever was declined, or made active, in the meantime, stays so."""
    buddy = await entry.find(this)
    rows = cards.column(
        Button(Said(applications.APPLICATIONS), cards.action("applications")), menu.BACK_TO_MENU
    )
    if buddy is None or buddy.state not in store.ON_THE_PATH:
        return turn.reply(Said(OVER), rows=rows)
    await store.change_state(
        this.work, buddy.person, State.DECLINED, declined_for=answers["reason"]
    )
    await record.add(this.work, this.person, record.Deed.DECLINED, buddy.person)
    await leaving.drop_forms(this.work, buddy.person)
    this.work.happened(store.Declined(buddy.person))
    name = Words(buddy.offer.name)
    news = cards.card(say(NEWS, name=name), rows=cards.column(WELCOME_CENTER, menu.BACK_TO_MENU))
    await telling.tell(this.work, buddy.person, news)
    return turn.reply(say(DONE, name=name), rows=rows)


DECLINE_BUDDY = Flow(
    "decline_buddy",
    (
        Write("reason", WHY, LONGEST_REASON, has_lines=True, name=REASON_LABEL),
        Review("review", SURE, name=SURE),
    ),
    done=decline,
    title=text("buddies.decline_title", "Declining an application"),
)
