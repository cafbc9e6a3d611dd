"""Who may come to a seminar, which words its readers get, what it takes to be changed. Pure."""

from collections.abc import Mapping

from bot.seminars.kinds import Audience

WRITTEN_IN = "de"
"""The language every seminar is described in; others may be added."""
FALLBACKS = ("en", WRITTEN_IN)
ON_THE_PATH = ("applied", "interviewed", "prepared")
TAKING_PART = ("active", "paused")


def audiences_of(state: str | None) -> tuple[Audience, ...]:
    """The audiences to which a buddy in this state belongs, or somebody who is none."""
    if state in ON_THE_PATH:
        return (Audience.EVERYONE, Audience.APPLICANTS, Audience.BUDDIES)
    if state in TAKING_PART:
        return (Audience.EVERYONE, Audience.BUDDIES, Audience.ACTIVE)
    return (Audience.EVERYONE,)


def for_reader(texts: Mapping[str, str], language: str) -> str | None:
    """The text in the reader's language, else in English, else in German; None where there is
    none at all."""
    return next((texts[code] for code in (language, *FALLBACKS) if code in texts), None)
