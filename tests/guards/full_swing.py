"""A town in full swing: somebody in every state that a newcomer, a buddy or the staff can be in, all
of them brought there by what people press and fill.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.concerns import calling
from bot.conversation import cards
from bot.matches import expiring
from bot.people import consent
from bot.staff import invitations
from bot.staff.store import Role
from bot.storage import database
from bot.telegram import updates
from bot.telegram.updates import Command, Sent, Typed
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


STAFF = {
    Who.ADVISOR: Role.ADVISOR,
    Who.ADVISOR_WITHOUT_A_NAME: Role.ADVISOR,
    Who.COORDINATOR: Role.COORDINATOR,
    Who.OTHER_COORDINATOR: Role.COORDINATOR,
    Who.ADVISOR_WHO_LEFT: Role.ADVISOR,
    Who.COORDINATOR_IN_NEED: Role.COORDINATOR,
}
FORGERS = (Who.ADVISOR, Who.COORDINATOR, Who.BUDDY_OF_THREE, Who.PAIR)
"""Who also presses buttons that were never shown: one of each kind of people."""
SILENT = (Who.BUDDY_UNREACHABLE,)
WAITERS = (1, Who.READY, Who.UNTAKEN, Who.TAKEN, Who.APPLICANT, Who.BUDDY_PAUSED, Who.ASKED)
"""For whom it stands differently when days have passed."""

PLAIN: Mapping[str, Any] = {"household": "alone", "wish": None}
"""Somebody whose buddy anybody can be."""
UNTIL_IT_EXPIRES = 4


@dataclass(frozen=True)
class Failed:
    """A dead letter."""

    number: int


def everybody() -> Iterator[tuple[Who, str]]:
    for who in Who:
        if who not in SILENT:
            yield who, who.name.lower().replace("_", " ")


async def play(here: Stage) -> None:
    """Begins some days ago, so that a proposal has expired by now."""
    here.passes(days=-UNTIL_IT_EXPIRES)
    await _staff(here)
    await _buddies(here)
    await _newcomers(here)
    await _proposals_in_vain(here)
    here.passes(days=UNTIL_IT_EXPIRES)
    await _proposals(here)
    await _pairs(here)
    await _agreements(here)
    await _messages(here)
    await _concerns(here)
    await _departures(here)


# The staff


async def _staff(here: Stage) -> None:
    for who, role in STAFF.items():
        await here.does(who, await _invitation(here, role, 72))
        await here.presses(who, "speak", here.language)
        if who != Who.ADVISOR_WITHOUT_A_NAME:
            await here.presses(who, "staff_name")
            await here.fills(who)
    await here.presses(Who.COORDINATOR, "open_case")
    await here.presses(Who.COORDINATOR, "invite", "advisor")
    await here.chooses(Who.ANYBODY)


async def _invitation(here: Stage, role: Role, hours: int) -> Command:
    async with here.base.work() as work:
        return Command("start", await invitations.make(work, role, hours))


async def invitations_by_now(here: Stage) -> Sequence[updates.What]:
    """Following one that works, one that is over, and one that somebody has used."""
    used = await _invitation(here, Role.ADVISOR, 72)
    await here.does(Who.ANYBODY, used)
    return (
        used,
        await _invitation(here, Role.ADVISOR, 0),
        *[await _invitation(here, role, 72) for role in Role],
    )


# Buddies


async def _buddies(here: Stage) -> None:
    for who in Who:
        if who.name.startswith("BUDDY") or who in (Who.APPLICANT, Who.INTERVIEWED, Who.PREPARED):
            await _applies(here, who)
    await _applies(here, Who.NEWCOMER_AND_BUDDY, {"places": 1, "gender": "woman", "about": None})
    steps = {Who.APPLICANT: 0, Who.INTERVIEWED: 1, Who.PREPARED: 2, Who.BUDDY_DECLINED: 0}
    for who in (*_named("BUDDY"), Who.INTERVIEWED, Who.PREPARED, Who.NEWCOMER_AND_BUDDY):
        for _ in range(steps.get(who, 3)):
            version = await _value(here, "select version from buddy where person = :it", who)
            await here.presses(Who.COORDINATOR, "move_on", await person(here, who), version)
    entries = {Who.BUDDY_OF_THREE: "no", Who.INTERVIEWED: "yes", Who.BUDDY: "no"}
    for who, entry in entries.items():
        await here.presses(Who.COORDINATOR, "note_certificate", await person(here, who))
        await here.fills(Who.COORDINATOR, answers={"entry": entry})
    await here.presses(Who.BUDDY_PAUSED, "pause_buddy")
    await here.fills(Who.BUDDY_PAUSED, Manner.BRIEFLY)
    version = await _value(here, "select version from buddy where person = :it", Who.BUDDY_DECLINED)
    whom = await person(here, Who.BUDDY_DECLINED)
    await here.presses(Who.COORDINATOR, "decline_buddy", whom, version)
    await here.fills(Who.COORDINATOR)


def _named(beginning: str) -> Iterator[Who]:
    return (who for who in Who if who.name.startswith(beginning))


async def _applies(here: Stage, who: Who, answers: Mapping[str, Any] | None = None) -> None:
    await here.agrees(who, consent.VOLUNTEERING, "apply_as_buddy")
    await here.fills(who, answers=answers)


# Newcomers


async def _newcomers(here: Stage) -> None:
    unsure = {"needs": ["unsure"], "office_by": None, "letters_by": None, "work_by": None}
    spoken = {**PLAIN, "words": {"voice": "a reference of Telegram"}}
    special = {
        Who.UNTAKEN: {},
        Who.UNSURE: {**unsure, "words": None},
        Who.SPOKEN: spoken,
        Who.READY: {"household": "family", "wish": "woman"},
    }
    for who in Who:
        if who >= Who.UNTAKEN or who == Who.COORDINATOR_IN_NEED:
            await here.agrees(who, consent.SUPPORT, "need_help")
            await here.fills(who, answers=special.get(who, PLAIN))
    for who in (Who.TAKEN, Who.REFERRED, Who.IN_CONVERSATION):
        await _moves(here, Who.ADVISOR, who, "take_case")
    await _moves(here, Who.ADVISOR_WITHOUT_A_NAME, Who.SPOKEN, "take_case")
    await _moves(here, Who.ADVISOR_WHO_LEFT, Who.UNSURE, "take_case")
    await _moves(here, Who.ADVISOR, Who.TAKEN, "case_note")
    await here.fills(Who.ADVISOR)
    untouched = (Who.UNTAKEN, Who.UNSURE, Who.TAKEN, Who.SPOKEN, Who.REFERRED, Who.WITHDRAWN)
    for who in Who:
        if who >= Who.UNTAKEN and who not in (*untouched, Who.IN_CONVERSATION, Who.IN_DANGER):
            await _moves(here, Who.COORDINATOR, who, "ready")
    await _moves(here, Who.ADVISOR, Who.REFERRED, "refer")
    await here.fills(Who.ADVISOR, answers={"then": "close"})
    await here.does(Who.WITHDRAWN, await _press(here, Who.WITHDRAWN, "withdraw_now"))


async def _moves(here: Stage, staff: Who, whose: Who, action: str) -> None:
    """A member of the staff does something with a case, as it is now."""
    await here.does(staff, await _press(here, whose, action))


async def _press(here: Stage, whose: Who, action: str) -> updates.What:
    async with here.base.work() as work:
        row = await work.one(
            "select request.id, version from request join person on person.id = request.person"
            " where telegram = :chat order by request.id desc",
            chat=whose,
        )
    assert row is not None
    return updates.Pressed("callback", 77, cards.action(action, row[0], row[1]))


# Matches


async def _proposals_in_vain(here: Stage) -> None:
    """One newcomer with whom everything went wrong."""
    who = Who.LONG_SEARCH
    await _proposes(here, who, Who.BUDDY_OF_THREE)
    await _answers(here, Who.BUDDY_OF_THREE, who, "no_to_match")
    await here.fills(Who.BUDDY_OF_THREE)
    await _proposes(here, who, Who.BUDDY_WHO_SAID_YES)
    await _answers(here, Who.BUDDY_WHO_SAID_YES, who, "yes_to_match")
    await _answers(here, who, who, "no_to_match")
    await here.fills(who)
    await _proposes(here, who, Who.BUDDY_FULL)
    await _answers(here, Who.COORDINATOR, who, "take_back_proposal")
    await _proposes(here, who, Who.BUDDY_ASKED)
    await _answers(here, Who.BUDDY_ASKED, who, "not_now")
    await _proposes(here, who, Who.BUDDY_UNREACHABLE)
    hours = here.settings.matching.answer_hours
    here.passes(days=UNTIL_IT_EXPIRES)
    await expiring.expire(here.base, here.clock.now(), hours)
    here.passes(days=-UNTIL_IT_EXPIRES)


async def _proposes(here: Stage, newcomer: Who, buddy: Who) -> None:
    async with here.base.work() as work:
        row = await work.one(
            "select request.id, version from request join person on person.id = request.person"
            " where telegram = :chat",
            chat=newcomer,
        )
    assert row is not None
    about = f"{row[0]}.{await person(here, buddy)}"
    await here.presses(Who.COORDINATOR, "propose", about, row[1])


async def _answers(here: Stage, who: Who, newcomer: Who, action: str) -> None:
    match, version = await match_of(here, newcomer)
    await here.presses(who, action, match, version)


async def match_of(here: Stage, newcomer: Who) -> tuple[int, int]:
    """The last match of a newcomer, and its version."""
    async with here.base.work() as work:
        row = await work.one(
            "select match.id, version from match join person on person.id = newcomer"
            " where telegram = :chat order by match.id desc",
            chat=newcomer,
        )
    assert row is not None, newcomer.name
    return row[0], row[1]


async def _proposals(here: Stage) -> None:
    await _proposes(here, Who.FOUND, Who.BUDDY_ASKED)
    await _proposes(here, Who.ASKED, Who.BUDDY_WHO_SAID_YES)
    await _answers(here, Who.BUDDY_WHO_SAID_YES, Who.ASKED, "yes_to_match")


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


async def _pairs(here: Stage) -> None:
    for newcomer, buddy in PAIRS.items():
        await _proposes(here, newcomer, buddy)
        await _answers(here, buddy, newcomer, "yes_to_match")
        await _answers(here, newcomer, newcomer, "yes_to_match")
    await _answers(here, Who.ENDED, Who.ENDED, "end_match")
    await here.fills(Who.ENDED)
    await here.presses(Who.IN_TROUBLE, "change_request")
    await here.fills(Who.IN_TROUBLE, answers={"household": "family", "wish": "woman"})


async def _agreements(here: Stage) -> None:
    for who in (Who.PAIR_PROPOSING, Who.PAIR_AGREED, Who.PAIR_IN_ONE):
        match, _ = await match_of(here, who)
        await here.presses(who, "propose_agreement", match)
        await here.fills(who)
    for who in (Who.PAIR_AGREED, Who.PAIR_IN_ONE):
        match, _ = await match_of(here, who)
        await here.presses(PAIRS[who], "accept_agreement", match, 1)
    match, _ = await match_of(here, Who.PAIR_IN_ONE)
    await here.presses(Who.NEWCOMER_AND_BUDDY, "change_agreement", f"{match}.places", 1)
    await here.fills(Who.NEWCOMER_AND_BUDDY, answers={"places": ["outdoors"]})


# Messages


async def _messages(here: Stage) -> None:
    for who in (Who.PAIR, Who.BUDDY_OF_THREE):
        match, _ = await match_of(here, Who.PAIR)
        for manner in Manner:
            await here.presses(who, "write_pair", match)
            await here.fills(who, manner)
    askers = (Who.UNTAKEN, Who.READY, Who.IN_CONVERSATION, Who.APPLICANT, Who.TAKEN)
    for who in (*askers, *_named("PAIR"), Who.ASKED, Who.FOUND, Who.LONG_SEARCH):
        await here.presses(who, "write_center")
        await here.fills(who)
    for staff, who in (
        (Who.ADVISOR, Who.IN_CONVERSATION),
        (Who.ADVISOR_WITHOUT_A_NAME, Who.UNTAKEN),
        (Who.COORDINATOR, Who.READY),
    ):
        thread = await _value(here, "select id from thread where person = :it and kind = 'center'", who)
        await here.presses(staff, "question", thread)
        if who != Who.UNTAKEN:
            await here.presses(staff, "answer_center", thread)
            await here.fills(staff)
    await here.presses(Who.IN_CONVERSATION, "write_center")
    await here.fills(Who.IN_CONVERSATION, Manner.BRIEFLY)
    await here.does(Who.PAIR, Typed("Who may this be for?", 600))
    await here.does(Who.BUDDY_FULL, Sent("voice", 601))


async def replies(here: Stage, who: Who) -> Sequence[updates.What]:
    """Replies in Telegram's own way to the last messages that were passed on to somebody, and an
    edit of what they wrote last."""
    rows = await here.base.read(
        "select id from outbox where chat = :chat and kind in ('relay', 'copy')"
        " order by id desc limit 2",
        chat=who,
    )
    origins = await here.base.read(
        "select origin, kind from relayed join outbox on outbox.id = sent"
        " join person on person.id = author where telegram = :chat order by sent desc limit 1",
        chat=who,
    )
    numbers = [number_of(row[0]) for row in rows]
    return (
        *(Typed("An answer", 700, answers=number) for number in numbers),
        *(Sent(kind, 701, answers=n) for n in numbers[:1] for kind in ("location", "sticker")),
        *(updates.Edited(row[0], "Said better", kind == "copy") for row in origins for kind in row[1:]),
    )


# What went wrong, and who went


async def _concerns(here: Stage) -> None:
    for who in (Who.CUT_OFF, Who.ENDED):
        match, _ = await match_of(here, who)
        await here.presses(who, "concern", match)
        await here.fills(who)
    await here.presses(Who.IN_DANGER, "tell_someone")
    await here.presses(Who.BUDDY_FULL, "tell_someone")

    async def fails(work: database.Work) -> None:
        await calling.update_failed(work, Failed(4711))

    async def is_refused(work: database.Work) -> None:
        await calling.message_failed(work, Failed(4712))

    await here.happens(fails, "an update failed")
    await here.happens(is_refused, "a message failed as well")
    for number, staff in ((1, Who.COORDINATOR), (3, Who.ADVISOR_WITHOUT_A_NAME)):
        await here.presses(staff, "take_concern", number)


async def _departures(here: Stage) -> None:
    await here.does(Who.BUDDY_UNREACHABLE, updates.Blocked())
    version = await _value(here, "select version from buddy where person = :it", Who.BUDDY_WHO_LEFT)
    await here.presses(Who.BUDDY_WHO_LEFT, "leave_buddy_now", "", version)
    since = await _value(here, "select since_at from staff where person = :it", Who.ADVISOR_WHO_LEFT)
    await here.presses(Who.ADVISOR_WHO_LEFT, "leave_staff_now", "", since)


# Rows


async def person(here: Stage, who: Who) -> int:
    rows = await here.base.read("select id from person where telegram = :chat", chat=who)
    return int(rows[0][0])


async def _value(here: Stage, sql: str, who: Who) -> int:
    """One value about a person, who is `:it`."""
    rows = await here.base.read(sql, it=await person(here, who))
    return int(rows[0][0])
