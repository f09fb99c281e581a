"""How able people are, by their answers to calibrated items.

Three estimates on the scale of the calibration: EAP (Bock & Mislevy, 1982, Applied Psychological Measurement 6,
431-444), maximum likelihood, and Warm's weighted likelihood (Warm, 1989, Psychometrika 54, 427-450). Missing answers
count for nothing: they are taken as not administered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.curves import Curves
from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.posterior import Answered, posterior_of
from certway.core.psychometrics.quadrature import Quadrature, normal_quadrature
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, Responses, check_responses

BOUNDS = (-6.0, 6.0)  # of estimates without a population: all right or all wrong would lie at infinity
_CHUNK = 2_048  # people
_GRID = 121  # abilities tried first
_ROUNDS = 60
_NEAR = 1e-9
_LEAST = 1e-12  # of an information; less is none


@dataclass(frozen=True, slots=True)
class Abilities:
    """Estimates; shape (people,)."""

    theta: Floats  # in standard deviations of the population of the calibration
    error: Floats  # standard error; of EAP the posterior's standard deviation. inf where answers say nothing there


def eap(responses: Responses, items: ItemParameters, quadrature: Quadrature | None = None) -> Abilities:
    """Return the mean and the standard deviation of each person's posterior. Raises ResponsesError."""
    check_responses(responses)
    population = quadrature or normal_quadrature()
    curves = _curves(items, population.nodes)

    def estimated(part: Responses) -> tuple[Floats, Floats]:
        shares = posterior_of(Answered.of(part), curves, population.weights).shares
        mean = shares @ population.nodes
        away = population.nodes - mean[:, None]
        return mean, np.sqrt((shares * away**2).sum(axis=1))

    return _by_chunks(responses, estimated)


def maximum_likelihood(
    responses: Responses, items: ItemParameters, *, bounds: tuple[float, float] = BOUNDS
) -> Abilities:
    """Return the most likely ability of each person, within bounds; the highest of several peaks.

    Somebody with all right, or all wrong, lies at a bound, somebody without an answer in their middle.
    Raises ResponsesError.
    """
    check_responses(responses)
    return _by_chunks(responses, lambda part: _peaks(part, items, bounds, warm=False))


def weighted_likelihood(
    responses: Responses, items: ItemParameters, *, bounds: tuple[float, float] = BOUNDS
) -> Abilities:
    """Return Warm's estimate, less biased than the most likely ability. Raises ResponsesError."""
    check_responses(responses)
    return _by_chunks(responses, lambda part: _peaks(part, items, bounds, warm=True))


def _by_chunks(responses: Responses, task: Callable[[Responses], tuple[Floats, Floats]]) -> Abilities:
    found = [task(responses[begin : begin + _CHUNK]) for begin in range(0, len(responses), _CHUNK)]
    return Abilities(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _curves(items: ItemParameters, nodes: Floats) -> Curves:
    """Return what items in their usual parameters say at some abilities."""
    logits = items.logits(nodes).T
    soft = np.logaddexp(0.0, logits)
    with np.errstate(divide="ignore"):
        log_guessing = np.log(items.c)[:, None]
    log_right = np.logaddexp(log_guessing, logits) - soft
    steepness = np.exp(-np.logaddexp(0.0, log_guessing - logits))
    return Curves(log_right, np.log1p(-items.c)[:, None] - soft, np.exp(log_right), steepness)


def _peaks(
    responses: Responses, items: ItemParameters, bounds: tuple[float, float], *, warm: bool
) -> tuple[Floats, Floats]:
    """Return the highest peak of each person's likelihood, or Warm's weighted one, and its standard error."""
    grid = np.linspace(*bounds, _GRID)
    curves = _curves(items, grid)
    height = Answered.of(responses).summed(curves.log_right - curves.log_wrong, curves.log_wrong)
    if warm:
        height += _log_weights(responses, items, grid)
    best = height.argmax(axis=1)
    low, high = grid[np.maximum(best - 1, 0)], grid[np.minimum(best + 1, _GRID - 1)]
    theta = _root(responses, items, low, high, warm=warm)
    unanswered = (responses == MISSING).all(axis=1)
    theta = np.where(unanswered, sum(bounds) / 2, theta)
    information = _slopes(responses, items, theta).information
    error = np.divide(1, np.sqrt(information), out=np.full_like(theta, np.inf), where=information > _LEAST)
    return theta, error


def _log_weights(responses: Responses, items: ItemParameters, grid: Floats) -> Floats:
    """Return the log of Warm's weights, up to a constant of each person, shape (people, abilities)."""
    told = (responses != MISSING).astype(np.float64)
    at = _at(items, items.logits(grid))
    slope = (told @ at.bias.T) / (2 * np.maximum(told @ at.information.T, _LEAST))
    risen = np.cumsum((slope[:, 1:] + slope[:, :-1]) / 2 * np.diff(grid), axis=1)
    return np.concatenate((np.zeros((len(told), 1)), risen), axis=1)


@dataclass(frozen=True, slots=True)
class _At:
    """Items at abilities; shape (abilities, items)."""

    probable: Floats
    weight: Floats  # P' / (P Q): times (answer − P) the slope of the log likelihood
    information: Floats  # P'² / (P Q)
    bias: Floats  # P' P'' / (P Q), of which Warm's J is the sum


def _at(items: ItemParameters, logits: Floats) -> _At:
    falling = np.exp(-logits)
    risen = 1 / (1 + falling)
    weight = items.a / (1 + items.c * falling)
    information = items.a * (1 - items.c) * weight * risen * (1 - risen)
    return _At(items.c + (1 - items.c) * risen, weight, information, items.a * (1 - 2 * risen) * information)


@dataclass(frozen=True, slots=True)
class _Slopes:
    """Sums over each person's answers, at an own ability; shape (people,)."""

    likelihood: Floats  # the slope of its log
    information: Floats
    bias: Floats


def _slopes(responses: Responses, items: ItemParameters, theta: Floats) -> _Slopes:
    at = _at(items, items.logits(theta))
    told = (responses != MISSING).astype(np.float64)
    over = ((responses == RIGHT) - at.probable) * at.weight
    return _Slopes(*(np.einsum("pi,pi->p", told, one) for one in (over, at.information, at.bias)))


def _root(responses: Responses, items: ItemParameters, low: Floats, high: Floats, *, warm: bool) -> Floats:
    """Return where the slope is nought between two abilities, by Fisher's scoring kept within what is left of them.

    Where the slope has one sign all the way, the end to which it leads.
    """
    theta = (low + high) / 2
    unsettled = np.arange(len(theta))
    for _ in range(_ROUNDS):
        now = theta[unsettled]
        slopes = _slopes(responses[unsettled], items, now)
        information = np.maximum(slopes.information, _LEAST)
        slope = slopes.likelihood + (slopes.bias / (2 * information) if warm else 0.0)
        low[unsettled], high[unsettled] = (
            np.where(slope > 0, now, low[unsettled]),
            np.where(slope < 0, now, high[unsettled]),
        )
        moved = now + slope / information
        within = (moved >= low[unsettled]) & (moved <= high[unsettled])
        theta[unsettled] = np.where(within, moved, (low[unsettled] + high[unsettled]) / 2)
        unsettled = unsettled[np.abs(theta[unsettled] - now) > _NEAR]
        if not unsettled.size:
            break
    return theta
