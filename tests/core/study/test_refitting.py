"""When parameters are fitted anew: seldom enough to be cheap, often enough to follow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.fitting import LEAST_REVIEWS
from certway.core.study.refitting import LEAST_NEW, wanted_reviews


def test_first_fit_takes_as_many_reviews_as_a_fit_needs() -> None:
    assert wanted_reviews(None) == LEAST_REVIEWS


def test_later_fits_take_a_fifth_more_and_two_hundred_at_least() -> None:
    assert [wanted_reviews(before) for before in (0, 400, 1000, 10_000)] == [400, 600, 1200, 12_000]


@given(st.integers(0, 10**6))
def test_every_fit_takes_more_than_the_last_one(before: int) -> None:
    assert wanted_reviews(before) >= max(LEAST_REVIEWS, before + LEAST_NEW)
