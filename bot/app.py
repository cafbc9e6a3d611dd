"""The table of contents: what may be said and pressed, what follows what, and how it is all wired.

Capabilities don't know each other; what would point upward is named here.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from bot import actions, config, erasing, turns
from bot.agreements import answering
from bot.agreements import store as agreement_rows
from bot.broadcasts import programme as broadcasts
from bot.buddies import applications, path
from bot.buddies import flow as buddies
from bot.buddies import store as buddy_rows
from bot.concerns import calling, handling
from bot.concerns import desk as concern_desk
from bot.concerns import standing as concern_standing
from bot.conversation import documents
from bot.conversation.turn import Action
from bot.desk import digest
from bot.desk import flow as desk
from bot.information import crisis
from bot.information import flow as information
from bot.letters import following as letter_followers
from bot.letters import sending as letters
from bot.letters import store as letter_rows
from bot.matches import desk as match_desk
from bot.matches import ending, following
from bot.matches import standing as match_standing
from bot.matches import store as matches
from bot.meetings import desk as meeting_desk
from bot.meetings import drafts, hours, outcome
from bot.meetings import ending as meeting_ending
from bot.meetings import files as meeting_files
from bot.meetings import listing as meeting_list
from bot.meetings import store as meeting_rows
from bot.needs import cases, standing
from bot.needs import flow as needs
from bot.needs import following as case_followers
from bot.needs import store as requests
from bot.needs import today as cases_today
from bot.newcomers import links, opening
from bot.nudges import broadcasting, changes, dates, forgetting, retention, rounds
from bot.nudges.setting import Setting
from bot.people import consent, hello, menu, mydata
from bot.people import store as people
from bot.programme import Programme, Relay
from bot.relay import answering as staff_answers
from bot.relay import flow as relay
from bot.relay import homeless, passing, queue
from bot.relay import store as threads
from bot.seminars import following as seminar_followers
from bot.seminars import programme as seminars
from bot.seminars import store as seminar_rows
from bot.staff import invitations, joining, leaving, looking, team, today
from bot.staff import store as staff
from bot.storage import database, outbox
from bot.telegram import menus
from bot.town import Town

FLOWS = actions.FLOWS
LINKS: Mapping[str, hello.Link] = {links.KIND: links.arrive, invitations.KIND: joining.arrive}
"""What may stand behind `?start=` in a link, before the first underscore."""

MENU = (
    joining.offer,
    desk.offer,
    answering.offer,
    meeting_list.offer,
    match_standing.offer,
    needs.offer,
    relay.offer,
    buddies.offer,
    seminars.MENU,
    information.offer,
    hello.offer,
)
STATUS = (
    match_standing.standing,
    standing.standing,
    answering.standing,
    meeting_list.standing,
    path.standing,
    hours.standing,
    seminars.STATUS,
    concern_standing.standing,
)
MY_DATA = (mydata.describe, needs.describe, buddies.describe, match_standing.describe)

AFTER: database.After = {
    people.Unreachable: (relay.tell_of_loss, seminar_followers.unreachable),
    hello.LanguageChosen: (hello.show_commands,),
    requests.Sent: (case_followers.sent,),
    requests.Changed: (following.request_changed, case_followers.changed, rounds.forget_request),
    requests.Ready: (rounds.forget_request,),
    requests.Referred: (following.request_closed, case_followers.closed, rounds.forget_request),
    staff.Left: (
        links.forget_advisor,
        case_followers.left,
        staff_answers.release_all,
        invitations.revoke,
        handling.release,
        leaving.forgetting(actions.STAFF_FORMS),
        *broadcasts.STAFF_LEFT,
    ),
    cases.Taken: (rounds.forget_request,),
    links.CaseTaken: (requests.mark_advised, opening.tell_advisor),
    matches.AcceptedByBuddy: (rounds.forget_proposal,),
    matches.Accepted: (threads.open, rounds.forget_proposal, dates.forget_of_match),
    matches.Ended: (
        threads.close,
        answering.close,
        meeting_ending.close,
        outcome.lower_all,
        ending.drop_forms,
        case_followers.drop_forms,
        dates.forget_of_match,
        forgetting.match,
        letter_followers.drop_forms,
    ),
    letter_rows.Changed: (forgetting.letter,),
    letter_rows.Done: (forgetting.letter,),
    agreement_rows.Changed: (forgetting.agreement,),
    meeting_rows.Offered: (forgetting.meeting,),
    meeting_rows.Confirmed: (forgetting.meeting, drafts.forget),
    meeting_rows.Changed: (forgetting.meeting, drafts.forget),
    meeting_rows.Cancelled: (forgetting.meeting, drafts.forget),
    meeting_rows.Ended: (forgetting.meeting, drafts.forget),
    requests.Withdrawn: (
        following.request_closed,
        case_followers.withdrawn,
        rounds.forget_request,
    ),
    buddy_rows.Changed: (following.buddy_changed,),
    buddy_rows.Certified: (following.buddy_changed,),
    buddy_rows.Paused: (following.buddy_paused,),
    buddy_rows.Left: (following.buddy_gone, seminar_followers.buddy_gone),
    buddy_rows.Declined: (following.buddy_gone, seminar_followers.buddy_gone),
    **seminars.AFTER,
    seminar_rows.Cancelled: (
        *seminars.AFTER[seminar_rows.Cancelled],
        *broadcasts.SEMINAR_CANCELLED,
    ),
    matches.ProposalEnded: (rounds.forget_proposal,),
    staff_answers.Spoke: (calling.written_to,),
    turns.GaveUp: (calling.update_failed,),
    outbox.Died: (calling.message_failed,),
}

Rounds: TypeAlias = Sequence[Callable[[database.Database, Setting], Awaitable[None]]]
ROUNDS: Rounds = (
    changes.expire_proposals,
    changes.expire_offers,
    changes.drop_overdue_drafts,
    changes.alert_of_company,
    changes.end_pauses,
    changes.repeat_calls,
    rounds.decide,
    digest.digests,
)
"""Every few seconds: what is due."""
HOUSEKEEPING: Rounds = (retention.purge, retention.erase_idle_people, rounds.decide_softly)
"""Every few minutes: what has served its purpose, and what may wait."""
BROADCASTING: Rounds = (broadcasting.beat,)
"""All the time: broadcasts that are under way."""

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

WORDS = (
    (menu.WORDS_FOR_MENU, "menu"),
    (menu.WORDS_FOR_STATUS, "status"),
    (menu.WORDS_FOR_HELP, "help"),
    (menu.WORDS_FOR_LANGUAGE, "languages"),
    (menu.WORDS_FOR_PAUSE, "pause"),
    (menu.WORDS_FOR_FORGETTING, "forget"),
)
"""What people type instead of a command or a button."""
COMMAND_MENU = menus.COMMANDS
BOTTOM = ((menu.TO_MENU, "menu"), (menu.TO_STATUS, "status"), (menu.TO_SOS, "sos"))
"""The three big buttons at the bottom of every chat."""

FOR_WHOM = partial(homeless.ask_for_whom, (letters.offer_for,))
RELAY = Relay(relay.answered, FOR_WHOM, passing.edited)
MAKERS: Mapping[str, documents.Maker] = {
    "my_data": mydata.making(erasing.PERSONAL),
    opening.PICTURE: opening.picture,
}


def desk_of(town: Town) -> Sequence[today.Count]:
    """What may need a staff member today, counted."""
    return (
        partial(cases_today.count, town),
        match_desk.count,
        concern_desk.count,
        meeting_desk.count,
        queue.count,
        opening.desk,
        team.desk,
        looking.desk,
        partial(applications.waiting, town),
        seminars.DESK,
        broadcasts.DESK,
    )


def makers_of(town: Town) -> Mapping[str, documents.Maker]:
    """What makes the files and pins that go out, by name."""
    return {
        **MAKERS,
        **seminars.MAKERS,
        **broadcasts.MAKERS,
        meeting_files.CALENDAR: meeting_files.calendar(town),
        meeting_files.MAP: meeting_files.on_the_map(town),
        information.OFFICE_MAP: information.on_the_map(town),
    }


def all_actions(settings: config.Config, key: bytes) -> dict[str, Action]:
    """What a button or a command may stand for, by name."""
    offered = settings.languages.offered
    return {
        "desk": desk.showing(desk_of),
        "start": hello.starting(LINKS, MENU, offered),
        "languages": hello.choosing(offered),
        "speak": hello.speaking(MENU, offered),
        "menu": menu.showing(MENU),
        "status": menu.standing(STATUS, MENU),
        "help": hello.help_,
        "commands": hello.commands,
        "pause": hello.pause,
        "resume": hello.resume,
        "agree": consent.agree,
        "privacy": consent.privacy(settings.retention),
        "my_data": mydata.showing(MY_DATA),
        "my_file": mydata.as_file,
        "forget": leaving.unless_last(mydata.ask_to_forget),
        "forget_now": leaving.unless_last(mydata.forgetting(erasing.erasure(key))),
        "keep": mydata.keep,
        **actions.of_capabilities(settings),
    }


def programme(settings: config.Config, town: Town, key: bytes) -> Programme:
    """All that the bot understands, for one installation."""
    return Programme(
        town=town,
        languages=settings.languages.offered,
        flows=FLOWS,
        actions=all_actions(settings, key),
        commands=COMMANDS,
        words=WORDS,
        bottom=BOTTOM,
        alarm=crisis.alarm,
        relay=RELAY,
        form_days=settings.retention.unfinished_forms,
    )


def setting(settings: config.Config, town: Town, key: bytes) -> Setting:
    """What the rounds look at, for one installation."""
    return Setting(settings, town, FLOWS, erasing.erasure(key), desk_of(town))
