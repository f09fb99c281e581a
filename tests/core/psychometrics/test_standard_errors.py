"""Errors of a, b and c follow from the information; what it does not settle has none."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.psychometrics.standard_errors import standard_errors

POINT = np.array([[np.log(2.0), 0.0], [-2.0, 0.0]])  # a = 2, b = 1; a = 1, b = 0
FREE = np.array([True, True])


def diagonal(values: list[list[float]]) -> np.ndarray:
    rows, items = np.shape(values)
    return np.diag(np.ravel(values)).reshape(rows, items, rows, items).astype(np.float64)


def test_errors_are_those_of_the_delta_method() -> None:
    found = standard_errors(diagonal([[100.0, 25.0], [400.0, 100.0]]), POINT, free=FREE, common_slope=False)

    assert found.a == pytest.approx([2.0 * 0.1, 0.2])
    assert found.b == pytest.approx([np.hypot(1.0 * 0.1, 0.05 / 2), 0.1])
    assert found.c.tolist() == [0.0, 0.0]


def test_common_slope_is_known_by_all_items_together() -> None:
    point = np.zeros((2, 2))

    found = standard_errors(diagonal([[100.0, 300.0], [400.0, 100.0]]), point, free=FREE, common_slope=True)

    assert found.a == pytest.approx([0.05, 0.05])


def test_guessing_has_its_error() -> None:
    point = np.array([[0.0], [0.0], [0.0]])  # c = 1/2

    found = standard_errors(diagonal([[1.0], [1.0], [4.0]]), point, free=np.array([True]), common_slope=False)

    assert found.c == pytest.approx([0.25 * 0.5])


def test_items_at_a_bound_have_no_error() -> None:
    found = standard_errors(
        diagonal([[100.0, 25.0], [400.0, 100.0]]), POINT, free=np.array([True, False]), common_slope=False
    )

    assert found.a.tolist() == pytest.approx([0.2, np.inf])
    assert found.b[1] == np.inf


def test_information_of_no_maximum_gives_no_errors() -> None:
    found = standard_errors(diagonal([[-1.0, 25.0], [400.0, 100.0]]), POINT, free=FREE, common_slope=False)

    assert found.a.tolist() == found.b.tolist() == [np.inf, np.inf]
