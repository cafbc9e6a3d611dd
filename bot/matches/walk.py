"""The coordinator's walk through those who wait for a buddy: one newcomer on each card, with the
buddies who could fit and why, and with what was tried before."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from bot.conversation import cards, flow, turn
from bot.conversation.cards import Button, Card, Row
from bot.conversation.values import Count, Said, Value, Words, say
from bot.i18n import plural, text
from bot.matches import history, loading, partners, reasons
from bot.matches.loading import Asking
from bot.matches.rules import Ranking, Suggestion, Waiting
from bot.matches.store import Side
from bot.needs import standing as requests
from bot.newcomers import introduction
from bot.people import menu
from bot.sections import Matching
from bot.staff import record, rights
from bot.staff.record import Deed
from bot.staff.store import Role

PAGE = 3

WAITS = plural(
    "matches.waits",
    "<b>{name}</b> has been waiting for a buddy for <b>{count} day</b>. ({place}/{places})",
    "<b>{name}</b> has been waiting for a buddy for <b>{count} days</b>. ({place}/{places})",
)
WAITS_SINCE_TODAY = text(
    "matches.waits_since_today",
    "<b>{name}</b> has been waiting for a buddy since today. ({place}/{places})",
)
UNREACHABLE = text(
    "matches.newcomer_unreachable", "{name} has stopped this bot and can't be reached here now."
)
COULD_FIT = text("matches.could_fit", "Buddies who could fit:")
NOBODY_FITS = text("matches.nobody_fits", "No buddy fits at the moment.")
ONE = text("matches.one_suggestion", "{place}. <b>{name}</b>: {reasons}")
NOBODY_WAITS = text(
    "matches.nobody_waits", "Nobody is waiting without a proposal. Everyone who waits is seen."
)

PROPOSE = text("matches.propose", "Propose {name}")
MORE = text("matches.more_buddies", "More buddies")
FROM_THE_TOP = text("matches.from_the_top", "Back to the first buddies")
WHY_NOT = text("matches.why_not", "Why not others?")
REQUEST = text("matches.the_request", "The request")
PREVIOUS = text("matches.previous", "Previous newcomer")
NEXT = text("matches.next", "Next newcomer")


@dataclass(frozen=True)
class Spot:
    """Where somebody is in the walk: whose request is shown, at which place of the list it was, and
    after how many buddies. If the request isn't waiting any more, whoever stands at the place now
    is shown. In a button: "17.0.3"."""

    request: int
    place: int = 0
    skip: int = 0

    def __str__(self) -> str:
        return f"{self.request}.{self.place}.{self.skip}"


def spot(about: str) -> Spot:
    """What a button carries, which may be anything."""
    parts = about.split(".")
    are_numbers = all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts)
    return Spot(*map(int, parts)) if are_numbers and len(parts) <= 3 else Spot(0)


async def show(settings: Matching, this: turn.Turn) -> turn.Reply:
    """The newcomer at a spot of the walk; the most urgent to begin with."""
    return await shown(settings, this, spot(this.about), in_place=bool(this.about))


async def why_not(settings: Matching, this: turn.Turn) -> turn.Reply:
    """The same, and why the other buddies aren't among the suggestions."""
    return await shown(settings, this, spot(this.about), in_place=True, explains=True)


async def shown(
    settings: Matching,
    this: turn.Turn,
    at: Spot,
    *first: Said,
    in_place: bool = False,
    explains: bool = False,
) -> turn.Reply:
    """A card of the walk, below what is said first. Raises `NotYours` for all but coordinators."""
    await rights.require(this, Role.COORDINATOR)
    today = this.context.reader.today
    queue = await loading.waiting(this.work, today, this.person)
    at = _found(queue, at)
    asking = await loading.asking(this.work, at.request) if queue else None
    if asking is None:
        lines = (*first, Said(NOBODY_WAITS))
        return turn.Reply((Card(lines, cards.column(menu.BACK_TO_MENU)),), in_place)
    ranking = await loading.ranking(this.work, asking, settings, today)
    if at.skip >= len(ranking.suggestions):
        at = replace(at, skip=0)
    here = _Here(this, asking, ranking, queue, at)
    return turn.Reply((await here.card(first, explains=explains),), in_place)


def _found(queue: Sequence[Waiting], at: Spot) -> Spot:
    """The spot as it is now in the queue."""
    ids = [waiting.request for waiting in queue]
    if at.request in ids:
        return Spot(at.request, ids.index(at.request), at.skip)
    place = min(at.place, len(ids) - 1)
    return Spot(ids[place], place) if ids else Spot(0)


@dataclass(frozen=True)
class _Here:
    """One newcomer of the walk, with all there is to show."""

    this: turn.Turn
    asking: Asking
    ranking: Ranking
    queue: Sequence[Waiting]
    at: Spot

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        return self.ranking.suggestions[self.at.skip : self.at.skip + PAGE]

    async def card(self, first: Sequence[Said], *, explains: bool) -> Card:
        """The card itself; that it was looked at is recorded."""
        this, newcomer = self.this, self.asking.request.person
        await record.add(this.work, this.person, Deed.SAW_REQUEST, newcomer)
        names = [await self._name(each) for each in self.suggestions]
        lines = [line async for line in self._lines(names)]
        if explains:
            lines.extend((None, reasons.others(self.ranking.counts())))
        top = (*first, None) if first else ()
        return Card((*top, *lines), self._rows(names, explains=explains))

    async def _name(self, suggestion: Suggestion) -> Value:
        await record.add(self.this.work, self.this.person, Deed.SAW_BUDDY, suggestion.buddy)
        called = await partners.name_of(self.this.work, suggestion.buddy, Side.BUDDY)
        return called or Said(partners.SOMEBODY)

    async def _lines(self, names: Sequence[Value]) -> AsyncIterator[Said | None]:
        this, newcomer = self.this, self.asking.newcomer
        yield self._head()
        if await loading.is_unreachable(this.work, self.asking.request.person):
            yield say(UNREACHABLE, name=Words(newcomer.name))
        yield requests.needs(self.asking.request)
        answers = introduction.answers(newcomer)
        for question in SHOWN:
            answer = flow.shown(question, answers[question.key], this.context)
            yield say(flow.LINE, name=Said(question.name), answer=answer)
        for line in await history.of_newcomer(this.work, self.asking.request.person, this.person):
            yield line
        yield None
        yield Said(COULD_FIT if names else NOBODY_FITS)
        for place, (called, each) in enumerate(zip(names, self.suggestions, strict=True), 1):
            told = reasons.told(each.reasons, this.context)
            yield say(ONE, place=Count(self.at.skip + place), name=called, reasons=told)

    def _head(self) -> Said:
        waiting = self.queue[self.at.place]
        days = (self.this.work.now - waiting.since).days
        values: dict[str, Value] = {
            "name": Words(self.asking.newcomer.name),
            "place": Count(self.at.place + 1),
            "places": Count(len(self.queue)),
        }
        return say(WAITS, **values, count=Count(days)) if days else say(WAITS_SINCE_TODAY, **values)

    def _rows(self, names: Sequence[Value], *, explains: bool) -> tuple[Row, ...]:
        request, at = self.asking.request, self.at
        proposals = (
            Button(
                say(PROPOSE, name=cards.short(called)),
                cards.action("propose", f"{request.id}.{each.buddy}", request.version),
                style="primary",
            )
            for called, each in zip(names, self.suggestions, strict=True)
        )
        others = () if explains else (Button(Said(WHY_NOT), cards.action("why_not", str(at))),)
        case = Button(Said(REQUEST), cards.action("case", request.id))
        ways = cards.row(*self._ways())
        return (
            *cards.column(*proposals, *self._more(), *others, case),
            *((ways,) if ways.buttons else ()),
            *cards.column(menu.BACK_TO_MENU),
        )

    def _more(self) -> tuple[Button, ...]:
        rest = self.at.skip + PAGE < len(self.ranking.suggestions)
        if not rest and not self.at.skip:
            return ()
        skip = self.at.skip + PAGE if rest else 0
        to = Spot(self.at.request, self.at.place, skip)
        return (Button(Said(MORE if rest else FROM_THE_TOP), cards.action("waiting", str(to))),)

    def _ways(self) -> list[Button]:
        """To those before and after; which they are is decided now, however the list changes."""
        ways = []
        for label, place in ((PREVIOUS, self.at.place - 1), (NEXT, self.at.place + 1)):
            if 0 <= place < len(self.queue):
                to = Spot(self.queue[place].request, place)
                ways.append(Button(Said(label), cards.action("waiting", str(to))))
        return ways


SHOWN = (
    introduction.LANGUAGES,
    introduction.GERMAN,
    introduction.DISTRICT,
    introduction.HOUSEHOLD,
    introduction.WISH,
)
"""What stands on the card of how somebody introduced themselves; the rest is in the request."""
