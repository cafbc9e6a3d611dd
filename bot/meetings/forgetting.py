"""What is kept of meetings, and for how long: that two met, and when, stays with their match; what
they wrote about it doesn't.
"""

from bot.people.personal import Personal
from bot.storage import database

FORGET_ENDED = """
    update meeting set place = null, note = null
    where ended_at < :before and (place is not null or note is not null)
"""
FORGET_UNTOLD = """
    update meeting set place = null, note = null
    where state = 'confirmed' and ends_at < :before and (place is not null or note is not null)
"""


async def forget_words(work: database.Work, before: int) -> None:
    """Wipe the own words, place and note, of meetings that were over before this moment, also of
    those of which nobody has said how they went."""
    await work.run(FORGET_ENDED, before=before)
    await work.run(FORGET_UNTOLD, before=before)


PERSONAL = (
    Personal(
        "meeting",
        "select meeting.match, occasion, meeting.state, begins_at, meeting.ends_at, office, "
        "meeting.place, meeting.note, made_at, confirmed_at, meeting.ended_at, "
        "iif(meeting.ended_by = iif(newcomer = :person, 'newcomer', 'buddy'), 'you', "
        "meeting.ended_by) as ended_by, alone_since, goes_alone "
        "from match join meeting on meeting.match = match.id "
        "where newcomer = :person or buddy = :person",
        "update meeting set place = null, note = null where match in "
        "(select id from match where newcomer = :person or buddy = :person)",
    ),
    Personal(
        "offer",
        "select meeting.match, offer.office, offer.place, offer.note, offer.made_at, "
        "iif(side = iif(newcomer = :person, 'newcomer', 'buddy'), 'you', 'the other side') "
        "as suggested_by from match join meeting on meeting.match = match.id "
        "join offer on offer.meeting = meeting.id where newcomer = :person or buddy = :person",
        "update offer set place = null, note = null where meeting in "
        "(select meeting.id from match join meeting on meeting.match = match.id "
        "where newcomer = :person or buddy = :person)",
    ),
    Personal(
        "offered_time",
        "select meeting.match, offered_time.begins_at, offered_time.ends_at "
        "from match join meeting on meeting.match = match.id "
        "join offered_time on offered_time.meeting = meeting.id "
        "where newcomer = :person or buddy = :person",
    ),
)
"""The rows stay without the person, since they are the other one's as well; own words don't."""
