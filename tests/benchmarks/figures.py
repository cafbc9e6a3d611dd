"""The figures as a page: medians with their spread, ours beside the yardstick's, and the aims."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.benchmarks import broadcasts
from tests.benchmarks.contests import Result
from tests.benchmarks.looks import Look

Results: TypeAlias = Mapping[str, Sequence[Result]]


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    unit: str
    of: Callable[[Result], float]
    places: int = 0


FIGURES = (
    Figure("form steps in a flood", "per second", lambda result: result.steps),
    Figure("… processor, bot", "% of a core", lambda result: result.bot_share * 100),
    Figure("… processor, sandbox", "% of a core", lambda result: result.box_share * 100),
    Figure("press to reply at 100/s, p50", "ms", lambda result: result.p50 * 1000, 1),
    Figure("press to reply at 100/s, p99", "ms", lambda result: result.p99 * 1000, 1),
    Figure("start to first reply", "s", lambda result: result.first_reply, 2),
    Figure("memory, idle", "MiB", lambda result: result.idle),
    Figure("memory, after all this", "MiB", lambda result: result.full),
)


@dataclass(frozen=True)
class Aim:
    name: str
    is_met: Callable[[Results], bool]


def median(results: Sequence[Result], of: Callable[[Result], float]) -> float:
    return statistics.median(of(result) for result in results)


def ratio(results: Results) -> float:
    """Our steps per second to the faster yardstick's."""
    ours, *others = (median(runs, lambda result: result.steps) for runs in results.values())
    return ours / max(others)


def ours(results: Results) -> Sequence[Result]:
    return next(iter(results.values()))


AIMS = (
    Aim("at least half the yardstick's steps", lambda all_: ratio(all_) >= 0.5),
    Aim("p99 below 20 ms", lambda all_: median(ours(all_), lambda r: r.p99) < 0.02),
    Aim("first reply within 1 s", lambda all_: median(ours(all_), lambda r: r.first_reply) < 1),
    Aim("below 110 MiB", lambda all_: median(ours(all_), lambda r: r.idle) < 110),
)


def table(results: Results) -> str:
    """Our results come first in `results`."""
    lines = [
        f"| median (lowest–highest) | unit | {' | '.join(results)} |",
        f"|---|---|{'---:|' * len(results)}",
    ]
    for figure in FIGURES:
        cells = (_cell(runs, figure) for runs in results.values())
        lines.append(f"| {figure.name} | {figure.unit} | {' | '.join(cells)} |")
    return "\n".join(lines)


def verdict(results: Results) -> str:
    aims = (f"- {aim.name}: {'met' if aim.is_met(results) else '**missed**'}" for aim in AIMS)
    steps = f"Steps per second, ours to the faster yardstick's: **{ratio(results):.2f}**."
    return "\n".join([steps, "", *aims])


def looks(found: Sequence[Look]) -> str:
    """How long each look took, against what it may take."""
    lines = ["| a look | median, ms | longest, ms | aim |", "|---|---:|---:|---|"]
    for look in found:
        verdict = "met" if look.median < look.aim else "**missed**"
        aim = f"below {look.aim * 1000:.0f} ms: {verdict}"
        lines.append(f"| {look.name} | {_ms(look.median)} | {_ms(look.longest)} | {aim} |")
    return "\n".join(lines)


def broadcast(found: broadcasts.Result) -> str:
    """What a broadcast came to, against what it should."""
    pace, missing = broadcasts.PER_SECOND, found.readers + broadcasts.OTHERS - found.got
    lines = (
        (
            "messages per second, with the nudges",
            f"{found.per_second:.2f}",
            f"{pace} ± 5 %",
            abs(found.per_second / pace - 1) <= 0.05,
        ),
        ("press to reply, p99, ms", _ms(found.reply), "below 100", found.reply < 0.1),
        (
            "nudges, from due to arrival, p99, s",
            f"{found.lateness:.1f}",
            "below 30",
            found.lateness < 30,
        ),
        ("refused by Telegram as too many", str(found.refused), "none", not found.refused),
        ("readers who got nothing, or twice", str(abs(missing)), "none", not missing),
    )
    rows = (
        f"| {name} | {value} | {aim}: {'met' if is_met else '**missed**'} |"
        for name, value, aim, is_met in lines
    )
    head = (f"| a broadcast to {found.readers:,} | | aim |", "|---|---:|---|")
    return "\n".join((*head, *rows))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _cell(runs: Sequence[Result], figure: Figure) -> str:
    found = sorted(figure.of(run) for run in runs)
    low, middle, high = (
        f"{value:,.{figure.places}f}" for value in (found[0], statistics.median(found), found[-1])
    )
    return f"{middle} ({low}–{high})"
