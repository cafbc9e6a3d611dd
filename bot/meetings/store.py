"""Meetings as rows. What is agreed stands in the meeting, what one side suggests in its offer: so
the old time holds until both have said yes to a new one.

`version` rises with every change, so that old buttons are known as old; `sequence` with every
change of what is agreed: reminders and calendar entries follow it.
"""

import enum
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.matches.store import Side
from bot.meetings.occasions import Occasion, Where
from bot.storage import database


class State(enum.StrEnum):
    """proposed → confirmed → held or missed; cancelled from either (a suggestion that was declined
    or came to nothing, too)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Flag(enum.StrEnum):
    """Why a coordinator looks at a meeting: the two say different things about it; it is the
    second in a row that did not take place; a newcomer goes to an office without the buddy."""

    DISAGREE = "disagree"
    MISSED_TWICE = "missed_twice"
    NO_COMPANY = "no_company"


@dataclass(frozen=True)
class Slot:
    """From when until when, aware UTC."""

    begins_at: datetime
    ends_at: datetime

    @property
    def stamps(self) -> dict[str, int]:
        """As the columns of a row."""
        return {"begins_at": clock.stamp(self.begins_at), "ends_at": clock.stamp(self.ends_at)}


@dataclass(frozen=True)
class Offer:
    """What `side` suggests: one to three times, a place and a note. Worth nothing from the last
    beginning on."""

    side: Side
    slots: tuple[Slot, ...]
    where: Where
    note: str | None
    made_at: datetime

    @property
    def lasts_until(self) -> datetime:
        return max(slot.begins_at for slot in self.slots)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a match. `slot`, `where` and `note` are what both said yes to, the slot None
    before; `offer` is what waits for an answer. `alone_since` is when the buddy said "I can't" to
    what the newcomer can't miss, or the match ended before it: then the meeting is cancelled, and
    the appointment stays. `goes_alone` is that the newcomer goes all the same. `ended_by` is the
    side that cancelled, or "staff". `coming` are the sides that said "I'll be there" to what holds
    now."""

    id: int
    match: int
    occasion: Occasion
    state: State
    version: int
    sequence: int
    slot: Slot | None
    where: Where
    note: str | None
    offer: Offer | None
    alone_since: datetime | None
    goes_alone: bool
    flag: Flag | None
    ended_by: str | None
    coming: frozenset[Side] = frozenset()

    @property
    def is_open(self) -> bool:
        return self.state in (State.PROPOSED, State.CONFIRMED)


# Events carry ids only; followers look at the row.


@dataclass(frozen=True)
class Offered:
    """One side suggested times: for a new meeting, other ones, or a move."""

    meeting: int


@dataclass(frozen=True)
class Confirmed:
    """Both said yes to a time: the first, or a new one instead of the old."""

    meeting: int


@dataclass(frozen=True)
class Changed:
    """Something else about a meeting changed: an offer went, a side can't come, or can again."""

    meeting: int


@dataclass(frozen=True)
class Cancelled:
    """A meeting that was suggested or confirmed won't be."""

    meeting: int


@dataclass(frozen=True)
class Ended:
    """A meeting was held or missed, as somebody said."""

    meeting: int


GET = """
    select id, match, occasion, state, version, sequence, begins_at, ends_at, office, place, note,
           alone_since, goes_alone, flag, ended_by,
           (select group_concat(side, ' ') from meeting_side
            where meeting_side.meeting = meeting.id and coming = sequence) as coming
    from meeting where id = :meeting
"""
OFFER = "select side, office, place, note, made_at from offer where meeting = :meeting"
TIMES = "select begins_at, ends_at from offered_time where meeting = :meeting order by number"


async def get(work: database.Work, meeting: int) -> Meeting:
    """Raises LookupError when there is no such meeting."""
    row = await work.one(GET, meeting=meeting)
    if row is None:
        raise LookupError(f"meeting {meeting}")
    return await _meeting(work, row)


async def find(work: database.Work, meeting: str | int) -> Meeting | None:
    """The meeting of this number, which may come from a button and be anything."""
    number = str(meeting)
    is_number = number.isascii() and number.isdigit() and len(number) < 16
    row = await work.one(GET, meeting=int(number)) if is_number else None
    return await _meeting(work, row) if row else None


async def _meeting(work: database.Work, row: sqlite3.Row) -> Meeting:
    begins, ends = row["begins_at"], row["ends_at"]
    alone = row["alone_since"]
    return Meeting(
        row["id"],
        row["match"],
        Occasion.of(row["occasion"]),
        State(row["state"]),
        row["version"],
        row["sequence"],
        None if begins is None else Slot(clock.moment(begins), clock.moment(ends)),
        Where(row["office"], row["place"]),
        row["note"],
        await _offer(work, row["id"]),
        None if alone is None else clock.moment(alone),
        bool(row["goes_alone"]),
        Flag(row["flag"]) if row["flag"] else None,
        row["ended_by"],
        frozenset(map(Side, (row["coming"] or "").split())),
    )


async def _offer(work: database.Work, meeting: int) -> Offer | None:
    row = await work.one(OFFER, meeting=meeting)
    if row is None:
        return None
    times = await work.all(TIMES, meeting=meeting)
    return Offer(
        Side(row["side"]),
        tuple(Slot(clock.moment(time[0]), clock.moment(time[1])) for time in times),
        Where(row["office"], row["place"]),
        row["note"],
        clock.moment(row["made_at"]),
    )


PROPOSE = "insert into meeting (match, occasion, made_at) values (:match, :occasion, :now)"


async def propose(work: database.Work, match: int, occasion: Occasion, offer: Offer) -> int:
    """A new meeting, of which there is only one side's offer yet."""
    meeting = await work.add(PROPOSE, match=match, occasion=occasion.value, now=work.stamp)
    await _put(work, meeting, offer)
    work.happened(Offered(meeting))
    return meeting


TOUCH = "update meeting set version = version + 1 where id = :meeting"
DROP_OFFER = "delete from offer where meeting = :meeting"
ADD_OFFER = """
    insert into offer (meeting, side, office, place, note, made_at, lasts_until)
    values (:meeting, :side, :office, :place, :note, :now, :lasts_until)
"""
ADD_TIME = """
    insert into offered_time (meeting, number, begins_at, ends_at)
    values (:meeting, :number, :begins_at, :ends_at)
"""


async def offer(work: database.Work, meeting: int, offer: Offer) -> None:
    """Suggest other times, in place of any offer there was. What is agreed stays as it is."""
    await work.run(TOUCH, meeting=meeting)
    await _put(work, meeting, offer)
    work.happened(Offered(meeting))


async def _put(work: database.Work, meeting: int, offer: Offer) -> None:
    await work.run(DROP_OFFER, meeting=meeting)
    await work.run(
        ADD_OFFER,
        meeting=meeting,
        side=offer.side.value,
        office=offer.where.office,
        place=offer.where.words,
        note=offer.note,
        now=work.stamp,
        lasts_until=clock.stamp(offer.lasts_until),
    )
    numbered = enumerate(offer.slots, 1)
    times = ({"meeting": meeting, "number": number, **slot.stamps} for number, slot in numbered)
    await work.each(ADD_TIME, times)


async def drop_offer(work: database.Work, meeting: int) -> None:
    """Nobody is asked any more; what was agreed holds."""
    await work.run(TOUCH, meeting=meeting)
    await work.run(DROP_OFFER, meeting=meeting)
    work.happened(Changed(meeting))


CONFIRM = """
    update meeting set state = 'confirmed', version = version + 1,
        sequence = sequence + (confirmed_at is not null), begins_at = :begins_at,
        ends_at = :ends_at, office = :office, place = :place, note = :note, confirmed_at = :now,
        alone_since = null, goes_alone = 0, flag = iif(flag = 'no_company', null, flag),
        flagged_at = iif(flag = 'no_company', null, flagged_at)
    where id = :meeting
"""
FORGET_COMING = "update meeting_side set coming = null where meeting = :meeting"


async def confirm(work: database.Work, meeting: int, offer: Offer, slot: Slot) -> None:
    """Both have said yes to one of the times of an offer: that holds from now on, and who said
    "I'll be there" to an older time hasn't said so of this one."""
    await work.run(
        CONFIRM,
        meeting=meeting,
        **slot.stamps,
        office=offer.where.office,
        place=offer.where.words,
        note=offer.note,
        now=work.stamp,
    )
    await work.run(FORGET_COMING, meeting=meeting)
    await work.run(DROP_OFFER, meeting=meeting)
    work.happened(Confirmed(meeting))


KEEP_PLACE = """
    update meeting set (office, place) = (select office, place from offer where meeting = :meeting)
    where id = :meeting and begins_at is null
"""
CANCEL = """
    update meeting set state = 'cancelled', version = version + 1,
        sequence = sequence + (confirmed_at is not null), ended_at = :now, ended_by = :by,
        alone_since = null, goes_alone = 0, flag = null, flagged_at = null
    where id = :meeting and state in ('proposed', 'confirmed')
"""


async def cancel(work: database.Work, meeting: int, by: str | None) -> None:
    """It won't be, because of a side or "staff", or None where a suggestion came to nothing; where
    it was to be stays known, for whoever suggests it anew."""
    await work.run(KEEP_PLACE, meeting=meeting)
    await work.run(CANCEL, meeting=meeting, by=by, now=work.stamp)
    await work.run(DROP_OFFER, meeting=meeting)
    work.happened(Cancelled(meeting))
