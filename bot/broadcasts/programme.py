"""What broadcasts add to the programme: forms, buttons, desk, the message itself, followers."""

from collections.abc import Mapping, Sequence

from bot.broadcasts import (
    announcing,
    desk,
    drafting,
    message,
    sending,
    showing,
    steps,
    store,
    topics,
)
from bot.broadcasts.rules import Rhythm
from bot.conversation import documents
from bot.conversation.flow import Flow
from bot.conversation.turn import Action

FLOWS: Sequence[Flow] = (drafting.BROADCAST, drafting.BROADCAST_TEXT)
DESK = desk.count
PERSONAL = store.PERSONAL
MAKERS: Mapping[str, documents.Maker] = {message.MAKER: message.preview}
TOLD: documents.Told = message.told
SEMINAR_CANCELLED = (announcing.cancelled,)
STAFF_LEFT = (steps.tell_no_more,)


def actions(rhythm: Rhythm) -> Mapping[str, Action]:
    """What a button about broadcasts stands for, by name."""
    return {
        "broadcasts": showing.list_,
        "broadcast": showing.looking(rhythm),
        "write_broadcast": drafting.write,
        "announce": announcing.announce,
        "add_language": drafting.add_language,
        "change_broadcast_text": drafting.change_text,
        "change_broadcast_whom": drafting.change_whom,
        "send_broadcast": sending.sending_now(rhythm),
        "plan_broadcast": sending.plan,
        "unplan_broadcast": sending.unplan,
        "drop_broadcast": sending.drop,
        "pause_broadcast": sending.pause,
        "resume_broadcast": sending.resume,
        "stop_broadcast": sending.stop,
        "topics": topics.show,
        "opt_out": topics.opt_out,
        "opt_in": topics.opt_in,
    }
