"""Answering a proposal: yes, no with a reason, or not now; the buddy first, then the newcomer.

What is pressed counts only while that very question is open; else it is shown how it stands now.
"""

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.cards import Button
from bot.conversation.flow import Flow
from bot.conversation.options import Choice
from bot.conversation.questions import Choose, Write
from bot.conversation.values import Said
from bot.i18n import Text, text
from bot.matches import asked, beginning, partners, standing, store
from bot.matches.store import Match, Side, State
from bot.people import menu, telling
from bot.sections import Matching
from bot.storage import database, forms

LONGEST_WORDS = 600

PAUSES = text(
    "matches.not_now_thanks",
    "All right, not now. We ask somebody else this time. Would you like to pause for a while?",
)
NO_THANKS = text(
    "matches.no_thanks_buddy",
    "Thank you for answering. We ask somebody else, and you when somebody fits better.",
)
GO_ON_LOOKING = text(
    "matches.go_on_looking",
    "Thank you for answering. Your request stays, and we go on looking for a buddy for you.",
)
NOT_YOU = text(
    "matches.said_no",
    "The other side has decided otherwise this time. That happens and says nothing about you. "
    "Thank you for your yes. I ask you again when somebody fits.",
)


class WhyBuddy(Choice):
    """Why a buddy says no; coordinators see it."""

    NO_TIME = "no_time", text("matches.why_no_time", "I have too little time")
    TOO_FAR = "too_far", text("matches.why_too_far", "It is too far away")
    OTHER_HELP = "other_help", text("matches.why_other_help", "It is not my kind of help")
    OTHER = "other", text("matches.why_other", "Something else")


class WhyNewcomer(Choice):
    """Why a newcomer says no; coordinators see it."""

    TIMES = "times", text("matches.why_times", "The times don't suit me")
    SOMEBODY_ELSE = "somebody_else", text("matches.why_else", "I would like somebody else")
    NO_NEED = "no_need", text("matches.why_no_need", "I don't need a buddy any more")
    OTHER = "other", text("matches.why_other_newcomer", "Something else")


WHY = text(
    "matches.why",
    "You may say no. What is the reason? Only the coordinators see it; the other side does not.",
)
WHY_LABEL = text("matches.why_label", "Reason")
IN_WORDS = text("matches.why_words", "Would you like to say it in a few words?")
IN_WORDS_LABEL = text("matches.why_words_label", "In your words")
TITLE = text("matches.declining", "Saying no to a proposal")


async def _asked(this: turn.Turn) -> tuple[Match, Side] | None:
    """The match and the person's side of it, while the button they pressed still counts."""
    match, side = await partners.side_of(this, this.about)
    is_open = asked.asks(match) is side and this.version == match.version
    return (match, side) if is_open else None


async def say_yes(settings: Matching, this: turn.Turn) -> turn.Reply:
    """The buddy's yes asks the newcomer; the newcomer's makes it a match."""
    found = await _asked(this)
    if found is None:
        return await _as_it_stands(settings, this)
    match, side = found
    await forget_forms(this.work, match.id)
    if side is Side.BUDDY:
        await store.change(this.work, match.id, State.ACCEPTED)
        await _ask_newcomer(this, match.id, settings.answer_hours)
        return await _as_it_stands(settings, this)
    await store.change(this.work, match.id, State.ACTIVE)
    return await beginning.begin(this, match.id)


async def ask_buddy(this: turn.Turn, number: int, hours: int) -> None:
    """Put the question of a fresh proposal to the buddy."""
    match = await store.get(this.work, number)
    await _ask(this, match, match.buddy, hours)


async def _ask_newcomer(this: turn.Turn, number: int, hours: int) -> None:
    match = await store.get(this.work, number)
    await _ask(this, match, match.newcomer, hours)


async def _ask(this: turn.Turn, match: Match, person: int | None, hours: int) -> None:
    both = await partners.both(this.work, match)
    if both is None or person is None:
        return
    context = await partners.other_context(this, person)
    await telling.tell(this.work, person, asked.card(both, context, hours))


async def _as_it_stands(settings: Matching, this: turn.Turn) -> turn.Reply:
    match, _ = await partners.side_of(this, this.about)
    shown = await standing.current(this, match, settings.answer_hours)
    return turn.Reply((shown,), in_place=True)


async def not_now(settings: Matching, this: turn.Turn) -> turn.Reply:
    """The buddy has no time just now: somebody else is asked, this one again later."""
    found = await _asked(this)
    if found is None or found[1] is Side.NEWCOMER:
        return await _as_it_stands(settings, this)
    await forget_forms(this.work, found[0].id)
    await store.change(this.work, found[0].id, State.POSTPONED, by=Side.BUDDY)
    rows = cards.column(standing.TO_PAUSE, menu.BACK_TO_MENU)
    return turn.Reply((cards.card(Said(PAUSES), rows=rows),), in_place=True)


async def say_no(settings: Matching, this: turn.Turn) -> turn.Reply:
    """No, for which a reason is asked."""
    found = await _asked(this)
    if found is None:
        return await _as_it_stands(settings, this)
    match, side = found
    return turn.Reply(then=DECLINING[side].name, about=str(match.id))


async def decline(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The reason is there. Whoever took too long for it sees how it stands now."""
    match, side = await partners.side_of(this, this.about)
    if asked.asks(match) is not side:
        return turn.Reply((await standing.settled(this, match),))
    reason, words = answers["reason"], answers.get("words")
    await store.change(this.work, match.id, State.DECLINED, by=side, reason=reason, words=words)
    if side is Side.BUDDY:
        return turn.reply(Said(NO_THANKS), rows=cards.column(menu.BACK_TO_MENU))
    await tell_in_vain(this.work, match, NOT_YOU)
    button = Button(Said(standing.MY_REQUEST), cards.action("request"))
    return turn.reply(Said(GO_ON_LOOKING), rows=cards.column(button, menu.BACK_TO_MENU))


async def tell_in_vain(work: database.Work, match: Match, words: Text) -> None:
    """Tell the buddy, kindly and without a reason, that nothing comes of a proposal."""
    if match.buddy is not None:
        card = cards.card(Said(words), rows=cards.column(menu.BACK_TO_MENU))
        await telling.tell(work, match.buddy, card)


def _declining(name: str, reasons: type[Choice]) -> Flow:
    return Flow(
        name,
        (
            Choose("reason", WHY, reasons, name=WHY_LABEL),
            Write(
                "words",
                IN_WORDS,
                LONGEST_WORDS,
                has_lines=True,
                optional=True,
                when=lambda answers: answers.get("reason") == "other",
                name=IN_WORDS_LABEL,
            ),
        ),
        done=decline,
        title=TITLE,
    )


DECLINE_AS_BUDDY = _declining("decline_as_buddy", WhyBuddy)
DECLINE_AS_NEWCOMER = _declining("decline_as_newcomer", WhyNewcomer)
DECLINING = {Side.BUDDY: DECLINE_AS_BUDDY, Side.NEWCOMER: DECLINE_AS_NEWCOMER}


async def forget_forms(work: database.Work, match: int) -> None:
    """Nobody gives a reason for a no any more."""
    for form in DECLINING.values():
        await forms.drop_about(work, form.name, str(match))


async def drop_forms(work: database.Work, event: store.ProposalEnded) -> None:
    """The proposal is over, and so are the forms about it."""
    await forget_forms(work, event.match)
