"""What an advisor finds out: the needs, ranked and dated, and a note for the staff."""

from collections.abc import Sequence
from datetime import date

from bot.conversation import flow, turn
from bot.conversation.asking import Answers, Context
from bot.conversation.flow import Flow
from bot.conversation.options import Option
from bot.conversation.questions import ChooseMany, Write
from bot.conversation.values import Said
from bot.i18n import text
from bot.needs import case, cases
from bot.needs import flow as request_form
from bot.needs.store import Kind, Need
from bot.staff import record
from bot.staff.record import Deed

LONGEST_NOTE = 1000
NEEDS_SET = text("needs.needs_set", "The needs are set.")
REVIEW = text("needs.assess_review", "Is this right, the most important first?")
SAVE = text("needs.assess_save", "Yes, save it")
NOTED = text("needs.noted", "The note is saved.")
NOTE_GONE = text("needs.note_gone", "There is no note now.")


def kinds(_context: Context) -> Sequence[Option]:
    """What somebody may need; that it isn't known yet is nothing an advisor finds out."""
    return [option for option in Kind.options() if option.code != Kind.UNSURE.value]


async def set_needs(this: turn.Turn) -> turn.Reply:
    """The form for the needs, with those that are known ticked in their order, and their days."""
    request = await case.changeable_by(this, this.about)
    known = [need for need in request.needs if need.kind is not Kind.UNSURE]
    if not known:
        return turn.Reply(then=ASSESS.name, about=str(request.id))
    days = {f"{need.kind.value}_by": need.by.isoformat() for need in known if need.by}
    answers = {"needs": [need.kind.value for need in known], **days}
    return turn.Reply(then=ASSESS.name, about=str(request.id), answers=answers, changes="needs")


async def assess(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Keep the needs in the order in which they were pressed."""
    request = await case.changeable_by(this, this.about)
    found = [_need(Kind.of(code), answers.get(f"{code}_by")) for code in answers["needs"]]
    await cases.set_needs(this.work, request.id, found)
    await record.add(this.work, this.person, Deed.SET_NEEDS, request.person)
    return await case.after(this, request.id, Said(NEEDS_SET))


def _need(kind: Kind, day: str | None) -> Need:
    return Need(kind, date.fromisoformat(day) if day else None)


ASSESS = Flow(
    case.ASSESSING,
    (
        ChooseMany(
            "needs",
            text(
                "needs.assess_which",
                "What does this person need? Press <b>the most important first</b>, then the "
                "others in their order, then “Done”. What is ticked keeps its place; untick it and "
                "tick it again, and it comes last.",
            ),
            kinds,
            is_listed=True,
            name=text("needs.assess_which_label", "Needs"),
        ),
        request_form.date_of(
            Kind.OFFICE,
            text("needs.assess_office", "On which day is the appointment at the office?"),
            text("needs.assess_office_label", "Office on"),
        ),
        request_form.date_of(
            Kind.LETTERS,
            text("needs.assess_letters", "By which day does the letter have to be answered?"),
            text("needs.assess_letters_label", "Letter by"),
        ),
        request_form.date_of(
            Kind.WORK,
            text("needs.assess_work", "By which day is help with work needed?"),
            text("needs.assess_work_label", "Work by"),
        ),
        flow.Review("review", REVIEW, name=REVIEW, send=SAVE),
    ),
    done=assess,
    title=text("needs.assess_title", "Setting the needs"),
)


async def write_note(this: turn.Turn) -> turn.Reply:
    """The form for the note of a case."""
    request = await case.changeable_by(this, this.about)
    return turn.Reply(then=CASE_NOTE.name, about=str(request.id))


async def note(this: turn.Turn, answers: Answers) -> turn.Reply:
    """Keep the note, in place of the one before."""
    request = await case.changeable_by(this, this.about)
    await cases.write_note(this.work, request.id, answers["note"])
    await record.add(this.work, this.person, Deed.WROTE_NOTE, request.person)
    return await case.after(this, request.id, Said(NOTED if answers["note"] else NOTE_GONE))


CASE_NOTE = Flow(
    "case_note",
    (
        Write(
            "note",
            text(
                "needs.note",
                "What should colleagues know about this case? It replaces the note there is. Only "
                "staff see it here; <b>the newcomer may read it</b> in the file of their own data.",
            ),
            LONGEST_NOTE,
            has_lines=True,
            optional=True,
            skip=text("needs.no_note", "No note"),
            name=text("needs.note_label", "Staff note"),
        ),
    ),
    done=note,
    title=text("needs.note_title", "A note about a case"),
)
