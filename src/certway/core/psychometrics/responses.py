"""The answers of some people to some items: right, wrong, or none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from certway.core.units.errors import CertwayError

Responses = NDArray[np.int8]  # shape (people, items)

RIGHT, WRONG, MISSING = 1, 0, -1  # missing: not administered, not reached or left out


class ResponsesError(CertwayError):
    """Raised for what is no table of answers."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"these are no answers: {reason}")


def responses_of(scores: NDArray[np.float64]) -> Responses:
    """Return answers from 1, 0 and NaN (missing). Raises ResponsesError for anything else."""
    missing = np.isnan(scores)
    if not (missing | (scores == RIGHT) | (scores == WRONG)).all():
        raise ResponsesError("an answer is 1 (right), 0 (wrong) or missing")
    return np.where(missing, MISSING, scores).astype(np.int8)


def check_responses(responses: Responses) -> None:
    """Raise ResponsesError where there is nobody, no item, or an answer that is none."""
    if responses.ndim != 2 or not responses.size:
        raise ResponsesError("there must be at least one person and one item")
    if responses.min() < MISSING or responses.max() > RIGHT:
        raise ResponsesError("an answer is 1 (right), 0 (wrong) or -1 (missing)")


def not_reached(responses: Responses) -> NDArray[np.bool_]:
    """Return which answers are missing with all those after them, shape (people, items).

    For items in the order in which they were shown. What is missing before a person's last answer was left out or not
    administered, and is False here.
    """
    return np.asarray(np.logical_and.accumulate((responses == MISSING)[:, ::-1], axis=1)[:, ::-1], dtype=np.bool_)


def with_not_reached_wrong(responses: Responses) -> Responses:
    """Return the answers with those that were not reached as wrong, as most bodies score a form."""
    return np.where(not_reached(responses), np.int8(WRONG), responses)
