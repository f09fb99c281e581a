"""The parameters of items as CSV or Parquet: a row an item."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from certway.bulk.out_file import replaced
from certway.core.psychometrics.calibration import Calibration
from certway.core.psychometrics.item_fit import ItemFit

_DIGITS = 6  # behind the point


def write_calibration(out: Path, items: Sequence[str], found: Calibration, fits: ItemFit | None) -> None:
    """Write a calibration as the ending of the file says; a standard error that is not known is empty."""
    frame = calibration_frame(items, found, fits)
    with replaced(out) as beside:
        if out.suffix.lower() == ".parquet":
            frame.write_parquet(beside)
        else:
            frame.write_csv(beside, float_precision=_DIGITS)


def calibration_frame(items: Sequence[str], found: Calibration, fits: ItemFit | None) -> pl.DataFrame:
    """Return the columns of a calibration."""
    columns: dict[str, object] = {"item": list(items)}
    for name in ("a", "b", "c"):
        columns[name] = getattr(found.parameters, name)
    for name in ("a", "b", "c"):
        errors = getattr(found.errors, name)
        columns[f"se_{name}"] = pl.Series(errors, nan_to_null=True).set(pl.Series(~np.isfinite(errors)), None)
    columns["n"] = found.answered
    if fits is not None:
        columns |= {"s_x2": fits.statistic, "s_x2_df": fits.degrees, "s_x2_p": fits.probability}
    return pl.DataFrame(columns)
