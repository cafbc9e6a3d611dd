"""The table of contents: what may be said and pressed, what follows what, and how it is all wired.

Capabilities don't know each other; what would point upward is named here.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from bot import config
from bot.agreements import answering
from bot.agreements import flow as agreements
from bot.agreements import store as agreement_rows
from bot.buddies import applications, certifying, declining, entry, listing, path, pausing
from bot.buddies import flow as buddies
from bot.buddies import leaving as leaving_buddies
from bot.buddies import store as buddy_rows
from bot.concerns import calling, handling
from bot.concerns import flow as concerns
from bot.concerns import store as concern_rows
from bot.conversation.flow import Flow
from bot.conversation.turn import Action
from bot.desk import digest
from bot.desk import flow as desk
from bot.information import crisis
from bot.information import flow as information
from bot.matches import answering as match_answers
from bot.matches import beginning, ending, following, overview, proposing, walk
from bot.matches import desk as match_desk
from bot.matches import standing as match_standing
from bot.matches import store as matches
from bot.needs import assessing, case, referring, standing
from bot.needs import flow as needs
from bot.needs import following as case_followers
from bot.needs import queue as cases
from bot.needs import store as requests
from bot.needs import today as cases_today
from bot.newcomers import links, opening
from bot.newcomers import store as newcomers
from bot.nudges import retention, rounds
from bot.nudges.setting import Setting
from bot.people import consent, hello, menu, mydata, personal
from bot.people import store as people
from bot.programme import Programme, Relay
from bot.relay import answering as staff_answers
from bot.relay import center, homeless, passing, questions, queue, relayed, unsent
from bot.relay import flow as relay
from bot.relay import store as threads
from bot.staff import invitations, joining, leaving, looking, record, team, today
from bot.staff import store as staff
from bot.storage import database
from bot.telegram import menus
from bot.town import Town

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        needs.ASK_FOR_A_BUDDY,
        relay.WRITE_PAIR,
        center.WRITE_CENTER,
        staff_answers.ANSWER_CENTER,
        concerns.CONCERN,
        match_answers.DECLINE_AS_BUDDY,
        match_answers.DECLINE_AS_NEWCOMER,
        ending.END_AS_BUDDY,
        ending.END_AS_NEWCOMER,
        ending.END_STAFF,
        assessing.ASSESS,
        assessing.CASE_NOTE,
        referring.REFER,
        joining.STAFF_NAME,
        agreements.AGREEMENT,
        buddies.APPLY_AS_BUDDY,
        pausing.PAUSE_BUDDY,
        certifying.CERTIFICATE,
        declining.DECLINE_BUDDY,
    )
}

LINKS: Mapping[str, hello.Link] = {links.KIND: links.arrive, invitations.KIND: joining.arrive}
"""What may stand behind `?start=` in a link, before the first underscore."""

DESK: Sequence[today.Count] = (
    cases_today.count,
    match_desk.count,
    handling.count,
    queue.count,
    opening.desk,
    team.desk,
    looking.desk,
    applications.waiting,
)
"""What may need a staff member today, counted."""
MENU = (
    joining.offer,
    desk.offer,
    answering.offer,
    match_standing.offer,
    needs.offer,
    relay.offer,
    buddies.offer,
    information.offer,
    hello.offer,
)
STATUS = (match_standing.standing, standing.standing, answering.standing, path.standing)
MY_DATA = (mydata.describe, needs.describe, buddies.describe)
PERSONAL = (
    *personal.PERSONAL,
    *staff.PERSONAL,
    *invitations.PERSONAL,
    *record.PERSONAL,
    *threads.PERSONAL,
    *relayed.PERSONAL,
    *questions.PERSONAL,
    *unsent.PERSONAL,
    *newcomers.PERSONAL,
    *buddy_rows.PERSONAL,
    *requests.PERSONAL,
    *matches.PERSONAL,
    *concern_rows.PERSONAL,
    *agreement_rows.PERSONAL,
)
"""For each table that names a person: how it is exported and forgotten."""

STAFF_FORMS = frozenset(
    (
        staff_answers.ANSWER_CENTER.name,
        *case.FORMS,
        ending.END_STAFF.name,
        joining.STAFF_NAME.name,
        certifying.CERTIFICATE.name,
        declining.DECLINE_BUDDY.name,
    )
)
"""Forms of the staff: whoever leaves the staff has none of them open any more."""

AFTER: database.After = {
    people.Unreachable: (relay.tell_of_loss,),
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
        leaving.forgetting(STAFF_FORMS),
    ),
    links.CaseTaken: (requests.mark_advised, opening.tell_advisor),
    matches.Accepted: (threads.open,),
    matches.Ended: (
        threads.close,
        answering.close,
        ending.drop_forms,
    ),
    requests.Withdrawn: (
        following.request_closed,
        case_followers.withdrawn,
        rounds.forget_request,
    ),
    buddy_rows.Paused: (following.buddy_paused,),
    buddy_rows.Left: (following.buddy_gone,),
    buddy_rows.Declined: (following.buddy_gone,),
    matches.ProposalEnded: (match_answers.drop_forms,),
}

Rounds: TypeAlias = Sequence[Callable[[database.Database, Setting], Awaitable[None]]]
ROUNDS: Rounds = (rounds.decide, digest.digests)
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

RELAY = Relay(relay.answered, homeless.ask_for_whom, passing.edited)
MAKERS = {"my_data": mydata.making(PERSONAL), opening.PICTURE: opening.picture}


LEAVING: Sequence[personal.Leave] = (
    following.before_erasure,
    case_followers.leaving,
    staff_answers.leaving,
    leaving.before_erasure,
    leaving_buddies.before_erasure,
)
"""What ends before a person is erased."""


def erasure(key: bytes) -> personal.Erasure:
    return personal.Erasure(LEAVING, PERSONAL, key)


def actions(settings: config.Config, key: bytes) -> dict[str, Action]:
    """What a button or a command may stand for, by name."""
    kept, offered = settings.retention, settings.languages.offered
    matching = settings.matching
    return {
        "desk": desk.showing(DESK),
        "start": hello.starting(LINKS, MENU, offered),
        "languages": hello.choosing(offered),
        "speak": hello.speaking(MENU, offered),
        "menu": menu.showing(MENU),
        "status": menu.standing(STATUS, MENU),
        "help": hello.help_,
        "pause": hello.pause,
        "resume": hello.resume,
        "agree": consent.agree,
        "privacy": consent.privacy(kept),
        "my_data": mydata.showing(MY_DATA),
        "my_file": mydata.as_file,
        "forget": leaving.unless_last(mydata.ask_to_forget),
        "forget_now": leaving.unless_last(mydata.forgetting(erasure(key))),
        "keep": mydata.keep,
        "need_help": needs.need_help,
        "request": standing.show,
        "change_request": needs.change,
        "withdraw": standing.ask_to_withdraw,
        "withdraw_now": standing.withdraw,
        "keep_request": standing.keep,
        "requests": cases.requests,
        "pressing": cases.pressing,
        "my_cases": cases.my_cases,
        "all_cases": cases.all_cases,
        "case": case.show,
        "take_case": case.take,
        "give_back_case": case.give_back,
        "hear_voice": case.hear,
        "ready": case.ready,
        "set_needs": assessing.set_needs,
        "case_note": assessing.write_note,
        "refer": referring.refer,
        "waiting": partial(walk.show, matching),
        "why_not": partial(walk.why_not, matching),
        "propose": partial(proposing.propose, matching),
        "take_back_proposal": partial(proposing.take_back, matching),
        "matches_list": overview.show,
        "match_staff": partial(overview.match_staff, matching),
        "end_match_staff": ending.ask_staff,
        "proposal": partial(match_standing.show, matching.answer_hours),
        "yes_to_match": partial(match_answers.say_yes, matching),
        "no_to_match": partial(match_answers.say_no, matching),
        "not_now": partial(match_answers.not_now, matching),
        "next_steps": beginning.next_steps,
        "match": partial(match_standing.show, matching.answer_hours),
        "end_match": ending.ask,
        "another_buddy": ending.another_buddy,
        "agreement": answering.show,
        "propose_agreement": agreements.propose,
        "change_agreement": agreements.change,
        "accept_agreement": answering.accept,
        "take_back_agreement": answering.take_back,
        "write_pair": relay.write,
        "send_to": homeless.send_to,
        "send_center": homeless.send_center,
        "drop_unsent": homeless.drop_unsent,
        "write_center": center.write,
        "questions": queue.show,
        "question": staff_answers.read,
        "answer_center": staff_answers.answer,
        "write_to": staff_answers.write_to,
        "finish_question": staff_answers.finish,
        "leave_question": staff_answers.leave,
        "concern": concerns.report,
        "tell_someone": calling.tell_someone,
        "concerns": handling.show_all,
        "concern_staff": handling.show,
        "take_concern": handling.take,
        "close_concern": handling.close,
        "reopen_relay": handling.reopen,
        "want_to_help": buddies.want_to_help,
        "apply_as_buddy": buddies.apply,
        "my_path": path.show,
        "change_offer": buddies.change,
        "pause_buddy": pausing.ask,
        "resume_buddy": pausing.resume,
        "leave_buddy": leaving_buddies.ask,
        "leave_buddy_now": leaving_buddies.leave,
        "stay_buddy": leaving_buddies.stay,
        "applications": applications.walk,
        "move_on": applications.move_on,
        "note_certificate": certifying.ask,
        "decline_buddy": declining.ask,
        "buddies_list": listing.show,
        "buddy": entry.show,
        "information": information.information,
        "offices": information.offices,
        "office": information.office,
        "steps": information.steps,
        "step": information.step,
        "advice": information.advice,
        "partner": information.partner,
        "welcome_center": information.welcome_center(settings.welcome_center),
        "sos": crisis.sos,
        "staff_name": joining.say_name,
        "team": team.team,
        "team_member": team.member,
        "invite": team.inviting(kept.invitation_hours),
        "withdraw_invitation": team.withdraw,
        "remove_member": leaving.ask_to_remove,
        "remove_member_now": leaving.remove,
        "leave_staff": leaving.ask_to_leave,
        "leave_staff_now": leaving.leave,
        "record": looking.look,
        "open_case": opening.opening(kept.case_links_hours),
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
        relay=RELAY,
        form_days=settings.retention.unfinished_forms,
    )


def setting(settings: config.Config, town: Town, key: bytes) -> Setting:
    """What the rounds look at, for one installation."""
    return Setting(settings, town, FLOWS, erasure(key), DESK)
