"""A coordinator makes a seminar, anew or from an earlier one. Nobody is told by that: the date is
announced when the coordinator says so."""

from bot.conversation import turn
from bot.conversation.asking import Answers
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Said
from bot.i18n import text
from bot.meetings import plan as times
from bot.seminars import entry, form, store
from bot.seminars.rules import WRITTEN_IN
from bot.seminars.store import Seminar, Wording
from bot.staff import rights
from bot.staff.store import Role

REVIEW = text("seminars.review", "Is everything right? Nobody is told yet.")
MAKE = text("seminars.make", "Yes, make it")
MADE = text(
    "seminars.made",
    "It is made. Those it is for can see it in their menu; you can announce it to them here.",
)
TITLE = text("seminars.form_title", "A new seminar")


async def new(this: turn.Turn) -> turn.Reply:
    await rights.require(this, Role.COORDINATOR)
    return turn.Reply(then=SEMINAR.name)


async def copy(this: turn.Turn) -> turn.Reply:
    """The form with everything an earlier one had but the day, which is asked first."""
    earlier = await entry.visible(this)
    local = earlier.plan.begins_at.astimezone(this.context.reader.zone)
    german = earlier.texts[WRITTEN_IN]
    answers = {
        **form.known(earlier),
        "title": german.title,
        "words": german.words,
        "time": local.time().isoformat("minutes"),
    }
    return turn.Reply(then=SEMINAR.name, about=str(earlier.id), answers=answers)


async def make(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent. Its `about` is the one that was copied, if there was one."""
    await rights.require(this, Role.COORDINATOR)
    earlier = await store.find(this.work.all, rights.row_of(this.about))
    german = form.wording(answers)
    texts = {**_translations(earlier, german), WRITTEN_IN: german}
    made = await store.add(this.work, form.plan(answers, this.context), texts, this.person)
    return turn.Reply((await entry.card(this, await store.get(this.work, made), Said(MADE)),))


def _translations(earlier: Seminar | None, german: Wording) -> dict[str, Wording]:
    """The other languages of what was copied, as far as they still say the same as the German."""
    if earlier is None or earlier.texts[WRITTEN_IN].title != german.title:
        return {}
    keeps_words = earlier.texts[WRITTEN_IN].words == german.words
    return {
        code: Wording(its.title, its.words if keeps_words else None)
        for code, its in earlier.texts.items()
    }


SEMINAR = Flow(
    "seminar",
    (
        form.KIND,
        form.TITLE,
        form.WORDS,
        form.DAY,
        form.TIME,
        form.LENGTH,
        form.PLACE,
        form.SEATS,
        form.AUDIENCE,
        Review("review", REVIEW, name=REVIEW, send=MAKE),
    ),
    done=make,
    title=TITLE,
    check=times.check,
)
