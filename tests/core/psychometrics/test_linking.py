"""Two scales are linked by the items that lie on both."""

from __future__ import annotations

import numpy as np
import pytest

from builders.responses import drawn_items
from certway.core.psychometrics.linking import Link, link_between
from certway.core.psychometrics.models import ItemParameters

LINKS = (Link(1.0, 0.0), Link(1.4, 0.8), Link(0.6, -1.5))


@pytest.mark.parametrize("link", LINKS, ids=str)
@pytest.mark.parametrize("items", [1, 3, 200])
def test_link_is_found_where_the_items_are_the_same(link: Link, items: int) -> None:
    here = drawn_items(items, seed=items, guessing=0.2)
    there = ItemParameters(here.a * link.slope, (here.b - link.shift) / link.slope, here.c)

    found = link_between(there, here)

    assert (found.slope, found.shift) == pytest.approx((link.slope, link.shift), abs=1e-6)
    applied = found.applied(there)
    theta = np.linspace(-3, 3, 13)
    assert applied.probability(theta) == pytest.approx(here.probability(theta), abs=1e-6)


def test_expectations_that_err_both_ways_place_the_scale_about_right() -> None:
    rng = np.random.default_rng(4)
    here = drawn_items(400, seed=4, guessing=0.25)
    there = ItemParameters(here.a * 1.2, (here.b - 0.7) / 1.2, here.c)
    guessed = ItemParameters(np.ones(400), here.b + rng.normal(0, 0.6, 400), here.c)

    found = link_between(there, guessed)

    assert found.shift == pytest.approx(0.7, abs=0.12)
    assert found.slope == pytest.approx(1.2, rel=0.25)


def test_scale_that_lies_nowhere_near_is_bounded() -> None:
    nonsense = ItemParameters(np.full(5, 0.01), np.full(5, 90.0), np.zeros(5))
    found = link_between(nonsense, drawn_items(5, seed=1))
    assert 0.25 <= found.slope <= 4
    assert abs(found.shift) <= 6
