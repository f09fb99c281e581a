"""Whether items behave as their curves say: S-X², by the number of right answers.

Source: Orlando & Thissen (2000), Applied Psychological Measurement 24, 50-64; Lord & Wingersky (1984), Applied
Psychological Measurement 8, 453-461.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.chi_square import chi_square_tail
from certway.core.psychometrics.models import ItemParameters, Model
from certway.core.psychometrics.parts import OverParts, summed
from certway.core.psychometrics.quadrature import Quadrature
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, Responses
from certway.core.units.errors import CertwayError

LEAST_EXPECTED = 1.0  # people in a cell; groups with fewer are joined with the next towards the middle
_OWN_PARAMETERS = {"1pl": 1, "2pl": 2, "3pl": 3}  # that each item has for itself


class ItemFitError(CertwayError):
    """Raised where the fit of items cannot be tested."""

    def __init__(self) -> None:
        super().__init__("nobody answered every item; S-X² groups people by their number of right answers")


@dataclass(frozen=True, slots=True)
class ItemFit:
    """S-X² of each item; shape (items,)."""

    statistic: Floats
    degrees: NDArray[np.int64]  # of freedom; 0 where too few groups are left, and then nothing is tested
    probability: Floats  # of a statistic at least as large if the item fits; 1 where nothing is tested


@dataclass(frozen=True, slots=True)
class ScoreGroups:
    """The people who answered every item, by their number of right answers from 0 to all."""

    people: NDArray[np.int64]  # shape (items + 1,)
    right: NDArray[np.int64]  # of them, who answered each item right, shape (items + 1, items)

    def __add__(self, other: ScoreGroups) -> ScoreGroups:
        return ScoreGroups(self.people + other.people, self.right + other.right)


def score_groups(responses: Responses) -> ScoreGroups:
    """Return the groups of those who answered every item."""
    whole = responses[(responses != MISSING).all(axis=1)] == RIGHT
    items = responses.shape[1]
    scores = whole.sum(axis=1)
    right = np.zeros((items + 1, items), dtype=np.int64)
    np.add.at(right, scores, whole)
    return ScoreGroups(np.bincount(scores, minlength=items + 1), right)


def item_fit(over: OverParts, *, parameters: ItemParameters, model: Model, quadrature: Quadrature) -> ItemFit:
    """Return how well each item fits. Raises ItemFitError where nobody answered every item."""
    groups = summed(over, score_groups)
    if not groups.people.any():
        raise ItemFitError
    inner = slice(1, parameters.size)  # those with all or none right say nothing about one item
    people, shares = groups.people[inner], expected_shares(parameters, quadrature)[inner]
    found = [
        _statistic(people, right, share, _OWN_PARAMETERS[model])
        for right, share in zip(groups.right[inner].T, shares.T, strict=True)
    ]
    return ItemFit(
        np.array([statistic for statistic, _ in found]),
        np.array([degrees for _, degrees in found]),
        np.array([chi_square_tail(statistic, degrees) if degrees else 1.0 for statistic, degrees in found]),
    )


def expected_shares(parameters: ItemParameters, quadrature: Quadrature) -> Floats:
    """Return the expected share of right answers to each item by the number of right answers to all.

    Shape (items + 1, items).
    """
    probable = parameters.probability(quadrature.nodes).T
    every = score_likelihoods(probable)
    shares = np.zeros((parameters.size + 1, parameters.size))
    total = every @ quadrature.weights
    for item, own in enumerate(probable):
        others = score_likelihoods(np.delete(probable, item, axis=0))
        shares[1:, item] = (others * own) @ quadrature.weights
    return np.asarray(shares / np.maximum(total, np.finfo(np.float64).tiny)[:, None])


def score_likelihoods(probable: Floats) -> Floats:
    """Return the probability of each number of right answers at each node, shape (items + 1, nodes).

    `probable` has shape (items, nodes). The recursion is Lord's and Wingersky's.
    """
    likelihoods = np.zeros((len(probable) + 1, probable.shape[1]))
    likelihoods[0] = 1
    for count, own in enumerate(probable, start=1):
        likelihoods[1 : count + 1] = likelihoods[1 : count + 1] * (1 - own) + likelihoods[:count] * own
        likelihoods[0] *= 1 - own
    return likelihoods


def _statistic(people: NDArray[np.int64], right: NDArray[np.int64], share: Floats, own: int) -> tuple[float, int]:
    """Return the statistic of one item and its degrees of freedom."""
    cells = _joined(np.stack((people, right, people * share), axis=1).astype(np.float64))
    degrees = len(cells) - own
    if degrees < 1:
        return 0.0, 0
    count, seen, expected = cells.T
    return float(((seen - expected) ** 2 * count / (expected * (count - expected))).sum()), degrees


def _joined(cells: Floats) -> Floats:
    """Return groups of which each expects enough right and enough wrong answers; small ones join the next inwards."""
    half = len(cells) // 2
    low, left = _gathered(cells[:half])
    high, right = _gathered(cells[half:][::-1])
    rest, groups = left + right, [*low, *high[::-1]]
    if _is_large(rest):
        groups.insert(len(low), rest)
    elif groups:
        place = min(len(low), len(groups) - 1)
        groups[place] = groups[place] + rest
    return np.array(groups).reshape(-1, 3)


def _gathered(cells: Floats) -> tuple[list[Floats], Floats]:
    """Return groups that are large enough, each with the small ones before it, and what is left at the end."""
    groups: list[Floats] = []
    rest = np.zeros(3)
    for cell in cells:
        rest = rest + cell
        if _is_large(rest):
            groups.append(rest)
            rest = np.zeros(3)
    return groups, rest


def _is_large(cell: Floats) -> bool:
    count, _, expected = cell
    return bool(min(expected, count - expected) >= LEAST_EXPECTED)
