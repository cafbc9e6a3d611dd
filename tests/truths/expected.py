"""What people are to hear of their meetings, thought through once more and in another way than the
bot does it: no queries, no keys, only what the programme promises.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import holidays

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Heard:
    """A nudge that somebody gets, as far as the meeting is concerned: in which words, and with
    which buttons it begins."""

    person: int
    about: int
    what: str
    words: str = ""
    first_button: str = ""


@dataclass
class Person:
    is_paused: bool = False
    has_blocked: bool = False


@dataclass
class Pair:
    """Two who are matched; `people` by side."""

    id: int
    people: dict[str, int]
    since: datetime
    is_active: bool = True
    left_alone_until: datetime | None = None


@dataclass
class Agreed:
    """A time that both said yes to. Each is another, even if it is the same hour again."""

    begins: datetime
    ends: datetime
    at: datetime
    number: int = field(default_factory=count().__next__)
    coming: set[str] = field(default_factory=set)


@dataclass
class Suggested:
    """Times that one side suggested."""

    side: str
    begins: list[datetime]
    at: datetime
    number: int = field(default_factory=count().__next__)


@dataclass
class Meeting:
    """`fate` is empty while nobody has said how it went and nobody cancelled it."""

    id: int
    pair: Pair
    agreed: Agreed | None = None
    suggested: Suggested | None = None
    fate: str = ""
    is_without_buddy: bool = False
    goes_alone: bool = False
    answered: set[str] = field(default_factory=set)


class Town:
    """Everybody and all that they agreed on, and what each has heard."""

    def __init__(self, zone: ZoneInfo, subdivision: str) -> None:
        self.zone = zone
        self.people: dict[int, Person] = {}
        self.pairs: list[Pair] = []
        self.meetings: list[Meeting] = []
        self.heard: dict[tuple[int, str, object], datetime] = {}
        self._holidays = holidays.country_holidays("DE", subdiv=subdivision)

    def hears(self, now: datetime) -> set[Heard]:
        """All that is due to be said at this moment, and will have been said after it."""
        due = {thing: nudge for thing, nudge in self._due(now) if thing not in self.heard}
        self.heard.update(dict.fromkeys(due, now))
        return set(due.values())

    def _due(self, now: datetime) -> Iterator[tuple[tuple[int, str, object], Heard]]:
        for pair in self.pairs:
            if not pair.is_active:
                continue
            meetings = [meeting for meeting in self.meetings if meeting.pair is pair]
            for side, person in pair.people.items():
                known = self.people[person]
                if known.is_paused or known.has_blocked:
                    continue
                for meeting in meetings:
                    yield from self._before(meeting, side, person, now)
                    if not self._is_night(now):
                        yield from self._afterwards(meeting, side, person, now)
                        yield from self._unanswered(meeting, side, person, now)
                yield from self._silence(pair, meetings, person, now)

    def _is_night(self, now: datetime) -> bool:
        return not 8 <= now.astimezone(self.zone).hour < 21

    def _before(
        self, meeting: Meeting, side: str, person: int, now: datetime
    ) -> Iterator[tuple[tuple[int, str, object], Heard]]:
        agreed = meeting.agreed
        if agreed is None or meeting.fate or now >= agreed.begins:
            return
        if now - agreed.at < 3 * HOUR or (meeting.is_without_buddy and side == "buddy"):
            return
        left = agreed.begins - now
        if self._is_night(now) and left > 3 * HOUR:
            return
        local, begins = now.astimezone(self.zone), agreed.begins.astimezone(self.zone)
        is_evening_before = begins.date() - local.date() == DAY and local.hour >= 18
        if left <= 2 * HOUR:
            what = "soon"
        elif is_evening_before:
            what = "tomorrow"
        else:
            return
        words = "another time is suggested" if meeting.suggested else ""
        button = "cannot_come" if side in agreed.coming else "coming"
        if meeting.is_without_buddy:
            how = "goes alone" if meeting.goes_alone else "has no company"
            words, button = f"{how} {words}".strip(), "card_for_counter"
        nudge = Heard(person, meeting.id, what, words, button)
        yield (person, what, agreed.number), nudge

    def _afterwards(
        self, meeting: Meeting, side: str, person: int, now: datetime
    ) -> Iterator[tuple[tuple[int, str, object], Heard]]:
        agreed = meeting.agreed
        if agreed is None or meeting.fate == "cancelled" or side in meeting.answered:
            return
        if meeting.is_without_buddy and side == "buddy":
            return
        first, since = (person, "how", agreed.number), now - agreed.ends
        words = "alone" if meeting.is_without_buddy else ""
        if HOUR <= since < HOUR + DAY:
            yield first, Heard(person, meeting.id, "how", words, "met_good")
        elif HOUR + DAY <= since < 4 * DAY:
            asked = self.heard.get(first)
            if asked is None or now - asked >= DAY:
                again = Heard(person, meeting.id, "how again", words, "met_good")
                yield (person, "how again", agreed.number), again

    def _unanswered(
        self, meeting: Meeting, side: str, person: int, now: datetime
    ) -> Iterator[tuple[tuple[int, str, object], Heard]]:
        suggested = meeting.suggested
        if suggested is None or meeting.fate or now >= max(suggested.begins):
            return
        first = min(suggested.begins)
        there_is = first - suggested.at
        patience = DAY if there_is > DAY else there_is / 2
        waited = now - suggested.at
        if waited < patience:
            return
        if side == suggested.side:
            if waited >= 2 * DAY or first - now <= 2 * DAY:
                thing = (person, "no answer", suggested.number)
                yield thing, Heard(person, meeting.id, "no answer", "", "meeting")
            return
        once = (person, "answer", suggested.number)
        yield once, Heard(person, meeting.id, "answer", "", "meeting")
        reminded = self.heard.get(once)
        is_near = timedelta() < first - now <= DAY
        if is_near and reminded is not None and now - reminded >= DAY:
            thing = (person, "answer again", suggested.number)
            yield thing, Heard(person, meeting.id, "answer again", "", "meeting")

    def _silence(
        self, pair: Pair, meetings: list[Meeting], person: int, now: datetime
    ) -> Iterator[tuple[tuple[int, str, object], Heard]]:
        if any(meeting.suggested and not meeting.fate for meeting in meetings):
            return
        met = [m.agreed.ends for m in meetings if m.agreed and m.fate in ("", "held")]
        asked_again = pair.left_alone_until
        last = max([pair.since, *met, *([asked_again - 14 * DAY] if asked_again else [])])
        local = now.astimezone(self.zone)
        is_daytime = time(10) <= local.time() < time(20) and not self._is_holiday(local.date())
        if is_daytime and 14 * DAY <= now - last < 21 * DAY:
            yield (
                (person, "silence", (pair.id, last)),
                Heard(person, pair.id, "silence", "", "meet"),
            )

    def _is_holiday(self, day: date) -> bool:
        return day in self._holidays
