"""Whatever happens to people, their meetings and the bot, in whatever order: each hears what is
due when it is due, once, and nothing else. What is due is thought through in `expected`.
"""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.truths import ground, lives
from tests.truths.ground import STARTS, Beginning, Step

MOST = 70
KINDS = [name for name, often in lives.STEPS.items() for _ in range(often)]


def test_whatever_happens_all_that_is_due_is_heard_and_nothing_else(
    begun: Beginning, histories: int
) -> None:
    steps = st.tuples(st.sampled_from(KINDS), st.integers(0, 2**32))

    @settings(max_examples=histories, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(STARTS), st.lists(steps, max_size=MOST))
    def whatever_happens(start: datetime, steps: Sequence[Step]) -> None:
        lives.lived(begun, start, steps)

    whatever_happens()


def test_long_histories_have_everything_in_them(begun: Beginning, histories: int) -> None:
    """And the same is true of them."""
    seen: Counter[str] = Counter()
    for seed in range(histories):
        chance = random.Random(seed)  # noqa: S311  (chance, not a secret)
        steps = [(chance.choice(KINDS), chance.randrange(2**32)) for _ in range(MOST)]
        first = [("propose", seed), *[("nobody answers", 0)] * (seed % 3)]
        try:
            seen += lives.lived(begun, STARTS[seed % len(STARTS)], [*first, *steps])
        except* AssertionError as failed:
            pytest.fail(f"seed {seed}: {failed.exceptions[0]}")
    assert set(seen) == set(ground.MEANS.values())
