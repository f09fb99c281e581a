"""Answers of people to items: the classic data, and such as a model would give."""

from __future__ import annotations

import numpy as np

from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, Responses

# Sections 6 and 7 of the Law School Admission Test: the people with each pattern of answers, from 00000 to 11111.
# Source: Bock & Lieberman (1970), Psychometrika 35, 179-197.
_LSAT6 = (
    3,
    6,
    2,
    11,
    1,
    1,
    3,
    4,
    1,
    8,
    0,
    16,
    0,
    3,
    2,
    15,
    10,
    29,
    14,
    81,
    3,
    28,
    15,
    80,
    16,
    56,
    21,
    173,
    11,
    61,
    28,
    298,
)
_LSAT7 = (
    12,
    19,
    1,
    7,
    3,
    19,
    3,
    17,
    10,
    5,
    3,
    7,
    7,
    23,
    8,
    28,
    7,
    39,
    11,
    34,
    14,
    51,
    15,
    90,
    6,
    25,
    7,
    35,
    18,
    136,
    32,
    308,
)


def _expanded(counts: tuple[int, ...]) -> Responses:
    patterns = np.arange(len(counts))[:, None] >> np.arange(5)[::-1] & 1
    return np.repeat(patterns, counts, axis=0).astype(np.int8)


LSAT6, LSAT7 = _expanded(_LSAT6), _expanded(_LSAT7)


def drawn_items(count: int, *, seed: int, guessing: float = 0.0) -> ItemParameters:
    """Return items as tests have them."""
    rng = np.random.default_rng(seed)
    return ItemParameters(rng.lognormal(0.0, 0.3, count), rng.normal(0.0, 1.0, count), np.full(count, guessing))


def drawn_responses(items: ItemParameters, theta: Floats, *, seed: int, missing: float = 0.0) -> Responses:
    """Return answers as the model gives them, some of them missing at random."""
    rng = np.random.default_rng(seed)
    right = (rng.random((len(theta), items.size)) < items.probability(theta)).astype(np.int8)
    return np.where(rng.random(right.shape) < missing, np.int8(MISSING), right)
