"""How likely each ability is for each person, and the counts that follow from it: the E-step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.curves import Curves
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, Responses

_LEAST = -300.0  # of a log share; processors take long over numbers that are next to nothing


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of some people as numbers to multiply with; shape (people, items)."""

    right: Floats  # 1 for a right answer, else 0
    told: Floats | None  # 1 for any answer, 0 for a missing one; None where none is missing

    @staticmethod
    def of(responses: Responses) -> Answered:
        """Return the answers as numbers."""
        if responses.min(initial=0) > MISSING:
            return Answered(responses.astype(np.float64), None)
        return Answered((responses == RIGHT).astype(np.float64), (responses != MISSING).astype(np.float64))

    def summed(self, of_right: Floats, of_all: Floats) -> Floats:
        """Return sums over each person's items: one value a right answer and one value an answer.

        The values have shape (items, nodes), the sums (people, nodes).
        """
        total = self.right @ of_right
        total += of_all.sum(axis=0) if self.told is None else self.told @ of_all
        return total


@dataclass(frozen=True, slots=True)
class Posterior:
    """The abilities of some people."""

    shares: Floats  # of each node, shape (people, nodes); the sum over a person's nodes is 1
    log_likelihood: Floats  # marginal, of each person, shape (people,)


@dataclass(frozen=True, slots=True)
class ExpectedCounts:
    """How many people of each ability are expected, given their answers; shape (items, nodes)."""

    right: Floats  # who answered right
    answered: Floats  # who answered at all
    log_likelihood: float  # marginal, of all people together

    def __add__(self, other: ExpectedCounts) -> ExpectedCounts:
        return ExpectedCounts(
            self.right + other.right, self.answered + other.answered, self.log_likelihood + other.log_likelihood
        )


def posterior_of(answered: Answered, curves: Curves, weights: Floats) -> Posterior:
    """Return the posterior of each person; `weights` are those of the nodes in the population, shape (nodes,)."""
    joint = answered.summed(curves.log_right - curves.log_wrong, curves.log_wrong)
    joint += np.log(weights)
    top = joint.max(axis=1, keepdims=True)
    joint -= top
    np.maximum(joint, _LEAST, out=joint)
    np.exp(joint, out=joint)
    total = joint.sum(axis=1, keepdims=True)
    joint /= total
    return Posterior(joint, (top + np.log(total))[:, 0])


def expected_counts(responses: Responses, *, curves: Curves, weights: Floats) -> ExpectedCounts:
    """Return the expected counts of some people. Source: Bock & Aitkin (1981), Psychometrika 46, 443-459."""
    answered = Answered.of(responses)
    found = posterior_of(answered, curves, weights)
    right = answered.right.T @ found.shares
    if answered.told is None:
        told = np.broadcast_to(found.shares.sum(axis=0), right.shape)
    else:
        told = answered.told.T @ found.shares
    return ExpectedCounts(right, told, float(found.log_likelihood.sum()))
