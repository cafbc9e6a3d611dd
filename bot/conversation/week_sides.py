"""What stands on the sides of "and" and commas where somebody says when they are free, and what the
sides have to do with one another.

Each is read on its own: a day without a part is the whole day, a part without a day every day's.
Only where like stands beside like do they share the rest: "Tuesday and Thursday evening" are two
evenings, "evenings and weekends" are every evening and both days.
"""

import itertools
from dataclasses import dataclass, replace

from bot.conversation.week_words import (
    AFTER_WORK,
    AND,
    ANY,
    BUT,
    COMMA,
    HABIT,
    NOT,
    ONLY,
    PARTS,
    WHOLE,
)


class Doubtful(Exception):
    """It can't be told what a "not" is about."""


@dataclass(frozen=True)
class Side:
    """What stands between two separators. `link` is the one before it. `sign` says that it is not
    meant, or that nothing else is; `is_behind` where that follows it ("Mondays not"). `within` is
    what it was narrowed from ("Mondays" in "Mondays only in the evening")."""

    names: str = ""
    link: str = ""
    sign: str = ""
    is_behind: bool = False
    within: frozenset[str] = frozenset()

    @property
    def days(self) -> str:
        return "".join(name for name in self.names if name.isdigit())

    @property
    def parts(self) -> str:
        return "".join(name for name in self.names if name in PARTS)

    @property
    def order(self) -> str:
        """Whether it names days, parts, or both, in the order of speech: "d", "p", "dp", "pd"."""
        kinds = ("d" if n.isdigit() else "p" for n in self.names if n.isdigit() or n in PARTS)
        return "".join(kind for kind, _ in itertools.groupby(kinds))

    @property
    def slots(self) -> frozenset[str]:
        if not self.order and ANY not in self.names:
            return frozenset()
        every_day = "01234" if AFTER_WORK in self.names else "0123456"
        days, parts = self.days or every_day, self.parts or PARTS
        return frozenset(f"{day}{part}" for day in days for part in parts)

    def has(self, mark: str) -> bool:
        return mark in self.names

    def is_like(self, other: "Side") -> bool:
        """Whether a "not" of the one is meant for the other too, as in "not Monday or Tuesday"."""
        return set(self.order) == set(other.order) and self.stands_alone == other.stands_alone

    @property
    def stands_alone(self) -> bool:
        """Whether its days are whole days, whatever is said beside them: "weekends"."""
        return self.order == "d" and self.has(WHOLE)

    @property
    def goes_on(self) -> bool:
        """Whether it can share with the side before it."""
        return self.link in (COMMA, AND) and (not self.sign or self.is_behind)

    def with_name(self, name: str) -> "Side":
        return replace(self, names=self.names + name)


def together(sides: list[Side]) -> list[Side]:
    """The sides with what each takes from its neighbours. Raises `Doubtful`."""
    return _shared(_narrowed(_negated(sides)))


def _negated(sides: list[Side]) -> list[Side]:
    """What a "not" is said of, further on ("not Monday or Tuesday") and, where it stands behind,
    further back. Raises `Doubtful`."""
    negated = list(sides)
    for i in range(1, len(negated)):
        last, side = negated[i - 1], negated[i]
        if last.sign == NOT and not last.is_behind and not side.sign and side.link != BUT:
            negated[i] = _also_not(side, last)
    for i in range(len(negated) - 1, 0, -1):
        last, side = negated[i - 1], negated[i]
        is_not = side.sign == NOT and side.is_behind and not last.sign and not last.stands_alone
        if is_not and side.goes_on and _are_beside(last, side):
            negated[i - 1] = replace(_also_not(last, side), is_behind=True)
    return negated


def _also_not(side: Side, other: Side) -> Side:
    if not side.is_like(other):
        raise Doubtful
    return replace(side, sign=NOT)


def _are_beside(left: Side, right: Side) -> bool:
    """Whether like stands beside like: a day before "and" and a day behind it, or two parts."""
    return bool(left.order and right.order) and left.order[-1] == right.order[0]


def _narrowed(sides: list[Side]) -> list[Side]:
    """The sides with those put together that are said of one another: "Saturday, morning",
    "weekdays but only evenings", "Tuesday, not in the morning". Raises `Doubtful`."""
    narrowed = list[Side]()
    for side in sides:
        last = next((other for other in reversed(narrowed) if not other.sign), Side())
        is_next = bool(narrowed) and last is narrowed[-1]
        if is_next and _is_only_of(side, last):
            names = last.names + side.names
            narrowed[-1] = Side(names, last.link, within=last.slots)
        elif is_next and _is_part_of(side, last):
            narrowed[-1] = replace(last, names=last.names + side.names)
        elif side.sign == NOT and side.order == "p" and last.order == "d":
            narrowed.append(replace(side, names=last.days + side.names))
        else:
            narrowed.append(side)
    if any(_is_any_but(*pair) for pair in itertools.pairwise(narrowed)):
        raise Doubtful
    return narrowed


def _is_any_but(last: Side, side: Side) -> bool:
    """As in "any time but Mondays", which are as likely not meant as meant."""
    is_any = not last.order and not last.sign
    return is_any and side.link == BUT and not side.sign and not side.within


def _is_only_of(side: Side, last: Side) -> bool:
    is_of_other_kind = {side.order, last.order} == {"d", "p"}
    return side.sign == ONLY and not side.is_behind and (not last.order or is_of_other_kind)


def _is_part_of(side: Side, last: Side) -> bool:
    """Whether a part of the day behind a comma is said of the days before it."""
    if side.link != COMMA or side.sign or side.order != "p" or side.has(WHOLE):
        return False
    return not last.order or (last.order == "d" and not last.has(WHOLE) and not side.has(HABIT))


def _shared(sides: list[Side]) -> list[Side]:
    """The sides with what they share with the one before, or behind, where like stands beside
    like: "Tuesday morning and evening", "Tuesday and Thursday evening"."""
    shared = list(sides)
    for i in range(1, len(shared)):
        if _can_share(*shared[i - 1 : i + 1]):
            lent = _lent(shared[i - 1], shared[i])
            shared[i] = replace(shared[i], names=lent + shared[i].names)
    for i in range(len(shared) - 1, 0, -1):
        if _can_share(*shared[i - 1 : i + 1]):
            lent = _lent(shared[i], shared[i - 1])
            shared[i - 1] = replace(shared[i - 1], names=shared[i - 1].names + lent)
    return shared


def _can_share(left: Side, right: Side) -> bool:
    is_of_one_mind = left.sign != NOT or right.sign == NOT
    return is_of_one_mind and right.goes_on and _are_beside(left, right)


def _lent(lender: Side, borrower: Side) -> str:
    """What a side that names days or parts gets from one that names both. "Evenings" are every
    day's, beside "Tuesday morning"; not beside "Tuesday mornings"."""
    if len(lender.order) < 2 or len(borrower.order) > 1 or borrower.stands_alone:
        return ""
    if borrower.order == "d":
        return lender.parts
    is_every_day = borrower.has(WHOLE) or (borrower.has(HABIT) and not lender.has(HABIT))
    return "" if is_every_day else lender.days
