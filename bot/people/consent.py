"""What people agree to before anything about them is kept, in words they can understand."""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Said, Words, say
from bot.i18n import plural, text
from bot.people import menu, store

VERSION = 1
"""Raised with every change of meaning in the notice; people are then asked again."""
PURPOSE = "support"
ADULT = "adult"

NOTICE = text(
    "people.notice",
    "Before we begin: I keep your name, languages, district and what you ask for, so that people "
    "of the Welcome programme can find a buddy for you. A buddy sees your name only after you have "
    "both said yes. You can see and delete everything at any time: /mydata\n\n"
    "Messages go through Telegram, a company outside the European Union. You can also come to the "
    "Welcome Center instead.",
)
FULL_NOTICE = text(
    "people.full_notice",
    "<b>Who sees what, and for how long</b>\n"
    "<b>What</b>: the name you choose, languages, district, who lives with you, when you are free, "
    "what you want help with. I do not ask about nationality, religion, health or residence "
    "papers. Please do not write about them.\n"
    "<b>Why</b>: to find a buddy for you. The city can only do this if you agree; you can take "
    "your agreement back at any time: /forgetme\n"
    "<b>Who sees it</b>: advisors and coordinators of the Welcome programme of {town}. A buddy "
    "sees your name only after you have both said yes.\n"
    "<b>How long</b>: what you write in the chat is removed here as soon as it has been handled. "
    "A form you do not finish is deleted after {form_days}, a request you take back after "
    "{request_days}.\n"
    "<b>Telegram</b>: messages pass through Telegram and stay in your chat until you delete them "
    "there. Telegram is outside the European Union and has its own rules.\n"
    "<b>Your rights</b>: see, correct and take your data with you: /mydata. Delete all of it: "
    "/forgetme. You can also complain to the data protection authority.\n"
    "<b>Without Telegram</b>: come to the Welcome Center. You get the same help there.",
)
# Translators: how long, as in "it is deleted after 30 days".
DAYS = plural("people.days", "{count} day", "{count} days")
AGREE = text("people.agree", "I agree, and I am 18 or older")
READ_MORE = text("people.read_more", "Read more")
IN_PERSON = text("people.in_person", "I would rather come in person")
AGREED = text("people.agreed", "You agreed, and you are 18 or older. ✓")


async def ask_or(this: turn.Turn, then: str, agreed: turn.Reply) -> turn.Reply:
    """`agreed` if the person has agreed to the notice as it reads now; else the notice, after which
    the action `then` is done."""
    if await store.has_agreed(this.work, this.person, PURPOSE, str(VERSION)):
        return agreed
    return turn.reply(Said(NOTICE), rows=_choices(then))


def _choices(then: str) -> tuple[cards.Row, ...]:
    return cards.column(
        Button(Said(AGREE), cards.action("agree", then, VERSION), style="success"),
        Button(Said(READ_MORE), cards.action("privacy", then)),
        Button(Said(IN_PERSON), cards.action("welcome_center")),
    )


async def agree(this: turn.Turn) -> turn.Reply:
    """The yes itself; then the action it was asked for."""
    if this.version != VERSION:
        return turn.reply(Said(NOTICE), rows=_choices(this.about))
    for purpose in (PURPOSE, ADULT):
        await store.agree(this.work, this.person, purpose, str(VERSION), this.language)
    return turn.Reply((cards.card(Said(AGREED)),), in_place=True, acts=this.about)


def privacy(form_days: int, request_days: int) -> turn.Action:
    """The action behind /privacy: the whole notice; with the yes below it where one is wanted."""

    async def show(this: turn.Turn) -> turn.Reply:
        has_agreed = await store.has_agreed(this.work, this.person, PURPOSE, str(VERSION))
        notice = say(
            FULL_NOTICE,
            town=Words(this.town.name),
            form_days=say(DAYS, count=Count(form_days)),
            request_days=say(DAYS, count=Count(request_days)),
        )
        wants_yes = this.about and not has_agreed
        rows = _choices(this.about)[::2] if wants_yes else cards.column(menu.BACK_TO_MENU)
        return turn.reply(notice, rows=rows)

    return show
