"""Pages that were forgotten are sent after the letter they belong to."""

from dataclasses import replace

from bot.conversation import cards, turn
from bot.conversation.asking import Answers
from bot.conversation.flow import Flow
from bot.conversation.values import say
from bot.i18n import text
from bot.letters import card, gate, news, sending, store
from bot.letters.pages import Pages
from bot.people import menu

FORM = "letter_page"

SEND_MORE = text(
    "letters.send_more",
    "Please send a photo of every page that is missing, or the file, one after the other.",
)
TITLE = text("letters.add_title", "More pages of a letter")
ADDS = text(
    "letters.adds",
    "<b>{name}</b> adds to a letter ({pages}). It is for you only: it can't be forwarded or saved.",
)
BELONGS_HERE = text("letters.belongs_here", "{name} has added to this letter:")


async def add(this: turn.Turn) -> turn.Reply:
    """The form, for the newcomer whose letter it is."""
    its, _ = await gate.newcomers_letter(this, this.about)
    hindered = await gate.hindered(this, its)
    if hindered is not None:
        return turn.Reply((hindered,))
    return turn.Reply((sending.opening(its),), then=FORM, about=this.about)


async def added(this: turn.Turn, answers: Answers) -> turn.Reply:
    """The pages are passed on, and the letter's card counts them. If the other one can't be reached
    just now, they wait in the form."""
    try:
        its, letter = await gate.newcomers_letter(this, this.about)
    except turn.Refusal as over:
        return turn.reply(over.why, rows=cards.column(menu.BACK_TO_MENU))
    numbers = answers[sending.PAGES]
    hindered = await gate.hindered(this, its)
    if hindered is not None:
        return replace(sending.with_pages(this.about, hindered, numbers), then=FORM)
    await store.add_pages(this.work, letter.id, len(numbers))
    await sending.pass_on(this, its, numbers, ADDS)
    now = await store.get(this.work, letter.id)
    await news.of(this, its, now, say(BELONGS_HERE, name=its.own_name))
    own = card.of(its, now, this.context.reader, say(sending.SENT, name=its.name))
    return turn.Reply((own,))


ADD_PAGES = Flow(
    FORM,
    (Pages(sending.PAGES, SEND_MORE, name=sending.PAGES_LABEL),),
    done=added,
    title=TITLE,
)
