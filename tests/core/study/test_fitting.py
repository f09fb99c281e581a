"""Fitted parameters: kept for who remembers otherwise, refused for who does not, and for who has too few reviews."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from fsrs import Card, Rating

from builders.learners import drawn_reviews
from builders.py_fsrs import at, scheduler_of
from certway.core.study.fitting import LEAST_REVIEWS, NOISE, FittingError, fit, telling_reviews
from certway.core.study.memory import DEFAULT, Parameters, ReviewsError

W = DEFAULT.weights
QUICKLY_FORGETTING = Parameters((0.05, 0.2, 0.5, 1.5, *W[4:8], 1.2, *W[9:20], 0.3))
DAY = 86_400_000


def test_fit_of_who_forgets_otherwise_is_kept() -> None:
    reviews = drawn_reviews(QUICKLY_FORGETTING, cards=900, days=150, seed=1)

    found = fit(*reviews)

    assert (found.kept, found.because) == ("fitted", "better")
    assert found.losses is not None
    assert found.losses.current == found.losses.default
    assert found.gain == pytest.approx(found.losses.default - found.losses.fitted)
    assert found.gain > NOISE * found.error
    truth = fit(*reviews, current=QUICKLY_FORGETTING)
    assert truth.losses is not None
    assert truth.losses.fitted - truth.losses.current < (truth.losses.default - truth.losses.current) / 4
    assert truth.kept == "current"


@pytest.mark.parametrize("seed", range(5))
def test_fit_of_who_remembers_as_usual_is_refused(seed: int) -> None:
    found = fit(*drawn_reviews(DEFAULT, cards=200, days=120, seed=seed))

    assert (found.kept, found.because, found.parameters) == ("current", "within-noise", DEFAULT)
    assert found.gain <= NOISE * found.error


def test_own_parameters_that_no_longer_fit_give_way() -> None:
    found = fit(*drawn_reviews(DEFAULT, cards=400, days=150, seed=2), current=QUICKLY_FORGETTING)

    assert found.losses is not None
    assert found.losses.current > min(found.losses.default, found.losses.fitted)
    assert (found.kept, found.because, found.parameters) == ("default", "default-better", DEFAULT)


def test_same_reviews_in_any_order_give_the_same_fit() -> None:
    cards, days, grades = drawn_reviews(QUICKLY_FORGETTING, cards=200, days=90, seed=3)
    mixed = np.random.default_rng(4).permutation(len(cards))

    assert fit(cards[mixed], days[mixed], grades[mixed]) == fit(cards, days, grades)


def test_losses_are_those_of_py_fsrs_over_the_last_fifth() -> None:
    cards, days, grades = drawn_reviews(DEFAULT, cards=100, days=150, seed=5)
    scheduler, known, losses = scheduler_of(W), {}, []
    for place in np.lexsort((cards, days)):
        card, moment = known.get(cards[place], Card(1)), at(int(days[place]) * DAY)
        if card.stability is not None:
            chance = scheduler.get_card_retrievability(card, moment)
            losses.append(-np.log(1 - chance if grades[place] == 1 else chance))
        known[cards[place]], _ = scheduler.review_card(card, Rating(int(grades[place])), moment)

    found = fit(cards, days, grades)

    assert (found.learned_from, found.held_out) == (len(losses) - round(len(losses) / 5), round(len(losses) / 5))
    assert found.losses is not None
    assert found.losses.default == pytest.approx(np.mean(losses[found.learned_from :]))


def test_too_few_telling_reviews_leave_everything_as_it_is() -> None:
    cards, days, grades = drawn_reviews(QUICKLY_FORGETTING, cards=200, days=90, seed=6)
    ends = telling_reviews(cards, days)[LEAST_REVIEWS - 1]
    own = replace(DEFAULT, weights=(0.3, *W[1:]))

    few = fit(cards[:ends], days[:ends], grades[:ends], current=own)
    enough = fit(cards[: ends + 1], days[: ends + 1], grades[: ends + 1], current=own)

    assert (few.kept, few.because, few.parameters, few.losses) == ("current", "too-few-reviews", own, None)
    assert few.learned_from + few.held_out == LEAST_REVIEWS - 1
    assert enough.because != "too-few-reviews"
    nothing = np.empty(0, dtype=np.int64)
    assert fit(nothing, np.empty(0), nothing).because == "too-few-reviews"


def test_reviews_that_do_not_fit_together_are_refused_however_few() -> None:
    with pytest.raises(ReviewsError):
        fit(np.array([1, 1]), np.array([0.0, 1.0]), np.array([3, 0]))


def test_first_reviews_and_those_of_the_same_day_tell_nothing() -> None:
    cards, days = np.array([7, 7, 7, 5, 5, 7]), np.array([0.0, 0.5, 1.6, 3.0, 2.0, 1.9])

    assert telling_reviews(cards, days).tolist() == [2, 3]


@pytest.mark.parametrize("grade", [1, 3])
def test_who_is_always_right_or_always_wrong_is_fitted_all_the_same(grade: int) -> None:
    cards, days, _ = drawn_reviews(DEFAULT, cards=100, days=150, seed=7)

    assert fit(cards, days, np.full(len(cards), grade)).kept == "fitted"


def test_without_the_library_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)

    with pytest.raises(FittingError, match=r"certway\[study\]"):
        fit(*drawn_reviews(DEFAULT, cards=100, days=150, seed=8))
