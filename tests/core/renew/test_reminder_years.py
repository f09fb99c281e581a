"""A year of reminders in time that jumps, ten with `make soak`: none is missed, doubled, late or untrue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings

from renew_simulation import Counts, simulate

SOAKS = settings.default.max_examples > 1000
YEARS, PEOPLE, SEEDS = (10, 8, 5) if SOAKS else (1, 8, 1)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_missed_doubled_late_or_untrue(seed: int) -> None:
    counts = simulate(YEARS, PEOPLE, seed)

    assert replace(counts, sent=0) == Counts()
    assert counts.sent > 3 * PEOPLE * YEARS  # long cycles need fewer than a first year
