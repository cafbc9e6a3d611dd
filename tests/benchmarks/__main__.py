"""`python -m tests.benchmarks`: measures the bot beside a plain echo bot, and prints a page that is
kept as docs/figures.md. Linux only, for memory and processor time.
"""

import argparse
import asyncio
import os
import platform
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import telegram

from bot import clock
from tests.benchmarks import broadcasts, contests, duty, figures, looks
from tests.benchmarks.contests import Lengths, Result

CONTESTANTS = {
    "Welcome Buddies": contests.ours,
    "plain bot": contests.echo,
    "plain bot, concurrent": contests.concurrent_echo,
}
QUICK = Lengths(warm_up=0.5, flood=2.0, steady=2.0)
COMMITS = 200

PAGE = """\
# Figures

Measured on {day} with `make bench`, {runs} runs of each in turn, every time with a fresh database
and fresh processes. {machine}.
A commit with `synchronous=FULL` takes {commit:.2f} ms there.
To repeat it, let the machine do nothing else and run `make -s bench > docs/figures.md`;
`python -m tests.benchmarks --quick` gives a first idea in half a minute.

A form step: somebody presses a button; the update is kept, handled in a transaction, its answer
kept, sent and noted (all of it durable, `synchronous=FULL`), in three calls of the Bot API: the
press answered, the question edited, the next one sent. Bot and sandbox are a process each and speak
HTTP on loopback. The people are played in the sandbox's process, which also takes the times, from
the queued update to the reply's arrival. {crowd} people press; in the flood each as soon as they
are answered. How busy the sandbox is shows whether it limits the steps.

The yardstick keeps nothing and makes the same three calls, one after the other: a plain bot of
python-telegram-bot {library}, its `Application` and updater with their defaults, and once more with
`concurrent_updates(True)`, with which it handles updates side by side.

{table}

{verdict}

A look at much, {times} times each, in the bot's own database and without the network: from the
question to the card, and a round from the look to the rows that are to be sent.

{looks}

A broadcast under Telegram's limit of 30 messages a second, from the coordinator's press to the
report. Meanwhile somebody presses a button of a form each second, and every other second somebody's
reminder becomes due. `python -m tests.benchmarks --readers 10000` sends one to ten thousand.

{broadcast}
"""
READERS = 1_500


async def measure(runs: int, lengths: Lengths) -> dict[str, list[Result]]:
    """Each contestant in turn, so that a busy moment of the machine strikes all alike."""
    results: dict[str, list[Result]] = {name: [] for name in CONTESTANTS}
    for number in range(runs):
        for name, command in CONTESTANTS.items():
            sys.stderr.write(f"run {number + 1} of {runs}: {name}\n")
            results[name].append(await contests.run(command, lengths))
    return results


def machine() -> str:
    """Processor, cores, system and versions."""
    about = Path("/proc/cpuinfo").read_text().splitlines()
    model = next(line.partition(": ")[2] for line in about if line.startswith("model name"))
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def commit_milliseconds() -> float:
    """What the disk takes to keep one row for good."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "disk", isolation_level=None)) as base,
    ):
        base.executescript("pragma journal_mode = wal; pragma synchronous = full")
        base.execute("create table kept (words text)")
        began = time.perf_counter()
        for _ in range(COMMITS):
            base.execute("insert into kept values ('word')")
        return (time.perf_counter() - began) / COMMITS * 1000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of each (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="one short run of each, to try it")
    parser.add_argument("--readers", type=int, help="only a broadcast, to so many")
    given = parser.parse_args()
    if given.readers:
        sys.stdout.write(figures.broadcast(asyncio.run(broadcasts.run(given.readers))) + "\n")
        return
    runs, lengths = (1, QUICK) if given.quick else (given.runs, Lengths())
    results = asyncio.run(measure(runs, lengths))
    page = PAGE.format(
        day=clock.Clock().now().date(),
        runs=runs,
        machine=machine(),
        commit=commit_milliseconds(),
        crowd=contests.CROWD,
        library=telegram.__version__,
        table=figures.table(results),
        verdict=figures.verdict(results),
        times=looks.TIMES,
        looks=figures.looks([*asyncio.run(looks.measure()), *asyncio.run(duty.measure())]),
        broadcast=figures.broadcast(asyncio.run(broadcasts.run(150 if given.quick else READERS))),
    )
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
