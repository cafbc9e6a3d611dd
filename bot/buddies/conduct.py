"""The code of conduct: what buddies promise, in words that have a version."""

from bot.conversation.options import Choice
from bot.conversation.questions import Choose
from bot.i18n import text
from bot.people import store as people
from bot.storage import database

PURPOSE = "code_of_conduct"


class Promise(Choice):
    """The one answer. Its code is the version of the words, which rises with every change of their
    meaning: an answer to earlier words doesn't hold any more and is asked for again."""

    GIVEN = "1", text("buddies.promise", "I agree")


QUESTION = Choose(
    "conduct",
    text(
        "buddies.conduct",
        "<b>What newcomers can rely on</b>\n"
        "– I keep what I promise. If I can't come, I say so in time.\n"
        "– What people tell me stays with me.\n"
        "– I help people to do things themselves.\n"
        "– I give and take no gifts and no money.\n"
        "– I am there for people, and I keep a distance that is good for both of us.\n"
        "– I know my limits. When I am not sure, I ask the coordinators.\n"
        "– At first we meet in public places.\n"
        "– I help to understand letters. Judging legal cases is for professionals.\n"
        "Do you agree?",
    ),
    Promise,
    name=text("buddies.conduct_label", "Code of conduct"),
)


async def agree(work: database.Work, person: int, version: str, language: str) -> None:
    """Keep that a buddy agreed to the code of conduct in this version."""
    await people.agree(work, person, PURPOSE, version, language)


async def known(work: database.Work, person: int) -> dict[str, str]:
    """The question's answer for somebody who has agreed to the words as they read now."""
    version = Promise.GIVEN.value
    has_agreed = await people.has_agreed(work, person, PURPOSE, version)
    return {QUESTION.key: version} if has_agreed else {}
