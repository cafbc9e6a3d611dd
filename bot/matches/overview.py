"""The coordinators' list of matches, what is stalled first, and one match with what can be done."""

from collections.abc import AsyncIterator

from bot.conversation import cards, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Count, Day, Said, Value, When, Words, say
from bot.i18n import plural, text
from bot.matches import asked, history, meetings, partners, register, silence, store
from bot.matches.register import Entry, Trouble
from bot.matches.store import OPEN, Match, Side, State
from bot.people import menu
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role

PAGE = 8
LONGEST_IN_LIST = 11

# Translators: staff button that leads to the list of matches. Short.
MATCHES = text("matches.list", "Matches")
HEAD = text(
    "matches.list_head",
    "<b>Matches</b>: first those that need you, then proposals, then those without an agreement.",
)
WITH_OVER = text("matches.list_with_over", "At the end: what ended in the last 14 days.")
NONE = text("matches.list_empty", "There is no match and no proposal right now.")
# Translators: a button in a list: newcomer, buddy, how it stands. Very short.
ROW = text("matches.list_row", "{newcomer} – {buddy}: {how}")
STATES = {
    # Translators: on a button: the buddy has been asked. Very short.
    State.PROPOSED: text("matches.list_proposed", "buddy asked"),
    # Translators: on a button: the newcomer has been asked. Very short.
    State.ACCEPTED: text("matches.list_accepted", "buddy: yes"),
    # Translators: on a button: the two are matched. Very short.
    State.ACTIVE: text("matches.list_active", "active"),
    # Translators: on a button: a match is over. Very short.
    State.ENDED: text("matches.list_ended", "ended"),
    # Translators: on a button: one of the two said no to the proposal. Very short.
    State.DECLINED: text("matches.list_declined", "said no"),
    # Translators: on a button: the buddy had no time just now. Very short.
    State.POSTPONED: text("matches.list_postponed", "not now"),
    # Translators: on a button: nobody answered the proposal in time. Very short.
    State.EXPIRED: text("matches.list_expired", "no answer"),
    # Translators: on a button: a proposal was taken back. Very short.
    State.TAKEN_BACK: text("matches.list_taken_back", "taken back"),
}
TROUBLES = {
    # Translators: on a button: a certificate of conduct is missing. Very short.
    Trouble.CERTIFICATE: text("matches.list_certificate", "certificate"),
    # Translators: on a button: a wish for a woman or a man is unmet. Very short.
    Trouble.WISH: text("matches.list_wish", "wish unmet"),
    # Translators: on a button: one of the two can't be reached. Very short.
    Trouble.UNREACHABLE: text("matches.list_unreachable", "unreachable"),
    # Translators: on a button: the two have not met for weeks. Very short.
    Trouble.SILENT: text("matches.list_silent", "no meeting"),
    # Translators: on a button: the two have no agreement yet. Very short.
    Trouble.NO_AGREEMENT: text("matches.list_no_agreement", "no agreement"),
}
PREVIOUS = text("matches.list_previous", "Previous")
NEXT = text("matches.list_next", "Next")

PAIR = text("matches.pair", "<b>{newcomer}</b> (newcomer) and <b>{buddy}</b> (buddy)")
ASKS_BUDDY = text("matches.staff_asks_buddy", "The buddy is asked, until <b>{when}</b>.")
ASKS_NEWCOMER = text(
    "matches.staff_asks_newcomer", "The buddy said yes. The newcomer is asked, until <b>{when}</b>."
)
ACTIVE = text("matches.staff_active", "A match since {day}.")
AGREED = text("matches.staff_agreed", "The two have an agreement.")
SEE_AGREEMENT = text("matches.staff_see_agreement", "What they agreed")
OVER = text("matches.staff_over", "This is over.")
IN_TROUBLE = {
    Trouble.CERTIFICATE: text(
        "matches.staff_certificate",
        "Children live with the newcomer, and the buddy has no valid certificate.",
    ),
    Trouble.WISH: text("matches.staff_wish", "The wish for a woman or a man is not met."),
    Trouble.UNREACHABLE: text(
        "matches.staff_unreachable", "One of the two has stopped the bot and can't be reached here."
    ),
    Trouble.NO_AGREEMENT: text("matches.staff_no_agreement", "The two have no agreement yet."),
}
SILENT = plural(
    "matches.staff_silent",
    "No meeting for {count} day, as far as the bot knows.",
    "No meeting for {count} days, as far as the bot knows.",
)
END = text("matches.staff_end", "End this match")
TAKE_BACK = text("matches.staff_take_back", "Take the proposal back")
REQUEST = text("matches.staff_request", "The request")
BUDDY = text("matches.staff_buddy", "The buddy")
BACK = Button(Said(MATCHES), cards.action("matches_list"))


async def show(this: turn.Turn) -> turn.Reply:
    """A page of the list: what is open, and then what ended lately."""
    await rights.require(this, Role.COORDINATOR)
    is_number = this.about.isascii() and this.about.isdigit() and len(this.about) < 6
    number = int(this.about) if is_number else 0
    today = this.context.reader.today
    found = await register.page(this.work, this.person, today, PAGE + 1, number * PAGE)
    buttons = [_row(entry) for entry in found[:PAGE]]
    ways = []
    if number:
        ways.append(Button(Said(PREVIOUS), cards.action("matches_list", number - 1)))
    if len(found) > PAGE:
        ways.append(Button(Said(NEXT), cards.action("matches_list", number + 1)))
    rows = (*cards.column(*buttons), *((cards.row(*ways),) if ways else ()))
    has_over = any(entry.state not in OPEN for entry in found[:PAGE])
    lines = (Said(HEAD if found else NONE), *((Said(WITH_OVER),) if has_over else ()))
    card = Card(lines, (*rows, *cards.column(menu.BACK_TO_MENU)))
    return turn.Reply((card,), in_place=is_number)


def _row(entry: Entry) -> Button:
    how = TROUBLES[entry.troubles[0]] if entry.troubles else STATES[entry.state]
    label = say(
        ROW,
        newcomer=_shortened(entry.newcomer),
        buddy=_shortened(entry.buddy),
        how=Said(how),
    )
    return Button(label, cards.action("match_staff", entry.match))


def _shortened(called: str | None) -> Value:
    return cards.short(Words(called), LONGEST_IN_LIST) if called else Said(partners.SOMEBODY)


async def match_staff(this: turn.Turn) -> turn.Reply:
    """One match or proposal."""
    match = await partners.staff_sees(this, this.about)
    return turn.Reply((await card(this, match),))


async def card(this: turn.Turn, match: Match) -> Card:
    """What coordinators see of a match; that they looked is recorded."""
    for side in Side:
        await record.add(this.work, this.person, Deed.SAW_MATCH, match.person_of(side))
    lines = [line async for line in _lines(this, match)]
    is_agreed = await store.is_agreed(this.work, match.id)
    buttons = (
        *await _flagged(this, match),
        *_buttons(match, this.person, is_agreed=is_agreed),
    )
    return Card(tuple(lines), cards.column(*buttons, BACK, menu.BACK_TO_MENU))


async def _flagged(this: turn.Turn, match: Match) -> list[Button]:
    """To its meetings that somebody should look at; its own buddy isn't shown them."""
    if match.buddy == this.person:
        return []
    return await meetings.flagged(this.work, match.id, this.context.reader)


async def _lines(this: turn.Turn, match: Match) -> AsyncIterator[Said]:
    newcomer, buddy = [await partners.name(this.work, match, side) for side in Side]
    yield say(PAIR, newcomer=newcomer, buddy=buddy)
    if match.state is State.ACTIVE:
        active_at = match.active_at or match.proposed_at
        yield say(ACTIVE, day=Day(active_at.astimezone(this.context.reader.zone).date()))
    elif match.is_open:
        words = ASKS_BUDDY if match.state is State.PROPOSED else ASKS_NEWCOMER
        yield say(words, when=When(asked.answer_by(match, this.work.now)))
    else:
        yield await history.of_match(this.work, match.id, this.person) or Said(OVER)
        return
    today = this.context.reader.today
    troubles = await register.troubles(this.work, this.person, today, match.id)
    for trouble in troubles:
        if trouble is Trouble.SILENT:
            days = await silence.days(this.work, match.id)
            yield say(SILENT, count=Count(days))
        else:
            yield Said(IN_TROUBLE[trouble])
    if match.state is not State.ACTIVE:
        return
    if Trouble.NO_AGREEMENT not in troubles:
        yield Said(AGREED)
    reader = this.context.reader
    async for line in meetings.lines(this.work, match.id, reader, newcomer, buddy):
        yield line


def _buttons(match: Match, member: int, *, is_agreed: bool) -> tuple[Button, ...]:
    """What can be done with it, and what leads on. Its own buddy decides nothing for the team."""
    decides = match.buddy != member
    found = []
    if decides and match.state is State.ACTIVE:
        press = cards.action("end_match_staff", match.id, match.version)
        found.append(Button(Said(END), press, style="danger"))
    elif decides and match.is_open:
        press = cards.action("take_back_proposal", match.id, match.version)
        found.append(Button(Said(TAKE_BACK), press))
    if is_agreed:
        found.append(Button(Said(SEE_AGREEMENT), cards.action("agreement_staff", match.id)))
    if match.request is not None:
        found.append(Button(Said(REQUEST), cards.action("case", match.request)))
    if decides and match.buddy is not None:
        found.append(Button(Said(BUDDY), cards.action("buddy", match.buddy)))
    return tuple(found)
