"""A meeting for the calendar of a phone, and its office on the map: made at the moment of sending,
for one of its two.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from bot import calendar_file, clock, facts
from bot.conversation import documents, turn, values
from bot.conversation.documents import Document, Pin
from bot.conversation.values import Reader, Said
from bot.i18n import Text, text
from bot.meetings import card, gate
from bot.meetings.gate import Seen
from bot.meetings.occasions import Where
from bot.meetings.store import State
from bot.storage import database
from bot.town import Town

CALENDAR, MAP = "meeting_file", "meeting_map"
"""The makers' names."""

# Translators: what stands in the calendar of a phone; others may see it.
SUMMARY = text("meetings.summary", "Meeting (Welcome Buddies)")
OPEN_IT = text("meetings.open_file", "Open the file to put the meeting into your calendar.")
REPLACES = text(
    "meetings.file_replaces",
    "This is the new time. Open the file to put it into your calendar. If the old time still "
    "stands there, please delete it.",
)
REMOVES = text(
    "meetings.file_removes",
    "This meeting does not take place. Open the file to take it out of your calendar. If it still "
    "stands there, please delete it.",
)
SHOWN = (State.CONFIRMED, State.CANCELLED)


async def ask_for_file(this: turn.Turn) -> turn.Reply:
    """The meeting as a calendar file, while there is something for a calendar to know."""
    seen = await gate.active(this, this.about)
    if seen.meeting.slot is None or seen.meeting.state not in SHOWN:
        return turn.Reply((card.of(seen, this.context),))
    return _sending(seen, CALENDAR)


async def ask_for_map(this: turn.Turn) -> turn.Reply:
    """The office of a meeting on the map."""
    seen = await gate.active(this, this.about)
    if not card.to_map(seen, this.context):
        return turn.Reply((card.of(seen, this.context),))
    return _sending(seen, MAP)


def _sending(seen: Seen, maker: str) -> turn.Reply:
    return turn.Reply(document=maker, arguments={"meeting": seen.meeting.id})


# The two of the match, and nobody else.
OWN = """
    select meeting.id, meeting.state, sequence, begins_at, ends_at, office, meeting.place
    from meeting join match on match.id = meeting.match
    where meeting.id = :meeting and (newcomer = :person or buddy = :person)
"""


async def _own(
    base: database.Database, person: int, arguments: Mapping[str, Any]
) -> sqlite3.Row | None:
    """The meeting, if it still is this person's."""
    rows = await base.read(OWN, meeting=arguments["meeting"], person=person)
    return rows[0] if rows else None


def calendar(town: Town) -> documents.Maker:
    """The maker of the calendar file."""

    async def make(
        base: database.Database, person: int, reader: Reader, arguments: Mapping[str, Any]
    ) -> Document | None:
        row = await _own(base, person, arguments)
        if row is None or row["begins_at"] is None or row["state"] not in SHOWN:
            return None
        written = calendar_file.written(_entry(row, reader, town))
        return Document("meeting.ics", written, Said(_caption(row)))

    return make


def _entry(row: sqlite3.Row, reader: Reader, town: Town) -> calendar_file.Entry:
    """The meeting as it stands in a calendar: without a name, since others may see it."""
    return calendar_file.Entry(
        uid=f"meeting-{row['id']}@{reader.bot}",
        sequence=row["sequence"],
        begins_at=clock.moment(row["begins_at"]),
        ends_at=clock.moment(row["ends_at"]),
        zone=reader.zone,
        changed_at=reader.now,
        summary=values.shown(Said(SUMMARY), reader, is_html=False),
        place=_place(Where(row["office"], row["place"]), town),
        is_cancelled=row["state"] == State.CANCELLED,
    )


def _place(where: Where, town: Town) -> str:
    """As a map finds it: what stands on the door and the address, or own words."""
    office = facts.find(town.offices, where.office or "")
    if office is None:
        return where.words or ""
    return ", ".join(filter(None, (office.name, office.address)))


def _caption(row: sqlite3.Row) -> Text:
    if row["state"] == State.CANCELLED:
        return REMOVES
    return REPLACES if row["sequence"] else OPEN_IT


def on_the_map(town: Town) -> documents.Maker:
    """The maker of the pin."""

    async def make(
        base: database.Database, person: int, _reader: Reader, arguments: Mapping[str, Any]
    ) -> Pin | None:
        row = await _own(base, person, arguments)
        office = facts.find(town.offices, row["office"] or "") if row else None
        return pin(office) if office else None

    return make


def pin(office: facts.Office) -> Pin | None:
    """An office on the map; None where it isn't known where that is."""
    if office.lat is None or office.lon is None:
        return None
    return Pin(office.name, office.address or office.name, office.lat, office.lon)
