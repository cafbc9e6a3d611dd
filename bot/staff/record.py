"""The record of who of the staff saw or changed what of whom."""

from bot.conversation.options import Choice
from bot.i18n import text
from bot.people.personal import Personal
from bot.storage import database


class Deed(Choice):
    """What somebody of the staff did, as it reads behind a name: "Petra: saw the request"."""

    SAW_REQUEST = "saw_request", text("staff.saw_request", "saw the request")
    SAW_BUDDY = "saw_buddy", text("staff.saw_buddy", "saw the buddy's entry")
    SAW_MATCH = "saw_match", text("staff.saw_match", "saw the match")
    SAW_MEETING = "saw_meeting", text("staff.saw_meeting", "saw a meeting")
    SAW_TO_MEETING = "saw_to_meeting", text("staff.saw_to_meeting", "dealt with a meeting")
    SAW_CONCERN = "saw_concern", text("staff.saw_concern", "saw the report")
    SAW_QUESTION = "saw_question", text("staff.saw_question", "read a question")
    SAW_ANSWER = "saw_answer", text("staff.saw_answer", "saw who comes to a seminar")
    SAW_TOPIC = "saw_topic", text("staff.saw_topic", "read a topic for a meeting")
    WROTE = "wrote", text("staff.wrote", "wrote a message")
    OPENED_CASE = "opened_case", text("staff.opened_case", "opened a case")
    TOOK_CASE = "took_case", text("staff.took_case", "took the case")
    GAVE_BACK = "gave_back", text("staff.gave_back", "gave the case back")
    SET_NEEDS = "set_needs", text("staff.set_needs", "set the needs")
    WROTE_NOTE = "wrote_note", text("staff.wrote_note", "wrote a note")
    REFERRED = "referred", text("staff.referred", "referred on")
    MARKED_READY = "marked_ready", text("staff.marked_ready", "marked the request as ready")
    INTERVIEWED = "interviewed", text("staff.interviewed", "noted the interview")
    INTRODUCED = "introduced", text("staff.introduced", "noted the introduction")
    NOTED_ATTENDANCE = (
        "noted_attendance",
        text("staff.noted_attendance", "noted who was at a seminar"),
    )
    CERTIFIED = "certified", text("staff.certified", "noted the certificate")
    ACTIVATED = "activated", text("staff.activated", "made the buddy active")
    DECLINED = "declined", text("staff.declined", "declined the application")
    PROPOSED = "proposed", text("staff.proposed", "proposed a match")
    TOOK_BACK = "took_back", text("staff.took_back", "took a proposal back")
    ENDED_MATCH = "ended_match", text("staff.ended_match", "ended the match")
    CLOSED_CONCERN = "closed_concern", text("staff.closed_concern", "closed the report")
    WROTE_BROADCAST = "wrote_broadcast", text("staff.wrote_broadcast", "wrote a broadcast")
    SENT_BROADCAST = "sent_broadcast", text("staff.sent_broadcast", "sent a broadcast")
    PAUSED_BROADCAST = "paused_broadcast", text("staff.paused_broadcast", "paused a broadcast")
    RESUMED_BROADCAST = (
        "resumed_broadcast",
        text("staff.resumed_broadcast", "let a broadcast go on"),
    )
    STOPPED_BROADCAST = "stopped_broadcast", text("staff.stopped_broadcast", "stopped a broadcast")
    INVITED = "invited", text("staff.invited", "made an invitation")
    JOINED = "joined", text("staff.joined", "joined the staff")
    REMOVED = "removed", text("staff.removed", "took somebody off the staff")
    LEFT = "left", text("staff.left", "left the staff")


ADD = """
    insert into record (staff, person, deed, done_at) values (:staff, :person, :deed, :now)
"""


async def add(work: database.Work, staff: int, deed: Deed, person: int | None = None) -> None:
    """Note that a staff member did something; `person` is whom it concerns."""
    await work.run(ADD, staff=staff, person=person, deed=deed.value, now=work.stamp)


PURGE = "delete from record where done_at < :before"


async def purge(work: database.Work, before: int) -> None:
    await work.run(PURGE, before=before)


PERSONAL = (
    Personal(
        "record",
        "select deed, done_at, iif(staff = :person, 'by you', 'about you') as what from record "
        "where staff = :person or person = :person",
    ),
)
