"""The two people of a match: their names, what is known of each, and how each reads."""

from dataclasses import dataclass, replace

from bot.buddies import store as buddies
from bot.buddies.store import Buddy
from bot.conversation import asking, turn
from bot.conversation.values import Said, Value, Words
from bot.i18n import text
from bot.matches import rules, store
from bot.matches.store import Match, Side
from bot.needs import store as needs
from bot.needs.store import Need
from bot.newcomers import store as newcomers
from bot.newcomers.introduction import Newcomer
from bot.people import store as people
from bot.staff import rights
from bot.staff.store import Role
from bot.storage import database

# Translators: instead of the name of somebody whose name isn't known any more.
SOMEBODY = text("matches.somebody", "somebody")


@dataclass(frozen=True)
class Both:
    """A match with all that is known of its two, while neither is gone."""

    match: Match
    newcomer: Newcomer
    buddy: Buddy
    needs: tuple[Need, ...]

    @property
    def free_together(self) -> tuple[str, ...]:
        return tuple(sorted({*self.newcomer.free} & {*self.buddy.offer.free}))

    @property
    def languages_in_common(self) -> tuple[str, ...]:
        spoken = rules.helped_in(self.newcomer.languages, self.newcomer.german.value)
        return rules.german_last(spoken.intersection(self.buddy.offer.languages))


async def both(work: database.Work, match: Match) -> Both | None:
    """None when something of it is gone."""
    newcomer = await newcomers.find(work, match.newcomer) if match.newcomer else None
    buddy = await buddies.find(work, match.buddy) if match.buddy else None
    if newcomer is None or buddy is None:
        return None
    return Both(match, newcomer, buddy, await needs_of(work, match))


async def needs_of(work: database.Work, match: Match) -> tuple[Need, ...]:
    """What a match is for: the needs of its request, as they are now."""
    if match.request is None:
        return ()
    return (await needs.get(work, match.request)).needs


async def name(work: database.Work, match: Match, side: Side) -> Value:
    """What the person on this side is called."""
    person = match.person_of(side)
    known = await name_of(work, person, side) if person is not None else None
    return known or Said(SOMEBODY)


async def name_of(work: database.Work, person: int, side: Side) -> Words | None:
    """What a person is called as a newcomer, or as a buddy."""
    if side is Side.NEWCOMER:
        newcomer = await newcomers.find(work, person)
        return Words(newcomer.name) if newcomer else None
    buddy = await buddies.find(work, person)
    return Words(buddy.offer.name) if buddy else None


async def other_context(this: turn.Turn, person: int) -> asking.Context:
    """As somebody else reads, who isn't the one whose turn it is."""
    language = (await people.get(this.work, person)).language
    return replace(
        this.context, reader=replace(this.context.reader, language=language), telegram_name=""
    )


async def staff_sees(this: turn.Turn, match: str | int) -> Match:
    """The match, for coordinators who aren't its newcomer themselves. Raises `NotYours`."""
    await rights.require(this, Role.COORDINATOR)
    found = await store.find(this.work, match)
    if found is None or found.newcomer == this.person:
        raise turn.NotYours(Said(turn.GONE))
    return found


async def staff_decides(this: turn.Turn, match: str | int) -> Match:
    """The same for what is done in the name of the team: not by its buddy either."""
    found = await staff_sees(this, match)
    if found.buddy == this.person:
        raise turn.NotYours(Said(turn.GONE))
    return found


async def side_of(this: turn.Turn, match: str | int) -> tuple[Match, Side]:
    """The match and on which side of it the person is whose turn it is. Raises `NotYours`."""
    found = await store.visible_to(this, match)
    side = found.side_of(this.person)
    if side is None:
        raise turn.NotYours(Said(turn.GONE))
    return found, side
