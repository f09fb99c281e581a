"""The three verdicts from what is sure and what is possible."""

from __future__ import annotations

import numpy as np

from certway.core.units.verdicts import MET, NOT_MET, UNKNOWN, verdicts_from


def test_verdict_is_what_is_sure_or_else_what_is_possible() -> None:
    sure = np.array([True, False, False])
    possible = np.array([True, True, False])
    found = verdicts_from(sure, possible)
    assert found.tolist() == [MET, UNKNOWN, NOT_MET]
    assert found.dtype == np.int8
