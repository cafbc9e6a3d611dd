"""The settings of one installation: `config.toml`, and the token from the environment.

Every key has a default but the token. What is wrong is said in one line per fault, all at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator

from bot import faults, sections

EXAMPLE = "config.example.toml"
TOKEN = "BOT_TOKEN"  # noqa: S105  (the variable's name)
TOKEN_SHAPE = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
TOKEN_EXPECTED = "digits:letters, as @BotFather gives it, in the environment"  # noqa: S105
NO_TOKEN = "something that doesn't look like a token"  # noqa: S105


class Config(faults.Section):
    """All settings. `repr` hides the token."""

    town: sections.Line = "stuttgart"
    """The name of a file in bot/towns, or the path of a town file that ends in .toml."""
    database: Annotated[Path, faults.Expected("the path of a file")] = Path("data/welcome.sqlite3")
    """The database file. Relative paths count from the folder of config.toml."""
    telegram: sections.Telegram = sections.Telegram()
    languages: sections.Languages = sections.Languages()
    welcome_center: sections.WelcomeCenter = sections.WelcomeCenter()
    quiet_hours: sections.QuietHours = sections.QuietHours()
    pace: sections.Pace = sections.Pace()
    retention: sections.Retention = sections.Retention()
    nudges: sections.Nudges = sections.Nudges()
    matching: sections.Matching = sections.Matching()
    log: sections.Log = sections.Log()
    token: SecretStr | None = Field(default=None, exclude=True)

    @model_validator(mode="after")
    def _reminded_before_expired(self) -> Self:
        """Of both keys, whichever is given: the other has its default."""
        reminded, expired = self.nudges.unanswered_proposal_hours, self.matching.answer_hours
        if reminded >= expired:
            raise faults.unexpected(
                f"hours below matching.answer_hours ({expired}): then the proposal expires",
                found=str(reminded),
                at=("nudges", "unanswered_proposal_hours"),
            )
        return self

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
    offered = sections.Languages(offered=config.languages.offered or tuple(shipped))
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
