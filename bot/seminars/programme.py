"""What seminars add to the programme: forms, buttons, parts of menu and desk, files, followers."""

from collections.abc import Mapping, Sequence

from bot.buddies import store as buddies
from bot.conversation import documents
from bot.conversation.flow import Flow
from bot.conversation.turn import Action
from bot.seminars import (
    answering,
    attendance,
    changing,
    collecting,
    creating,
    desk,
    entry,
    files,
    following,
    listing,
    moving,
    store,
)
from bot.seminars.presence import Attended
from bot.seminars.seats import Answered
from bot.seminars.store import Cancelled, Changed, Moved
from bot.storage import database

STAFF_FLOWS: Sequence[Flow] = (
    creating.SEMINAR,
    moving.MOVE_SEMINAR,
    moving.CANCEL_SEMINAR,
    changing.SEMINAR_TEXT,
    changing.SEMINAR_PLACE,
    changing.SEMINAR_SEATS,
)
FLOWS: Sequence[Flow] = (*STAFF_FLOWS, collecting.TOPIC)
MENU = answering.offer
STATUS = answering.standing
DESK = desk.count
PERSONAL = store.PERSONAL
LEAVING = following.leaving
MAKERS: Mapping[str, documents.Maker] = {files.MAKER: files.make}

AFTER: database.After = {
    buddies.Applied: (following.applied,),
    Answered: (following.answered,),
    Attended: (following.attended,),
    Changed: (following.changed,),
    Moved: (following.changed,),
    Cancelled: (following.changed, following.cancelled),
}


def actions(languages: Sequence[str]) -> Mapping[str, Action]:
    """What a button about a seminar stands for, by name."""
    return {
        "seminars": answering.show_all,
        "seminar": answering.show,
        "rsvp_yes": answering.say_yes,
        "rsvp_no": answering.say_no,
        "seminar_file": files.ask,
        "add_topic": collecting.ask,
        "my_topics": collecting.mine,
        "take_topic_back": collecting.take_back,
        "seminars_staff": listing.show,
        "seminar_staff": entry.show,
        "new_seminar": creating.new,
        "copy_seminar": creating.copy,
        "change_seminar": changing.changing(languages),
        "move_seminar": moving.ask_to_move,
        "cancel_seminar": moving.ask_to_cancel,
        "cancel_seminar_now": moving.cancel,
        "cancel_seminar_why": moving.ask_why,
        "who_comes": attendance.who_comes,
        "attendance": attendance.show,
        "tick": attendance.tick,
        "seminar_topics": collecting.show,
    }
