"""Items calibrated from a file of answers, over the parts of its people on several processors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from certway.bulk.calibration_file import write_calibration
from certway.bulk.out_file import OutFileError, check_out_file
from certway.bulk.partitions import cores
from certway.bulk.responses import ResponseTable, read_responses
from certway.core.psychometrics.calibration import Calibration, Settings, UncalibratableError, calibrate, usual_priors
from certway.core.psychometrics.item_fit import ItemFit, item_fit
from certway.core.psychometrics.models import Model
from certway.core.psychometrics.parts import OverParts, parts_of_people
from certway.core.psychometrics.priors import WEAK_PRIORS
from certway.core.psychometrics.responses import Responses
from certway.core.units.errors import InputError, Problem

Found = TypeVar("Found")


def over_executor(executor: Executor, responses: Responses) -> OverParts:
    """Return what works through the people on an executor: threads, processes, or `Client.get_executor()` of Dask.

    What is found for the parts, and so any sum of it, does not depend on who works on them.
    """
    parts = parts_of_people(responses)

    def over(task: Callable[[Responses], Found], /) -> Sequence[Found]:
        return list(executor.map(task, parts))

    return over


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
    # Threads: they share the answers, and what takes the time, products of arrays, lets go of Python's lock.
    with ThreadPoolExecutor(cores()) as pool:
        over = over_executor(pool, table.responses)
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
