"""A town in full swing: somebody in every state that a newcomer, a buddy or the staff can be in.

All of them are brought there by what people press and fill.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.concerns import calling
from bot.matches import expiring
from bot.people import consent
from bot.staff.store import Role
from bot.storage import database
from bot.telegram import updates
from bot.telegram.updates import Sent, Typed
from tests.guards import appointments, gatherings, together
from tests.guards.appointments import Pair
from tests.guards.every_form import Manner
from tests.guards.stage import Stage, number_of


class Who(enum.IntEnum):
    """Everybody by the number of their chat; what is said of each is where they stand."""

    ADVISOR = 101
    ADVISOR_WITHOUT_A_NAME = 102
    COORDINATOR = 103
    OTHER_COORDINATOR = 104
    ADVISOR_WHO_LEFT = 105
    COORDINATOR_IN_NEED = 106
    ANYBODY = 107

    APPLICANT = 201
    INTERVIEWED = 202
    PREPARED = 203
    BUDDY = 204
    BUDDY_OF_THREE = 205
    BUDDY_ASKED = 206
    BUDDY_WHO_SAID_YES = 207
    BUDDY_PAUSED = 208
    BUDDY_WHO_LEFT = 209
    BUDDY_DECLINED = 210
    BUDDY_UNREACHABLE = 211
    BUDDY_IN_TROUBLE = 212
    BUDDY_FULL = 213
    BUDDY_OF_FEW_WORDS = 214

    UNTAKEN = 301
    UNSURE = 302
    TAKEN = 303
    SPOKEN = 304
    READY = 305
    FOUND = 306
    ASKED = 307
    PAIR = 308
    PAIR_PROPOSING = 309
    PAIR_AGREED = 310
    ENDED = 311
    REFERRED = 312
    WITHDRAWN = 313
    NEWCOMER_AND_BUDDY = 314
    CUT_OFF = 315
    IN_TROUBLE = 316
    IN_CONVERSATION = 317
    IN_DANGER = 318
    LONG_SEARCH = 319
    PAIR_IN_ONE = 320
    WAITING = 321


STAFF = {
    Who.ADVISOR: Role.ADVISOR,
    Who.ADVISOR_WITHOUT_A_NAME: Role.ADVISOR,
    Who.COORDINATOR: Role.COORDINATOR,
    Who.OTHER_COORDINATOR: Role.COORDINATOR,
    Who.ADVISOR_WHO_LEFT: Role.ADVISOR,
    Who.COORDINATOR_IN_NEED: Role.COORDINATOR,
}
NAMELESS = (Who.ADVISOR_WITHOUT_A_NAME, Who.COORDINATOR_IN_NEED)
FORGERS = (Who.ADVISOR, Who.COORDINATOR, Who.BUDDY_OF_THREE, Who.PAIR)
"""Who also presses buttons that were never shown: one of each kind of people."""
SILENT = (Who.BUDDY_UNREACHABLE, Who.OTHER_COORDINATOR)
"""Who doesn't look around: one can't, the other would see what all coordinators see."""
WAITERS = (1, Who.READY, Who.UNTAKEN, Who.TAKEN, Who.APPLICANT, Who.BUDDY_PAUSED, Who.ASKED)
"""For whom it stands differently when days have passed …"""
STAFF_LATER = (Who.ADVISOR, Who.COORDINATOR)
"""… and who sees then what was left lying."""

PLAIN: Mapping[str, Any] = {"household": "alone", "wish": None, "district": "hafen"}
"""Somebody whose buddy anybody can be."""
SHORT: Mapping[str, Any] = {"name": "Amal", "district": "hafen"}
UNSURE = {"needs": ["unsure"], "office_by": None, "letters_by": None, "work_by": None}
DIFFERENT: Mapping[int, Mapping[str, Any]] = {
    Who.BUDDY: {**SHORT, "free": ["1m"]},
    Who.BUDDY_FULL: SHORT,
    Who.BUDDY_ASKED: SHORT,
    Who.BUDDY_OF_FEW_WORDS: {"languages": ["fa"], "helps": ["work"]},
    Who.UNTAKEN: {**SHORT, "office_by": "2026-11-25"},
    Who.UNSURE: {**SHORT, **UNSURE, "words": None},
    Who.SPOKEN: {**PLAIN, "needs": ["work"], "words": {"voice": "a reference of Telegram"}},
    Who.READY: {"household": "family", "wish": "woman"},
    Who.TAKEN: {**PLAIN, **SHORT, **UNSURE},
    Who.IN_CONVERSATION: {**PLAIN, **SHORT},
    Who.FOUND: {**PLAIN, **SHORT},
    Who.ASKED: {**PLAIN, **SHORT, "wish": "man"},
    Who.PAIR_AGREED: {**PLAIN, **SHORT, "needs": ["letters"], "letters_by": None},
    Who.WAITING: {**PLAIN, "languages": ["en"], "free": ["0m"]},
    Who.LONG_SEARCH: {**PLAIN, **SHORT},
}
"""What some say else than everybody, whose names are as long and strange as can be."""
NEWCOMERS = tuple(who for who in Who if who >= Who.UNTAKEN)
PAIRS = {
    Who.PAIR: Who.BUDDY_OF_THREE,
    Who.PAIR_PROPOSING: Who.BUDDY_OF_THREE,
    Who.PAIR_AGREED: Who.BUDDY_OF_THREE,
    Who.ENDED: Who.BUDDY_FULL,
    Who.PAIR_IN_ONE: Who.NEWCOMER_AND_BUDDY,
    Who.NEWCOMER_AND_BUDDY: Who.BUDDY_UNREACHABLE,
    Who.CUT_OFF: Who.BUDDY_FULL,
    Who.IN_TROUBLE: Who.BUDDY_IN_TROUBLE,
}
"""The buddy of each newcomer who has one, or had one."""
DURATIONS: Mapping[int, Mapping[str, Any]] = {
    Who.PAIR_AGREED: {"duration": "until", "until": "2026-12-10"},
    Who.IN_TROUBLE: {"duration": "trial", "until": None},
}
GUESTS = (Who.BUDDY_OF_THREE, Who.BUDDY)
"""Who comes to seminars."""
UNTIL_IT_EXPIRES = 4


@dataclass(frozen=True)
class Failed:
    """A dead letter."""

    number: int


def everybody() -> Iterator[tuple[Who, str]]:
    for who in Who:
        if who not in SILENT:
            yield who, who.name.lower().replace("_", " ")


async def opens(here: Stage) -> None:
    """The first day: there is nobody but the staff. It is some days ago, so that a proposal has
    expired when all is played."""
    here.passes(days=-UNTIL_IT_EXPIRES)
    for who, role in STAFF.items():
        await together.joins(here, who, role, has_name=who not in NAMELESS)


async def play(here: Stage) -> None:
    """… and then all the others come."""
    await here.presses(Who.COORDINATOR, "open_case")
    await here.presses(Who.COORDINATOR, "invite", "advisor")
    await here.agrees(Who.ANYBODY, consent.SUPPORT, "write_center")
    await here.fills(Who.ANYBODY)
    await _buddies(here)
    await gatherings.take_place(here, Who.COORDINATOR, (*GUESTS, Who.APPLICANT), UNTIL_IT_EXPIRES)
    await _newcomers(here)
    await _proposals_in_vain(here)
    here.passes(days=UNTIL_IT_EXPIRES)
    await gatherings.are_planned(here, Who.COORDINATOR, GUESTS)
    await _proposals(here)
    await _pairs(here)
    await _agreements(here)
    await _messages(here)
    await _letters(here)
    await _dates(here)
    await _concerns(here)
    await _departures(here)


# The staff


async def invitations(here: Stage) -> Sequence[updates.What]:
    """Following one that works, one that is over, and one that somebody has used."""
    used = await together.invitation(here, Role.ADVISOR, 72)
    await here.does(Who.ANYBODY, used)
    free = [await together.invitation(here, role, 72) for role in Role]
    return (used, *free, await together.invitation(here, Role.ADVISOR, 0))


# Buddies


async def _buddies(here: Stage) -> None:
    for who in (Who.APPLICANT, Who.INTERVIEWED, Who.PREPARED, *_named("BUDDY")):
        await together.applies(here, who, DIFFERENT.get(who, {}))
    her = {**SHORT, "places": 1, "gender": "woman", "about": None}
    await together.applies(here, Who.NEWCOMER_AND_BUDDY, her)
    steps = {Who.INTERVIEWED: 1, Who.PREPARED: 2, Who.BUDDY_DECLINED: 0}
    for who in (Who.INTERVIEWED, Who.PREPARED, *_named("BUDDY"), Who.NEWCOMER_AND_BUDDY):
        await together.goes_on(here, Who.COORDINATOR, who, steps.get(who, 3))
    for who, entry in {Who.BUDDY_OF_THREE: "no", Who.INTERVIEWED: "yes", Who.BUDDY: "no"}.items():
        whom = await together.person(here, who)
        await here.presses(Who.COORDINATOR, "note_certificate", whom)
        await here.fills(Who.COORDINATOR, answers={"entry": entry})
    await here.presses(Who.BUDDY_PAUSED, "pause_buddy")
    await here.fills(Who.BUDDY_PAUSED, Manner.BRIEFLY)
    version = await together.value(here, together.VERSION, Who.BUDDY_DECLINED)
    whom = await together.person(here, Who.BUDDY_DECLINED)
    await here.presses(Who.COORDINATOR, "decline_buddy", whom, version)
    await here.fills(Who.COORDINATOR)


def _named(beginning: str) -> Iterator[Who]:
    return (who for who in Who if who.name.startswith(beginning))


# Newcomers


async def _newcomers(here: Stage) -> None:
    for who in (*NEWCOMERS, Who.COORDINATOR_IN_NEED):
        await together.asks(here, who, DIFFERENT.get(who, PLAIN))
    taken = (Who.TAKEN, Who.REFERRED, Who.IN_CONVERSATION)
    for who in taken:
        await together.case(here, Who.ADVISOR, who, "take_case")
    await together.case(here, Who.ADVISOR_WITHOUT_A_NAME, Who.SPOKEN, "take_case")
    await together.case(here, Who.ADVISOR_WHO_LEFT, Who.UNSURE, "take_case")
    await together.case(here, Who.ADVISOR, Who.PAIR_AGREED, "take_case")
    await together.case(here, Who.ADVISOR, Who.TAKEN, "case_note")
    await here.fills(Who.ADVISOR)
    unready = (*taken, Who.UNTAKEN, Who.UNSURE, Who.SPOKEN, Who.WITHDRAWN, Who.IN_DANGER)
    for who in NEWCOMERS:
        if who not in unready:
            await together.case(here, Who.COORDINATOR, who, "ready")
    await together.case(here, Who.ADVISOR, Who.REFERRED, "refer")
    await here.fills(Who.ADVISOR, answers={"then": "close"})
    await together.case(here, Who.WITHDRAWN, Who.WITHDRAWN, "withdraw_now")


# Matches


async def _proposals_in_vain(here: Stage) -> None:
    """One newcomer with whom everything went wrong."""
    who = Who.LONG_SEARCH
    await _proposes(here, who, Who.BUDDY_OF_THREE)
    await together.match(here, Who.BUDDY_OF_THREE, who, "no_to_match")
    await here.fills(Who.BUDDY_OF_THREE)
    await _proposes(here, who, Who.BUDDY_WHO_SAID_YES)
    await together.match(here, Who.BUDDY_WHO_SAID_YES, who, "yes_to_match")
    await together.match(here, who, who, "no_to_match")
    await here.fills(who)
    await _proposes(here, who, Who.BUDDY_FULL)
    await together.match(here, Who.COORDINATOR, who, "take_back_proposal")
    await _proposes(here, who, Who.BUDDY_ASKED)
    await together.match(here, Who.BUDDY_ASKED, who, "not_now")
    await _proposes(here, who, Who.BUDDY)
    here.passes(days=UNTIL_IT_EXPIRES)
    await expiring.expire(here.base, here.clock.now())
    here.passes(days=-UNTIL_IT_EXPIRES)


async def _proposes(here: Stage, newcomer: Who, buddy: Who) -> None:
    await together.proposes(here, Who.COORDINATOR, newcomer, buddy)


async def _proposals(here: Stage) -> None:
    await _proposes(here, Who.FOUND, Who.BUDDY_ASKED)
    await _proposes(here, Who.ASKED, Who.BUDDY_WHO_SAID_YES)
    await together.match(here, Who.BUDDY_WHO_SAID_YES, Who.ASKED, "yes_to_match")


async def _pairs(here: Stage) -> None:
    for newcomer, buddy in PAIRS.items():
        await together.become_a_pair(here, Who.COORDINATOR, newcomer, buddy)
    await here.presses(Who.ENDED, "match", await together.match_of(here, Who.ENDED))
    await together.match(here, Who.ENDED, Who.ENDED, "end_match_now")
    await here.fills(Who.ENDED)
    await here.presses(Who.IN_TROUBLE, "change_request")
    await here.fills(Who.IN_TROUBLE, answers={"household": "family", "wish": "woman"})


async def _agreements(here: Stage) -> None:
    for who in (Who.PAIR_PROPOSING, Who.PAIR_AGREED, Who.PAIR_IN_ONE, Who.IN_TROUBLE):
        await here.presses(who, "propose_agreement", await together.match_of(here, who))
        await here.fills(who, answers=DURATIONS.get(who))
    for who in (Who.PAIR_AGREED, Who.PAIR_IN_ONE, Who.IN_TROUBLE):
        match = await together.match_of(here, who)
        await here.presses(PAIRS[who], "accept_agreement", match, 1)
    match = await together.match_of(here, Who.PAIR_IN_ONE)
    await here.presses(Who.NEWCOMER_AND_BUDDY, "change_agreement", f"{match}.places", 1)
    await here.fills(Who.NEWCOMER_AND_BUDDY, answers={"places": ["outdoors"]})


# Messages


async def _messages(here: Stage) -> None:
    match = await together.match_of(here, Who.PAIR)
    for who in (Who.PAIR, Who.BUDDY_OF_THREE):
        for manner in Manner:
            await here.presses(who, "write_pair", match)
            await here.fills(who, manner)
    await here.presses(
        Who.PAIR_PROPOSING, "concern", await together.match_of(here, Who.PAIR_PROPOSING)
    )
    await _questions(here)
    await here.does(Who.PAIR, Typed("Who may this be for?", 600))
    await here.does(Who.BUDDY_FULL, Sent("voice", 601))


async def _dates(here: Stage) -> None:
    """What people are reminded of tomorrow and later."""
    pairs = (Who.PAIR_AGREED, Who.PAIR_IN_ONE, Who.IN_TROUBLE, Who.PAIR)
    await appointments.are_arranged(here, *(Pair(who, PAIRS[who]) for who in pairs))
    for day, begins in (("2026-11-25", "13:30"), ("2026-11-26", "16:00")):
        seminar = await gatherings.plans(here, Who.COORDINATOR, day=day, time=begins, length=60)
        await gatherings.sign_up(here, seminar, GUESTS)


LETTER = "select version from letter where id = :letter"


async def _letters(here: Stage) -> None:
    """One with an empty card, one that calls for advice and is late, one that is done."""
    match = await together.match_of(here, Who.PAIR)
    for letter in (1, 2, 3):
        await here.presses(Who.PAIR, "send_letter", match)
        await here.fills(Who.PAIR)
        if letter > 1:
            await _notes(here, letter, "sender", None)
            await _notes(here, letter, "kind", "court")
    await _notes(here, 2, "deadline", "2026-11-20")
    await _notes(here, 2, "next_step", "Widerspruch")
    await _notes(here, 1, "deadline", "2026-11-30")
    await _notes(here, 3, "deadline", "2026-12-03")
    await here.presses(Who.BUDDY_OF_THREE, "letter_done", 3, await _version(here, 3))
    await _notes(here, 2, "sender", None)


async def _notes(here: Stage, letter: int, part: str, answer: str | None) -> None:
    version = await _version(here, letter)
    await here.presses(Who.BUDDY_OF_THREE, "letter_part", f"{letter}.{part}", version)
    await here.fills(Who.BUDDY_OF_THREE, answers={part: answer} if answer else None)


async def _version(here: Stage, letter: int) -> int:
    rows = await here.rows(LETTER, letter=letter)
    return int(rows[0][0])


async def _questions(here: Stage) -> None:
    """Some wait for anybody, and some are in conversation with somebody of the staff."""
    askers = (Who.UNTAKEN, Who.READY, Who.IN_CONVERSATION, Who.APPLICANT, Who.TAKEN)
    for who in (*askers, *_named("PAIR"), Who.LONG_SEARCH):
        await here.presses(who, "write_center")
        await here.fills(who)
    helpers = {
        Who.IN_CONVERSATION: Who.ADVISOR,
        Who.READY: Who.COORDINATOR,
        Who.UNTAKEN: Who.ADVISOR_WITHOUT_A_NAME,
    }
    for who, helper in helpers.items():
        thread = await together.value(here, together.CENTER, who)
        await here.presses(helper, "question", thread)
        if who != Who.UNTAKEN:
            await here.presses(helper, "answer_center", thread)
            await here.fills(helper)
    here.passes(minutes=10)
    await here.presses(Who.IN_CONVERSATION, "write_center")
    await here.fills(Who.IN_CONVERSATION, Manner.BRIEFLY)


RECEIVED = """
    select id from outbox where chat = :chat and kind in ('relay', 'copy') order by id desc limit 2
"""
WRITTEN = """
    select origin, kind from relayed join outbox on outbox.id = sent
    join person on person.id = author where telegram = :chat order by sent desc limit 1
"""


async def replies(here: Stage, who: Who) -> Sequence[updates.What]:
    """Replies in Telegram's own way to what was passed on to somebody last, and an edit of what
    they wrote themselves."""
    numbers = [number_of(row[0]) for row in await here.rows(RECEIVED, chat=who)]
    written = await here.rows(WRITTEN, chat=who)
    return (
        *(Typed("An answer", 700, answers=number) for number in numbers),
        *(Sent(kind, 701, answers=n) for n in numbers[:1] for kind in ("location", "sticker")),
        *(updates.Edited(row[0], "Said better", row[1] == "copy") for row in written),
    )


# What went wrong, and who went


async def _concerns(here: Stage) -> None:
    for who in (Who.CUT_OFF, Who.ENDED):
        await here.presses(who, "concern", await together.match_of(here, who))
        await here.fills(who)
    match = await together.match_of(here, Who.PAIR_IN_ONE)
    await here.presses(Who.NEWCOMER_AND_BUDDY, "concern", match)
    await here.fills(Who.NEWCOMER_AND_BUDDY, Manner.BRIEFLY)
    for who in (Who.IN_DANGER, Who.BUDDY_FULL):
        await here.presses(who, "tell_someone")

    async def fails(work: database.Work) -> None:
        await calling.update_failed(work, Failed(4711))

    async def is_refused(work: database.Work) -> None:
        await calling.message_failed(work, Failed(4712))

    await here.happens(is_refused, "a message failed")
    await here.presses(Who.COORDINATOR, "close_concern", 6)
    await here.happens(fails, "an update failed")
    await here.happens(is_refused, "a message failed as well")
    for number, staff in ((1, Who.COORDINATOR), (2, NAMELESS[1]), (4, NAMELESS[0])):
        await here.presses(staff, "take_concern", number)


async def _departures(here: Stage) -> None:
    await here.does(Who.BUDDY_UNREACHABLE, updates.Blocked())
    version = await together.value(here, together.VERSION, Who.BUDDY_WHO_LEFT)
    await here.presses(Who.BUDDY_WHO_LEFT, "leave_buddy_now", "", version)
    since = await together.value(here, together.SINCE, Who.ADVISOR_WHO_LEFT)
    await here.presses(Who.ADVISOR_WHO_LEFT, "leave_staff_now", "", since)
