"""Sending a letter: the newcomer's pages go to the buddy as they are, who can read them and can't
forward or save them.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.agreements.pairs import Pair
from bot.conversation import cards, flow, turn
from bot.conversation.asking import Answers, Message
from bot.conversation.cards import Button, Card
from bot.conversation.flow import Flow
from bot.conversation.values import Count, Said, say
from bot.i18n import Text, text
from bot.letters import card, gate, pages, store
from bot.letters.pages import Pages
from bot.matches import store as matches
from bot.matches.store import State
from bot.people import menu, telling
from bot.relay import passing, unsent
from bot.storage import forms, outbox

FORM = "letter"
PAGES = "pages"

WHO_SEES = text(
    "letters.who_sees",
    "<b>{name}</b> sees this letter. The Welcome Center does not see it, and I do not keep it.\n"
    "A letter may say much about you. You can cover what {name} does not need to see.",
)
SEND_PAGES = text(
    "letters.send_pages", "Please send a photo of every page, or the file, one after the other."
)
TITLE = text("letters.title", "A letter")
PAGES_LABEL = text("letters.pages_label", "Pages")
SHOWS_YOU = text(
    "letters.shows_you",
    "<b>{name}</b> shows you a letter ({pages}). It is for you only: it can't be forwarded or "
    "saved.",
)
READ_IT = text(
    "letters.read_it",
    "Please read it together and find out what is to be done. You help to understand it; judging a "
    "legal matter is for professionals.",
)
SENT = text("letters.sent", "Sent to {name} ✓")
# Translators: a button for a photo that fits nowhere: it shall go to the buddy of this name.
IT_IS_A_LETTER = text("letters.it_is_a_letter", "It is a letter for {name}")
NOTHING_WAITS = text(
    "letters.nothing_waits", "The photo does not wait any more. Please send it once more."
)


async def send(this: turn.Turn) -> turn.Reply:
    """The form, for the newcomer of a match; said first is who sees what they send."""
    its = await gate.newcomers(this, this.about)
    hindered = await gate.hindered(this, its)
    if hindered is not None:
        return turn.Reply((hindered,))
    return turn.Reply((opening(its),), then=FORM, about=str(its.match))


def opening(its: Pair) -> Card:
    """Who sees what is sent."""
    return cards.card(say(WHO_SEES, name=its.name))


async def sent(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The pages are passed on, and both get the letter's card. If the other one can't be reached
    just now, the pages wait in the form."""
    try:
        its = await gate.newcomers(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    numbers = answers[PAGES]
    hindered = await gate.hindered(this, its)
    if hindered is not None:
        return with_pages(this.about, hindered, numbers)
    number = await store.add(this.work, its.match, len(numbers))
    letter = await store.get(this.work, number)
    await pass_on(this, its, numbers, SHOWS_YOU)
    reader = this.context.reader
    there = card.of(its.seen_from_there(), letter, reader, Said(READ_IT))
    await telling.tell(this.work, its.partner, there)
    return turn.Reply((card.of(its, letter, reader, say(SENT, name=its.name)),))


def with_pages(match: str, first: Card, numbers: Sequence[int]) -> turn.Reply:
    """The form with pages that are there already."""
    answers = {PAGES: [*numbers]}
    return turn.Reply((first,), then=FORM, about=match, answers=answers, changes=PAGES)


async def pass_on(this: turn.Turn, its: Pair, numbers: Sequence[int], words: Text) -> None:
    """That pages come, in these words, and the pages in the order in which they were sent. Of what
    album they were isn't noted: what else of it arrives is no page."""
    thread = await gate.thread(this, its)
    if thread is None:
        raise LookupError(f"match {its.match} passes nothing on")
    many = say(card.PAGES, count=Count(len(numbers)))
    comes = cards.card(say(words, name=its.own_name, pages=many))
    await telling.tell(this.work, its.partner, comes)
    messages = [Message(number, "photo") for number in sorted(numbers)]
    await passing.copy(this.work, thread, its.partner, messages, is_protected=True)


SEND_A_LETTER = Flow(FORM, (Pages(PAGES, SEND_PAGES, name=PAGES_LABEL),), done=sent, title=TITLE)


# What fits nowhere may be a page


async def offer_for(this: turn.Turn, message: Message) -> Sequence[Button]:
    """For a photo or file that fits nowhere: that it is a letter for the buddy."""
    match = await matches.of_newcomer(this.work, this.person)
    is_page = message.kind in pages.KINDS
    if not is_page or match is None or match.state is not State.ACTIVE:
        return ()
    its = await gate.newcomers(this, match.id)
    if await gate.hindered(this, its) is not None:
        return ()
    label = say(IT_IS_A_LETTER, name=its.short_name)
    return (Button(label, cards.action("letter_of_unsent", match.id)),)


async def of_unsent(this: turn.Turn) -> turn.Reply:
    """The form, with the photos and files that wait for being said whom they are for."""
    its = await gate.newcomers(this, this.about)
    waiting = await unsent.of_person(this.work, this.person)
    numbers = [message.number for message in waiting if message.kind in pages.KINDS][: pages.MOST]
    if not numbers:
        return turn.reply(Said(NOTHING_WAITS), rows=cards.column(menu.BACK_TO_MENU))
    hindered = await gate.hindered(this, its)
    if hindered is not None:
        return turn.Reply((hindered,))
    picked = await _taken_over(this, its)
    numbers = numbers[: pages.MOST - len(picked)]
    await unsent.drop(this.work, this.person, numbers)
    together = [*picked, *numbers]
    return replace(with_pages(str(its.match), opening(its), together), in_place=True)


async def _taken_over(this: turn.Turn, its: Pair) -> Sequence[int]:
    """The pages that a form which is open already has gathered; it is begun anew with them."""
    name = forms.name(FORM, str(its.match))
    found = await forms.open_forms(this.work, this.person)
    open_one = next((form for form in found if form.flow == name), None)
    if open_one is None:
        return ()
    if open_one.asked is not None:
        bare = cards.pack(flow.bare(SEND_A_LETTER, open_one))
        await outbox.edit(this.work, this.person, bare, row=open_one.asked)
    await forms.drop(this.work, this.person, name)
    return list(open_one.draft.get(pages.PICKED, ()))
