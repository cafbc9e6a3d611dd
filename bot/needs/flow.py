"""Asking for a buddy: the form, and everything a newcomer can do with the request afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation import cards, flow, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.planning import Day
from bot.conversation.questions import ChooseMany, Write
from bot.conversation.values import Day as DayValue
from bot.conversation.values import Said, Words, say
from bot.i18n import Text, text
from bot.needs import standing, store
from bot.needs.store import Kind, Need
from bot.newcomers import introduction, links
from bot.newcomers import store as newcomers
from bot.people import consent, menu
from bot.people import store as people
from bot.storage import forms

LONGEST_WORDS = 600
CASE_KNOWN = text("needs.case_known", "An advisor has opened a request for you.")
NO_DATE = text("needs.no_date", "No date")

I_NEED_HELP = text("needs.i_need_help", "I need help")
OPENING = text(
    "needs.opening",
    "A few short questions, about three minutes. You can stop and go on later.",
)
SENT = text(
    "needs.sent",
    "Thank you, {name}. Your request is sent. An advisor of the Welcome Center reads it by "
    "<b>{day}</b>. Then we look for a buddy who fits.\n"
    "I write to you at every step, and at least every two weeks.",
)
SENT_AFTER_ADVICE = text(
    "needs.sent_after_advice",
    "Thank you, {name}. Your request is sent. The Welcome Center knows you already, so we now look "
    "for a buddy who fits.\n"
    "I write to you at every step, and at least every two weeks.",
)
CHANGED = text("needs.changed", "Thank you, {name}. Your request is changed.")
REVIEW = text("needs.review", "Is everything right?")
WORDS_LABEL = text("needs.words_label", "In your own words")


def date_of(kind: Kind, ask_for: Text, name: Text) -> Day:
    """The question by which day a need matters, for those who have the need."""
    return Day(
        f"{kind.value}_by",
        ask_for,
        name=name,
        optional=True,
        skip=NO_DATE,
        when=lambda answers: kind.value in (answers.get("needs") or ()),
    )


async def ask(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent: keep who asks and what for."""
    is_change = await store.find_open(this.work, this.person) is not None
    after_advice = await links.has_case(this.work, this.person)
    newcomer = introduction.read(answers)
    await newcomers.put(this.work, this.person, newcomer)
    request = await store.put(
        this.work,
        this.person,
        read_wanted(answers),
        after_advice=after_advice,
        advisor=await links.advisor_of(this.work, this.person),
    )
    if is_change:
        this.work.happened(store.Changed(request, this.person))
    else:
        this.work.happened(store.Sent(request, this.person))
    await people.change_pause(this.work, this.person, is_paused=False)
    thanks = CHANGED if is_change else SENT_AFTER_ADVICE if after_advice else SENT
    day = DayValue(standing.read_by(this.context.reader.today, this.town))
    buttons = cards.column(
        Button(Said(standing.MY_REQUEST), cards.action("request")), menu.BACK_TO_MENU
    )
    return turn.reply(say(thanks, name=Words(newcomer.name), day=day), rows=buttons)


ASK_FOR_A_BUDDY = Flow(
    standing.FORM,
    (
        *introduction.QUESTIONS,
        ChooseMany(
            "needs",
            text(
                "needs.which",
                "What would help you? Choose as many as you like, then press “Done”.",
            ),
            Kind,
            alone=Kind.UNSURE.value,
            is_listed=True,
            name=text("needs.which_label", "Help with"),
        ),
        date_of(
            Kind.OFFICE,
            text("needs.office_by", "On which day do you have to be at the office?"),
            text("needs.office_by_label", "Office on"),
        ),
        date_of(
            Kind.LETTERS,
            text("needs.letters_by", "Does a letter say by which day you have to answer?"),
            text("needs.letters_by_label", "Answer the letter by"),
        ),
        date_of(
            Kind.WORK,
            text("needs.work_by", "Is there a day by which you need help with work?"),
            text("needs.work_by_label", "Work by"),
        ),
        Write(
            "words",
            text(
                "needs.words",
                "Would you like to add something in your own words? Type it or send a voice "
                "message. Please do not speak of health, religion or residence papers.",
            ),
            LONGEST_WORDS,
            has_lines=True,
            optional=True,
            may_be_spoken=True,
            name=WORDS_LABEL,
        ),
        Review("review", REVIEW, name=REVIEW),
    ),
    done=ask,
    title=text("needs.title", "Asking for a buddy"),
    dropped=text(
        "needs.form_dropped",
        "This form is deleted. A request that you have sent stays as it is.",
    ),
    opening=OPENING,
    person="write_center",
)


def read_wanted(answers: Answers) -> store.Wanted:
    """What is asked for, from the form's answers; needs in the order of their kinds."""
    needs = tuple(
        Need(kind, date.fromisoformat(day) if (day := answers.get(f"{kind.value}_by")) else None)
        for kind in Kind
        if kind.value in answers["needs"]
    )
    words = answers["words"]
    if isinstance(words, dict):
        return store.Wanted(needs, None, words["voice"])
    return store.Wanted(needs, words, None)


async def need_help(this: turn.Turn) -> turn.Reply:
    """The first door: the form, or where the request stands if there is one."""
    request = await store.find_open(this.work, this.person)
    if request is not None:
        return turn.Reply((await standing.card(this, request),))
    form = turn.Reply(then=ASK_FOR_A_BUDDY.name, answers=await _known(this))
    return await consent.ask_or(this, "need_help", form)


async def _known(this: turn.Turn) -> dict[str, Any]:
    """What an earlier request said about the person; nobody is asked twice."""
    newcomer = await newcomers.find(this.work, this.person)
    return introduction.answers(newcomer) if newcomer else {}


async def change(this: turn.Turn) -> turn.Reply:
    """The form again, with all its answers, at the review."""
    request = await store.find_open(this.work, this.person)
    if request is None:
        raise turn.NotYours(Said(standing.NOTHING_OPEN))
    form = turn.Reply(then=ASK_FOR_A_BUDDY.name, answers=await _answers(this, request))
    return await consent.ask_or(this, "change_request", form)


async def _answers(this: turn.Turn, request: store.Request) -> dict[str, Any]:
    by = {f"{need.kind.value}_by": need.by and need.by.isoformat() for need in request.needs}
    return {
        **await _known(this),
        "needs": [need.kind.value for need in request.needs],
        **by,
        "words": {"voice": request.voice} if request.voice else request.words,
    }


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: the door, or the request."""
    if await store.find_open(this.work, this.person):
        return menu.Part(
            (
                Button(Said(standing.MY_REQUEST), cards.action("request"), style="primary"),
                Button(Said(standing.CHANGE), cards.action("change_request")),
            )
        )
    opened = await forms.open_forms(this.work, this.person)
    has_begun = any(form.flow == ASK_FOR_A_BUDDY.name for form in opened)
    goes_on = has_begun or await links.has_case(this.work, this.person)
    label = standing.GO_ON if goes_on else I_NEED_HELP
    return menu.Part((Button(Said(label), cards.action("need_help"), style="primary"),))


async def describe(this: turn.Turn) -> Sequence[Said]:
    """What is known about a newcomer, for "my data"."""
    opened = await forms.open_forms(this.work, this.person)
    begun = next((form.answers for form in opened if form.flow == ASK_FOR_A_BUDDY.name), {})
    request = await store.find_latest(this.work, this.person)
    kept = await _answers(this, request) if request else await _known(this)
    has_case = await links.has_case(this.work, this.person)
    told = flow.summary(ASK_FOR_A_BUDDY, {**kept, **begun}, this.context)
    return (*told, Said(CASE_KNOWN)) if has_case else told
