"""A meeting as coordinators see it: what it was to be, what the two say, and why somebody should
look at it. Never the note that the two wrote to each other.
"""

from collections.abc import AsyncIterator, Iterator

from bot.conversation import cards, lengths, turn
from bot.conversation.cards import Button, Card
from bot.conversation.values import Said, Value, When, say
from bot.i18n import Text, text
from bot.matches import loading, overview, partners, walk
from bot.matches import standing as match_standing
from bot.matches import store as matches
from bot.matches.store import Match, Side
from bot.meetings import answering, card, outcome, plan, presence, sides, store
from bot.meetings.outcome_rules import Absent
from bot.meetings.sides import Answer, Went
from bot.meetings.store import Flag, Meeting, State
from bot.people import menu
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role

NO_TIME = text("meetings.staff_no_time", "No time is agreed on.")
STATES = {
    State.PROPOSED: text("meetings.staff_proposed", "It is suggested, and not agreed on."),
    State.CONFIRMED: text("meetings.staff_confirmed", "It is agreed on."),
    State.HELD: text("meetings.staff_held", "It took place."),
    State.MISSED: text("meetings.staff_missed", "It did not take place."),
    State.CANCELLED: text("meetings.staff_cancelled", "It was cancelled."),
}
BUDDY_CANT = text(
    "meetings.staff_buddy_cant",
    "{buddy} can't come, said on {when}. The appointment of {newcomer} stays.",
)
MATCH_ENDED = text(
    "meetings.staff_match_ended",
    "The match is over. The appointment of {newcomer} stays, without a buddy.",
)
WAS_ALONE = text("meetings.staff_was_alone", "{newcomer} was without the buddy.")
GOES_ALONE = text("meetings.staff_goes_alone", "{newcomer} has said to go alone.")
DISAGREE = text("meetings.staff_disagree", "The two say different things about it:")
MISSED_TWICE = text(
    "meetings.staff_missed_twice", "It is the second meeting of the two in a row that was missed."
)
SAYS = text("meetings.staff_says", "{name}: {said}")
SAID_NOTHING = text("meetings.staff_said_nothing", "no answer yet")
SAID = {
    # Translators: what somebody said about a meeting, behind a name.
    Went.GOOD: text("meetings.staff_said_good", "they met, good"),
    Went.SO_SO: text("meetings.staff_said_so_so", "they met, so-so"),
    Absent.BOTH: text("meetings.staff_said_both", "called off together"),
}
# Translators: what somebody said about a meeting, behind a name: it is their own doing.
SAID_ME = text("meetings.staff_said_me", "could not come")
SAID_OTHER = text("meetings.staff_said_other", "the other did not come")
NOTHING_OPEN = text("meetings.staff_nothing_open", "Nobody needs to look at this meeting now.")

STEP_IN = text("meetings.step_in", "Who could step in?")
DEALT_WITH = text("meetings.dealt_with", "Dealt with")
THE_MATCH = text("meetings.staff_match", "The match")
# Translators: staff button that leads to the meetings somebody should look at. Short.
MEETINGS = text("meetings.staff_meetings", "Meetings that need you")
BACK = Button(Said(MEETINGS), cards.action("meeting_flags"))


async def staff_sees(this: turn.Turn, meeting: str) -> tuple[Meeting, Match]:
    """The meeting and its match, for coordinators who are neither of the two. Raises
    `NotYours`."""
    await rights.require(this, Role.COORDINATOR)
    found = await store.find(this.work, meeting)
    match = await matches.get(this.work, found.match) if found else None
    if found is None or match is None or match.side_of(this.person) is not None:
        raise turn.NotYours(Said(turn.GONE))
    return found, match


async def show(this: turn.Turn) -> turn.Reply:
    """One meeting; that somebody looked is recorded."""
    meeting, match = await staff_sees(this, this.about)
    return turn.Reply((await staff_card(this, meeting, match),))


async def deal_with(this: turn.Turn) -> turn.Reply:
    """A coordinator has seen to it; pressed by a second one, it shows how it stands."""
    meeting, match = await staff_sees(this, this.about)
    if meeting.flag is None or meeting.version != this.version:
        return await outdated(this, meeting, match)
    await outcome.lower_flag(this.work, meeting.id)
    for side in Side:
        await record.add(this.work, this.person, Deed.SAW_TO_MEETING, match.person_of(side))
    now = await store.get(this.work, meeting.id)
    return turn.Reply((await staff_card(this, now, match),), in_place=True)


async def outdated(this: turn.Turn, meeting: Meeting, match: Match) -> turn.Reply:
    """An old button does nothing but show what is current."""
    newer = cards.card(Said(answering.NEWER))
    return turn.Reply((newer, await staff_card(this, meeting, match)))


def needs_company(this: turn.Turn, meeting: Meeting) -> bool:
    """Whether somebody could still go with the newcomer."""
    return presence.is_alone(meeting, this.context)


async def staff_card(this: turn.Turn, meeting: Meeting, match: Match) -> Card:
    names = {side: await partners.name(this.work, match, side) for side in Side}
    for side in Side:
        await record.add(this.work, this.person, Deed.SAW_MEETING, match.person_of(side))
    lines = [line async for line in _lines(this, meeting, match, names)]
    buttons = _buttons(this, meeting, match, names)
    return Card(tuple(lines), cards.column(*buttons, BACK, menu.BACK_TO_MENU))


async def _lines(
    this: turn.Turn, meeting: Meeting, match: Match, names: dict[Side, Value]
) -> AsyncIterator[Said]:
    yield say(overview.PAIR, newcomer=names[Side.NEWCOMER], buddy=names[Side.BUDDY])
    for line in facts_of(this, meeting):
        yield line
    if meeting.alone_since is None:
        yield Said(STATES[meeting.state])
    else:
        async for line in _alone(this, meeting, match, names):
            yield line
    if meeting.flag is Flag.DISAGREE:
        yield Said(DISAGREE)
    if meeting.flag is Flag.MISSED_TWICE:
        yield Said(MISSED_TWICE)
    answers = await sides.answers(this.work, meeting.id)
    is_past = meeting.alone_since is not None and not needs_company(this, meeting)
    asked = (Side.NEWCOMER,) if is_past else (*Side,) if answers else ()
    for side in asked:
        yield say(SAYS, name=names[side], said=Said(_said(side, answers.get(side))))
    if meeting.flag is None:
        yield Said(NOTHING_OPEN)


async def _alone(
    this: turn.Turn, meeting: Meeting, match: Match, names: dict[Side, Value]
) -> AsyncIterator[Said]:
    """Why the newcomer has nobody, and whether they go all the same; or that they had nobody."""
    newcomer, buddy = names[Side.NEWCOMER], names[Side.BUDDY]
    if match.state is matches.State.ENDED and meeting.state is State.CANCELLED:
        yield say(MATCH_ENDED, newcomer=newcomer)
    elif meeting.alone_since is not None:
        yield say(BUDDY_CANT, buddy=buddy, newcomer=newcomer, when=When(meeting.alone_since))
    if not needs_company(this, meeting):
        yield say(WAS_ALONE, newcomer=newcomer)
        return
    if meeting.goes_alone:
        yield say(GOES_ALONE, newcomer=newcomer)
    if match.newcomer and await loading.is_unreachable(this.work, match.newcomer):
        yield say(walk.UNREACHABLE, name=newcomer)


def facts_of(this: turn.Turn, meeting: Meeting) -> tuple[Said, ...]:
    """What a meeting is for, when and where; not what was noted about it."""
    slot, place = meeting.slot, meeting.where.shown(this.town)
    when = Said(NO_TIME)
    if slot is not None:
        length = lengths.told(plan.minutes(slot))
        when = say(card.AT, when=When(slot.begins_at), length=length)
    where = (say(card.WHERE, place=place),) if place is not None else ()
    return (say(card.WHAT, occasion=Said(meeting.occasion.label)), when, *where)


def _said(side: Side, answer: Answer | None) -> Text:
    """What a side said about it."""
    its = (answer.went or answer.absent) if answer else None
    if its is None:
        return SAID_NOTHING
    return SAID.get(its) or (SAID_ME if its == side.value else SAID_OTHER)


def _buttons(
    this: turn.Turn, meeting: Meeting, match: Match, names: dict[Side, Value]
) -> Iterator[Button]:
    if needs_company(this, meeting):
        step_in = cards.action("step_in", meeting.id)
        yield Button(Said(STEP_IN), step_in, style="primary")
    for side in Side:
        person = match.person_of(side)
        is_over = match.state is not matches.State.ACTIVE
        is_alone = side is Side.NEWCOMER and needs_company(this, meeting)
        if person is not None and (is_alone or not is_over):
            yield write_to(person, names[side])
    if meeting.flag is not None:
        press = cards.action("meeting_dealt_with", meeting.id, meeting.version)
        yield Button(Said(DEALT_WITH), press)
    yield Button(Said(THE_MATCH), cards.action("match_staff", match.id))


def write_to(person: int, called: Value) -> Button:
    label = say(match_standing.WRITE_TO, name=cards.short(called))
    return Button(label, cards.action("write_to", person))
