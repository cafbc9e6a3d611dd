"""Things that cross: somebody fills a form while somebody else changes what it is about. Each scene
is played in the town in full swing and then taken back.
"""

from collections.abc import Awaitable, Callable

from bot.matches import forgetting
from bot.matches import store as matches
from bot.newcomers import links
from bot.people import consent
from bot.staff import invitations, record
from bot.staff import store as staff
from bot.staff.store import Role
from bot.storage import database
from bot.telegram import updates
from bot.telegram.updates import Command
from tests.guards import coming, full_house, many_readers, rearranging, together
from tests.guards.full_swing import NEWCOMERS, PAIRS, PLAIN, UNSURE, Who
from tests.guards.stage import Stage

A_DAY = 86400
FAMILY = {"household": "family", "wish": None}
READY_AND_UNREADY = (Who.READY, Who.LONG_SEARCH, Who.WAITING, Who.FOUND, Who.TAKEN)


async def play(here: Stage) -> None:
    for scene in SCENES:
        async with here.scene():
            await scene(here)
    for newcomer in READY_AND_UNREADY:
        for buddy in Who:
            if buddy.name.startswith("BUDDY"):
                async with here.scene():
                    await together.proposes(here, Who.COORDINATOR, newcomer, buddy)


# Leaving a form


async def a_form_is_kept_for_later(here: Stage) -> None:
    await here.presses(Who.BUDDY, "change_offer")
    await together.leaves(here, Who.BUDDY, ".keep")


async def forms_are_dropped(here: Stage) -> None:
    await here.agrees(900, consent.SUPPORT, "need_help")
    await here.presses(Who.BUDDY, "change_offer")
    await here.presses(Who.PAIR, "propose_agreement", await together.match_of(here, Who.PAIR))
    await here.presses(Who.ENDED, "concern", await together.match_of(here, Who.ENDED))
    for who in (900, Who.BUDDY, Who.PAIR, Who.ENDED):
        await together.leaves(here, who, ".drop")


# Agreements


async def two_suggestions_cross(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    await here.presses(Who.PAIR, "propose_agreement", match)
    await here.presses(PAIRS[Who.PAIR], "propose_agreement", match)
    await here.fills(PAIRS[Who.PAIR])
    await here.fills(Who.PAIR, answers={"places": ["cafe"]})
    await here.presses(Who.PAIR, "change_agreement", f"{match}.places", 1)


async def something_is_agreed_while_one_writes(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR_AGREED)
    buddy = PAIRS[Who.PAIR_AGREED]
    await here.presses(Who.PAIR_AGREED, "change_agreement", f"{match}.places", 1)
    await here.fills(Who.PAIR_AGREED, answers={"places": ["cafe"]})
    await here.presses(Who.PAIR_AGREED, "change_agreement", f"{match}.needs", 2)
    await here.presses(buddy, "accept_agreement", match, 2)
    await here.fills(Who.PAIR_AGREED, answers={"needs": ["office"]})


async def three_meetings_are_agreed(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    await here.presses(Who.PAIR, "propose_agreement", match)
    await here.fills(Who.PAIR, answers={"duration": "trial", "until": None})
    await here.presses(PAIRS[Who.PAIR], "accept_agreement", match, 1)


async def a_day_passes_before_the_yes(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    await here.presses(Who.PAIR, "propose_agreement", match)
    await here.fills(Who.PAIR, answers={"duration": "until", "until": "2026-11-20"})
    await here.presses(PAIRS[Who.PAIR], "accept_agreement", match, 1)


async def several_suggestions_wait(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    await here.presses(Who.PAIR, "propose_agreement", match)
    await here.fills(Who.PAIR)
    await here.does(PAIRS[Who.PAIR], Command("status", ""))


# Letters


async def two_note_different_days_on_one_letter(here: Stage) -> None:
    two = {Who.PAIR: "2026-12-10", PAIRS[Who.PAIR]: "2026-12-03"}
    letter = 1
    ((version,),) = await here.rows("select version from letter where id = :letter", letter=letter)
    for who in two:
        await here.presses(who, "letter_part", f"{letter}.deadline", version)
    for who, day in two.items():
        await here.fills(who, answers={"deadline": day})


# Requests and matches


async def children_come_into_requests(here: Stage) -> None:
    for who in (Who.FOUND, Who.ASKED, Who.CUT_OFF):
        await here.presses(who, "change_request")
        await here.fills(who, answers=FAMILY)
    await here.presses(Who.PAIR_AGREED, "change_request")
    await here.fills(Who.PAIR_AGREED, answers={"household": "alone", "wish": "woman"})
    await here.presses(Who.COORDINATOR, "matches_list", 0)


async def buddies_change_what_they_offer(here: Stage) -> None:
    for who in (Who.BUDDY_ASKED, Who.BUDDY_WHO_SAID_YES, Who.BUDDY_FULL):
        await here.presses(who, "change_offer")
        await here.fills(who, answers={"languages": ["ja"], "places": 1})


async def an_advisor_is_late(here: Stage) -> None:
    await together.case(here, Who.ADVISOR, Who.SPOKEN, "take_case")
    await together.case(here, Who.ADVISOR, Who.UNTAKEN, "ready")


async def requests_without_a_day(here: Stage) -> None:
    for chat, kind in enumerate(("letters", "german", "work", "arriving"), 900):
        days = {"office_by": None, "letters_by": None, "work_by": None}
        await together.asks(here, chat, {**PLAIN, **days, "needs": [kind]})
    for page in (0, 1):
        await here.presses(Who.COORDINATOR, "requests", page)


async def a_woman_is_wished_for(here: Stage) -> None:
    await here.presses(Who.BUDDY, "change_offer")
    await here.fills(Who.BUDDY, answers={"gender": "woman"})
    await together.asks(here, 900, {**PLAIN, "wish": "woman"})
    await together.case(here, Who.COORDINATOR, 900, "ready")
    await together.proposes(here, Who.COORDINATOR, 900, Who.BUDDY)
    await together.match(here, Who.BUDDY, 900, "yes_to_match")


async def a_case_is_opened_with_a_link(here: Stage) -> None:
    advisor = await together.person(here, Who.ADVISOR)
    made: list[str] = []

    async def opens(work: database.Work) -> None:
        made.append(await links.open_case(work, 72, advisor=advisor))

    await here.happens(opens, "a link")
    await here.does(Who.ADVISOR, Command("start", made[0]))
    await here.does(900, Command("start", made[0]))
    await together.asks(here, 900, {**PLAIN, **UNSURE})
    await together.proposes(here, Who.COORDINATOR, 900, Who.BUDDY)


async def a_case_in_another_language(here: Stage) -> None:
    other = next(code for code in here.programme.languages if code != here.language)
    await here.presses(Who.TAKEN, "speak", other)
    await together.case(here, Who.ADVISOR, Who.TAKEN, "refer")
    await here.fills(Who.ADVISOR, answers={"then": "go_on"})
    await here.presses(Who.IN_CONVERSATION, "speak", other)
    await here.presses(Who.IN_CONVERSATION, "write_center")
    await here.fills(Who.IN_CONVERSATION)


async def staff_end_what_is_over(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    await together.match(here, Who.COORDINATOR, Who.PAIR, "end_match_staff")
    await together.match(here, Who.OTHER_COORDINATOR, Who.PAIR, "end_match_staff")
    await here.fills(Who.OTHER_COORDINATOR)
    await here.presses(Who.COORDINATOR, "end_match_staff", match, 1)
    await here.presses(Who.COORDINATOR, "match_staff", match)


async def an_answer_comes_too_late(here: Stage) -> None:
    async def expires(work: database.Work) -> None:
        for who in (Who.FOUND, Who.ASKED):
            row = await together.match_of(here, who)
            await matches.change(work, row, matches.State.EXPIRED)

    await here.happens(expires, "proposals expire")
    for who, asked in ((Who.BUDDY_ASKED, Who.FOUND), (Who.ASKED, Who.ASKED)):
        await here.presses(who, "yes_to_match", await together.match_of(here, asked), 1)


async def an_application_is_over_while_one_writes(here: Stage) -> None:
    whom = await together.person(here, Who.APPLICANT)
    version = await together.value(here, together.VERSION, Who.APPLICANT)
    await here.presses(Who.COORDINATOR, "decline_buddy", whom, version)
    await here.presses(Who.OTHER_COORDINATOR, "note_certificate", whom)
    await here.presses(Who.APPLICANT, "leave_buddy_now", "", version)
    for who in (Who.COORDINATOR, Who.OTHER_COORDINATOR):
        await here.fills(who)


async def a_buddy_asks_as_well(here: Stage) -> None:
    await together.asks(here, Who.BUDDY, {"household": "alone", "wish": None})
    await together.case(here, Who.COORDINATOR, Who.BUDDY, "ready")
    await together.proposes(here, Who.COORDINATOR, Who.BUDDY, Who.BUDDY)
    request, _ = await together.latest(here, together.REQUEST, Who.BUDDY)
    await here.presses(Who.COORDINATOR, "why_not", f"{request}.0.0")


async def a_newcomer_changes_before_the_proposal(here: Stage) -> None:
    request, _ = await together.latest(here, together.REQUEST, Who.LONG_SEARCH)
    about = f"{request}.{await together.person(here, Who.BUDDY_IN_TROUBLE)}"
    await here.presses(Who.COORDINATOR, "propose", about, 0)
    await here.presses(Who.LONG_SEARCH, "change_request")
    await here.fills(Who.LONG_SEARCH, answers=FAMILY)
    await together.proposes(here, Who.COORDINATOR, Who.LONG_SEARCH, Who.BUDDY_IN_TROUBLE)


async def newcomers_cannot_be_reached(here: Stage) -> None:
    for who in (Who.READY, Who.WAITING):
        await here.does(who, updates.Blocked())
        request, _ = await together.latest(here, together.REQUEST, who)
        await here.presses(Who.COORDINATOR, "waiting", f"{request}.0.0")


async def partners_are_erased(here: Stage) -> None:
    match = await together.match_of(here, Who.ENDED)
    for who in (Who.BUDDY_FULL, Who.BUDDY_ASKED, Who.CUT_OFF, Who.TAKEN):
        await here.presses(who, "forget_now")
    for who in (Who.LONG_SEARCH, Who.WITHDRAWN):
        await together.case(here, Who.COORDINATOR, who, "case")
        request, _ = await together.latest(here, together.REQUEST, who)
        await here.presses(Who.COORDINATOR, "waiting", f"{request}.0.0")
    await here.presses(Who.COORDINATOR, "match_staff", match)
    await here.presses(Who.ENDED, "match", match)


async def no_buddy_is_left(here: Stage) -> None:
    async def leave(work: database.Work) -> None:
        await work.run("update buddy set state = 'left', ended_at = :now", now=work.stamp)

    await here.happens(leave, "all buddies left")
    request, _ = await together.latest(here, together.REQUEST, Who.WAITING)
    await here.presses(Who.COORDINATOR, "why_not", f"{request}.0.0")


async def old_proposals_are_forgotten(here: Stage) -> None:
    async def forgets(work: database.Work) -> None:
        await forgetting.forget_proposals(work, work.stamp + 1)

    await here.happens(forgets, "proposals are forgotten")
    await here.presses(Who.COORDINATOR, "match_staff", 1)


async def nobody_waits(here: Stage) -> None:
    for who in NEWCOMERS:
        await together.case(here, who, who, "withdraw_now")
    await here.presses(Who.COORDINATOR, "waiting")


# Messages


async def messages_are_lost(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    await here.presses(Who.PAIR, "write_pair", match)
    await here.fills(Who.PAIR)
    await here.does(PAIRS[Who.PAIR], updates.Blocked())
    thread = await together.value(here, together.CENTER, Who.IN_CONVERSATION)
    await here.presses(Who.ADVISOR, "answer_center", thread)
    await here.fills(Who.ADVISOR)
    await here.does(Who.IN_CONVERSATION, updates.Blocked())
    await here.presses(Who.ADVISOR, "answer_center", thread)
    await here.fills(Who.ADVISOR)


async def a_conversation_is_taken_over(here: Stage) -> None:
    thread = await together.value(here, together.CENTER, Who.IN_CONVERSATION)
    holder = await together.person(here, Who.ADVISOR)
    await here.presses(Who.ADVISOR, "answer_center", thread)
    await here.presses(Who.COORDINATOR, "question", thread, holder)
    await here.fills(Who.ADVISOR)


# The staff


async def everything_is_on_record(here: Stage) -> None:
    coordinator = await together.person(here, Who.COORDINATOR)

    async def is_done(work: database.Work) -> None:
        for deed in record.Deed:
            await record.add(work, coordinator, deed, await together.person(here, Who.TAKEN))

        await record.add(work, await together.person(here, Who.OTHER_COORDINATOR), deed)

    await here.happens(is_done, "on record")
    await here.presses(Who.OTHER_COORDINATOR, "forget_now")
    last = await here.rows("select max(id) from record")
    for top in range(last[0][0], last[0][0] - len(record.Deed) - 10, -10):
        await here.presses(Who.COORDINATOR, "record", top)


async def the_team_is_large(here: Stage) -> None:
    async def grows(work: database.Work) -> None:
        for who in NEWCOMERS:
            await staff.add(work, await together.person(here, who), Role.ADVISOR)

    await here.happens(grows, "a large team")
    for page in (0, 1):
        await here.presses(Who.COORDINATOR, "team", page)


async def a_coordinator_invites(here: Stage) -> None:
    coordinator = await together.person(here, Who.COORDINATOR)
    made: list[str] = []

    async def invites(work: database.Work) -> None:
        for role in (Role.ADVISOR, Role.ADVISOR, Role.COORDINATOR):
            made.append(await invitations.make(work, role, 72, made_by=coordinator))

    await here.happens(invites, "invitations")
    await here.does(Who.ADVISOR, Command("start", made[0]))
    for payload in (made[0], made[0], made[1]):
        await here.does(900, Command("start", payload))
    invitation = await here.rows("select max(id) from invitation")
    for _ in range(2):
        await here.presses(Who.COORDINATOR, "withdraw_invitation", invitation[0][0])


async def only_one_is_left_of_the_staff(here: Stage) -> None:
    coordinator = await together.person(here, Who.COORDINATOR)

    async def leave(work: database.Work) -> None:
        for member in await staff.everyone(work):
            if member.person != coordinator:
                await staff.end(work, member.person)

    await here.happens(leave, "all others left")
    await here.presses(Who.COORDINATOR, "tell_someone")
    await here.presses(Who.COORDINATOR, "desk")
    await here.presses(Who.COORDINATOR, "leave_staff")
    await here.does(Who.COORDINATOR, Command("forgetme", ""))


async def old_records_are_forgotten(here: Stage) -> None:
    async def forgets(work: database.Work) -> None:
        await record.purge(work, work.stamp + A_DAY)

    await here.happens(forgets, "the record is forgotten")
    await here.presses(Who.COORDINATOR, "record")
    await here.presses(Who.COORDINATOR, "buddy", await together.person(here, Who.BUDDY_DECLINED))


SCENES: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    a_form_is_kept_for_later,
    forms_are_dropped,
    two_suggestions_cross,
    something_is_agreed_while_one_writes,
    three_meetings_are_agreed,
    a_day_passes_before_the_yes,
    several_suggestions_wait,
    two_note_different_days_on_one_letter,
    children_come_into_requests,
    buddies_change_what_they_offer,
    an_advisor_is_late,
    requests_without_a_day,
    a_woman_is_wished_for,
    a_case_is_opened_with_a_link,
    a_case_in_another_language,
    staff_end_what_is_over,
    an_answer_comes_too_late,
    an_application_is_over_while_one_writes,
    a_buddy_asks_as_well,
    a_newcomer_changes_before_the_proposal,
    newcomers_cannot_be_reached,
    partners_are_erased,
    no_buddy_is_left,
    old_proposals_are_forgotten,
    nobody_waits,
    messages_are_lost,
    a_conversation_is_taken_over,
    everything_is_on_record,
    the_team_is_large,
    a_coordinator_invites,
    only_one_is_left_of_the_staff,
    old_records_are_forgotten,
    *coming.SCENES,
    *full_house.SCENES,
    *rearranging.SCENES,
    *many_readers.SCENES,
)
