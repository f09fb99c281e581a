"""A fit in a process of its own: the same as here, and nothing where it does not come to its end."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from builders.learners import drawn_reviews
from certway.core.study.fitting import fit
from certway.core.study.memory import DEFAULT, Parameters
from certway.exchange.memory_fit import FitFailedError, can_fit, fit_bounded
from certway.exchange.memory_fitting import written

W = DEFAULT.weights
QUICKLY_FORGETTING = Parameters((0.05, 0.2, 0.5, 1.5, *W[4:8], 1.2, *W[9:20], 0.3))
REVIEWS = drawn_reviews(QUICKLY_FORGETTING, cards=300, days=100, seed=1)


def test_fit_elsewhere_is_that_of_here() -> None:
    here = fit(*REVIEWS)

    found = fit_bounded(*REVIEWS, current=DEFAULT)

    told = written(here)
    del told["weights"]
    assert (found.parameters, found.told) == (here.parameters, told)
    assert found.told["kept"] == "fitted"


def test_figures_that_are_not_finite_are_not_told() -> None:
    nothing = np.empty(0, dtype=np.int64)

    assert written(fit(nothing, np.empty(0), nothing))["error"] is None


def test_fit_that_takes_too_long_or_breaks_is_told() -> None:
    with pytest.raises(FitFailedError, match="to 2 reviews"):
        fit_bounded(np.array([1, 1]), np.array([0.0, 1.0]), np.array([3, 0]), current=DEFAULT)
    with pytest.raises(FitFailedError):
        fit_bounded(*REVIEWS, current=DEFAULT, seconds=0.01)


def test_what_fits_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_fit()
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    assert not can_fit()
