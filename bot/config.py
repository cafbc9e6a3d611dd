"""The settings of one installation: `config.toml`, and the token from the environment.

Every key has a default but the token. What is wrong is said in one line per fault, all at once.
"""

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    Strict,
    StringConstraints,
    model_validator,
)

from bot import faults

EXAMPLE = "config.example.toml"
TOKEN = "BOT_TOKEN"  # noqa: S105  (the variable's name)
TOKEN_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
TOKEN_EXPECTED = "digits:letters, as @BotFather gives it, in the environment"  # noqa: S105
NO_TOKEN = "something that doesn't look like a token"  # noqa: S105


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
    idle_people_asked: Days = 335
    """Days until a person without a role or a match is asked whether to stay."""
    idle_people_erased: Days = 365
    """Days until such a person is erased; more than idle_people_asked."""
    withdrawn_requests: Days = 90
    """Days that a withdrawn request is kept."""

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


class Log(faults.Section):
    level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        faults.Expected('"DEBUG", "INFO", "WARNING" or "ERROR"'),
    ] = "INFO"
    """How much is written to the log."""
    format: Annotated[Literal["text", "json"], faults.Expected('"text" or "json"')] = "text"
    """Lines for people, or for machines."""


class Config(faults.Section):
    """All settings. `repr` hides the token."""

    town: Line = "stuttgart"
    """The name of a file in bot/towns, or the path of a town file that ends in .toml."""
    database: Annotated[Path, faults.Expected("the path of a file")] = Path("data/welcome.sqlite3")
    """The database file. Relative paths count from the folder of config.toml."""
    telegram: Telegram = Telegram()
    languages: Languages = Languages()
    welcome_center: WelcomeCenter = WelcomeCenter()
    quiet_hours: QuietHours = QuietHours()
    pace: Pace = Pace()
    retention: Retention = Retention()
    nudges: Nudges = Nudges()
    log: Log = Log()
    token: SecretStr | None = Field(default=None, exclude=True)

    @model_validator(mode="after")
    def _mentioned_before_forgotten(self) -> Self:
        """Of both keys, whichever is given: the other has its default."""
        days, forgotten = self.nudges.unfinished_form_days, self.retention.unfinished_forms
        if any(day >= forgotten for day in days):
            raise faults.unexpected(
                f"days below retention.unfinished_forms ({forgotten}): then the form is forgotten",
                found=faults.shown(list(days)),
                at=("nudges", "unfinished_form_days"),
            )
        return self


def load(
    path: Path,
    environment: Mapping[str, str],
    *,
    shipped: Sequence[str],
    token_needed: bool = True,
) -> Config:
    """The settings; paths count from the file's folder, `languages.offered` is never empty.

    `shipped` are the languages in `locales/`. Raises `faults.Faults` with all that is wrong.
    """
    found: list[faults.Fault] = []
    config = Config()
    try:
        config = _read(path)
        misfits = _misfits(config.languages.offered, shipped)
        found += [fault.within(path.name) for fault in misfits]
    except faults.Faults as wrong:
        found += wrong.faults
    token = environment.get(TOKEN, "").strip()
    found += _token_faults(token, token_needed)
    if found:
        raise faults.Faults(found)
    offered = Languages(offered=config.languages.offered or tuple(shipped))
    return config.model_copy(
        update={"languages": offered, "token": SecretStr(token) if token else None}
    )


def required_token(config: Config) -> SecretStr:
    """The token, for commands that turn out to need one; else `faults.Faults`."""
    if config.token is None:
        raise faults.Faults(_token_faults("", needed=True))
    return config.token


def _read(path: Path) -> Config:
    if not path.exists():
        mend = f"a file; make it with: cp {EXAMPLE} {path.name}"
        raise faults.Faults([faults.Fault(path.name, None, mend)])
    values = faults.parse(path)
    with faults.within(path.name):
        config = Config.read(values)
    town = str(path.parent / config.town) if config.town.endswith(".toml") else config.town
    return config.model_copy(update={"town": town, "database": path.parent / config.database})


def _misfits(offered: Sequence[str], shipped: Sequence[str]) -> Iterator[faults.Fault]:
    """Languages we lack or have named before; and English missing, to which texts fall back."""
    known = f"a language in locales/: {', '.join(shipped)}"
    for place, language in enumerate(offered):
        if language not in shipped or language in offered[:place]:
            expected = known if language not in shipped else "each language once"
            yield faults.Fault(f"languages.offered[{place}]", faults.shown(language), expected)
    if offered and "en" not in offered:
        yield faults.Fault("languages.offered", "a list without English", 'one with "en"')


def _token_faults(token: str, needed: bool) -> list[faults.Fault]:
    if TOKEN_SHAPE.fullmatch(token) or not (token or needed):
        return []
    return [faults.Fault(TOKEN, NO_TOKEN if token else None, TOKEN_EXPECTED)]
