"""What a button in a list says of a case: the most useful first, and as much of it as fits."""

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.conversation import asking, options, values
from bot.conversation.values import Count, Reader, Said, ShortDay, Tongue, Value, Words, say
from bot.i18n import plural, text
from bot.needs.cases import Case, Standing, Why
from bot.needs.store import Kind, Need
from bot.newcomers import introduction

LONGEST = 40
"""Letters that a button shows on a small phone."""

# Translators: how long somebody has been waiting, on a button or in brackets.
WAITS = plural("needs.waits", "{count} day", "{count} days")
# Translators: somebody asked for help today, on a button or in brackets. Very short.
WAITS_SINCE_TODAY = text("needs.waits_since_today", "today")
DATED = {
    # Translators: an appointment at an office, on a button. Very short.
    Kind.OFFICE: text("needs.dated_office", "office on {day}"),
    # Translators: a letter that has to be answered by a day, on a button. Very short.
    Kind.LETTERS: text("needs.dated_letters", "letter by {day}"),
    # Translators: help with finding work is needed by a day, on a button. Very short.
    Kind.WORK: text("needs.dated_work", "work by {day}"),
}
KINDS = {
    # Translators: what somebody needs, on a button: to go to an office with them. Very short.
    Kind.OFFICE: text("needs.short_office", "office"),
    # Translators: what somebody needs, on a button: help with letters and papers. Very short.
    Kind.LETTERS: text("needs.short_letters", "letters"),
    # Translators: what somebody needs, on a button: practising German. Very short.
    Kind.GERMAN: text("needs.short_german", "German"),
    # Translators: what somebody needs, on a button: help with finding work. Very short.
    Kind.WORK: text("needs.short_work", "work"),
    # Translators: what somebody needs, on a button: settling in, someone to talk to. Very short.
    Kind.ARRIVING: text("needs.short_arriving", "settling in"),
    # Translators: on a button: somebody doesn't know yet what they need. Very short.
    Kind.UNSURE: text("needs.short_unsure", "not clear yet"),
}
STANDINGS = {
    # Translators: how a case stands, on a button: no advisor has taken it. Very short.
    Standing.NEW: text("needs.short_new", "no advisor yet"),
    # Translators: how a case stands, on a button: an advisor has it. Very short.
    Standing.TAKEN: text("needs.short_taken", "with an advisor"),
    # Translators: how a case stands, on a button: a buddy is to be found. Very short.
    Standing.READY: text("needs.short_ready", "needs a buddy"),
    # Translators: how a case stands, on a button: a buddy has been asked. Very short.
    Standing.BUDDY_ASKED: text("needs.short_buddy_asked", "buddy asked"),
    # Translators: how a case stands, on a button: the buddy said yes, the newcomer is asked. Very
    # short.
    Standing.NEWCOMER_ASKED: text("needs.short_newcomer_asked", "newcomer asked"),
    # Translators: how a case stands, on a button: it has a buddy. Very short.
    Standing.MATCHED: text("needs.short_matched", "has a buddy"),
}
WHYS = {
    # Translators: somebody has a buddy, but no meeting on the day that matters. Very short.
    Why.NO_MEETING: text("needs.short_no_meeting", "no meeting"),
    # Translators: on a button: the buddy of somebody can't come on the day that matters. Very
    # short.
    Why.BUDDY_CANT: text("needs.short_buddy_cant", "buddy can't come"),
    # Translators: on a button: the buddy of somebody could not come. Very short.
    Why.WAS_ALONE: text("needs.short_was_alone", "was alone"),
}
# Translators: the same with the buddy's name. Very short.
BUDDY_CANT = text("needs.short_name_cant", "{name} can't come")
# Translators: two short facts about somebody, side by side on a button.
BESIDE = text("needs.beside", "{one} · {other}")


def of(cases: Sequence[Case], context: asking.Context, *, has_names: bool) -> list[Value]:
    """What the buttons of a page say; no two the same, as long as something tells them apart."""
    chosen: list[Value] = []
    used: set[str] = set()
    for case in cases:
        ways = _ways(case, context, has_names=has_names)
        shown = {values.shown(way, context.reader, is_html=False): way for way in ways}
        fitting = [words for words in shown if _fits(words)] or [*shown][-1:]
        words = next((words for words in fitting if words not in used), fitting[0])
        used.add(words)
        chosen.append(shown[words])
    return chosen


def _fits(words: str) -> bool:
    return sum(unicodedata.category(sign) != "Cf" for sign in words) <= LONGEST


def _ways(case: Case, context: asking.Context, *, has_names: bool) -> Iterator[Value]:
    """What a button may say of it, the most first."""
    if case.name and case.why:
        yield from _unaccompanied(case, case.why)
    if case.name and (has_names or case.why):
        yield from _named(case, context.reader)
    else:
        yield from _nameless(case, context)


def _unaccompanied(case: Case, why: Why) -> Iterator[Value]:
    """Of somebody who has a buddy: when, with whom, and why they have nobody then."""
    name, buddy, said = Words(case.name), Words(case.buddy), Said(WHYS[why])
    for need in _dated(case)[-1:]:
        if case.buddy and why is Why.BUDDY_CANT:
            yield _beside(name, need, say(BUDDY_CANT, name=buddy))
        elif case.buddy:
            yield _beside(name, need, buddy, said)
        yield _beside(name, need, said)


def _nameless(case: Case, context: asking.Context) -> Iterator[Value]:
    """Of somebody who is nobody's case yet: how long they wait, what for and when, which language
    they read; and where they live, so that two of them can be told apart."""
    waits, language = age(case.sent_at, context.reader), Tongue(case.language)
    district = (_district(case, context),) if case.district else ()
    for need in _dated(case):
        yield _beside(waits, need, *district, language)
        yield _beside(waits, need, language)
    kind = (Said(KINDS[case.kind]),) if case.kind else ()
    yield _beside(waits, *district, *kind, language)
    yield _beside(waits, *(district or kind), language)
    yield _beside(waits, *kind, language)
    yield _beside(waits, language)


def _named(case: Case, reader: Reader) -> Iterator[Value]:
    """Of somebody with a name: what they wait for and when, how it stands, how long they wait."""
    name, waits = Words(case.name), age(case.sent_at, reader)
    standing = Said(STANDINGS[case.standing])
    dated = _dated(case)
    for need in dated:
        yield _beside(name, waits, need, standing)
    for need in dated:
        yield _beside(name, need, standing)
    for facts in ((waits,), ()):
        for need in dated:
            yield _beside(name, *facts, need)
    yield _beside(name, waits, standing)
    yield _beside(name, standing)
    yield _beside(name, waits)
    yield name


def age(sent_at: datetime, reader: Reader) -> Said:
    """How long somebody has been waiting, in days of the town."""
    days = (reader.today - sent_at.astimezone(reader.zone).date()).days
    return say(WAITS, count=Count(days)) if days else Said(WAITS_SINCE_TODAY)


def _dated(case: Case) -> tuple[Value, ...]:
    """The need that matters first with its day, and the day alone."""
    need = case.soon
    if need is None or need.by is None:
        return ()
    return (_on_its_day(need, ShortDay(need.by)), ShortDay(need.by))


def _on_its_day(need: Need, day: Value) -> Value:
    return say(DATED[need.kind], day=day) if need.kind in DATED else day


def _district(case: Case, context: asking.Context) -> Value:
    return options.label_of(case.district, introduction.districts, context)


def _beside(*facts: Value) -> Value:
    return functools.reduce(lambda one, other: say(BESIDE, one=one, other=other), facts)
