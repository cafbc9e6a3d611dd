"""The door "I want to help": what a buddy does, and where to begin."""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said
from bot.i18n import text
from bot.people import menu

I_WANT_TO_HELP = text("buddies.i_want_to_help", "I want to help")
ABOUT = text(
    "buddies.about",
    "It is good that you want to help. As a <b>Welcome Buddy</b> you go with newcomers to offices, "
    "look through letters with them, practise German, help with applications, or are simply "
    "there.\n"
    "The two of you decide together what you do, how long, and where.",
)
HOW = text(
    "buddies.how",
    "It begins with a talk and an introduction. After that there are seminars and meetings where "
    "buddies talk about what they experience. Nobody is left alone with it.\n"
    "Please come to the Welcome Center and ask for the Welcome Buddies.",
)
WELCOME_CENTER = text("buddies.welcome_center", "Where is the Welcome Center?")


async def want_to_help(_this: turn.Turn) -> turn.Reply:
    buttons = (Button(Said(WELCOME_CENTER), cards.action("welcome_center")), menu.BACK_TO_MENU)
    return turn.reply(Said(ABOUT), None, Said(HOW), rows=cards.column(*buttons))


async def offer(_this: turn.Turn) -> menu.Part:
    return menu.Part((Button(Said(I_WANT_TO_HELP), cards.action("want_to_help")),))
