"""Answers of many people from CSV or Parquet: a row a person, a column an item."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from certway.bulk.headers import PERSON_ID
from certway.bulk.problems import Problems
from certway.bulk.sheets import ENDINGS, Sheet, open_sheet
from certway.core.psychometrics.responses import MISSING, RIGHT, WRONG, Responses
from certway.core.units.errors import InputError, Problem

_OTHER = 2  # what is no answer
_TEXTS = {"1": RIGHT, "0": WRONG, "1.0": RIGHT, "0.0": WRONG, "": MISSING}  # with a decimal as programs write gaps


@dataclass(frozen=True)
class ResponseTable:
    """The answers of a file."""

    path: Path
    items: tuple[str, ...]  # the names of the columns
    responses: Responses  # shape (people, items)


def read_responses(path: Path, *, beside: Collection[str] = ()) -> ResponseTable:
    """Return the answers of a file; columns that stand beside them, as `person_id` does, are left out.

    Raises InputError with row and column.
    """
    sheet, problems = sheet_of(path), Problems(path)
    items = items_of(sheet, problems, beside)
    responses = np.full((len(sheet.rows), len(items)), MISSING, dtype=np.int8)
    for place, item in enumerate(items):
        responses[:, place] = _answers(sheet, item, problems)
    if not len(sheet.rows):
        problems.add(path, 0, "there is nobody; add a row for each person")
    problems.raise_any()
    return ResponseTable(path, items, responses)


def sheet_of(path: Path) -> Sheet:
    """Return a file as a sheet. Raises InputError."""
    if path.suffix not in ENDINGS:
        raise InputError([Problem(str(path), 0, "the ending says no format; it must be .csv or .parquet")])
    return open_sheet(path)


def items_of(sheet: Sheet, problems: Problems, beside: Collection[str]) -> tuple[str, ...]:
    """Return the names of the items; raises InputError where they don't tell the items apart."""
    items = tuple(name for name in sheet.names if name != PERSON_ID and name not in beside)
    for name in dict.fromkeys(items):
        if not name:
            problems.add(sheet.path, 1, "a column has no name; name each item")
        elif items.count(name) > 1:
            problems.add(sheet.path, 1, f"the column '{name}' stands twice; remove one")
    if not items:
        problems.add(sheet.path, 1, "there is no item; add a column for each")
    problems.raise_any()
    return items


def _answers(sheet: Sheet, item: str, problems: Problems) -> Responses:
    cells = sheet.cells(item)
    coded = _coded(cells)
    if coded is None:
        text = f"the column '{item}' holds {cells.dtype} where 1, 0 or nothing belong; write it anew"
        problems.add(sheet.path, 0, text)
        return np.full(len(cells), MISSING, dtype=np.int8)
    wrong = np.flatnonzero(coded == _OTHER)
    problems.add_rows(
        sheet.path,
        sheet.rows[wrong],
        lambda place: f"{item}: '{cells[int(wrong[place])]}' is no answer; write 1 (right), 0 (wrong) or nothing",
    )
    return coded


def _coded(cells: pl.Series) -> Responses | None:
    """Return cells as answers, _OTHER for what is none; None for a type that holds no answers."""
    if cells.dtype == pl.Null:
        return np.full(len(cells), MISSING, dtype=np.int8)
    if cells.dtype == pl.String:
        texts = cells.fill_null("").str.strip_chars()
        return texts.replace_strict(_TEXTS, default=_OTHER, return_dtype=pl.Int8).to_numpy()
    if not (cells.dtype.is_numeric() or cells.dtype == pl.Boolean):
        return None
    numbers = cells.cast(pl.Float64).fill_null(np.nan).to_numpy()
    known = np.isin(numbers, (RIGHT, WRONG))
    return np.where(known, numbers, np.where(np.isnan(numbers), MISSING, _OTHER)).astype(np.int8)
