"""Memory of decks: equal to py-fsrs to rounding, by vectors that are kept and by any history; and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from fsrs import Card, Rating, State
from hypothesis import given
from hypothesis import strategies as st

from builders.py_fsrs import AFTER_DAYS, RETENTIONS, at, reviewed, scheduler_of
from certway.core.study.memory import (
    DEFAULT,
    GRADES,
    LEAST_WEIGHTS,
    MOST_WEIGHTS,
    Deck,
    Floats,
    Parameters,
    ParametersError,
    RetentionError,
    ReviewsError,
    days_of,
    first_states,
    interval_for,
    next_states,
    recall,
    replay,
    whole_days,
)

VECTORS = json.loads(Path(__file__).with_name("py_fsrs.json").read_text(encoding="utf-8"))["vectors"]
ROUNDING = 1e-9  # relative; each step is exact to 1e-15, and steps of a long history add up
DAY = 86_400_000
WHOLE = st.integers(0, 1100).map(lambda days: days * DAY)
GAPS = (
    WHOLE | st.integers(0, 3 * DAY) | st.builds(lambda days, off: max(days + off, 0), WHOLE, st.sampled_from((-1, 1)))
)
HISTORIES = st.lists(st.tuples(GAPS, st.sampled_from(GRADES)), min_size=1, max_size=10)
PARAMETERS = st.just(DEFAULT) | st.tuples(
    *(st.floats(least, most) for least, most in zip(LEAST_WEIGHTS, MOST_WEIGHTS, strict=True))
).map(Parameters)


def reviews_of(history: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return reviews at moments, in milliseconds since 1970, of gaps before each."""
    moments = 1_790_000_000_000 + np.cumsum([gap for gap, _ in history])
    return [(int(moment), grade) for moment, (_, grade) in zip(moments, history, strict=True)]


def replayed(parameters: Parameters, histories: list[list[tuple[int, int]]], order: Floats | None = None) -> Deck:
    rows = np.array([(card, *review) for card, reviews in enumerate(histories) for review in reviews], dtype=np.int64)
    rows = rows if order is None else rows[np.argsort(order)]
    return replay(parameters, rows[:, 0], days_of(rows[:, 1].astype("datetime64[ms]")), rows[:, 2])


@pytest.mark.parametrize("vector", VECTORS)
def test_memory_is_what_py_fsrs_wrote_down(vector: dict) -> None:
    parameters = Parameters(tuple(vector["weights"]))
    reviews = [(moment, grade) for moment, grade in vector["reviews"]]
    prefixes = [reviews[:count] for count in range(1, len(reviews) + 1)]

    deck = replayed(parameters, prefixes)

    assert np.stack((deck.stability, deck.difficulty), axis=1) == pytest.approx(
        np.array(vector["states"]), rel=ROUNDING
    )
    assert recall(parameters, deck.stability[-1], np.array(AFTER_DAYS)) == pytest.approx(vector["recall"], rel=ROUNDING)
    wanted = interval_for(parameters, deck.stability[-1], np.array(RETENTIONS))
    assert np.clip(np.rint(wanted), 1, 36_500).tolist() == vector["intervals"]


def test_history_published_with_fsrs_6_comes_to_its_state() -> None:
    """Source: py-fsrs, tests/test_basic.py, test_memo_state; fsrs-rs, src/inference.rs, test_memory_state."""
    days, grades = np.cumsum([0, 0, 1, 3, 8, 21]), np.array([1, 3, 3, 3, 3, 3])

    deck = replay(DEFAULT, np.zeros(6, dtype=np.int64), days, grades)

    assert (deck.stability[0], deck.difficulty[0]) == (
        pytest.approx(53.62691, abs=1e-4),
        pytest.approx(6.3574867, abs=1e-4),
    )


@given(PARAMETERS, st.lists(HISTORIES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_replay_equals_py_fsrs_card_by_card(parameters: Parameters, histories: list, dice) -> None:
    told = [reviews_of(history) for history in histories]
    by_card = [reviewed(parameters.weights, reviews) for reviews in told]
    distinct = all(len({moment for moment, _ in reviews}) == len(reviews) for reviews in told)
    count = sum(map(len, told))
    mixed = np.array(dice.sample(range(count), count)) if distinct else None

    deck = replayed(parameters, told, mixed)

    assert deck.cards.tolist() == list(range(len(told)))
    assert deck.stability == pytest.approx([cards[-1].stability for cards in by_card], rel=ROUNDING)
    assert deck.difficulty == pytest.approx([cards[-1].difficulty for cards in by_card], rel=ROUNDING)
    assert deck.last_reviewed == pytest.approx([reviews[-1][0] / DAY for reviews in told], rel=1e-15)
    assert deck.reviews.tolist() == [len(reviews) for reviews in told]
    assert deck.lapses.tolist() == [sum(grade == 1 for _, grade in reviews[1:]) for reviews in told]


@given(PARAMETERS, st.lists(st.tuples(st.floats(0.001, 5000), st.floats(1, 10), GAPS), min_size=1, max_size=5))
def test_states_after_each_grade_and_recall_equal_py_fsrs(parameters: Parameters, rows: list) -> None:
    stability, difficulty, gaps = (np.array(column) for column in zip(*rows, strict=True))
    elapsed = whole_days(gaps / DAY)
    scheduler = scheduler_of(parameters.weights)
    cards = [Card(1, State.Review, None, s, d, at(0), at(0)) for s, d, _ in rows]
    after = [
        [scheduler.review_card(card, Rating(grade), at(gap))[0] for grade in GRADES]
        for card, (*_, gap) in zip(cards, rows, strict=True)
    ]
    recalled = [scheduler.get_card_retrievability(card, at(gap)) for card, (*_, gap) in zip(cards, rows, strict=True)]

    stabilities, difficulties = next_states(parameters, stability, difficulty, elapsed)

    assert stabilities == pytest.approx(np.array([[card.stability for card in row] for row in after]), rel=ROUNDING)
    assert difficulties == pytest.approx(np.array([[card.difficulty for card in row] for row in after]), rel=ROUNDING)
    assert recall(parameters, stability, elapsed) == pytest.approx(recalled, rel=ROUNDING)


@given(PARAMETERS)
def test_first_states_equal_py_fsrs(parameters: Parameters) -> None:
    cards = [reviewed(parameters.weights, [(0, grade)])[0] for grade in GRADES]

    stability, difficulty = first_states(parameters)

    assert stability.tolist() == pytest.approx([card.stability for card in cards], rel=ROUNDING)
    assert difficulty.tolist() == pytest.approx([card.difficulty for card in cards], rel=ROUNDING)


@given(PARAMETERS, st.floats(0.001, 5000), st.floats(0.01, 0.99))
def test_interval_ends_where_recall_is_the_wanted_retention(
    parameters: Parameters, stability: float, wanted: float
) -> None:
    assert recall(parameters, stability, interval_for(parameters, stability, wanted)) == pytest.approx(wanted)
    assert recall(parameters, stability, stability) == pytest.approx(0.9)


@given(PARAMETERS, st.floats(0.001, 5000), st.floats(1, 10), st.floats(0, 5000))
def test_better_grade_never_leaves_less_memory(
    parameters: Parameters, stability: float, difficulty: float, elapsed: float
) -> None:
    stabilities, difficulties = next_states(parameters, stability, difficulty, elapsed)

    assert stabilities.shape == difficulties.shape == (4,)
    assert (np.diff(stabilities[1:]) >= -1e-12 * stabilities[2:]).all()
    assert (np.diff(difficulties) <= 1e-12).all()


def test_states_of_rows_and_days_are_broadcast_with_grades_last() -> None:
    stabilities, difficulties = next_states(DEFAULT, np.array([[1.0], [10.0]]), 5.0, np.array([0.0, 1.0, 30.0]))

    assert stabilities.shape == difficulties.shape == (2, 3, 4)
    alone, _ = next_states(DEFAULT, 10.0, 5.0, 30.0)
    assert stabilities[1, 2].tolist() == pytest.approx(alone.tolist(), rel=1e-15)


@pytest.mark.parametrize(
    ("milliseconds", "days"),
    [(0, 0), (DAY - 1, 0), (DAY, 1), (DAY + 1, 1), (30 * DAY - 1, 29), (30 * DAY, 30), (-5, 0)],
)
def test_whole_days_are_full_periods_of_24_hours(milliseconds: int, days: int) -> None:
    start = 1_790_000_000_123
    instants = np.array([start, start + milliseconds]).astype("datetime64[ms]")

    assert float(whole_days(np.diff(days_of(instants))[0])) == days


def test_card_numbers_are_any_and_an_empty_history_is_an_empty_deck() -> None:
    deck = replay(DEFAULT, np.array([70, -3, 70]), np.array([3, 1, 2]), np.array([1, 3, 4]))
    empty = replay(DEFAULT, np.empty(0, dtype=np.int64), np.empty(0), np.empty(0, dtype=np.int64))

    assert (deck.cards.tolist(), deck.reviews.tolist(), deck.lapses.tolist()) == ([-3, 70], [1, 2], [0, 1])
    assert deck.last_reviewed.tolist() == [1, 3]
    assert len(empty) == len(empty.stability) == len(empty.last_reviewed) == 0


def test_narrow_columns_are_read_as_wide_ones() -> None:
    cards, days, grades = np.array([1, 1, 1]), np.array([0, 3, 4]), np.array([3, 1, 2])

    wide, narrow = replay(DEFAULT, cards, days, grades), replay(DEFAULT, cards, days, grades.astype(np.uint8))

    assert (wide.stability, wide.difficulty) == (narrow.stability, narrow.difficulty)


def test_weights_out_of_bounds_are_all_named() -> None:
    weights = (*DEFAULT.weights[:4], 0.5, *DEFAULT.weights[5:20], float("nan"))

    with pytest.raises(ParametersError) as wrong:
        Parameters(weights)

    assert wrong.value.reasons == ("w4 is 0.5, not from 1.0 to 10.0", "w20 is nan, not from 0.1 to 0.8")
    with pytest.raises(ParametersError, match="it takes 21 weights, there are 19"):
        Parameters(DEFAULT.weights[:19])


def test_default_is_that_of_py_fsrs() -> None:
    assert scheduler_of(DEFAULT.weights) == type(scheduler_of(DEFAULT.weights))(
        learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


@pytest.mark.parametrize(
    ("cards", "days", "grades", "said"),
    [
        ([1, 1], [0.0], [3, 3], "have the shapes"),
        ([1, 1], [0.0, 1.0], [3, 5], "review 2 has the grade 5, not 1 to 4"),
        ([1], [float("inf")], [3], "review 1 has no moment"),
    ],
)
def test_reviews_that_do_not_fit_are_refused(cards: list, days: list, grades: list, said: str) -> None:
    with pytest.raises(ReviewsError, match=said):
        replay(DEFAULT, np.array(cards), np.array(days), np.array(grades))


@pytest.mark.parametrize("retention", [0.0, 1.0, float("nan")])
def test_retention_that_is_no_share_is_refused(retention: float) -> None:
    with pytest.raises(RetentionError):
        interval_for(DEFAULT, 10.0, retention)
