"""What broadcasts are about. People turn each of these topics off and on for themselves, at any
time.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.options import Choice
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.people import menu
from bot.people.personal import Personal
from bot.storage import database

ON_THE_LIST = "list"
"""Stands behind the topic on the buttons of the list, which is changed in place."""

LIST = text(
    "broadcasts.topics",
    "Which messages of the Welcome Buddies team would you like to get?\n"
    "What a person writes to you, and what belongs to your own dates, always comes.",
)
OFF = text("broadcasts.is_off", "You no longer get messages about this: <b>{topic}</b>.")
ON = text("broadcasts.is_on", "You get messages about this again: <b>{topic}</b>.")
TURN_ON_AGAIN = text("broadcasts.turn_on_again", "Turn them on again")
# Translators: button; leads to the list of topics, each of which can be turned off.
ALL_TOPICS = text("broadcasts.all_topics", "Choose what I get")


class Topic(Choice):
    """The order is that of the list."""

    PROGRAMME = "programme", text("broadcasts.programme", "Important news on the programme")
    SEMINARS = "seminars", text("broadcasts.seminars", "Seminars and other dates")
    NEWS = "news", text("broadcasts.news", "Other news")


TURNED_OFF = "select topic from opt_out where person = :person"
TURN_OFF = "insert into opt_out (person, topic) values (:person, :topic) on conflict do nothing"
TURN_ON = "delete from opt_out where person = :person and topic = :topic"


async def turned_off(work: database.Work, person: int) -> frozenset[str]:
    """The codes of the topics that a person doesn't want to hear of."""
    return frozenset(row[0] for row in await work.all(TURNED_OFF, person=person))


async def show(this: turn.Turn) -> turn.Reply:
    """The topics, each on or off."""
    return turn.Reply((await _list(this),))


async def _list(this: turn.Turn) -> Card:
    off = await turned_off(this.work, this.person)
    boxes = (
        Button(
            Said(topic.label),
            cards.action(
                "opt_in" if topic.value in off else "opt_out", f"{topic.value}.{ON_THE_LIST}"
            ),
            is_ticked=topic.value not in off,
        )
        for topic in Topic
    )
    return cards.card(Said(LIST), rows=cards.column(*boxes, menu.BACK_TO_MENU))


async def opt_out(this: turn.Turn) -> turn.Reply:
    """Turn a topic off: from the list, or from a message about it, which stays as it is."""
    topic, is_on_the_list = _asked_for(this)
    await this.work.run(TURN_OFF, person=this.person, topic=topic.value)
    if is_on_the_list:
        return turn.Reply((await _list(this),), in_place=True)
    again = Button(Said(TURN_ON_AGAIN), cards.action("opt_in", topic.value))
    more = Button(Said(ALL_TOPICS), cards.action("topics"))
    rows = cards.column(again, more, menu.BACK_TO_MENU)
    return turn.reply(say(OFF, topic=Said(topic.label)), rows=rows)


async def opt_in(this: turn.Turn) -> turn.Reply:
    """Turn a topic on again."""
    topic, is_on_the_list = _asked_for(this)
    await this.work.run(TURN_ON, person=this.person, topic=topic.value)
    if is_on_the_list:
        return turn.Reply((await _list(this),), in_place=True)
    more = Button(Said(ALL_TOPICS), cards.action("topics"))
    card = cards.card(say(ON, topic=Said(topic.label)), rows=cards.column(more, menu.BACK_TO_MENU))
    return turn.Reply((card,), in_place=True)


def _asked_for(this: turn.Turn) -> tuple[Topic, bool]:
    """The topic of the button, and whether it stands on the list. Raises `NotYours`."""
    code, _, where = this.about.partition(".")
    try:
        return Topic.of(code), where == ON_THE_LIST
    except LookupError:
        raise turn.NotYours(Said(turn.GONE)) from None


PERSONAL = (Personal("opt_out", "select topic from opt_out where person = :person"),)
