"""The first half of the story: a newcomer asks for a buddy; beside them somebody looks around, and
leaves for good.
"""

from datetime import date, datetime, timedelta

from bot.conversation import flow, options, places, planning, values, week_words
from bot.conversation.values import Tongue, Words
from bot.demonstration import cast
from bot.demonstration.actors import Actor
from bot.demonstration.play import Play
from bot.information import crisis
from bot.information import flow as information
from bot.needs import flow as needs
from bot.needs import standing
from bot.needs.store import Kind
from bot.newcomers import introduction, links
from bot.newcomers.introduction import German, Household
from bot.people import consent, hello, menu, mydata

IMPOSSIBLE_DAY = "31.2."
TUESDAY, THURSDAY = 1, 3
MORNING, AFTERNOON = 0, 1


async def says_hello(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.starts()
    await newcomer.chooses_language()
    await newcomer.hears(hello.HELLO)
    await newcomer.presses(needs.I_NEED_HELP)
    await newcomer.hears(consent.NOTICE)
    await newcomer.presses(consent.AGREE)
    await newcomer.hears(needs.OPENING)


async def arrives_by_link(play: Play) -> None:
    visitor = play.visitor
    link = await play.stage.link("open-case")
    await visitor.starts(link, "opens the one-time link of an advisor")
    await visitor.hears(links.OPENED)
    await visitor.chooses_language()
    await visitor.hears(hello.HELLO)
    await visitor.presses(information.DOOR)


async def introduces_themselves(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.presses(Words(newcomer.name))
    speaks = cast.role(newcomer.language).speaks or newcomer.language
    await newcomer.presses(Tongue(speaks))
    await newcomer.types(values.tongue(cast.IN_COMMON, newcomer.language))
    await newcomer.presses(options.DONE)
    await newcomer.presses(Words(str(play.town.districts[2].name)))
    await newcomer.presses(Household.PARTNER.label)
    await newcomer.presses(flow.BACK)
    await newcomer.presses(Household.CHILDREN.label)
    await newcomer.presses(German.LITTLE.label)
    await newcomer.hears(introduction.FREE.ask)


async def looks_around(play: Play) -> None:
    visitor = play.visitor
    await visitor.presses(information.OFFICES)
    await visitor.presses(places.office(play.town.offices[1]).label)
    await visitor.hears(information.SOURCE)
    await visitor.presses(information.STEPS)
    await visitor.presses(play.town.first_steps[0].title)
    await visitor.hears(play.town.first_steps[0].rule)


async def says_when_and_what(play: Play) -> None:
    newcomer = play.newcomer
    for day, column in ((TUESDAY, MORNING), (THURSDAY, MORNING), (THURSDAY, AFTERNOON)):
        name = week_words.weekday(day, newcomer.language, is_short=True)
        await newcomer.presses(Words(name), column)
    await newcomer.presses(options.DONE)
    await newcomer.presses(introduction.WISH.skip or flow.SKIP)
    await newcomer.presses(Kind.OFFICE.label)
    await newcomer.presses(Kind.LETTERS.label)
    await newcomer.presses(options.DONE)
    await newcomer.types(IMPOSSIBLE_DAY)
    await newcomer.hears(planning.WHICH_DAY)
    await newcomer.types(cast.typed_day(next_thursday(play.stage.now), newcomer.language))
    await newcomer.presses(needs.NO_DATE)
    await adds_own_words(newcomer)
    await newcomer.hears(needs.REVIEW)


async def adds_own_words(newcomer: Actor) -> None:
    words = cast.role(newcomer.language).words
    if words:
        await newcomer.types(words)
    else:
        await newcomer.presses(flow.SKIP)


async def asks_what_is_known(play: Play) -> None:
    visitor = play.visitor
    await visitor.types("/sos")
    await visitor.hears(crisis.DANGER)
    await visitor.types("/mydata")
    await visitor.hears(mydata.MY_DATA)
    await visitor.presses(mydata.AS_FILE)
    await visitor.hears(mydata.FILE)


async def changes_and_sends(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.presses(flow.CHANGE)
    await newcomer.presses(introduction.GERMAN.name)
    await newcomer.presses(German.SOME.label)
    await newcomer.hears(needs.REVIEW)
    await newcomer.presses(flow.SEND)
    await newcomer.hears(needs.SENT)
    await newcomer.presses_below(menu.TO_STATUS)
    await newcomer.hears(standing.SENT_TODAY)


async def leaves_for_good(play: Play) -> None:
    visitor = play.visitor
    await visitor.types("/forgetme")
    await visitor.hears(mydata.FORGET)
    await visitor.presses(mydata.FORGET_YES)
    await visitor.hears(mydata.FORGOTTEN)


def next_thursday(now: datetime) -> date:
    """The Thursday of next week."""
    return now.date() + timedelta(days=7 - now.weekday() + THURSDAY)
