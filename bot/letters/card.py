"""How a letter's card reads, for either of the two. Pure."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from bot.agreements.pairs import Pair
from bot.conversation import cards, flow
from bot.conversation.cards import Button, Card
from bot.conversation.values import Count, Day, Reader, Said, ShortDay, Value, Words, say
from bot.i18n import plural, text
from bot.letters import legal
from bot.letters.kinds import Kind
from bot.letters.store import Letter, Part
from bot.matches import standing as match_standing
from bot.matches.store import Side

PAGES = plural("letters.pages", "{count} page", "{count} pages")
YOU_SHOWED = text("letters.you_showed", "A letter that you showed {name} on {day} ({pages})")
SHOWED_YOU = text("letters.showed_you", "A letter that {name} showed you on {day} ({pages})")
NOTHING_YET = text(
    "letters.nothing_yet",
    "Note here together what you find out. You both see it, and nobody else.",
)
PASSED = text(
    "letters.passed", "<b>That day has passed.</b> Please ask the advice services at once."
)
DONE = text("letters.done", "Done ✓")

KIND = text("letters.kind", "Kind")
SENDER = text("letters.sender", "From whom")
DEADLINE = text("letters.deadline", "Deadline")
NEXT_STEP = text("letters.next_step", "Next step")
LABELS = {
    Part.KIND: KIND,
    Part.SENDER: SENDER,
    Part.DEADLINE: DEADLINE,
    Part.NEXT_STEP: NEXT_STEP,
}
FILL_IN = text("letters.fill_in", "Fill in")
FILL_WHAT = text("letters.fill_what", "What would you like to note?")
ADD_PAGE = text("letters.add_page", "Add a page")
BACK_TO_IT = text("letters.back_to_letter", "Back to the letter")
MARK_DONE = text("letters.mark_done", "This letter is done")
NOT_DONE = text("letters.not_done", "It is not done yet")
WHO_ADVISES = text("letters.who_advises", "Who gives advice")
ALL_LETTERS = text("letters.all_letters", "All letters")

# Translators: a letter in a list, by the day on which it was sent; a button, so keep it short.
LETTER_OF = text("letters.letter_of", "Letter of {day}")
# Translators: a letter in a list: what it is, or from whom; and its deadline. Keep it short.
BY_DAY = text("letters.by_day", "{letter}, by {day}")
# Translators: a letter in a list that is done.
WHICH_IS_DONE = text("letters.which_is_done", "{letter} ✓")


def of(its: Pair, letter: Letter, reader: Reader, *intro: Said) -> Card:
    """The card as this side sees it."""
    head = YOU_SHOWED if its.side is Side.NEWCOMER else SHOWED_YOU
    day = Day(sent_on(letter, reader.zone))
    pages = say(PAGES, count=Count(letter.pages))
    lines = (*intro, *((None,) if intro else ()), say(head, name=its.name, day=day, pages=pages))
    return Card((*lines, *_noted(letter, reader.today)), _rows(its, letter, reader.today))


def sent_on(letter: Letter, zone: ZoneInfo) -> date:
    return letter.sent_at.astimezone(zone).date()


def _noted(letter: Letter, today: date) -> Iterator[Said | None]:
    noted = {part: answer for part in Part if (answer := letter.answer(part)) is not None}
    if noted:
        yield None
    for part, answer in noted.items():
        yield say(flow.LINE, name=Said(LABELS[part]), answer=shown(part, answer))
    if letter.is_done:
        yield Said(DONE)
    elif legal.has_passed(letter, today):
        yield Said(PASSED)
    elif not noted:
        yield Said(NOTHING_YET)


def shown(part: Part, answer: str) -> Value:
    """What is noted as one part of the card, as a form keeps it."""
    if part is Part.KIND:
        return Said(Kind.of(answer).label)
    return Day(date.fromisoformat(answer)) if part is Part.DEADLINE else Words(answer)


def _rows(its: Pair, letter: Letter, today: date) -> tuple[cards.Row, ...]:
    write = Button(
        say(match_standing.WRITE_TO, name=its.short_name), cards.action("write_pair", its.match)
    )
    more = (write, Button(Said(ALL_LETTERS), cards.action("letters", its.match)))
    if letter.is_done:
        undo = Button(Said(NOT_DONE), cards.action("letter_reopen", letter.id, letter.version))
        return cards.column(undo, *more)
    fill = Button(Said(FILL_IN), cards.action("letter_fill", letter.id, letter.version))
    page = Button(Said(ADD_PAGE), cards.action("letter_page", letter.id))
    pages = (page,) if its.side is Side.NEWCOMER else ()
    done = Button(Said(MARK_DONE), cards.action("letter_done", letter.id, letter.version))
    advice = Button(Said(WHO_ADVISES), cards.action("letter_advice", letter.id))
    calls = (advice,) if legal.reasons(letter, today) else ()
    return cards.column(fill, *pages, *calls, done, *more)


def parts(its: Pair, letter: Letter, reader: Reader) -> Card:
    """The card with its four parts to note."""
    back = Button(Said(BACK_TO_IT), cards.action("letter", letter.id))
    kind, sender, deadline, next_step = (_part(letter, part) for part in Part)
    rows = (cards.row(kind, sender), cards.row(deadline, next_step), *cards.column(back))
    return Card((*of(its, letter, reader).lines, None, Said(FILL_WHAT)), rows)


def _part(letter: Letter, part: Part) -> Button:
    press = cards.action("letter_part", f"{letter.id}.{part}", letter.version)
    return Button(Said(LABELS[part]), press)


def entry(letter: Letter, zone: ZoneInfo) -> Button:
    """A letter in a list: from whom or what it is, and by when."""
    label = _called(letter, zone)
    if letter.is_done:
        label = say(WHICH_IS_DONE, letter=label)
    elif letter.deadline:
        label = say(BY_DAY, letter=label, day=ShortDay(letter.deadline))
    return Button(label, cards.action("letter", letter.id))


def _called(letter: Letter, zone: ZoneInfo) -> Value:
    if letter.sender:
        return cards.short(Words(letter.sender))
    if letter.kind:
        return Said(letter.kind.label)
    return say(LETTER_OF, day=ShortDay(sent_on(letter, zone)))
