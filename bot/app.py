"""The table of contents: what may be said and pressed, what follows what, and how it is all wired.

Capabilities don't know each other; what would point upward is named here.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from bot import config
from bot.buddies import flow as buddies
from bot.conversation.flow import Flow
from bot.conversation.turn import Action
from bot.information import crisis
from bot.information import flow as information
from bot.needs import flow as needs
from bot.needs import standing
from bot.needs import store as requests
from bot.newcomers import links
from bot.newcomers import store as newcomers
from bot.nudges import retention, rounds
from bot.nudges.setting import Setting
from bot.people import consent, hello, menu, mydata, personal
from bot.programme import Programme
from bot.storage import database
from bot.telegram import menus
from bot.town import Town

FLOWS: Mapping[str, Flow] = {flow.name: flow for flow in (needs.ASK_FOR_A_BUDDY,)}

LINKS: Mapping[str, hello.Link] = {links.KIND: links.arrive}
"""What may stand behind `?start=` in a link, before the first underscore."""

MENU = (needs.offer, buddies.offer, information.offer, hello.offer)
STATUS = (standing.standing,)
MY_DATA = (mydata.describe, needs.describe)
PERSONAL = (*personal.PERSONAL, *newcomers.PERSONAL, *requests.PERSONAL)
"""For each table that names a person: how it is exported and forgotten."""

AFTER: database.After = {
    hello.LanguageChosen: (hello.show_commands,),
    needs.Changed: (rounds.take_back,),
    links.CaseTaken: (requests.mark_advised,),
    standing.Withdrawn: (needs.drop_change, rounds.take_back),
}

Rounds: TypeAlias = Sequence[Callable[[database.Database, Setting], Awaitable[None]]]
ROUNDS: Rounds = (rounds.decide,)
"""Every few seconds: what is due."""
HOUSEKEEPING: Rounds = (retention.purge, retention.erase_idle_people)
"""Every few minutes: what has served its purpose."""

COMMANDS = {
    "start": "start",
    "menu": "menu",
    "status": "status",
    "help": "help",
    "language": "languages",
    "sos": "sos",
    "privacy": "privacy",
    "mydata": "my_data",
    "forgetme": "forget",
    "stop": "pause",
}
"""Besides /cancel, which every form understands by itself."""

COMMAND_MENU = menus.COMMANDS
BOTTOM = ((menu.TO_MENU, "menu"), (menu.TO_STATUS, "status"), (menu.TO_SOS, "sos"))
"""The three big buttons at the bottom of every chat."""

MAKERS = {"my_data": mydata.making(PERSONAL)}


def actions(settings: config.Config, key: bytes) -> dict[str, Action]:
    """What a button or a command may stand for, by name."""
    kept, offered = settings.retention, settings.languages.offered
    return {
        "start": hello.starting(LINKS, MENU, offered),
        "languages": hello.choosing(offered),
        "speak": hello.speaking(MENU, offered),
        "menu": menu.showing(MENU),
        "status": menu.standing(STATUS, MENU),
        "help": hello.help_,
        "pause": hello.pause,
        "resume": hello.resume,
        "agree": consent.agree,
        "privacy": consent.privacy(kept.unfinished_forms, kept.withdrawn_requests),
        "my_data": mydata.showing(MY_DATA),
        "my_file": mydata.as_file,
        "forget": mydata.ask_to_forget,
        "forget_now": mydata.forgetting(PERSONAL, key),
        "keep": mydata.keep,
        "need_help": needs.need_help,
        "request": standing.show,
        "change_request": needs.change,
        "withdraw": standing.ask_to_withdraw,
        "withdraw_now": standing.withdraw,
        "keep_request": standing.keep,
        "want_to_help": buddies.want_to_help,
        "information": information.information,
        "offices": information.offices,
        "office": information.office,
        "steps": information.steps,
        "step": information.step,
        "advice": information.advice,
        "partner": information.partner,
        "welcome_center": information.welcome_center(settings.welcome_center),
        "sos": crisis.sos,
    }


def programme(settings: config.Config, town: Town, key: bytes) -> Programme:
    """All that the bot understands, for one installation."""
    return Programme(
        town=town,
        languages=settings.languages.offered,
        flows=FLOWS,
        actions=actions(settings, key),
        commands=COMMANDS,
        bottom=BOTTOM,
        alarm=crisis.alarm,
        form_days=settings.retention.unfinished_forms,
    )


def setting(settings: config.Config, town: Town, key: bytes) -> Setting:
    """What the rounds look at, for one installation."""
    return Setting(settings, town, FLOWS, PERSONAL, key)
