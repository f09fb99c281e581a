"""A person's own parameters, fitted in a process with bounds of memory and time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from tempfile import TemporaryFile
from typing import IO, Any

from certway.core.study.memory import Floats, Integers, Parameters
from certway.core.units.errors import CertwayError
from certway.exchange.bounded_process import put, run_bounded

FIT_SECONDS = 120.0  # on the wall, for one person
OPTIMIZER = "fsrs_rs_python"
_FITTER = "certway.exchange.memory_fitting"


class FitFailedError(CertwayError):
    """Raised for a fit that did not come to its end within the bounds of memory and time."""


@dataclass(frozen=True, slots=True)
class MadeFit:
    """What a fit decided."""

    parameters: Parameters  # to go on with
    told: dict[str, Any]  # the figures that decided: all of `fitting.Fit` but the parameters


def can_fit() -> bool:
    """Whether what fits parameters is installed here."""
    return find_spec(OPTIMIZER) is not None


def fit_bounded(
    cards: Integers, days: Floats, grades: Integers, *, current: Parameters, seconds: float = FIT_SECONDS
) -> MadeFit:
    """Return what `fitting.fit` decides, made elsewhere. Raises FitFailedError."""
    feed = partial(_fill_tray, cards=cards, days=days, grades=grades, current=current)
    with TemporaryFile() as made:
        if not run_bounded(_FITTER, feed, made, seconds=seconds):
            raise FitFailedError(f"the fit to {len(cards)} reviews did not come to its end within its bounds")
        made.seek(0)
        told = json.load(made)
    return MadeFit(Parameters(tuple(told.pop("weights"))), told)


def _fill_tray(tray: IO[bytes], *, cards: Integers, days: Floats, grades: Integers, current: Parameters) -> None:
    tray.write(json.dumps({"weights": current.weights}).encode() + b"\n")
    for column in (cards, days, grades):
        put(tray, column.tobytes())
