"""What may be filled in and pressed: every form and every action of the capabilities, by name."""

from collections.abc import Mapping
from functools import partial

from bot import config, sections
from bot.agreements import answering
from bot.agreements import ending as ending_agreements
from bot.agreements import flow as agreements
from bot.agreements import looking as looking_at_agreements
from bot.broadcasts import programme as broadcasts
from bot.buddies import applications, certifying, declining, entry, listing, path, pausing
from bot.buddies import flow as buddies
from bot.buddies import leaving as leaving_buddies
from bot.concerns import calling, handling
from bot.concerns import flow as concerns
from bot.conversation.flow import Flow
from bot.conversation.turn import Action
from bot.information import crisis
from bot.information import flow as information
from bot.letters import adding as adding_pages
from bot.letters import filling as letter_cards
from bot.letters import flow as letters
from bot.letters import sending as sending_letters
from bot.matches import answering as match_answers
from bot.matches import beginning, ending, overview, proposing, silence, walk, whys
from bot.matches import standing as match_standing
from bot.meetings import (
    afterwards,
    cancelling,
    coming,
    company,
    counter,
    flags,
    moving,
    other_times,
    restoring,
)
from bot.meetings import answering as meeting_answers
from bot.meetings import files as meeting_files
from bot.meetings import listing as meeting_list
from bot.meetings import looking as looking_at_meetings
from bot.meetings import proposing as meetings
from bot.needs import assessing, case, referring, standing
from bot.needs import flow as needs
from bot.needs import queue as cases
from bot.newcomers import opening
from bot.nudges import broadcasting
from bot.relay import answering as staff_answers
from bot.relay import center, homeless, queue
from bot.relay import flow as relay
from bot.seminars import programme as seminars
from bot.staff import joining, leaving, looking, team

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        needs.ASK_FOR_A_BUDDY,
        relay.WRITE_PAIR,
        center.WRITE_CENTER,
        staff_answers.ANSWER_CENTER,
        concerns.CONCERN,
        *whys.FLOWS,
        ending.END_STAFF,
        assessing.ASSESS,
        assessing.CASE_NOTE,
        referring.REFER,
        joining.STAFF_NAME,
        agreements.AGREEMENT,
        meetings.MEETING,
        other_times.OTHER_TIMES,
        moving.MOVE_MEETING,
        sending_letters.SEND_A_LETTER,
        adding_pages.ADD_PAGES,
        letter_cards.LETTER_CARD,
        *seminars.FLOWS,
        *broadcasts.FLOWS,
        buddies.APPLY_AS_BUDDY,
        pausing.PAUSE_BUDDY,
        certifying.CERTIFICATE,
        declining.DECLINE_BUDDY,
    )
}

STAFF_FORMS = frozenset(
    (
        staff_answers.ANSWER_CENTER.name,
        *case.FORMS,
        ending.END_STAFF.name,
        joining.STAFF_NAME.name,
        *(flow.name for flow in seminars.STAFF_FLOWS),
        *(flow.name for flow in broadcasts.FLOWS),
        certifying.CERTIFICATE.name,
        declining.DECLINE_BUDDY.name,
    )
)
"""Forms of the staff: whoever leaves the staff has none of them open any more."""


RELAY: Mapping[str, Action] = {
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
}
NEEDS: Mapping[str, Action] = {
    "need_help": needs.need_help,
    "request": standing.show,
    "change_request": needs.change,
    "withdraw": standing.ask_to_withdraw,
    "withdraw_now": standing.withdraw,
    "keep_request": standing.keep,
    "requests": cases.requests,
    "pressing": cases.pressing,
    "passed": cases.passed,
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
}
BUDDIES: Mapping[str, Action] = {
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
}
AGREEMENTS: Mapping[str, Action] = {
    "agreement": answering.show,
    "agreement_staff": looking_at_agreements.show,
    "propose_agreement": agreements.propose,
    "change_agreement": agreements.change,
    "accept_agreement": answering.accept,
    "take_back_agreement": answering.take_back,
    "let_agreement_end": ending_agreements.let_end,
}
LETTERS: Mapping[str, Action] = {
    "letters": letters.show_all,
    "send_letter": sending_letters.send,
    "letter_of_unsent": sending_letters.of_unsent,
    "letter": letters.show,
    "letter_page": adding_pages.add,
    "letter_fill": letters.fill_in,
    "letter_part": letter_cards.ask,
    "letter_done": letters.done,
    "letter_reopen": letters.reopen,
    "letter_advice": letters.advice,
}
MEETINGS: Mapping[str, Action] = {
    "meet": meetings.meet,
    "meet_again": meetings.meet_again,
    "meetings": meeting_list.show,
    "meeting": meeting_answers.show,
    "confirm_meeting": meeting_answers.confirm,
    "decline_meeting": meeting_answers.decline,
    "take_back_meeting": meeting_answers.take_back,
    "keep_old_time": meeting_answers.keep_old_time,
    "other_times": other_times.begin,
    "move_meeting": moving.move,
    "cancel_meeting": cancelling.ask,
    "cancel_meeting_now": cancelling.cancel,
    "keep_meeting": cancelling.keep,
    "meeting_file": meeting_files.ask_for_file,
    "meeting_map": meeting_files.ask_for_map,
    "coming": coming.come,
    "cannot_come": coming.cannot_come,
    "go_alone": coming.go_alone,
    "come_after_all": coming.come_after_all,
    "restore_meeting": restoring.restore,
    "card_for_counter": counter.show,
    "how_it_went": afterwards.ask,
    "met_good": afterwards.good,
    "met_so_so": afterwards.so_so,
    "not_met": afterwards.not_met,
    "absent_me": afterwards.absent_me,
    "absent_other": afterwards.absent_other,
    "absent_both": afterwards.absent_both,
    "meeting_flags": flags.show,
    "meeting_staff": looking_at_meetings.show,
    "step_in": company.show,
    "meeting_dealt_with": looking_at_meetings.deal_with,
}
CONCERNS: Mapping[str, Action] = {
    "concern": concerns.report,
    "tell_someone": calling.tell_someone,
    "concerns": handling.show_all,
    "concern_staff": handling.show,
    "take_concern": handling.take,
    "close_concern": handling.close,
    "reopen_relay": handling.reopen,
}


def _staff(kept: sections.Retention) -> dict[str, Action]:
    return {
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


def _matches(matching: sections.Matching) -> dict[str, Action]:
    return {
        "waiting": partial(walk.show, matching),
        "why_not": partial(walk.why_not, matching),
        "propose": partial(proposing.propose, matching),
        "take_back_proposal": proposing.take_back,
        "matches_list": overview.show,
        "match_staff": overview.match_staff,
        "end_match_staff": ending.ask_staff,
        "proposal": match_standing.show,
        "yes_to_match": partial(match_answers.say_yes, matching),
        "no_to_match": match_answers.say_no,
        "not_now": match_answers.not_now,
        "next_steps": beginning.next_steps,
        "match": match_standing.show,
        "end_match": ending.ask,
        "end_match_now": ending.end_now,
        "keep_match": ending.keep,
        "another_buddy": ending.another_buddy,
        "meet_without_bot": silence.meet_without_bot,
    }


def _information(center: sections.WelcomeCenter) -> dict[str, Action]:
    return {
        "information": information.information,
        "offices": information.offices,
        "office": information.office,
        information.OFFICE_MAP: information.office_map,
        "steps": information.steps,
        "step": information.step,
        "advice": information.advice,
        "partner": information.partner,
        "welcome_center": information.welcome_center(center),
        "sos": crisis.sos,
    }


def of_capabilities(settings: config.Config) -> dict[str, Action]:
    """What a button of a capability stands for."""
    return {
        **_staff(settings.retention),
        **RELAY,
        **NEEDS,
        **BUDDIES,
        **_matches(settings.matching),
        **AGREEMENTS,
        **MEETINGS,
        **LETTERS,
        **seminars.actions(settings.languages.offered),
        **broadcasts.actions(broadcasting.rhythm(settings)),
        **CONCERNS,
        **_information(settings.welcome_center),
    }
