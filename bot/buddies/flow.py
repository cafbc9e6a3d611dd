"""The door "I want to help": what a buddy does, the application, and changing what one offers."""

from collections.abc import Sequence
from typing import Any

from bot import workdays
from bot.buddies import application, conduct, path, store
from bot.conversation import cards, flow, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow, Review
from bot.conversation.values import Day, Said, Words, say
from bot.i18n import text
from bot.people import consent, menu
from bot.people import store as people
from bot.storage import forms

I_WANT_TO_HELP = text("buddies.i_want_to_help", "I want to help")
ABOUT = text(
    "buddies.about",
    "It is good that you want to help. As a <b>Welcome Buddy</b> you go with newcomers to offices, "
    "look through letters with them, practise German, help with applications, or are simply "
    "there.\n"
    "The two of you decide together what you do, how long, and where.",
)
HOW = text(
    "buddies.how",
    "It begins with a talk and an introduction. After that there are seminars and meetings where "
    "buddies talk about what they experience. Nobody is left alone with it.",
)
APPLY = text("buddies.apply", "Apply as a buddy")
WELCOME_CENTER = text("buddies.welcome_center", "Where is the Welcome Center?")
OPENING = text(
    "buddies.opening",
    "A few short questions, about five minutes. You can stop and go on later.",
)
REVIEW = text("buddies.review", "Is everything right?")
APPLIED = text(
    "buddies.thanks",
    "Thank you, {name}. The coordinators of the Welcome Buddies have your application. One of them "
    "writes to you here by <b>{day}</b>, to find a time for a talk.\n"
    "I write to you at every step.",
)
# Translators: the state is one of those on the way to being a buddy, as in "As a buddy: active".
AS_A_BUDDY = text("buddies.as_a_buddy", "As a buddy: <b>{state}</b>")
CHANGED = text("buddies.changed", "Thank you, {name}. What you offer is changed.")


async def want_to_help(this: turn.Turn) -> turn.Reply:
    """The second door: what a buddy does; for a buddy, where they stand."""
    standing = await path.standing(this)
    if standing is not None:
        return turn.Reply((standing,))
    buttons = (
        Button(Said(APPLY), cards.action("apply_as_buddy"), style="primary"),
        Button(Said(WELCOME_CENTER), cards.action("welcome_center")),
        menu.BACK_TO_MENU,
    )
    return turn.reply(Said(ABOUT), None, Said(HOW), rows=cards.column(*buttons))


async def apply(this: turn.Turn) -> turn.Reply:
    """The application; or where it stands, if there is one."""
    buddy = await store.find(this.work, this.person)
    if buddy is not None and not buddy.has_ended:
        return turn.Reply((path.card(this, buddy),))
    return await _form(this, buddy, "apply_as_buddy")


async def change(this: turn.Turn) -> turn.Reply:
    """The same form with all its answers, at the review."""
    buddy = await store.find(this.work, this.person)
    if buddy is None or buddy.has_ended:
        raise turn.NotYours(Said(path.NO_BUDDY))
    return await _form(this, buddy, "change_offer")


async def _form(this: turn.Turn, buddy: store.Buddy | None, action: str) -> turn.Reply:
    """Nobody is asked twice: what was said before stands, the code of conduct if it is the same."""
    known = await _answers(this, buddy) if buddy else {}
    form = turn.Reply(then=path.FORM, answers=known)
    return await consent.ask_or(this, action, form, purpose=consent.VOLUNTEERING)


async def _answers(this: turn.Turn, buddy: store.Buddy) -> dict[str, Any]:
    return {**application.answers(buddy.offer), **await conduct.known(this.work, this.person)}


async def send(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The form is sent: keep who offers what. An application, or a change of what is known."""
    before = await store.find(this.work, this.person)
    offer = application.read(answers)
    await store.put(this.work, this.person, offer)
    promise = answers[conduct.QUESTION.key]
    await conduct.agree(this.work, this.person, promise, this.language)
    await people.change_pause(this.work, this.person, is_paused=False)
    if before is None or before.has_ended:
        this.work.happened(store.Applied(this.person))
        thanks, label = APPLIED, path.MY_PATH
    else:
        this.work.happened(store.Changed(this.person))
        is_on_the_way = before.state in store.ON_THE_PATH
        thanks, label = CHANGED, path.MY_PATH if is_on_the_way else path.MY_OFFER
    by = workdays.after(this.context.reader.today, path.READ_WITHIN, this.town)
    rows = cards.column(Button(Said(label), cards.action("my_path")), menu.BACK_TO_MENU)
    return turn.reply(say(thanks, name=Words(offer.name), day=Day(by)), rows=rows)


APPLY_AS_BUDDY = Flow(
    path.FORM,
    (*application.QUESTIONS, conduct.QUESTION, Review("review", REVIEW, name=REVIEW)),
    done=send,
    title=text("buddies.title", "Offering help as a buddy"),
    dropped=text(
        "buddies.form_dropped",
        "This form is deleted. What you have sent before stays as it is.",
    ),
    opening=OPENING,
    person="write_center",
)


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: the door, or where the buddy stands."""
    buddy = await store.find(this.work, this.person)
    if buddy is not None and not buddy.has_ended:
        label = path.MY_PATH if buddy.state in store.ON_THE_PATH else path.MY_OFFER
        return menu.Part((Button(Said(label), cards.action("my_path")),))
    opened = await forms.open_forms(this.work, this.person)
    if any(form.kind == path.FORM for form in opened):
        return menu.Part((Button(Said(path.GO_ON), cards.action("apply_as_buddy")),))
    return menu.Part((Button(Said(I_WANT_TO_HELP), cards.action("want_to_help")),))


async def describe(this: turn.Turn) -> Sequence[Said]:
    """What is known about a buddy, for "my data"."""
    opened = await forms.open_forms(this.work, this.person)
    begun = next((form.answers for form in opened if form.kind == path.FORM), {})
    buddy = await store.find(this.work, this.person)
    kept = await _answers(this, buddy) if buddy else {}
    told = flow.summary(APPLY_AS_BUDDY, {**kept, **begun}, this.context)
    if buddy is None:
        return told
    noted = (path.certificate(buddy.certificate, this.context.reader),) if buddy.certificate else ()
    state = say(AS_A_BUDDY, state=Said(path.STATES[buddy.state]))
    return (state, *told, *noted)
