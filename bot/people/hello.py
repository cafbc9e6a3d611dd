"""The first words: language, what the bot is for, and what a link leads to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot import i18n
from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Words, say
from bot.i18n import text
from bot.people import menu, store
from bot.storage import database, outbox

WELCOME = text("people.welcome", "<b>Welcome.</b> Choose your language.")
HELLO = text(
    "people.hello",
    "I help newcomers in {town} to find a <b>Welcome Buddy</b>: a volunteer who goes with you to "
    "offices, reads letters with you, practises German, or helps you look for work. "
    "It costs nothing.\nWhat brings you here?",
)
HELLO_AGAIN = text("people.hello_again", "Good to see you again. What would you like to do?")
SPEAKING = text(
    "people.speaking",
    "From now on I write to you in English. You can change this at any time: /language",
)
CHOOSE_LANGUAGE = text("people.choose_language", "Which language should I write in?")
PAUSED = text(
    "people.paused",
    "From now on I write only when you write to me. All else stays as it is, and what a person "
    "writes to you still comes. When you want me to write again, press the button.",
)
RESUMED = text("people.resumed", "Thank you. I write to you again when there is something new.")
RESUME = text("people.resume", "Write to me again")
DELETE_INSTEAD = text("people.delete_instead", "Delete my data")
HELP = text(
    "people.help",
    "<b>How it works</b>\n"
    "1. You say what would help you. That takes about three minutes.\n"
    "2. An advisor of the Welcome Center reads it.\n"
    "3. We look for a buddy. You both say yes before you see each other's names.\n"
    "4. Together you decide what you do, how long, how often and where.\n"
    "It costs nothing, and you can stop at any time. Press the buttons, or simply type.",
)
HELP_FOR_HELPERS = text(
    "people.help_for_helpers",
    "<b>How it works</b>\n"
    "1. When a newcomer fits, I ask you. You say yes or no; names come when both have said yes.\n"
    "2. Together you decide what you do, how long, how often and where.\n"
    "3. You find days to meet here. I remind you both, and one tap says “I can't”.\n"
    "4. Coordinators prepare and support you, and invite you to seminars.\n"
    "If something is too much or unclear, write to the Welcome Center. "
    "Press the buttons, or simply type.",
)
HELP_FOR_STAFF = text(
    "people.help_for_staff",
    "<b>How it works</b>\n"
    "“Today” shows what needs you, the most urgent first. Every button leads to what can be done "
    "about it. On working days I tell you in the morning what waits.\n"
    "What you open or change about a person is recorded. Press the buttons, or simply type.",
)
COMMANDS = text(
    "people.commands",
    "These words always work:\n"
    "/menu – what you can do\n"
    "/status – where you stand\n"
    "/language – another language\n"
    "/cancel – stop the form you are in\n"
    "/mydata – see what I know about you\n"
    "/forgetme – delete it\n"
    "/privacy – who sees what\n"
    "/stop – no more messages by myself\n"
    "/sos – emergency numbers",
)
ALL_COMMANDS = text("people.all_commands", "All commands")
# Translators: menu button that shows /help.
HELP_BUTTON = text("people.help_button", "How this works")
LANGUAGE_BUTTON = text("people.language_button", "Language")


@dataclass(frozen=True)
class LanguageChosen:
    """A person chose the language the bot writes in."""

    person: int


Link: TypeAlias = Callable[[turn.Turn, str], Awaitable[Said]]


def starting(
    links: Mapping[str, Link], offers: Sequence[menu.Offer], offered: Sequence[str]
) -> turn.Action:
    """The action behind /start: a link first, then the language, then what there is to do."""

    async def start(this: turn.Turn) -> turn.Reply:
        person = await store.get(this.work, this.person)
        await store.change_pause(this.work, this.person, is_paused=False)
        kind, _, secret = this.about.partition("_")
        led = (await links[kind](this, secret),) if kind in links and secret else ()
        if not person.has_chosen:
            first = (Card(led),) if led else ()
            return turn.Reply((*first, languages_card(offered, this.language)))
        return turn.Reply((await menu.card(this, offers, *(led or (Said(HELLO_AGAIN),))),))

    return start


def languages_card(offered: Sequence[str], language: str, ask: i18n.Text = WELCOME) -> Card:
    """Each language in its own script, the one that is guessed or in use first."""
    others = [code for code in offered if code != language]
    buttons = [
        Button(Words(i18n.own_name(code)), cards.action("speak", code))
        for code in (language, *others)
    ]
    return Card((Said(ask),), cards.column(*buttons))


def choosing(offered: Sequence[str]) -> turn.Action:
    """The action behind /language."""

    async def choose(this: turn.Turn) -> turn.Reply:
        return turn.Reply((languages_card(offered, this.language, CHOOSE_LANGUAGE),))

    return choose


def speaking(offers: Sequence[menu.Offer], offered: Sequence[str]) -> turn.Action:
    """The action that sets the language, at any time; an open question is asked in it again."""

    async def speak(this: turn.Turn) -> turn.Reply:
        if this.about not in offered:
            raise turn.NotYours(Said(turn.GONE))
        is_first = not (await store.get(this.work, this.person)).has_chosen
        await store.choose_language(this.work, this.person, this.about)
        this.work.happened(LanguageChosen(this.person))
        confirmed = Card((Said(SPEAKING),), has_bottom=True)
        if not is_first:
            return turn.Reply((confirmed,), asks_again=True)
        hello = say(HELLO, town=Words(this.town.name))
        return turn.Reply((confirmed, await menu.card(this, offers, hello=hello)))

    return speak


async def show_commands(work: database.Work, event: LanguageChosen) -> None:
    """Telegram's own command menu follows the language."""
    await outbox.say(work, event.person, {}, kind="commands")


async def pause(this: turn.Turn) -> turn.Reply:
    """/stop: the bot writes only when it is written to."""
    await store.change_pause(this.work, this.person, is_paused=True)
    await outbox.take_back_all(this.work, this.person)
    buttons = (
        Button(Said(RESUME), cards.action("resume")),
        menu.WHAT_I_GET,
        Button(Said(DELETE_INSTEAD), cards.action("forget")),
    )
    return turn.reply(Said(PAUSED), rows=cards.column(*buttons))


async def resume(this: turn.Turn) -> turn.Reply:
    await store.change_pause(this.work, this.person, is_paused=False)
    return turn.reply(Said(RESUMED), rows=cards.column(menu.BACK_TO_MENU))


ROLES = """
    select exists (select 1 from staff where person = :person) as is_staff,
           exists (select 1 from buddy where person = :person
                   and state not in ('left', 'declined')) as is_buddy,
           exists (select 1 from request where person = :person
                   and state in ('sent', 'ready', 'matched')) as is_newcomer
"""


async def help_(this: turn.Turn) -> turn.Reply:
    """How the programme works for whoever asks; the commands stand behind a button."""
    roles = await this.work.one(ROLES, person=this.person)
    words = HELP
    if roles is not None and not roles["is_newcomer"]:
        words = HELP_FOR_STAFF if roles["is_staff"] else words
        words = HELP_FOR_HELPERS if roles["is_buddy"] else words
    commands = Button(Said(ALL_COMMANDS), cards.action("commands"))
    return turn.reply(Said(words), rows=cards.column(commands, menu.BACK_TO_MENU))


async def commands(_this: turn.Turn) -> turn.Reply:
    return turn.reply(Said(COMMANDS), rows=cards.column(menu.BACK_TO_MENU))


async def offer(_this: turn.Turn) -> menu.Part:
    """What everyone can do."""
    buttons = (
        Button(Said(LANGUAGE_BUTTON), cards.action("languages")),
        Button(Said(HELP_BUTTON), cards.action("help")),
    )
    return menu.Part(buttons)
