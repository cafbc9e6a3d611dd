"""The story: a newcomer asks for a buddy; beside them somebody looks around, and leaves for good.

Each scene says what two people do, and what they must hear for the play to go on.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot import i18n
from bot.conversation import flow, options, planning, values, week_words
from bot.conversation.values import Tongue, Words
from bot.demonstration import cast
from bot.demonstration.actors import Actor
from bot.demonstration.stage import PATIENCE, Stage
from bot.information import crisis
from bot.information import flow as information
from bot.needs import flow as needs
from bot.needs import standing
from bot.needs.store import Kind
from bot.newcomers import introduction, links
from bot.newcomers.introduction import German, Household
from bot.nudges import rounds
from bot.people import consent, hello, menu, mydata
from bot.town import Town

BEGINS_AT = time(10)
WAIT = timedelta(days=14, hours=1)
IMPOSSIBLE_DAY = "31.2."
TUESDAY, THURSDAY = 1, 3
MORNING, AFTERNOON = 0, 1


@dataclass(frozen=True)
class Play:
    stage: Stage
    newcomer: Actor
    visitor: Actor

    @property
    def town(self) -> Town:
        return self.stage.town


Act = Callable[[Play], Awaitable[None]]


@dataclass(frozen=True)
class Scene:
    """What happens at one time; titles are for whoever watches."""

    title: str
    newcomer: Act | None = None
    visitor: Act | None = None
    before: Act | None = None


async def says_hello(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.starts()
    await newcomer.presses(Words(i18n.own_name(newcomer.language)))
    await newcomer.hears(hello.HELLO)
    await newcomer.presses(needs.I_NEED_HELP)
    await newcomer.hears(consent.NOTICE)
    await newcomer.presses(consent.AGREE)
    await newcomer.hears(needs.OPENING)


async def arrives_by_link(play: Play) -> None:
    visitor = play.visitor
    await visitor.starts(await play.stage.link(), "opens the one-time link of an advisor")
    await visitor.hears(links.OPENED)
    await visitor.presses(Words(i18n.own_name(visitor.language)))
    await visitor.hears(hello.HELLO)
    await visitor.presses(information.DOOR)


async def introduces_themselves(play: Play) -> None:
    newcomer = play.newcomer
    await newcomer.presses(Words(newcomer.name))
    speaks = cast.role(newcomer.language).speaks or newcomer.language
    await newcomer.presses(Tongue(speaks))
    await newcomer.types(values.tongue("fr", newcomer.language))
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
    await visitor.presses(play.town.offices[1].gloss)
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
    newcomer.rests()


async def leaves_for_good(play: Play) -> None:
    visitor = play.visitor
    await visitor.types("/forgetme")
    await visitor.hears(mydata.FORGET)
    await visitor.presses(mydata.FORGET_YES)
    await visitor.hears(mydata.FORGOTTEN)
    visitor.rests()


async def two_weeks_pass(play: Play) -> None:
    now = play.stage.now
    later = datetime.combine(now.date(), BEGINS_AT, now.tzinfo) + WAIT
    await play.stage.move_to(later)


async def hears_unasked(play: Play) -> None:
    await play.newcomer.hears(rounds.HOW_IT_STANDS, within=PATIENCE)
    await play.stage.settle()
    play.newcomer.rests()


async def hears_nothing(play: Play) -> None:
    play.visitor.hears_nothing("is not known here any more: nothing is sent")


SCENES = (
    Scene("Two people write for the first time", says_hello, arrives_by_link),
    Scene("One question at a time; the town's facts", introduces_themselves, looks_around),
    Scene("Dates as people type them; what is known", says_when_and_what, asks_what_is_known),
    Scene("Sent, and deleted", changes_and_sends, leaves_for_good),
    Scene("Two weeks later, unasked", hears_unasked, hears_nothing, before=two_weeks_pass),
)


def beginning(now: datetime, here: Town) -> datetime:
    """Ten in the morning in the town, today or tomorrow: the clock is never turned back."""
    local = now.astimezone(here.zone)
    begins = datetime.combine(local.date(), BEGINS_AT, here.zone)
    return begins if begins >= local else begins + timedelta(days=1)


def next_thursday(now: datetime) -> date:
    """The Thursday of next week."""
    return now.date() + timedelta(days=7 - now.weekday() + THURSDAY)
