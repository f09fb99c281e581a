"""`certway sit calibrate`: answers of people in, parameters of items out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, get_args

import typer

from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson
from certway.cli.terminal import print_json, tidied
from certway.core.psychometrics.models import Model
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError
from certway.exchange.words.catalogue import catalogue

if TYPE_CHECKING:
    from certway.core.psychometrics.calibration import Calibration

MODELS: tuple[Model, ...] = get_args(Model)
ModelName: TypeAlias = str


class UnknownModelError(CertwayError):
    """Raised for a model that there is not."""

    def __init__(self, model: str) -> None:
        super().__init__(f"--model is '{model}'{nearest(model, MODELS)}; the models are {', '.join(MODELS)}")


def calibrate(
    responses: Annotated[
        Path,
        typer.Argument(
            metavar="RESPONSES", help="CSV or Parquet: a row a person, a column an item.", show_default=False
        ),
    ],
    model: Annotated[
        ModelName, typer.Option("--model", metavar="1pl|2pl|3pl", help="How many parameters an item has.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where the parameters go; ends with .csv or .parquet.")
    ],
    priors: Annotated[
        bool, typer.Option("--priors", help="Weak priors for all parameters, for few people; 3pl always has them.")
    ] = False,
    fit: Annotated[bool, typer.Option("--fit", help="Write how well each item fits (S-X²), too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Estimate the parameters of items from answers: 1 right, 0 wrong, empty for none.

    Marginal maximum likelihood; a row for each item goes to a file, with standard errors.
    """
    began = time.perf_counter()
    asked = _model_asked(model)
    with needed_libraries():
        from certway.bulk.calibration import calibrate_file

    with _progress_bar() as progress:
        items, found = calibrate_file(responses, out, model=asked, priors=priors, fit=fit, progress=progress)
    seconds = time.perf_counter() - began
    _tell_doubts(items, found)
    if as_json:
        print_json(
            {
                "model": found.model,
                "people": found.people,
                "items": len(items),
                "log_likelihood": round(found.log_likelihood, 3),
                "steps": found.steps,
                "converged": found.converged,
                "bounded": [item for item, is_bounded in zip(items, found.bounded, strict=True) if is_bounded],
                "seconds": round(seconds, 3),
                "out": str(out),
            }
        )
        return
    words = catalogue()
    with tidied() as screen:
        counts = {
            "people": f"{found.people:,}",
            "items": f"{len(items):,}",
            "likelihood": f"{found.log_likelihood:.3f}",
        }
        screen.print(words.say("sit.calibrated", model=found.model.upper(), **counts), soft_wrap=True)
        screen.print(words.say("sit.written", out=str(out), seconds=f"{seconds:.1f}"), soft_wrap=True)


def _model_asked(name: str) -> Model:
    for model in MODELS:
        if model == name.lower():
            return model
    raise UnknownModelError(name)


def _tell_doubts(items: tuple[str, ...], found: Calibration) -> None:
    """Say on standard error which parameters are not to be relied upon."""
    words = catalogue()
    if not found.converged:
        print(f"certway: {words.say('sit.unconverged', steps=found.steps)}", file=sys.stderr)
    for place in found.bounded.nonzero()[0]:
        slope, difficulty = found.parameters.a[place], found.parameters.b[place]
        said = words.say("sit.bounded", item=items[place], a=f"{slope:.2f}", b=f"{difficulty:.2f}")
        print(f"certway: {said}", file=sys.stderr)


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, float], None]]:
    """Give what shows on standard error how near the search is to its end; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _step, _change: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from certway.core.psychometrics.calibration import TOLERANCE

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(catalogue().say("sit.progress"), total=-log(TOLERANCE))
        yield lambda _step, change: bar.update(task, completed=-log(min(1.0, max(change, TOLERANCE))))
