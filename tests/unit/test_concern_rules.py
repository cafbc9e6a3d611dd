"""A call for help that nobody takes care of is told again after an hour, and every morning."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.concerns import rules

BERLIN = ZoneInfo("Europe/Berlin")


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("raised_at", "now", "which"),
    [
        pytest.param("2026-11-24 23:10", "2026-11-25 00:09", None, id="not within the hour"),
        pytest.param("2026-11-24 23:10", "2026-11-25 00:10", "first", id="after the hour"),
        pytest.param("2026-11-24 23:10", "2026-11-25 07:59", "first", id="all night"),
        pytest.param("2026-11-24 23:10", "2026-11-25 08:00", "2026-11-25", id="in the morning"),
        pytest.param("2026-11-24 23:10", "2026-11-26 07:59", "2026-11-25", id="once a day"),
        pytest.param("2026-11-24 23:10", "2026-11-28 08:00", "2026-11-28", id="on a Saturday"),
        pytest.param("2026-11-24 07:30", "2026-11-24 08:00", None, id="a morning too early"),
        pytest.param("2026-11-24 07:30", "2026-11-24 08:30", "first", id="the hour comes first"),
        pytest.param("2026-11-24 07:00", "2026-11-24 08:00", "first", id="and counts once"),
        pytest.param("2026-10-24 22:00", "2026-10-25 08:00", "2026-10-25", id="back to winter"),
        pytest.param("2027-03-27 22:00", "2027-03-28 08:00", "2027-03-28", id="on to summer"),
    ],
)
def test_a_call_is_told_again(raised_at: str, now: str, which: str | None) -> None:
    assert rules.told_again(local(raised_at), local(now), BERLIN) == which
