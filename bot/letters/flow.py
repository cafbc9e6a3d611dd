"""Looking at the letters of a match and the card of each; saying that one is done, or isn't; who
gives advice about it.
"""

from bot.conversation import cards, turn
from bot.conversation.cards import Button
from bot.conversation.values import Said, say
from bot.i18n import text
from bot.letters import card, filling, gate, legal, news, store
from bot.matches import standing as match_standing
from bot.matches.store import Side
from bot.people import menu

MOST = 20
"""Letters in a list: those that are done long ago can do without."""

LETTERS = text("letters.list", "Letters that you and {name} look at together:")
NONE = text("letters.none", "There is no letter here that you and {name} look at together.")
SAYS_DONE = text("letters.says_done", "{name} says that this letter is done:")
SAYS_NOT_DONE = text("letters.says_not_done", "{name} says that this letter is not done yet:")


async def show_all(this: turn.Turn) -> turn.Reply:
    """The letters of a match; its newcomer can send another one."""
    its = await gate.pair(this, this.about)
    found = await store.of_match(this.work, its.match, MOST)
    is_newcomer = its.side is Side.NEWCOMER
    press = cards.action("send_letter", its.match)
    send = Button(Said(match_standing.SEND_LETTER), press, style="primary")
    buttons = (
        *(card.entry(letter, this.context.reader.zone) for letter in found),
        *((send,) if is_newcomer else ()),
        menu.BACK_TO_MENU,
    )
    head = say(LETTERS if found else NONE, name=its.name)
    return turn.reply(head, rows=cards.column(*buttons))


async def show(this: turn.Turn) -> turn.Reply:
    its, letter = await gate.letter(this, this.about)
    return turn.Reply((card.of(its, letter, this.context.reader),))


async def fill_in(this: turn.Turn) -> turn.Reply:
    """Which part of the card shall be noted."""
    its, letter = await gate.letter(this, this.about)
    if letter.version != this.version or letter.is_done:
        return filling.outdated(this, its, letter)
    return turn.Reply((card.parts(its, letter, this.context.reader),), in_place=True)


async def advice(this: turn.Turn) -> turn.Reply:
    """Who helps where a letter calls for professionals."""
    await gate.letter(this, this.about)
    return turn.Reply((legal.advice(this.town),))


async def done(this: turn.Turn) -> turn.Reply:
    """Nothing is left to do: nobody is reminded any more."""
    return await _mark(this, is_done=True)


async def reopen(this: turn.Turn) -> turn.Reply:
    """It isn't done after all."""
    return await _mark(this, is_done=False)


async def _mark(this: turn.Turn, *, is_done: bool) -> turn.Reply:
    """An old button, or one pressed twice, shows how it stands."""
    its, letter = await gate.letter(this, this.about)
    if letter.version != this.version or letter.is_done is is_done:
        return filling.outdated(this, its, letter)
    await (store.end if is_done else store.reopen)(this.work, letter.id)
    now = await store.get(this.work, letter.id)
    if await gate.thread(this, its) is not None:
        words = SAYS_DONE if is_done else SAYS_NOT_DONE
        await news.of(this, its, now, say(words, name=its.own_name))
    return turn.Reply((card.of(its, now, this.context.reader),), in_place=True)
