"""What people agree to before anything about them is kept, in words they can understand."""

import re
from dataclasses import dataclass

from bot import sections
from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Count, Said, Value, Words, say
from bot.i18n import Text, plural, text
from bot.people import menu, store

NOTICE = text(
    "people.notice",
    "Before we begin: I keep your name, languages, district and what you ask for, so that people "
    "of the Welcome programme can find a buddy for you. A buddy sees your name only after you have "
    "both said yes. You can see and delete everything at any time: /mydata\n\n"
    "Messages go through Telegram, a company outside the European Union. You can also come to the "
    "Welcome Center instead.",
)
VOLUNTEERING_NOTICE = text(
    "people.volunteering_notice",
    "Before we begin: I keep your name, languages, district, what you like to help with and when "
    "you are free, so that the coordinators of the Welcome Buddies can find newcomers for you. "
    "A newcomer sees your name only after you have both said yes. Of a certificate of conduct only "
    "a note is kept, never a copy. You can see and delete everything at any time: /mydata\n\n"
    "Messages go through Telegram, a company outside the European Union. You can also come to the "
    "Welcome Center instead.",
)
WHAT_AND_WHO = text(
    "people.full_notice",
    "<b>Who sees what, and for how long</b>\n"
    "<b>If you look for a buddy</b>: I keep the name you choose, languages, district, who lives "
    "with you, when you are free and what you want help with, to find a buddy for you. Advisors "
    "and coordinators of the Welcome programme of {town} see it. A buddy sees your name only after "
    "you have both said yes.\n"
    "<b>If you want to be a buddy</b>: I keep your name, languages, district, what you like to "
    "help with, when you are free, what you write about yourself, and how far you are on the way. "
    "Coordinators see it. A newcomer sees your name only after you have both said yes. Of a "
    "certificate of conduct I keep when it was seen and issued, and if it has an entry that "
    "matters here; never a copy.\n"
    "<b>Not asked</b>: nationality, religion, health and residence papers. Please do not write "
    "about them.\n"
    "<b>Your choice</b>: the city can only do this if you agree; you can take your agreement back "
    "at any time: /forgetme",
)
HOW_LONG = text(
    "people.how_long",
    "<b>How long</b>: what you write in the chat is removed here as soon as it has been handled; "
    "what you write to each other, or to the Welcome Center, is passed on and not kept here. "
    "Deleted are: a form you do not finish, after {form_days}; a request you take back, after "
    "{request_days}; your offer as a buddy, {buddy_days} after you leave; the note about your "
    "certificate, {certificate_days} after you leave. A match that has ended loses its names after "
    "{match_days}.\n"
    "<b>Who looked</b>: when somebody of the staff opens what you told me, that is noted, and the "
    "note is kept for {record_days}.",
)
REPORTS = text(
    "people.reports_kept",
    "<b>Reports and questions</b>: what you report to the coordinators is deleted {concern_days} "
    "after it was dealt with. Of a question to the Welcome Center I keep only which message it "
    "was, not its words, until {question_days} after the answer.",
)
LETTERS_AND_MEETINGS = text(
    "people.letters_kept",
    "<b>Letters and meetings</b>: a letter that you send goes to your buddy only. Nobody of the "
    "staff sees it, and I do not keep its pages; they stay in your buddy's chat with Telegram. "
    "What you two note about it (kind, from whom, deadline, next step) is deleted {letter_days} "
    "after it is done; if it is never done, after its deadline or the last change, whichever is "
    "later. What you write about the place of a meeting, and your note, are deleted {meeting_days} "
    "after it.",
)
YOUR_RIGHTS = text(
    "people.your_rights",
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


@dataclass(frozen=True)
class Purpose:
    """What data are kept for, and the words people agree to. The version rises with every change
    of meaning in them, or in the whole notice for these people; they are then asked again."""

    name: str
    version: int
    notice: Text


SUPPORT = Purpose("support", 2, NOTICE)
VOLUNTEERING = Purpose("volunteering", 1, VOLUNTEERING_NOTICE)
PURPOSES = {purpose.name: purpose for purpose in (SUPPORT, VOLUNTEERING)}
QUESTION_DAYS = 30
"""How long it is kept, after the answer, that somebody asked."""
ADULT, ADULT_VERSION = "adult", "1"
ACTION = re.compile("[a-z_]{1,24}")
"""What an action is called; a forged button, or words behind /privacy, may name anything."""


async def ask_or(
    this: turn.Turn, then: str, agreed: turn.Reply, *, purpose: Purpose = SUPPORT
) -> turn.Reply:
    """`agreed` if the person has agreed to the purpose's notice as it reads now; else the notice,
    after which the action `then` is done."""
    if await _has_agreed(this, purpose):
        return agreed
    return turn.reply(Said(purpose.notice), rows=_choices(purpose, then))


async def _has_agreed(this: turn.Turn, purpose: Purpose) -> bool:
    return await store.has_agreed(this.work, this.person, purpose.name, str(purpose.version))


def _choices(purpose: Purpose, then: str) -> tuple[cards.Row, ...]:
    about = f"{purpose.name}/{then}"
    return cards.column(
        Button(Said(AGREE), cards.action("agree", about, purpose.version), style="success"),
        Button(Said(READ_MORE), cards.action("privacy", about)),
        Button(Said(IN_PERSON), cards.action("welcome_center")),
    )


def _asked(about: str) -> tuple[Purpose, str] | None:
    """The purpose and the following action that a button carries; None where it carries none. The
    action alone stands for `SUPPORT`, as on the buttons of the first release."""
    name, _, then = about.rpartition("/")
    purpose = PURPOSES.get(name or SUPPORT.name)
    return (purpose, then) if purpose and ACTION.fullmatch(then) else None


async def agree(this: turn.Turn) -> turn.Reply:
    """The yes itself; then the action it was asked for."""
    asked = _asked(this.about)
    if asked is None:
        raise turn.NotYours(Said(turn.GONE))
    purpose, then = asked
    if this.version != purpose.version:
        return turn.reply(Said(purpose.notice), rows=_choices(purpose, then))
    for name, version in ((purpose.name, str(purpose.version)), (ADULT, ADULT_VERSION)):
        await store.agree(this.work, this.person, name, version, this.language)
    return turn.Reply((cards.card(Said(AGREED)),), in_place=True, acts=then)


def privacy(kept: sections.Retention) -> turn.Action:
    """The action behind /privacy: the whole notice; with the yes below it where one is wanted."""
    days: dict[str, Value] = {
        "form_days": say(DAYS, count=Count(kept.unfinished_forms)),
        "request_days": say(DAYS, count=Count(kept.withdrawn_requests)),
        "buddy_days": say(DAYS, count=Count(kept.buddies_left_days)),
        "certificate_days": say(DAYS, count=Count(kept.certificate_days)),
        "match_days": say(DAYS, count=Count(kept.ended_matches_days)),
        "record_days": say(DAYS, count=Count(kept.staff_record_days)),
    }
    further: dict[str, Value] = {
        "concern_days": say(DAYS, count=Count(kept.closed_concerns_days)),
        "question_days": say(DAYS, count=Count(QUESTION_DAYS)),
    }
    together: dict[str, Value] = {
        "letter_days": say(DAYS, count=Count(kept.letters_days)),
        "meeting_days": say(DAYS, count=Count(kept.meetings_days)),
    }

    async def show(this: turn.Turn) -> turn.Reply:
        notice = (
            say(WHAT_AND_WHO, town=Words(this.town.name)),
            say(HOW_LONG, **days),
            say(REPORTS, **further),
            say(LETTERS_AND_MEETINGS, **together),
            Said(YOUR_RIGHTS),
        )
        asked = _asked(this.about)
        if asked is None or await _has_agreed(this, asked[0]):
            return turn.reply(*notice, rows=cards.column(menu.BACK_TO_MENU))
        return turn.reply(*notice, rows=_choices(*asked)[::2])

    return show
