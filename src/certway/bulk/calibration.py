"""Items calibrated from a file of answers, over the parts of its people on several processors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certway.bulk.calibrating import over_executor, over_threads
from certway.bulk.calibration_file import write_calibration
from certway.bulk.out_file import OutFileError, check_out_file
from certway.bulk.responses import ResponseTable, read_responses
from certway.core.psychometrics.calibration import Calibration, Settings, UncalibratableError, calibrate, usual_priors
from certway.core.psychometrics.item_fit import ItemFit, item_fit
from certway.core.psychometrics.models import Model
from certway.core.psychometrics.parts import OverParts
from certway.core.psychometrics.priors import WEAK_PRIORS
from certway.core.units.errors import InputError, Problem

__all__ = ["calibrate_file", "over_executor"]


def calibrate_file(
    path: Path,
    out: Path,
    *,
    model: Model,
    priors: bool = False,
    fit: bool = False,
    progress: Callable[[int, float], None] = lambda _step, _change: None,
) -> tuple[tuple[str, ...], Calibration]:
    """Write the parameters of a file's items to `out`, and return the items' names and their calibration.

    With `priors` weak ones help in every model; with `fit` each item's S-X² is written too. Raises InputError for what
    is wrong with the file, and OutFileError for `out`; nothing is written then.
    """
    check_out_file(out)
    if out.resolve() == path.resolve():
        raise OutFileError(out, "which holds the answers; name another file")
    table = read_responses(path)
    settings = Settings(WEAK_PRIORS if priors else usual_priors(model))
    with over_threads(table.responses) as over:
        try:
            found = calibrate(over, model=model, settings=settings, progress=progress)
        except UncalibratableError as error:
            raise InputError(_problems(table, error)) from None
        fits = _fit(over, found, settings) if fit else None
    write_calibration(out, table.items, found, fits)
    return table.items, found


def _problems(table: ResponseTable, error: UncalibratableError) -> list[Problem]:
    return [Problem(str(table.path), 1, f"{table.items[int(place)]}: {error.reason}") for place in error.items]


def _fit(over: OverParts, found: Calibration, settings: Settings) -> ItemFit:
    return item_fit(over, parameters=found.parameters, model=found.model, quadrature=settings.quadrature)
