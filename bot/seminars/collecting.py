"""Topics for a reflection meeting, collected beforehand: with a name or truly without one."""

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow
from bot.conversation.options import Choice
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Count, Said, Words, say
from bot.i18n import plural, text
from bot.people import menu
from bot.seminars import card, entry, gate, topics
from bot.seminars.gate import Seen
from bot.seminars.kinds import Kind
from bot.seminars.rules import WRITTEN_IN
from bot.seminars.seats import Answer
from bot.seminars.topics import Topic
from bot.staff import record, rights
from bot.staff.record import Deed

PAGE = 8
MOST = 60
"""Topics of one meeting: more than can be talked about, and no more than can be read."""

ASK = text(
    "seminars.ask_topic",
    "What would you like to talk about? One topic, in your own words. Please write nobody's name.",
)
WITH_NAME = text(
    "seminars.ask_named",
    "With your name, or without it? Without your name nothing is kept of who wrote it. So it can't "
    "be taken back afterwards.",
)
TITLE = text("seminars.topic_title", "A topic for the reflection meeting")
THANKS = plural(
    "seminars.topic_thanks",
    "Thank you. {count} topic is collected for this meeting so far.",
    "Thank you. {count} topics are collected for this meeting so far.",
)
ENOUGH = text(
    "seminars.enough_topics",
    "So many topics are collected already that no more can be added. Please bring yours along.",
)
NOT_NOW = text(
    "seminars.no_topics_now",
    "Topics are collected from those who have a seat, until the meeting begins.",
)
MINE = text(
    "seminars.your_topics", "These are your topics. Those without a name are not shown here."
)
NONE_OF_MINE = text("seminars.none_of_yours", "There is no topic here with your name.")
TAKE_BACK = text("seminars.take_topic_back", "Take back: {words}")
TAKEN_BACK = text("seminars.topic_taken_back", "It is taken back.")
HEAD = text("seminars.topics_head", "Topics for this meeting:")
NONE = text("seminars.topics_none", "No topic is collected yet.")
FROM = text("seminars.topic_from", "{name}: {words}")
UNNAMED = text("seminars.topic_unnamed", "without a name: {words}")
LONGEST_LABEL = 24


class Named(Choice):
    """Whether a topic shows who said it."""

    YES = "yes", text("seminars.with_my_name", "With my name")
    NO = "no", text("seminars.without_my_name", "Without my name")


async def ask(this: turn.Turn) -> turn.Reply:
    """Begin the form, where topics are collected now."""
    seen = await gate.visible(this)
    if not _is_collecting(this, seen):
        return turn.Reply((card.of(seen, this.context.reader, Said(NOT_NOW)),))
    if await topics.count(this.work, seen.seminar.id) >= MOST:
        return turn.Reply((card.of(seen, this.context.reader, Said(ENOUGH)),))
    return turn.Reply(then=TOPIC.name, about=str(seen.seminar.id))


def _is_collecting(this: turn.Turn, seen: Seen) -> bool:
    is_reflection = seen.seminar.plan.kind is Kind.REFLECTION
    return is_reflection and seen.answer is Answer.COMING and seen.is_open(this.work.now)


async def add(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent. Where it came too late, that is said, and the words are gone."""
    seen = await gate.find(this.work.all, rights.row_of(this.about), this.person)
    if seen is None:
        return turn.reply(Said(NOT_NOW), rows=cards.column(menu.BACK_TO_MENU))
    said = Said(NOT_NOW)
    if _is_collecting(this, seen) and await topics.count(this.work, seen.seminar.id) >= MOST:
        said = Said(ENOUGH)
    elif _is_collecting(this, seen):
        is_named = answers["named"] == Named.YES.value
        person = this.person if is_named else None
        await topics.add(this.work, seen.seminar.id, answers["words"], person)
        said = say(THANKS, count=Count(await topics.count(this.work, seen.seminar.id)))
    return turn.Reply((card.of(seen, this.context.reader, said),))


TOPIC = Flow(
    "add_topic",
    (
        Write(
            "words",
            ASK,
            300,
            has_lines=True,
            name=text("seminars.topic_label", "Topic"),
        ),
        Choose("named", WITH_NAME, Named, name=text("seminars.named_label", "Name")),
    ),
    done=add,
    title=TITLE,
    is_private=True,
)


async def mine(this: turn.Turn) -> turn.Reply:
    """What somebody said with their name."""
    return await _own(this, await gate.visible(this))


async def _own(this: turn.Turn, seen: Seen, *intro: Said) -> turn.Reply:
    number = seen.seminar.id
    own = await topics.of_person(this.work, number, this.person)
    buttons = (
        Button(
            say(TAKE_BACK, words=cards.short(Words(_first_line(topic)), LONGEST_LABEL)),
            cards.action("take_topic_back", f"{number}.{topic.id}"),
        )
        for topic in own
        if seen.is_open(this.work.now)
    )
    lines = (say(card.TOPIC_LINE, words=Words(topic.words)) for topic in own)
    back = Button(Said(card.TO_DATE), cards.action("seminar", number))
    head = Said(MINE if own else NONE_OF_MINE)
    shown = cards.card(*intro, head, *lines, rows=cards.column(*buttons, back))
    return turn.Reply((shown,), in_place=bool(intro))


def _first_line(topic: Topic) -> str:
    return topic.words.partition("\n")[0]


async def take_back(this: turn.Turn) -> turn.Reply:
    """One of one's own, named topics goes: "17.3" is the meeting and the topic."""
    number, _, topic = this.about.partition(".")
    seen = await gate.visible(this, number)
    is_gone = seen.is_open(this.work.now) and await topics.take_back(
        this.work, seen.seminar.id, rights.row_of(topic), this.person
    )
    return await _own(this, seen, *((Said(TAKEN_BACK),) if is_gone else ()))


async def show(this: turn.Turn) -> turn.Reply:
    """What coordinators see, in pages: "17" or "17.2". Whose named topics are seen is recorded."""
    number, _, page = this.about.partition(".")
    seminar = await entry.visible(this, number)
    at = rights.row_of(page)
    found = await topics.all_of(this.work, seminar.id, PAGE + 1, at * PAGE)
    for topic in found[:PAGE]:
        if topic.person is not None:
            await record.add(this.work, this.person, Deed.SAW_TOPIC, topic.person)
    lines = [_line(topic) for topic in found[:PAGE]]
    rows = entry.pages("seminar_topics", seminar, at, has_more=len(found) > PAGE)
    head = (*card.named(seminar, WRITTEN_IN)[:2], None, Said(HEAD if found else NONE))
    return turn.Reply((cards.card(*head, *lines, rows=rows),), in_place=bool(page))


def _line(topic: Topic) -> Said:
    words = Words(topic.words)
    if topic.person is None:
        return say(UNNAMED, words=words)
    return say(FROM, name=entry.called(topic.person, topic.name), words=words)
