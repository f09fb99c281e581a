"""The logistic models of one, two and three parameters.

The metric is the logistic one: D = 1, so that a slope is 1.7 times that of the normal ogive.
Source: Birnbaum (1968), in Lord & Novick, Statistical Theories of Mental Test Scores, chapters 17 to 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.response import Floats, information, probability
from certway.core.units.errors import CertwayError

Model = Literal["1pl", "2pl", "3pl"]
MODELS: tuple[Model, ...] = get_args(Model)

_MOST = 700.0  # of a logit; further out an exponential is no number


class ItemParametersError(CertwayError):
    """Raised for columns of item parameters that are none."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"these are no item parameters: {reason}")


@dataclass(frozen=True, slots=True)
class ItemParameters:
    """The parameters of some items; each column has shape (items,). Raises ItemParametersError."""

    a: Floats  # slope (discrimination), above 0, in logits per unit of ability
    b: Floats  # difficulty, on the scale of ability
    c: Floats  # lower asymptote (guessing), from 0 to below 1

    def __post_init__(self) -> None:
        if not (self.a.ndim == 1 and self.a.shape == self.b.shape == self.c.shape):
            raise ItemParametersError("a, b and c need one value an item each")
        if not (np.isfinite(self.a).all() and np.isfinite(self.b).all() and (self.a > 0).all()):
            raise ItemParametersError("a must be above 0, and b a number")
        if not ((self.c >= 0) & (self.c < 1)).all():
            raise ItemParametersError("c must be from 0 to below 1")

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.a)

    def logits(self, theta: Floats) -> Floats:
        """Return a (theta − b), shape (abilities, items)."""
        return np.asarray(np.clip(self.a * (theta[:, None] - self.b), -_MOST, _MOST), dtype=np.float64)

    def probability(self, theta: Floats) -> Floats:
        """Return the probability of a right answer at some abilities, shape (abilities, items)."""
        return probability(theta[:, None], self.a, self.b, self.c)

    def information(self, theta: Floats) -> Floats:
        """Return Fisher's information about the ability, shape (abilities, items)."""
        return information(theta[:, None], self.a, self.b, self.c)

    def expected_score(self, theta: Floats) -> Floats:
        """Return the expected number of right answers (true score) at some abilities, shape (abilities,)."""
        return np.asarray(self.probability(theta).sum(axis=1))

    def test_information(self, theta: Floats) -> Floats:
        """Return the information of all items together, shape (abilities,); 1 / √ of it is the standard error."""
        return np.asarray(self.information(theta).sum(axis=1))

    def taken(self, places: NDArray[np.intp]) -> ItemParameters:
        """Return the parameters of the items at some places."""
        return ItemParameters(self.a[places], self.b[places], self.c[places])
