"""Parameters of items from answers: marginal maximum likelihood by EM.

Abilities are standard normal in the population; what is estimated is where items stand on that scale. The model of one
parameter has one slope for all items, which is estimated: Rasch's model with the population's spread for its unit.
Source: Bock & Aitkin (1981), Psychometrika 46, 443-459.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.acceleration import Steps
from certway.core.psychometrics.curves import INTERCEPT, curves_at, parameters_of, score_weights
from certway.core.psychometrics.maximising import LEAST, MOST, Search, maximised, within_bounds
from certway.core.psychometrics.models import ItemParameters, Model
from certway.core.psychometrics.observed_information import complete_information, lost_information
from certway.core.psychometrics.parts import OverParts, Tally, one_by_one, summed, tally_of
from certway.core.psychometrics.posterior import ExpectedCounts, expected_counts
from certway.core.psychometrics.priors import NO_PRIORS, WEAK_PRIORS, Priors, density_slopes, log_density
from certway.core.psychometrics.quadrature import Quadrature, normal_quadrature
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import Responses, check_responses
from certway.core.psychometrics.standard_errors import StandardErrors, standard_errors
from certway.core.units.errors import CertwayError

TOLERANCE = 1e-4  # the largest change of log a, d or logit c in the last step
STARTING_GUESS = 0.15
_FALL = 1e-9  # of a log likelihood, relative; smaller ones are rounding
_NEAR = 1e-6  # a bound


class UncalibratableError(CertwayError):
    """Raised for items whose answers fix no parameters; `items` are their places."""

    def __init__(self, items: NDArray[np.intp], reason: str) -> None:
        self.items, self.reason = items, reason
        super().__init__("; ".join(f"item {place + 1}: {reason}" for place in items))


@dataclass(frozen=True, slots=True)
class Settings:
    """How a calibration is done."""

    priors: Priors
    quadrature: Quadrature = field(default_factory=normal_quadrature)
    tolerance: float = TOLERANCE
    most_steps: int = 500


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibrated items; columns have shape (items,)."""

    model: Model
    parameters: ItemParameters
    errors: StandardErrors
    answered: NDArray[np.int64]  # how many people answered each item
    bounded: NDArray[np.bool_]  # which items lie at a bound of the search, so that their parameters say little
    people: int
    log_likelihood: float  # marginal, without priors
    steps: int
    converged: bool


def usual_priors(model: Model) -> Priors:
    """Return the priors that a model needs: none, but that guessing cannot be told from ability without them."""
    return WEAK_PRIORS if model == "3pl" else NO_PRIORS


def calibrate_responses(responses: Responses, *, model: Model, settings: Settings | None = None) -> Calibration:
    """Return the calibration of a table of answers. Raises ResponsesError, UncalibratableError."""
    check_responses(responses)
    return calibrate(one_by_one(responses), model=model, settings=settings)


def calibrate(
    over: OverParts,
    *,
    model: Model,
    settings: Settings | None = None,
    progress: Callable[[int, float], None] = lambda _step, _change: None,
) -> Calibration:
    """Return the calibration of the answers that `over` works through.

    `progress` is told the steps done and the largest change of the last one. Raises UncalibratableError for items that
    nobody answered and, without a prior for difficulties, for those answered by all alike.
    """
    settings = settings or Settings(usual_priors(model))
    tally = summed(over, tally_of)
    check_answers(tally, settings.priors)
    search = Search(settings.quadrature.nodes, settings.priors, common_slope=model == "1pl")
    start = _start(tally, guessing=model == "3pl")
    run = _run(over, search, settings, start, progress)
    counts, errors = _precision(over, search, settings, run.point)
    return Calibration(
        model=model,
        parameters=parameters_of(run.point),
        errors=errors,
        answered=tally.answered,
        bounded=_at_bounds(run.point),
        people=tally.people,
        log_likelihood=counts.log_likelihood,
        steps=run.steps,
        converged=run.converged,
    )


def check_answers(tally: Tally, priors: Priors) -> None:
    """Raise UncalibratableError where items cannot be calibrated."""
    unanswered = np.flatnonzero(tally.answered == 0)
    if unanswered.size:
        raise UncalibratableError(unanswered, "nobody answered it; leave it out")
    alike = np.flatnonzero((tally.right == 0) | (tally.right == tally.answered))
    if alike.size and priors.difficulty is None:
        raise UncalibratableError(alike, "all who answered it were right, or all wrong; leave it out or use priors")


def _start(tally: Tally, *, guessing: bool) -> Floats:
    """Return a = 1, and intercepts by the share of right answers, spread for the abilities that they mix."""
    share = (tally.right + 0.5) / (tally.answered + 1)
    rows = [np.zeros_like(share), 1.2 * np.log(share / (1 - share))]
    if guessing:
        rows[INTERCEPT] = rows[INTERCEPT] - 0.5
        rows.append(np.full_like(share, np.log(STARTING_GUESS / (1 - STARTING_GUESS))))
    return within_bounds(np.stack(rows))


@dataclass(frozen=True, slots=True)
class _Run:
    point: Floats
    steps: int
    converged: bool


def _run(
    over: OverParts, search: Search, settings: Settings, start: Floats, progress: Callable[[int, float], None]
) -> _Run:
    """Return where EM arrives. A step that was extrapolated too far is taken back, and the looking back begins anew."""
    point, steps, best = start, Steps(), -np.inf
    for step in range(1, settings.most_steps + 1):
        counts = _counts(over, search, settings, point)
        reached = counts.log_likelihood + _prior(search, point)
        if reached < best - _FALL * abs(best) and steps.ends:
            point, steps, best = steps.ends[-1], Steps(), -np.inf
            continue
        best = reached
        end = maximised(search, counts, point)
        change = float(np.abs(end - point).max())
        progress(step, change)
        if change < settings.tolerance:
            return _Run(end, step, converged=True)
        steps = steps.followed(point, end)
        point = within_bounds(steps.extrapolated())
    return _Run(steps.ends[-1] if steps.ends else point, settings.most_steps, converged=False)


def _counts(over: OverParts, search: Search, settings: Settings, point: Floats) -> ExpectedCounts:
    curves = curves_at(point, search.nodes)
    return summed(over, partial(expected_counts, curves=curves, weights=settings.quadrature.weights))


def _prior(search: Search, point: Floats) -> float:
    return float(log_density(search.priors, point, search.slope_share(point.shape[1])).sum())


def _precision(
    over: OverParts, search: Search, settings: Settings, point: Floats
) -> tuple[ExpectedCounts, StandardErrors]:
    """Return the counts at a point and the standard errors there."""
    nodes, weights, (rows, items) = search.nodes, settings.quadrature.weights, point.shape
    curves = curves_at(point, nodes)
    counts = _counts(over, search, settings, point)
    scores = score_weights(point, curves, nodes)
    lost = summed(over, partial(lost_information, curves=curves, score_weights=scores, weights=weights))
    information = -lost.products
    own = complete_information(counts, point, curves, nodes)
    own += density_slopes(search.priors, point, search.slope_share(items))[1]
    for row in range(rows):
        for column in range(rows):
            information[row, range(items), column, range(items)] += own[row, column]
    free = ~_at_bounds(point)
    return counts, standard_errors(information, point, free=free, common_slope=search.common_slope)


def _at_bounds(point: Floats) -> NDArray[np.bool_]:
    rows = len(point)
    low, high = LEAST[:rows, None] + _NEAR, MOST[:rows, None] - _NEAR
    return np.asarray(((point <= low) | (point >= high)).any(axis=0), dtype=np.bool_)
