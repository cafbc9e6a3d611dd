"""What people mean who say when they are free: "evenings and weekends", "not on Monday".

Words become names (`week_words.named`), names become sides of "and" and commas, and each side is
read on its own, but for what it clearly shares with its neighbours (`week_sides`). What is doubtful
is not guessed at. Pure.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.conversation import week_sides, week_words
from bot.conversation.asking import Context
from bot.conversation.week_sides import Doubtful, Side
from bot.conversation.week_words import AND, BUT, COMMA, NOT, NOT_BEHIND, ONLY, PARTS, SPAN

SEPARATORS = (COMMA, AND, BUT)
STRENGTH = ("", *SEPARATORS).index
"""Of several separators in a row the strongest counts."""


@dataclass(frozen=True)
class Times:
    """What was said: slots to add and to take away; `are_all` where no others shall stay."""

    added: frozenset[str]
    removed: frozenset[str]
    are_all: bool

    def beside(self, ticked: Collection[str]) -> frozenset[str]:
        """What is ticked after that."""
        others = frozenset() if self.are_all else frozenset(ticked)
        return (others | self.added) - self.removed


def times(words: str, context: Context) -> Times | None:
    """What the words mean; None where they name no time, or it can't be told if it is meant."""
    try:
        sides = week_sides.together(_sides(_spanned(week_words.named(words, context))))
    except Doubtful:
        return None
    if not sides:
        return None
    meant = [side for side in sides if side.sign != NOT]
    removed = _slots(side for side in sides if side.sign == NOT)
    for side in meant:
        removed |= side.within - side.slots
    return Times(_slots(meant) - removed, removed, any(side.sign == ONLY for side in meant))


def _slots(sides: Iterable[Side]) -> frozenset[str]:
    return frozenset().union(*(side.slots for side in sides))


def _spanned(names: Iterator[str]) -> Iterator[str]:
    """The names with what lies between two of a kind, as in "Monday to Friday"."""
    last = before = ""
    for name in names:
        if before == SPAN and last:
            yield from _between(last, name)
        if name != SPAN:
            yield name
        if name.isdigit() or name in PARTS:
            last = name
        elif name in SEPARATORS:
            last = ""
        before = name


def _between(first: str, last: str) -> str:
    """The days, or parts of the day, after one and before another."""
    week = "0123456" * 2 if first.isdigit() else "".join(PARTS)
    begins = week.find(first) + 1
    ends = week.find(last, begins)
    return week[begins:ends] if ends >= begins else ""


def _sides(names: Iterator[str]) -> list[Side]:
    """The names between separators and signs; a day after "Monday evening" begins anew, too."""
    sides, side = list[Side](), Side()
    for name in names:
        if name in SEPARATORS and not (side.slots or side.sign):
            side = Side(link=max(side.link, name, key=STRENGTH))
        elif name in SEPARATORS:
            sides.append(side)
            side = Side(link=name)
        elif name == NOT_BEHIND:
            sides.append(replace(side, sign=NOT, is_behind=True))
            side = Side()
        elif name in (NOT, ONLY) and not side.slots:
            side = _signed(side, name)
        elif name in (NOT, ONLY):
            sides.append(side)
            side = Side(sign=name)
        elif len(side.with_name(name).order) > 2:
            sides.append(side)
            side = Side(name)
        else:
            side = side.with_name(name)
    return _with_signs_behind([*sides, side])


def _signed(side: Side, sign: str) -> Side:
    """The side with a sign before it. "Only not Mondays" are all the others; what "not only" would
    be is a name of its own. Raises `Doubtful`."""
    if side.sign == NOT and sign == ONLY:
        raise Doubtful
    return replace(side, sign=sign, link=BUT if side.sign else side.link)


def _with_signs_behind(sides: Iterable[Side]) -> list[Side]:
    """The sides with what is said behind a time put to it: "Mondays not", "evenings only".
    Raises `Doubtful`."""
    signed = list[Side]()
    for side in sides:
        last = signed[-1] if signed else Side()
        if side.sign == NOT and side.names and not side.order:
            raise Doubtful  # "not always", "not every week"
        if side.slots:
            signed.append(side)
        elif side.sign and last.slots and (not side.link or side.sign == ONLY):
            signed[-1] = replace(last, sign=side.sign, is_behind=True)
        elif side.sign == NOT and last.sign != NOT:
            raise Doubtful
    return signed
