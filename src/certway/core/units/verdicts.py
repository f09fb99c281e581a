"""The three verdicts, as Kleene's strong three-valued logic on int8 columns."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Verdicts: TypeAlias = NDArray[np.int8]
VerdictName: TypeAlias = Literal["met", "unknown", "not-met"]

NOT_MET, UNKNOWN, MET = -1, 0, 1

NAMES: dict[int, VerdictName] = {MET: "met", UNKNOWN: "unknown", NOT_MET: "not-met"}
CODES: dict[VerdictName, int] = {name: code for code, name in NAMES.items()}


def verdicts_from(sure: NDArray[np.bool_], possible: NDArray[np.bool_]) -> Verdicts:
    """Return met where `sure`, not-met where not even `possible`, unknown in between."""
    return sure.view(np.int8) + possible.view(np.int8) - np.int8(1)
