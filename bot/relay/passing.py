"""Passing a message on: the rows by which the other one gets it, under its author's name; and the
same once more when it is edited. Only rows are written here; the sender wipes them when they went.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.conversation import cards, turn
from bot.conversation.asking import Message
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Said, Tongue, Value, Words, say
from bot.people import store as people
from bot.people import telling
from bot.relay import relayed, rules, store, texts, unsent
from bot.relay.relayed import Copy
from bot.relay.store import Kind, Thread
from bot.staff import store as staff
from bot.storage import database, outbox


@dataclass(frozen=True)
class Way:
    """From whom to whom: `name` is the author's as the other one knows it, `rows` the buttons below
    the message, `language` the author's where it is named."""

    thread: Thread
    author: int
    to: int
    name: Value
    rows: tuple[Row, ...]
    language: str = ""


@dataclass(frozen=True)
class Piece:
    """One message to the other one; `is_copy` stands for the original itself, which they can't pass
    on or save if it `is_protected`."""

    card: Card
    is_copy: bool = False
    is_protected: bool = False


NAMES = """
    select (select name from newcomer where person = :person) as newcomer,
           (select name from buddy where person = :person) as buddy
"""


async def name(work: database.Work, thread: Thread, person: int) -> Value:
    """What somebody in a thread is called there."""
    if thread.kind is Kind.CENTER and person != thread.person:
        return await staff_name(work, person)
    row = await work.one(NAMES, person=person)
    newcomer, buddy = row or (None, None)
    if thread.kind is Kind.PAIR:
        known = newcomer if person == thread.person else buddy
    else:
        known = newcomer or buddy
    return Words(known) if known else Said(texts.SOMEBODY)


async def staff_name(work: database.Work, person: int) -> Value:
    """A staff member's name, for whoever writes with them."""
    member = await staff.find(work, person)
    if member is None or not member.name:
        return Said(texts.THE_CENTER)
    return say(texts.OF_THE_CENTER, name=Words(member.name))


async def colleague(work: database.Work, person: int | None) -> Value:
    """A staff member's name, for the rest of the staff."""
    member = await staff.find(work, person) if person is not None else None
    return Words(member.name) if member and member.name else Said(texts.A_COLLEAGUE)


async def way(work: database.Work, thread: Thread, author: int, to: int) -> Way:
    called = await name(work, thread, author)
    answer_them = say(texts.ANSWER, name=cards.short(called))
    if thread.kind is Kind.PAIR:
        press = cards.action(store.WRITE_PAIR, thread.match or "")
        answer = Button(answer_them, press)
        return Way(thread, author, to, called, cards.column(answer))
    if author == thread.person:
        rows = cards.column(
            Button(answer_them, cards.action("answer_center", thread.id)),
            Button(Said(texts.FINISH), cards.action("finish_question", thread.id)),
        )
    else:
        rows = cards.column(Button(Said(texts.ANSWER_CENTER), cards.action("write_center")))
    written = (await people.get(work, author)).language
    read = (await people.get(work, to)).language
    return Way(thread, author, to, called, rows, written if written != read else "")


def pieces(its: Way, message: Message) -> list[Piece]:
    """A message as the other one gets it, with the buttons under the last piece."""
    found = list(_bare_pieces(its, message))
    last = found[-1]
    return [*found[:-1], replace(last, card=replace(last.card, rows=its.rows))]


def _bare_pieces(its: Way, message: Message) -> Iterator[Piece]:
    is_text = message.kind == "text"
    if is_text and message.words:
        yield from _texts(its, message.words)
    elif is_text or message.kind == "location":
        yield Piece(cards.card(say(texts.FROM_WHOM, name=its.name)))
        yield Piece(cards.card(), is_copy=True)
    elif not message.words:
        yield Piece(cards.card(say(texts.FROM_WHOM, name=its.name)), is_copy=True)
    elif rules.fits(message.words, rules.MOST_OF_A_CAPTION):
        yield Piece(_card(its, message.words), is_copy=True)
    else:
        yield Piece(cards.card(say(texts.FROM_WHOM, name=its.name)), is_copy=True)
        yield from _texts(its, message.words)


def _texts(its: Way, words: str) -> Iterator[Piece]:
    return (Piece(_card(its, part)) for part in rules.parts(words))


def _card(its: Way, words: str) -> Card:
    written_in = (say(texts.WRITTEN_IN, language=Tongue(its.language)),) if its.language else ()
    return cards.card(say(texts.FROM, name=its.name, words=Words(words)), *written_in)


async def pass_on(work: database.Work, its: Way, messages: Sequence[Message]) -> None:
    """Write the rows that bring messages to the other one; without a sound at night."""
    author = await people.get(work, its.author)
    for message in messages:
        for piece in pieces(its, message):
            await _put(work, its, message, piece, author.telegram)


async def copy(
    work: database.Work,
    thread: Thread,
    to: int,
    messages: Sequence[Message],
    *,
    is_protected: bool = False,
) -> None:
    """Show messages of a thread's person as they are, without name or buttons."""
    author = await people.get(work, thread.person)
    its = Way(thread, author.id, to, Said(texts.SOMEBODY), ())
    piece = Piece(cards.card(), is_copy=True, is_protected=is_protected)
    for message in messages:
        await _put(work, its, message, piece, author.telegram)


async def _put(work: database.Work, its: Way, message: Message, piece: Piece, chat: int) -> None:
    what = cards.pack(piece.card) | {telling.QUIETLY: True}
    if piece.is_copy:
        what |= {"chat": chat, "message": message.number, "protected": piece.is_protected}
    kind = "copy" if piece.is_copy else "relay"
    sent = await outbox.say(work, its.to, what, kind=kind)
    if sent:
        await relayed.note(work, sent, its.thread, its.author, message)


UNREACHABLE = "select 1 from person where id = :person and unreachable_since is not null"


async def is_unreachable(work: database.Work, person: int) -> bool:
    return await work.one(UNREACHABLE, person=person) is not None


# Edits


async def edited(this: turn.Turn, number: int, words: str, is_caption: bool) -> None:
    """Something that was passed on reads differently now; all other edits mean nothing to us."""
    if not is_caption:
        await unsent.change(this.work, this.person, number, words)
    found = await relayed.copies(this.work, this.person, number)
    for thread_id, to in dict.fromkeys((copy.thread, copy.to) for copy in found):
        thread = await store.find(this.work, thread_id)
        if thread is None or not await _is_open(this, thread, to):
            continue
        its = await way(this.work, thread, this.person, to)
        rows = [copy for copy in found if (copy.thread, copy.to) == (thread_id, to)]
        await _edit(this.work, its, rows, Message(number, _kind(is_caption), words))


async def _is_open(this: turn.Turn, thread: Thread, to: int) -> bool:
    """Whether something of this person may still reach the other one."""
    if not thread.is_open or await is_unreachable(this.work, to):
        return False
    if thread.kind is Kind.PAIR:
        return True
    member = to if this.person == thread.person else this.person
    return await staff.find(this.work, member) is not None


def _kind(is_caption: bool) -> str:
    return "photo" if is_caption else "text"


async def _edit(work: database.Work, its: Way, rows: Sequence[Copy], message: Message) -> None:
    """Captions stand at copies. A place has no caption: its row is a text before the copy."""
    is_caption = message.kind != "text"
    copied = [row for row in rows if row.is_copied]
    said = [row for row in rows if not row.is_copied]
    if (is_caption and not rows[0].is_copied) or not (message.words or is_caption):
        return
    new = pieces(its, message)
    if copied:
        for row in copied:
            what = cards.pack(new[0].card) | ({"caption": True} if is_caption else {})
            await outbox.edit(work, its.to, what, row=row.row)
        new = new[1:]
        if not is_caption:
            return
    for row, piece in zip(said, new, strict=False):
        await outbox.edit(work, its.to, cards.pack(piece.card), row=row.row)
    for row in said[len(new) :]:
        shorter = cards.card(say(texts.SHORTENED, name=its.name), rows=its.rows)
        await outbox.edit(work, its.to, cards.pack(shorter), row=row.row)
    for piece in new[len(said) :]:
        await _put(work, its, message, piece, 0)
