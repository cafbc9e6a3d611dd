"""The question to each side of a proposal. Nothing in it says who the other one is."""

from datetime import datetime, timedelta

from bot.buddies.application import Help
from bot.conversation import asking, cards, options
from bot.conversation.cards import Button, Card
from bot.conversation.values import Day, Listed, Said, Series, Value, When, say
from bot.i18n import text
from bot.matches import loading, reasons
from bot.matches.partners import Both
from bot.matches.store import Match, Side, State
from bot.needs import standing as requests
from bot.needs.store import Kind, Need
from bot.newcomers import introduction
from bot.newcomers.introduction import Wish

SOMEONE = text("matches.someone", "Someone is looking for a buddy.")
DISTRICT = text("matches.district", "District: <b>{district}</b>")
WOULD_LIKE = text("matches.would_like", "Would like: {needs}")
# Translators: in a list of what somebody would like help with.
NOT_KNOWN = text("matches.not_known_yet", "Not clear yet: you find out together")
SPEAKS = text("matches.they_speak", "Speaks: {languages}")
THEIR_GERMAN = text("matches.their_german", "German: {level}")
CHILDREN = text("matches.with_children", "Lives with children.")
FREE_LIKE_YOU = text("matches.free_like_you", "Free, like you: {times}")
NOT_FREE = text("matches.not_free_together", "You have no free time in common yet.")
NAME_LATER = text(
    "matches.name_later",
    "You see the name when you have both said yes. Please answer by <b>{when}</b>.",
)
BUDDY_FOUND = text("matches.buddy_found", "Good news: somebody would like to be your buddy.")
AS_WISHED = {
    Wish.WOMAN: text("matches.as_wished_woman", "As you wished: a woman."),
    Wish.MAN: text("matches.as_wished_man", "As you wished: a man."),
}
LIKES = text("matches.they_like", "Likes to help with: {helps}")
YES = text("matches.yes_gladly", "Yes, gladly")
NOT_THIS_TIME = text("matches.not_this_time", "Not this time")
NOT_NOW = text("matches.not_now", "I have no time just now")
QUESTION = text("matches.ask_a_question", "Ask a question")
NO_THANKS = text("matches.no_thanks", "No, thank you")
ASK_CENTER = text("matches.ask_the_center", "Ask the Welcome Center")

REMIND_BUDDY = text(
    "matches.remind_buddy",
    "Somebody is waiting for your answer, yes or no, until <b>{when}</b>.",
)
REMIND_NEWCOMER = text(
    "matches.remind_newcomer",
    "There is good news for you that waits for your answer until <b>{when}</b>.",
)
# Translators: button under a reminder; shows what the answer is about.
LOOK = text("matches.look_at_it", "Look at it")


AFTER_AN_ANSWER = timedelta(hours=24)
"""Whoever asked the Welcome Center something first has at least so long after its answer."""


def answer_by(match: Match, now: datetime) -> datetime:
    """Until when the open question can be answered. It stays open beyond its time only while the
    Welcome Center owes an answer itself."""
    if match.answer_by is None:
        raise ValueError(f"match {match.id} waits for nobody's answer")
    return match.answer_by if match.answer_by > now else now + AFTER_AN_ANSWER


def asks(match: Match) -> Side | None:
    """Whose answer a match waits for."""
    return {State.PROPOSED: Side.BUDDY, State.ACCEPTED: Side.NEWCOMER}.get(match.state)


def card(both: Both, context: asking.Context) -> Card:
    """The question to the side whose answer is open, as it reads in this context. Raises ValueError
    where none is."""
    match asks(both.match):
        case Side.BUDDY:
            return for_buddy(both, context)
        case Side.NEWCOMER:
            return for_newcomer(both, context)
        case None:
            raise ValueError(f"match {both.match.id} waits for nobody's answer")


def for_buddy(both: Both, context: asking.Context) -> Card:
    """What somebody would like, in which languages, where and when; no name, no own words."""
    newcomer = both.newcomer
    lines = (
        Said(SOMEONE),
        _district(newcomer.district, context),
        say(WOULD_LIKE, needs=wishes(both)),
        say(SPEAKS, languages=reasons.tongues(newcomer.languages)),
        say(THEIR_GERMAN, level=Said(newcomer.german.label)),
        *((Said(CHILDREN),) if newcomer.household in loading.WITH_CHILDREN else ()),
        _free(both, context),
        None,
        _name_later(both, context),
    )
    no = (
        Button(Said(NOT_THIS_TIME), _press("no_to_match", both)),
        Button(Said(NOT_NOW), _press("not_now", both)),
        Button(Said(QUESTION), cards.action("write_center")),
    )
    return Card(lines, cards.column(_yes(both), *no))


def for_newcomer(both: Both, context: asking.Context) -> Card:
    """What the buddy offers, and whether it is as was wished; no name, and not what they wrote
    about themselves."""
    offer, wish = both.buddy.offer, both.newcomer.wish
    gender = offer.gender.value if offer.gender else None
    lines = (
        Said(BUDDY_FOUND),
        *((Said(AS_WISHED[wish]),) if wish and wish.value == gender else ()),
        _district(offer.district, context),
        say(SPEAKS, languages=reasons.tongues(offer.languages)),
        say(LIKES, helps=_listed(tuple(Said(each.label) for each in offer.helps))),
        _free(both, context),
        None,
        _name_later(both, context),
    )
    no = (
        Button(Said(NO_THANKS), _press("no_to_match", both)),
        Button(Said(ASK_CENTER), cards.action("write_center")),
    )
    return Card(lines, cards.column(_yes(both), *no))


def wishes(both: Both) -> Value:
    """What the newcomer wants help with, as a buddy calls it, with the days by which it matters."""
    return _listed(tuple(_wish(need) for need in both.needs))


def _wish(need: Need) -> Value:
    kind = Said(NOT_KNOWN if need.kind is Kind.UNSURE else Help.of(need.kind.value).label)
    if need.by is None:
        return kind
    dated = requests.NEED_ON if need.kind is Kind.OFFICE else requests.NEED_BY
    return say(dated, need=kind, day=Day(need.by))


def _yes(both: Both) -> Button:
    return Button(Said(YES), _press("yes_to_match", both), style="success")


def _press(action: str, both: Both) -> str:
    return cards.action(action, both.match.id, both.match.version)


def _district(key: str, context: asking.Context) -> Said:
    return say(DISTRICT, district=options.label_of(key, introduction.districts, context))


def _listed(each: tuple[Value, ...]) -> Value:
    return Listed(each) if len(each) > 1 else Series(each)


def _free(both: Both, context: asking.Context) -> Said:
    together = both.free_together
    return say(FREE_LIKE_YOU, times=_times(together, context)) if together else Said(NOT_FREE)


def _times(slots: tuple[str, ...], context: asking.Context) -> Value:
    return introduction.FREE.shown(list(slots), context)


def _name_later(both: Both, context: asking.Context) -> Said:
    return say(NAME_LATER, when=When(answer_by(both.match, context.reader.now)))


def reminder_card(match: int, side: Side, until: datetime) -> Card:
    """Mentions an open question again, after a day; safe to be read on a lock screen."""
    words = REMIND_BUDDY if side is Side.BUDDY else REMIND_NEWCOMER
    button = Button(Said(LOOK), cards.action("proposal", match), style="primary")
    return cards.card(say(words, when=When(until)), rows=cards.column(button))
