"""Why somebody says no to a proposal or ends a match: asked when it is done; nobody has to say it.
Only coordinators see it.
"""

from bot.conversation import cards, questions, turn
from bot.conversation.asking import Answers
from bot.conversation.flow import Flow
from bot.conversation.options import Choice
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said, Value, Words
from bot.i18n import Text, text
from bot.matches import partners, standing
from bot.matches.store import Side, State
from bot.people import menu
from bot.storage import database

LONGEST_WORDS = 600
OTHER = "other"


class BuddySaysNo(Choice):
    """Why a buddy says no."""

    NO_TIME = "no_time", text("matches.why_no_time", "I have too little time")
    TOO_FAR = "too_far", text("matches.why_too_far", "It is too far away")
    OTHER_HELP = "other_help", text("matches.why_other_help", "It is not my kind of help")
    OTHER = OTHER, text("matches.why_other", "Something else")


class NewcomerSaysNo(Choice):
    """Why a newcomer says no."""

    TIMES = "times", text("matches.why_times", "The times don't suit me")
    SOMEBODY_ELSE = "somebody_else", text("matches.why_else", "I would like somebody else")
    NO_NEED = "no_need", text("matches.why_no_need", "I don't need a buddy any more")
    OTHER = OTHER, text("matches.why_other_newcomer", "Something else")


class NewcomerEnds(Choice):
    """Why a newcomer ends a match."""

    REACHED = "reached", text("matches.end_reached", "We have reached what we wanted")
    NO_TIME = "no_time", text("matches.end_no_time", "I have no more time")
    MOVED = "moved", text("matches.end_moved", "I am moving away")
    NO_FIT = "no_fit", text("matches.end_no_fit", "It doesn't fit")
    SILENT = "silent", text("matches.end_silent", "I can't reach my buddy")
    OTHER = OTHER, text("matches.end_other", "Something else")


class BuddyEnds(Choice):
    """Why a buddy ends a match."""

    REACHED = "reached", text("matches.end_reached_buddy", "We have reached what we wanted")
    NO_TIME = "no_time", text("matches.end_no_time_buddy", "I have no more time")
    MOVED = "moved", text("matches.end_moved_buddy", "One of us is moving away")
    NO_FIT = "no_fit", text("matches.end_no_fit_buddy", "It doesn't fit")
    SILENT = "silent", text("matches.end_silent_buddy", "I can't reach the other side")
    OTHER = OTHER, text("matches.end_other_buddy", "Something else")


class StaffEnd(Choice):
    """Why the staff end a match."""

    REACHED = "reached", text("matches.end_reached_staff", "They have reached what they wanted")
    ASKED = "asked", text("matches.end_asked", "One of the two asked for it")
    SILENT = "silent", text("matches.end_silent_staff", "One of the two can't be reached")
    CERTIFICATE = "certificate", text("matches.end_certificate", "A certificate is missing")
    CONCERN = "concern", text("matches.end_concern", "After a report")
    OTHER = OTHER, text("matches.end_other_staff", "Something else")


WHO_SAID: dict[tuple[State, str], type[Choice]] = {
    (State.DECLINED, Side.BUDDY): BuddySaysNo,
    (State.DECLINED, Side.NEWCOMER): NewcomerSaysNo,
    (State.ENDED, Side.BUDDY): BuddyEnds,
    (State.ENDED, Side.NEWCOMER): NewcomerEnds,
    (State.ENDED, "staff"): StaffEnd,
}


def reason(state: State, by: str, code: str) -> Value:
    """A reason in words."""
    choices = WHO_SAID.get((state, by))
    known = {each.value: Said(each.label) for each in choices} if choices else {}
    return known.get(code, Words(code))


WHY_NO = text(
    "matches.why",
    "Would you like to say why? Only the coordinators see it; the other side does not. "
    "You can also write it.",
)
WHY_ENDED = text(
    "matches.end_why",
    "Would you like to say why you ended it? Only the coordinators see it; the other side does "
    "not. You can also write it.",
)
WHY_LABEL = text("matches.why_label", "Reason")
RATHER_NOT = text("matches.rather_not_say", "Rather not say")
IN_WORDS = text("matches.why_words", "Would you like to say it in a few words?")
IN_WORDS_LABEL = text("matches.why_words_label", "In your words")
TITLE_NO = text("matches.declining", "Why you said no to a proposal")
TITLE_ENDED = text("matches.ending", "Why you ended your time together")

NOTED = text("matches.why_noted", "Thank you. That helps us to find what fits better.")
REACHED = text("matches.why_reached", "How good. Thank you both for the time you took.")
NOT_SAID = text("matches.why_not_said", "That is fine. You need not say why.")

REASON = """
    update match set reason = :reason, words = :words
    where id = :match and ended_by = :by and state in ('declined', 'ended') and reason is null
"""


async def give(work: database.Work, match: int, by: Side, code: str, words: str | None) -> None:
    """Keep the reason of the side that said no or ended it: of no other, and only once."""
    await work.run(REASON, match=match, by=by.value, reason=code, words=words)


async def done(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The reason is there, or will not be said."""
    match, side = await partners.side_of(this, this.about)
    rows = cards.column(*await standing.ways_on(this, match, side), menu.BACK_TO_MENU)
    if answers["reason"] is None:
        return turn.reply(Said(NOT_SAID), rows=rows)
    code, words = questions.chosen(answers["reason"])
    await give(this.work, match.id, side, code, words or answers.get("words"))
    is_reached = match.state is State.ENDED and code == NewcomerEnds.REACHED.value
    return turn.reply(Said(REACHED if is_reached else NOTED), rows=rows)


def _form(name: str, why: Text, reasons: type[Choice], title: Text) -> Flow:
    """The reason after the deed; a form that is left alone is not mentioned again."""
    return Flow(
        name,
        (
            Choose(
                "reason",
                why,
                reasons,
                own_words=OTHER,
                optional=True,
                skip=RATHER_NOT,
                name=WHY_LABEL,
            ),
            Write(
                "words",
                IN_WORDS,
                LONGEST_WORDS,
                has_lines=True,
                optional=True,
                when=lambda answers: answers.get("reason") == OTHER,
                name=IN_WORDS_LABEL,
            ),
        ),
        done=done,
        title=title,
        is_mentioned=False,
    )


SAID_NO = {
    Side.BUDDY: _form("decline_as_buddy", WHY_NO, BuddySaysNo, TITLE_NO),
    Side.NEWCOMER: _form("decline_as_newcomer", WHY_NO, NewcomerSaysNo, TITLE_NO),
}
ENDED = {
    Side.BUDDY: _form("end_as_buddy", WHY_ENDED, BuddyEnds, TITLE_ENDED),
    Side.NEWCOMER: _form("end_as_newcomer", WHY_ENDED, NewcomerEnds, TITLE_ENDED),
}
FLOWS = (*SAID_NO.values(), *ENDED.values())
