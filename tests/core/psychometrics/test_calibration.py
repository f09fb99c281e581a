"""Calibration gives what is published for the classic data, finds again what was put in, and never invents numbers.

Published, of section 6: ltm (Rizopoulos, 2006, Journal of Statistical Software 17 (5)); of section 7: mirt (Chalmers,
2012, Journal of Statistical Software 48 (6)) and its documentation.
"""

from __future__ import annotations

import numpy as np
import pytest

from builders.responses import LSAT6, LSAT7, drawn_items, drawn_responses
from certway.core.psychometrics.calibration import (
    Calibration,
    Settings,
    UncalibratableError,
    calibrate,
    calibrate_responses,
)
from certway.core.psychometrics.models import MODELS, Model
from certway.core.psychometrics.parts import one_by_one
from certway.core.psychometrics.priors import NO_PRIORS, WEAK_PRIORS
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, Responses, ResponsesError

EXACT = Settings(NO_PRIORS, tolerance=1e-7)


def rmse(found: Floats, true: Floats) -> float:
    return float(np.sqrt(((found - true) ** 2).mean()))


def numbers(found: Calibration) -> Floats:
    items, errors = found.parameters, found.errors
    return np.stack((items.a, items.b, items.c, errors.a, errors.b, errors.c))


def test_one_parameter_gives_the_published_values() -> None:
    found = calibrate_responses(LSAT6, model="1pl", settings=EXACT)

    assert found.log_likelihood == pytest.approx(-2466.938, abs=5e-4)
    assert found.parameters.a == pytest.approx([0.7551] * 5, abs=5e-5)
    assert found.parameters.b == pytest.approx([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802], abs=6e-5)
    assert found.errors.a == pytest.approx([0.0694] * 5, abs=5e-5)
    assert found.errors.b == pytest.approx([0.3266, 0.1422, 0.0977, 0.1691, 0.2510], abs=5e-5)


def test_two_parameters_give_the_published_values() -> None:
    found = calibrate_responses(LSAT6, model="2pl", settings=EXACT)

    assert found.log_likelihood == pytest.approx(-2466.653, abs=5e-4)
    assert found.parameters.a == pytest.approx([0.825, 0.723, 0.890, 0.689, 0.657], abs=1.2e-3)
    assert found.parameters.b == pytest.approx([-3.360, -1.370, -0.280, -1.866, -3.124], abs=2.5e-3)
    assert found.errors.a == pytest.approx([0.258, 0.187, 0.233, 0.185, 0.210], abs=5e-4)
    assert found.errors.b == pytest.approx([0.867, 0.307, 0.100, 0.434, 0.870], abs=1.5e-3)


def test_section_7_gives_the_published_values() -> None:
    found = calibrate_responses(LSAT7, model="2pl", settings=EXACT)

    assert found.log_likelihood == pytest.approx(-2658.805, abs=5e-4)
    assert found.parameters.a == pytest.approx([0.988, 1.081, 1.707, 0.765, 0.736], abs=1e-3)
    assert -found.parameters.a * found.parameters.b == pytest.approx([1.856, 0.808, 1.805, 0.486, 1.855], abs=1e-3)
    assert found.errors.a == pytest.approx([0.178, 0.166, 0.317, 0.135, 0.152], abs=5e-3)


@pytest.mark.parametrize("missing", [0.0, 0.3])
@pytest.mark.parametrize(("model", "guessing", "off"), [("2pl", 0.0, 0.1), ("3pl", 0.2, 0.16)])
def test_parameters_are_found_again(model: Model, guessing: float, off: float, missing: float) -> None:
    items = drawn_items(30, seed=4, guessing=guessing)
    theta = np.random.default_rng(5).normal(size=4_000)

    found = calibrate_responses(drawn_responses(items, theta, seed=6, missing=missing), model=model)

    assert found.converged
    assert not found.bounded.any()
    assert rmse(found.parameters.a, items.a) < off
    assert rmse(found.parameters.b, items.b) < 2 * off
    assert rmse(found.parameters.c, items.c) < 0.07
    within = np.abs(found.parameters.b - items.b) < 3 * found.errors.b
    assert within.mean() > 0.9


def test_errors_are_as_large_as_the_parameters_scatter() -> None:
    items, rng = drawn_items(8, seed=7), np.random.default_rng(8)

    runs = [
        calibrate_responses(drawn_responses(items, rng.normal(size=800), seed=9 + run), model="2pl")
        for run in range(60)
    ]

    scatter = np.std([run.parameters.b for run in runs], axis=0)
    told = np.mean([run.errors.b for run in runs], axis=0)
    assert told / scatter == pytest.approx(np.ones(8), abs=0.35)


def test_somebody_without_an_answer_changes_nothing() -> None:
    nobody = np.full((50, 5), MISSING, dtype=np.int8)

    alone = calibrate_responses(LSAT7, model="2pl", settings=EXACT)
    among = calibrate_responses(np.concatenate((nobody, LSAT7)), model="2pl", settings=EXACT)

    assert numbers(among) == pytest.approx(numbers(alone), abs=1e-5)
    assert (among.people, among.answered.tolist()) == (1050, [1000] * 5)


def test_order_of_people_and_items_does_not_matter() -> None:
    rng = np.random.default_rng(10)
    people, items = rng.permutation(1000), rng.permutation(5)

    found = calibrate_responses(LSAT7, model="2pl", settings=EXACT)
    mixed = calibrate_responses(LSAT7[people][:, items], model="2pl", settings=EXACT)

    assert numbers(mixed) == pytest.approx(numbers(found)[:, items], abs=1e-5)


def test_progress_is_told_until_changes_are_small() -> None:
    told: list[tuple[int, float]] = []

    found = calibrate(one_by_one(LSAT7), model="2pl", progress=lambda step, change: told.append((step, change)))

    assert told[-1][0] == found.steps
    assert told[-1][1] < 1e-4 < told[-2][1]


def test_too_few_steps_are_said_not_to_have_arrived() -> None:
    found = calibrate_responses(LSAT6, model="2pl", settings=Settings(NO_PRIORS, most_steps=2))

    assert (found.converged, found.steps, bool(np.isfinite(numbers(found)).all())) == (False, 2, True)


def with_column(answers: list[int]) -> Responses:
    """Return section 7 with one more item that everybody answers as told, in turn."""
    return np.concatenate((LSAT7, np.resize(answers, (1000, 1)).astype(np.int8)), axis=1)


@pytest.mark.parametrize("answer", [0, 1])
def test_item_that_all_answer_alike_is_refused_without_priors(answer: int) -> None:
    with pytest.raises(UncalibratableError, match=r"^item 6: all who answered it were right, or all wrong") as raised:
        calibrate_responses(with_column([answer]), model="2pl")

    assert raised.value.items.tolist() == [5]


@pytest.mark.parametrize("answer", [0, 1])
@pytest.mark.parametrize("model", MODELS)
def test_item_that_all_answer_alike_has_bounds_with_priors(model: Model, answer: int) -> None:
    found = calibrate_responses(with_column([answer]), model=model, settings=Settings(WEAK_PRIORS))

    assert np.isfinite(numbers(found)).all()
    assert (found.parameters.b[5] < -2) if answer else (found.parameters.b[5] > 2)


@pytest.mark.parametrize("model", MODELS)
def test_item_that_nobody_answered_is_refused(model: Model) -> None:
    with pytest.raises(UncalibratableError, match=r"^item 6: nobody answered it"):
        calibrate_responses(with_column([MISSING]), model=model, settings=Settings(WEAK_PRIORS))


def test_item_against_all_others_lies_at_a_bound_and_is_said_to() -> None:
    against = 1 - (LSAT7.sum(axis=1, keepdims=True) > 3)

    found = calibrate_responses(np.concatenate((LSAT7, against.astype(np.int8)), axis=1), model="2pl")

    assert found.bounded.tolist() == [False] * 5 + [True]
    assert found.errors.a[5] == np.inf
    assert np.isfinite(numbers(found)[:, :5]).all()


@pytest.mark.parametrize("model", MODELS)
def test_one_person_is_calibrated_by_what_is_thought_beforehand(model: Model) -> None:
    found = calibrate_responses(LSAT7[500:501], model=model, settings=Settings(WEAK_PRIORS))

    assert np.isfinite(numbers(found)).all()
    assert (found.errors.b > 1).all()


@pytest.mark.parametrize("model", MODELS)
def test_one_item_is_calibrated_by_what_is_thought_beforehand(model: Model) -> None:
    found = calibrate_responses(LSAT7[:, :1], model=model, settings=Settings(WEAK_PRIORS))

    assert np.isfinite(numbers(found)).all()


def test_nobody_is_refused() -> None:
    with pytest.raises(ResponsesError):
        calibrate_responses(LSAT7[:0], model="2pl")
