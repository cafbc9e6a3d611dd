"""Nudges and broadcasts leave steadily: being late is made up for, but never by a burst."""

import random
from collections.abc import Sequence

import pytest

from bot.telegram.pace import Pace

RATE = 28


class Watch:
    """A time that stands where it is put."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(delays: Sequence[float]) -> list[float]:
    """The times at which places are taken by somebody who comes so much later than the next one."""
    watch = Watch()
    pace = Pace(RATE, watch)
    times = []
    for delay in delays:
        watch.now += pace.wait() + delay
        assert pace.take()
        times.append(watch.now)
    return times


def drawn(seed: int, latest: float) -> list[float]:
    chance = random.Random(seed)  # noqa: S311  (the same delays every time)
    return [chance.uniform(0, latest) for _ in range(1000)]


def test_a_place_is_taken_once() -> None:
    watch = Watch()
    pace = Pace(RATE, watch)
    while pace.take():
        pass
    assert pace.wait() == pytest.approx(1 / RATE)


@pytest.mark.parametrize("latest", [0.0, 0.2 / RATE, 0.9 / RATE])
def test_being_a_little_late_slows_nothing_down(latest: float) -> None:
    times = taken(drawn(1, latest))
    rate = (len(times) - 1) / (times[-1] - times[0])
    assert rate == pytest.approx(RATE, rel=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_no_second_has_more_than_one_place_too_many(seed: int) -> None:
    times = taken([delay if delay < 0.3 else 0.0 for delay in drawn(seed, 0.6)])
    for start in times:
        assert sum(start <= time < start + 1 for time in times) <= RATE + 1


def test_after_a_pause_the_pace_is_the_same() -> None:
    watch = Watch()
    pace = Pace(RATE, watch)
    pace.pause(30)
    assert not pace.take()
    watch.now += 30.001
    times = [pace.take() for _ in range(3)]
    assert times == [True, False, False]
