"""Who could go with a newcomer whose buddy can't come, and what stays without a buddy. Pure.

The vetoes are those of a match, but for its places: stepping in once fills none. A person asks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.matches import rules
from bot.matches.rules import Candidate, Seeker, Veto

NOON, EVENING = time(12), time(18)
MOST = 8
"""So many are shown."""
ONCE = frozenset((None, Veto.NO_PLACE, Veto.NOT_NOW))
"""What rules nobody out who only steps in once."""
FOR_TWO = frozenset(("letters", "german", "city", "talk"))
"""What the two do with each other, wherever they sit."""
AN_OFFICE = "office"


@dataclass(frozen=True)
class StandIn:
    """A buddy who could step in, and why: the languages both speak, whether they live in the same
    district, and how many newcomers the buddy accompanies."""

    buddy: int
    languages: tuple[str, ...]
    is_near: bool
    matches: int


def stays(occasion: str, *, is_at_office: bool) -> bool:
    """Whether something is an appointment that the newcomer can't miss: what somebody else waits
    for at an office, not what needs the buddy."""
    return occasion == AN_OFFICE or (is_at_office and occasion not in FOR_TWO)


def slot_of(moment: datetime, zone: ZoneInfo) -> str:
    """The time of the week, such as "3m": weekday from Monday, part of the day."""
    local = moment.astimezone(zone)
    hour = local.time()
    part = "m" if hour < NOON else "a" if hour < EVENING else "e"
    return f"{local.weekday()}{part}"


def stand_ins(
    seeker: Seeker, candidates: Iterable[Candidate], slot: str, busy: frozenset[int]
) -> tuple[StandIn, ...]:
    """Who could step in: whom nothing rules out, who is usually free then and has no meeting at
    that time (`busy`). The same district first, then who accompanies fewest."""
    fit = [
        StandIn(
            each.person,
            rules.german_last(seeker.languages & each.languages),
            each.district == seeker.district != "",
            each.taken,
        )
        for each in candidates
        if rules.veto(seeker, each) in ONCE and slot in each.free and each.person not in busy
    ]
    return tuple(sorted(fit, key=lambda one: (not one.is_near, one.matches, one.buddy)))
