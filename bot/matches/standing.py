"""How a proposal or match stands for one of its two, at any time: in the menu, on asking where one
stands, and instead of what an old button stood for."""

from collections.abc import AsyncIterator, Sequence
from typing import assert_never

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Said, Value, When, say
from bot.i18n import Text, text
from bot.matches import asked, partners, reasons, store
from bot.matches.store import Match, Side, State
from bot.needs import store as requests
from bot.people import menu

WE_ASK = text(
    "matches.we_ask",
    "We are asking a buddy whether it fits. I write to you as soon as I know more.",
)
WE_ASK_OTHER = text(
    "matches.we_ask_other",
    "You said yes. Thank you. I ask the other side now and tell you as soon as I know.",
)
YOUR_ANSWER = text("matches.your_answer", "Somebody waits for your answer.")
GOOD_NEWS = text(
    "matches.good_news", "Somebody would like to be your buddy. Please answer by <b>{when}</b>."
)
TOO_LATE = text(
    "matches.too_late",
    "The time for an answer is over. No harm done. Thank you for answering all the same.",
)
TOO_LATE_NEWCOMER = text(
    "matches.too_late_newcomer",
    "The time for an answer is over. No harm done: your request stays, and we go on looking.",
)
SAID_NO = text("matches.you_said_no", "You said no. That is fine. I tell nobody why.")
SAID_NO_AS_BUDDY = text(
    "matches.no_thanks_buddy",
    "Thank you for answering. We ask somebody else, and you when somebody fits better.",
)
SAID_NO_AS_NEWCOMER = text(
    "matches.go_on_looking",
    "Thank you for answering. Your request stays, and we go on looking for a buddy for you.",
)
NOT_OPEN = text("matches.not_open", "This question is no longer open. You need not do anything.")
OVER = text("matches.over", "Your time together is over here.")

BUDDY_IS = text("matches.buddy_is", "Your buddy: <b>{name}</b>, since {day}")
YOU_ACCOMPANY = text("matches.you_accompany", "You accompany <b>{name}</b>, since {day}")
BOTH_SPEAK = text("matches.both_speak", "You both speak: {languages}")
WISHES = text("matches.wishes", "Would like: {needs}")
WRITE_TO = text("matches.write_to", "Write to {name}")
SUGGEST_MEETING = text("matches.suggest_meeting", "Suggest a meeting")
WHAT_AGREED = text("matches.what_agreed", "What we agreed")
SEND_LETTER = text("matches.send_letter", "Send a letter")
# Translators: button that leads to the letters the two read together.
LETTERS = text("matches.letters", "Our letters")
WRONG = text("matches.something_wrong", "Something is wrong")
END_IT = text("matches.end_it", "End it")
# Translators: menu button that leads to everything with the partner of this name.
WITH = text("matches.with_name", "With {name}")
ANOTHER = text("matches.another_buddy", "Look for another buddy")
PAUSE = text("matches.pause_until", "Pause for a while")
MY_REQUEST = text("matches.my_request", "My request")
ANSWER_NOW = text("matches.answer_now", "Answer now")
# Translators: in what somebody sees about themselves, below "Your buddy: Tom, since …".
AGREED = text("matches.data_agreed", "You have agreed on what you do together.")
TO_PAUSE = Button(Said(PAUSE), cards.action("pause_buddy"))
TO_REQUEST = Button(Said(MY_REQUEST), cards.action("request"))


async def show(this: turn.Turn) -> turn.Reply:
    """How it stands, for one of the two: the question, if their answer is open."""
    match, _ = await partners.side_of(this, this.about)
    return turn.Reply((await current(this, match),))


async def current(this: turn.Turn, match: Match) -> Card:
    """What a match is to the person whose turn it is, who is one of its two."""
    if asked.asks(match) is match.side_of(this.person):
        both = await partners.both(this.work, match)
        if both is not None:
            return asked.card(both, this.context)
    return await settled(this, match)


async def settled(this: turn.Turn, match: Match) -> Card:
    """The same where nothing is asked of them."""
    side = match.side_of(this.person) or Side.NEWCOMER
    match match.state:
        case State.ACTIVE:
            return await match_card(this, match)
        case State.PROPOSED:
            return _plain(side, WE_ASK if side is Side.NEWCOMER else NOT_OPEN)
        case State.ACCEPTED:
            return _plain(side, WE_ASK_OTHER if side is Side.BUDDY else NOT_OPEN)
        case State.ENDED:
            return await over(this, match, Said(OVER))
        case State.EXPIRED:
            return _plain(side, TOO_LATE if side is Side.BUDDY else TOO_LATE_NEWCOMER)
        case State.DECLINED if match.ended_by is side:
            thanks = SAID_NO_AS_BUDDY if side is Side.BUDDY else SAID_NO_AS_NEWCOMER
            return _plain(side, SAID_NO, thanks)
        case State.DECLINED | State.POSTPONED | State.TAKEN_BACK:
            return _plain(side, NOT_OPEN)
        case _:
            assert_never(match.state)


def _plain(side: Side, *several: Text) -> Card:
    request = (TO_REQUEST,) if side is Side.NEWCOMER else ()
    return Card(tuple(map(Said, several)), cards.column(*request, menu.BACK_TO_MENU))


async def over(this: turn.Turn, match: Match, *lines: Said) -> Card:
    """Below what is said of a match that is over: how one can go on."""
    side = match.side_of(this.person)
    rows = cards.column(*await ways_on(this, match, side), menu.BACK_TO_MENU)
    return Card(lines, rows)


async def ways_on(this: turn.Turn, match: Match, side: Side | None) -> tuple[Button, ...]:
    """What one of the two of what is over may like to do next."""
    if side is Side.BUDDY:
        return (TO_PAUSE,)
    if await requests.find_open(this.work, this.person) is not None:
        return (TO_REQUEST,)
    return (another(match),) if match.state is State.ENDED else ()


def another(match: Match) -> Button:
    return Button(Said(ANOTHER), cards.action("another_buddy", match.id), style="primary")


async def match_card(this: turn.Turn, match: Match) -> Card:
    """An active match for one of the two: who, since when, in which languages, what for."""
    side = match.side_of(this.person) or Side.NEWCOMER
    called = await partners.name(this.work, match, side.other)
    lines = [line async for line in _lines(this, match, side, called)]
    buttons = (
        write_to(match, called),
        to_meet(match.id),
        Button(Said(WHAT_AGREED), cards.action("agreement", match.id)),
        *[button async for button in _letters(this, match, side)],
        *((TO_REQUEST,) if side is Side.NEWCOMER else ()),
        Button(Said(WRONG), cards.action("concern", match.id)),
        Button(Said(END_IT), cards.action("end_match", match.id, match.version)),
        menu.BACK_TO_MENU,
    )
    return Card(tuple(lines), cards.column(*buttons))


HAS_LETTERS = "select 1 from letter where match = :match limit 1"


async def _letters(this: turn.Turn, match: Match, side: Side) -> AsyncIterator[Button]:
    if side is Side.NEWCOMER:
        yield Button(Said(SEND_LETTER), cards.action("send_letter", match.id))
    if await this.work.one(HAS_LETTERS, match=match.id) is not None:
        yield Button(Said(LETTERS), cards.action("letters", match.id))


def write_to(match: Match, called: Value) -> Button:
    label = say(WRITE_TO, name=cards.short(called))
    return Button(label, cards.action("write_pair", match.id), style="primary")


def to_meet(match: int) -> Button:
    return Button(Said(SUGGEST_MEETING), cards.action("meet", match))


async def _lines(this: turn.Turn, match: Match, side: Side, called: Value) -> AsyncIterator[Said]:
    yield _since(this, match, side, called)
    both = await partners.both(this.work, match)
    if both is not None:
        common = both.languages_in_common
        if common:
            yield say(BOTH_SPEAK, languages=reasons.tongues(common))
        if both.needs and side is Side.BUDDY:
            yield say(WISHES, needs=asked.wishes(both))


def _since(this: turn.Turn, match: Match, side: Side, called: Value) -> Said:
    active_at = match.active_at or match.proposed_at
    since = Day(active_at.astimezone(this.context.reader.zone).date())
    return say(BUDDY_IS if side is Side.NEWCOMER else YOU_ACCOMPANY, name=called, day=since)


async def standing(this: turn.Turn) -> Card | None:
    """Where one stands in all proposals and matches: the one there is, or a list that leads on. For
    a newcomer it also leads to the request."""
    found = await store.of_person(this.work, this.person)
    if not found:
        return None
    if len(found) == 1 and asked.asks(found[0]) is not found[0].side_of(this.person):
        return await settled(this, found[0])
    entries = [await _entry(this, match) for match in found]
    lines = tuple(line for line, _ in entries)
    buttons = [button for _, button in entries if button is not None]
    if any(match.newcomer == this.person for match in found):
        buttons.append(TO_REQUEST)
    return Card(lines, cards.column(*buttons, menu.BACK_TO_MENU))


async def _entry(this: turn.Turn, match: Match) -> tuple[Said, Button | None]:
    """A match as one line with its button."""
    side = match.side_of(this.person) or Side.NEWCOMER
    if asked.asks(match) is side:
        until = When(asked.answer_by(match, this.work.now))
        line = Said(YOUR_ANSWER) if side is Side.BUDDY else say(GOOD_NEWS, when=until)
        press = cards.action("proposal", match.id)
        return line, Button(Said(ANSWER_NOW), press, style="primary")
    if match.state is not State.ACTIVE:
        return Said(WE_ASK if side is Side.NEWCOMER else WE_ASK_OTHER), None
    called = await partners.name(this.work, match, side.other)
    return _since(this, match, side, called), _with(match, called)


def _with(match: Match, called: Value) -> Button:
    return Button(say(WITH, name=cards.short(called)), cards.action("match", match.id))


async def offer(this: turn.Turn) -> menu.Part:
    """The menu's part: each partner by name, and questions whose answer is missing."""
    buttons = []
    for match in await store.of_person(this.work, this.person):
        side = match.side_of(this.person) or Side.NEWCOMER
        if match.state is State.ACTIVE:
            buttons.append(_with(match, await partners.name(this.work, match, side.other)))
        elif asked.asks(match) is side:
            press = cards.action("proposal", match.id)
            buttons.append(Button(Said(ANSWER_NOW), press, style="primary"))
    return menu.Part(tuple(buttons))


async def describe(this: turn.Turn) -> Sequence[Said]:
    """Whom somebody is matched with and since when, for "my data"."""
    told = []
    for match in await store.of_person(this.work, this.person):
        if match.state is not State.ACTIVE:
            continue
        side = match.side_of(this.person) or Side.NEWCOMER
        called = await partners.name(this.work, match, side.other)
        told.append(_since(this, match, side, called))
        if await store.is_agreed(this.work, match.id):
            told.append(Said(AGREED))
    return told
