"""What speaks for a buddy and what rules one out, in words for the staff."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from bot.conversation import asking, week_words
from bot.conversation.values import Count, Listed, Said, Series, Tongue, Value, say
from bot.i18n import plural, text
from bot.matches import rules
from bot.matches.rules import Reason, Veto
from bot.needs.store import Kind
from bot.newcomers import introduction

# Translators: joins the reasons for a buddy, as in "same district · has one place free".
AND = text("matches.and", "{first} · {rest}")
SPEAKS = text("matches.speaks", "speaks {languages}")
SAME_DISTRICT = text("matches.same_district", "same district")
LIKES_TO_HELP = text("matches.likes_to_help", "likes to help with {needs}")
FREE_TOGETHER = text("matches.free_together", "both free {times}")
ALWAYS_FREE = text("matches.always_free_together", "both free at any time")
HAS_PLACES = plural("matches.has_places", "{count} place free", "{count} places free")
HAS_WAITED = plural("matches.has_waited", "waiting for {count} day", "waiting for {count} days")
IN_SHORT = {
    Kind.OFFICE: text("matches.short_office", "offices"),
    Kind.LETTERS: text("matches.short_letters", "letters"),
    Kind.GERMAN: text("matches.short_german", "German"),
    Kind.WORK: text("matches.short_work", "work"),
    Kind.ARRIVING: text("matches.short_arriving", "settling in"),
    Kind.UNSURE: text("matches.short_unsure", "something not known yet"),
}

NOT_OTHERS = {
    Veto.SAME_PERSON: plural(
        "matches.others_same", "{count} is the newcomer", "{count} are the newcomer"
    ),
    Veto.OVER: plural(
        "matches.others_over",
        "{count} was proposed or matched before",
        "{count} were proposed or matched before",
    ),
    Veto.NOT_ACTIVE: plural(
        "matches.others_not_active",
        "{count} is not active yet or pauses",
        "{count} are not active yet or pause",
    ),
    Veto.UNREACHABLE: plural(
        "matches.others_unreachable",
        "{count} can't be reached at the moment",
        "{count} can't be reached at the moment",
    ),
    Veto.NO_LANGUAGE: plural(
        "matches.others_language",
        "{count} has no language in common",
        "{count} have no language in common",
    ),
    Veto.WISH: plural(
        "matches.others_wish",
        "{count} is not the woman or man that is wished for",
        "{count} are not the women or men that are wished for",
    ),
    Veto.CERTIFICATE: plural(
        "matches.others_certificate",
        "{count} has no valid certificate, and there are children",
        "{count} have no valid certificate, and there are children",
    ),
    Veto.NO_PLACE: plural(
        "matches.others_no_place", "{count} has no place free", "{count} have no place free"
    ),
    Veto.NOT_NOW: plural(
        "matches.others_not_now",
        "{count} answered “not now” a short while ago",
        "{count} answered “not now” a short while ago",
    ),
}
NOBODY_ELSE = text("matches.nobody_else", "There are no other buddies.")
WHY_NOT = text("matches.why_not_others", "The other buddies: {reasons}")

NOT_ANY_MORE = {
    Veto.SAME_PERSON: text("matches.not_same", "{name} is the newcomer. Nobody was asked."),
    Veto.OVER: text(
        "matches.not_over",
        "{name} was proposed to this newcomer or matched before. Nobody was asked.",
    ),
    Veto.NOT_ACTIVE: text(
        "matches.not_active_now", "{name} is not active at the moment. Nobody was asked."
    ),
    Veto.UNREACHABLE: text(
        "matches.not_reachable", "{name} can't be reached at the moment. Nobody was asked."
    ),
    Veto.NO_LANGUAGE: text(
        "matches.not_language", "{name} has no language in common any more. Nobody was asked."
    ),
    Veto.WISH: text(
        "matches.not_wish",
        "The newcomer wishes for a woman or a man now, so {name} doesn't fit. Nobody was asked.",
    ),
    Veto.CERTIFICATE: text(
        "matches.not_certificate",
        "There are children, and {name} has no valid certificate. Nobody was asked.",
    ),
    Veto.NO_PLACE: text(
        "matches.not_place",
        "The last place with {name} has just been taken. Nobody was asked.",
    ),
    Veto.NOT_NOW: text(
        "matches.not_now_lately",
        "{name} answered “not now” a short while ago. Nobody was asked.",
    ),
}
"""Said when what was suggested no longer holds at the moment of proposing."""


def told(reasons: Sequence[Reason], context: asking.Context) -> Value:
    """The reasons on one line."""
    *first, last = [_told(reason, context) for reason in reasons]
    joined: Value = last
    for reason in reversed(first):
        joined = say(AND, first=reason, rest=joined)
    return joined


def _told(reason: Reason, context: asking.Context) -> Said:
    match reason:
        case rules.Speaks(languages):
            return say(SPEAKS, languages=tongues(languages))
        case rules.SameDistrict():
            return Said(SAME_DISTRICT)
        case rules.LikesToHelp(needs):
            return say(LIKES_TO_HELP, needs=in_short([Kind.of(code) for code in needs]))
        case rules.FreeTogether(slots) if set(slots) == week_words.SLOTS:
            return Said(ALWAYS_FREE)
        case rules.FreeTogether(slots):
            return say(FREE_TOGETHER, times=times(slots, context))
        case rules.HasPlaces(count):
            return say(HAS_PLACES, count=Count(count))
        case rules.HasWaited(days):
            return say(HAS_WAITED, count=Count(days))
        case _:
            assert_never(reason)


def tongues(languages: Sequence[str]) -> Series:
    return Series(tuple(Tongue(code) for code in languages))


def in_short(kinds: Sequence[Kind]) -> Series:
    return Series(tuple(Said(IN_SHORT[kind]) for kind in kinds))


def times(slots: Sequence[str], context: asking.Context) -> Value:
    """Times of the week on one line, as the form says them."""
    shown = introduction.FREE.shown(list(slots), context)
    return Series(shown.items) if isinstance(shown, Listed) else shown


def others(counts: Mapping[Veto, int]) -> Said:
    """Why the other buddies aren't suggested."""
    if not counts:
        return Said(NOBODY_ELSE)
    return say(WHY_NOT, reasons=Listed(tuple(_counted(counts))))


def _counted(counts: Mapping[Veto, int]) -> Iterator[Said]:
    for ruled_out, count in counts.items():
        yield say(NOT_OTHERS[ruled_out], count=Count(count))
