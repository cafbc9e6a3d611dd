"""For whom a broadcast is: the one definition by which its readers are counted and written to."""

import enum
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.options import Choice
from bot.i18n import text
from bot.storage import database

EVERYBODY = 2**53
"""Above every id and number of rows."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "applicants": ("applied", "interviewed", "prepared"),
    "active": ("active",),
    "paused": ("paused",),
    "waiting": ("sent", "ready"),
    "matched": ("matched",),
}
"""The states of buddies, and of newcomers' requests, behind each code of a group."""


class Whom(Choice):
    """Everyone: whoever uses the bot and has chosen a language."""

    BUDDIES = "buddies", text("broadcasts.buddies", "Buddies")
    NEWCOMERS = "newcomers", text("broadcasts.newcomers", "Newcomers")
    EVERYONE = "everyone", text("broadcasts.everyone", "Everyone who uses the bot")


class Buddies(Choice):
    ALL = "all", text("broadcasts.all_buddies", "All buddies, also applicants")
    APPLICANTS = "applicants", text("broadcasts.applicants", "Applicants: not active yet")
    ACTIVE = "active", text("broadcasts.active", "Active buddies")
    PAUSED = "paused", text("broadcasts.pausing", "Buddies who pause")


class Newcomers(Choice):
    ALL = "all", text("broadcasts.all_newcomers", "All newcomers")
    WAITING = "waiting", text("broadcasts.waiting", "Those who wait for a buddy")
    MATCHED = "matched", text("broadcasts.matched", "Those who have a buddy")


@dataclass(frozen=True)
class Audience:
    """Codes of groups, languages and districts; none of them stands for all."""

    whom: Whom
    groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        choices = {Whom.BUDDIES: Buddies, Whom.NEWCOMERS: Newcomers}
        all_groups = [choice.value for choice in choices.get(self.whom, ())]
        return tuple(s for code in self.groups or all_groups for s in GROUPS.get(code, ()))


def pack(audience: Audience) -> str:
    return json.dumps(
        {
            "whom": audience.whom.value,
            "groups": audience.groups,
            "languages": audience.languages,
            "districts": audience.districts,
        }
    )


def unpack(packed: str) -> Audience:
    kept: dict[str, Any] = json.loads(packed)
    parts = (tuple(kept[part]) for part in ("groups", "languages", "districts"))
    return Audience(Whom.of(kept["whom"]), *parts)


class Verdict(enum.StrEnum):
    """Whether a message goes to somebody of the audience, and if not, why."""

    WANTED = "wanted"
    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    OFF = "off"


@dataclass(frozen=True)
class Reader:
    """Somebody of the audience."""

    person: int
    chat: int
    language: str
    verdict: Verdict


@dataclass(frozen=True)
class Part:
    """Of an audience those whose id is over `after` and up to `last`, so many at most."""

    after: int = 0
    last: int = EVERYBODY
    most: int = EVERYBODY


READERS = """
    select person.id as person, person.telegram as chat, person.language, case
        when exists (select 1 from rsvp where seminar = :seminar and rsvp.person = person.id)
            then 'answered'
        when unreachable_since is not null then 'unreachable'
        when person.paused_at is not null then 'paused'
        when exists (select 1 from opt_out where opt_out.person = person.id and topic = :topic)
            then 'off'
        else 'wanted' end as verdict
    from person
    left join buddy on buddy.person = person.id
    left join newcomer on newcomer.person = person.id
    left join request
        on request.person = person.id and request.state in ('sent', 'ready', 'matched')
    where person.id > :after and person.id <= :last and has_chosen
      and (:whom = 'everyone'
        or :whom = 'buddies' and buddy.state in (select value from json_each(:states))
        or :whom = 'newcomers' and request.state in (select value from json_each(:states)))
      and (:languages is null
        or person.language in (select value from json_each(:languages)))
      and (:districts is null
        or :whom <> 'newcomers' and buddy.district in (select value from json_each(:districts))
        or :whom <> 'buddies' and newcomer.district in (select value from json_each(:districts)))
    order by person.id limit :most
"""


COUNT = f"""
    with reader as ({READERS})
    select language, verdict, count(*), max(person) from reader group by language, verdict
"""  # noqa: S608  (the same statement, so that it is counted as it is written to)


async def readers(
    work: database.Work, audience: Audience, topic: str, seminar: int | None, part: Part
) -> list[Reader]:
    """Those of a part of the audience, in the order of their ids. Of a message about a seminar,
    they are told apart who have answered it already."""
    rows = await work.all(READERS, **_values(audience, topic, seminar, part))
    return [Reader(row[0], row[1], row[2], Verdict(row[3])) for row in rows]


def _values(audience: Audience, topic: str, seminar: int | None, part: Part) -> dict[str, Any]:
    return {
        "seminar": seminar,
        "topic": topic,
        "whom": audience.whom.value,
        "states": json.dumps(audience.states),
        "languages": _some(audience.languages),
        "districts": _some(audience.districts),
        "after": part.after,
        "last": part.last,
        "most": part.most,
    }


def _some(codes: Sequence[str]) -> str | None:
    return json.dumps(codes) if codes else None


@dataclass(frozen=True)
class Headcount:
    """The audience now: how many get the message, by language, and how many don't, by reason;
    `somebody` is one reader of each language."""

    languages: Mapping[str, int]
    others: Mapping[Verdict, int]
    somebody: Mapping[str, int]

    @property
    def readers(self) -> int:
        return sum(self.languages.values())


async def count(
    work: database.Work, audience: Audience, topic: str, seminar: int | None
) -> Headcount:
    """Count by the very statement by which the messages are written; most readers first."""
    rows = await work.all(COUNT, **_values(audience, topic, seminar, Part()))
    languages, somebody = dict[str, int](), dict[str, int]()
    others = Counter[Verdict]()
    for language, verdict, number, person in sorted(rows, key=lambda row: -row[2]):
        if verdict == Verdict.WANTED:
            languages[language], somebody[language] = number, person
        else:
            others[Verdict(verdict)] += number
    return Headcount(languages, others, somebody)
