"""Writing a broadcast, and changing a draft, alone or one after the other: who sends it has to see
the newest.
"""

from bot.broadcasts import form, gate, showing, store
from bot.broadcasts.store import Broadcast, State
from bot.broadcasts.topics import Topic
from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.flow import Flow, Review
from bot.conversation.questions import Choose
from bot.conversation.values import Said, Tongue, say
from bot.i18n import text
from bot.seminars import changing
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role

FORM = "broadcast"
TEXT_FORM = "broadcast_text"

REVIEW = text(
    "broadcasts.review",
    "Is everything right? Nothing is sent yet: next you see how it looks, and how many get it.",
)
# Translators: button that ends the form and shows the message as its readers will see it.
SHOW_IT = text("broadcasts.show_it", "Show me how it looks")
NOT_TAKEN = text(
    "broadcasts.not_taken",
    "What you wrote was not taken: this is no draft any more. This is how it stands now.",
)


async def write(this: turn.Turn) -> turn.Reply:
    """Begin a draft."""
    await rights.require(this, Role.COORDINATOR)
    return turn.Reply(then=FORM)


async def change_text(this: turn.Turn) -> turn.Reply:
    """Write the text of a draft anew, in the language it was written in first."""
    return await _change(this, "words")


async def change_whom(this: turn.Turn) -> turn.Reply:
    """Choose anew for whom a draft is."""
    return await _change(this, "whom")


async def _change(this: turn.Turn, what: str) -> turn.Reply:
    found = await gate.own(this)
    if not _may_change(this, found):
        return await showing.outrun(this, found)
    answers = form.answers_of(found)
    there = say(changing.IN_LANGUAGE, language=Tongue(found.written_in))
    says = (cards.card(there),) if what == "words" else ()
    return turn.Reply(says, then=FORM, about=str(found.id), answers=answers, changes=what)


async def add_language(this: turn.Turn) -> turn.Reply:
    """Write the text of a draft in another language as well."""
    found = await gate.own(this)
    if not _may_change(this, found):
        return await showing.outrun(this, found)
    return turn.Reply(then=TEXT_FORM, about=str(found.id))


def _may_change(this: turn.Turn, found: Broadcast) -> bool:
    is_own_text = found.seminar is None
    return found.state is State.DRAFT and found.version == this.version and is_own_text


async def put(this: turn.Turn, answers: Answers) -> turn.Reply:
    """A new draft, or the changed one, with how it looks now."""
    await rights.require(this, Role.COORDINATOR)
    topic, whom = Topic.of(answers["topic"]), form.audience_of(answers)
    if not this.about:
        language = answers["written_in"]
        new = await store.add(this.work, topic, whom, written_in=language, by=this.person)
        return await _written(this, new, language, answers["words"])
    found = await gate.find(this)
    if found is None or found.state is not State.DRAFT:
        return await showing.gone(this, found, Said(NOT_TAKEN))
    await store.change(this.work, found.id, topic, whom)
    return await _written(this, found.id, found.written_in, answers["words"])


async def put_text(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The draft in one more language, with how it looks now."""
    await rights.require(this, Role.COORDINATOR)
    found = await gate.find(this)
    if found is None or found.state is not State.DRAFT:
        return await showing.gone(this, found, Said(NOT_TAKEN))
    return await _written(this, found.id, answers["language"], answers["words"])


async def _written(this: turn.Turn, broadcast: int, language: str, words: str) -> turn.Reply:
    await store.put_text(this.work, broadcast, language, words)
    await record.add(this.work, this.person, Deed.WROTE_BROADCAST)
    return await showing.shown(this, await store.get(this.work, broadcast))


BROADCAST = Flow(
    FORM,
    (
        *form.QUESTIONS,
        form.WRITTEN_IN,
        form.MESSAGE,
        Review("review", REVIEW, name=REVIEW, send=SHOW_IT),
    ),
    done=put,
    title=text("broadcasts.title", "A broadcast"),
)
BROADCAST_TEXT = Flow(
    TEXT_FORM,
    (
        Choose(
            "language",
            text(
                "broadcasts.in_which_language",
                "In which language? What is there in that language already is replaced.",
            ),
            form.languages,
            name=form.LANGUAGE_LABEL,
        ),
        form.IN_THAT_LANGUAGE,
    ),
    done=put_text,
    title=text("broadcasts.text_title", "A broadcast in another language"),
)
FORMS = (BROADCAST, BROADCAST_TEXT)
