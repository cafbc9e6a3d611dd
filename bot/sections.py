"""The sections of `config.toml`: every key with its default, and what may stand there."""

import ipaddress
import re
from datetime import time
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from bot import faults


def is_loopback(address: str) -> bool:
    """Does this http(s) address lead to this machine only?"""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _root(address: str) -> str:
    """Without `/bot` at its end, the token would be part of the host's name, which others see."""
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address))
    plain = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
    if not (safe and plain and parts.path.endswith("/bot")):
        raise ValueError
    return address


def _wall_time(value: object) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
        raise ValueError
    return time.fromisoformat(value)


def _rising(days: tuple[int, ...]) -> tuple[int, ...]:
    if list(days) != sorted(set(days)):
        raise ValueError
    return days


WallTime = Annotated[
    time, BeforeValidator(_wall_time), faults.Expected('a time from "00:00" to "23:59"')
]
Root = Annotated[
    str,
    AfterValidator(_root),
    faults.Expected("an address that ends in /bot: https://…, or http://… on this machine"),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    faults.Expected("a text of 1 to 200 characters"),
]
Days = Annotated[
    int, Strict(), Field(ge=1, le=3650), faults.Expected("a whole number from 1 to 3650")
]
Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?\(?[0-9][0-9 ()/-]{1,28}[0-9]$"),
    faults.Expected('a phone number, like "030 23125 100"'),
]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}$"),
    faults.Expected('an e-mail address, like "welcome@stadt.example"'),
]
Website = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^https://[^\s/]+\.[^\s]{2,190}$"),
    faults.Expected("an address that starts with https://"),
]
UpTo30 = Annotated[
    int, Strict(), Field(ge=1, le=30), faults.Expected("a whole number from 1 to 30")
]
UpTo16 = Annotated[
    int, Strict(), Field(ge=1, le=16), faults.Expected("a whole number from 1 to 16")
]
UpTo100 = Annotated[
    int, Strict(), Field(ge=0, le=100), faults.Expected("a whole number from 0 to 100")
]


class Telegram(faults.Section):
    api_root: Root = "https://api.telegram.org/bot"
    """Where the Bot API is; the token follows."""
    file_root: Root = "https://api.telegram.org/file/bot"
    """Where its files are; the token follows."""


class Languages(faults.Section):
    offered: Annotated[
        tuple[str, ...], faults.Expected('a list of languages, like ["en", "de"]')
    ] = ()
    """The bot's languages, in the order of the menu; all that are shipped if not given."""


class WelcomeCenter(faults.Section):
    phone: Phone | None = None
    """Its phone number. What is not given in this section is not shown."""
    hours: Line | None = None
    """When someone is there."""
    email: Email | None = None
    """Its e-mail address."""
    website: Website | None = None
    """Its page on the web."""


class QuietHours(faults.Section):
    start: WallTime = Field(default=time(21), alias="from")
    """From this time on the bot writes first to nobody (local time)."""
    until: WallTime = time(8)
    """From this time on it does again."""

    @model_validator(mode="after")
    def _differ(self) -> Self:
        """A night without an end, or without a beginning, would be either; nobody could tell."""
        if self.start == self.until:
            both = f"{self.start:%H:%M}"
            raise faults.unexpected("two different times", found=f"from {both} until {both}")
        return self


class Pace(faults.Section):
    bulk_per_second: UpTo30 = 28
    """Nudges and broadcasts sent in one second; Telegram allows 30."""
    in_flight: UpTo16 = 12
    """Messages on their way to Telegram at one time."""


class Retention(faults.Section):
    handled_updates: Days = 3
    """Days that the numbers of handled updates are kept; their content is wiped at once."""
    dead_letters: Days = 7
    """Days that an update or a message that failed for good is kept."""
    unfinished_forms: Days = 30
    """Days until an unfinished form is forgotten."""
    case_links_hours: Days = 72
    """Hours that the one-time link of an advisor works."""
    invitation_hours: Days = 72
    """Hours that a one-time invitation to the staff works."""
    staff_record_days: Days = 365
    """Days that it is kept who of the staff saw or changed what."""
    idle_people_asked: Days = 335
    """Days until a person without a role or a match is asked whether to stay."""
    idle_people_erased: Days = 365
    """Days until such a person is erased; more than idle_people_asked."""
    withdrawn_requests: Days = 90
    """Days that a withdrawn request is kept."""
    buddies_left_days: Days = 365
    """Days until somebody who left, or whose application was declined, is erased as a buddy."""
    certificate_days: Days = 90
    """Days after leaving until the note about a certificate of conduct is erased."""
    proposals_days: Days = 90
    """Days until a proposal that came to nothing is forgotten, but for the mark that these two are
    not proposed to each other again."""
    closed_concerns_days: Days = 180
    """Days that a report is kept after it was dealt with."""
    ended_matches_days: Days = 180
    """Days until a match that has ended loses its names."""
    meetings_days: Days = 90
    """Days after a meeting until its place and note in own words are forgotten."""
    letters_days: Days = 90
    """Days until the card of a letter is deleted that is done, or whose deadline and last change
    are over."""
    broadcasts_days: Days = 365
    """Days after a broadcast until its text is forgotten."""
    seminars_days: Days = 365
    """Days after a seminar until it is forgotten who came, and which topics there were."""

    @model_validator(mode="after")
    def _asked_before_erased(self) -> Self:
        """Of both keys, whichever is given: the other has its default."""
        if self.idle_people_erased <= self.idle_people_asked:
            raise faults.unexpected(
                "that people are asked some days before they are erased",
                found=f"idle_people_asked {self.idle_people_asked}, "
                f"idle_people_erased {self.idle_people_erased}",
            )
        return self


class Nudges(faults.Section):
    unfinished_form_days: Annotated[
        tuple[Days, ...],
        AfterValidator(_rising),
        faults.Expected("a list of whole numbers from 1 to 3650, smallest first"),
    ] = (3, 7)
    """Days after which an unfinished form is mentioned."""
    waiting_newcomer_days: Days = 14
    """A waiting newcomer hears how it stands every so many days."""
    unanswered_proposal_hours: Days = 24
    """Hours after which an unanswered proposal, or suggestion to meet, is mentioned again."""
    digest_at: WallTime = time(9)
    """When staff hear on working days what waits for them (local time)."""


class Matching(faults.Section):
    answer_hours: Days = 72
    """Hours that each side has for answering a proposal; fewer before a day that matters."""
    not_now_days: Days = 14
    """Days that a buddy who answered "not now" isn't suggested to the same newcomer."""
    same_district: UpTo100 = 4
    """Points for living in the same district."""
    first_need: UpTo100 = 6
    """Points for liking to help with what matters most to the newcomer."""
    further_need: UpTo100 = 2
    """Points for each further need that the buddy likes to help with."""
    further_language: UpTo100 = 1
    """Points for each common language after the first."""
    common_slot: UpTo100 = 1
    """Points for each time of the week at which both are free."""
    most_common_slots: UpTo100 = 4
    """So many common times count; more make no difference."""
    free_place: UpTo100 = 1
    """Points for each place that the buddy has free."""
    week_waiting: UpTo100 = 1
    """Points for each week that the buddy has waited for a newcomer."""
    most_weeks_waiting: UpTo100 = 4
    """So many weeks count; more make no difference."""


class Log(faults.Section):
    level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        faults.Expected('"DEBUG", "INFO", "WARNING" or "ERROR"'),
    ] = "INFO"
    """How much is written to the log."""
    format: Annotated[Literal["text", "json"], faults.Expected('"text" or "json"')] = "text"
    """Lines for people, or for machines."""
