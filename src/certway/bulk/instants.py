"""Instants as people and programs write them, into milliseconds of UTC."""

from __future__ import annotations

import polars as pl

_SECOND, _MINUTE = 1_000, 60_000  # milliseconds
_LEAST_MILLISECONDS = 1e11  # a plain number from here on counts milliseconds, below it seconds (to the year 5138)
_FORMAT = "%Y-%m-%dT%H:%M:%S%.f"


def milliseconds_of(cells: pl.Series) -> pl.Series:
    """Return instants as milliseconds since 1970 (UTC); null for what is none.

    Texts are days or times of ISO 8601, without a zone UTC, or numbers. Numbers are seconds or milliseconds since 1970.
    """
    if cells.dtype.is_numeric():
        return _counted(cells.cast(pl.Float64))
    if cells.dtype in (pl.Datetime, pl.Date):
        whole = cells.cast(pl.Datetime("ms")) if cells.dtype == pl.Date else cells
        return whole.dt.epoch("ms")
    if cells.dtype != pl.String:
        return pl.Series([None] * len(cells), dtype=pl.Int64)
    texts = cells.str.strip_chars()
    counted = _counted(texts.cast(pl.Float64, strict=False))
    return counted.zip_with(counted.is_not_null(), _told(texts))


def _counted(numbers: pl.Series) -> pl.Series:
    factor = (numbers.abs() < _LEAST_MILLISECONDS).replace_strict({True: _SECOND, False: 1}, return_dtype=pl.Float64)
    scaled = (numbers * factor).round()
    return scaled.set(~scaled.is_finite(), None).cast(pl.Int64, strict=False)


def _told(texts: pl.Series) -> pl.Series:
    """Return the instants of texts such as 2026-11-23T14:05:00Z, 2026-11-23 14:05 or 2026-11-23."""
    zone = texts.str.extract(r"\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)$")
    local = texts.str.replace(r"(\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:Z|z|[+-]\d\d(?::?\d\d)?)$", "$1")
    local = local.str.replace(r"^(\d{4}-\d\d-\d\d)$", "${1}T00:00:00").str.replace(r"^(\S{10}) +", "${1}T")
    local = local.str.replace(r"T(\d\d:\d\d)$", "T${1}:00")
    sign = zone.str.slice(0, 1).replace_strict({"+": 1, "-": -1}, default=0, return_dtype=pl.Int64)
    hours = zone.str.extract(r"^[+-](\d\d)").cast(pl.Int64).fill_null(0)
    minutes = zone.str.extract(r"^[+-]\d\d:?(\d\d)$").cast(pl.Int64).fill_null(0)
    ahead = sign.fill_null(0) * (hours * 60 + minutes) * _MINUTE
    return local.str.to_datetime(_FORMAT, time_unit="ms", strict=False).dt.epoch("ms") - ahead
